"""Add keywords to citations.  Only the library has them: what a paper is about does not belong to
what is cited."""

from collections.abc import Sequence

from weeknotes.citation.bibtex import escaped
from weeknotes.text.json import json_encoder

_json = json_encoder(", ", ": ")


def bibtex_with(keywords: Sequence[str], entry: str) -> str:
    """A BibTeX entry with keywords."""
    if not keywords:
        return entry
    start = entry.removesuffix("}\n")
    return f"{start}  keywords = {{{escaped(', '.join(keywords))}}},\n}}\n"


def csl_with(keywords: Sequence[str], item: str) -> str:
    """A CSL-JSON item with keywords."""
    return (
        f'{item[:-1]}, "keyword": {_json(", ".join(keywords))}}}'
        if keywords
        else item
    )
