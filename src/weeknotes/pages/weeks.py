"""A page for each week, and the index of weeks by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.config.settings import Config
from weeknotes.model import Note, PaperMetadata, Site, TagRef, Week
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import (
    EntryView,
    WeekLink,
    WeekSummary,
    citation_stem,
    entry_view,
    topics_of,
    week_links,
    week_summaries,
)
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import (
    ListPage,
    PageLink,
    Pagination,
    paginate_by_time,
)
from weeknotes.urls import PATHS

TOPICS = 8


class WeekView(NamedTuple):
    """weeks/2023-04-w4.html.  `topics` are its most frequent tags with their numbers of notes,
    without tags of a single note.  `citation_files` is the path of these files without `.bib` or
    `.json`."""

    page: PageContext
    label: str
    title: str
    days: str
    published: str
    topics: tuple[tuple[TagRef, int], ...]
    intro: tuple[Note, ...]
    entries: tuple[EntryView, ...]
    older: PageLink | None
    newer: PageLink | None
    citation_files: str


@dataclass(frozen=True, slots=True)
class WeeksView:
    """weeks/index.html, or a further page of it: (year, weeks), newest first.  `count` is the
    number of all weeks; on a further page, the number of weeks on this page."""

    page: PageContext
    pagination: Pagination
    years: tuple[tuple[str, tuple[WeekSummary, ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    links = list(week_links(site).values())
    neighbours = zip(
        site.weeks, links, [None, *links], [*links[1:], None], strict=False
    )
    for order, (week, own, older, newer) in enumerate(neighbours):
        yield Page.of(
            unquote(week.href),
            "week.html",
            _week_view,
            _week_inputs,
            site,
            week,
            own,
            older,
            newer,
            listed=True,
            order=order,
        )
    weeks = list(zip(site.weeks, week_summaries(site), strict=True))
    words = site.config.words
    for list_page in paginate_by_time(
        PATHS.weeks, weeks, lambda week: week[0].label, words
    ):
        yield Page.of(
            list_page.path,
            "weeks.html",
            _index_view,
            _index_inputs,
            list_page,
            site.dated_weeks,
            listed=True,
        )


def _beside(own: WeekLink, other: WeekLink | None) -> PageLink | None:
    """A link to the week before or after, with its year if this week belongs to another year."""
    if other is None:
        return None
    return PageLink(
        other.href, other.short if other.year == own.year else other.label
    )


def _week_inputs(
    site: Site,
    week: Week,
    own: WeekLink,
    older: WeekLink | None,
    newer: WeekLink | None,
) -> tuple[
    WeekLink, Week, tuple[PaperMetadata, ...], PageLink | None, PageLink | None
]:
    papers = tuple(site.papers[entry.paper].metadata for entry in week.entries)
    return own, week, papers, _beside(own, older), _beside(own, newer)


def _week_view(
    config: Config,
    own: WeekLink,
    week: Week,
    papers: tuple[PaperMetadata, ...],
    older: PageLink | None,
    newer: PageLink | None,
) -> WeekView:
    words = config.words
    title = " · ".join(filter(None, (own.label, own.title)))
    pairs = zip(week.entries, papers, strict=True)
    entries = tuple(entry_view(entry, paper, words) for entry, paper in pairs)
    titles = " · ".join(entry.title for entry in entries[:4])
    return WeekView(
        page=page_context(
            config,
            unquote(own.href),
            title,
            titles or own.label,
            PATHS.weeks,
            "article",
        ),
        label=own.label,
        title=own.title,
        days=own.days,
        published=own.published,
        topics=tuple(row for row in topics_of(week.entries, TOPICS) if row[1] > 1),
        intro=week.intro,
        entries=entries,
        older=older,
        newer=newer,
        citation_files=citation_stem(own.href, papers),
    )


def _index_inputs(
    list_page: ListPage[tuple[Week, WeekSummary]], total: int
) -> tuple[str, Pagination, tuple[WeekSummary, ...], int]:
    path, items, pagination = list_page
    rows = tuple(summary for _, summary in items)
    return path, pagination, rows, len(rows) if pagination.span else total


def _index_view(
    config: Config,
    path: str,
    pagination: Pagination,
    weeks: tuple[WeekSummary, ...],
    count: int,
) -> WeeksView:
    words = config.words
    title = pagination.titled(words.all_weeks)
    description = f"{title} · {words.count(words.week_count, count)}"
    years = groupby(reversed(weeks), key=lambda row: row.week.year)
    return WeeksView(
        page=page_context(config, path, title, description, PATHS.weeks),
        pagination=pagination,
        years=tuple((year, tuple(rows)) for year, rows in years),
        count=count,
    )
