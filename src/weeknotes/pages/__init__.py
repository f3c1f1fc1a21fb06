"""Site → Page…: one file a kind of page.  A new kind is a file here, a template, and a line in PAGE_KINDS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from weeknotes.model import Site
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
from weeknotes.views import Page

PAGE_KINDS: Final[tuple[Callable[[Site], Iterable[Page]], ...]] = (
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
    exports.pages,
)


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site, in one order; the sitemap last, for it lists the others."""
    made = [page for kind in PAGE_KINDS for page in kind(site)]
    yield from made
    yield from sitemap.pages(site, made)
