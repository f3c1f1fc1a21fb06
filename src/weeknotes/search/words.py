"""The words of a library, from which pairs are learnt."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple, Self

from weeknotes.search.abbreviations import abbreviations
from weeknotes.search.documents import Document
from weeknotes.search.index import SLOTS, Occurrences
from weeknotes.search.loanwords import endings_after

_LETTERS = re.compile("[a-z]+")
SHORTEST, _LONGEST = 3, 24
"""The minimum and the maximum number of letters of a Latin word."""


class Phrases(NamedTuple):
    """The phrases of some documents.  `neighbours` are the pairs of Latin words that are next to
    each other in titles and tags.  `abbreviations` are abbreviations with their long forms, each
    once for each document."""

    neighbours: Sequence[tuple[str, str]]
    abbreviations: Sequence[tuple[str, str]]


def phrases(documents: Iterable[Document]) -> Phrases:
    """The phrases of documents."""
    neighbours: set[tuple[str, str]] = set()
    explained: list[tuple[str, str]] = []
    for one in documents:
        for name in (*one.titles, *one.tags):
            neighbours.update(pairwise(_LETTERS.findall(name.lower())))
        texts = [text for text in (*one.titles, one.text) if "(" in text]
        explained += {*chain(*map(abbreviations, texts))}
    return Phrases(sorted(neighbours), sorted(explained))


class LibraryWords(NamedTuple):
    """The words of a library.  `places` has the places of all words.  `latin` are the Latin words,
    and `korean` are the Korean words, sorted.  `neighbours` and `abbreviations` come from the
    phrases of all documents."""

    places: Mapping[str, Sequence[int]]
    latin: Set[str]
    korean: Sequence[str]
    neighbours: Set[tuple[str, str]]
    abbreviations: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, found: Occurrences, parts: Sequence[Phrases]) -> Self:
        """The words that occur in a library, and the phrases of its parts."""
        places = {**found.words, **found.joined}
        latin = {
            word
            for word in places
            if SHORTEST <= len(word) <= _LONGEST
            and word.isascii()
            and word.isalpha()
        }
        korean = sorted(word for word in places if "가" <= word[0] <= "힣")
        beside = {pair for one in parts for pair in one.neighbours}
        explained = [pair for one in parts for pair in one.abbreviations]
        return cls(places, latin, korean, beside, explained)

    def documents(self, words: Iterable[str]) -> Set[int]:
        """The documents with any of these words."""
        return {
            place // SLOTS for word in words for place in self.places.get(word, ())
        }

    def endings(self, start: str) -> Mapping[str, str]:
        """The words that begin with a possible loanword, each with the letters after the
        loanword."""
        words, last = self.korean, f"{start}\U0010ffff"
        own = words[bisect_left(words, start) : bisect_left(words, last)]
        return endings_after(start, own)
