"""Convert a paper, or any other resource with a URL, to a `Reference`.

A reference contains only data from the notes and from the identifier."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from weeknotes.identifiers import (
    Kind,
    Publication,
    archive_of,
    publication_of,
)
from weeknotes.identifiers.people import PersonName, name_of
from weeknotes.model import PaperMetadata
from weeknotes.urls import ascii_url


class Reference(NamedTuple):
    """The data of a citation.  `key` is the citation key.  `others` says that the author list is
    incomplete (`et al.`).

    For a preprint, `archive` is the name of its archive, and `eprint` is its identifier there.  For
    all others, both are empty."""

    key: str
    title: str
    authors: tuple[PersonName, ...]
    others: bool
    publication: Publication
    archive: str
    eprint: str
    doi: str
    url: str


_TYPES: Mapping[str, str] = {
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
"""CSL types for resources without publication data."""
_PREPRINT = "article"
_SAFE = "/:;()<>@!$,*'-._~+"
_NEEDS_NO_QUOTING = re.compile(rf"[A-Za-z0-9{re.escape(_SAFE)}]*")


def reference(paper: PaperMetadata) -> Reference | None:
    """The reference for a paper; None for an essay, because it has no URL."""
    if not paper.citation_key:
        return None
    identifier = paper.key.partition(":")[2]
    archive = archive_of(paper.key)
    first = paper.addresses[0]
    names = tuple(name_of(author.name) for author in paper.authors if author.key)
    publication = publication_of(paper.key)
    is_preprint = archive is not None and publication.kind == _PREPRINT
    return Reference(
        key=paper.citation_key,
        title=paper.title,
        authors=names,
        others=len(names) < len(paper.authors),
        publication=publication
        if publication.kind
        else Publication(_TYPES[first.kind]),
        archive=archive.name if archive and is_preprint else "",
        eprint=identifier if is_preprint else "",
        doi=_doi(paper),
        url=archive.address + _quoted(identifier)
        if archive and archive.address
        else ascii_url(first.url),
    )


def _doi(paper: PaperMetadata) -> str:
    """The DOI in the paper's key, or in one of its addresses that has the same key by an alias."""
    labels = [one.label for one in paper.addresses if one.key == paper.key]
    dois = [name for name in (paper.key, *labels) if name.startswith("doi:")]
    return dois[0].removeprefix("doi:") if dois else ""


def _quoted(identifier: str) -> str:
    if _NEEDS_NO_QUOTING.fullmatch(identifier):
        return identifier
    return quote(identifier, safe=_SAFE)
