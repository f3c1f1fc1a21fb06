"""The files that other programs take: BibTeX and CSL-JSON of each paper, tag, week and of all, and
the notes as open data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TypeVar
from urllib.parse import unquote

from weeknotes.export.bibliography import (
    bibtex_file,
    citable,
    csl_file,
    library_bibtex,
    library_csl,
)
from weeknotes.export.notes import notes_json
from weeknotes.fingerprints import mark_of
from weeknotes.model import Paper, Reworded, Site, Tag, Week
from weeknotes.pages.common.views import Page, TextView

T = TypeVar("T")


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
    yield _notes(site)
    mark = mark_of(b"".join([paper.outline for paper in citable(site)]))
    yield Page.of("library.json", "", mark, _text, library_csl, site)
    yield Page.of("library.bib", "", mark, _text, library_bibtex, site)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    if told.weeks:
        yield _notes(site)


def _notes(site: Site) -> Page:
    mark = mark_of(
        [(week.mark, *[entry.mark for entry in week.entries]) for week in site.weeks],
        [_paper_mark(paper) for paper in site.papers.values()],
        [(tag.key, tag.name, tag.href) for tag in site.tags],
        [(author.key, author.name, author.href) for author in site.authors],
    )
    return Page.of("data/notes.json", "", mark, _text, notes_json, site)


def _paper_mark(paper: Paper) -> tuple[object, ...]:
    """What stands for a paper with its mentions."""
    mentions = [
        (m.week, m.place, m.entry.mark if m.entry else m.intro[m.place].text)
        for m in paper.mentions
    ]
    return paper.outline, mentions


def _citations(href: str, papers: Sequence[Paper], mark: bytes, when: int) -> tuple[Page, Page]:
    """The two files beside a page on which something can be cited."""
    stem = unquote(href[: -len(".html")])
    return (
        Page.of(f"{stem}.bib", "", mark, _text, bibtex_file, papers, when=when),
        Page.of(f"{stem}.json", "", mark, _text, csl_file, papers, when=when),
    )


def _text(write: Callable[[T], str], shown: T) -> TextView:
    return TextView(write(shown))
