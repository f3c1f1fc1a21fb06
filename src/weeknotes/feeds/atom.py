"""Atom 1.0 (RFC 4287)."""

from collections.abc import Sequence

from weeknotes.feeds.generator import make_feed
from weeknotes.pages.feeds import FeedItem, FeedView
from weeknotes.text.unicode import title_text


def atom(view: FeedView, items: Sequence[tuple[FeedItem, str]]) -> bytes:
    """The bytes of the feed.  Atom ids must be IRIs: the URL of the feed, and of each item's
    page."""
    from feedgen.entry import FeedEntry

    feed = make_feed(view)
    feed.id(view.root + view.feed.href)
    author = view.author or view.feed.title  # Atom requires an author
    feed.author(name=author)
    for item, html in items:
        entry = FeedEntry()
        entry.id(item.link)
        entry.title(title_text(item.title))
        entry.link(href=item.link, rel="alternate", type="text/html")
        entry.published(item.published)
        entry.updated(item.published)  # the default is the current time
        entry.summary(item.summary)
        entry.content(html, type="html")
        for category in item.categories:
            entry.category(term=category)
        feed.add_entry(entry, order="append")
    xml: bytes = feed.atom_str(pretty=True)
    return xml
