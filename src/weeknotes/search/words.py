"""The words of a library, from which pairs are learnt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple, Self

from weeknotes.search.abbreviations import abbreviations
from weeknotes.search.documents import Document
from weeknotes.search.index import SLOTS, Occurrences
from weeknotes.search.loanwords import loan_starts

_LETTERS = re.compile("[a-z]+")
SHORTEST, _LONGEST = 3, 24
"""The minimum and the maximum number of letters of a Latin word."""


class Phrases(NamedTuple):
    """The phrases of some documents: the pairs of Latin words that are next to each other in titles
    and tags; abbreviations with their long forms, once for each document."""

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
    """The words of a library.

    The places of all words; Latin words; Korean words by their beginnings that may be loanwords;
    what follows these when they are nouns; and the phrases of all documents."""

    places: Mapping[str, Sequence[int]]
    latin: Set[str]
    korean: Mapping[str, Sequence[str]]
    endings: Mapping[str, Set[str]]
    neighbours: Set[tuple[str, str]]
    abbreviations: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, found: Occurrences, told: Sequence[Phrases]) -> Self:
        """The words that occur in a library, and the phrases of its parts."""
        latin: set[str] = set()
        korean: defaultdict[str, list[str]] = defaultdict(list)
        endings: defaultdict[str, set[str]] = defaultdict(set)
        places = {**found.words, **found.joined}
        for word in places:
            if word.isascii():
                if word.isalpha() and SHORTEST <= len(word) <= _LONGEST:
                    latin.add(word)
            elif "가" <= word[0] <= "힣":
                for start, ending in loan_starts(word):
                    korean[start].append(word)
                    if ending is not None:
                        endings[start].add(ending)
        beside = {pair for one in told for pair in one.neighbours}
        explained = [pair for one in told for pair in one.abbreviations]
        return cls(places, latin, korean, endings, beside, explained)

    def documents(self, words: Iterable[str]) -> Set[int]:
        """The documents with any of these words."""
        return {
            place // SLOTS for word in words for place in self.places.get(word, ())
        }
