"""What a URL can name, and how the rows of `archives` and `hosts` describe URLs."""

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kind of a resource.  A paper comes before all other addresses of an entry."""

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


class Resource(NamedTuple):
    """What a URL names: `key` is the same for all its URLs (`arxiv:2304.07880`, `doi:10.1000/x`,
    `url:example.com/a`), `label` is a short form for people (`arXiv:2304.07880`)."""

    key: str
    kind: Kind
    label: str


ANY_HOST = "*"


class UrlPattern(NamedTuple):
    """One form of a URL.  Case in hosts and paths is ignored.

    `hosts` are separated by spaces; `*.arxiv.org` is any host one level below.  `path` is a regular
    expression for the whole path.  `parameters` are those of the query that must have a value.  The
    values of the pattern are its groups, then its parameters; `prefix` goes before the last."""

    hosts: str
    path: str
    parameters: tuple[str, ...] = ()
    prefix: str = ""


def leading_word(text: str) -> str | None:
    """The letters, digits, `_` and `-` at the start of a text; None where there are none."""
    found = re.match(r"[\w-]+", text, re.ASCII)
    return found[0] if found else None
