"""A page for every week, and the index of weeks by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote

from weeknotes.model import Note, Site, Week
from weeknotes.views import EntryView, Frame, Page, WeekLink, cite_stem, coins_of, entry_view, frame, week_link, week_title, words_of
from weeknotes.words import Words


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
    words = words_of(site.config)
    links = [week_link(week, words) for week in site.weeks]
    beside = [None, *links, None]
    for week, older, newer in zip(site.weeks, beside, beside[2:], strict=False):
        yield _week(site, week, older, newer, words)
    newest_first = list(zip(reversed(site.weeks), reversed(links), strict=True))
    years = groupby(newest_first, key=lambda pair: str(pair[0].label.year) if pair[0].label else words.undated)
    path = "weeks/index.html"
    yield Page(
        path,
        "weeks.html",
        WeeksView(
            frame=frame(site, path, words.all_weeks, f"{words.all_weeks} · {words.count(words.week_count, len(links))}", "weeks"),
            years=tuple((year, tuple(link for _, link in group)) for year, group in years),
            count=len(links),
        ),
    )


def _week(site: Site, week: Week, older: WeekLink | None, newer: WeekLink | None, words: Words) -> Page:
    path = unquote(week.href)
    entries = tuple(entry_view(entry, site.papers[entry.paper], words, coins_of(site, entry.paper)) for entry in week.entries)
    titles = " · ".join(entry.title for entry in entries[:4])
    label = week_title(week, words)
    title = week.title if week.label else ""
    return Page(
        path,
        "week.html",
        WeekView(
            frame=frame(site, path, " · ".join(filter(None, (label, title))), titles or label, "weeks", "article"),
            label=label,
            title=title,
            days=words.days(*week.days) if week.days else "",
            intro=week.intro,
            entries=entries,
            older=older,
            newer=newer,
            cite=cite_stem(site, week.href, (entry.paper for entry in week.entries)),
        ),
    )
