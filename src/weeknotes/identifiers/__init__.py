"""URL → Resource: one key for all forms in which the address of a paper is written.

Archives of papers are the rows of `archives`, other hosts the rows of `hosts`."""

import re
from collections.abc import Callable, Iterator, Mapping

from weeknotes.identifiers.archives import ARCHIVES, Archive, Publication
from weeknotes.identifiers.hosts import HOSTS, Host
from weeknotes.identifiers.pages import page_kind
from weeknotes.identifiers.parsed_url import ParsedUrl, parse_url
from weeknotes.identifiers.resource import ANY_HOST, Kind, Resource, UrlPattern

__all__ = [
    "ROWS",
    "SITE_NAMES",
    "Archive",
    "Kind",
    "Publication",
    "Resource",
    "archive_of",
    "doi_of",
    "identify",
    "identify_name",
    "publication_of",
]

ROWS: tuple[Archive | Host, ...] = (*ARCHIVES, *HOSTS)
"""Where patterns of two rows match a URL, the first row wins."""
SITE_NAMES: Mapping[str, str] = {row.prefix: row.name for row in ROWS}
"""The names of archives and hosts for people, by the prefix of their keys."""

# Combining flags takes longer than matching.
_FLAGS = re.IGNORECASE | re.ASCII
_BY_PREFIX = {archive.prefix: archive for archive in ARCHIVES}
_PLAIN_ARXIV = re.compile(
    r"https?://arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?"
)
"""Most URLs of a digest: they are recognised without taking the URL apart, for speed."""

_Candidate = tuple[UrlPattern, Callable[..., Resource | None]]


def _by_host() -> Mapping[str, list[_Candidate]]:
    """The patterns of each host, and what makes a resource of their values, in order."""
    candidates: dict[str, list[_Candidate]] = {}
    for row in ROWS:
        for pattern in row.patterns:
            for host in pattern.hosts.split():
                candidates.setdefault(host, []).append((pattern, row.resource))
    return candidates


_CANDIDATES = _by_host()


def identify(url: str) -> Resource:
    """What an http(s) URL names.  Never fails: an unknown URL is a page, whose key is its cleaned
    address."""
    if found := _PLAIN_ARXIV.fullmatch(url):
        number = found[1]
        return Resource(f"arxiv:{number}", Kind.PAPER, f"arXiv:{number}")
    parsed = parse_url(url)
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


def identify_name(text: str) -> Resource | None:
    """What a name without context names (`2304.07880`, `arXiv:2304.07880`, `10.1000/x`, a URL);
    None for other text."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return identify(text)
    papers = (archive.resource(text) for archive in ARCHIVES if archive.bare_names)
    return next(filter(None, papers), None)


def archive_of(key: str) -> Archive | None:
    """The archive of a paper's key; None for the keys of other resources."""
    return _BY_PREFIX.get(key.partition(":")[0])


def publication_of(key: str) -> Publication:
    """When and where a resource came out, as far as its key tells: `arxiv:2304.07880` → 2023,
    `acl:P19-1285` → ACL 2019."""
    archive = archive_of(key)
    return archive.publication(key.partition(":")[2]) if archive else Publication()


def doi_of(name: str) -> str:
    """The DOI in a key or a label, `10.1000/x`; empty where it is none."""
    return name.removeprefix("doi:") if name.startswith("doi:") else ""


def _candidates(host: str) -> Iterator[_Candidate]:
    """Those of the host itself, then of all hosts below its parent, then of any host."""
    for name in (host, f"*.{host.partition('.')[2]}", ANY_HOST):
        yield from _CANDIDATES.get(name, ())


def _match(pattern: UrlPattern, path: str, parsed: ParsedUrl) -> list[str] | None:
    """The values of a pattern, if the URL has its form."""
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
    """Without the punctuation of a sentence at its end, and without empty parts of a path."""
    text = re.sub(r"/{2,}", "/", text).rstrip("/.,;:!?'\"*>]} ")
    return text if "(" in text else text.rstrip("/.,;:!?'\"*>]}) ")
