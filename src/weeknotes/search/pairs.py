"""Words of the library → pairs that mean the same, such as 트랜스포머 and transformer.

Sound and context decide together.  If two words share a long and foreign sound, few common entries
are enough evidence."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import cache
from math import log, log2
from typing import NamedTuple

from weeknotes.search.abbreviations import usual_long_forms
from weeknotes.search.alike import Alike, compared
from weeknotes.search.compounds import compounds
from weeknotes.search.loanwords import foreignness, is_particle
from weeknotes.search.words import LibraryWords

_NOUN_ENDINGS = frozenset("이 가 을 를 의 와 과 로 으로 에".split())
_VERB_ENDINGS = frozenset(("은", "는"))
# The minimum weight of a pair, by kind of pair:
_TOGETHER = 10
"""Both words occur together."""
_APART = 14
"""The words never occur together."""
_APART_NOUN = 11
"""The same, but the Korean word has endings that only nouns have."""
_APART_UNUSUAL = 16
"""The same, but the sound does not follow the rules exactly."""
_BEGINNING = 13
"""The Korean word occurs only as the beginning of compounds."""
_SINGLE = 14
"""The Korean word has a single syllable."""
_TAKEN = 4
ABBREVIATION = -1
_PER_COST = 5


class Pair(NamedTuple):
    """Two words or phrases that mean the same, with the evidence.  `cost` is the cost of the sound.
    It is 0 if the sound follows the rules, and -1 for an abbreviation.  `together` is the number of
    papers that contain both.  `by_chance` is the number of papers that would contain both by
    chance."""

    one: str
    other: str
    cost: int
    together: int
    by_chance: float


def learn(
    words: LibraryWords, size: int, known: Alike
) -> tuple[Sequence[Pair], Alike]:
    """(pairs, known) of a library with `size` documents.  The pairs are sorted.  `known` are the
    results that the next call can use again."""
    known = compared(words, known)
    sounding = _by_sound(_Weigher(words, size), known.matches)
    rows = compounds(words, {pair.one: pair.other for pair in sounding})
    found = {row: Pair(*row, 0, 0, 0) for row in rows}
    found |= {pair[:2]: pair for pair in sounding}
    abbreviated = [
        Pair(short, long, ABBREVIATION, n, 0)
        for short, long, n in usual_long_forms(words.abbreviations)
    ]
    return sorted([*found.values(), *abbreviated]), known


class _Candidate(NamedTuple):
    """A pair that sounds alike, and how certain it is that both mean the same.

    `rank` compares the pair with pairs of the same Korean word and other Latin words.  `usual` is
    the number of documents with the Latin word.  `begun` is the number of documents with words that
    begin with it.  `is_noun` is false for the beginning of compounds."""

    weight: float
    rank: float
    usual: int
    begun: int
    is_noun: bool
    pair: Pair


def _by_sound(
    weigher: "_Weigher", matches: Iterable[tuple[str, str, int]]
) -> Sequence[Pair]:
    """The best Latin word for each Korean word, if sound and context are enough together."""
    found = [one for one in map(weigher, matches) if one]
    known = {one.pair[:2]: one for one in found}
    most: dict[str, float] = {}
    for one in found:
        most[one.pair.other] = max(one.weight, most.get(one.pair.other, 0))

    def order(one: _Candidate) -> tuple[object, ...]:
        """The order of the pairs.  Nouns come first.  Latin words that have a better Korean partner
        come last."""
        rank = one.rank - (_TAKEN if one.weight < most[one.pair.other] - 1 else 0)
        return not one.is_noun, -rank, -one.usual, -one.begun, one.pair

    best: dict[str, Pair] = {}
    for one in sorted(found, key=order):
        korean, latin = one.pair[:2]
        shorter = (known.get((korean[:at], latin)) for at in range(1, len(korean)))
        if any(
            other and other.is_noun and other.pair.cost <= one.pair.cost
            for other in shorter
        ):
            continue
        stems = (known.get((korean, latin[:at])) for at in range(3, len(latin)))
        if any(other and _is_stem(other, one) for other in stems):
            continue
        if not one.is_noun and any(noun.startswith(korean) for noun in best):
            continue  # its compounds are explained already
        best.setdefault(korean, one.pair)
    return [
        pair
        for korean, pair in best.items()
        if not any(
            korean[:at] in best and is_particle(korean[at:])
            for at in range(1, len(korean))
        )
    ]


def _is_stem(shorter: _Candidate, longer: _Candidate) -> bool:
    """Whether a Latin word that begins with a shorter word needs no separate pair."""
    is_plural = longer.pair.other == f"{shorter.pair.other}s"
    return shorter.pair.cost <= longer.pair.cost and (
        is_plural or shorter.usual >= longer.usual
    )


class _Weigher:
    """Weighs pairs that sound alike.  The documents of each word are kept."""

    def __init__(self, words: LibraryWords, size: int) -> None:
        self._size = size
        latin = sorted(words.latin)

        @cache
        def korean_documents(word: str) -> tuple[Set[int], Set[str]]:
            """The documents with a word that begins with a Korean one, and the particles that
            follow it."""
            endings = words.endings(word)
            return words.documents(endings), {*filter(is_particle, endings.values())}

        @cache
        def latin_documents(word: str) -> Set[int]:
            """The documents with just this Latin word, or its plural."""
            return words.documents({word, f"{word}s"} & words.latin)

        @cache
        def beginning(word: str) -> Set[int]:
            """The documents with a word that begins with a Latin one."""
            start, end = bisect_left(latin, word), bisect_left(latin, f"{word}~")
            return words.documents(latin[start:end])

        self._korean, self._latin, self._beginning = (
            korean_documents,
            latin_documents,
            beginning,
        )

    def __call__(self, match: tuple[str, str, int]) -> _Candidate | None:
        korean, latin, cost = match
        ours, endings = self._korean(korean)
        own, theirs = self._latin(latin), self._beginning(latin)
        if not ours or not own:
            return None
        together, by_chance = (
            len(ours & theirs),
            len(ours) * len(theirs) / self._size,
        )
        noun = min(len(endings & _NOUN_ENDINGS), 4)
        noun -= 3 if not noun and endings & _VERB_ENDINGS else 0
        sound = foreignness(korean) - _PER_COST * cost
        context, usual = _context(together, by_chance), log2(len(own)) / 2
        weight = sound + context + noun + min(2, usual)
        rank = sound + max(-2, min(2, context)) + usual
        if len(korean) == 1:
            enough = together > 1 and weight >= _SINGLE
        elif not endings:
            enough = together > 0 and not cost and weight >= _BEGINNING
        elif together:
            enough = weight >= _TOGETHER
        else:
            enough = weight >= (
                _APART_UNUSUAL if cost else _APART_NOUN if noun > 0 else _APART
            )
        pair = Pair(korean, latin, cost, together, round(by_chance, 2))
        return (
            _Candidate(weight, rank, len(own), len(theirs), bool(endings), pair)
            if enough
            else None
        )


def _context(together: int, by_chance: float) -> float:
    """The evidence that two words mean the same, from the number of documents that contain both.
    It is a likelihood ratio, as a binary logarithm.  If rare words never occur together, this is no
    evidence against the pair."""
    if not together and by_chance <= 0.5:
        return 0
    by_chance = max(by_chance, 0.001)
    ratio = together * log2(together / by_chance) if together else 0
    weight = ratio - (together - by_chance) / log(2)
    return weight if together > by_chance else -weight
