"""FeedView → RSS 2.0, through feedgen and around its traps: the clock, the order of items, the channel's last link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from weeknotes.markup import title_text
from weeknotes.pages.feeds import FeedItem, FeedView
from weeknotes.text import clean

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def rss(feed: FeedView, content: Callable[[FeedItem], str], summary: Callable[[FeedItem], str]) -> bytes:
    """The feed's bytes.  `content` gives an item's full text in HTML, `summary` one line of it."""
    from feedgen.feed import FeedGenerator

    out = FeedGenerator()
    out.load_extension("dc")
    out.title(feed.title)
    out.description(feed.description)
    out.language(feed.language)
    out.generator("weeknotes")
    out.link(href=feed.address, rel="self", type="application/rss+xml")
    out.link(href=feed.root, rel="alternate")  # the last link added is the channel's
    out.lastBuildDate(feed.updated or _NEVER)  # unset it would be now
    for item in feed.items:
        entry = out.add_entry(order="append")
        entry.title(title_text(item.title))
        entry.link(href=item.link)
        entry.guid(item.id, permalink=False)
        entry.pubDate(item.published)
        entry.description(summary(item) or title_text(item.title))  # without one the content would land here
        entry.content(clean(content(item)))
        for category in item.categories:
            entry.category(term=category)
        if feed.author:
            entry.dc.dc_creator(feed.author)
    xml: bytes = out.rss_str(pretty=True)
    return xml
