"""The atlas: all notes at a glance, by week, topic, source and author.  Every chart has its numbers
in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from weeknotes.fingerprints import mark_of
from weeknotes.i18n import Words
from weeknotes.model import Entry, Site, TagRef, Week
from weeknotes.pages.common import statistics as tallies
from weeknotes.pages.common.charts import (
    Bar,
    Mark,
    bars,
    calendar_axis,
    number,
    scale_top,
    year_ticks,
)
from weeknotes.pages.common.views import Frame, Page, frame, week_title, words_of
from weeknotes.text.weeks import WeekLabel

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with a bar: what it counts, where that is (may be empty), how many, how long
    the bar is in per cent."""

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
    """Notes over all time: how long a bar's slot is, whether a bar is cut, ticks of equal width
    below, and each slot as (name, href, count), what has no date last."""

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
    """The biggest topics over time: how long a slot is, ticks of equal width, the names of the
    slots, the topics."""

    each: str
    height: int
    ticks: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[Cell, ...]


class Change(NamedTuple):
    """A topic's notes of every 100 in two periods, and these as places in per cent of the chart's
    width."""

    tag: TagRef
    shares: tuple[int, int]
    places: tuple[str, str]


class Changes(NamedTuple):
    """What rose and what faded between the `weeks` weeks before and the last `weeks`; a topic has
    `least` notes in both."""

    weeks: int
    least: int
    rising: tuple[Change, ...]
    fading: tuple[Change, ...]


class AtlasView(NamedTuple):
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
    tagged = tuple((tag.key, tag.name, tag.href, len(tag.entries)) for tag in site.tags)
    people = tuple((author.name, author.href, len(author.entries)) for author in site.authors)
    counted = [
        (week.outline, b"".join([entry.outline for entry in week.entries])) for week in site.weeks
    ]
    mark = mark_of(counted, tagged, people)
    yield Page.of("atlas.html", "atlas.html", mark, _view, site, listed=True)


def _view(site: Site) -> AtlasView:
    words = words_of(site.config)
    dated = [week for week in site.weeks if week.label and week.entries]
    months = {week.id: week.label.months for week in dated if week.label}
    entries = [entry for week in site.weeks for entry in week.entries]
    return AtlasView(
        frame=frame(
            site.config,
            "atlas.html",
            words.charts.atlas,
            f"{words.charts.atlas} · {words.count(words.notes, len(entries))}",
        ),
        notes=len(entries),
        weeks=len(site.weeks),
        weekly=_weekly(site, dated, months, words),
        over_time=_over_time(site, months, words),
        changes=_changes(dated),
        pairs=_pairs(entries),
        sources=_sources(entries, words),
        authors=_authors(site),
    )


# Notes over all time


class Slot(NamedTuple):
    """Where a week is drawn: on the line of its year (0 where all share one), in which slot, and
    what that is called."""

    year: int
    slot: int
    name: str


def _weekly(
    site: Site, weeks: Sequence[Week], months: Mapping[str, int], words: Words
) -> Weekly | None:
    """A line a year, with a bar a week, or of many a bar a month; more years than fit are one
    line."""
    if not weeks:
        return None
    each, ticks, slots, place = _slots(weeks, months, words)
    counts: Counter[Slot] = Counter()
    hrefs: dict[Slot, str] = {}
    for week in weeks:
        counts[place[week.id]] += len(week.entries)
        hrefs.setdefault(place[week.id], week.href)
    top = scale_top(counts.values())
    lines = []
    for year in sorted({slot.year for slot in counts}, reverse=True):
        own = {slot.slot: slot for slot in sorted(counts) if slot.year == year}
        drawn = bars({at: counts[slot] for at, slot in own.items()}, slots, top, ROW_HEIGHT)
        marks = (
            Mark(
                bar, hrefs[own[at]], f"{own[at].name} · {words.count(words.notes, counts[own[at]])}"
            )
            for at, bar in drawn.items()
        )
        lines.append(
            Line(str(year or ""), sum(counts[slot] for slot in own.values()), tuple(marks))
        )
    rows = [(slot.name, hrefs[slot], counts[slot]) for slot in sorted(counts, reverse=True)]
    if undated := sum(len(week.entries) for week in site.weeks) - counts.total():
        rows.append((words.undated, "weeks/index.html", undated))
    return Weekly(each, max(counts.values()) > top, ROW_HEIGHT, tuple(lines), ticks, tuple(rows))


def _slots(
    weeks: Sequence[Week], months: Mapping[str, int], words: Words
) -> tuple[str, tuple[str, ...], int, dict[str, Slot]]:
    """How long a slot is, the ticks below a line, its number of slots, and each week's slot."""
    if len({month // 12 for month in months.values()}) > YEAR_ROWS:
        axis = calendar_axis(months.values())
        at = {week: axis.slot(month) for week, month in months.items()}
        place = {
            week: Slot(0, slot, words.period(axis.start(slot), axis.step))
            for week, slot in at.items()
        }
        return words.each(axis.step), year_ticks(axis), axis.slots, place
    if len(weeks) > WEEK_BARS:
        place = {
            week: Slot(month // 12, month % 12, words.period(month, 1))
            for week, month in months.items()
        }
        return words.each(1), words.charts.months, 12, place
    place = {
        week.id: Slot(week.label.year, _row_of_year(week.label), week_title(week, words))
        for week in weeks
        if week.label
    }
    return words.charts.each_week, words.charts.months, WEEKS_OF_A_YEAR, place


def _row_of_year(label: WeekLabel) -> int:
    return (label.month - 1) * 6 + label.week - 1


# Topics


def _over_time(site: Site, months: Mapping[str, int], words: Words) -> OverTime | None:
    """The biggest topics over whole calendar years, on one scale; None where no two slots hold
    anything."""
    biggest = sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.key))[:TOPICS]
    if len(set(months.values())) < 2 or not biggest:
        return None
    axis = calendar_axis(months.values())
    counted = [
        axis.counts(months[entry.week] for entry in tag.entries if entry.week in months)
        for tag in biggest
    ]
    top = max(map(max, counted)) or 1
    cells = tuple(
        Cell(
            TagRef(tag.key, tag.name, tag.href),
            len(tag.entries),
            tuple(
                bars(
                    {slot: count for slot, count in enumerate(counts) if count},
                    axis.slots,
                    top,
                    CELL_HEIGHT,
                ).values()
            ),
            counts,
        )
        for tag, counts in zip(biggest, counted, strict=True)
    )
    names = tuple(words.period(axis.start(slot), axis.step) for slot in range(axis.slots))
    return OverTime(
        words.each(axis.step),
        CELL_HEIGHT,
        tuple(f"’{year[2:]}" if year else "" for year in year_ticks(axis, 5)),
        names,
        cells,
    )


def _changes(weeks: Sequence[Week]) -> Changes | None:
    """What rose and what faded of late; None where there are too few weeks, or nothing did."""
    periods = tallies.periods(weeks, CHANGE_WEEKS)
    if periods is None:
        return None
    found = tallies.changes(*periods, CHANGE_LEAST)
    top = max((share for change in found for share in change.shares), default=1)

    def drawn(change: tallies.Change) -> Change:
        old, new = change.shares
        # The dots at both ends of the line stand within it.
        return Change(
            change.tag,
            (round(100 * old), round(100 * new)),
            (number(2 + 96 * old / top), number(2 + 96 * new / top)),
        )

    # A change that its numbers do not show is none.
    rising = tuple(
        change for change in map(drawn, found[:CHANGES]) if change.shares[0] < change.shares[1]
    )
    fading = tuple(
        change
        for change in map(drawn, found[: -CHANGES - 1 : -1])
        if change.shares[0] > change.shares[1]
    )
    return Changes(len(periods[1]), CHANGE_LEAST, rising, fading) if rising or fading else None


def _pairs(entries: Sequence[Entry]) -> tuple[Row, ...]:
    return _rows(
        [
            (tuple((tag.name, tag.href) for tag in pair), count)
            for pair, count in tallies.pairs(entries)[:PAIRS]
        ]
    )


# Sources and authors


def _sources(entries: Sequence[Entry], words: Words) -> tuple[Row, ...]:
    """The most frequent sites, then all others in one row, then the notes without an address."""
    found = tallies.sources(entries)
    cut = len(found)
    if cut > SOURCES:  # sites with as many addresses are all named, or none is
        cut = next((n for n in range(SOURCES, 0, -1) if found[n - 1][1] > found[n][1]), SOURCES)
    rows = found[:cut]
    if found[cut:]:
        rows.append(
            (
                words.count(words.charts.other_sources, len(found) - cut),
                sum(count for _, count in found[cut:]),
            )
        )
    if bare := sum(not entry.addresses for entry in entries):
        rows.append((words.charts.no_source, bare))
    return _rows([(((name, ""),), count) for name, count in rows])


def _authors(site: Site) -> tuple[Row, ...]:
    counted = [
        (((author.name, author.href),), len({entry.paper for entry in author.entries}))
        for author in site.authors
    ]
    return _rows(sorted(counted, key=lambda item: -item[1])[:AUTHORS])


def _rows(counted: Sequence[tuple[tuple[tuple[str, str], ...], int]]) -> tuple[Row, ...]:
    top = max((count for _, count in counted), default=1)
    return tuple(Row(names, count, number(max(0.5, 100 * count / top))) for names, count in counted)
