"""Write papers as BibTeX and CSL-JSON files."""

from collections.abc import Iterable

from weeknotes.citation import cite
from weeknotes.model import PaperMetadata, Site


def library_bibtex(site: Site) -> str:
    """`library.bib`: all papers that can be cited, in chronological order."""
    return bibtex_file(citable(site))


def library_csl(site: Site) -> str:
    """`library.json`: all papers that can be cited, in chronological order, as CSL-JSON."""
    return csl_file(citable(site))


def citable(site: Site) -> list[PaperMetadata]:
    """The papers that have a citation key."""
    papers = [paper.metadata for paper in site.papers.values()]
    return [paper for paper in papers if paper.citation_key]


def bibtex_file(papers: Iterable[PaperMetadata]) -> str:
    """The BibTeX entries of papers that can be cited."""
    return "\n".join(cite(paper).bibtex for paper in papers)


def csl_file(papers: Iterable[PaperMetadata]) -> str:
    """A CSL-JSON array of papers that can be cited, one item per line."""
    items = ",\n".join(cite(paper).csl for paper in papers)
    return f"[\n{items}\n]\n"
