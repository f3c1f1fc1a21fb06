"""Add keywords to citations.  Only the files of the whole library have keywords, because the topics
of a paper are not part of its citation."""

from collections.abc import Sequence

from weeknotes.citation.bibtex import escaped
from weeknotes.text.json import json_text


def bibtex_with(keywords: Sequence[str], entry: str) -> str:
    """A BibTeX entry with keywords."""
    if not keywords:
        return entry
    start = entry.removesuffix("}\n")
    return f"{start}  keywords = {{{escaped(', '.join(keywords))}}},\n}}\n"


def csl_with(keywords: Sequence[str], item: str) -> str:
    """A CSL-JSON item with keywords."""
    if not keywords:
        return item
    return f'{item[:-1]}, "keyword": {json_text(", ".join(keywords))}}}'
