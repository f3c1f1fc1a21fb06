"""Find Korean words that may be loanwords.  Some phonemes are much more likely in them than in
other words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from weeknotes.search.sounds import phonemes

_PARTICLE = re.compile(
    "들?(?:[은는이가을를의에와과도로들만나]|[은는]?커녕|에[서게는도]|에서[는의도]?|으로[는의도]?|로[는의]"
    "|[까부]지|부터|까지|보다[는도]?|처럼|같은|이나|이?라[는고]?|이?란|하[고는며면여]|한|할|했.*|하기.*"
    "|합니다|입니다|인|이다|이며)?"
)
"""What may follow a Korean noun.  static/search-query.js has the same endings."""
_TENSE, _LOAN_FINALS = (1, 4, 8, 13), (0, 1, 4, 8, 16, 17, 19, 21)
_NATIVE_END = frozenset("을를은는으")
"""With these syllables, particles begin or end, and no loanword ends."""
_LONGEST, _LONGEST_BEGINNING = 10, 5

# How much more likely a phoneme is in a loanword than in a native word, as binary logarithms; and 2
# for each phoneme, because longer words seldom sound alike by chance.
_FOREIGN = dict(zip("ktprmbsndgjchaeOouUiywGNLMBDQ", (
    5.5, 5.5, 5.5, 3, 2.5, 2.5, 2.5, 1, 1.7, -.5, .5, 1.5, -1,
    .5, 2.7, 2.2, 2, 1, 2.5, 2.9, 1.5, 1.5, 1.2, 1.2, 2, 2.3, 1.7, 3, 1.5,
), strict=True))  # fmt: skip
_R_AT_START = 3
_LEAST_NOUN, _LEAST_BEGINNING = 4, 8


@cache
def is_particle(ending: str) -> bool:
    """Whether this may follow a Korean noun.  True for an empty ending.  Cached, because endings
    repeat."""
    return _PARTICLE.fullmatch(ending) is not None


class _Weights(dict[str, tuple[str, float]]):
    """(phonemes, weight) of a syllable.  The weight says how foreign the phonemes are.  A syllable
    that does not occur in loanwords has no phonemes here.  Such a syllable has a tense consonant,
    or a final other than ㄱㄴㄹㅁㅂㅅㅇ."""

    def __missing__(self, letter: str) -> tuple[str, float]:
        n = ord(letter) - 0xAC00
        is_loan = (
            0 <= n < 11172 and n // 588 not in _TENSE and n % 28 in _LOAN_FINALS
        )
        sound = phonemes(letter) if is_loan else ""
        self[letter] = sound, sum(map(_FOREIGN.__getitem__, sound))
        return self[letter]


_weights = _Weights()


def foreignness(korean: str) -> float:
    """How likely a Korean word is a loanword, as a binary logarithm."""
    at_start = _R_AT_START if _weights[korean[0]][0][:1] == "r" else 0
    return at_start + sum(_weights[letter][1] for letter in korean)


@lru_cache(1 << 15)
def loan_starts(word: str) -> Sequence[str]:
    """The beginnings of a word that may be loanwords."""
    found = []
    weight = _R_AT_START if _weights[word[0]][0][:1] == "r" else 0.0
    for at, letter in enumerate(word[:_LONGEST], 1):
        sound, more = _weights[letter]
        if not sound:
            break
        weight += more
        if weight < _LEAST_NOUN or letter in _NATIVE_END:
            continue
        if not _is_start(at, weight, word[at:]):
            continue
        if not is_particle(word[:at]):
            found.append(word[:at])
    return found


def endings_after(start: str, words: Iterable[str]) -> Mapping[str, str]:
    """The Korean words whose beginning may be a loanword, each with the ending that follows."""
    weight, at = foreignness(start), len(start)
    return {word: word[at:] for word in words if _is_start(at, weight, word[at:])}


def _is_start(length: int, weight: float, ending: str) -> bool:
    """Whether a foreign beginning of a word may be a loanword.  It may then be a noun, or a part of
    a compound."""
    if weight >= _LEAST_BEGINNING and 1 < length < _LONGEST_BEGINNING:
        return True
    return is_particle(ending)
