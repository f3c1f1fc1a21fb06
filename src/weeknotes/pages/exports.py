"""The files that other programs take: BibTeX and CSL-JSON of each paper, tag, week and of all, and
the notes as open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from urllib.parse import unquote

from weeknotes.export.opendata import bibtex_file, csl_file, library_bibtex, library_csl, notes_json
from weeknotes.fingerprints import Piece, mark_of
from weeknotes.model import Paper, Reworded, Site, Tag, Week
from weeknotes.pages.common.views import Page, PieceView, TextView


def pages(site: Site) -> Iterator[Page]:
    papers, places = site.papers, site.place
    for paper in papers.values():
        if paper.cite:
            yield from _citations(
                paper.href, (paper,), paper.outline, places[paper.entries[0].week]
            )
    for page in chain[Tag | Week](site.tags, site.weeks):
        cited = [
            paper
            for key in dict.fromkeys([entry.paper for entry in page.entries])
            if (paper := papers[key]).cite
        ]
        if cited:
            mark = mark_of(b"".join([paper.outline for paper in cited]))
            yield from _citations(page.href, cited, mark, places[page.entries[-1].week])
    yield _long("data/notes.json", notes_json(site))
    yield _long("library.json", library_csl(site))
    yield _long("library.bib", library_bibtex(site))


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    if told.weeks:
        yield _long("data/notes.json", notes_json(site))


def _long(path: str, pieces: Sequence[Piece]) -> Page:
    return Page.of(path, "", mark_of(b"".join([piece.mark for piece in pieces])), PieceView, pieces)


def _citations(href: str, papers: Sequence[Paper], mark: bytes, when: int) -> tuple[Page, Page]:
    """The two files beside a page on which something can be cited."""
    stem = unquote(href[: -len(".html")])
    return (
        Page.of(f"{stem}.bib", "", mark, _text, bibtex_file, papers, when=when),
        Page.of(f"{stem}.json", "", mark, _text, csl_file, papers, when=when),
    )


def _text(write: Callable[[Sequence[Paper]], str], papers: Sequence[Paper]) -> TextView:
    return TextView(write(papers))
