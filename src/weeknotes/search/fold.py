"""The rules for comparing text. static/search-fold.js has the same rules, and
tests/fixtures/search/fold.json tests both."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from weeknotes.text.unicode import normalize

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST = 0xAC00
_PER_INITIAL, _PER_VOWEL = 588, 28
# A compound vowel is typed in two steps: ㅘ ㅙ ㅚ begin as ㅗ, ㅝ ㅞ ㅟ as ㅜ, ㅢ as ㅡ.
_VOWELS = tuple(
    8 if v in (9, 10, 11) else 13 if v in (14, 15, 16) else 18 if v == 19 else v
    for v in range(21)
)

_SYLLABLES = "가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The inside of a character class for letters that are syllables.  A match may begin at each of
them."""
_SYLLABLE = re.compile(f"[{_SYLLABLES}]")
# At most 64 letters: each later letter of a word begins a line of the index, so very long words
# are cut.  C++ and C# are words.
_TOKEN = re.compile(
    rf"[{_SYLLABLES}]{{1,64}}|[a-z](?:\+\+|#)(?![a-z\d_+#])"
    rf"|[^\W\d_{_SYLLABLES}ㄱ-ㅣ]{{1,64}}|\d+(?:\.\d+)*"
)
_OTHER = re.compile("[^\x00-\x7f가-힣ㄱ-ㅣ]+")
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Letters that Unicode does not decompose into a letter and a mark.  The Greek final sigma becomes a
# sigma.  Conjoining jamo outside of syllables become the jamo that a keyboard types.
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
    """A letter without case, marks or width."""
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", letter)
        if unicodedata.category(part) != "Mn"
    ).lower()
    return "".join(
        _LETTERS.get(part, part)
        for part in plain
        if unicodedata.category(part) != "Mn"
    )


def fold(text: str) -> str:
    """Text for comparison.  Syllables are composed.  Case, marks, ligatures and widths are removed
    (`Köpf` → `kopf`, `ﬁne` → `fine`)."""
    if text.isascii():
        return text.lower()
    return _OTHER.sub(
        lambda found: "".join(map(_folded, found[0])), normalize("NFC", text)
    ).lower()


def tokens(text: str) -> list[str]:
    """The folded words of a text.  A word is a run of syllables, of letters or of digits: `GPT-4는`
    → `gpt`, `4`, `는`."""
    return _TOKEN.findall(fold(text))


@lru_cache(1 << 16)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a tag or an author, cached because these repeat."""
    return tuple(tokens(name))


@cache
def is_syllable(letter: str) -> bool:
    """Whether a letter is Hangul, kana or Han.  A match may begin at such a letter inside a
    word."""
    return _SYLLABLE.match(letter) is not None


def initials(text: str) -> str:
    """The initial consonants of a text's Korean syllables: `언어 모델` → `ㅇㅇㅁㄷ`."""
    return text.translate(_to_initials)


class _ToInitials(dict[int, str | None]):
    """The initial consonant of each syllable, for `str.translate`; None for other letters."""

    def __missing__(self, letter: int) -> str | None:
        nth, is_korean = (
            (letter - _FIRST) // _PER_INITIAL,
            "가" <= chr(letter) <= "힣",
        )
        self[letter] = INITIALS[nth] if is_korean else None
        return self[letter]


_to_initials = _ToInitials()


@cache
def _opening(letter: str) -> str:
    """An unfinished form of a syllable.  It has no final consonant, and only the first half of a
    compound vowel (`과` → `고`).  Other letters are returned unchanged."""
    if not "가" <= letter <= "힣":
        return letter
    initial, rest = divmod(ord(letter) - _FIRST, _PER_INITIAL)
    return chr(
        _FIRST + initial * _PER_INITIAL + _VOWELS[rest // _PER_VOWEL] * _PER_VOWEL
    )


@cache
def bucket(start: str) -> str:
    """The bucket of a word.  It is the first two syllables in an unfinished form, or the first
    three letters.

    `모델`, `모데` and `모ㄷ` are all in `모ㄷ`, so that all words that may be meant are in one
    bucket.  `과` is in `고`, and `transformer` is in `tra`."""
    if "가" <= start[0] <= "힣":
        return _opening(start[0]) + (initials(start[1:2]) or start[1:2])
    return start[:2] if is_syllable(start[0]) or start[0] in INITIALS else start[:3]


@cache
def bucket_hash(bucket: str) -> int:
    """The hash that selects the file of a bucket.  It is the 32-bit FNV-1a hash of its code
    points."""
    mixed = 0x811C9DC5
    for letter in bucket:
        mixed = (mixed ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return mixed ^ mixed >> 15
