"""Documents → the words from which pairs are learnt.  Each part of the index keeps its own."""

import marshal
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any, NamedTuple

from weeknotes.search.abbreviations import explained_in
from weeknotes.search.documents import Document
from weeknotes.search.index import SLOTS
from weeknotes.search.loanwords import loan_starts

_LETTERS = re.compile("[a-z]+")
SHORTEST, _LONGEST = 3, 24
"""Letters of a Latin word."""


class PartWords(NamedTuple):
    """The words of some documents.

    The documents of Latin words, and of all beginnings of Korean words that may be loanwords; what
    follows these when they are nouns; neighbouring Latin words of titles; the documents of
    abbreviations with their long forms."""

    latin: Mapping[str, Sequence[int]]
    korean: Mapping[str, Sequence[int]]
    endings: Mapping[str, Sequence[str]]
    neighbours: Sequence[tuple[str, str]]
    abbreviations: Mapping[tuple[str, str], Sequence[int]]


def part_words(
    places: Mapping[str, Sequence[int]],
    documents: Mapping[int, Document],
) -> bytes:
    """The words of a part of the index.  `places` are those of its words."""
    latin: dict[str, Sequence[int]] = {}
    korean: defaultdict[str, list[int]] = defaultdict(list)
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for word, at in places.items():
        if word.isascii():
            if word.isalpha() and SHORTEST <= len(word) <= _LONGEST:
                latin[word] = _documents(at)
        elif "가" <= word[0] <= "힣" and (starts := loan_starts(word)):
            own = _documents(at)
            for start, ending in starts:
                korean[start] += own
                if ending is not None:
                    endings[start].add(ending)
    words = PartWords(
        latin,
        dict(korean),
        {word: sorted(own) for word, own in endings.items()},
        sorted(_neighbours(documents.values())),
        explained_in(documents),
    )
    row: Any = tuple(words)
    return marshal.dumps(row, 2)


def _documents(places: Sequence[int]) -> Sequence[int]:
    if len(places) == 1:
        return [places[0] // SLOTS]
    return list(dict.fromkeys([place // SLOTS for place in places]))


def _neighbours(documents: Iterable[Document]) -> Set[tuple[str, str]]:
    """The Latin words that stand side by side in titles and tags."""
    found: set[tuple[str, str]] = set()
    for one in documents:
        for name in (*one.titles, *one.tags):
            found.update(pairwise(_LETTERS.findall(name.lower())))
    return found
