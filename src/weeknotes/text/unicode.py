"""Letters: what is Korean, what two spellings have in common, what no page can carry."""

import re
import unicodedata
from functools import cache
from typing import Literal

HANGUL = "ᄀ-ᇿ㄰-㆏ꥠ-꥿가-힣ힰ-퟿"
"""The inside of a character class: syllables, and the jamo that they are made of in NFD."""
CJK = HANGUL + "぀-ヿ㐀-䶿一-鿿豈-﫿"

UNSEEN = "\u200b\u2060\ufeff"
"""The inside of a character class: what takes no room, joins nothing and comes with pasted text.
At the ends of a line it is white space."""

LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")
"""What ends a line in a digest; the last two are Unicode's own, which come with text from programs
that lay it out."""

INLINE_MATH = re.compile(rf"(?<![\d\\])\$(?!\s)([^$\n{HANGUL}]{{1,200}}?)(?<![\s\\])\$(?!\d)")
"""TeX in a title, its inside as the first group; `$5에서 $10` and `\\$5` are money."""
_TEX_SIGN = re.compile(r"\\([$%&#_])")

_HANGUL = re.compile(f"[{HANGUL}]")
# XML takes none of these, and no reader sees them: C0 and C1 but tab and line ends, DEL, lone
# surrogates, the non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_MOST_MARKS = 30
"""Marks on one letter; UAX #15 calls text with no more than these stream-safe, and no language
needs as many."""
_SHORT = 500
"""Characters; marks piled in so few take no time to speak of."""


def has_hangul(text: str) -> bool:
    """Whether any Korean stands in it, composed or not."""
    return _HANGUL.search(text) is not None


def normalize(
    form: Literal["NFC", "NFD"],
    text: str,
) -> str:
    """`unicodedata.normalize` in linear time: it sorts marks in a time that grows with the square
    of their number, so more of them than any letter bears stay as they are typed."""
    if len(text) <= _SHORT or not _perhaps_piled().search(text):
        return unicodedata.normalize(form, text)
    parts = _piled().split(text)  # every second one is a pile
    return "".join(
        part if n % 2 else unicodedata.normalize(form, part) for n, part in enumerate(parts)
    )


@cache
def _perhaps_piled() -> re.Pattern[str]:
    return re.compile(rf"[^\w\x00-\x7f]{{{_MOST_MARKS + 1},}}")


@cache
def _piled() -> re.Pattern[str]:
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
    return re.compile(f"([{marks}]{{{_MOST_MARKS + 1},}})")


def clean(text: str) -> str:
    """Text as pages show it: composed (NFC), without the control characters that no format can
    carry."""
    if text.isprintable():  # as nothing is that pages cannot carry
        return text if text.isascii() else normalize("NFC", text)
    return normalize("NFC", FORBIDDEN.sub("", text))


def fold(text: str) -> str:
    """The key of a name: NFC, no case, white space as one space, nothing that pages cannot
    carry."""
    return " ".join(clean(text).casefold().split())


def title_text(title: str) -> str:
    """A title where no markup can stand: its `$…$` without the dollars, simple scripts and commands
    undone, `\\$` a dollar."""
    if "$" in title:
        title = INLINE_MATH.sub(lambda m: re.sub(r"[\\_^{}]", "", m[1]), title)
    return tex_signs(title)


def tex_signs(title: str) -> str:
    """A title with the signs that are typed `\\$`, `\\%`, `\\&`, `\\#` and `\\_` in TeX, from which
    titles are copied."""
    return _TEX_SIGN.sub(r"\1", title) if "\\" in title else title
