"""Shared code of RSS and Atom, with workarounds for feedgen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from weeknotes.feeds.item import Item
from weeknotes.pages.feeds import FeedView

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_HTML = "text/html"
_NEVER = datetime.fromtimestamp(0, UTC)


def make_feed(view: FeedView) -> FeedGenerator:
    """A feed without items."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title(view.feed.title)
    feed.description(view.description)
    feed.language(view.language)
    feed.generator("weeknotes")
    address = view.root + view.feed.href
    media_type = view.feed.format.value
    feed.link(href=address, rel="self", type=media_type)
    if view.license.name:
        feed.rights(view.license.text)
    if view.license.url:
        feed.link(href=view.license.url, rel="license")
    # The last link becomes the link of the RSS channel.
    page = view.root + view.feed.page
    feed.link(href=page, rel="alternate", type=_HTML)
    feed.icon(view.icon)
    feed.image(view.icon)  # also the logo of Atom
    feed.lastBuildDate(view.updated or _NEVER)  # the default is the current time
    return feed


def make_entry(item: Item, summary: str) -> FeedEntry:
    """An entry without its id, which differs between formats."""
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.title(item.title)
    entry.link(href=item.link, rel="alternate", type=_HTML)
    entry.published(item.published)
    # Without a summary, feedgen puts the content into RSS's description.
    entry.summary(summary)
    entry.content(item.html, type="html")
    for category in item.categories:
        entry.category(term=category)
    return entry
