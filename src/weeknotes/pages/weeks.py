"""A page for every week, and the index of weeks by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.fingerprints import mark_of
from weeknotes.model import Note, Reworded, Site, Week
from weeknotes.pages.common.pagination import Part, Parts, in_time
from weeknotes.pages.common.views import (
    EntryView,
    Frame,
    Page,
    WeekLink,
    cite_stem,
    entry_view,
    frame,
    week_link,
    week_title,
    words_of,
)


class WeekView(NamedTuple):
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
    """weeks/index.html, or a part of it: (year, its weeks, newest first); `count` is all weeks, of
    a part its own."""

    frame: Frame
    parts: Parts
    years: tuple[tuple[str, tuple[tuple[WeekLink, int], ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    for when in range(len(site.weeks)):
        yield _page(site, when)
    for part in in_time(
        "weeks/index.html", site.weeks, lambda week: week.label, words_of(site.config)
    ):
        count = len(part.items) if part.parts.span else len(site.weeks)
        mark = mark_of(
            count, part.parts.mark, *[(week.outline, len(week.entries)) for week in part.items]
        )
        yield Page.of(part.path, "weeks.html", mark, _weeks, site, part, count, listed=True)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    for week in told.weeks:
        yield _page(site, site.place[week])


def _page(site: Site, when: int) -> Page:
    week = site.weeks[when]
    older, newer = (
        site.weeks[when - 1] if when else None,
        site.weeks[when + 1] if when + 1 < len(site.weeks) else None,
    )
    marks = tuple([(entry.mark, site.papers[entry.paper].outline) for entry in week.entries])
    mark = mark_of(
        week.mark, older.outline if older else b"", newer.outline if newer else b"", marks
    )
    return Page.of(
        unquote(week.href),
        "week.html",
        mark,
        _week,
        site,
        week,
        older,
        newer,
        listed=True,
        when=when,
    )


def _weeks(site: Site, part: Part[Week], count: int) -> WeeksView:
    words = words_of(site.config)
    title = part.parts.titled(words.all_weeks)
    years = groupby(
        reversed(part.items), key=lambda week: str(week.label.year) if week.label else words.undated
    )
    return WeeksView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.week_count, count)}",
            "weeks",
        ),
        parts=part.parts,
        years=tuple(
            (year, tuple((week_link(week, words), len(week.entries)) for week in weeks))
            for year, weeks in years
        ),
        count=count,
    )


def _week(site: Site, week: Week, older: Week | None, newer: Week | None) -> WeekView:
    words = words_of(site.config)
    entries = tuple(entry_view(entry, site.papers[entry.paper], words) for entry in week.entries)
    titles = " · ".join(entry.title for entry in entries[:4])
    label = week_title(week, words)
    title = week.title if week.label else ""
    return WeekView(
        frame=frame(
            site.config,
            unquote(week.href),
            " · ".join(filter(None, (label, title))),
            titles or label,
            "weeks",
            "article",
        ),
        label=label,
        title=title,
        days=words.days(*week.days) if week.days else "",
        intro=week.intro,
        entries=entries,
        older=week_link(older, words) if older else None,
        newer=week_link(newer, words) if newer else None,
        cite=cite_stem(week.href, (site.papers[entry.paper] for entry in week.entries)),
    )
