"""Write papers as BibTeX and CSL-JSON files."""

from weeknotes.citation import cite
from weeknotes.citation.keywords import bibtex_with, csl_with
from weeknotes.model import PaperMetadata, Site, TagRef
from weeknotes.text.unicode import fold

CitedPapers = tuple[tuple[PaperMetadata, tuple[str, ...]], ...]
"""Papers that can be cited, with the keywords of each."""


def library_papers(site: Site) -> CitedPapers:
    """All papers of the library in chronological order, with their tags as keywords."""
    return tuple(
        (paper.metadata, tuple(map(_typed, paper.tags)))
        for paper in site.papers.values()
        if paper.metadata.citation_key
    )


def _typed(tag: TagRef) -> str:
    """A tag as a writer types it.  A label from the settings can be another word, so it is not
    used."""
    return tag.name if fold(tag.name) == tag.key else tag.key


def bibtex_file(papers: CitedPapers) -> str:
    """The BibTeX entries of papers."""
    return "\n".join(
        bibtex_with(words, cite(paper).bibtex) for paper, words in papers
    )


def csl_file(papers: CitedPapers) -> str:
    """A CSL-JSON array of papers, with one item per line."""
    items = [csl_with(words, cite(paper).csl) for paper, words in papers]
    joined = ",\n".join(items)
    return f"[\n{joined}\n]\n"
