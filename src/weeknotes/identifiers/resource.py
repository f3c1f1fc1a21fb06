"""What an address can name, and the rows in which hosts say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What sort of thing it is; only a paper outranks the other addresses of an entry."""

    PAPER = "paper"
    CODE = "code"
    MODEL = "model"
    DATA = "data"
    DEMO = "demo"
    VIDEO = "video"
    POST = "post"
    THREAD = "thread"
    FILE = "file"
    PAGE = "page"


class Thing(NamedTuple):
    """A key (`arxiv:2304.07880`, `doi:10.1000/x`, `url:example.com/a`), its kind, and a short form
    for people."""

    key: str
    kind: Kind
    label: str


ANY_HOST: Final = "*"


class Form(NamedTuple):
    """One form of an address: the hosts, the whole path as a pattern, what its groups name, and the
    parameters it needs.

    Hosts are separated by spaces; `*.arxiv.org` is any host one name below.  `thing` is called with
    the pattern's groups, then the values of the parameters, and may still answer None.  Case in
    hosts and patterns is ignored."""

    hosts: str
    path: str
    thing: Callable[..., Thing | None]
    parameters: tuple[str, ...] = ()


def by_host(*tables: Sequence[Form]) -> Mapping[str, Sequence[Form]]:
    """The forms of each host, in the order of the tables."""
    forms: dict[str, list[Form]] = {}
    for table in tables:
        for form in table:
            for host in form.hosts.split():
                forms.setdefault(host, []).append(form)
    return forms
