"""Files for other programs: BibTeX and CSL-JSON for each paper, tag and week and for the whole
site, and the notes as JSON."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from urllib.parse import unquote

from weeknotes.config.settings import Config
from weeknotes.export.bibliography import (
    CitedPapers,
    bibtex_file,
    csl_file,
    library_papers,
)
from weeknotes.export.notes import NotesInputs, notes_inputs, notes_json
from weeknotes.model import Entry, Paper, Site
from weeknotes.pages.common.page import WHOLE_SITE, FileView, Page
from weeknotes.urls import PATHS, citation_paths


def pages(site: Site) -> Iterator[Page]:
    for paper in site.papers.values():
        if paper.metadata.citation_key:
            order = site.order[paper.entries[0].week]
            yield from _citations(paper.href, partial(_metadata, (paper,)), order)
    lists = [(tag.ref.href, tag.entries) for tag in site.tags]
    lists += [(week.href, week.entries) for week in site.weeks]
    for href, entries in lists:
        if cited := _cited(site, entries):
            order = site.order[entries[-1].week]
            yield from _citations(href, partial(_metadata, cited), order)
    yield from _citations(PATHS.library, lambda: (library_papers(site),), WHOLE_SITE)
    yield Page.of(PATHS.notes_json, "", _notes_view, lambda: (notes_inputs(site),))


def _cited(site: Site, entries: Sequence[Entry]) -> list[Paper]:
    """The papers of the entries, without papers that cannot be cited."""
    papers = [
        site.papers[key] for key in dict.fromkeys(entry.paper for entry in entries)
    ]
    return [paper for paper in papers if paper.metadata.citation_key]


def _metadata(papers: Sequence[Paper]) -> tuple[CitedPapers]:
    return (tuple((paper.metadata, ()) for paper in papers),)


def _citations(
    href: str, inputs: Callable[[], tuple[CitedPapers]], order: int
) -> Iterator[Page]:
    """The two citation files (BibTeX and CSL-JSON) of a page."""
    bibtex, csl = citation_paths(unquote(href.removesuffix(".html")))
    yield Page.of(bibtex, "", _bibtex_view, inputs, order=order)
    yield Page.of(csl, "", _csl_view, inputs, order=order)


def _bibtex_view(_config: Config, papers: CitedPapers) -> FileView:
    return FileView(bibtex_file(papers).encode())


def _csl_view(_config: Config, papers: CitedPapers) -> FileView:
    return FileView(csl_file(papers).encode())


def _notes_view(config: Config, inputs: NotesInputs) -> FileView:
    return FileView(notes_json(config, inputs).encode())
