"""A page for each tag, and the index of tags by name and by number of notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.config.settings import Config
from weeknotes.model import Entry, Site, Tag, TagRef
from weeknotes.pages.common.charts import Trend, trend
from weeknotes.pages.common.context import (
    PageContext,
    page_context,
    tag_feed,
)
from weeknotes.pages.common.entries import (
    EntryListing,
    EntryYears,
    ReturnedPaper,
    by_year,
    citation_stem,
    entry_listings,
    returned_papers,
    week_links,
)
from weeknotes.pages.common.name_index import NameIndex, index_pages
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import (
    ListPage,
    Pagination,
    paginate_by_time,
)
from weeknotes.urls import PATHS, href

TOGETHER = 8
RETURNED = 8
TREND_NOTES = 4
"""The minimum number of notes for a chart.  For fewer notes, the list is enough."""


class WholeTag(NamedTuple):
    """Data only for the first page of a tag, empty for other pages.  `since` is the label of the
    first week.  `together` are other tags.  `returned` are papers with several weeks.  `months` has
    the months of the notes, by the page that lists them.  `citation_files` is the path of the
    citation files."""

    since: str = ""
    together: tuple[TagRef, ...] = ()
    returned: tuple[ReturnedPaper, ...] = ()
    months: tuple[tuple[str, tuple[int, ...]], ...] = ()
    citation_files: str = ""


@dataclass(frozen=True, slots=True)
class TagView:
    """tags/llm.html, or a further page of the list.  `years` has the entries by year, the newest
    first.  `count` is their number.

    Only the first page has `since`, `feed` (empty without a base_url), `together`, `returned`
    (papers that were written about in several weeks), `trend` (None for too few notes) and
    `citation_files` (the path of these files without `.bib` or `.json`)."""

    page: PageContext
    pagination: Pagination
    feed: str
    name: str
    count: int
    since: str
    together: tuple[TagRef, ...]
    returned: tuple[ReturnedPaper, ...]
    trend: Trend | None
    years: EntryYears
    citation_files: str


def pages(site: Site) -> Iterator[Page]:
    for tag in site.tags:
        yield from _tag_pages(site, tag)
    words = site.config.words
    counted = [(tag.ref, len(tag.entries)) for tag in site.tags]
    index = NameIndex(PATHS.tags, words.all_tags, words.tag_count)
    yield from index_pages(index, "tags.html", counted, words)


# Pages of a tag


def _tag_pages(site: Site, tag: Tag) -> Iterator[Page]:
    words = site.config.words
    list_pages = paginate_by_time(
        unquote(tag.ref.href),
        tag.entries,
        lambda entry: site.week[entry.week].label,
        words,
    )
    for list_page in list_pages:
        yield Page.of(
            list_page.path,
            "tag.html",
            _tag_view,
            _tag_inputs,
            site,
            tag,
            list_pages,
            list_page,
            listed=True,
            order=site.order[list_page.items[-1].week],
        )


def _tag_inputs(
    site: Site,
    tag: Tag,
    list_pages: Sequence[ListPage[Entry]],
    list_page: ListPage[Entry],
) -> tuple[TagRef, str, Pagination, tuple[EntryListing, ...], int, WholeTag]:
    path, items, pagination = list_page
    listings = entry_listings(site)
    lines = tuple(listings[entry] for entry in items)
    if pagination.span:
        return tag.ref, path, pagination, lines, len(lines), WholeTag()
    papers = (site.papers[entry.paper].metadata for entry in tag.entries)
    whole = WholeTag(
        since=week_links(site)[tag.entries[0].week].label,
        together=tag.together[:TOGETHER],
        returned=_returned(site, tag),
        months=_months(site, list_pages),
        citation_files=citation_stem(tag.ref.href, papers),
    )
    return tag.ref, path, pagination, lines, len(tag.entries), whole


def _returned(site: Site, tag: Tag) -> tuple[ReturnedPaper, ...]:
    """The papers that were noted or mentioned in several weeks, those with the most weeks first."""
    found = returned_papers(site)
    keys = {entry.paper: None for entry in reversed(tag.entries)}
    papers = [found[key] for key in keys if key in found]
    return tuple(sorted(papers, key=lambda paper: -len(paper.weeks))[:RETURNED])


def _months(
    site: Site, list_pages: Sequence[ListPage[Entry]]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """(file name, months of the entries) of each page, oldest first.  The file name of the tag's
    first page is empty."""
    newest, *older = list_pages
    rows = []
    for list_page in (*older, newest):
        labels = [site.week[entry.week].label for entry in list_page.items]
        file = "" if list_page is newest else href(list_page.path.rpartition("/")[2])
        rows.append((file, tuple(label.months for label in labels if label)))
    return tuple(rows)


def _tag_view(
    config: Config,
    tag: TagRef,
    path: str,
    pagination: Pagination,
    lines: tuple[EntryListing, ...],
    count: int,
    whole: WholeTag,
) -> TagView:
    words = config.words
    title = pagination.titled(f"#{tag.name}")
    description = f"{title} · {words.count(words.notes, count)}"
    feeds = tag_feed(tag, config)
    return TagView(
        page=page_context(config, path, title, description, PATHS.tags, feeds=feeds),
        pagination=pagination,
        feed=feeds[0].href if feeds and not pagination.span else "",
        name=tag.name,
        count=count,
        since=whole.since,
        together=whole.together,
        returned=whole.returned,
        trend=_trend(config, whole),
        years=by_year(lines),
        citation_files=whole.citation_files,
    )


def _trend(config: Config, whole: WholeTag) -> Trend | None:
    """The chart of all notes.  A year links to the page with its newest entries."""
    months: list[int] = []
    places: dict[int, str] = {}
    for file, found in whole.months:
        places |= {month // 12: f"{file}#{month // 12}" for month in found}
        months += found
    if len(months) < TREND_NOTES:
        return None
    return trend(months, config.words, places)
