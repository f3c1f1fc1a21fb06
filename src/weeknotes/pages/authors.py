"""A page for each author of at least two papers, and the index of authors by name and by number of
papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.config.settings import Config
from weeknotes.model import CROWD, Author, AuthorRef, Entry, Site
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import (
    EntryListing,
    EntryYears,
    by_year,
    entry_listings,
    week_links,
)
from weeknotes.pages.common.name_index import NameIndex, index_pages
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import ListPage, Pagination, paginate_by_time
from weeknotes.urls import PATHS

TOGETHER = 12


class WholeAuthor(NamedTuple):
    """Data only for the first page of an author, empty for other pages: the label of the first
    week, and co-authors."""

    since: str = ""
    together: tuple[AuthorRef, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorView:
    """authors/noam-shazeer.html, or a further page of the list.  `years` has the newest entry on
    each paper by year, the newest first.  `count` is their number.

    Only the first page has `since` and `together`.  `together` are the co-authors who have pages.
    Co-authors who share more papers with the author come first."""

    page: PageContext
    pagination: Pagination
    name: str
    count: int
    since: str
    together: tuple[AuthorRef, ...]
    years: EntryYears


def pages(site: Site) -> Iterator[Page]:
    if not site.config.has("authors"):
        return
    refs = {author.ref.href: author.ref for author in site.authors}
    for author in site.authors:
        yield from _author_pages(site, author, refs)
    words = site.config.words
    counted = [
        (one.ref, len({entry.paper for entry in one.entries}))
        for one in site.authors
    ]
    index = NameIndex(PATHS.authors, words.all_authors, words.author_count)
    yield from index_pages(index, "authors.html", counted, words)


# Pages of an author


def _author_pages(
    site: Site, author: Author, refs: Mapping[str, AuthorRef]
) -> Iterator[Page]:
    newest = _newest_notes(author.entries)
    words = site.config.words
    for list_page in paginate_by_time(
        unquote(author.ref.href),
        newest,
        lambda entry: site.week[entry.week].label,
        words,
    ):
        yield Page.of(
            list_page.path,
            "author.html",
            _author_view,
            _author_inputs,
            site,
            author,
            newest,
            refs,
            list_page,
            listed=True,
            order=site.order[list_page.items[-1].week],
        )


def _author_inputs(
    site: Site,
    author: Author,
    newest: Sequence[Entry],
    refs: Mapping[str, AuthorRef],
    list_page: ListPage[Entry],
) -> tuple[AuthorRef, str, Pagination, tuple[EntryListing, ...], int, WholeAuthor]:
    path, items, pagination = list_page
    listings = entry_listings(site)
    lines = tuple(listings[entry] for entry in items)
    if pagination.span:
        return author.ref, path, pagination, lines, len(lines), WholeAuthor()
    whole = WholeAuthor(
        since=week_links(site)[author.entries[0].week].label,
        together=_together(author.ref, newest, refs),
    )
    return author.ref, path, pagination, lines, len(newest), whole


def _newest_notes(entries: Sequence[Entry]) -> list[Entry]:
    """The newest entry on each paper."""
    newest = {entry.paper: entry for entry in entries}
    return [entry for entry in entries if newest[entry.paper] is entry]


def _together(
    own: AuthorRef, entries: Sequence[Entry], refs: Mapping[str, AuthorRef]
) -> tuple[AuthorRef, ...]:
    """The co-authors who have pages.  Co-authors who share more papers with the author come
    first."""
    papers: dict[str, int] = {}  # a Counter is slow to make
    for page in chain.from_iterable(map(_hrefs, entries)):
        papers[page] = papers.get(page, 0) + 1
    papers.pop(own.href, None)
    nearest = sorted(papers, key=lambda page: (-papers[page], page))[:TOGETHER]
    return tuple(refs[page] for page in nearest)


@lru_cache(maxsize=1 << 15)
def _hrefs(entry: Entry) -> frozenset[str]:
    """The pages of the authors of an entry.  Cached, because the entry is counted once for each
    author."""
    return frozenset(author.href for author in entry.authors[:CROWD] if author.href)


def _author_view(
    config: Config,
    author: AuthorRef,
    path: str,
    pagination: Pagination,
    lines: tuple[EntryListing, ...],
    count: int,
    whole: WholeAuthor,
) -> AuthorView:
    words = config.words
    title = pagination.titled(author.name)
    description = f"{title} · {words.count(words.paper_count, count)}"
    return AuthorView(
        page=page_context(config, path, title, description, PATHS.authors),
        pagination=pagination,
        name=author.name,
        count=count,
        since=whole.since,
        together=whole.together,
        years=by_year(lines),
    )
