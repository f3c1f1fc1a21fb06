"""Identify what a URL names.  All URLs of one paper have the same key.

`archives` lists archives of papers, `hosts` lists other hosts."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from weeknotes.identifiers.archives import ARCHIVES, Archive, Publication
from weeknotes.identifiers.hosts import HOSTS, Host
from weeknotes.identifiers.pages import page_kind
from weeknotes.identifiers.parsed_url import ParsedUrl, parse_url
from weeknotes.identifiers.resource import ANY_HOST, Kind, Resource, UrlPattern

__all__ = [
    "SITE_NAMES",
    "Kind",
    "Publication",
    "Resource",
    "absolute",
    "abstract_and_pdf",
    "archive_of",
    "identify",
    "identify_name",
    "publication_of",
]

ROWS: tuple[Archive | Host, ...] = (*ARCHIVES, *HOSTS)
"""If patterns of two rows match a URL, the first row wins."""
SITE_NAMES: Mapping[str, str] = {row.prefix: row.name for row in ROWS}
"""The displayed names of archives and hosts, by key prefix."""

# A constant, because combining flags takes longer than matching.
_FLAGS = re.IGNORECASE | re.ASCII
_BY_PREFIX = {archive.prefix: archive for archive in ARCHIVES}
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/")
_PLAIN_ARXIV = re.compile(
    r"https?://arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?"
)
"""Most URLs in digests.  These URLs are matched without parsing them, for speed."""

_PDF = re.compile(r"/pdf(?=[/?]|$)|\.pdf$", re.IGNORECASE)

_Candidate = tuple[UrlPattern, Callable[..., Resource | None]]


def _by_host() -> Mapping[str, list[_Candidate]]:
    """For each host, its patterns and the function that makes a resource from their values."""
    candidates: dict[str, list[_Candidate]] = {}
    for row in ROWS:
        for pattern in row.patterns:
            for host in pattern.hosts.split():
                candidates.setdefault(host, []).append((pattern, row.resource))
    return candidates


_CANDIDATES = _by_host()


@lru_cache(maxsize=1 << 10)
def identify(url: str) -> Resource:
    """The resource that an http(s) URL names.  Never fails: an unknown URL is a page, and its key
    is the canonical URL."""
    if found := _PLAIN_ARXIV.fullmatch(url):
        number = found[1]
        return Resource(f"arxiv:{number}", Kind.PAPER, f"arXiv:{number}")
    parsed = parse_url(absolute(url))
    host = parsed.host.removeprefix("mobile.").removeprefix("m.")
    if host in _CANDIDATES:
        parsed = parsed._replace(host=host)
    path = _without_punctuation(parsed.path)
    for pattern, resource in _candidates(parsed.host):
        values = _match(pattern, path, parsed)
        if values and (named := resource(*values)):
            return named
    address = parsed.canonical()
    kind = page_kind(parsed.host + parsed.path.rstrip("/ "))
    return Resource(f"url:{address}", kind, address)


def absolute(address: str) -> str:
    """The http(s) address for an address as typed: `arXiv:2304.07880`, `doi:10.…`, `10.…`, or
    without its scheme."""
    if "://" in address:
        return address
    name, colon, number = address.partition(":")
    archive = archive_of(name.casefold()) if colon else None
    if archive and archive.bare_names:
        return archive.address + number.strip()
    if _DOI.match(address):
        return f"https://doi.org/{address}"
    return f"https://{address}" if _HOST.match(address) else address


def identify_name(text: str) -> Resource | None:
    """The resource of an identifier (`2304.07880`, `arXiv:2304.07880`, `10.1000/x`) or a URL; None
    for other text."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return identify(text)
    papers = (archive.resource(text) for archive in ARCHIVES if archive.bare_names)
    return next(filter(None, papers), None)


def archive_of(key: str) -> Archive | None:
    """The archive that a key belongs to; None if it is not the key of a paper."""
    return _BY_PREFIX.get(key.partition(":")[0])


@lru_cache(maxsize=1 << 10)
def publication_of(key: str) -> Publication:
    """Year and venue, as far as the key contains them: `arxiv:2304.07880` → 2023, `acl:P19-1285` →
    ACL 2019."""
    archive = archive_of(key)
    return archive.publication(key.partition(":")[2]) if archive else Publication()


def abstract_and_pdf(key: str, url: str) -> tuple[str, str]:
    """The URLs of a paper's abstract page and of its PDF.  `url` is one of them.  The other one is
    empty if it is not known."""
    archive, identifier = archive_of(key), key.partition(":")[2]
    if _PDF.search(url):
        return (
            archive.address and archive.address + identifier if archive else "",
            url,
        )
    return url, archive.pdf and archive.pdf.format(identifier) if archive else ""


def _candidates(host: str) -> Iterator[_Candidate]:
    """Candidates for the host itself, then for `*.parent`, then for any host."""
    for name in (host, f"*.{host.partition('.')[2]}", ANY_HOST):
        yield from _CANDIDATES.get(name, ())


def _match(pattern: UrlPattern, path: str, parsed: ParsedUrl) -> list[str] | None:
    """The values of the pattern in a URL; None if the URL does not match."""
    found = re.fullmatch(pattern.path, path, _FLAGS)
    if not found:
        return None
    values = list(found.groups())
    if pattern.parameters:
        query = parsed.parameters()
        given = [query.get(name, "") for name in pattern.parameters]
        if not all(given):
            return None
        values += map(_without_punctuation, given)
    if pattern.prefix:
        values[-1] = pattern.prefix + values[-1]
    return values


def _without_punctuation(text: str) -> str:
    """Remove trailing punctuation, and empty segments of a path."""
    text = re.sub(r"/{2,}", "/", text).rstrip("/.,;:!?'\"*>]} ")
    return text if "(" in text else text.rstrip("/.,;:!?'\"*>]}) ")
