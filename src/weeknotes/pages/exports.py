"""The files that other programs take: BibTeX and CSL-JSON of each paper, tag, week and of all, and the notes as open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from weeknotes.model import Site
from weeknotes.opendata import bibtex_file, csl_file, library_bibtex, library_csl, notes_json
from weeknotes.views import Page, TextView, cite_stem


def pages(site: Site) -> Iterator[Page]:
    for paper in site.papers.values():
        yield from _citations(site, paper.href, (paper.key,))
    for tag in site.tags:
        yield from _citations(site, tag.href, dict.fromkeys(entry.paper for entry in tag.entries))
    for week in site.weeks:
        yield from _citations(site, week.href, dict.fromkeys(entry.paper for entry in week.entries))
    yield Page("library.bib", "", TextView(library_bibtex(site)))
    yield Page("library.json", "", TextView(library_csl(site)))
    yield Page("data/notes.json", "", TextView(notes_json(site)))


def _citations(site: Site, href: str, papers: Iterable[str]) -> Iterator[Page]:
    """The two files beside a page, where there is anything to cite on it."""
    if stem := unquote(cite_stem(site, href, papers)):
        yield Page(f"{stem}.bib", "", TextView(bibtex_file(papers, site)))
        yield Page(f"{stem}.json", "", TextView(csl_file(papers, site)))
