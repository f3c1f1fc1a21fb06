"""Archives of papers: one row for each, with everything that is specific to it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from weeknotes.identifiers.resource import (
    ANY_HOST,
    Kind,
    Resource,
    UrlPattern,
    leading_word,
)
from weeknotes.text.patterns import LazyPattern


class Publication(NamedTuple):
    """Year and venue of a paper, as far as its identifier contains them.  `kind` is a CSL type, or
    empty if unknown.  `month` (1–12) is the month of submission."""

    kind: str = ""
    year: int | None = None
    venue: str = ""
    volume: str = ""
    month: int | None = None


class Archive(NamedTuple):
    """An archive.  Its papers have keys of the form `prefix:identifier`.  `name` is its displayed
    name.

    `identifier` converts the values of a pattern to an identifier, or to None.  `label` takes the
    identifier and the values.  `publication` takes the identifier.

    Citations use `address` plus the identifier as the URL.  If `address` is empty, they use the URL
    as typed.  `pdf` is the URL of the PDF, with `{}` for the identifier, or empty.  `dois` matches
    the DOIs of the archive's own papers, and its group 1 is the value.  If `bare_names` is true, an
    identifier is recognized without a URL.  If `short_paths` is true, file names of pages omit the
    prefix."""

    prefix: str
    name: str
    label: Callable[..., str]
    patterns: tuple[UrlPattern, ...]
    identifier: Callable[..., str | None] = lambda *values: "/".join(values).lower()
    publication: Callable[[str], Publication] = lambda _identifier: Publication()
    address: str = ""
    pdf: str = ""
    dois: str = ""
    bare_names: bool = False
    short_paths: bool = False

    def resource(self, *values: str) -> Resource | None:
        """The paper that the values of a pattern identify, or None."""
        identifier = self.identifier(*values)
        if identifier is None:
            return None
        if self.prefix == "doi" and (paper := _paper_of_doi(identifier)):
            return paper
        label = self.label(identifier, *values)
        return Resource(f"{self.prefix}:{identifier}", Kind.PAPER, label)


def _paper_of_doi(doi: str) -> Resource | None:
    """The paper under the archive's own identifier, if an archive in this table issued the DOI."""
    for archive in ARCHIVES:
        found = re.fullmatch(archive.dois, doi, re.ASCII) if archive.dois else None
        if found and (paper := archive.resource(found[1])):
            return paper
    return None


def _full_year(digits: str) -> int:
    """The year for two digits.  The papers of the oldest archive begin in the 1960s."""
    return int(digits) + (1900 if int(digits) > 60 else 2000)


# arXiv

_ARXIV_FIELDS = "|".join(
    """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
    cond-mat cs dg-ga econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th
    nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio q-fin quant-ph solv-int stat
    supr-con""".split()
)
_ARXIV_NEW = re.compile(r"(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE | re.ASCII)
_ARXIV_OLD = LazyPattern(
    rf"({_ARXIV_FIELDS})(?:\.[a-z-]{{2,}})?/(\d{{7}})(?:v\d+)?",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_AFFIXES = re.compile(
    r"^arxiv:\s*|\.(?:pdf|ps|ps\.gz|html|txt)$", re.IGNORECASE
)
_ARXIV_DATE = re.compile(r"(?:.+/)?(\d\d)(?:(0[1-9]|1[0-2])\.)?")
_ARXIV_VIEWS = "abs|abstract|pdf|html|format|src|e-print|ps|dvi|tb|bibtex"


def _arxiv_id(text: str) -> str | None:
    """Normalize an arXiv identifier to `2304.07880` or `math/0309136`, without its version; None
    if the text is not an arXiv identifier."""
    text = _ARXIV_AFFIXES.sub("", text.strip().rstrip("/.,;:"))
    if found := _ARXIV_NEW.fullmatch(text):
        return found[1]
    if found := _ARXIV_OLD.fullmatch(text):
        return f"{found[1].lower()}/{found[2]}"
    return None


def _arxiv_publication(identifier: str) -> Publication:
    found = _ARXIV_DATE.match(identifier)
    if not found:
        return Publication("article")
    month = int(found[2]) if found[2] else None
    return Publication("article", _full_year(found[1]), month=month)


# ACL Anthology

_ACL_ID = r"[a-z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"
_ACL_OLD = re.compile(r"([A-Z])(\d\d)-(\d)\d+")
_ACL_NEW = re.compile(r"(\d{4})\.(findings)?-?([a-z0-9_]+?)(?:-[a-z0-9]+)?\.\d+")
_ACL_LETTERS = {
    "P": "ACL",
    "N": "NAACL",
    "E": "EACL",
    "C": "COLING",
    "K": "CoNLL",
    "Q": "TACL",
    "J": "CL",
}
_ACL_SPELLINGS = {"CONLL": "CoNLL", "SEMEVAL": "SemEval"}
_ACL_JOURNALS = {
    "TACL": "Transactions of the Association for Computational Linguistics",
    "CL": "Computational Linguistics",
}


def _acl_id(number: str) -> str:
    # Old identifiers (P19-1285) are upper case, new ones (2024.cl-3.1) lower case.
    return number.lower() if "." in number else number.upper()


def _acl_publication(identifier: str) -> Publication:
    if found := _ACL_OLD.fullmatch(identifier):
        letter, year, volume = found.groups()
        # D is EMNLP up to volume 4.  Later volumes of D are workshops, like all volumes of W.
        venue = (
            "EMNLP"
            if letter == "D" and volume < "5"
            else _ACL_LETTERS.get(letter, "")
        )
        return _acl_venue(venue, _full_year(year))
    if found := _ACL_NEW.fullmatch(identifier):
        name = found[3].upper()
        venue = _ACL_SPELLINGS.get(name, name)
        return _acl_venue(
            f"Findings of {venue}" if found[2] else venue, int(found[1])
        )
    return Publication()


def _acl_venue(venue: str, year: int) -> Publication:
    if journal := _ACL_JOURNALS.get(venue):
        return Publication("article-journal", year, journal)
    return Publication("paper-conference" if venue else "document", year, venue)


# Proceedings

_NEURIPS_HOSTS = (
    "papers.nips.cc papers.neurips.cc proceedings.neurips.cc "
    "datasets-benchmarks-proceedings.neurips.cc"
)
_HASHED = r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})(?:[-.].*)?"


def _proceedings(venue: str) -> Callable[[str], Publication]:
    """For archives whose identifiers begin with the year."""

    def publication(identifier: str) -> Publication:
        found = re.match(r"(\d{4})/", identifier)
        return Publication(
            "paper-conference", int(found[1]) if found else None, venue
        )

    return publication


def _pmlr_publication(identifier: str) -> Publication:
    volume, _, name = identifier.partition("/")
    found = re.search(r"[a-z](\d\d)[a-z]?$", name)
    return Publication(
        kind="paper-conference",
        year=_full_year(found[1]) if found else None,
        venue="Proceedings of Machine Learning Research",
        volume=volume.removeprefix("v").upper(),
    )


def _cvf_id(venue: str, name: str) -> str:
    # content_CVPR_2019 and content/CVPR2019 are the same venue.
    return f"{venue.replace('_', '').lower()}/{name.lower()}"


def _cvf_label(_identifier: str, _venue: str, name: str) -> str:
    return f"CVF {name.replace('_', ' ')}"


def _cvf_publication(identifier: str) -> Publication:
    found = re.match(r"([a-z]+?)(w)?_?(\d{4})(w)?", identifier)
    if not found:
        return Publication()
    workshops = " Workshops" if found[2] or found[4] else ""
    return Publication(
        "paper-conference", int(found[3]), found[1].upper() + workshops
    )


def _isca_publication(identifier: str) -> Publication:
    found = re.match(r"([a-z]+)_(\d{4})", identifier)
    if not found:
        return Publication()
    return Publication("paper-conference", int(found[2]), found[1].capitalize())


# DOIs

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_DOI_PREFIX = re.compile(r"^doi:\s*", re.IGNORECASE)
_DOI_VIEWS = (
    r"(?:/(?:full|fulltext|fulltext\.html|pdf|epdf|epub|abstract|abs|summary|meta|references"
    r"|figures/\d+|tables/\d+)|\.pdf)?"
)


def _doi(text: str) -> str | None:
    name = _DOI_PREFIX.sub("", text.strip()).rstrip(".,;:/").lower()
    return name if _DOI.fullmatch(name) else None


_SEMANTIC_SCHOLAR = "semanticscholar.org api.semanticscholar.org"
_SEMANTIC_PATH = r"(?:/(?:graph/)?v\d+)?(?:/paper|/reader)?"

ARCHIVES: tuple[Archive, ...] = (
    Archive(
        prefix="arxiv",
        name="arXiv",
        label="arXiv:{}".format,
        identifier=_arxiv_id,
        patterns=(
            UrlPattern(
                "arxiv.org *.arxiv.org ar5iv.org ar5iv.labs.arxiv.org xxx.lanl.gov",
                rf"/(?:(?:{_ARXIV_VIEWS}|(?:ftp|vc)/arxiv/papers/\d{{4}})/)?(.+)",
            ),
            UrlPattern("huggingface.co hf.co hf-mirror.com", r"/papers/(.+)"),
            UrlPattern("alphaxiv.org", r"(?:/[a-z]+)*/(\d.*)"),
            UrlPattern(_SEMANTIC_SCHOLAR, rf"{_SEMANTIC_PATH}/arxiv[:/](.+)"),
            UrlPattern("arxiv-vanity.com emergentmind.com", r"/papers/(.+)"),
            UrlPattern("scirate.com papers.cool", r"/arxiv/(.+)"),
        ),
        publication=_arxiv_publication,
        address="https://arxiv.org/abs/",
        pdf="https://arxiv.org/pdf/{}",
        dois=r"10\.48550/arxiv\.(.+)",
        bare_names=True,
        short_paths=True,
    ),
    Archive(
        prefix="openreview",
        name="OpenReview",
        label="OpenReview {}".format,
        identifier=leading_word,
        patterns=(
            UrlPattern(
                "openreview.net api.openreview.net api2.openreview.net",
                r"/(?:forum|pdf|attachment|revisions)",
                parameters=("id",),
            ),
        ),
        address="https://openreview.net/forum?id=",
        pdf="https://openreview.net/pdf?id={}",
    ),
    Archive(
        prefix="acl",
        name="ACL Anthology",
        label="ACL {}".format,
        identifier=_acl_id,
        patterns=(
            UrlPattern(
                "aclanthology.org aclweb.org aclanthology.info aclanthology.coli.uni-saarland.de",
                r"(?:/anthology(?:-new)?)?(?:/(?:papers|pdf|attachments))?(?:/[a-z]/[a-z]\d\d)?"
                rf"/({_ACL_ID})(?:[ve]\d+)?(?:[./].*)?",
            ),
            UrlPattern(
                "api.semanticscholar.org", rf"{_SEMANTIC_PATH}/acl:({_ACL_ID})"
            ),
        ),
        publication=_acl_publication,
        address="https://aclanthology.org/",
        pdf="https://aclanthology.org/{}.pdf",
        dois=rf"10\.(?:18653|3115)/v1/({_ACL_ID})",
    ),
    Archive(
        prefix="pmlr",
        name="PMLR",
        label="PMLR {1} {2}".format,
        patterns=(
            UrlPattern(
                "proceedings.mlr.press jmlr.org",
                r"(?:/proceedings/papers)?/([vr]\d+)/([a-z][a-z0-9_-]*?\d\d[a-z]*)"
                r"(?:-supp[a-z]*)?(?:/[^/]+)?(?:\.\w+)?",
            ),
            UrlPattern(
                "raw.githubusercontent.com",
                r"/mlresearch/([vr]\d+)/[^/]+/assets/([^/]+)/.+",
            ),
        ),
        publication=_pmlr_publication,
    ),
    Archive(
        prefix="jmlr",
        name="JMLR",
        label="JMLR {1} {2}".format,
        patterns=(
            UrlPattern(
                "jmlr.org",
                r"/papers/v(?:olume)?(\d+)/(?=[a-z-]*\d)([a-z0-9-]+)(?:/[^/]+)?(?:\.\w+)?",
            ),
        ),
    ),
    Archive(
        prefix="neurips",
        name="NeurIPS",
        label="NeurIPS {1}".format,
        patterns=(
            UrlPattern(_NEURIPS_HOSTS, _HASHED),
            UrlPattern(_NEURIPS_HOSTS, r"/paper/(\d{1,5})-[^/]+"),
        ),
        publication=_proceedings(
            "Advances in Neural Information Processing Systems"
        ),
    ),
    Archive(
        prefix="iclr",
        name="ICLR",
        label="ICLR {1}".format,
        patterns=(UrlPattern("proceedings.iclr.cc", _HASHED),),
        publication=_proceedings(
            "International Conference on Learning Representations"
        ),
    ),
    Archive(
        prefix="mlsys",
        name="MLSys",
        label="MLSys {1}".format,
        patterns=(UrlPattern("proceedings.mlsys.org", _HASHED),),
        publication=_proceedings("Proceedings of Machine Learning and Systems"),
    ),
    Archive(
        prefix="cvf",
        name="CVF",
        label=_cvf_label,
        identifier=_cvf_id,
        patterns=(
            UrlPattern(
                "openaccess.thecvf.com",
                r"/content[_/]([a-z]+_?\d{4}\w*)(?:/[^/]+)?/(?:html|papers|supplemental)"
                r"/(?:[^/]+/)?([^/]+?)(?:_paper|_supplemental|_supp)?\.\w+",
            ),
        ),
        publication=_cvf_publication,
    ),
    Archive(
        prefix="isca",
        name="ISCA",
        label="ISCA {2}".format,
        patterns=(
            UrlPattern(
                "isca-archive.org", r"/([a-z]+_\d{4}[a-z]?)/([\w-]+)\.(?:html|pdf)"
            ),
        ),
        publication=_isca_publication,
    ),
    Archive(
        prefix="aaai",
        name="AAAI",
        label="AAAI {1} {2}".format,
        patterns=(
            UrlPattern(
                "ojs.aaai.org",
                r"/(?:index\.php/)?([a-z]+)/article/(?:view|download|viewfile)/(\d+)(?:/.*)?",
            ),
        ),
    ),
    Archive(
        prefix="pii",
        name="ScienceDirect",
        label="ScienceDirect {1}".format,
        patterns=(
            UrlPattern(
                "sciencedirect.com",
                r"/science/article/(?:abs/|am/)?pii/([sb][\dx]+)(?:/.*)?",
            ),
        ),
    ),
    Archive(
        prefix="ieee",
        name="IEEE",
        label="IEEE {1}".format,
        patterns=(
            UrlPattern(
                "ieeexplore.ieee.org", r"/(?:abstract/)?document/(\d+)(?:/.*)?"
            ),
            UrlPattern(
                "ieeexplore.ieee.org", r"/stamp/stamp\.jsp", parameters=("arnumber",)
            ),
        ),
    ),
    Archive(
        prefix="doi",
        name="DOI",
        label="doi:{}".format,
        identifier=_doi,
        patterns=(
            UrlPattern(
                "doi.org dx.doi.org doi.acm.org hdl.handle.net",
                r"/((?:doi:)?10\..+)",
            ),
            UrlPattern(_SEMANTIC_SCHOLAR, rf"{_SEMANTIC_PATH}/doi:(10\..+)"),
            UrlPattern(
                "link.springer.com frontiersin.org iopscience.iop.org journals.aps.org",
                rf"(?:/(?!book/)[a-z-]+)+/(10\.\d+/.+?){_DOI_VIEWS}",
            ),
            UrlPattern(
                "biorxiv.org medrxiv.org",
                r"/content/(?:[a-z]+/)*(10\.\d+/[\d.]*\d)(?:v\d+)?(?:[./].*)?",
            ),
            # The path has the publisher's own number, which is the last part of the DOI.
            UrlPattern(
                "nature.com", r"/articles/([\w-]+)(?:\.pdf|/.*)?", prefix="10.1038/"
            ),
            UrlPattern(
                "ijcai.org", r"/proceedings/(\d{4}/\d+)", prefix="10.24963/ijcai."
            ),
            UrlPattern(
                "papers.ssrn.com",
                r"/sol3/papers\.cfm",
                parameters=("abstract_id",),
                prefix="10.2139/ssrn.",
            ),
            UrlPattern(
                "ssrn.com papers.ssrn.com",
                r"/abstract=(\d+)",
                prefix="10.2139/ssrn.",
            ),
            # In these URLs, the publisher's own number comes after the DOI.
            UrlPattern(
                "direct.mit.edu", r"(?:/[a-z_-]+)+/doi/(10\.\d+/[^/]+)(?:/.*)?"
            ),
            UrlPattern(
                "academic.oup.com",
                r"(?:/[a-z_-]+)+/doi/(10\.\d+/.+?)(?:/\d{5,}(?:/.*)?)?",
            ),
            UrlPattern(
                "journals.plos.org", r"/\w+/article(?:/file)?", parameters=("id",)
            ),
            UrlPattern(
                ANY_HOST,
                r"(?:/[^/]+)*?/doi/(?:(?:abs|full|fullhtml|pdf|epdf|epub|pdfplus|reader)/)?"
                rf"(10\.\d+/.+?){_DOI_VIEWS}",
            ),
        ),
        address="https://doi.org/",
        bare_names=True,
    ),
    # Last, because its URLs may contain identifiers of the other archives.
    Archive(
        prefix="s2",
        name="Semantic Scholar",
        label="Semantic Scholar {1}".format,
        patterns=(
            UrlPattern(
                "semanticscholar.org",
                r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})(?:/.*)?",
            ),
        ),
    ),
)
