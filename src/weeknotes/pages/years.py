"""A page for each year: its weeks, a chart, its most used tags, and the papers that were read
again."""

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Site, TagRef
from weeknotes.pages.common.charts import Bar, bars
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import (
    ReturnedPaper,
    WeekSummary,
    returned_papers,
    topics_of,
    week_summaries,
    years_of,
)
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import PageLink
from weeknotes.urls import PATHS, year_path

TAGS = 24
RETURNED = 12
CHART_HEIGHT = 60


class YearView(NamedTuple):
    """years/2023.html.  `bars` are the notes of each month, empty if all are in one month.
    `returned` has the papers that had been discussed before, with their weeks until this year.
    `older` and `newer` are the neighbouring years that have a page."""

    page: PageContext
    year: str
    notes: int
    bars: tuple[Bar, ...]
    height: int
    weeks: tuple[WeekSummary, ...]
    tags: tuple[tuple[TagRef, int], ...]
    returned: tuple[ReturnedPaper, ...]
    older: PageLink | None
    newer: PageLink | None


MonthWeek = tuple[int, WeekSummary]
"""The month (from 0) of a week, and the week."""


def pages(site: Site) -> Iterator[Page]:
    years = years_of(site)
    links = [PageLink(year_path(year), year) for year in years]
    for year, older, newer in zip(
        years, [*links[1:], None], [None, *links], strict=False
    ):
        path = year_path(year)
        yield Page.of(
            path, "year.html", _view, _inputs, site, year, older, newer, listed=True
        )


def _inputs(
    site: Site, year: str, older: PageLink | None, newer: PageLink | None
) -> tuple[
    str,
    PageLink | None,
    PageLink | None,
    tuple[MonthWeek, ...],
    tuple[tuple[TagRef, int], ...],
    tuple[ReturnedPaper, ...],
]:
    pairs = zip(site.weeks, week_summaries(site), strict=True)
    weeks = [
        (week, row) for week, row in pairs if week.label and row.week.year == year
    ]
    months = tuple((week.label.month - 1, row) for week, row in weeks if week.label)
    entries = (entry for week, _ in weeks for entry in week.entries)
    return (
        year,
        older,
        newer,
        months,
        topics_of(entries, TAGS),
        _returned(site, year),
    )


def _returned(site: Site, year: str) -> tuple[ReturnedPaper, ...]:
    """The papers that were discussed again in a year.  Papers that were discussed in more weeks of
    the year come first.  Later weeks are left out, so that the page of a year that is over does not
    change."""
    found = []
    for paper, weeks in returned_papers(site).values():
        until = tuple(week for week in weeks if week.year <= year)
        own = [week for week in until[1:] if week.year == year]
        if own:
            found.append((len(own), len(until), ReturnedPaper(paper, until)))
    found.sort(key=lambda row: row[:2], reverse=True)
    return tuple(paper for _, _, paper in found[:RETURNED])


def _view(
    config: Config,
    year: str,
    older: PageLink | None,
    newer: PageLink | None,
    weeks: tuple[MonthWeek, ...],
    tags: tuple[tuple[TagRef, int], ...],
    returned: tuple[ReturnedPaper, ...],
) -> YearView:
    words = config.words
    counts: dict[int, int] = {}
    for month, week in weeks:
        counts[month] = counts.get(month, 0) + week.notes
    notes = sum(counts.values())
    drawn = (
        bars(counts, 12, max(counts.values()) or 1, CHART_HEIGHT)
        if len(counts) > 1
        else {}
    )
    title = words.charts.year.format(y=year)
    description = " · ".join(
        (
            title,
            words.count(words.week_count, len(weeks)),
            words.count(words.notes, notes),
        )
    )
    return YearView(
        page=page_context(config, year_path(year), title, description, PATHS.weeks),
        year=year,
        notes=notes,
        bars=tuple(drawn.values()),
        height=CHART_HEIGHT,
        weeks=tuple(week for _, week in reversed(weeks)),
        tags=tags,
        returned=returned,
        older=older,
        newer=newer,
    )
