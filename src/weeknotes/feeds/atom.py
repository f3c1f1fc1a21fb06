"""Atom 1.0 (RFC 4287)."""

from collections.abc import Sequence

from weeknotes.feeds.generator import make_entry, make_feed
from weeknotes.feeds.item import Item
from weeknotes.pages.feeds import FeedView


def atom(view: FeedView, items: Sequence[Item]) -> bytes:
    """The bytes of the feed.  Atom ids must be IRIs: the URL of the feed, and of each item's
    page."""
    feed = make_feed(view)
    feed.id(view.root + view.feed.href)
    author = view.author or view.feed.title  # Atom requires an author
    feed.author(name=author)
    for item in items:
        entry = make_entry(item, item.summary)
        entry.id(item.link)
        entry.updated(item.published)  # the default is the current time
        feed.add_entry(entry, order="append")
    xml: bytes = feed.atom_str(pretty=True)
    return xml
