"""RSS 2.0."""

from collections.abc import Sequence
from html import escape

from weeknotes.feeds.generator import make_entry, make_feed
from weeknotes.feeds.item import Item
from weeknotes.pages.feeds import FeedView

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
"""The namespaces that feedgen declares."""
_ITEM = "    <item>\n"
_END = "  </channel>\n"


def rss(view: FeedView, items: Sequence[str]) -> bytes:
    """The bytes of the feed.  `items` are results of `rss_item`."""
    head, tail = _channel(view)
    return "".join([head, *items, tail]).encode()


def rss_item(item: Item, author: str) -> str:
    """An item as XML.  Its guid is not a URL, so it does not change if the site moves."""
    # feedgen uses lxml.etree without importing it.
    from lxml import etree  # isort: split
    from feedgen.ext.dc import DcEntryExtension

    # Readers parse it as HTML.
    entry = make_entry(item, escape(item.summary, quote=False))
    entry.guid(item.id, permalink=False)
    if author:
        entry.register_extension("dc", DcEntryExtension)
        entry.dc.dc_creator(author)
    # An item has the indents and the prefixes that it has in a whole feed.
    root = etree.Element("rss", nsmap=_NAMESPACES)
    etree.SubElement(root, "channel").append(entry.rss_entry())
    xml: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return xml[xml.index(_ITEM) : xml.index(_END)]


def _channel(view: FeedView) -> tuple[str, str]:
    """The XML before and after the items."""
    feed = make_feed(view)
    feed.load_extension("dc")  # for the items' authors
    xml: str = feed.rss_str(pretty=True).decode()
    end = xml.index(_END)
    return xml[:end], xml[end:]
