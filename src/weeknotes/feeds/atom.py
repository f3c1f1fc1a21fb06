"""Atom 1.0."""

from collections.abc import Sequence

from weeknotes.feeds.generator import make_entry, make_feed
from weeknotes.feeds.item import Item
from weeknotes.pages.feeds import FeedView


def atom(view: FeedView, items: Sequence[Item]) -> bytes:
    """The feed's bytes.  Ids have to be addresses: those of the feed and of the items' pages."""
    feed = make_feed(view)
    feed.id(view.root + view.feed.href)
    author = view.author or view.feed.title  # a feed has to have one
    feed.author(name=author)
    for item in items:
        entry = make_entry(item, item.summary)
        entry.id(item.link)
        entry.updated(item.published)  # the default is the present time
        feed.add_entry(entry, order="append")
    xml: bytes = feed.atom_str(pretty=True)
    return xml
