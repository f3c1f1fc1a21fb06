"""Papers → References: what can be cited of a thing by its notes and its identifier, and never more than these tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote

from weeknotes.identity import Kind
from weeknotes.identity.published import Facts, published
from weeknotes.model import Paper
from weeknotes.people import Name, name_of
from weeknotes.urls import ascii_url


class Reference(NamedTuple):
    """A thing as others cite it.  `key` is the citation key, `others` says that the list of authors goes on (`et al.`)."""

    key: str
    title: str
    authors: tuple[Name, ...]
    others: bool
    facts: Facts
    arxiv: str
    doi: str
    url: str


_KINDS: Final[Mapping[Kind, str]] = {
    Kind.PAPER: "document",
    Kind.CODE: "software",
    Kind.MODEL: "software",
    Kind.DATA: "dataset",
    Kind.DEMO: "software",
    Kind.VIDEO: "motion_picture",
    Kind.THREAD: "post",
    Kind.POST: "post-weblog",
    Kind.FILE: "document",
    Kind.PAGE: "webpage",
}
_PLACES: Final = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "acl": "https://aclanthology.org/",
    "openreview": "https://openreview.net/forum?id=",
}


def reference(paper: Paper) -> Reference | None:
    """How a thing is cited; None for essays, which have no address."""
    return _reference(paper) if paper.cite else None


@lru_cache(maxsize=4096)
def _reference(paper: Paper) -> Reference:
    kind, _, rest = paper.key.partition(":")
    addresses = paper.addresses
    authors = paper.authors
    facts = published(paper.key)
    place = _PLACES.get(kind)
    return Reference(
        key=paper.cite,
        title=paper.title,
        authors=tuple(name_of(author.name) for author in authors if author.key),
        others=any(not author.key for author in authors),
        facts=facts if facts.kind else Facts(_KINDS[addresses[0].kind]),
        arxiv=rest if kind == "arxiv" else "",
        doi=rest if kind == "doi" else next((a.label[4:] for a in addresses if a.key == paper.key and a.label.startswith("doi:")), ""),
        url=place + quote(rest, safe="/:;()<>@!$,*'-._~+") if place else ascii_url(addresses[0].url),
    )
