"""How words of two scripts sound: 트랜스포머 and transformer.

The tables follow the official rules for loanwords (외래어 표기법) and common spellings: each group
of Latin letters has all its frequent sounds; less usual ones have a cost.  If there are several
rules for the same letters, the first one applies."""

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

# Phonemes of Hangul: capitals are finals, O is ㅓ, U is ㅡ.  ㅐ sounds like ㅔ, and ㅋ like ㄲ.
_INITIALS = "g k n d t r m b p s s - j j c k t p h".split()
_VOWELS = "a e ya ye O e yO ye o wa we we yo u wO we wi yu U Ui i".split()
_FINALS = "- G G G N N N D L G M L L L B L M B B D D Q D D G D B D".split()
_FIRST, _PER_INITIAL, _PER_VOWEL = 0xAC00, 588, 28
# Letters of Latin words, as a pattern: their sounds, and behind each | less usual ones.
_RULES = r"""
bb: b B bU Bb
b: b bU B
(?<=m)b(?=s?$): _
cc(?=[eiy]): Gs
ck|cc|kk|ch(?=[lrn]): k kU G Gk
tch: c ci
ch: c ci k kU G | s si
c(?=[eiy]): s sU
[ckq]: k kU G
qu: kw k | kU
dg(?=[eiy]): j Dj
dd?(?=u): d j Dd
dd?: d dU Dd | D
ff|f|ph: p pU | h hw B
g(?=[eiy]): j g | jU gU
gg?: g gU Gg | G
gu(?=[aeiy]): g gw
gh: _ | g p
gn(?=s?$|m|e[dr]): n N
(?<!^)h: h _
h: h
j: j
^kn: n
le(?=s?$): UL L | OL
ll?: r L Lr
mm?: m M Mm | mU Q
n(?=[gkcqx]): Q N
nn?: n N Nn | nU Q
ng(?=$|s$|[^aeiouylrgw]): Q
pp?: p pU B Bp
^ps: s
rr?: r | Lr
rh: r
r(?![aeiouy]): _ | r rU
sh: s sy si swi syu
sc(?=[eiy]): s
ss?(?=u): s sy j
s$: s sU j jU | _
ss?: s sU j jU | D
ss?i(?=on): j sy
[tc]i(?=[aeou]): s sy si | c
tt?(?=u): t c Dt
tt?: t tU D Dt
t[sz]: cU c | tUsU
th: s sU t tU d dU | D j jU
v: b bU | B
^wr: r
wh?: w u | h _
^x: j
x: Gs GsU Gj | GjU
y(?=[aeiou]): y i
y: i ai | ei
zz?: j jU | s sU c cU

a(?=ge): i ei e
a(?=[^aeiouyrwx]es?$): ei | a e O i
a(?!r(?![aeiouyr])): a e ei O | o U i
ai|ay: ei e | ai
al(?=[kl]): oL o aL
ar(?![aeiouy]): a | O o
are|air: eO
au|aw: o | au a
e(?!r(?![aeiouyr])|s?$): e i O U _
(?<=g)e(?=s?$): i _ U
e(?=s?$): _ | i
ea: i e iO ia | ei O
ear(?![aeiouy]): O iO
ee: i
eer: iO
ei|ey: i ei ai
er(?![aeiouy]): O | e eO
eu|ew: yu u
i: i ai | O U a _
ie: i ai iO ie | e
iew: yu
igh: ai
ir(?![aeiouy]): O | i iO
ire(?=s?$): aiO
o: o O a | U wO
oa: o
oi|oy: oi
oo: u | o U
or(?![aeiouy]): o O oO
ore: oO o
ou: au u O | o
our(?![aeiouy]): O auO uO
ow: au o ou
u: u yu O a | i o U e wi
ue(?=s?$): u yu _
ui: u i wi ui
ur(?![aeiouy]): O | uO
ure(?=s?$): O yO uO yuO
"""
_LESS_USUAL = 1
_MOST_SKELETONS = 16


_Rule = tuple[re.Pattern[str], Sequence[tuple[str, int]]]


@cache
def _rules() -> Mapping[str, Sequence[_Rule]]:
    """The rules by the letters that they begin with."""
    found: dict[str, list[_Rule]] = {}
    for line in filter(None, _RULES.splitlines()):
        pattern, sounds = line.split(": ")
        usual, _, others = sounds.partition(" | ")
        costs = [
            *product(usual.split(), [0]),
            *product(others.split(), [_LESS_USUAL]),
        ]
        rule = (
            re.compile(pattern),
            [(sound.strip("_"), cost) for sound, cost in costs],
        )
        alternatives = re.sub(r"\(\?[^)]*\)|\^", "", pattern).split("|")
        for letter in {
            one for start in alternatives for one in re.findall(r"^\w|\[\w+", start)
        }:
            for one in letter.strip("["):
                found.setdefault(one, []).append(rule)
    return found


@cache
def _syllable(letter: str) -> str:
    n = ord(letter) - _FIRST
    initial, vowel = (
        _INITIALS[n // _PER_INITIAL],
        _VOWELS[n % _PER_INITIAL // _PER_VOWEL],
    )
    if initial in "jc":
        vowel = vowel.removeprefix("y")  # 쥬 and 주 sound alike
    return f"{initial}{vowel}{_FINALS[n % _PER_VOWEL]}".replace("-", "")


@lru_cache(1 << 16)
def phonemes(hangul: str) -> str:
    """The phonemes of a Korean word: `모델` → `modeL`."""
    return "".join(map(_syllable, hangul))


# Kinds of consonants: k g t d p b, S for s, j and c, N M L.  A final may be written for two kinds.
_KINDS = str.maketrans(
    dict(zip("gkdtbpsjcnNQmMrLGDB", "gkdtbpSSSNNNMMLL123", strict=True))
    | dict.fromkeys("aeOouUiywh")
)
_EITHER = {
    "1": "kg",
    "2": "td",
    "3": "pb",
    "4": "Sk",
    "5": "St",
    "6": "Sg",
    "7": "Sd",
}
_LETTER_KINDS = str.maketrans(
    dict(zip("cgkqdtbvfpjszmnlr", "kgkkdtbbppSSSMNLL", strict=True))
    | dict.fromkeys("aeiouyhw")
    | {"x": "kS"}
)
_REPEATED = re.compile(r"(.)\1+")
# Letters whose consonant is of another kind than usual.  The letter is the second one of four.
_UNUSUAL = {
    "": r".t(?=ch)|.g(?=h)|\^k(?=n)|\^p(?=s)|mb(?=s?\$)|.g(?=n[$sm])|.r(?![aeiouyhr])|.r(?=e\$)"
    r"|ng(?=[^aeiouylrgw]|s\$)",
    "S": r"\^x|.t(?=i[aeou])|.c(?=[eiy])",
    "4": r".c(?=h[^lrn])",
    "5": r".t(?=[hsuz])",
    "6": r".g(?=[eiy])",
    "7": r".d(?=[gu])",
}
_UNUSUAL_LETTERS = re.compile(
    "|".join(f"({pattern})" for pattern in _UNUSUAL.values())
)


class _LetterKinds(dict[str, str]):
    """A cache: the kind of consonant of the second letter in each group of four letters."""

    def __missing__(self, letters: str) -> str:
        found = _UNUSUAL_LETTERS.match(letters)
        kind = letters[1].translate(_LETTER_KINDS)
        self[letters] = (
            [*_UNUSUAL.keys()][found.lastindex - 1]
            if found and found.lastindex
            else kind
        )
        return self[letters]


_letter_kinds = _LetterKinds()


def skeletons(sound: str) -> Sequence[str]:
    """The consonants of phonemes by kind: `modeL` → `MdL`, `buG` → `bk` and `bg`."""
    return _each(sound.translate(_KINDS))


def latin_skeletons(word: str) -> Sequence[str]:
    """The consonants that a Latin word may have when it is spoken, by kind."""
    padded = f"^{word}$$"
    return _each(
        "".join([_letter_kinds[padded[at : at + 4]] for at in range(len(word))])
    )


@lru_cache(1 << 15)
def _each(kinds: str) -> Sequence[str]:
    """The skeletons that kinds stand for.  Cached, because many words have the same kinds."""
    if kinds.isalpha():
        return [_REPEATED.sub(r"\1", kinds)]
    choices = islice(
        product(*[_EITHER.get(kind, kind) for kind in kinds]), _MOST_SKELETONS
    )
    return list({_REPEATED.sub(r"\1", "".join(one)): None for one in choices})


class _Spoken(NamedTuple):
    """The possible sounds of a Latin word.  For each letter: where the groups of letters end that
    begin with it and have one sound, with their sounds and costs, by the first phoneme (silent
    letters are in all rows).  Then the phonemes with which the word may begin and end."""

    letters: Sequence[Mapping[str, Sequence[tuple[int, str, int]]]]
    first: Set[str]
    last: Set[str]


@lru_cache(1 << 15)
def _spoken(latin: str) -> _Spoken:
    found = []
    for at, letter in enumerate(latin):
        here: dict[int, Sequence[tuple[str, int]]] = {}
        for pattern, sounds in _rules().get(letter, ()):
            if match := pattern.match(latin, at):
                here.setdefault(match.end(), sounds)
        found.append(
            [(end, sound, cost) for end, own in here.items() for sound, cost in own]
        )
    first = {sound[:1] for _, sound, _ in found[0]}
    if "" in first:
        first |= {sound[:1] for letters in found[1:3] for _, sound, _ in letters}
    ends = [one for letters in found for one in letters if one[0] > len(latin) - 3]
    last = {sound[-1:] for _, sound, _ in ends}
    return _Spoken([*map(_by_phoneme, found)], first, last)


def _by_phoneme(
    choices: Sequence[tuple[int, str, int]],
) -> Mapping[str, Sequence[tuple[int, str, int]]]:
    """The choices by the first phoneme of their sounds, silent ones in each row."""
    phonemes = {"", *[sound[:1] for _, sound, _ in choices]}
    return {
        phoneme: [one for one in choices if one[1][:1] in ("", phoneme)]
        for phoneme in phonemes
    }


def distance(latin: str, sound: str, most: int) -> int:
    """The distance of a Latin word from phonemes: the minimum cost of reading its letters as these
    phonemes, or `most` + 1."""
    letters, first, last = _spoken(latin)
    if sound[0] not in first or sound[-1] not in last:
        return most + 1
    best, last_state = most + 1, (len(latin), len(sound))
    states = [(0, 0, 0)]  # the place in the word, the place in the sound, the cost
    met: set[tuple[int, int, int]] = set()
    while states:
        at, place, cost = states.pop()
        choices = letters[at]
        for end, own, more in choices.get(sound[place : place + 1], choices[""]):
            if cost + more >= best or not sound.startswith(own, place):
                continue
            state = end, place + len(own), cost + more
            if state[:2] == last_state:
                best = cost + more
            elif end < len(latin) and state not in met:
                met.add(state)
                states.append(state)
    return best
