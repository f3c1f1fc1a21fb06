"""Site → Page…: one file a kind of page.  A new kind is a file here, a template, and a line in
PAGE_KINDS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from weeknotes.model import Reworded, Site
from weeknotes.pages import (
    atlas,
    authors,
    exports,
    feeds,
    files,
    home,
    notfound,
    papers,
    redirects,
    search,
    sitemap,
    subscribe,
    tags,
    weeks,
)
from weeknotes.pages.common.views import Page

PAGE_KINDS: Final[tuple[Callable[[Site], Iterable[Page]], ...]] = (
    exports.pages,
    home.pages,
    weeks.pages,
    papers.pages,
    tags.pages,
    authors.pages,
    atlas.pages,
    notfound.pages,
    search.pages,
    feeds.pages,
    redirects.pages,
    subscribe.pages,
    files.pages,
)
"""In the order in which what shows the whole site is made: the largest first, when nothing else
fills the memory."""

REWORDED: Final[tuple[Callable[[Site, Reworded], Iterable[Page]], ...]] = (
    home.reworded,
    weeks.reworded,
    papers.reworded,
    tags.reworded,
    authors.reworded,
    feeds.reworded,
    exports.reworded,
)
"""Those that show what notes say; the marks of all others' pages stand for what stays as it is when
a note is in other words."""


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site, in one order; the sitemap last, for it lists the others."""
    made = [page for kind in PAGE_KINDS for page in kind(site)]
    yield from made
    yield from sitemap.pages(site, made)


def reworded_pages(site: Site, told: Reworded) -> Iterator[Page]:
    """Of a site that is an earlier one in other words, every page that may be another."""
    for kind in REWORDED:
        yield from kind(site, told)
