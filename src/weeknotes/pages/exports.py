"""The files that other programs take: BibTeX and CSL-JSON of each paper, tag, week and of all, and the notes as open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from urllib.parse import unquote

from weeknotes.marks import mark_of
from weeknotes.model import Paper, Site
from weeknotes.opendata import bibtex_file, csl_file, library_bibtex, library_csl, notes_json
from weeknotes.views import Page, PieceView, TextView


def pages(site: Site) -> Iterator[Page]:
    papers = site.papers
    for paper in papers.values():
        yield from _citations(paper.href, (paper,))
    for tag in site.tags:
        yield from _citations(tag.href, [papers[key] for key in dict.fromkeys(entry.paper for entry in tag.entries)])
    for week in site.weeks:
        yield from _citations(week.href, [papers[key] for key in dict.fromkeys(entry.paper for entry in week.entries)])
    for path, pieces in (("library.bib", library_bibtex), ("library.json", library_csl), ("data/notes.json", notes_json)):
        made = pieces(site)
        yield Page(path, "", mark_of(*[piece.mark for piece in made]), partial(PieceView, made))


def _citations(href: str, papers: Sequence[Paper]) -> Iterator[Page]:
    """The two files beside a page, where there is anything to cite on it."""
    cited = [paper for paper in papers if paper.cite]
    if cited:
        stem = unquote(href.removesuffix(".html"))
        mark = mark_of(*[paper.mark for paper in cited])
        yield Page(f"{stem}.bib", "", mark, partial(_text, bibtex_file, cited))
        yield Page(f"{stem}.json", "", mark, partial(_text, csl_file, cited))


def _text(write: Callable[[Sequence[Paper]], str], papers: Sequence[Paper]) -> TextView:
    return TextView(write(papers))
