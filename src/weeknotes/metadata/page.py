"""Any page: the `citation_*` tags that publishers write for Google Scholar, else `og:title`, else
`<title>`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from weeknotes.identifiers import SITE_NAMES, archive_of
from weeknotes.identifiers.people import given_first
from weeknotes.metadata.network import Network
from weeknotes.metadata.source import MetadataSource, one_by_one
from weeknotes.metadata.work import Found, Wanted, plain, work
from weeknotes.text.messages import Message, msg

_LANDING = (
    (r"(https?://proceedings\.mlr\.press/v\d+/[\w-]+)(?:/[\w-]+)?\.pdf", r"\1.html"),
    (r"(https?://openaccess\.thecvf\.com/.*)/papers/(.*)\.pdf", r"\1/html/\2.html"),
    (
        r"(https?://[^/]+/paper(?:_files/paper)?/\d+)/file/([0-9a-f]+)-Paper(.*)\.pdf",
        r"\1/hash/\2-Abstract\3.html",
    ),
    (
        r"(https?://[^?#]*\.(?:biorxiv|medrxiv)\.org/content/[^?#]*?)\.full(?:\.pdf)?",
        r"\1",
    ),
)
"""Addresses of PDFs, and the pages that describe them."""
_BY_IDENTIFIER = ("openreview", "acl", "arxiv", "doi")
"""Archives whose page follows from the identifier."""
_SEPARATORS = r"\s+[|·•–—-]\s+|:\s+"


def _find(wanted: Wanted, network: Network) -> Found:
    reply = network.fetch(landing_page(wanted), "text/html,application/xhtml+xml")
    if isinstance(reply, Message):
        return reply
    if not re.match(r"(?:text/html|application/xhtml\+xml|$)", reply.content_type):
        return msg("the address is not a web page")
    charset = re.search(r"charset=[\"']?([\w-]+)", reply.content_type)
    name = SITE_NAMES.get(wanted.key.partition(":")[0], "")
    return parse_page(reply.data, charset[1] if charset else "", name)


def landing_page(wanted: Wanted) -> str:
    """The address of the page that describes a work.  For the address of a PDF in a known archive,
    this is the page of this PDF.  `http:` becomes `https:`."""
    prefix, _, identifier = wanted.key.partition(":")
    archive = archive_of(wanted.key)
    if archive and archive.address and prefix in _BY_IDENTIFIER:
        return archive.address + identifier
    url = re.sub(r"^http:", "https:", wanted.url)
    for pattern, page in _LANDING:
        if found := re.fullmatch(pattern, url):
            return found.expand(page)
    return url


def parse_page(data: bytes, charset: str = "", site_name: str = "") -> Found:
    """The work that a page describes.  `charset` is the charset of the HTTP header; the page itself
    can name another one."""
    texts = _texts(data, charset)
    names = texts.get("citation_author") or [
        name
        for text in texts.get("citation_authors", [])
        for name in text.split(";")
        if name.strip()
    ]
    for key in ("citation_title", "dc.title"):
        if found := work(_first(texts, key), map(given_first, names)):
            return found
    names_of_site = (_first(texts, "og:site_name"), site_name)
    for key in ("og:title", "title"):
        title = plain(_first(texts, key))
        for name in names_of_site:
            title = without_site(title, plain(name))
        if found := work(title, map(given_first, names)):
            return found
    return msg("the page has no title")


def _first(texts: Mapping[str, list[str]], key: str) -> str:
    return next(iter(texts.get(key, [])), "")


def without_site(title: str, name: str) -> str:
    """A title without the name of its site at either end: `GitHub - a/b: …`, `Title | Nature`."""
    if not name:
        return title
    site = re.escape(name)
    rest = re.sub(rf"(?:{_SEPARATORS}){site}$", "", title, flags=re.IGNORECASE)
    return re.sub(rf"^{site}(?:{_SEPARATORS})", "", rest, flags=re.IGNORECASE)


def _texts(data: bytes, charset: str) -> Mapping[str, list[str]]:
    """The contents of the `meta` elements by lower-case name, and the text of the first `title`
    element."""
    from lxml import etree, html

    texts: dict[str, list[str]] = {}
    try:
        parser = html.HTMLParser(encoding=_known(charset) or _declared(data))
        root = html.document_fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return texts
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        if content := meta.get("content"):
            texts.setdefault(name.strip().lower(), []).append(content)
    title = next(root.iter("title"), None)
    if title is not None:
        texts["title"] = [title.text_content()]
    return texts


def _declared(data: bytes) -> str:
    """The encoding that a page names itself, else UTF-8."""
    found = re.search(
        rb"""<meta[^>]{0,200}charset=["']?\s*([\w-]+)""", data[:4096], re.IGNORECASE
    )
    return (_known(found[1].decode("ascii", "replace")) if found else "") or "utf-8"


def _known(charset: str) -> str:
    """The name of an encoding for the parser; empty if Python does not know it."""
    import codecs

    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return ""
    return {"euc_kr": "cp949"}.get(name, name)


SOURCE = MetadataSource(lambda wanted: bool(wanted.url), one_by_one(_find))
