"""sitemap.xml and robots.txt, for search engines.  None without a base_url: both hold whole
addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from weeknotes.fingerprints import mark_of
from weeknotes.model import Entry, Mention, Site
from weeknotes.pages.common.views import Page
from weeknotes.urls import href

LIMIT: Final = 50_000
"""Addresses in one sitemap; a site of more has several, and sitemap.xml names them."""


class Address(NamedTuple):
    """A page's or a sitemap's address, and the day of the newest thing that it shows, where that is
    known."""

    url: str
    changed: date | None


class SitemapView(NamedTuple):
    """A sitemap, or a list of sitemaps."""

    addresses: tuple[Address, ...]


class RobotsView(NamedTuple):
    """robots.txt: everybody may read everything."""

    sitemap: str


def pages(site: Site, made: Sequence[Page]) -> Iterator[Page]:
    """The sitemap of the pages `made`: each that is its own canonical page, so neither 404.html nor
    one that leads elsewhere."""
    base = site.config.base_url
    if not base:
        return
    days = _days(site)
    newest = max(days.values(), default=None)
    hrefs = [href("" if page.path == "index.html" else page.path) for page in made if page.listed]
    listed = [
        Address(base + path, newest if path.endswith("index.html") or not path else days.get(path))
        for path in hrefs
    ]
    yield Page.of("robots.txt", "robots.txt", b"", lambda: RobotsView(base + "sitemap.xml"))
    if len(listed) <= LIMIT:
        yield _sitemap("sitemap.xml", "sitemap.xml", listed)
        return
    parts = [listed[at : at + LIMIT] for at in range(0, len(listed), LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield _sitemap(
        "sitemap.xml", "sitemap-index.xml", [Address(base + name, newest) for name in names]
    )
    yield from (
        _sitemap(name, "sitemap.xml", part) for name, part in zip(names, parts, strict=True)
    )


def _sitemap(path: str, template: str, addresses: Sequence[Address]) -> Page:
    mark = mark_of(*[(url, day.toordinal() if day else 0) for url, day in addresses])
    return Page.of(path, template, mark, lambda: SitemapView(tuple(addresses)))


def _days(site: Site) -> Mapping[str, date]:
    """When each page last gained a note or a mention, by its href: the day of that week.  Never the
    clock's."""
    published = {week.id: week.published for week in site.weeks}

    def newest(said: Sequence[Entry | Mention]) -> date | None:
        return max(filter(None, (published[one.week] for one in said)), default=None)

    days = {week.href: week.published for week in site.weeks}
    days |= {
        paper.href: newest([*paper.entries, *paper.mentions]) for paper in site.papers.values()
    }
    days |= {tag.href: newest(tag.entries) for tag in site.tags}
    days |= {author.href: newest(author.entries) for author in site.authors}
    return {path: day for path, day in days.items() if day}
