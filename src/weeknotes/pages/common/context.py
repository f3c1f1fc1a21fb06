"""The context of a page: title, description, navigation, feeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from weeknotes.config.links import License, license_of
from weeknotes.config.settings import SECTIONS, Config
from weeknotes.i18n import Words
from weeknotes.model import TagRef
from weeknotes.urls import PATHS, ascii_url, feed_href, href


class NavItem(NamedTuple):
    """An item of the site's navigation.  `href` is a path from the root of the site, or, if it is
    `external`, an address."""

    name: str
    href: str
    current: bool = False
    external: bool = False


class FeedFormat(StrEnum):
    """The format of a feed, as its media type."""

    RSS = "application/rss+xml"
    ATOM = "application/atom+xml"
    JSON = "application/feed+json"


class FeedLink(NamedTuple):
    """A link to a feed.  `name` is unique among the feeds of the site; `title` also contains the
    title of the site, for feed readers.  `page` is the HTML page for the feed."""

    name: str
    title: str
    href: str
    page: str
    format: FeedFormat


@dataclass(frozen=True, slots=True, eq=False)
class SiteContext:
    """The part of the context that many pages share.  `root` is the path to the site's root.  It is
    empty or `../`, and in 404.html an absolute path.  `feeds` are the feeds of the whole site,
    empty without a base_url.  `sections` are the sections that the site has.  `links` are pages of
    the writer on other sites.  Compared by identity, so that rendered parts can be cached."""

    root: str
    language: str
    site_title: str
    author: str
    nav: tuple[NavItem, ...]
    feeds: tuple[FeedLink, ...]
    sections: tuple[str, ...]
    links: tuple[NavItem, ...]
    license: License
    words: Words


class PageContext(NamedTuple):
    """The context of a page.  `og_type` is the type for Open Graph, `website` or `article`.
    `image` is the URL of the picture beside links to the page, empty without a base_url.  `feeds`
    are the feeds of this page."""

    site: SiteContext
    title: str
    description: str
    canonical: str
    og_type: str
    image: str
    feeds: tuple[FeedLink, ...]

    @property
    def root(self) -> str:
        return self.site.root

    @property
    def language(self) -> str:
        return self.site.language

    @property
    def site_title(self) -> str:
        return self.site.site_title

    @property
    def author(self) -> str:
        return self.site.author

    @property
    def nav(self) -> tuple[NavItem, ...]:
        return self.site.nav

    @property
    def words(self) -> Words:
        return self.site.words


def site_feeds(config: Config) -> tuple[FeedLink, ...]:
    """The feeds of the whole site; empty without a base_url."""
    words, title = config.words, config.title
    entries = f"{title} — {words.papers}"
    subscribe = words.subscribe
    feeds = (
        FeedLink(words.feed_weeks, title, PATHS.weeks_rss, "", FeedFormat.RSS),
        FeedLink(words.feed_entries, entries, PATHS.entries_rss, "", FeedFormat.RSS),
        FeedLink(subscribe.weeks_atom, title, PATHS.weeks_atom, "", FeedFormat.ATOM),
        FeedLink(subscribe.weeks_json, title, PATHS.weeks_json, "", FeedFormat.JSON),
    )
    return feeds if config.has("feeds") else ()


def tag_feed(tag: TagRef, config: Config) -> tuple[FeedLink, ...]:
    """The feed of a tag; empty without a base_url."""
    name, title = f"#{tag.name} RSS", f"{config.title} — #{tag.name}"
    feed = FeedLink(name, title, feed_href(tag.href), tag.href, FeedFormat.RSS)
    return (feed,) if config.has("feeds") else ()


def page_context(
    config: Config,
    path: str,
    title: str,
    description: str,
    section: str = "",
    og_type: str = "website",
    feeds: tuple[FeedLink, ...] = (),
) -> PageContext:
    """The context of the page at `path`.

    `section` is the path of the current item in the navigation; `feeds` are the feeds of this page.
    """
    address = "" if path == PATHS.home else path
    return PageContext(
        site=site_context(config, "../" * path.count("/"), section),
        title=title,
        description=description,
        canonical=config.base_url + href(address) if config.base_url else "",
        og_type=og_type,
        image=_image(config),
        feeds=feeds,
    )


def _image(config: Config) -> str:
    if not config.base_url:
        return ""
    if config.image.startswith(("https://", "http://")):
        return ascii_url(config.image)
    return config.base_url + href(config.image.lstrip("/") or PATHS.icon)


@lru_cache(maxsize=32)
def site_context(config: Config, root: str, section: str = "") -> SiteContext:
    """The shared context of pages in the same section with the same path to the root."""
    nav = config.nav or _default_nav(config)
    return SiteContext(
        root=root,
        language=config.language,
        site_title=config.title,
        author=config.author,
        nav=tuple(
            _item(name, path, path == href(section)) for name, path in nav.items()
        ),
        feeds=site_feeds(config),
        sections=tuple(filter(config.has, SECTIONS)),
        links=tuple(_item(name, address) for name, address in config.links.items()),
        license=license_of(config.license),
        words=config.words,
    )


def _item(name: str, path: str, current: bool = False) -> NavItem:
    return NavItem(
        name, path, current, path.startswith(("http:", "https:", "mailto:"))
    )


def _default_nav(config: Config) -> Mapping[str, str]:
    words = config.words
    nav = {
        words.weeks: PATHS.weeks,
        words.papers: PATHS.papers,
        words.tags: PATHS.tags,
    }
    if config.has("authors"):
        nav[words.authors] = PATHS.authors
    if config.has("search"):
        nav[words.search.title] = PATHS.search
    return nav
