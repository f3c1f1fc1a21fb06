"""Site → Page…: one file a kind of page.  A new kind is a file here, a template, and a line in PAGE_KINDS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from weeknotes.model import Site
from weeknotes.pages import authors, feeds, files, home, papers, search, tags, weeks
from weeknotes.views import Page

PAGE_KINDS: Final[tuple[Callable[[Site], Iterable[Page]], ...]] = (
    home.pages,
    weeks.pages,
    papers.pages,
    tags.pages,
    authors.pages,
    search.pages,
    feeds.pages,
    files.pages,
)


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site, in one order."""
    for kind in PAGE_KINDS:
        yield from kind(site)
