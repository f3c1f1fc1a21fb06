"""The head of a feed in RSS and Atom, with workarounds for feedgen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from weeknotes.pages.feeds import FeedView

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_NEVER = datetime.fromtimestamp(0, UTC)


def make_feed(view: FeedView) -> FeedGenerator:
    """A feed without items."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title(view.feed.title)
    feed.description(view.description)
    feed.language(view.language)
    feed.generator("weeknotes")
    address = view.root + view.feed.href
    media_type = view.feed.format.value
    feed.link(href=address, rel="self", type=media_type)
    if view.license.name:
        feed.rights(view.license.text)
    if view.license.url:
        feed.link(href=view.license.url, rel="license")
    # The last link becomes the link of the RSS channel.
    page = view.root + view.feed.page
    feed.link(href=page, rel="alternate", type="text/html")
    feed.icon(view.icon)
    feed.image(view.icon)  # also the logo of Atom
    feed.lastBuildDate(view.updated or _NEVER)  # the default is the current time
    return feed
