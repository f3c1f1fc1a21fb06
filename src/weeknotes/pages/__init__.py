"""Site → Page…: one module for each kind of page.  A new kind needs a module, a template,
and a line in PAGE_KINDS."""

from collections.abc import Callable, Iterable

from weeknotes.model import Site
from weeknotes.pages import (
    atlas,
    authors,
    exports,
    feeds,
    files,
    home,
    notfound,
    own,
    papers,
    redirects,
    search,
    sitemap,
    subscribe,
    tags,
    weeks,
    years,
)
from weeknotes.pages.common.page import Page

PAGE_KINDS: tuple[Callable[[Site], Iterable[Page]], ...] = (
    exports.pages,
    home.pages,
    weeks.pages,
    years.pages,
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
    own.pages,
)


def all_pages(site: Site) -> list[Page]:
    """All pages of the site.  The sitemap is last, because it lists the other pages."""
    pages = [page for kind in PAGE_KINDS for page in kind(site)]
    return [*pages, *sitemap.pages(site, pages)]
