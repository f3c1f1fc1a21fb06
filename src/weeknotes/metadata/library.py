"""A file of a reference manager as a source: the works in it, by the keys of their identifiers."""

from collections.abc import Mapping

from weeknotes.metadata.items import read_items
from weeknotes.metadata.work import Work
from weeknotes.text.messages import Message


def read_library(text: str, name: str) -> Mapping[str, Work] | Message:
    """The works in a file by key.  If several have the same key, the first one counts."""
    items = read_items(text, name)
    if isinstance(items, Message):
        return items
    titled = [item for item in reversed(items) if item.work.title]
    return {key: item.work for item in titled for key in item.keys}
