"""RSS 2.0 and Atom 1.0, through feedgen and around its traps: the clock, the order of items, the channel's last link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from weeknotes.pages.feeds import FeedView
from weeknotes.syndication.item import Item

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def rss(view: FeedView, items: Sequence[Item]) -> bytes:
    """RSS 2.0.  An item's guid is no address: it stays when the site moves."""
    out = _channel(view)
    out.load_extension("dc")
    for item in items:
        entry = _entry(out, item, escape(item.summary, quote=False))  # readers take a description for HTML
        entry.guid(item.id, permalink=False)
        if view.author:
            entry.dc.dc_creator(view.author)
    xml: bytes = out.rss_str(pretty=True)
    return xml


def atom(view: FeedView, items: Sequence[Item]) -> bytes:
    """Atom 1.0.  Its ids have to be addresses: those of the feed and of the items' pages."""
    out = _channel(view)
    out.id(view.root + view.feed.href)
    out.author(name=view.author or view.feed.title)  # a feed has to have one
    for item in items:
        entry = _entry(out, item, item.summary)
        entry.id(item.link)
        entry.updated(item.published)  # unset it would be now
    xml: bytes = out.atom_str(pretty=True)
    return xml


def _channel(view: FeedView) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    out = FeedGenerator()
    out.title(view.feed.title)
    out.description(view.description)
    out.language(view.language)
    out.generator("weeknotes")
    out.link(href=view.root + view.feed.href, rel="self", type=view.feed.format.value)
    out.link(href=view.root + view.feed.page, rel="alternate", type="text/html")  # the last link added is the channel's
    out.lastBuildDate(view.updated or _NEVER)  # unset it would be now
    return out


def _entry(out: FeedGenerator, item: Item, summary: str) -> FeedEntry:
    entry = out.add_entry(order="append")
    entry.title(item.title)
    entry.link(href=item.link, rel="alternate", type="text/html")
    entry.published(item.published)
    entry.summary(summary)  # without one the content would be RSS's description
    entry.content(item.html, type="html")
    for category in item.categories:
        entry.category(term=category)
    return entry
