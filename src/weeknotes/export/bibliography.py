"""Write papers as BibTeX and CSL-JSON files."""

from collections.abc import Iterable

from weeknotes.citation import cite
from weeknotes.citation.keywords import bibtex_with, csl_with
from weeknotes.model import PaperMetadata, Site, TagRef
from weeknotes.text.unicode import fold

LibraryPapers = tuple[tuple[PaperMetadata, tuple[str, ...]], ...]
"""All papers that can be cited, in chronological order, with their tags."""


def library_papers(site: Site) -> LibraryPapers:
    return tuple(
        (paper.metadata, tuple(map(_typed, paper.tags)))
        for paper in site.papers.values()
        if paper.metadata.citation_key
    )


def _typed(tag: TagRef) -> str:
    """A tag as a writer types it.  A label from the settings can be another word, so it is not
    used."""
    return tag.name if fold(tag.name) == tag.key else tag.key


def library_bibtex(papers: LibraryPapers) -> str:
    """`library.bib`: all papers, with their tags as keywords."""
    return "\n".join(bibtex_with(tags, cite(paper).bibtex) for paper, tags in papers)


def library_csl(papers: LibraryPapers) -> str:
    """`library.json`: all papers, with their tags as keywords."""
    return _csl_array(csl_with(tags, cite(paper).csl) for paper, tags in papers)


def bibtex_file(papers: Iterable[PaperMetadata]) -> str:
    """The BibTeX entries of papers that can be cited."""
    return "\n".join(cite(paper).bibtex for paper in papers)


def csl_file(papers: Iterable[PaperMetadata]) -> str:
    """A CSL-JSON array of papers that can be cited."""
    return _csl_array(cite(paper).csl for paper in papers)


def _csl_array(items: Iterable[str]) -> str:
    """One item per line."""
    joined = ",\n".join(items)
    return f"[\n{joined}\n]\n"
