"""sitemap.xml and robots.txt, for search engines.  They need a base_url, because they contain
absolute URLs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Entry, Mention, Site
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS, href, sitemap_path

LIMIT = 50_000
"""The maximum number of URLs in one sitemap.  Larger sites have several sitemaps, listed in
sitemap.xml."""


class SitemapAddress(NamedTuple):
    """The URL of a page or a sitemap, and the day of the newest note that it shows, if known."""

    url: str
    changed: date | None


class SitemapView(NamedTuple):
    """A sitemap, or a list of sitemaps (sitemap index)."""

    addresses: tuple[SitemapAddress, ...]


class RobotsView(NamedTuple):
    """robots.txt: allows everything."""

    sitemap: str


def pages(site: Site, all_pages: Sequence[Page]) -> Iterator[Page]:
    """robots.txt, and the sitemap of all listed pages (not 404.html and redirects)."""
    if not site.config.base_url:
        return
    yield Page.of(PATHS.robots, "robots.txt", _robots_view, lambda: ())
    paths = [page.path for page in all_pages if page.listed]
    if len(paths) <= LIMIT:
        yield _sitemap(site, PATHS.sitemap, paths)
        return
    names = []
    for number, start in enumerate(range(0, len(paths), LIMIT), 1):
        names.append(sitemap_path(number))
        yield _sitemap(site, names[-1], paths[start : start + LIMIT])
    yield Page.of(
        PATHS.sitemap, "sitemap-index.xml", _sitemap_view, _list_inputs, site, names
    )


def _robots_view(config: Config) -> RobotsView:
    return RobotsView(config.base_url + PATHS.sitemap)


def _sitemap(site: Site, path: str, listed: Sequence[str]) -> Page:
    return Page.of(path, "sitemap.xml", _sitemap_view, _inputs, site, listed)


def _inputs(site: Site, listed: Sequence[str]) -> tuple[tuple[SitemapAddress, ...]]:
    days = _days(site)
    newest = max(days.values(), default=None)
    addresses = []
    for path in listed:
        is_home = path == PATHS.home
        address = href("" if is_home else path)
        day = newest if path.endswith("index.html") else days.get(address)
        addresses.append(SitemapAddress(address, day))
    return (tuple(addresses),)


def _list_inputs(
    site: Site, names: Sequence[str]
) -> tuple[tuple[SitemapAddress, ...]]:
    newest = max(_days(site).values(), default=None)
    return (tuple(SitemapAddress(name, newest) for name in names),)


def _sitemap_view(
    config: Config, addresses: tuple[SitemapAddress, ...]
) -> SitemapView:
    base = config.base_url
    return SitemapView(
        tuple(SitemapAddress(base + url, day) for url, day in addresses)
    )


def _days(site: Site) -> Mapping[str, date]:
    """The day of publication of the newest note or mention on each page, by path of the page."""
    published = {week.id: week.published for week in site.weeks}

    def newest(shown: Iterable[Entry | Mention]) -> date | None:
        return max(
            filter(None, [published[one.week] for one in shown]), default=None
        )

    days = {week.href: week.published for week in site.weeks}
    days |= {p.href: newest([*p.entries, *p.mentions]) for p in site.papers.values()}
    days |= {tag.ref.href: newest(tag.entries) for tag in site.tags}
    days |= {author.ref.href: newest(author.entries) for author in site.authors}
    return {path: day for path, day in days.items() if day}
