"""JSON Feed 1.1."""

import json
from collections.abc import Sequence

from weeknotes.pages.feeds import FeedItem, FeedView
from weeknotes.text.unicode import title_text


def json_feed(view: FeedView, items: Sequence[tuple[FeedItem, str]]) -> bytes:
    """The bytes of the feed."""
    feed = view.feed
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": view.description,
        "language": view.language,
        "home_page_url": view.root + feed.page,
        "feed_url": view.root + feed.href,
        "icon": view.icon,
        "authors": [{"name": view.author or feed.title}],
        "items": [_item(item, html) for item, html in items],
    }
    text = json.dumps(
        document,
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )
    return f"{text}\n".encode()


def _item(item: FeedItem, html: str) -> dict[str, object]:
    """An item.  Its id is not a URL, so it does not change if the site moves."""
    return {
        "id": item.id,
        "url": item.link,
        "title": title_text(item.title),
        "date_published": item.published.isoformat(),
        "summary": item.summary,
        "content_html": html,
        "tags": item.categories,
    }
