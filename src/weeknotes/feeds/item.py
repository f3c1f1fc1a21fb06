"""An item of a feed, independent of the format."""

from datetime import datetime
from typing import NamedTuple


class Item(NamedTuple):
    """An item of a feed.  `title` and `summary` are plain text.  `html` is the full text with
    absolute links.  `published` has a time zone."""

    id: str
    link: str
    title: str
    published: datetime
    categories: tuple[str, ...]
    summary: str
    html: str
