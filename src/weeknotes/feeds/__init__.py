"""Feeds: RSS in pieces, the other formats as bytes, and the list of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from weeknotes.feeds.item import Item
from weeknotes.feeds.jsonfeed import json_feed
from weeknotes.feeds.xml import atom, rss, rss_item
from weeknotes.pages.common.views import FeedFormat
from weeknotes.pages.feeds import FeedView

__all__ = ["WRITERS", "Item", "rss", "rss_item"]

WRITERS: Final[Mapping[FeedFormat, Callable[[FeedView, Sequence[Item]], bytes]]] = MappingProxyType(
    {FeedFormat.ATOM: atom, FeedFormat.JSON: json_feed}
)
"""Of the formats that are written as a whole."""
