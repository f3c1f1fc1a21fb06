"""RSS 2.0 and Atom 1.0, through feedgen and around its traps: the clock, the order of items, the
channel's last link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING, Final

from weeknotes.feeds.item import Item
from weeknotes.fingerprints import Piece, mark_of
from weeknotes.pages.feeds import FeedPart, FeedView

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
"""As feedgen has them."""
_ITEM: Final = "    <item>\n"
_END: Final = "  </channel>\n"


def rss(view: FeedView, item: Callable[[FeedPart], str]) -> list[Piece]:
    """RSS 2.0 in pieces, for most items are the same from build to build; `item` gives what
    `rss_item` made."""

    @cache
    def around() -> tuple[str, str]:
        out = _channel(view)
        out.load_extension("dc")  # the items' authors
        xml: bytes = out.rss_str(pretty=True)
        return _cut(xml.decode(), _END)

    said = mark_of(view.feed[:4], view.description, view.language, view.root, str(view.updated))
    return [
        Piece(said, lambda: around()[0]),
        *[Piece(part.mark, partial(item, part)) for part in view.items],
        Piece(mark_of(_END), lambda: around()[1]),
    ]


def rss_item(item: Item, author: str) -> str:
    """An item of RSS 2.0.  Its guid is no address: it stays when the site moves."""
    # feedgen takes it for granted that somebody has imported lxml.etree.
    from lxml import etree  # isort: split
    from feedgen.ext.dc import DcEntryExtension

    entry = _entry(item, escape(item.summary, quote=False))  # readers take a description for HTML
    entry.guid(item.id, permalink=False)
    if author:
        entry.register_extension("dc", DcEntryExtension)
        entry.dc.dc_creator(author)
    root = etree.Element("rss", nsmap=_NAMESPACES)  # for indents and prefixes as in a whole feed
    etree.SubElement(root, "channel").append(entry.rss_entry())
    xml: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return _cut(_cut(xml, _END)[0], _ITEM)[1]


def _cut(xml: str, line: str) -> tuple[str, str]:
    """What stands before a line, and from it on."""
    at = xml.index(line)
    return xml[:at], xml[at:]


def atom(view: FeedView, items: Sequence[Item]) -> bytes:
    """Atom 1.0.  Its ids have to be addresses: those of the feed and of the items' pages."""
    out = _channel(view)
    out.id(view.root + view.feed.href)
    out.author(name=view.author or view.feed.title)  # a feed has to have one
    for item in items:
        entry = _entry(item, item.summary)
        entry.id(item.link)
        entry.updated(item.published)  # unset it would be now
        out.add_entry(entry, order="append")
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
    out.link(
        href=view.root + view.feed.page, rel="alternate", type="text/html"
    )  # the last link added is the channel's
    out.lastBuildDate(view.updated or _NEVER)  # unset it would be now
    return out


def _entry(item: Item, summary: str) -> FeedEntry:
    from feedgen.entry import FeedEntry

    entry = FeedEntry()
    entry.title(item.title)
    entry.link(href=item.link, rel="alternate", type="text/html")
    entry.published(item.published)
    entry.summary(summary)  # without one the content would be RSS's description
    entry.content(item.html, type="html")
    for category in item.categories:
        entry.category(term=category)
    return entry
