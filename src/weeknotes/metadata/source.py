"""The interface of a source of titles and authors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from weeknotes.metadata.network import Network
from weeknotes.metadata.work import Found, Wanted


class MetadataSource(NamedTuple):
    """A service or a file that describes works.  `accepts` says whether it may know a work.  `find`
    returns what it knows of several works.  A source is asked for at most `batch` works at once,
    with `pause` seconds between two requests."""

    accepts: Callable[[Wanted], bool]
    find: Callable[[Sequence[Wanted], Network], Mapping[Wanted, Found]]
    batch: int = 1
    pause: float = 0
