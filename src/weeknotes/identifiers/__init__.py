"""What a URL names: one key for every form in which a paper's address is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weeknotes.identifiers.address import Address, read
from weeknotes.identifiers.pages import page_kind
from weeknotes.identifiers.papers import ARCHIVES, PAPERS, arxiv, arxiv_id, doi
from weeknotes.identifiers.resource import ANY_HOST, Form, Kind, Thing, by_host
from weeknotes.identifiers.resources import RESOURCES

__all__ = ["ARCHIVES", "Kind", "Thing", "arxiv_id", "identify", "identify_name"]

_PLAIN_ARXIV = re.compile(
    r"https?://arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?"
)
"""What most addresses in a digest are, told in one step."""
_LOOSELY: Final = re.IGNORECASE | re.ASCII
_FORMS: Final = by_host(PAPERS, RESOURCES)


def identify_name(text: str) -> Thing | None:
    """What a bare name (`2304.07880`, `arXiv:2304.07880`, `10.1000/x`, a URL) names, if it is
    one."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return identify(text)
    return arxiv(text) or doi(text)


def identify(url: str) -> Thing:
    """What an http(s) URL names.  Never fails: what is not recognised is a page, keyed by its
    cleaned address."""
    if found := _PLAIN_ARXIV.fullmatch(url):
        return Thing(f"arxiv:{found[1]}", Kind.PAPER, f"arXiv:{found[1]}")
    address = read(url)
    if (host := address.host.removeprefix("mobile.").removeprefix("m.")) in _FORMS:
        address = address._replace(host=host)
    path = _without_end(address.path)
    for form in _forms(address.host):
        if thing := _match(form, path, address):
            return thing
    plain = address.plain()
    return Thing(f"url:{plain}", page_kind(address.host + address.path.rstrip("/ ")), plain)


def _forms(host: str) -> Iterator[Form]:
    """Those of the host itself, of every host below its parent, of any host."""
    for name in (host, f"*.{host.partition('.')[2]}", ANY_HOST):
        yield from _FORMS.get(name, ())


def _match(form: Form, path: str, address: Address) -> Thing | None:
    found = re.fullmatch(form.path, path, _LOOSELY)
    if not found:
        return None
    values = address.parameters() if form.parameters else {}
    if not all(values.get(name) for name in form.parameters):
        return None
    return form.thing(*found.groups(), *(_without_end(values[name]) for name in form.parameters))


def _without_end(text: str) -> str:
    """Without what belongs to the sentence around an address, and without the slashes that say
    nothing."""
    text = re.sub(r"/{2,}", "/", text).rstrip("/.,;:!?'\"*>]} ")
    return text if "(" in text else text.rstrip("/.,;:!?'\"*>]}) ")
