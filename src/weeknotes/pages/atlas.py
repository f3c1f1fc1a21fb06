"""The atlas: all notes at a glance, by week, topic, source and author.  Every chart has its numbers in a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Final, NamedTuple

from weeknotes.charts import Bar, Mark, bars, calendar_axis, number, scale_top, year_ticks
from weeknotes.model import Entry, Site, TagRef, Week
from weeknotes.views import Frame, Page, frame, week_title, words_of
from weeknotes.words import Words

WEEK_BARS = 200
"""More weeks than these are drawn by months."""
YEAR_ROWS = 20
"""More years than these share one line."""
WEEKS_OF_A_YEAR = 72
"""Six rows of a calendar for each month: a month with five leaves a gap, and so the months show."""
ROW_HEIGHT = 60
CELL_HEIGHT = 56
TOPICS = 12
CHANGE_WEEKS = 12
CHANGE_LEAST = 4
CHANGES = 8
PAIRS = 16
SOURCES = 12
AUTHORS = 20

SOURCE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arxiv": "arXiv",
        "openreview": "OpenReview",
        "acl": "ACL Anthology",
        "pmlr": "PMLR",
        "neurips": "NeurIPS",
        "cvf": "CVF",
        "doi": "DOI",
        "github": "GitHub",
        "huggingface": "Hugging Face",
        "youtube": "YouTube",
        "x": "X",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with a bar: what it counts, where that is (may be empty), how many, how long the bar is in per cent."""

    names: tuple[tuple[str, str], ...]
    count: int
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart of weeks: the year on it, its notes, its bars."""

    year: str
    count: int
    marks: tuple[Mark, ...]


class Weekly(NamedTuple):
    """Notes over all time: how long a bar's slot is, whether a bar is cut, ticks of equal width below, and each slot as
    (name, href, count)."""

    each: str
    cut: bool
    height: int
    lines: tuple[Line, ...]
    ticks: tuple[str, ...]
    rows: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic over time: its bars, and its count in each slot."""

    tag: TagRef
    count: int
    bars: tuple[Bar, ...]
    counts: tuple[int, ...]


class OverTime(NamedTuple):
    """The biggest topics over time: how long a slot is, ticks of equal width, the names of the slots, the topics."""

    each: str
    height: int
    ticks: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[Cell, ...]


class Change(NamedTuple):
    """A topic's notes in two periods, as counts and of every 100 notes, and these as places in per cent of the chart's width."""

    tag: TagRef
    counts: tuple[int, int]
    shares: tuple[int, int]
    places: tuple[str, str]


class Changes(NamedTuple):
    """What rose and what faded between the `weeks` weeks before and the last `weeks`; a topic has `least` notes in both."""

    weeks: int
    least: int
    rising: tuple[Change, ...]
    fading: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class AtlasView:
    """atlas.html; what a site has too little for is None or empty."""

    frame: Frame
    notes: int
    weeks: int
    weekly: Weekly | None
    over_time: OverTime | None
    changes: Changes | None
    pairs: tuple[Row, ...]
    sources: tuple[Row, ...]
    authors: tuple[Row, ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    dated = [week for week in site.weeks if week.label and week.entries]
    months = {week.id: week.label.months for week in dated if week.label}
    entries = [entry for week in site.weeks for entry in week.entries]
    path = "atlas.html"
    yield Page(
        path,
        "atlas.html",
        AtlasView(
            frame=frame(site, path, words.charts.atlas, site.config.description),
            notes=len(entries),
            weeks=len(site.weeks),
            weekly=_weekly(dated, months, words),
            over_time=_over_time(site, months, words),
            changes=changes_of(dated),
            pairs=pairs_of(entries),
            sources=sources_of(entries, words),
            authors=_authors(site),
        ),
    )


# Notes over all time


def _weekly(weeks: Sequence[Week], months: Mapping[str, int], words: Words) -> Weekly | None:
    """A line a year, with a bar a week, or of many a bar a month; more years than fit are one line."""
    if not weeks:
        return None
    years = len({month // 12 for month in months.values()})
    if years > YEAR_ROWS:
        axis = calendar_axis(months.values())
        slots, each, ticks = axis.slots, words.each(axis.step), year_ticks(axis)
        place = {
            week.id: (0, axis.slot(months[week.id]), words.period(axis.start(axis.slot(months[week.id])), axis.step)) for week in weeks
        }
    elif len(weeks) > WEEK_BARS:
        slots, each, ticks = 12, words.each(1), words.charts.months
        place = {week: (month // 12, month % 12, words.period(month, 1)) for week, month in months.items()}
    else:
        slots, each, ticks = WEEKS_OF_A_YEAR, words.charts.each_week, words.charts.months
        place = {week.id: (months[week.id] // 12, _row_of_year(week), week_title(week, words)) for week in weeks}
    counts: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    hrefs: dict[tuple[int, int, str], str] = {}
    for week in weeks:
        counts[place[week.id]] += len(week.entries)
        hrefs.setdefault(place[week.id], week.href)
    top = scale_top(counts.values())
    return Weekly(
        each=each,
        cut=max(counts.values()) > top,
        height=ROW_HEIGHT,
        lines=tuple(_line(year, counts, hrefs, slots, top, words) for year in sorted({year for year, _, _ in counts}, reverse=True)),
        ticks=ticks,
        rows=tuple((name, hrefs[year, slot, name], count) for (year, slot, name), count in sorted(counts.items(), reverse=True)),
    )


def _row_of_year(week: Week) -> int:
    assert week.label
    return (week.label.month - 1) * 6 + week.label.week - 1


def _line(
    year: int, counts: Mapping[tuple[int, int, str], int], hrefs: Mapping[tuple[int, int, str], str], slots: int, top: int, words: Words
) -> Line:
    own = {slot: (name, count) for (of, slot, name), count in counts.items() if of == year}
    drawn = bars({slot: count for slot, (_, count) in sorted(own.items())}, slots, top, ROW_HEIGHT)
    marks = tuple(
        Mark(bar, hrefs[year, slot, own[slot][0]], f"{own[slot][0]} · {words.count(words.notes, own[slot][1])}")
        for slot, bar in drawn.items()
    )
    return Line(str(year) if year else "", sum(count for _, count in own.values()), marks)


# Topics


def _over_time(site: Site, months: Mapping[str, int], words: Words) -> OverTime | None:
    """The biggest topics over whole calendar years, on one scale; None where no two slots hold anything."""
    biggest = sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.key))[:TOPICS]
    if len(set(months.values())) < 2 or not biggest:
        return None
    axis = calendar_axis(months.values())
    counted = [axis.counts(months[entry.week] for entry in tag.entries if entry.week in months) for tag in biggest]
    top = max(map(max, counted)) or 1
    cells = tuple(
        Cell(
            TagRef(tag.key, tag.name, tag.href),
            len(tag.entries),
            tuple(bars({slot: count for slot, count in enumerate(counts) if count}, axis.slots, top, CELL_HEIGHT).values()),
            counts,
        )
        for tag, counts in zip(biggest, counted, strict=True)
    )
    names = tuple(words.period(axis.start(slot), axis.step) for slot in range(axis.slots))
    return OverTime(words.each(axis.step), CELL_HEIGHT, tuple(f"’{year[2:]}" if year else "" for year in year_ticks(axis, 5)), names, cells)


def changes_of(weeks: Sequence[Week]) -> Changes | None:
    """The last weeks against as many before them, a quarter of a year or half of all weeks; None where there are too few."""
    size = min(CHANGE_WEEKS, len(weeks) // 2)
    if size < 2:
        return None
    periods = [[entry for week in part for entry in week.entries] for part in (weeks[-2 * size : -size], weeks[-size:])]
    before, after = (Counter(tag for entry in part for tag in entry.tags) for part in periods)
    sizes = [len(part) for part in periods]
    both = {tag: (before[tag] / sizes[0], after[tag] / sizes[1]) for tag in before | after if before[tag] + after[tag] >= CHANGE_LEAST}
    top = max((share for shares in both.values() for share in shares), default=1)

    def change(tag: TagRef) -> Change:
        old, new = both[tag]
        places = (number(2 + 96 * old / top), number(2 + 96 * new / top))
        return Change(tag, (before[tag], after[tag]), (round(100 * old), round(100 * new)), places)

    by_growth = sorted(both, key=lambda tag: (both[tag][0] - both[tag][1], tag.key))
    rising = [change(tag) for tag in by_growth if both[tag][1] > both[tag][0]][:CHANGES]
    fading = [change(tag) for tag in reversed(by_growth) if both[tag][1] < both[tag][0]][:CHANGES]
    return Changes(size, CHANGE_LEAST, tuple(rising), tuple(fading)) if rising or fading else None


def pairs_of(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """The pairs of topics that share most notes, two notes or more."""
    refs = {tag.key: tag for entry in entries for tag in entry.tags}
    found = Counter(pair for entry in entries for pair in combinations(sorted({tag.key for tag in entry.tags}), 2))
    ordered = sorted((item for item in found.items() if item[1] > 1), key=lambda item: (-item[1], item[0]))[:PAIRS]
    return _rows([(tuple((refs[key].name, refs[key].href) for key in pair), count) for pair, count in ordered])


# Sources and authors


def sources_of(entries: Iterable[Entry], words: Words) -> tuple[Row, ...]:
    """Every address of every note, by site: the most frequent, then all others in one row, then notes without any."""
    found = Counter(_source(address.key) for entry in entries for address in entry.addresses)
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    cut = len(ordered)
    if cut > SOURCES:  # sites with as many addresses are all named, or none is
        cut = next((n for n in range(SOURCES, 0, -1) if ordered[n - 1][1] > ordered[n][1]), SOURCES)
    rows = ordered[:cut]
    if ordered[cut:]:
        rows.append((words.count(words.charts.other_sources, len(ordered) - cut), sum(count for _, count in ordered[cut:])))
    if bare := sum(not entry.addresses for entry in entries):
        rows.append((words.charts.no_source, bare))
    return _rows([(((name, ""),), count) for name, count in rows])


def _source(key: str) -> str:
    """The site that a key is of: an archive's name, or the host of a page's address."""
    kind, _, rest = key.partition(":")
    return re.split(r"[/?#]", re.sub(r"^\w+://", "", rest), maxsplit=1)[0] if kind == "url" else SOURCE_NAMES.get(kind, kind)


def _authors(site: Site) -> tuple[Row, ...]:
    counted = [(((author.name, author.href),), len({entry.paper for entry in author.entries})) for author in site.authors]
    return _rows(sorted(counted, key=lambda item: -item[1])[:AUTHORS])


def _rows(counted: Sequence[tuple[tuple[tuple[str, str], ...], int]]) -> tuple[Row, ...]:
    top = max((count for _, count in counted), default=1)
    return tuple(Row(names, count, number(max(0.5, 100 * count / top))) for names, count in counted)
