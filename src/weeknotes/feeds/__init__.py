"""Feeds: one file for each format, one line in FORMATS; and OPML, the list of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from weeknotes.feeds.atom import atom
from weeknotes.feeds.item import Item
from weeknotes.feeds.json_feed import json_feed
from weeknotes.feeds.rss import rss, rss_item, rss_pieces
from weeknotes.pages.common.views import FeedFormat
from weeknotes.pages.feeds import FeedView

__all__ = ["FORMATS", "Item", "rss_item", "rss_pieces"]

Writer: TypeAlias = Callable[[FeedView, Sequence[Item]], bytes]
FORMATS: Final[Mapping[FeedFormat, Writer]] = MappingProxyType(
    {
        FeedFormat.RSS: rss,
        FeedFormat.ATOM: atom,
        FeedFormat.JSON: json_feed,
    }
)
"""What writes a feed, by its format; the format's value is its media type."""
