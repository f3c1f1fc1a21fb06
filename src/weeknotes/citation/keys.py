"""Make base citation keys such as `kim2023scaling`.  `resolving/` adds a letter if two are
equal."""

import re
from collections.abc import Sequence

from weeknotes.identifiers import publication_of
from weeknotes.identifiers.people import name_of
from weeknotes.text.unicode import title_text
from weeknotes.urls import latin

_LEFT_OUT = frozenset(
    """
    a an the of on in to for and or with without from by at via as into is are be was do
    does did can how what why when where which who toward towards using
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[-‐‑.'’][^\W_]+)*")
_LONGEST_WORD = 24
_LONGEST_KEY = 64


def base_key(key: str, title: str, people: Sequence[str]) -> str:
    """The base citation key of a paper, made from its key, title and author names.  It consists of
    the family name of the first author, the year and the first significant word of the title.

    Without an author, it consists of up to three words of the title and the year.  Without an
    author and a title, it is the identifier of the paper."""
    family = _small(name_of(people[0]).family)[:_LONGEST_WORD] if people else ""
    words = _real_words(title, 1 if family else 3)
    if not family and not words:
        return (
            re.sub(
                r"[^a-z0-9.]+", "-", latin(key.removeprefix("url:")).lower()
            ).strip("-.")[:_LONGEST_KEY]
            or "untitled"
        )
    year = str(publication_of(key).year or "")
    return family + year + "".join(words) if family else "-".join(words) + year


def _real_words(title: str, most: int) -> list[str]:
    """The first `most` words of a title in lower-case ASCII, without stop words.  If all words are
    stop words, returns the stop words."""
    others: list[str] = []
    words: list[str] = []
    for found in _WORD.finditer(title_text(title)):
        if small := _small(found[0])[:_LONGEST_WORD]:
            (others if small in _LEFT_OUT else words).append(small)
        if len(words) == most:
            break
    return words or others[:most]


def _small(text: str) -> str:
    small = latin(text).lower()
    return small if small.isalnum() else re.sub(r"[^a-z0-9]", "", small)
