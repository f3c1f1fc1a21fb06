"""RSS 2.0.  feedgen writes the channel."""

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from weeknotes.feeds.generator import make_feed
from weeknotes.pages.feeds import FeedItem, FeedView
from weeknotes.text.unicode import title_text

_END = "  </channel>\n"


def rss(view: FeedView, items: Sequence[str]) -> bytes:
    """The bytes of the feed.  `items` are results of `rss_item`."""
    feed = make_feed(view)
    # feedgen.ext uses lxml.etree without importing it, so feedgen.feed is imported first.
    from feedgen.ext.dc import DcExtension

    feed.register_extension("dc", DcExtension)  # for the items' authors
    xml: str = feed.rss_str(pretty=True).decode()
    head, end, tail = xml.partition(_END)
    return "".join([head, *items, end, tail]).encode()


def rss_item(item: FeedItem, html: str, author: str) -> str:
    """An item as XML.  Its guid is not a URL, so it does not change if the site moves."""
    fields = [
        ("title", title_text(item.title)),
        ("link", item.link),
        ("description", _xml(item.summary)),  # readers parse it as HTML
        ("content:encoded", html),
        ('guid isPermaLink="false"', item.id),
        *[("category", name) for name in item.categories],
        ("pubDate", format_datetime(item.published)),
    ]
    if author:
        fields.append(("dc:creator", author))
    lines = [
        f"      <{tag}>{_xml(text)}</{tag.partition(' ')[0]}>\n"
        for tag, text in fields
    ]
    return f"    <item>\n{''.join(lines)}    </item>\n"


def _xml(text: str) -> str:
    return escape(text, quote=False)
