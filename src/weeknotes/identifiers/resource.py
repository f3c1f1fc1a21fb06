"""Types shared by `archives` and `hosts`: resources, their kinds, and URL patterns."""

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kind of a resource.  Papers come before the other addresses of an entry."""

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
    """What a URL names.  `key` is the same for all URLs of the resource (`arxiv:2304.07880`,
    `doi:10.1000/x`, `url:example.com/a`).  `label` is a short readable form
    (`arXiv:2304.07880`)."""

    key: str
    kind: Kind
    label: str


ANY_HOST = "*"


class UrlPattern(NamedTuple):
    """One form of a URL.  Hosts and paths ignore case.

    `hosts` are separated by spaces.  `*.arxiv.org` matches any host one level below.  `path` is a
    regular expression for the whole path.  `parameters` are query parameters that must have a
    value.  The values of the pattern are its groups, then its parameters.  `prefix` is added to the
    front of the last value."""

    hosts: str
    path: str
    parameters: tuple[str, ...] = ()
    prefix: str = ""


def leading_word(text: str) -> str | None:
    """The ASCII letters, digits, `_` and `-` at the start of a text; None if there are none."""
    found = re.match(r"[\w-]+", text, re.ASCII)
    return found[0] if found else None
