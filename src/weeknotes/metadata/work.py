"""What a source knows of a work."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from weeknotes.text.messages import Message
from weeknotes.text.unicode import UNSEEN, clean


class Work(NamedTuple):
    """The title of a work and the names of its authors, in the order of the source."""

    title: str
    authors: tuple[str, ...] = ()


Found: TypeAlias = "Work | Message"
"""A work, or the reason why it was not found."""


class Wanted(NamedTuple):
    """A work to look for: an address as typed, and its key (`arxiv:2304.07880`)."""

    url: str
    key: str


ET_AL = "et al."
_OTHERS = ("others", "et al", ET_AL)
"""The last item of an author list that is not complete."""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_UNSEEN = re.compile(f"[{UNSEEN}\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
"""Zero-width characters and marks of direction, which would change how a digest is read or shown.
Right-to-left letters do not need such marks."""


def plain(text: str) -> str:
    """Text of a source on one line: without tags, entities and invisible characters.  TeX stays."""
    text = _TAG.sub("", html.unescape(_TAG.sub("", text)))
    return " ".join(_UNSEEN.sub("", clean(" ".join(text.split()))).split())


def work(title: str, authors: Iterable[str] = ()) -> Work | None:
    """A work from texts of a source; None without a title.  Two authors can have the same name.  A
    list that is not complete ends with `et al.`"""
    title = plain(title)
    names = [*filter(None, map(plain, authors))]
    if names[1:] and names[-1].lower() in _OTHERS:
        names[-1] = ET_AL
    return Work(title, tuple(names)) if title else None
