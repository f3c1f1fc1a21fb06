"""An item of a feed, as all formats take it."""

from datetime import datetime
from typing import NamedTuple


class Item(NamedTuple):
    """An item.  `title` and `summary` are plain text, `html` is the full text with absolute links,
    `published` has a time zone."""

    id: str
    link: str
    title: str
    published: datetime
    categories: tuple[str, ...]
    summary: str
    html: str
