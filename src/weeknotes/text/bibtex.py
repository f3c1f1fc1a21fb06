"""BibTeX, as reference managers write it: entries with the places of their fields, lists of names,
and TeX as Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
_KEY = re.compile(r"[^,{}]*,")
_COMMA = re.compile(r"\s*,")
_END = re.compile(r"[\s,]*[})]")
_PIECE = re.compile(r"\s*(?:#\s*)?(?:(?P<word>[\w.:-]+)|(?P<open>[{\"]))")
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_ACCENTED = re.compile(
    r"""\\(?P<mark>[`'^"~=.]|[uvHcdbkr](?=[\s{]))\s*"""
    r"""(?:\{\s*(?P<braced>\\?[A-Za-z])\s*\}|(?P<letter>\\?[A-Za-z]))"""
)
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
}  # fmt: skip
_LETTER = re.compile(
    rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])\s*(?:\{{\}})?"
)
_MATH = re.compile(r"(?<!\\)(\$[^$]*\$)")
_MARKUP = re.compile(r"\\(?:emph|text(?:it|bf|tt|sc|rm|sf)?)(?=\s*\{)")
_SPLIT = re.compile(r"\\.|[{}]|\s+and\s+", re.DOTALL | re.IGNORECASE)


class Value(NamedTuple):
    """The value of a field as typed, without its marks.  Several pieces are joined.  The value is
    at text[start:end].  The whole field, with its name and marks, is at text[first:last]."""

    text: str
    start: int
    end: int
    first: int
    last: int


class BibItem(NamedTuple):
    """An entry: text[start:end] with its closing mark, and its fields by lower-case names."""

    start: int
    end: int
    fields: Mapping[str, Value]


def bibtex_items(text: str) -> Iterator[BibItem]:
    """The entries that have fields.  What is not BibTeX is skipped."""
    strings: dict[str, str] = {}
    at = 0
    while found := _ENTRY.search(text, at):
        at = found.end()
        kind = found[1].lower()
        if kind in ("comment", "preamble"):
            continue
        if kind != "string" and (key := _KEY.match(text, at)):
            at = key.end()
        fields, at = _fields(text, at, strings)
        if kind == "string":
            strings |= {name: value.text for name, value in fields.items()}
        elif fields:
            end = _END.match(text, at)
            yield BibItem(found.start(), end.end() if end else len(text), fields)


def _fields(
    text: str, at: int, strings: Mapping[str, str]
) -> tuple[dict[str, Value], int]:
    """The fields from an offset on, and the offset after them."""
    fields: dict[str, Value] = {}
    while found := _FIELD.match(text, at):
        value = _value(text, found, strings)
        at = value.last
        fields.setdefault(found[1].lower(), value)
        comma = _COMMA.match(text, at)
        if not comma:
            break
        at = comma.end()
    return fields, at


def _value(text: str, field: re.Match[str], strings: Mapping[str, str]) -> Value:
    """The value of a field, joined from its pieces."""
    pieces: list[tuple[int, int, str]] = []
    at = field.end()
    while found := _PIECE.match(text, at):
        if pieces and "#" not in found[0]:
            break
        if word := found["word"]:
            at = found.end()
            pieces.append((at - len(word), at, strings.get(word.lower(), word)))
            continue
        end = _closing(text, found.end(), '"' if found["open"] == '"' else "}")
        pieces.append((found.end(), end, text[found.end() : end]))
        at = min(end + 1, len(text))
    start, end = (pieces[0][0], pieces[-1][1]) if pieces else (at, at)
    return Value(
        "".join(piece for _, _, piece in pieces), start, end, field.start(1), at
    )


def _closing(text: str, at: int, mark: str) -> int:
    """The offset of the mark that closes a value, outside of inner braces; the end of the text if
    there is none."""
    depth = 0
    for found in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at):
        if found[0] == mark and depth == 0:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return len(text)


def bibtex_names(value: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each name in a list, as typed.  An `and` in braces is a part of a name."""
    depth = at = 0
    for found in _SPLIT.finditer(value):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth <= 0 and found[0][0].isspace():
            yield from _name(value, at, found.start())
            at = found.end()
    yield from _name(value, at, len(value))


def _name(value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    name = value[start:end].strip()
    if name.strip("{} ").lower() not in ("", "others"):
        first = value.index(name, start)
        yield first, first + len(name)


def unicode_text(text: str) -> str:
    """TeX as Unicode: accents, letters and escapes are resolved, and braces removed.  Formulas stay
    as they are."""
    pieces = _MATH.split(text)
    return "".join(
        piece if n % 2 else _plain(piece) for n, piece in enumerate(pieces)
    )


def _plain(text: str) -> str:
    text = _MARKUP.sub("", text)
    text = _ACCENTED.sub(_accented, text)
    text = _LETTER.sub(lambda m: _LETTERS[m[1]].translate(_KEPT), text)
    text = re.sub(r"(?<!\\)~", " ", text).replace("---", "—").replace("--", "–")
    text = re.sub(r"[{}]", "", re.sub(r"\\([%&#_])", r"\1", text))
    return text.translate(_BACK)


_KEPT = str.maketrans("{}~", "\ue000\ue001\ue002")
_BACK = str.maketrans("\ue000\ue001\ue002", "{}~")
"""Characters that stand for the braces and tildes that TeX commands produce, until the braces and
tildes that were typed are processed."""


def _accented(found: re.Match[str]) -> str:
    letter = (found["braced"] or found["letter"]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["mark"]])
