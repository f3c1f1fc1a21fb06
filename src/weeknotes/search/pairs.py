"""Words of the library → pairs that mean the same, such as 트랜스포머 and transformer.

Sound and context decide together.  If two words share a long and foreign sound, few common entries
are enough evidence."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cache
from math import log, log2
from typing import NamedTuple

from weeknotes.search.abbreviations import usual_long_forms
from weeknotes.search.alike import Alike, compared
from weeknotes.search.compounds import compounds
from weeknotes.search.loanwords import foreignness, is_particle
from weeknotes.search.sounds import FAR
from weeknotes.search.words import LibraryWords

_NOUN_ENDINGS = frozenset("이 가 을 를 의 와 과 로 으로 에".split())
_LEAST, _PER_DOUBLING, _FEW_WORDS = 18, 0.5, 24
"""The minimum weight of a pair, and how much this minimum grows if the number of words doubles,
because in a larger library more words sound alike by chance.  `_FEW_WORDS` is a binary
logarithm."""
# The weights of the evidence, fitted to pairs of five libraries that were judged by hand:
_PER_COST = 20
_PER_SYLLABLE = 4
_PER_LETTER, _MOST_LETTERS = 1.2, 10
_CONTEXT, _LEAST_CONTEXT, _MOST_CONTEXT = 3, -3, 6
_APART = 5
"""The weight that a pair loses if its words never occur together."""
_APART_NOUN, _APART_WORD = 7, 18
"""The minimum foreignness of a Korean word that never occurs with its partner: with endings that
only nouns have; and otherwise, together with the number of letters of the Latin word."""
_RIVAL_SHARE = 4
_RIVALS = 3
_MOST_FREQUENT = 4
_NOUN, _LEAST_NOUN = 1.7, -8
_USUAL_SHARE = 0.25
"""The share of the documents with a noun in which an ending that only nouns have follows it."""
ABBREVIATION = -1


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

    `usual` is the number of documents with the Latin word.  `begun` is the number of documents with
    words that begin with it.  `endings` are the particles that follow the Korean word.  If no
    particle follows the Korean word, this word is only the beginning of compounds."""

    weight: float
    usual: int
    begun: int
    endings: Set[str]
    pair: Pair

    @property
    def is_noun(self) -> bool:
        return bool(self.endings)


def _by_sound(
    weigher: "_Weigher", matches: Iterable[tuple[str, str, int]]
) -> Sequence[Pair]:
    """The best Latin word for each Korean word, if sound and context are enough together."""
    found = weigher.candidates(matches)
    known = {one.pair[:2]: one for one in found}

    def order(one: _Candidate) -> tuple[object, ...]:
        """The order of the pairs: nouns come first."""
        return not one.is_noun, -one.weight, -one.usual, -one.begun, one.pair

    best: dict[str, _Candidate] = {}
    for one in sorted(found, key=order):
        korean, latin = one.pair[:2]
        shorter = (
            (known.get((korean[:at], latin)), korean[at:])
            for at in range(1, len(korean))
        )
        if any(
            other
            and other.is_noun
            and other.pair.cost <= one.pair.cost
            and (is_particle(ending) or not one.endings & _NOUN_ENDINGS)
            for other, ending in shorter
        ):
            continue
        stems = (known.get((korean, latin[:at])) for at in range(3, len(latin)))
        if any(other and _is_stem(other, one) for other in stems):
            continue
        if not one.is_noun and any(noun.startswith(korean) for noun in best):
            continue  # its compounds are explained already
        best.setdefault(korean, one)
    return [
        one.pair._replace(other=weigher.without_plural(one.pair.other))
        for korean, one in best.items()
        if one.endings & _NOUN_ENDINGS
        or not any(
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


def _other_singular(word: str) -> str:
    """The singular of a plural, if it is not the plural without `s`: `librarie` → `library`."""
    return f"{word[:-2]}y" if word.endswith("ie") else word[:-1]


class _Korean(NamedTuple):
    """The documents with words that begin with a Korean word.  `alone` is the number of those in
    which only a particle follows, and `as_noun` of those with a particle that only nouns have.
    `endings` are the particles that follow."""

    all: Set[int]
    alone: int
    as_noun: int
    endings: Set[str]


class _Weigher:
    """Weighs pairs that sound alike.  The documents of each word are kept."""

    def __init__(self, words: LibraryWords, size: int) -> None:
        self._size = size
        self._places = words.places
        more = log2(1 + len(words.latin) * len(words.korean)) - _FEW_WORDS
        self._least = _LEAST + _PER_DOUBLING * max(0, more)
        latin = sorted(words.latin)

        @cache
        def korean_documents(word: str) -> _Korean:
            """The documents with a word that begins with a Korean one."""
            endings = words.endings(word)
            alone = {
                one: ending for one, ending in endings.items() if is_particle(ending)
            }
            nouns = [one for one, ending in alone.items() if ending in _NOUN_ENDINGS]
            return _Korean(
                words.documents(endings),
                len(words.documents(alone or endings)),
                len(words.documents(nouns)),
                {*alone.values()},
            )

        @cache
        def latin_documents(word: str) -> Set[int]:
            """The documents with just this Latin word, or its plural."""
            if word[-1] == "s":
                return words.documents({word} & words.latin)
            if word not in words.latin and _other_singular(word) in words.latin:
                return frozenset()
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

    def candidates(
        self, matches: Iterable[tuple[str, str, int]]
    ) -> Sequence[_Candidate]:
        """The matches that are certain enough."""
        present = [
            one
            for one in matches
            if self._latin(one[1]) and self._korean(one[0]).all
        ]
        costs = {one[:2]: one[2] for one in present}
        rivals = _Rivals()
        for (korean, latin), cost in costs.items():
            shorter = (korean[:at] for at in range(1, len(korean)))
            is_new = all(costs.get((one, latin), FAR) > cost for one in shorter)
            is_singular = latin[-1] != "s" or not self._latin(latin[:-1])
            if is_new:
                rivals.korean[latin].append((cost, foreignness(korean)))
            if is_singular:
                for most in range(cost, FAR):
                    rivals.usual[korean, most] += len(self._latin(latin))
        return [found for one in present if (found := self._weighed(one, rivals))]

    def without_plural(self, latin: str) -> str:
        """A word without its plural `s`, if Korean writes `ts` as a syllable (`contents`, 콘텐츠)
        and the singular is usual.  In a search, the singular also finds the plural."""
        one = latin[:-1]
        is_usual = len(self._latin(one)) >= 2 * len(self._latin(latin))
        return one if latin.endswith("ts") and is_usual else latin

    def _is_possible(self, pair: Pair) -> bool:
        """Whether a pair is possible at all.  Single syllables and beginnings of compounds must
        occur together with the Latin word.  This also holds for native words."""
        ours = self._korean(pair.one)
        if len(pair.one) == 1:
            return pair.together > 1
        if not ours.endings:
            return pair.together > 0 and not pair.cost
        if pair.together:
            return True
        sound = foreignness(pair.one)
        if ours.as_noun:
            return sound >= _APART_NOUN
        is_loan = sound + len(pair.other) >= _APART_WORD
        return is_loan and not self._is_inflected(pair.one, ours.endings)

    def _is_inflected(self, korean: str, endings: Set[str]) -> bool:
        """Whether a word may be a shorter word with a particle: `이름엔`."""
        return endings == {""} and any(
            is_particle(korean[at:]) and korean[:at] in self._places
            for at in range(1, len(korean))
        )

    def _weighed(
        self, match: tuple[str, str, int], rivals: "_Rivals"
    ) -> _Candidate | None:
        korean, latin, cost = match
        ours, own, begun = (
            self._korean(korean),
            self._latin(latin),
            self._beginning(latin),
        )
        together = len(ours.all & begun)
        by_chance = len(ours.all) * len(begun) / self._size
        context = max(
            _context(together, by_chance),
            _context(len(ours.all & own), len(ours.all) * len(own) / self._size),
        )
        share = len(own) / max(len(own), rivals.usual[korean, cost])
        sound = foreignness(korean)
        number = sum(
            one <= cost and other >= sound for one, other in rivals.korean[latin]
        )
        as_noun = (ours.as_noun + 0.3) / (_USUAL_SHARE * ours.alone + 0.3)
        weight = (
            sound
            + _PER_SYLLABLE * len(korean)
            + _PER_LETTER * min(_MOST_LETTERS, len(latin))
            - _PER_COST * cost
            + _CONTEXT * max(_LEAST_CONTEXT, min(_MOST_CONTEXT, context))
            + _RIVAL_SHARE * log2(share)
            - _RIVALS * log2(max(1, number))
            + _NOUN * max(_LEAST_NOUN, min(1, log2(as_noun)))
            - min(_MOST_FREQUENT, log2(ours.alone))
            - (0 if together else _APART)
        )
        pair = Pair(korean, latin, cost, together, round(by_chance, 2))
        return (
            _Candidate(weight, len(own), len(begun), ours.endings, pair)
            if weight >= self._least and self._is_possible(pair)
            else None
        )


class _Rivals:
    """Other words that sound like a word, too.  `usual` is the number of documents with the Latin
    words that sound like a Korean word, by the word and the maximum cost.  `korean` has the costs
    and the foreignness of the Korean words that sound like a Latin word."""

    def __init__(self) -> None:
        self.usual: Counter[tuple[str, int]] = Counter()
        self.korean: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)


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
