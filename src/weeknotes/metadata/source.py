"""The interface of a source of titles and authors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from weeknotes.metadata.network import Network
from weeknotes.metadata.work import Found, Wanted

Find: TypeAlias = "Callable[[Sequence[Wanted], Network], Mapping[Wanted, Found]]"


class MetadataSource(NamedTuple):
    """A service or a file that describes works.  `accepts` says whether the source may know a work.
    `find` returns what the source knows of several works.  A source is asked for at most `batch`
    works at once, with `pause` seconds between two requests."""

    accepts: Callable[[Wanted], bool]
    find: Find
    batch: int = 1
    pause: float = 0


def one_by_one(find: Callable[[Wanted, Network], Found]) -> Find:
    """A function `find` that asks for one work after the other."""
    return lambda wanted, network: {one: find(one, network) for one in wanted}
