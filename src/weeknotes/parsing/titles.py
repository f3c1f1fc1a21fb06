"""`Title (Author One, Author Two)`: when a line is one, and where the authors stand in it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from weeknotes.identifiers.people import ET_AL, SUFFIXES
from weeknotes.text.unicode import HANGUL, has_hangul

MAX_TITLE = 200_000
"""Characters; the longest author lists, of collaborations in physics, have some 5,000 names."""

_SURNAME = re.compile(r"(?:[OD]['’])?[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?")
_FULL_WIDTH = str.maketrans("（）", "()")
_NOT_IN_NAME = re.compile(r"[\d:=%/\\@#<>{}\[\]|?!…]|https?")
_PARTICLES = frozenset(
    "de da di du del della der den dos van von la le el al bin ibn ben ter ten zu y e af av".split()
)
# Words that end a title in brackets, "(Extended Abstract)", and stand in nobody's name.
_NOT_A_NAME = frozenset(
    "abstract appendix benchmark challenge dataset draft edition extended full learning model models network networks paper part "
    "preprint preview report revised revisited short student supplementary survey technical track tutorial version workshop".split()
)


# Two full names or more, `Jane Q. Roe, John Doe`: what nearly every list is, told in one step.
_PLAIN_NAMES = re.compile(
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4})+"
)


_MARKER = re.compile(r"(?:\d{1,3}[.)]|•)\s+(?=\S)")
_EMPHASISED = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<inside>\S(?:.*\S)?)(?P=mark)")
_WORD = re.compile(r"[^\W_]")
_WORDS_OF_NAME = re.compile(r"[^\s.]+")


@cache
def _separators() -> re.Pattern[str]:
    left_out = r"et\.?\s*al\.?|…|\.\.\.|외(?:\s*\d+\s*[명인])?"
    return re.compile(
        rf"[,;，、](?:\s?(?:and\s|&))?|\s(?:and|&)\s|\s+(?=(?:{left_out})\s*(?:\Z|[,;，、]))|(?<=[{HANGUL}])·(?=[{HANGUL}])"
    )


@cache
def _hangul_name() -> re.Pattern[str]:
    return re.compile(rf"[{HANGUL}]{{2,12}}")


class TitleLine(NamedTuple):
    """text[start:end] is the title, and text[opening:closing] what stands in the brackets after it:
    its authors."""

    start: int
    end: int
    opening: int
    closing: int


def author_names(text: str, found: TitleLine) -> list[str]:
    """The authors in the text that a title was found in."""
    if _PLAIN_NAMES.fullmatch(text, found.opening, found.closing):
        return text[found.opening : found.closing].split(", ")
    return [text[start:end] for start, end in author_ranges(text, found)]


def author_ranges(text: str, found: TitleLine) -> list[tuple[int, int]]:
    """Where each author stands in the text that a title was found in."""
    if _PLAIN_NAMES.fullmatch(text, found.opening, found.closing):
        return _plain_names(text, found.opening, found.closing)
    return _names(
        text.translate(_FULL_WIDTH) if "）" in text else text, found.opening, found.closing
    )


def split_title(text: str) -> TitleLine | None:
    """The title and authors of a line (or of wrapped lines joined), or None where it is not one."""
    body = text.rstrip()
    if len(body) > MAX_TITLE or not body.endswith((")", ").", "）", "）.")):
        return None
    if "）" in body:
        body = body.translate(_FULL_WIDTH)
    if body.startswith(("[[", ">", "|", "- ", "* ")):
        return None
    body = body.removesuffix(".")
    start = _opening(body)
    return _title_at(body, start, len(body) - 1) if start else None


def split_unclosed_title(text: str) -> TitleLine | None:
    """The same where an author list was cut and its bracket never closes; three names at least make
    the case."""
    body = text.rstrip().rstrip(",")
    if len(body) > MAX_TITLE or body.count("(") != body.count(")") + 1 or has_hangul(body):
        return None
    start = _opening(body + ")")
    found = _title_at(body, start, len(body)) if body[start - 1 : start] == " " else None
    return found if found and len(author_ranges(body, found)) >= 3 else None


def _opening(body: str) -> int:
    """Where the bracket opens that the last character closes; 0 where none does."""
    if (simple := body.rfind("(")) > body.rfind(")", 0, -1):
        return max(simple, 0)
    depth = 0
    for at in range(len(body) - 1, 0, -1):
        if body[at] == ")":
            depth += 1
        elif body[at] == "(":
            depth -= 1
            if depth == 0:
                return at
    return 0


def _title_at(body: str, opening: int, closing: int) -> TitleLine | None:
    title = body[:opening].rstrip()
    if not _WORD.search(title):
        return None
    if not _PLAIN_NAMES.fullmatch(body, opening + 1, closing):
        names = _names(body, opening + 1, closing)
        if not _are_authors([body[start:end] for start, end in names], has_hangul(title)):
            return None
    return TitleLine(*_bare(title), opening + 1, closing)


def _bare(title: str) -> tuple[int, int]:
    """Where a title stands without the number or bullet before it, nor the stars or strokes that
    emphasise all of it."""
    marker = _MARKER.match(title)
    start, end = marker.end() if marker else 0, len(title)
    if (found := _EMPHASISED.fullmatch(title, start)) and found["mark"] not in found["inside"]:
        start, end = found.span("inside")
    return start, end


def _plain_names(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of a list that is known to be parted by `, ` alone."""
    names = []
    for name in body[start:end].split(", "):
        stop = start + len(name)
        names.append((start, stop))
        start = stop + len(", ")
    return names


def _names(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a list between its separators; commas inside brackets do not separate."""
    names: list[tuple[int, int]] = []
    at = start
    for found in [*_separators().finditer(body, start, end), None]:
        stop = found.start() if found else end
        piece = body[at:stop]
        if piece.count("(") > piece.count(")"):
            continue
        stripped = piece.strip()
        if stripped in SUFFIXES and names:
            names[-1] = (names[-1][0], at + len(piece.rstrip()))
        elif stripped:
            begin = at + len(piece) - len(piece.lstrip())
            names.append((begin, begin + len(stripped)))
        at = found.end() if found else end
    return names


def _are_authors(names: list[str], in_korean: bool) -> bool:
    """Whether the pieces read as people.  One alone must be a full name; of several, most must, or
    all be surnames."""
    people = [name for name in names if not ET_AL.fullmatch(name)]
    if not people or any(len(name) > 80 for name in people):
        return False
    latin = [name for name in people if not _hangul_name().fullmatch(name)]
    if _NOT_IN_NAME.search(", ".join(latin)) or has_hangul(", ".join(latin)):
        return False
    full = sum(map(_is_full_name, latin))
    if len(latin) < len(people):
        return full == len(latin) and (
            len(people) >= 2
            or not in_korean
            or any(name.startswith("외") and ET_AL.fullmatch(name) for name in names)
        )
    if len(latin) == 1:
        return full == 1
    if in_korean:
        return full == len(latin)
    if len(latin) >= 3 and all(map(_SURNAME.fullmatch, latin)):
        return True
    capital = sum(name[0].isupper() or name[0] in "'’\"" for name in latin)
    return full * 2 >= len(latin) and capital * 5 >= len(latin) * 3


def _is_full_name(name: str) -> bool:
    words = _WORDS_OF_NAME.findall(name)
    if not 2 <= len(words) <= 8 or not _NOT_A_NAME.isdisjoint(
        [word.lower().strip("()'’\"") for word in words]
    ):
        return False
    capital = [
        word
        for word in words
        if word.lstrip("(\"'’")[:1].isupper() or word in _PARTICLES or not word.isascii()
    ]
    return len(capital) * 2 > len(words)


_MARKUP_START = re.compile(r"[>|`~!(<\[]|[-*+•]\s|\d+[.)]\s|https?://|\$\$|#(?!\s)")


def plain_title(text: str) -> bool | None:
    """Whether a line with no authors may be a title: True if it is set like one, None if it could
    be a sentence as well."""
    line = text.strip()
    if (
        has_hangul(line)
        or not 3 <= len(line) <= 250
        or _MARKUP_START.match(line)
        or not re.search(r"[A-Za-z]{2}", line)
    ):
        return False
    if re.search(r"[.,;:]$|[=<>{}]|\w\(", line):
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", line) if len(word) > 3]
    capital = sum(any(c.isupper() for c in word) for word in words)
    return True if words and capital * 5 >= len(words) * 3 else None
