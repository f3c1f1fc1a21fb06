"""What the notes of a site add up to: which topics grow, which occur together, where it was read.
Numbers only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from weeknotes.identifiers import SITE_NAMES
from weeknotes.model import CROWD, Entry, TagRef, Week


class Change(NamedTuple):
    """A topic's notes in two periods, as counts and as shares of all notes."""

    tag: TagRef
    counts: tuple[int, int]
    shares: tuple[float, float]

    @property
    def growth(self) -> float:
        return self.shares[1] - self.shares[0]


def periods(weeks: Sequence[Week], most: int) -> tuple[Sequence[Week], Sequence[Week]] | None:
    """The last weeks and as many before them, `most` or half of all; None where that is fewer than
    two."""
    size = min(most, len(weeks) // 2)
    return (weeks[-2 * size : -size], weeks[-size:]) if size > 1 else None


def changes(before: Iterable[Week], after: Iterable[Week], least: int) -> list[Change]:
    """Every topic with `least` notes or more in both periods together, that which grew most first.
    Weeks hold entries."""
    parts = [[entry for week in part for entry in week.entries] for part in (before, after)]
    old, new = (Counter(tag for entry in part for tag in entry.tags) for part in parts)
    found = (
        Change(tag, (old[tag], new[tag]), (old[tag] / len(parts[0]), new[tag] / len(parts[1])))
        for tag in old | new
        if old[tag] + new[tag] >= least
    )
    return sorted(found, key=lambda change: (-change.growth, change.tag.key))


def pairs(entries: Iterable[Entry]) -> list[tuple[tuple[TagRef, TagRef], int]]:
    """Two topics and how many notes have both, two or more; the most frequent first."""
    found = Counter(
        pair for entry in entries for pair in combinations(sorted(set(entry.tags[:CROWD])), 2)
    )
    return sorted(
        (item for item in found.items() if item[1] > 1), key=lambda item: (-item[1], item[0])
    )


def sources(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Every address of every entry, counted by site; the most frequent first."""
    found = Counter(source(address.key) for entry in entries for address in entry.addresses)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def source(key: str) -> str:
    """The site that a key is of: an archive's name, or the host of a page's address."""
    kind, _, rest = key.partition(":")
    return (
        re.split(r"[/?#]", re.sub(r"^\w+://", "", rest), maxsplit=1)[0]
        if kind == "url"
        else SITE_NAMES.get(kind, kind)
    )
