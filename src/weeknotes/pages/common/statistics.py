"""Statistics of all notes: changes of topics, topics that occur together, sources.  Only numbers,
no texts or charts."""

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
    """The data of an entry that are counted: its tags, and the sites of its addresses."""

    tags: tuple[TagRef, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CountedWeek(Fingerprinted):
    """The data of a week that are counted."""

    link: WeekLink
    label: WeekLabel | None
    entries: tuple[CountedEntry, ...]


def periods(
    weeks: Sequence[CountedWeek], most: int
) -> tuple[Sequence[CountedWeek], Sequence[CountedWeek]] | None:
    """Two periods of equal length, the last weeks and the weeks before them.  A period has at most
    `most` weeks and at most half of all weeks.  None if a period would have less than two weeks."""
    size = min(most, len(weeks) // 2)
    return (weeks[-2 * size : -size], weeks[-size:]) if size > 1 else None


def count_tags(entries: Iterable[CountedEntry]) -> Counter[TagRef]:
    """The number of entries with each tag."""
    return Counter(tag for entry in entries for tag in entry.tags)


def share_changes(
    before: Iterable[CountedWeek], after: Iterable[CountedWeek], least: int
) -> list[tuple[TagRef, float, float]]:
    """(tag, share before, share after) of all tags with at least `least` notes in both periods
    together, the largest growth first.  A share is relative to all notes of the period.

    Neither period may be empty.
    """
    old_entries = [entry for week in before for entry in week.entries]
    new_entries = [entry for week in after for entry in week.entries]
    old, new = count_tags(old_entries), count_tags(new_entries)
    changes = []
    for tag in old | new:
        if old[tag] + new[tag] >= least:
            shares = (old[tag] / len(old_entries), new[tag] / len(new_entries))
            changes.append((tag, *shares))
    return sorted(changes, key=lambda change: (change[1] - change[2], change[0].key))


def count_pairs(
    entries: Iterable[CountedEntry],
) -> list[tuple[tuple[TagRef, ...], int]]:
    """Pairs of tags with their number of common notes (at least two).  The most frequent pairs come
    first."""
    counts: Counter[tuple[TagRef, ...]] = Counter()
    for entry in entries:
        counts.update(combinations(sorted(set(entry.tags[:CROWD])), 2))
    frequent = [row for row in counts.items() if row[1] > 1]
    return sorted(frequent, key=lambda row: (-row[1], row[0]))


def count_sources(entries: Iterable[CountedEntry]) -> list[tuple[str, int]]:
    """The number of addresses of each site, in all entries.  The most frequent sites come first."""
    counts = Counter(source for entry in entries for source in entry.sources)
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def source_name(key: str) -> str:
    """The name of the site that a key belongs to: the archive or host, or the host in a URL."""
    kind, _, rest = key.partition(":")
    if kind != "url":
        return SITE_NAMES.get(kind, kind)
    return re.split(r"[/?#]", re.sub(r"^\w+://", "", rest), maxsplit=1)[0]
