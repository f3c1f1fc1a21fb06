"""What every format says of an item."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Item(NamedTuple):
    """An item as readers get it: `title` and `summary` are plain text, `html` is the whole with
    absolute links."""

    id: str
    link: str
    title: str
    published: datetime
    categories: tuple[str, ...]
    summary: str
    html: str
