"""How words of two scripts sound, such as 트랜스포머 and transformer.

The tables follow the official rules for loanwords (외래어 표기법) and common spellings.  Each group
of Latin letters has all its frequent sounds.  Less usual sounds have a cost.  If there are
several rules for the same letters, the first one applies.  `@` stands for the end of a closed
syllable: `a` may sound like ㅔㅣ in `base`, but not in `bash`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, product

# Phonemes of Hangul: capitals are finals, O is ㅓ, U is ㅡ.  ㅐ sounds like ㅔ, and ㅋ like ㄲ.
_INITIALS = "g k n d t r m b p s s - j j c k t p h".split()
_VOWELS = "a e ya ye O e yO ye o wa we we yo u wO we wi yu U Ui i".split()
_FINALS = "- G G G N N N D L G M L L L B L M B B D D Q D D G D B D".split()
_FIRST, _PER_INITIAL, _PER_VOWEL = 0xAC00, 588, 28
# Letters of Latin words, as a pattern: their sounds, and after each | less usual ones.
_RULES = r"""
bb: b B bU Bb
(?<=m)b(?=s?$|d): _ b
b: b bU B
cc(?=[eiy]): Gs
ck|cc|kk|ch(?=[lrn]): k kU G Gk
tch: c ci
ch(?=es?$|in[eg]): c ci s si k kU
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
(?<=[cgps])h:  | h _
(?<=t)h: h | _
(?<!^)h: h _
h: h
j: j
^kn: n
le(?=s?$): UL L | OL
ll?: r L Lr
mm?: m M Mm | mU Q
mn(?=s?$): M m
n(?=[gkcqx]): Q N
nn?: n N Nn | nU Q
ng(?=$|s$|[^aeiouylrgw]): Q
(?<=[^aeiou][aeiou])pp?(?=s?$): B | p pU
pp?: p pU B Bp
pt(?=s?$): B
^ps: s
rr?: r | Lr
rh: r
r(?![aeiouy]): _ | r rU
sh: s sy si swi syu
sc(?=[eiy]): s
ss?(?=u): s sy j
s$: s sU j jU | _
^s|ss|s(?=[cfkpqt]): s sU | j jU D
s: s sU j jU | D
ss?i(?=on): j sy
[tc]i(?=[aeou]): s sy si | c
tt?(?=u): t c Dt
(?<=[^aeiou][ao])tt?(?=s?$): D | t tU
tt?: t tU D Dt
t[sz]: cU c | tUsU
th(?=m): s sU d dU j jU
th: s sU t tU d dU | D j jU
v: b bU | B
^wr: r
wh?(?=[aeiou]): w | u h _
wh?: w u | h _
^x: j
x: Gs GsU Gj | GjU
y(?=[aeiou]): y i
y: i ai | ei
zz?: j jU | s sU c cU

a(?=ge): i ei e
a(?=[^aeiouyrwx]es?$): ei | a e O i
a(?=s?$): a O | e ei
a(?=ng[ei]|st[ei]|[bcdfgkpst]le): a e ei O | o U i
(?<=^[^aeiouy])a@(?!r(?![aeiouyr])): a e | O ei o U i
(?<=^[^aeiouy]{2})a@(?!r(?![aeiouyr])): a e | O ei o U i
a@(?!r(?![aeiouyr])): a e O | ei o U i
a(?!r(?![aeiouyr])): a e ei O | o U i
ai|ay: ei | e ai
al(?=[kl]): oL o aL
ar(?![aeiouy]): a | O o
are|air: eO
au|aw: o | au a
e(?=ls?$): e O U _ | i
e(?=ns?$): e O U | i _
e(?=ts?$): e i | O
e(?=ds?$): e i U _ | O
(?<=^[bdpr])e(?=[^aeiouy]+[aeiouy]): e i O | U _
(?<=^pr)e(?=[^aeiouy]+[aeiouy]): e i O | U _
^e(?=[^aeiouy]+[aeiouy]): e i O
e@(?!r(?![aeiouyr])): e O | i U _
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
i(?=[ln]d|g[hn]): i ai | O U a _
(?<=^[^aeiouy])i(?=[^aeiouyrwx]es?$): ai | i
(?<=^[^aeiouy]{2})i(?=[^aeiouyrwx]es?$): ai | i
i@: i | ai O U a _
i: i ai | O U a _
ie: i ai iO ie | e
iew: yu
igh: ai
ir(?![aeiouy]): O | i iO
ire(?=s?$): aiO
o(?=ns?$): o O U a | wO
o: o O a | U wO
oa: o
oi|oy: oi
oo: u | o U
or(?![aeiouy]): o O oO
ore: oO o
ou: au u O | o
our(?![aeiouy]): O o auO uO
ow: au o ou
u: u yu O | a i o U e wi
(?<=[gq])ue(?=s?$): u yu _
ue(?=s?$): u yu | _
ui: u i wi ui
ur(?![aeiouy]): O | uO
ure(?=s?$): O yO uO yuO
"""
_CLOSED = r"(?=([^aeiouy])(?:\1|(?!(?<=[cpst])h[aeiouy])[^aeiouylr]|$))"
_LESS_USUAL = 1
FAR = 2
"""The minimum distance of words that do not sound alike."""
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
            re.compile(pattern.replace("@", _CLOSED)),
            [(sound.strip("_"), cost) for sound, cost in costs],
        )
        alternatives = re.sub(r"\(\?[^)]*\)|[\^@]", "", pattern).split("|")
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
_EITHER: Mapping[str, Sequence[str]] = {
    "1": "kg",
    "2": "td",
    "3": "pb",
    "4": "Sk",
    "5": "St",
    "6": "Sg",
    "7": "Sd",
    "8": ["", "k"],
    "9": ["", "t"],
}
_LETTER_KINDS = str.maketrans(
    dict(zip("cgkqdtbvfpjszmnlr", "kgkkdtbbppSSSMNLL", strict=True))
    | dict.fromkeys("aeiouyhw")
    | {"x": "kS"}
)
_REPEATED = re.compile(r"(.)\1+")
# Letters whose consonant is of another kind than usual.  The letter is the second one of four.
_UNUSUAL = {
    "": r".t(?=ch)|.g(?=h)|\^k(?=n)|\^p(?=s)|m[bn](?=s?\$)|mb(?=d)|.g(?=n[$sm])"
    r"|.r(?![aeiouyhr])|.r(?=e\$)|ng(?=[^aeiouylrgw]|s\$)",
    "S": r"\^x|.t(?=i[aeou])|.c(?=[eiy])",
    "4": r".c(?=h[^lrn])",
    "5": r".t(?=[hsuz])",
    "6": r".g(?=[eiy])",
    "7": r".d(?=[gu])",
    "8": r".g(?=ne)",
    "9": r"pt(?=s?\$)",
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


@cache
def _each(kinds: str) -> Sequence[str]:
    """The skeletons that kinds stand for.  Cached, because many words have the same kinds."""
    if kinds.isalpha():
        return [_REPEATED.sub(r"\1", kinds)]
    choices = islice(
        product(*[_EITHER.get(kind, kind) for kind in kinds]), _MOST_SKELETONS
    )
    return list({_REPEATED.sub(r"\1", "".join(one)): None for one in choices})


_Choices = Mapping[str, Sequence[tuple[int, str, int]]]
"""What the letters from a place on may sound like, by the first phoneme.  Each item has the place
after these letters, the other phonemes and the cost."""


class _State(dict[str, "_State"]):
    """A state after some phonemes of a Latin word.  The items are the states after one more
    phoneme, which are made when they are needed.

    `places` has the cost of each place in the word that may be reached, with the phonemes that must
    follow there.  `choices` has the choices of each place.  `silent` has, for each place, the cost
    if all letters from there on are silent."""

    def __init__(
        self,
        places: Mapping[tuple[int, str], int],
        choices: Sequence[_Choices],
        silent: Sequence[int],
    ) -> None:
        super().__init__()
        self.places, self.choices, self.silent = places, choices, silent

    def __missing__(self, phoneme: str) -> "_State":
        costs: dict[tuple[int, str], int] = {}
        for (at, rest), cost in self.places.items():
            own = self.choices[at].get(phoneme, ())
            if rest:
                own = [(at, rest[1:], 0)] if rest[0] == phoneme else ()
            for end, to_come, more in own:
                place, total = (end, to_come), cost + more
                if total < costs.get(place, FAR):
                    costs[place] = total
        self[phoneme] = _State(costs, self.choices, self.silent)
        return self[phoneme]


# Few words are enough, because a word is compared with all others in a row.
@lru_cache(1 << 8)
def _first_state(latin: str) -> _State:
    """The state of a word before its first phoneme."""
    choices: list[dict[str, list[tuple[int, str, int]]]] = [{} for _ in f"{latin}$"]
    silent = [FAR] * len(latin) + [0]
    for at in reversed(range(len(latin))):
        groups: dict[int, Sequence[tuple[str, int]]] = {}
        for pattern, sounds in _rules().get(latin[at], ()):
            if match := pattern.match(latin, at):
                groups.setdefault(match.end(), sounds)
        here = choices[at]
        for end, sounds in groups.items():
            for sound, cost in sounds:
                if sound:
                    here.setdefault(sound[0], []).append((end, sound[1:], cost))
                    continue
                silent[at] = min(silent[at], cost + silent[end])
                for phoneme, own in choices[end].items():
                    here.setdefault(phoneme, []).extend(
                        (after, rest, cost + more) for after, rest, more in own
                    )
    return _State({(0, ""): 0}, choices, silent)


def distances(latin: str, korean: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The Korean words that sound like a Latin word, with their distances.  `korean` has the
    phonemes of each word, a space and the word, sorted: so all words whose beginning sounds
    different are skipped at once."""
    first, at = _first_state(latin), 0
    while at < len(korean):
        sound, word = korean[at].split(" ")
        state = first
        for length, phoneme in enumerate(sound, 1):
            state = state[phoneme]
            if not state.places:
                at = bisect_left(korean, f"{sound[:length]}~", at)
                break
        else:
            at += 1
            if (cost := _cost(state)) < FAR:
                yield word, cost


def distance(latin: str, sound: str) -> int:
    """The distance of a Latin word from phonemes.  This is the minimum cost of reading its letters
    as these phonemes.  It is `FAR` or more if they do not sound alike."""
    state = _first_state(latin)
    for phoneme in sound:
        state = state[phoneme]
        if not state.places:
            return FAR
    return _cost(state)


def _cost(state: _State) -> int:
    """The cost of a word that ends in a state."""
    return min(
        (
            cost + state.silent[at]
            for (at, rest), cost in state.places.items()
            if not rest
        ),
        default=FAR,
    )
