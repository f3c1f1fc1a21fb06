"""Citation keys: `kim2023scaling`, from a thing's first note alone, so that later notes, later
papers and aliases never change it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from weeknotes.identifiers import publication_of
from weeknotes.identifiers.people import name_of
from weeknotes.model import Draft
from weeknotes.text.unicode import title_text
from weeknotes.urls import latin

_LEFT_OUT: Final = frozenset(
    "a an the of on in to for and or with without from by at via as into is are be was do does did can how what why when where which who "
    "toward towards using".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-‐‑.'’][^\W_]+)*")
_LONGEST_WORD: Final = 24
_LONGEST_KEY: Final = 64


def citation_keys(drafts: Iterable[tuple[str, Draft]]) -> dict[str, str]:
    """A citation key for each paper that has an address, from (paper, draft) in order of time, told
    apart by letters: `kim2023scaling`, then `kim2023scalingb`.

    Every thing before aliases has its own, and a paper that of the first, so that an alias leaves
    the letters of others alone."""
    keys: dict[str, str] = {}
    of_things: dict[str, str] = {}
    met: Counter[str] = Counter()
    taken: set[str] = set()
    for paper, draft in drafts:
        if not draft.thing:
            continue
        key = of_things.get(draft.thing)
        if key is None:
            key = draft.cite
            while key in taken:
                met[draft.cite] += 1
                key = draft.cite + _letters(met[draft.cite])
            taken.add(key)
            of_things[draft.thing] = key
        keys.setdefault(paper, key)
    return keys


def _letters(n: int) -> str:
    """1 → `b`, 25 → `z`, 26 → `aa`."""
    return (_letters(n // 26 - 1) if n > 25 else "") + chr(ord("a") + n % 26)


def base_key(thing: str, title: str, people: Sequence[str]) -> str:
    """The key before letters: family name, year and first real word, as far as there are any; else
    the identifier itself."""
    family = _small(name_of(people[0]).family)[:_LONGEST_WORD] if people else ""
    words = _real_words(title, 1 if family else 3)
    if not family and not words:
        return (
            re.sub(r"[^a-z0-9.]+", "-", latin(thing.removeprefix("url:")).lower()).strip("-.")[
                :_LONGEST_KEY
            ]
            or "untitled"
        )
    year = str(publication_of(thing).year or "")
    return family + year + "".join(words) if family else "-".join(words) + year


def _real_words(title: str, most: int) -> list[str]:
    """The first words of a title in small ASCII, without those that carry nothing, unless it has no
    others."""
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
