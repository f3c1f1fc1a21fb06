"""Papers → files of BibTeX and CSL-JSON."""

from collections.abc import Iterable

from weeknotes.citation import cite
from weeknotes.model import PaperMetadata, Site


def library_bibtex(site: Site) -> str:
    """`library.bib`: everything that can be cited, in order of time."""
    return bibtex_file(citable(site))


def library_csl(site: Site) -> str:
    """`library.json`: everything that can be cited, in order of time, as CSL-JSON."""
    return csl_file(citable(site))


def citable(site: Site) -> list[PaperMetadata]:
    """The papers that can be cited."""
    papers = [paper.metadata for paper in site.papers.values()]
    return [paper for paper in papers if paper.citation_key]


def bibtex_file(papers: Iterable[PaperMetadata]) -> str:
    """The BibTeX entries of papers that can be cited."""
    return "\n".join(cite(paper).bibtex for paper in papers)


def csl_file(papers: Iterable[PaperMetadata]) -> str:
    """The CSL-JSON of papers that can be cited, one a line."""
    items = ",\n".join(cite(paper).csl for paper in papers)
    return f"[\n{items}\n]\n"
