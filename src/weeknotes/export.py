"""What `weeknotes export` writes: the whole library in one file, for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from weeknotes.model import Site
from weeknotes.opendata import entries_csv, entries_jsonl, library_bibtex, library_csl, notes_json
from weeknotes.pages.feeds import subscriptions
from weeknotes.syndication import opml


def _feeds(site: Site) -> str:
    """The site's feeds; none without a base_url."""
    return opml(subscriptions(site)).decode()


EXPORTS: Final[Mapping[str, Callable[[Site], str]]] = MappingProxyType(
    {
        "bibtex": library_bibtex,
        "csl": library_csl,
        "json": notes_json,
        "csv": entries_csv,
        "jsonl": entries_jsonl,
        "opml": _feeds,
    }
)
"""By the name of the format."""
