"""Where papers lie: one row for each form in which an archive or a publisher writes a paper's
address."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from weeknotes.identifiers.resource import ANY_HOST, Form, Kind, Thing

ARCHIVES: Final = frozenset(
    "arxiv openreview acl pmlr neurips iclr mlsys jmlr cvf isca aaai ieee pii s2 doi".split()
)
"""What the key of a paper begins with."""

_ARXIV_NEW = re.compile(r"(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE | re.ASCII)
_ARXIV_OLD = re.compile(
    r"""(acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|econ|eess|funct-an
    |gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph
    |solv-int|stat|supr-con)(?:\.[a-z-]{2,})?/(\d{7})(?:v\d+)?""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_ACL_ID = r"[a-z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"


def arxiv_id(text: str) -> str | None:
    """`2304.07880` or `math/0309136` out of any way to write an arXiv identifier, without its
    version; else None."""
    text = re.sub(
        r"^arxiv:\s*|\.(?:pdf|ps|ps\.gz|html|txt)$",
        "",
        text.strip().rstrip("/.,;:"),
        flags=re.IGNORECASE,
    )
    if found := _ARXIV_NEW.fullmatch(text):
        return found[1]
    if found := _ARXIV_OLD.fullmatch(text):
        return f"{found[1].lower()}/{found[2]}"
    return None


def arxiv(text: str) -> Thing | None:
    """The arXiv paper of an identifier in any spelling."""
    number = arxiv_id(text)
    return Thing(f"arxiv:{number}", Kind.PAPER, f"arXiv:{number}") if number else None


def doi(text: str) -> Thing | None:
    """The paper of a DOI; arXiv and the ACL Anthology name their own papers in theirs."""
    name = re.sub(r"^doi:\s*", "", text.strip(), flags=re.IGNORECASE).rstrip(".,;:/").lower()
    if not _DOI.fullmatch(name):
        return None
    if name.startswith("10.48550/arxiv.") and (
        paper := arxiv(name.removeprefix("10.48550/arxiv."))
    ):
        return paper
    if found := re.fullmatch(rf"10\.(?:18653|3115)/v1/({_ACL_ID})", name, re.ASCII):
        return _acl(found[1])
    return Thing(f"doi:{name}", Kind.PAPER, f"doi:{name}")


def _doi_in(prefix: str) -> Callable[[str], Thing | None]:
    """A publisher's own number, which its DOI ends in."""
    return lambda number: doi(prefix + number)


def _acl(number: str) -> Thing:
    # Old identifiers (P19-1285) are written in capitals, new ones (2024.cl-3.1) in small letters.
    number = number.lower() if "." in number else number.upper()
    return Thing(f"acl:{number}", Kind.PAPER, f"ACL {number}")


def _openreview(number: str) -> Thing | None:
    found = re.match(r"[\w-]+", number, re.ASCII)
    return Thing(f"openreview:{found[0]}", Kind.PAPER, f"OpenReview {found[0]}") if found else None


def _numbered(archive: str, name: str, shown: str = "{1}") -> Callable[..., Thing]:
    """A paper by what its archive calls it: the groups, joined by `/`, without case."""
    return lambda *parts: Thing(
        f"{archive}:{'/'.join(parts).lower()}", Kind.PAPER, f"{name} {shown.format('', *parts)}"
    )


def _cvf(venue: str, stem: str) -> Thing:
    # content_CVPR_2019 and content/CVPR2019 are the same.
    return Thing(
        f"cvf:{venue.replace('_', '').lower()}/{stem.lower()}",
        Kind.PAPER,
        f"CVF {stem.replace('_', ' ')}",
    )


_pmlr = _numbered("pmlr", "PMLR", "{1} {2}")
_NEURIPS_HOSTS = "papers.nips.cc papers.neurips.cc proceedings.neurips.cc datasets-benchmarks-proceedings.neurips.cc"
_PROCEEDINGS = r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})(?:[-.].*)?"
_SEMANTIC = r"(?:/(?:graph/)?v\d+)?(?:/paper|/reader)?"
_DOI_ENDS = r"(?:/(?:full|fulltext|fulltext\.html|pdf|epdf|epub|abstract|abs|summary|meta|references|figures/\d+|tables/\d+)|\.pdf)?"

PAPERS: Final = (
    # arXiv and those that show its papers
    Form(
        "arxiv.org *.arxiv.org ar5iv.org ar5iv.labs.arxiv.org xxx.lanl.gov",
        r"/(?:(?:abs|abstract|pdf|html|format|src|e-print|ps|dvi|tb|bibtex|(?:ftp|vc)/arxiv/papers/\d{4})/)?(.+)",
        arxiv,
    ),
    Form("huggingface.co hf.co hf-mirror.com", r"/papers/(.+)", arxiv),
    Form("alphaxiv.org", r"(?:/[a-z]+)*/(\d.*)", arxiv),
    Form("semanticscholar.org api.semanticscholar.org", rf"{_SEMANTIC}/arxiv[:/](.+)", arxiv),
    Form("arxiv-vanity.com emergentmind.com", r"/papers/(.+)", arxiv),
    Form("scirate.com papers.cool", r"/arxiv/(.+)", arxiv),
    # Archives with numbers of their own
    Form(
        "openreview.net api.openreview.net api2.openreview.net",
        r"/(?:forum|pdf|attachment|revisions)",
        _openreview,
        ("id",),
    ),
    Form(
        "aclanthology.org aclweb.org aclanthology.info aclanthology.coli.uni-saarland.de",
        rf"(?:/anthology(?:-new)?)?(?:/(?:papers|pdf|attachments))?(?:/[a-z]/[a-z]\d\d)?/({_ACL_ID})(?:[ve]\d+)?(?:[./].*)?",
        _acl,
    ),
    Form("api.semanticscholar.org", rf"{_SEMANTIC}/acl:({_ACL_ID})", _acl),
    Form(
        "proceedings.mlr.press jmlr.org",
        r"(?:/proceedings/papers)?/([vr]\d+)/([a-z][a-z0-9_-]*?\d\d[a-z]*)(?:-supp[a-z]*)?(?:/[^/]+)?(?:\.\w+)?",
        _pmlr,
    ),
    Form("raw.githubusercontent.com", r"/mlresearch/([vr]\d+)/[^/]+/assets/([^/]+)/.+", _pmlr),
    Form(
        "jmlr.org",
        r"/papers/v(?:olume)?(\d+)/(?=[a-z-]*\d)([a-z0-9-]+)(?:/[^/]+)?(?:\.\w+)?",
        _numbered("jmlr", "JMLR", "{1} {2}"),
    ),
    Form(_NEURIPS_HOSTS, _PROCEEDINGS, _numbered("neurips", "NeurIPS")),
    Form(_NEURIPS_HOSTS, r"/paper/(\d{1,5})-[^/]+", _numbered("neurips", "NeurIPS")),
    Form("proceedings.iclr.cc", _PROCEEDINGS, _numbered("iclr", "ICLR")),
    Form("proceedings.mlsys.org", _PROCEEDINGS, _numbered("mlsys", "MLSys")),
    Form(
        "openaccess.thecvf.com",
        r"/content[_/]([a-z]+_?\d{4}\w*)(?:/[^/]+)?/(?:html|papers|supplemental)/(?:[^/]+/)?([^/]+?)(?:_paper|_supplemental|_supp)?\.\w+",
        _cvf,
    ),
    Form(
        "isca-archive.org",
        r"/([a-z]+_\d{4}[a-z]?)/([\w-]+)\.(?:html|pdf)",
        _numbered("isca", "ISCA", "{2}"),
    ),
    Form(
        "ojs.aaai.org",
        r"/(?:index\.php/)?([a-z]+)/article/(?:view|download|viewfile)/(\d+)(?:/.*)?",
        _numbered("aaai", "AAAI", "{1} {2}"),
    ),
    Form(
        "sciencedirect.com",
        r"/science/article/(?:abs/|am/)?pii/([sb][\dx]+)(?:/.*)?",
        _numbered("pii", "ScienceDirect"),
    ),
    Form(
        "ieeexplore.ieee.org", r"/(?:abstract/)?document/(\d+)(?:/.*)?", _numbered("ieee", "IEEE")
    ),
    Form("ieeexplore.ieee.org", r"/stamp/stamp\.jsp", _numbered("ieee", "IEEE"), ("arnumber",)),
    # DOIs, where the resolver or the publisher writes them
    Form("doi.org dx.doi.org doi.acm.org hdl.handle.net", r"/((?:doi:)?10\..+)", doi),
    Form("semanticscholar.org api.semanticscholar.org", rf"{_SEMANTIC}/doi:(10\..+)", doi),
    Form(
        "link.springer.com frontiersin.org iopscience.iop.org journals.aps.org",
        rf"(?:/(?!book/)[a-z-]+)+/(10\.\d+/.+?){_DOI_ENDS}",
        doi,
    ),
    Form(
        "biorxiv.org medrxiv.org",
        r"/content/(?:[a-z]+/)*(10\.\d+/[\d.]*\d)(?:v\d+)?(?:[./].*)?",
        doi,
    ),
    Form("nature.com", r"/articles/([\w-]+)(?:\.pdf|/.*)?", _doi_in("10.1038/")),
    Form("ijcai.org", r"/proceedings/(\d{4}/\d+)", _doi_in("10.24963/ijcai.")),
    Form("papers.ssrn.com", r"/sol3/papers\.cfm", _doi_in("10.2139/ssrn."), ("abstract_id",)),
    Form("ssrn.com papers.ssrn.com", r"/abstract=(\d+)", _doi_in("10.2139/ssrn.")),
    # These write an article's own number after its DOI.
    Form("direct.mit.edu", r"(?:/[a-z_-]+)+/doi/(10\.\d+/[^/]+)(?:/.*)?", doi),
    Form("academic.oup.com", r"(?:/[a-z_-]+)+/doi/(10\.\d+/.+?)(?:/\d{5,}(?:/.*)?)?", doi),
    Form("journals.plos.org", r"/\w+/article(?:/file)?", doi, ("id",)),
    Form(
        ANY_HOST,
        rf"(?:/[^/]+)*?/doi/(?:(?:abs|full|fullhtml|pdf|epdf|epub|pdfplus|reader)/)?(10\.\d+/.+?){_DOI_ENDS}",
        doi,
    ),
    # Semantic Scholar's own, where the address says no other name
    Form(
        "semanticscholar.org",
        r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})(?:/.*)?",
        _numbered("s2", "Semantic Scholar"),
    ),
)
