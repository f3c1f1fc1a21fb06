"""Papers → References: what can be cited of a thing by its notes and its identifier, and never more
than these tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from weeknotes.identifiers import Kind
from weeknotes.identifiers.people import Name, name_of
from weeknotes.identifiers.published import Facts, published
from weeknotes.model import Paper
from weeknotes.urls import ascii_url


class Reference(NamedTuple):
    """A thing as others cite it.  `key` is the citation key, `others` says that the list of authors
    goes on (`et al.`)."""

    key: str
    title: str
    authors: tuple[Name, ...]
    others: bool
    facts: Facts
    arxiv: str
    doi: str
    url: str


_KINDS: Final[Mapping[str, str]] = {
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
_SAFE: Final = "/:;()<>@!$,*'-._~+"
_AS_IT_IS: Final = re.compile(rf"[A-Za-z0-9{re.escape(_SAFE)}]*")


def reference(paper: Paper) -> Reference | None:
    """How a thing is cited; None for essays, which have no address."""
    if not paper.cite:
        return None
    kind, _, rest = paper.key.partition(":")
    addresses = paper.linked
    url, _, what, _ = addresses[0]
    authors = paper.named
    names = tuple([name_of(name) for key, name in authors if key])
    facts = published(paper.key)
    place = _PLACES.get(kind)
    return Reference(
        key=paper.cite,
        title=paper.title,
        authors=names,
        others=len(names) < len(authors),
        facts=facts if facts.kind else Facts(_KINDS[what]),
        arxiv=rest if kind == "arxiv" else "",
        doi=rest if kind == "doi" else _doi_beside(paper.key, addresses),
        url=place + (rest if _AS_IT_IS.fullmatch(rest) else quote(rest, safe=_SAFE))
        if place
        else ascii_url(url),
    )


def _doi_beside(key: str, addresses: tuple[tuple[str, str, str, str], ...]) -> str:
    """The DOI by which a thing with a key of another kind was linked, if it was."""
    return next(
        (label[4:] for _, of, _, label in addresses if of == key and label.startswith("doi:")), ""
    )
