"""A page for every week, and the index of weeks by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from urllib.parse import unquote

from weeknotes.marks import mark_of
from weeknotes.model import Note, Site, Week
from weeknotes.views import EntryView, Frame, Page, WeekLink, cite_stem, entry_view, frame, week_link, week_title, words_of


@dataclass(frozen=True, slots=True)
class WeekView:
    """weeks/2023-04-w4.html; `cite` with `.bib` or `.json` is a file to cite from."""

    frame: Frame
    label: str
    title: str
    days: str
    intro: tuple[Note, ...]
    entries: tuple[EntryView, ...]
    older: WeekLink | None
    newer: WeekLink | None
    cite: str


@dataclass(frozen=True, slots=True)
class WeeksView:
    """weeks/index.html: (year, its weeks, newest first)."""

    frame: Frame
    years: tuple[tuple[str, tuple[WeekLink, ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    beside = [None, *site.weeks, None]
    for week, older, newer in zip(site.weeks, beside, beside[2:], strict=False):
        marks = tuple([(entry.mark, site.papers[entry.paper].mark) for entry in week.entries])
        mark = mark_of(week.mark, older.mark if older else b"", newer.mark if newer else b"", marks)
        yield Page(unquote(week.href), "week.html", mark, partial(_week, site, week, older, newer), listed=True)
    yield Page("weeks/index.html", "weeks.html", mark_of(*[week.mark for week in site.weeks]), partial(_weeks, site), listed=True)


def _weeks(site: Site) -> WeeksView:
    words = words_of(site.config)
    links = [week_link(week, words) for week in site.weeks]
    newest_first = list(zip(reversed(site.weeks), reversed(links), strict=True))
    years = groupby(newest_first, key=lambda pair: str(pair[0].label.year) if pair[0].label else words.undated)
    return WeeksView(
        frame=frame(
            site.config, "weeks/index.html", words.all_weeks, f"{words.all_weeks} · {words.count(words.week_count, len(links))}", "weeks"
        ),
        years=tuple((year, tuple(link for _, link in group)) for year, group in years),
        count=len(links),
    )


def _week(site: Site, week: Week, older: Week | None, newer: Week | None) -> WeekView:
    words = words_of(site.config)
    entries = tuple(entry_view(entry, site.papers[entry.paper], words) for entry in week.entries)
    titles = " · ".join(entry.title for entry in entries[:4])
    label = week_title(week, words)
    title = week.title if week.label else ""
    return WeekView(
        frame=frame(site.config, unquote(week.href), " · ".join(filter(None, (label, title))), titles or label, "weeks", "article"),
        label=label,
        title=title,
        days=words.days(*week.days) if week.days else "",
        intro=week.intro,
        entries=entries,
        older=week_link(older, words) if older else None,
        newer=week_link(newer, words) if newer else None,
        cite=cite_stem(week.href, (site.papers[entry.paper] for entry in week.entries)),
    )
