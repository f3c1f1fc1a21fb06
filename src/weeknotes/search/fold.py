"""How text is compared: the rules that static/search-fold.js repeats, held equal by
tests/fixtures/search/fold.json."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from weeknotes.text.unicode import normalize

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST = 0xAC00
_PER_INITIAL, _PER_VOWEL = 588, 28
# A compound vowel is typed as its first half and then its second: ㅘ ㅙ ㅚ begin as ㅗ,
# ㅝ ㅞ ㅟ as ㅜ, ㅢ as ㅡ.
_VOWELS = tuple(
    8 if v in (9, 10, 11) else 13 if v in (14, 15, 16) else 18 if v == 19 else v for v in range(21)
)

_SYLLABLES = "가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The inside of a character class: each of these is a step of its own, where a match may begin."""
_SYLLABLE = re.compile(f"[{_SYLLABLES}]")
# At most 64: each of a word's later letters begins a line of the index, so what has no blanks is
# cut.  C++ and C# are words.
_TOKEN = re.compile(
    rf"[{_SYLLABLES}]{{1,64}}|[a-z](?:\+\+|#)(?![a-z\d_+#])"
    rf"|[^\W\d_{_SYLLABLES}ㄱ-ㅣ]{{1,64}}|\d+(?:\.\d+)*"
)
_OTHER = re.compile("[^\x00-\x7f가-힣ㄱ-ㅣ]+")
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Letters that Unicode does not take apart into a letter and its mark; the Greek final sigma is a
# sigma.  Jamo that found no syllable to be composed into become those that a keyboard types.
_LETTERS: Mapping[str, str] = (
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "ς": "σ",
    }
    | {chr(0x1100 + i): letter for i, letter in enumerate(INITIALS)}
    | {chr(0x1161 + i): chr(0x314F + i) for i in range(21)}
    | {chr(0x11A8 + i): letter for i, letter in enumerate(_FINALS)}
)


@cache
def _folded(letter: str) -> str:
    """A letter without case, mark or width."""
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part) != "Mn"
    ).lower()
    return "".join(_LETTERS.get(part, part) for part in plain if unicodedata.category(part) != "Mn")


def fold(text: str) -> str:
    """Text as it is compared: syllables composed, no case, marks, ligatures or widths (`Köpf` →
    `kopf`, `ﬁne` → `fine`)."""
    if text.isascii():
        return text.lower()
    return _OTHER.sub(lambda found: "".join(map(_folded, found[0])), normalize("NFC", text)).lower()


def tokens(text: str) -> list[str]:
    """The words of a text, folded: runs of syllables, of letters, of digits: `GPT-4는` → `gpt`,
    `4`, `는`."""
    return _TOKEN.findall(fold(text))


@lru_cache(1 << 16)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of what is said again and again."""
    return tuple(tokens(name))


@cache
def is_syllable(letter: str) -> bool:
    """Whether a match may begin at this letter of a word; in `transformer` only what begins at `t`
    is the word's beginning."""
    return _SYLLABLE.match(letter) is not None


def initials(text: str) -> str:
    """The initial consonants of a text's Korean syllables: `언어 모델` → `ㅇㅇㅁㄷ`."""
    return "".join(
        INITIALS[(ord(letter) - _FIRST) // _PER_INITIAL]
        for letter in text
        if "가" <= letter <= "힣"
    )


@cache
def _opening(letter: str) -> str:
    """A syllable before it is finished: no final consonant, the first half of its vowel (`과` →
    `고`); others as they are."""
    if not "가" <= letter <= "힣":
        return letter
    initial, rest = divmod(ord(letter) - _FIRST, _PER_INITIAL)
    return chr(_FIRST + initial * _PER_INITIAL + _VOWELS[rest // _PER_VOWEL] * _PER_VOWEL)


@cache
def bucket(start: str) -> str:
    """What words are kept together by: of syllables the first two, as they are before they are
    finished, else three letters.

    `모델` → `모ㄷ`, as `모데` and `모ㄷ` are, so that all that may be being typed is in one place;
    `과` → `고`; `transformer` → `tra`."""
    if "가" <= start[0] <= "힣":
        return _opening(start[0]) + (initials(start[1:2]) or start[1:2])
    return start[:2] if is_syllable(start[0]) or start[0] in INITIALS else start[:3]


@cache
def bucket_hash(bucket: str) -> int:
    """The hash by which a bucket finds its file: 32-bit FNV-1a over its code points."""
    mixed = 0x811C9DC5
    for letter in bucket:
        mixed = (mixed ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return mixed ^ mixed >> 15
