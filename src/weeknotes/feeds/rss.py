"""RSS 2.0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from html import escape
from typing import Final

from weeknotes.feeds.generator import make_entry, make_feed
from weeknotes.feeds.item import Item
from weeknotes.fingerprints import Piece, mark_of
from weeknotes.pages.feeds import FeedPart, FeedView

_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
"""As feedgen declares them."""
_ITEM: Final = "    <item>\n"
_END: Final = "  </channel>\n"


def rss(view: FeedView, items: Sequence[Item]) -> bytes:
    """The feed's bytes."""
    head, tail = _channel(view)
    entries = [rss_item(item, view.author) for item in items]
    return "".join([head, *entries, tail]).encode()


def rss_pieces(view: FeedView, item: Callable[[FeedPart], str]) -> list[Piece]:
    """The feed in pieces, most of which are the same from build to build.  `item` returns what
    `rss_item` made."""
    channel = cache(lambda: _channel(view))
    values = (
        view.feed[:4],
        view.description,
        view.language,
        view.root,
        str(view.updated),
    )
    items = [Piece(part.mark, partial(item, part)) for part in view.items]
    return [
        Piece(mark_of(*values), lambda: channel()[0]),
        *items,
        Piece(mark_of(_END), lambda: channel()[1]),
    ]


def rss_item(item: Item, author: str) -> str:
    """An item.  Its guid is no address: it stays when the site moves."""
    # feedgen takes it for granted that somebody has imported lxml.etree.
    from lxml import etree  # isort: split
    from feedgen.ext.dc import DcEntryExtension

    entry = make_entry(item, escape(item.summary, quote=False))  # readers take it for HTML
    entry.guid(item.id, permalink=False)
    if author:
        entry.register_extension("dc", DcEntryExtension)
        entry.dc.dc_creator(author)
    root = etree.Element("rss", nsmap=_NAMESPACES)  # for indents and prefixes as in a whole feed
    etree.SubElement(root, "channel").append(entry.rss_entry())
    xml: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return xml[xml.index(_ITEM) : xml.index(_END)]


def _channel(view: FeedView) -> tuple[str, str]:
    """What stands before the items, and what follows them."""
    feed = make_feed(view)
    feed.load_extension("dc")  # for the items' authors
    xml: str = feed.rss_str(pretty=True).decode()
    end = xml.index(_END)
    return xml[:end], xml[end:]
