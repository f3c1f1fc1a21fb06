"""The atlas: pairs of topics, and charts of all notes, by week, topic, source and author.  The
numbers of each chart are also in a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from weeknotes.config.settings import Config
from weeknotes.i18n import Words
from weeknotes.model import Site, TagRef
from weeknotes.pages.common.charts import (
    Bar,
    Mark,
    bars,
    calendar_axis,
    number,
    scale_top,
    year_ticks,
)
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import week_links
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.statistics import (
    CountedEntry,
    CountedWeek,
    count_pairs,
    count_sources,
    count_tags,
    periods,
    share_changes,
    source_name,
)
from weeknotes.urls import PATHS

WEEK_BARS = 200
"""The maximum number of weeks with one bar for each week.  If there are more weeks, each bar is a
month."""
YEAR_ROWS = 20
"""The maximum number of years with one line for each year. If there are more years, all years share
one line."""
WEEKS_OF_A_YEAR = 72
"""Six slots for each month.  A month with five weeks leaves a gap, which separates the months."""
ROW_HEIGHT = 60
CELL_HEIGHT = 56
TOPICS = 12
CHANGE_WEEKS = 12
CHANGE_LEAST = 4
CHANGES = 8
CROWDED = 0.9
"""The maximum share of the first row of a chart.  With a larger share, the chart would show little
more than one name, such as `arXiv`."""
PAIRS = 16
SOURCES = 12
AUTHORS = 20


@dataclass(frozen=True, slots=True)
class CountRow:
    """A table row with a bar.  `href` is the page of what is counted, or empty.  `width` is the
    width of the bar in per cent."""

    name: str
    href: str
    count: int
    width: str


@dataclass(frozen=True, slots=True)
class TopicPair:
    """Two topics that occur together, the search for their common notes, and the number of these
    notes."""

    tags: tuple[TagRef, ...]
    search: str
    count: int


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of the chart of weeks: its year, its number of notes, its bars."""

    year: str
    count: int
    marks: tuple[Mark, ...]


class Weekly(NamedTuple):
    """The chart of weeks.  `each` names the length of a slot.  `cut` says that some bar is cut.
    `ticks` are labels of equal width.  `rows` are the slots as (name, href, count), the undated
    notes last."""

    each: str
    cut: bool
    height: int
    lines: tuple[YearLine, ...]
    ticks: tuple[str, ...]
    rows: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic over time: its number of notes, its bars, and the number of notes in each slot."""

    tag: TagRef
    count: int
    bars: tuple[Bar, ...]
    counts: tuple[int, ...]


class OverTime(NamedTuple):
    """The largest topics over time.  `each` names the length of a slot.  `ticks` are labels of
    equal width.  `names` are the names of the slots."""

    each: str
    height: int
    ticks: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[Cell, ...]


class TopicChange(NamedTuple):
    """The share of a topic in two periods, in per cent of all notes.  `places` are the positions of
    these shares in per cent of the chart's width."""

    tag: TagRef
    shares: tuple[int, int]
    places: tuple[str, str]


class Changes(NamedTuple):
    """Topics whose shares rose or fell.  The last `weeks` weeks are compared with as many weeks
    before them. A topic has at least `least` notes in both periods together."""

    weeks: int
    least: int
    rising: tuple[TopicChange, ...]
    fading: tuple[TopicChange, ...]


class AtlasView(NamedTuple):
    """atlas.html.  A chart is None or empty if the site has too few notes for this chart.  `pairs`
    is also empty if the site has no search."""

    page: PageContext
    notes: int
    weeks: int
    weekly: Weekly | None
    over_time: OverTime | None
    changes: Changes | None
    pairs: tuple[TopicPair, ...]
    sources: tuple[CountRow, ...]
    authors: tuple[CountRow, ...]


Counted = tuple[str, str, int]
"""A name, its page (or empty), and a number: the papers of an author, the addresses of a site."""


def pages(site: Site) -> Iterator[Page]:
    if site.config.has("atlas"):
        yield Page.of(PATHS.atlas, "atlas.html", _view, _inputs, site, listed=True)


def _inputs(site: Site) -> tuple[tuple[CountedWeek, ...], tuple[Counted, ...]]:
    links = week_links(site)
    weeks = []
    for week in site.weeks:
        entries = []
        for entry in week.entries:
            sources = [source_name(address.key) for address in entry.addresses]
            entries.append(CountedEntry(entry.tags, tuple(sources)))
        weeks.append(CountedWeek(links[week.id], week.label, tuple(entries)))
    authors = [
        (
            author.ref.name,
            author.ref.href,
            len({entry.paper for entry in author.entries}),
        )
        for author in site.authors
    ]
    return tuple(weeks), tuple(authors)


def _view(
    config: Config,
    weeks: tuple[CountedWeek, ...],
    authors: tuple[Counted, ...],
) -> AtlasView:
    words = config.words
    dated = [week for week in weeks if week.label and week.entries]
    entries = [entry for week in weeks for entry in week.entries]
    title = words.charts.atlas
    description = f"{title} · {words.count(words.notes, len(entries))}"
    most_read = sorted(authors, key=lambda author: -author[2])[:AUTHORS]
    return AtlasView(
        page=page_context(config, PATHS.atlas, title, description),
        notes=len(entries),
        weeks=len(weeks),
        weekly=_weekly(dated, len(entries), words),
        over_time=_over_time(dated, entries, words),
        changes=_changes(dated),
        pairs=_pairs(entries) if config.has("search") else (),
        sources=_sources(entries, words),
        authors=_rows(most_read),
    )


def _pairs(entries: Iterable[CountedEntry]) -> tuple[TopicPair, ...]:
    pairs = count_pairs(entries)[:PAIRS]
    return tuple(TopicPair(tags, _search(tags), count) for tags, count in pairs)


def _search(tags: Iterable[TagRef]) -> str:
    """The search for the notes with all these tags."""
    return f"{PATHS.search}?q={quote(' '.join(f'tag:{tag.name}' for tag in tags))}"


# Notes over all time


class Slot(NamedTuple):
    """The position of a week in the chart: its year (0 if all years share one line), its slot on
    the line, and the name of the slot."""

    year: int
    slot: int
    name: str


class Slots(NamedTuple):
    """The layout of the chart of weeks: the length of a slot in words, the ticks below a line, the
    number of slots of a line, and the slot of each week."""

    each: str
    ticks: tuple[str, ...]
    per_line: int
    of_week: Mapping[CountedWeek, Slot]


def _weekly(weeks: Sequence[CountedWeek], notes: int, words: Words) -> Weekly | None:
    """The chart of weeks.  It has one line for each year, and one bar for each week.  With many
    weeks, a bar is a month.  With many years, there is only one line.  None if there is only one
    bar."""
    if not weeks:
        return None
    slots = _slots(weeks, words)
    if len(set(slots.of_week.values())) < 2:
        return None
    counts: Counter[Slot] = Counter()
    hrefs: dict[Slot, str] = {}
    for week in weeks:
        slot = slots.of_week[week]
        counts[slot] += len(week.entries)
        hrefs.setdefault(slot, week.link.href)
    top = scale_top(counts.values())
    years = sorted({slot.year for slot in counts}, reverse=True)
    rows = [
        (slot.name, hrefs[slot], counts[slot])
        for slot in sorted(counts, reverse=True)
    ]
    if undated := notes - counts.total():
        rows.append((words.undated, PATHS.weeks, undated))
    return Weekly(
        each=slots.each,
        cut=max(counts.values()) > top,
        height=ROW_HEIGHT,
        lines=tuple(
            _year_line(year, counts, hrefs, slots.per_line, top, words)
            for year in years
        ),
        ticks=slots.ticks,
        rows=tuple(rows),
    )


def _year_line(
    year: int,
    counts: Mapping[Slot, int],
    hrefs: Mapping[Slot, str],
    slots: int,
    top: int,
    words: Words,
) -> YearLine:
    own = {slot.slot: slot for slot in sorted(counts) if slot.year == year}
    heights = {position: counts[slot] for position, slot in own.items()}
    marks = []
    for position, bar in bars(heights, slots, top, ROW_HEIGHT).items():
        slot = own[position]
        label = f"{slot.name} · {words.count(words.notes, counts[slot])}"
        marks.append(Mark(bar, hrefs[slot], label))
    return YearLine(str(year or ""), sum(heights.values()), tuple(marks))


def _slots(weeks: Sequence[CountedWeek], words: Words) -> Slots:
    months = {week: week.label.months for week in weeks if week.label}
    if len({month // 12 for month in months.values()}) > YEAR_ROWS:
        axis = calendar_axis(months.values())
        slots = {}
        for week, month in months.items():
            slot = axis.slot(month)
            slots[week] = Slot(0, slot, words.period(axis.start(slot), axis.step))
        return Slots(words.each(axis.step), year_ticks(axis), axis.slots, slots)
    if len(weeks) > WEEK_BARS:
        slots = {
            week: Slot(month // 12, month % 12, words.period(month, 1))
            for week, month in months.items()
        }
        return Slots(words.each(1), words.charts.months, 12, slots)
    slots = {
        week: Slot(
            label.year, (label.month - 1) * 6 + label.week - 1, week.link.label
        )
        for week in weeks
        if (label := week.label)
    }
    return Slots(words.charts.each_week, words.charts.months, WEEKS_OF_A_YEAR, slots)


# Topics


def _over_time(
    weeks: Sequence[CountedWeek], entries: Iterable[CountedEntry], words: Words
) -> OverTime | None:
    """The largest topics over whole calendar years, all with the same scale.  None if
    fewer than two topics, or fewer than two months, have entries."""
    counts = count_tags(entries)
    biggest = sorted(counts, key=lambda tag: (-counts[tag], tag.key))[:TOPICS]
    months = {week.label.months for week in weeks if week.label}
    if len(months) < 2 or len(biggest) < 2:
        return None
    axis = calendar_axis(months)
    months_of: dict[TagRef, list[int]] = {tag: [] for tag in biggest}
    for week in weeks:
        for entry in week.entries:
            for tag in entry.tags:
                if tag in months_of and week.label:
                    months_of[tag].append(week.label.months)
    by_slot = {tag: axis.counts(months_of[tag]) for tag in biggest}
    top = max(map(max, by_slot.values())) or 1
    cells = []
    for tag in biggest:
        heights = {slot: count for slot, count in enumerate(by_slot[tag]) if count}
        drawn = bars(heights, axis.slots, top, CELL_HEIGHT)
        cells.append(Cell(tag, counts[tag], tuple(drawn.values()), by_slot[tag]))
    ticks = [f"’{year[2:]}" if year else "" for year in year_ticks(axis, 5)]
    names = [words.period(axis.start(slot), axis.step) for slot in range(axis.slots)]
    return OverTime(
        words.each(axis.step), CELL_HEIGHT, tuple(ticks), tuple(names), tuple(cells)
    )


def _changes(weeks: Sequence[CountedWeek]) -> Changes | None:
    """Recent changes of topics; None if there are too few weeks or no changes."""
    compared = periods(weeks, CHANGE_WEEKS)
    if compared is None:
        return None
    changes = share_changes(*compared, CHANGE_LEAST)
    top = max((share for _, *shares in changes for share in shares), default=1)
    drawn = [
        TopicChange(
            tag,
            (round(100 * old), round(100 * new)),
            # Margins of 2 per cent keep the dots at both ends inside the chart.
            (number(2 + 96 * old / top), number(2 + 96 * new / top)),
        )
        for tag, old, new in changes
    ]
    # Leave out changes that disappear in the rounded numbers.
    rising = [
        change for change in drawn[:CHANGES] if change.shares[0] < change.shares[1]
    ]
    last = drawn[: -CHANGES - 1 : -1]
    fading = [change for change in last if change.shares[0] > change.shares[1]]
    if len(rising) + len(fading) < 2:
        return None
    return Changes(len(compared[1]), CHANGE_LEAST, tuple(rising), tuple(fading))


# Sources, and rows with bars


def _sources(entries: Sequence[CountedEntry], words: Words) -> tuple[CountRow, ...]:
    """The most frequent sites, all other sites in one row, and the notes without a URL."""
    counted = count_sources(entries)
    cut = len(counted)
    if cut > SOURCES:  # show all sites with the same number of URLs, or none
        steps = (
            n for n in range(SOURCES, 0, -1) if counted[n - 1][1] > counted[n][1]
        )
        cut = next(steps, SOURCES)
    rows = counted[:cut]
    if others := counted[cut:]:
        name = words.count(words.charts.other_sources, len(others))
        rows.append((name, sum(count for _, count in others)))
    if without := sum(not entry.sources for entry in entries):
        rows.append((words.charts.no_source, without))
    return _rows([(name, "", count) for name, count in rows])


def _rows(counted: Sequence[Counted]) -> tuple[CountRow, ...]:
    """Rows with bars.  There are none if all bars are equal, or if one bar has nearly
    everything."""
    counts = [count for *_, count in counted]
    if len(set(counts)) < 2 or max(counts) > CROWDED * sum(counts):
        return ()
    top = max(counts)
    return tuple(
        CountRow(*row, number(max(0.5, 100 * row[2] / top))) for row in counted
    )
