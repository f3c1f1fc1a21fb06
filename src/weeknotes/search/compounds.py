"""Learn compounds from their parts: 딥러닝 is deep learning, because 러닝 is learning."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from weeknotes.search.alike import latin_kinds
from weeknotes.search.loanwords import foreignness, is_particle, loan_starts
from weeknotes.search.sounds import distance, phonemes, skeletons
from weeknotes.search.words import SHORTEST, LibraryWords

_LEAST_PART = 6


def compounds(
    words: LibraryWords, learnt: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pairs of a Korean compound and two neighbouring Latin words.  One part of the compound is in
    `learnt` (Korean word → Latin word), and the other part sounds like the other Latin word.  The
    other part of the compound and the other Latin word are yielded as a pair, too."""
    first, second = _beside(words.neighbours, set(learnt.values()))
    for korean in _nouns(words.korean, learnt):
        for at in range(1, len(korean)):
            one, other = korean[:at], korean[at:]
            if is_particle(other):
                continue
            if x := learnt.get(one):
                found = [(x, y) for y in _sounding(other, x, second)]
                new = [(other, y) for _, y in found]
            elif y := learnt.get(other):
                found = [(x, y) for x in _sounding(one, y, first)]
                new = [(one, x) for x, _ in found]
            else:
                continue
            for names, part in zip(found, new, strict=True):
                if learnt.get(korean, "".join(names)) == "".join(names):
                    yield korean, " ".join(names)
                    if part[0] not in learnt:
                        yield part


def _nouns(words: Iterable[str], learnt: Iterable[str]) -> Sequence[str]:
    """The nouns that hold a learnt word, sorted."""
    holds = re.compile("|".join(learnt) or "(?!)").search
    return sorted(
        {
            start
            for word in filter(holds, words)
            for start in loan_starts(word)
            if len(start) > 2 and is_particle(word[len(start) :])
        }
    )


_Neighbours = Mapping[tuple[str, str], Set[str]]
"""The neighbours of a Latin word, by the word and their kind of consonants."""


def _beside(
    neighbours: Iterable[tuple[str, str]], known: Set[str]
) -> tuple[_Neighbours, _Neighbours]:
    """(before, after).  They contain the Latin words before and after each known word, by the kinds
    of their consonants."""
    before: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    after: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other in neighbours:
        if one in known:
            for kind in latin_kinds(other):
                after[one, kind].add(other)
        if other in known:
            for kind in latin_kinds(one):
                before[other, kind].add(one)
    return before, after


def _sounding(korean: str, beside: str, neighbours: _Neighbours) -> Sequence[str]:
    """The Latin neighbours of a word that sound like a Korean word, if that may be a loanword."""
    if foreignness(korean) < _LEAST_PART:
        return ()
    sound = phonemes(korean)
    most = 1 if len(sound) > 4 else 0
    alike = set().union(
        *[neighbours.get((beside, kind), ()) for kind in skeletons(sound)]
    )
    return [
        word
        for word in sorted(alike)
        if len(word) >= SHORTEST and distance(word, sound) <= most
    ]
