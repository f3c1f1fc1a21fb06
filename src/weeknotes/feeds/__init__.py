"""Feeds: one file for each format, one line in FORMATS; and OPML, the list of all feeds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from weeknotes.feeds.atom import atom
from weeknotes.feeds.item import Item
from weeknotes.feeds.json_feed import json_feed
from weeknotes.feeds.rss import rss, rss_item
from weeknotes.pages.common.context import FeedFormat
from weeknotes.pages.feeds import FeedView

__all__ = ["FORMATS", "FeedWriter", "Item"]


class FeedWriter(NamedTuple):
    """How a format is written.

    `item` writes an item of an author's feed, once for all feeds that hold it; `feed` puts items
    together.
    """

    item: Callable[[Item, str], Any]
    feed: Callable[[FeedView, Sequence[Any]], bytes]


def _as_it_is(item: Item, _author: str) -> Item:
    return item


FORMATS: Mapping[FeedFormat, FeedWriter] = {
    FeedFormat.RSS: FeedWriter(rss_item, rss),
    FeedFormat.ATOM: FeedWriter(_as_it_is, atom),
    FeedFormat.JSON: FeedWriter(_as_it_is, json_feed),
}
"""The writer of each format; the format's value is its media type."""
