"""What `weeknotes export` writes: the whole library in one file, for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from weeknotes.export.opendata import (
    entries_csv,
    entries_jsonl,
    library_bibtex,
    library_csl,
    notes_json,
)
from weeknotes.feeds.opml import opml
from weeknotes.fingerprints import Piece
from weeknotes.model import Site
from weeknotes.pages.feeds import subscriptions


def _feeds(site: Site) -> str:
    """The site's feeds; none without a base_url."""
    return opml(subscriptions(site)).decode()


def _whole(pieces: Callable[[Site], list[Piece]]) -> Callable[[Site], str]:
    return lambda site: "".join(piece.make() for piece in pieces(site))


EXPORTS: Final[Mapping[str, Callable[[Site], str]]] = MappingProxyType(
    {
        "bibtex": _whole(library_bibtex),
        "csl": _whole(library_csl),
        "json": _whole(notes_json),
        "csv": entries_csv,
        "jsonl": entries_jsonl,
        "opml": _feeds,
    }
)
"""By the name of the format."""
