"""Unicode: scripts, normalization, and characters that are not allowed in pages."""

import re
import unicodedata
from functools import cache
from typing import Literal

from weeknotes.text.patterns import LazyPattern

Range = tuple[int, int]
"""(start, end) of a part of a text."""

HANGUL = "ᄀ-ᇿ㄰-㆏ꥠ-꥿가-힣ힰ-퟿"
"""The inside of a regular expression class: Hangul syllables and jamo (as in NFD)."""
CJK = HANGUL + "぀-ヿ㐀-䶿一-鿿豈-﫿"
ASIAN_LETTER = r"[^\W\d_\x00-\u10ff\u1200-\u2fff]"
"""A letter in Korean (also as in NFD), Japanese or Chinese, and in rare scripts.  This class is
compiled faster than `[{CJK}]`, because it lists fewer ranges of characters."""

WHITE_SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All characters for which `str.isspace` is true."""
UNSEEN = "\u200b\u2060\ufeff"
"""The inside of a regular expression class: zero-width characters that often come with pasted text.
These characters count as white space at both ends of a line."""

LETTER_OR_DIGIT = re.compile(r"[^\W_]")
LINE_END = re.compile(r"\r\n|[\r\n]")
"""Line ends in a digest, as editors count them.  Others, such as U+2028 in text that was copied
from a layout program, are white space within a line."""

INLINE_MATH = re.compile(
    rf"(?<![\d\\])\$(?!\s)([^$\n{HANGUL}]{{1,200}}?)(?<![\s\\])\$(?!\d)"
)
"""TeX in a title; group 1 is the text between the dollar signs.  Does not match amounts of money:
`$5에서 $10`, `\\$5`."""
_TEX_SIGN = re.compile(r"\\([$%&#_])")

_HANGUL = re.compile(f"[{HANGUL}]")
_CJK = LazyPattern(ASIAN_LETTER)
# Invisible characters that XML 1.0 forbids or discourages: C0 and C1 controls (except tab and line
# ends), DEL, lone surrogates, noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
"""Characters without width.  Two names that differ in them alone look the same."""
_MOST_MARKS = 30
"""The maximum number of combining marks on one letter that are normalized: the limit of the
Stream-Safe Text Format (UAX #15).  No language needs more."""
_PERHAPS_PILED = LazyPattern(rf"[^\w\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_SHORT = 500
"""Texts up to this many characters need no check, because normalizing them is always fast."""


def stripped(
    text: str,
    start: int,
    end: int,
    left: str | None = None,
    right: str | None = None,
) -> Range:
    """The range without these characters at its beginning and at its end; without white space, if
    none are given."""
    part = text[start:end].rstrip(right)
    end = start + len(part)
    return end - len(part.lstrip(left)), end


def moved(place: Range, by: int) -> Range:
    """The same range in a text to whose beginning `by` characters were added."""
    return place[0] + by, place[1] + by


def is_utf8(name: str) -> bool:
    """Whether the name of a file is UTF-8.  Python reads other names as lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def has_hangul(text: str) -> bool:
    """Whether a text contains Hangul, in NFC or NFD."""
    return _HANGUL.search(text) is not None


def has_cjk(text: str) -> bool:
    """Whether a text contains a letter in Korean, Japanese or Chinese."""
    return _CJK.search(text) is not None


def normalize(
    form: Literal["NFC", "NFD"],
    text: str,
) -> str:
    """`unicodedata.normalize` in linear time.  Python's function sorts combining marks in quadratic
    time, so longer runs of marks than `_MOST_MARKS` are not normalized."""
    if len(text) <= _SHORT or not _PERHAPS_PILED.search(text):
        return unicodedata.normalize(form, text)
    parts = _piled().split(text)  # every second part is a long run of marks
    return "".join(
        part if n % 2 else unicodedata.normalize(form, part)
        for n, part in enumerate(parts)
    )


def fold_path(path: str) -> str:
    """A key that is equal for two paths if they are the same file on some file system.  A file
    system may ignore case, or store names in NFD."""
    return (
        path.lower()
        if path.isascii()
        else normalize("NFC", normalize("NFD", path).casefold())
    )


@cache
def _piled() -> re.Pattern[str]:
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
    return re.compile(f"([{marks}]{{{_MOST_MARKS + 1},}})")


def clean(text: str) -> str:
    """Text for display: in NFC, without the characters in `FORBIDDEN`."""
    if text.isprintable():  # then it contains nothing that is forbidden
        return text if text.isascii() else normalize("NFC", text)
    return normalize("NFC", FORBIDDEN.sub("", text))


def fold(text: str) -> str:
    """Text as a key for comparison: cleaned, case-folded, without characters that nobody sees,
    white space reduced to single spaces."""
    folded = clean(text).casefold()
    return " ".join(
        (folded if folded.isascii() else _UNSEEN.sub("", folded)).split()
    )


def title_text(title: str) -> str:
    """A title as plain text: `$…$` loses its dollar signs and the characters `\\_^{}`; `\\$`
    becomes `$`."""
    if "$" in title:
        title = INLINE_MATH.sub(lambda m: re.sub(r"[\\_^{}]", "", m[1]), title)
    return tex_signs(title)


def tex_signs(title: str) -> str:
    """A title without the TeX escapes `\\$`, `\\%`, `\\&`, `\\#` and `\\_`, which come with titles
    copied from TeX."""
    return _TEX_SIGN.sub(r"\1", title) if "\\" in title else title
