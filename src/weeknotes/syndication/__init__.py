"""Feeds as bytes: one writer a format, and the list of all feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from weeknotes.pages.feeds import FeedView
from weeknotes.syndication.item import Item
from weeknotes.syndication.jsonfeed import json_feed
from weeknotes.syndication.opml import opml
from weeknotes.syndication.xml import atom, rss
from weeknotes.views import FeedFormat

__all__ = ["WRITERS", "Item", "opml"]

WRITERS: Final[Mapping[FeedFormat, Callable[[FeedView, Sequence[Item]], bytes]]] = MappingProxyType(
    {FeedFormat.RSS: rss, FeedFormat.ATOM: atom, FeedFormat.JSON: json_feed}
)
