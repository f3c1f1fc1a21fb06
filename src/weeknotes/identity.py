"""What a URL names: one key for every form in which a paper's address is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from weeknotes.text import clean


class Kind(StrEnum):
    """What sort of thing it is; only a paper outranks the other addresses of an entry."""

    PAPER = "paper"
    CODE = "code"
    MODEL = "model"
    DATA = "data"
    DEMO = "demo"
    VIDEO = "video"
    THREAD = "thread"
    FILE = "file"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Thing:
    """A key (`arxiv:2304.07880`, `doi:10.1000/x`, `url:example.com/a`), its kind, and a short form for people."""

    key: str
    kind: Kind
    label: str


_ARXIV_NEW = re.compile(r"(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_PLAIN_ARXIV = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?")
"""What most addresses in a digest are, told in one step."""
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{7})(?:v\d+)?", re.IGNORECASE)
_ARXIV_HOSTS = {"arxiv.org", "export.arxiv.org", "xxx.lanl.gov", "cn.arxiv.org", "de.arxiv.org", "lanl.arxiv.org",
                "ar5iv.org", "ar5iv.labs.arxiv.org", "browse.arxiv.org", "web3.arxiv.org"}  # fmt: skip
_ARXIV_PREFIX = re.compile(r"/(?:abs|pdf|html|format|src|e-print|ps|tb|abstract)/(.+)", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igshid|mc_cid|mc_eid|ref_src|ref_url", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_HOSTS = {"doi.org", "dx.doi.org", "doi.acm.org"}
_ACL_HOSTS = {"aclanthology.org", "aclanthology.coli.uni-saarland.de", "aclweb.org"}
_ACL_ID = re.compile(r"(?:anthology/)?((?:[a-z]\d{2}-\d{4,5})|(?:\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+))", re.IGNORECASE)
_NEURIPS_HOSTS = {"papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc"}
_NEURIPS = re.compile(r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})", re.IGNORECASE)
_PMLR = re.compile(r"/(v\d+|r\d+)/([^/]+?)(?:/[^/]+)?(?:\.html|\.pdf)?", re.IGNORECASE)
_CVF = re.compile(r"/(?:content[_/])?([A-Za-z]+_?\d{4}\w*)/(?:html|papers|supplemental)/(?:.*/)?(.+?)(?:\.html|\.pdf)")
_X_STATUS = re.compile(r"/([^/]+)/status(?:es)?/(\d+)")
_FILES = (".pdf", ".ps", ".djvu", ".pptx", ".ppt")


def arxiv_id(text: str) -> str | None:
    """`2304.07880` or `math/0309136` out of any way to write an arXiv identifier, without its version; else None."""
    text = re.sub(r"^arxiv:\s*|\.pdf$", "", text.strip().removesuffix("/"), flags=re.IGNORECASE)
    if found := _ARXIV_NEW.fullmatch(text):
        return found[1]
    if found := _ARXIV_OLD.fullmatch(text):
        return f"{found[1].lower()}/{found[2]}"
    return None


def identify_name(text: str) -> Thing | None:
    """What a bare name (`2304.07880`, `arXiv:2304.07880`, `10.1000/x`, a URL) names, if it is one."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return identify(text)
    if number := arxiv_id(text):
        return _arxiv(number)
    return _doi(text.strip()) if _DOI.fullmatch(text.strip()) else None


def identify(url: str) -> Thing:
    """What an http(s) URL names.  Never fails: what is not recognised is a page, keyed by its cleaned address."""
    if found := _PLAIN_ARXIV.fullmatch(url):
        return _arxiv(found[1])
    url = _unwrapped(clean(url).strip())
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
        if host in ("m.youtube.com", "m.arxiv.org", "m.twitter.com"):
            host = host.removeprefix("m.")
    except ValueError:
        return Thing(f"url:{url}", Kind.PAGE, url)
    path = clean(unquote(parts.path))
    query = dict(parse_qsl(parts.query))
    for recognise in (_at_arxiv, _at_publisher, _at_resource_host):
        if thing := recognise(host, path, query):
            return thing
    return _page(host, parts.netloc, path, parts.query, parts.fragment)


def _unwrapped(url: str) -> str:
    """The address within those that only lead on, at most a few deep."""
    for _ in range(4):
        found = re.match(r"https?://lm?\.facebook\.com/[^?]*\?", url)
        inner = dict(parse_qsl(url[found.end() :])).get("u", "") if found else ""
        if not inner.startswith(("http://", "https://")):
            break
        url = clean(inner)
    return url


def _arxiv(number: str) -> Thing:
    return Thing(f"arxiv:{number}", Kind.PAPER, f"arXiv:{number}")


def _doi(doi: str) -> Thing:
    doi = doi.rstrip(".,;").lower()
    if doi.startswith("10.48550/arxiv.") and (number := arxiv_id(doi.removeprefix("10.48550/arxiv."))):
        return _arxiv(number)
    if doi.startswith("10.18653/v1/"):
        return _acl(doi.removeprefix("10.18653/v1/"))
    return Thing(f"doi:{doi}", Kind.PAPER, f"doi:{doi}")


def _acl(number: str) -> Thing:
    # Old identifiers (P19-1285) are written in capitals, new ones (2024.cl-3.1) in small letters.
    number = number.upper() if re.fullmatch(r"[a-z]\d{2}-\d{4,5}", number, re.IGNORECASE) else number.lower()
    return Thing(f"acl:{number}", Kind.PAPER, f"ACL {number}")


def _at_arxiv(host: str, path: str, _query: dict[str, str]) -> Thing | None:
    if host in _ARXIV_HOSTS:
        found = _ARXIV_PREFIX.fullmatch(path)
        number = arxiv_id(found[1] if found else path.lstrip("/"))
        return _arxiv(number) if number else None
    if host in ("huggingface.co", "hf.co") and path.startswith("/papers/"):
        number = arxiv_id(path.removeprefix("/papers/"))
    elif host == "alphaxiv.org" and (found := re.fullmatch(r"/(?:abs|pdf|overview)/(.+)", path)):
        number = arxiv_id(found[1])
    else:
        return None
    return _arxiv(number) if number else None


def _at_publisher(host: str, path: str, query: dict[str, str]) -> Thing | None:
    if host == "openreview.net" and path.rstrip("/") in ("/forum", "/pdf", "/attachment", "/revisions") and query.get("id"):
        return Thing(f"openreview:{query['id']}", Kind.PAPER, f"OpenReview {query['id']}")
    if host in _DOI_HOSTS and _DOI.fullmatch(path.lstrip("/")):
        return _doi(path.lstrip("/"))
    if host == "dl.acm.org" and (found := re.fullmatch(r"/doi/(?:abs/|pdf/|full/|fullHtml/)?(10\..+)", path)):
        return _doi(found[1])
    if host in _ACL_HOSTS:
        stem = re.sub(r"(?:v\d+)?\.(?:pdf|bib|xml|endf)$", "", path.strip("/"), flags=re.IGNORECASE)
        return _acl(found[1]) if (found := _ACL_ID.fullmatch(stem)) else None
    if host == "proceedings.mlr.press" and (found := _PMLR.fullmatch(path)) and found[2].lower() != "index":
        return Thing(f"pmlr:{found[1].lower()}/{found[2].lower()}", Kind.PAPER, f"PMLR {found[1]} {found[2]}")
    if host in _NEURIPS_HOSTS and (found := _NEURIPS.match(path)):
        return Thing(f"neurips:{found[1]}/{found[2].lower()}", Kind.PAPER, f"NeurIPS {found[1]}")
    if host == "openaccess.thecvf.com" and (found := _CVF.fullmatch(path)):
        stem = re.sub(r"_(?:paper|supplemental)$", "", found[2])
        return Thing(f"cvf:{found[1].lower()}/{stem.lower()}", Kind.PAPER, f"CVF {stem.replace('_', ' ')}")
    return None


def _at_resource_host(host: str, path: str, query: dict[str, str]) -> Thing | None:
    names = [name for name in path.split("/") if name]
    if host == "github.com" and len(names) >= 2 and names[0] not in ("features", "orgs", "topics", "sponsors"):
        name = f"{names[0]}/{names[1].removesuffix('.git')}"
        rest = "/".join(names[2:])
        if rest in ("", "tree/main", "tree/master"):
            return Thing(f"github:{name.lower()}", Kind.CODE, name)
        return Thing(f"github:{name.lower()}/{rest}", Kind.CODE, f"{name}/{rest}")
    if host in ("huggingface.co", "hf.co") and len(names) >= 2 and names[0] not in ("blog", "docs", "papers", "learn"):
        kinds = {"datasets": Kind.DATA, "spaces": Kind.DEMO}
        if names[0] in kinds:
            name = "/".join(names[1:3])
            return Thing(f"huggingface:{names[0]}/{name}", kinds[names[0]], name)
        return Thing(f"huggingface:{'/'.join(names[:2])}", Kind.MODEL, "/".join(names[:2]))
    if host == "youtu.be" and names:
        return _youtube(names[0])
    if host in ("youtube.com", "youtube-nocookie.com") and names:
        video = query.get("v") if names[0] == "watch" else names[1] if names[0] in ("embed", "shorts", "live", "v") and names[1:] else None
        return _youtube(video) if video else None
    if host in ("twitter.com", "x.com", "mobile.twitter.com") and (found := _X_STATUS.match(path)):
        return Thing(f"x:{found[2]}", Kind.THREAD, f"@{found[1]}")
    return None


def _youtube(video: str) -> Thing:
    return Thing(f"youtube:{video}", Kind.VIDEO, f"YouTube {video}")


def _page(host: str, netloc: str, path: str, query: str, fragment: str) -> Thing:
    """Any other address: no scheme, `www.`, default port, tracking, closing slash, nor a fragment that does not route."""
    port = re.search(r":(\d+)$", netloc)
    where = host + (f":{port[1]}" if port and port[1] not in ("80", "443") else "")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(name)]
    key = where + path.rstrip("/").replace("?", "%3F").replace("#", "%23") + (f"?{urlencode(kept)}" if kept else "")
    if fragment.startswith(("/", "!")):
        key += f"#{fragment}"
    kind = Kind.FILE if path.lower().endswith(_FILES) else Kind.PAGE
    return Thing(f"url:{key}", kind, key)
