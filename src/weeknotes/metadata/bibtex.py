"""BibTeX, as reference managers write it: the titles and authors of its entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from weeknotes.metadata.work import Work, given_first, work

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
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
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def bibtex_items(text: str) -> Iterator[Mapping[str, str]]:
    """The fields of each entry, by lower-case names, with the values as typed.  What is not BibTeX
    is skipped."""
    strings: dict[str, str] = {}
    at = 0
    while found := _ENTRY.search(text, at):
        at = found.end()
        kind = found[1].lower()
        if kind in ("comment", "preamble"):
            continue
        if kind != "string":
            key = re.compile(r"[^,{}]*,").match(text, at)
            at = key.end() if key else at
        fields, at = _fields(text, at, strings)
        if kind == "string":
            strings |= fields
        elif fields:
            yield fields


def _fields(text: str, at: int, strings: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """The fields from an offset on, and the offset after them."""
    fields: dict[str, str] = {}
    while found := _FIELD.match(text, at):
        value, at = _value(text, found.end(), strings)
        fields.setdefault(found[1].lower(), value)
        comma = re.compile(r"\s*,").match(text, at)
        if not comma:
            break
        at = comma.end()
    return fields, at


def _value(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """A value, joined from its pieces, and the offset after it."""
    pieces: list[str] = []
    while found := _PIECE.match(text, at):
        if pieces and "#" not in found[0]:
            break
        if word := found["word"]:
            pieces.append(strings.get(word.lower(), word))
            at = found.end()
            continue
        end = _closing(text, found.end(), '"' if found["open"] == '"' else "}")
        pieces.append(text[found.end() : end])
        at = end + 1
    return "".join(pieces), at


def _closing(text: str, at: int, mark: str) -> int:
    """The offset of the mark that closes a value, outside of inner braces; the end of the text if
    there is none."""
    depth = 0
    for found in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at):
        if found[0] == mark and depth == 0:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return len(text)


def bibtex_work(fields: Mapping[str, str]) -> Work | None:
    """The work that an entry describes."""
    names = (
        _name(name)
        for name in _AND.split(" ".join(fields.get("author", "").split()))
        if name.strip("{} ").lower() not in ("", "others")
    )
    return work(unicode_text(fields.get("title", "")), names)


def _name(name: str) -> str:
    """A name, with the given name first.  A name in braces is one piece."""
    if re.fullmatch(r"\{[^{}]*\}", name):
        return unicode_text(name)
    parts = [unicode_text(part) for part in name.split(",")]
    return given_first(",".join(parts))


def unicode_text(text: str) -> str:
    """TeX as Unicode: accents, letters and escapes are resolved, and braces removed.  Formulas stay
    as they are."""
    pieces = _MATH.split(text)
    return "".join(piece if n % 2 else _plain(piece) for n, piece in enumerate(pieces))


def _plain(text: str) -> str:
    text = _MARKUP.sub("", text)
    text = _ACCENTED.sub(_accented, text)
    text = re.sub(
        r"[{}]",
        "",
        re.sub(r"\\([%&#_])", r"\1", _LETTER.sub(lambda m: _kept(_LETTERS[m[1]]), text)),
    )
    text = re.sub(r"(?<!\\)~", " ", text).replace("---", "—").replace("--", "–")
    return text.replace(_OPEN, "{").replace(_CLOSE, "}")


_OPEN, _CLOSE = "\ue000", "\ue001"


def _kept(letter: str) -> str:
    return {"{": _OPEN, "}": _CLOSE}.get(letter, letter)


def _accented(found: re.Match[str]) -> str:
    letter = (found["braced"] or found["letter"]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["mark"]])
