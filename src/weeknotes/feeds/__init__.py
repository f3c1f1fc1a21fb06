"""Feeds: one file and one line in FORMATS for each format; and OPML, the list of all feeds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from weeknotes.feeds.atom import atom
from weeknotes.feeds.json_feed import json_feed
from weeknotes.feeds.rss import rss, rss_item
from weeknotes.pages.common.context import FeedFormat
from weeknotes.pages.feeds import FeedItem, FeedView


class FeedWriter(NamedTuple):
    """The writer of a feed format.

    `item` converts one item.  Its arguments are the item, its full text as HTML with absolute
    links, and the author.  The result is used in all feeds with this item.  `feed` writes a feed
    from converted items."""

    item: Callable[[FeedItem, str, str], Any]
    feed: Callable[[FeedView, Sequence[Any]], bytes]


def _as_it_is(item: FeedItem, html: str, _author: str) -> tuple[FeedItem, str]:
    return item, html


FORMATS: Mapping[FeedFormat, FeedWriter] = {
    FeedFormat.RSS: FeedWriter(rss_item, rss),
    FeedFormat.ATOM: FeedWriter(_as_it_is, atom),
    FeedFormat.JSON: FeedWriter(_as_it_is, json_feed),
}
"""The writer of each format.  The value of a format is its media type."""
