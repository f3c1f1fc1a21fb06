"""Words of the library → pairs that mean the same: 트랜스포머 and transformer.

Sound and context decide together.  The longer and the more foreign the sound is that two words
share, the less often they must occur in the same entries.  Parts of the index give their words
(`part_words`); `learn` makes the pairs from all parts."""

import marshal
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from math import log, log2
from typing import Any, NamedTuple

from weeknotes.search.documents import Document
from weeknotes.search.index import SLOTS
from weeknotes.search.sounds import distance, latin_skeletons, phonemes, skeletons

PARTICLE = re.compile(
    "들?(?:[은는이가을를의에와과도로들만나]|[은는]?커녕|에[서게는도]|에서[는의도]?|으로[는의도]?|로[는의]"
    "|[까부]지|부터|까지|보다[는도]?|처럼|같은|이나|이?라[는고]?|이?란|하[고는며면여]|한|할|했.*|하기.*"
    "|합니다|입니다|인|이다|이며)?"
)
"""What may follow a Korean noun.  static/search-query.js has the same endings."""
_NOUN_ENDINGS = frozenset("이 가 을 를 의 와 과 로 으로 에".split())
_VERB_ENDINGS = frozenset(("은", "는"))
_LETTERS = re.compile("[a-z]+")
_SHORTEST, _LONGEST_LATIN = 3, 24
_TENSE, _LOAN_FINALS = (1, 4, 8, 13), (0, 1, 4, 8, 16, 17, 19, 21)
_LONGEST, _LONGEST_BEGINNING = 10, 5
_MOST_COST = 1

# How much more likely a phoneme is in a loanword than in a native word, as binary logarithms; and 2
# for each phoneme, because longer words seldom sound alike by chance.
_FOREIGN = dict(zip("ktprmbsndgjchaeOouUiywGNLMBDQ", (
    5.5, 5.5, 5.5, 3, 2.5, 2.5, 2.5, 1, 1.7, -.5, .5, 1.5, -1,
    .5, 2.7, 2.2, 2, 1, 2.5, 2.9, 1.5, 1.5, 1.2, 1.2, 2, 2.3, 1.7, 3, 1.5,
), strict=True))  # fmt: skip
_R_AT_START = 3
_LEAST_NOUN, _LEAST_BEGINNING, _LEAST_PART = 4, 8, 6
# The least weight of a pair: of words that never occur together, without and with endings that only
# nouns have; of words that occur together; of words of a single syllable.
_APART, _APART_NOUN, _APART_UNUSUAL, _TOGETHER, _SINGLE, _BEGINNING = 14, 11, 16, 10, 14, 13
_TAKEN = 4
ABBREVIATION = -1
_PER_COST = 5


Row = tuple[str, str]
"""Two words or phrases that mean the same, as search reads them."""


class Pair(NamedTuple):
    """Two words or phrases that mean the same, with the evidence: `cost` of the sound (0 follows
    the rules; -1: an abbreviation), how many papers hold both, how many would by chance."""

    one: str
    other: str
    cost: int
    together: int
    by_chance: float


class PartWords(NamedTuple):
    """The words of some documents, whose numbers count from `first` on.

    The documents of Latin words, and of all beginnings of Korean words that may be loanwords; what
    follows these when they are nouns; neighbouring Latin words of titles; the documents of
    abbreviations with their long forms."""

    first: int
    latin: Mapping[str, Sequence[int]]
    korean: Mapping[str, Sequence[int]]
    endings: Mapping[str, Sequence[str]]
    neighbours: Sequence[tuple[str, str]]
    abbreviations: Mapping[tuple[str, str], Sequence[int]]

    def documents(self, own: Sequence[int]) -> Set[int]:
        """The documents of words."""
        return {number + self.first for number in own} if self.first else set(own)


class Alike(NamedTuple):
    """What was compared before: a hash of all words; Latin and Korean words, separated by spaces;
    the words by kinds of consonants; which sound alike, with the cost."""

    words: bytes = b""
    latin: str = ""
    korean: str = ""
    kinds: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {}
    matches: Sequence[tuple[str, str, int]] = ()


# Documents → words


def part_words(
    places: Mapping[str, Sequence[int]], first: int, documents: Mapping[int, Document]
) -> bytes:
    """The words of a part of the index.  `places` are those of its words, in documents that are
    counted from `first` on."""
    latin: dict[str, Sequence[int]] = {}
    korean: defaultdict[str, list[int]] = defaultdict(list)
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for word, at in places.items():
        if word.isascii():
            if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST_LATIN:
                latin[word] = at
        elif "가" <= word[0] <= "힣":
            for start, ending in _loan_starts(word):
                korean[start] += at
                if ending is not None:
                    endings[start].add(ending)
    words = PartWords(
        first,
        {word: _documents(own) for word, own in latin.items()},
        {word: _documents(own) for word, own in korean.items()},
        {word: sorted(own) for word, own in endings.items()},
        sorted(_neighbours(documents.values())),
        _abbreviations(documents),
    )
    row: Any = tuple(words)
    return marshal.dumps(row, 2)


def _documents(places: Sequence[int]) -> Sequence[int]:
    return [place // SLOTS for place in places]


@lru_cache(1 << 15)
def _loan_starts(word: str) -> Sequence[tuple[str, str | None]]:
    """The beginnings of a word that may be loanwords, each with its ending if that is a
    particle's."""
    found: list[tuple[str, str | None]] = []
    total = _R_AT_START if _weights[word[0]][0][:1] == "r" else 0.0
    for at, letter in enumerate(word[:_LONGEST], 1):
        sound, weight = _weights[letter]
        if not sound:
            break
        total += weight
        if total >= _LEAST_NOUN and PARTICLE.fullmatch(word, at):
            found.append((word[:at], word[at:]))
        elif total >= _LEAST_BEGINNING and 1 < at < _LONGEST_BEGINNING:
            found.append((word[:at], None))
    return [one for one in found if not PARTICLE.fullmatch(one[0])]


class _Weights(dict[str, tuple[str, float]]):
    """The phonemes of a syllable, and how foreign they are; no phonemes if loanwords do not have
    the syllable: tense consonants, and finals other than ㄱㄴㄹㅁㅂㅅㅇ."""

    def __missing__(self, letter: str) -> tuple[str, float]:
        n = ord(letter) - 0xAC00
        is_loan = 0 <= n < 11172 and n // 588 not in _TENSE and n % 28 in _LOAN_FINALS
        sound = phonemes(letter) if is_loan else ""
        self[letter] = sound, sum(map(_FOREIGN.__getitem__, sound))
        return self[letter]


_weights = _Weights()


def _neighbours(documents: Iterable[Document]) -> Set[tuple[str, str]]:
    """The Latin words that stand side by side in titles and tags."""
    found: set[tuple[str, str]] = set()
    for one in documents:
        for name in (*one.titles, *one.tags):
            found.update(pairwise(_LETTERS.findall(name.lower())))
    return found


# Abbreviations

_IN_PARENTHESES = re.compile(r"\(([^()]{2,90})\)")
_SHORT = re.compile(r"([A-Z][A-Za-z]{1,9}?)s?")
_LAST_WORD = re.compile(r"([A-Z][A-Za-z]{1,9}?)s? ?$")
_WORD = re.compile(r"[A-Za-z]+|[가-힣]+|[^\sA-Za-z가-힣-]+")
_SMALL = frozenset("a an and as at by for from in of on or the to via with".split())
_NO_PART = re.compile("(?:[은는이가을를의에와과도로만한인된할될된]|에서|하고|하며)$")


def _abbreviations(documents: Mapping[int, Document]) -> Mapping[tuple[str, str], Sequence[int]]:
    found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, one in documents.items():
        for text in (*one.titles, one.text):
            if "(" in text:
                for pair in abbreviations(text):
                    found[pair].add(number)
    return {pair: sorted(own) for pair, own in found.items()}


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations in a text, with the words whose initials they are: `검색 증강 생성(RAG)`,
    `RLHF (Reinforcement Learning from Human Feedback)`."""
    for found in _IN_PARENTHESES.finditer(text):
        inside, before = found[1], text[max(0, found.start() - 90) : found.start()]
        words = None
        if short := _SHORT.fullmatch(inside):
            words = _long_form(short[1], _WORD.findall(before.replace("\n", " . ")))
        elif short := _LAST_WORD.search(before):
            inner = _WORD.findall(inside)
            words = _long_form(short[1], inner)
            words = words if words == inner else None
        if words and short:
            yield short[1].lower(), " ".join(words).lower()


def _long_form(short: str, words: Sequence[str]) -> Sequence[str] | None:
    """The last of the words, if their initials are the capitals of an abbreviation."""
    capitals = [letter for letter in short if letter.isupper()]
    if len(capitals) < 2 or not words:
        return None
    if "가" <= words[-1][0] <= "힣":
        own = words[-len(capitals) :]
        is_name = all("가" <= word[0] <= "힣" for word in own) and len(own) == len(capitals)
        return own if is_name and not any(map(_NO_PART.search, own[:-1])) else None
    for at in range(len(words) - 1, -1, -1):
        if words[at][0].upper() == capitals[-1]:
            capitals.pop()
            if not capitals:
                return words[at:]
        elif words[at].lower() not in _SMALL:
            return None
    return None


# Words → pairs


def pair_rows(
    parts: Sequence[bytes], size: int, known: Alike
) -> tuple[Sequence[Row] | None, Alike]:
    """The pairs of a library as search reads them, or None if its words are those of `known`; and
    what the next call need not compare again."""
    words = blake2b(b"%d " % size + b"".join(parts), digest_size=16).digest()
    if words == known.words:
        return None, known
    pairs, known = learn(parts, size, known)
    return [pair[:2] for pair in pairs], known._replace(words=words)


def learn(parts: Iterable[bytes], size: int, known: Alike) -> tuple[Sequence[Pair], Alike]:
    """The pairs of a library with `size` documents, from the words of its parts, sorted; and what
    the next call need not compare again."""
    words = [PartWords(*marshal.loads(part)) for part in parts]
    known = _compared(words, known)
    sounding = _by_sound(_Library(words, size), known.matches)
    found = {pair[:2]: pair for pair in (*_compounds(words, sounding), *sounding)}
    return sorted([*found.values(), *_short_forms(words)]), known


def _compared(parts: Sequence[PartWords], known: Alike) -> Alike:
    """What sounds alike in the library, from what is known; only new words are compared."""
    latin: set[str] = set().union(*(part.latin for part in parts))
    latin |= {word[:-1] for word in latin if _is_plural(word)}
    korean: set[str] = set().union(*(part.korean for part in parts))
    old_latin, old_korean = set(known.latin.split()), set(known.korean.split())
    if len(old_latin) + len(old_korean) > 2 * (len(latin) + len(korean)):
        known, old_latin, old_korean = Alike(), set(), set()  # most of it is no longer needed
    if latin <= old_latin and korean <= old_korean:
        return known
    kinds = {kind: (list(ours), list(theirs)) for kind, (ours, theirs) in known.kinds.items()}
    matches = list(known.matches)
    for word in sorted(latin - old_latin):
        for kind in filter(None, _kinds(word)):
            ours, theirs = kinds.setdefault(kind, ([], []))
            ours.append(word)
            matches += _matches(theirs, [word])
    for word in sorted(korean - old_korean):
        for kind in filter(None, skeletons(phonemes(word))):
            ours, theirs = kinds.setdefault(kind, ([], []))
            theirs.append(word)
            matches += _matches([word], ours)
    all_latin, all_korean = sorted(latin | old_latin), sorted(korean | old_korean)
    return Alike(b"", " ".join(all_latin), " ".join(all_korean), kinds, matches)


def _is_plural(word: str) -> bool:
    return word[-1] == "s" and word[-2] != "s" and len(word) > 3


def _matches(korean: Iterable[str], latin: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    for word in korean:
        sound = phonemes(word)
        for other in latin:
            if (cost := distance(other, sound, _MOST_COST)) <= _MOST_COST:
                yield word, other, cost


class _Library:
    """The documents of words in all parts."""

    def __init__(self, parts: Sequence[PartWords], size: int) -> None:
        self._parts, self.size = parts, size
        self._latin = sorted(set().union(*(part.latin for part in parts)))

    def of_korean(self, word: str) -> Set[int]:
        """The documents with a word that begins with a Korean one."""
        return set().union(*[part.documents(part.korean.get(word, ())) for part in self._parts])

    def of_latin(self, word: str) -> Set[int]:
        """The documents with just this Latin word, or its plural."""
        return self._union((word, f"{word}s"))

    def beginning(self, word: str) -> Set[int]:
        """The documents with a word that begins with a Latin one."""
        start, end = bisect_left(self._latin, word), bisect_left(self._latin, f"{word}~")
        return self._union(self._latin[start:end])

    def _union(self, latin: Sequence[str]) -> Set[int]:
        return set().union(
            *[
                part.documents(part.latin[word])
                for part in self._parts
                for word in latin
                if word in part.latin
            ]
        )

    def endings(self, word: str) -> Set[str]:
        """What follows a Korean word, where it is a noun."""
        return {ending for part in self._parts for ending in part.endings.get(word, ())}


class _Candidate(NamedTuple):
    """A pair that sounds alike, and how certain it is that both mean the same.

    `rank` compares it with other Latin words for the same Korean one.  `usual` is the number of
    documents with the Latin word, `begun` with words that begin with it; `is_noun` is false for the
    beginning of compounds."""

    weight: float
    rank: float
    usual: int
    begun: int
    is_noun: bool
    pair: Pair


def _by_sound(library: _Library, matches: Iterable[tuple[str, str, int]]) -> Sequence[Pair]:
    """The best Latin word for each Korean word, if sound and context are enough together."""
    found = [one for one in map(_Weigher(library), matches) if one]
    known = {one.pair[:2]: one for one in found}
    most: dict[str, float] = {}
    for one in found:
        most[one.pair.other] = max(one.weight, most.get(one.pair.other, 0))

    def order(one: _Candidate) -> tuple[object, ...]:
        """Nouns first; Latin words with a better Korean one last."""
        rank = one.rank - (_TAKEN if one.weight < most[one.pair.other] - 1 else 0)
        return not one.is_noun, -rank, -one.usual, -one.begun, one.pair

    best: dict[str, Pair] = {}
    for one in sorted(found, key=order):
        korean, latin = one.pair[:2]
        shorter = (known.get((korean[:at], latin)) for at in range(1, len(korean)))
        if any(other and other.is_noun and other.pair.cost <= one.pair.cost for other in shorter):
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
            korean[:at] in best and PARTICLE.fullmatch(korean, at) for at in range(1, len(korean))
        )
    ]


def _is_stem(shorter: _Candidate, longer: _Candidate) -> bool:
    """Whether a Latin word that begins with a shorter one needs no pair of its own."""
    is_plural = longer.pair.other == f"{shorter.pair.other}s"
    return shorter.pair.cost <= longer.pair.cost and (is_plural or shorter.usual >= longer.usual)


class _Weigher:
    """Weighs pairs that sound alike.  What is known of each word is kept."""

    def __init__(self, library: _Library) -> None:
        self._size = library.size
        self._korean = cache(library.of_korean)
        self._latin = cache(library.of_latin)
        self._beginning = cache(library.beginning)
        self._endings = cache(library.endings)

    def __call__(self, match: tuple[str, str, int]) -> _Candidate | None:
        korean, latin, cost = match
        ours, own, theirs = self._korean(korean), self._latin(latin), self._beginning(latin)
        if not ours or not own:
            return None
        together, by_chance = len(ours & theirs), len(ours) * len(theirs) / self._size
        endings = self._endings(korean)
        noun = min(len(endings & _NOUN_ENDINGS), 4)
        noun -= 3 if not noun and endings & _VERB_ENDINGS else 0
        sound = _foreignness(korean) - _PER_COST * cost
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
            enough = weight >= (_APART_UNUSUAL if cost else _APART_NOUN if noun > 0 else _APART)
        pair = Pair(korean, latin, cost, together, round(by_chance, 2))
        return (
            _Candidate(weight, rank, len(own), len(theirs), bool(endings), pair) if enough else None
        )


def _foreignness(korean: str) -> float:
    at_start = _R_AT_START if _weights[korean[0]][0][:1] == "r" else 0
    return at_start + sum(_weights[letter][1] for letter in korean)


def _context(together: int, by_chance: float) -> float:
    """How much more likely so many documents hold both words if these mean the same, as a binary
    logarithm.  Rare words that never meet say nothing."""
    if not together and by_chance <= 0.5:
        return 0
    by_chance = max(by_chance, 0.001)
    ratio = together * log2(together / by_chance) if together else 0
    weight = ratio - (together - by_chance) / log(2)
    return weight if together > by_chance else -weight


def _compounds(parts: Sequence[PartWords], sounding: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs of Korean compounds and neighbouring Latin words, one of which is known: 딥러닝 and
    deep learning, because 러닝 is learning."""
    learnt = {one.one: one.other for one in sounding}
    first, second = _beside(parts, set(learnt.values()))
    starts, ends = {word[0] for word in learnt}, {word[-1] for word in learnt}
    compounds = {
        word
        for part in parts
        for word in part.endings
        if len(word) > 2 and (word[0] in starts or word[-1] in ends)
    }
    for korean in sorted(compounds):
        for at in range(1, len(korean)):
            one, other = korean[:at], korean[at:]
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
                    yield Pair(korean, " ".join(names), 0, 0, 0)
                    if part[0] not in learnt:
                        yield Pair(*part, 0, 0, 0)


_Neighbours = Mapping[tuple[str, str], Set[str]]
"""The neighbours of a Latin word, by the word and their kind of consonants."""


def _beside(parts: Iterable[PartWords], known: Set[str]) -> tuple[_Neighbours, _Neighbours]:
    """What stands before known words, and what stands after them."""
    before: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    after: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other in {pair for part in parts for pair in part.neighbours}:
        if one in known:
            for kind in _kinds(other):
                after[one, kind].add(other)
        if other in known:
            for kind in _kinds(one):
                before[other, kind].add(one)
    return before, after


def _sounding(korean: str, beside: str, neighbours: _Neighbours) -> Sequence[str]:
    """The Latin neighbours of a word that sound like a Korean word, if that may be a loanword."""
    if _foreignness(korean) < _LEAST_PART:
        return ()
    sound = phonemes(korean)
    most = 1 if len(sound) > 4 else 0
    alike = set().union(*[neighbours.get((beside, kind), ()) for kind in skeletons(sound)])
    return [
        word
        for word in sorted(alike)
        if len(word) >= _SHORTEST and distance(word, sound, most) <= most
    ]


_kinds = lru_cache(1 << 15)(latin_skeletons)


def _short_forms(parts: Sequence[PartWords]) -> Iterator[Pair]:
    """Abbreviations with their long forms, the two most frequent of each."""
    counts: Counter[tuple[str, str]] = Counter()
    for part in parts:
        counts.update({pair: len(own) for pair, own in part.abbreviations.items()})
    taken: Counter[str] = Counter()
    for (short, long), n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        taken[short] += 1
        if taken[short] <= 2:
            yield Pair(short, long, ABBREVIATION, n, 0)
