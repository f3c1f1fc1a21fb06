"""What the notes of a site add up to: which topics grow, which occur together, where it was read.
Numbers only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from weeknotes.fingerprints import Fingerprinted
from weeknotes.identifiers import SITE_NAMES
from weeknotes.model import CROWD, TagRef
from weeknotes.pages.common.entries import WeekLink
from weeknotes.text.weeks import WeekLabel


class CountedEntry(NamedTuple):
    """What is counted of an entry: its tags, and the sites of its addresses."""

    tags: tuple[TagRef, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CountedWeek(Fingerprinted):
    """What is counted of a week."""

    link: WeekLink
    label: WeekLabel | None
    entries: tuple[CountedEntry, ...]


class ShareChange(NamedTuple):
    """A topic's notes in two periods, as shares of all notes."""

    tag: TagRef
    shares: tuple[float, float]


def periods(
    weeks: Sequence[CountedWeek], most: int
) -> tuple[Sequence[CountedWeek], Sequence[CountedWeek]] | None:
    """The last weeks and as many before them, `most` or half of all; None where that is fewer than
    two."""
    size = min(most, len(weeks) // 2)
    return (weeks[-2 * size : -size], weeks[-size:]) if size > 1 else None


def count_tags(entries: Iterable[CountedEntry]) -> Counter[TagRef]:
    """The number of entries with each tag."""
    return Counter(tag for entry in entries for tag in entry.tags)


def share_changes(
    before: Iterable[CountedWeek], after: Iterable[CountedWeek], least: int
) -> list[ShareChange]:
    """Every topic with `least` notes or more in both periods together, that which grew most first.

    Both periods hold entries.
    """
    old_entries = [entry for week in before for entry in week.entries]
    new_entries = [entry for week in after for entry in week.entries]
    old, new = count_tags(old_entries), count_tags(new_entries)
    changes = []
    for tag in old | new:
        if old[tag] + new[tag] >= least:
            shares = (old[tag] / len(old_entries), new[tag] / len(new_entries))
            changes.append(ShareChange(tag, shares))
    return sorted(changes, key=lambda change: (change.shares[0] - change.shares[1], change.tag.key))


def count_pairs(entries: Iterable[CountedEntry]) -> list[tuple[tuple[TagRef, ...], int]]:
    """Two topics and how many notes have both, two or more; the most frequent first."""
    counts: Counter[tuple[TagRef, ...]] = Counter()
    for entry in entries:
        counts.update(combinations(sorted(set(entry.tags[:CROWD])), 2))
    frequent = [row for row in counts.items() if row[1] > 1]
    return sorted(frequent, key=lambda row: (-row[1], row[0]))


def count_sources(entries: Iterable[CountedEntry]) -> list[tuple[str, int]]:
    """Every address of every entry, counted by site; the most frequent first."""
    counts = Counter(source for entry in entries for source in entry.sources)
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def source_name(key: str) -> str:
    """The site that a key is of: an archive's name, or the host of a page's address."""
    kind, _, rest = key.partition(":")
    if kind != "url":
        return SITE_NAMES.get(kind, kind)
    return re.split(r"[/?#]", re.sub(r"^\w+://", "", rest), maxsplit=1)[0]
