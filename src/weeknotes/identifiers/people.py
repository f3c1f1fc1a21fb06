"""Names of people: which spellings are one person, what in an author list is nobody, and where a
family name begins."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from weeknotes.text.unicode import CJK, fold, has_hangul, normalize

ET_AL: Final = re.compile(r"et\.?\s*al\.?|others|…|\.\.\.|외(?:\s*\d+\s*[명인])?", re.IGNORECASE)
"""What stands for the authors that were left out: a full match of it is nobody's name."""

# Letters that Unicode does not take apart into a letter and its mark.
_LATIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "‐": "-",
        "‑": "-",
        "–": "-",
    }
)
_MARKS = re.compile("[\u0300-\u036f]")
# What the keys of ASCII that stands for nobody would be, by full stops and case alone.
_PERHAPS_NOBODY: Final = frozenset(("", "et al", "etal", "others"))


def author_key(name: str) -> str:
    """The key of a name: no case, marks or full stops, one space between its parts; initials stay
    (`quoc v le` is not `quoc le`).

    Korean names have no spaces in their keys, for they are written both ways.  Empty for what is
    nobody's name."""
    if name.endswith((")", "）")):
        name = _WHERE.sub("", name) or name
    if name.isascii() and name.isprintable():  # most are, and there is little to do
        key = " ".join(name.lower().replace(".", " ").split())
        if key not in _PERHAPS_NOBODY:
            return key
    if ET_AL.fullmatch(name.strip()):
        return ""
    folded = fold(name)
    if folded.isascii():
        return " ".join(folded.replace(".", " ").split())
    plain = _MARKS.sub("", normalize("NFD", folded).translate(_LATIN)).replace("’", "'")
    parts = normalize("NFC", plain).replace(".", " ").split()
    return ("" if has_hangul(name) else " ").join(parts)


class Name(NamedTuple):
    """A person's name; `family` alone where it is in one piece, as Korean names are, and those of
    teams."""

    family: str
    given: str = ""
    particles: str = ""
    suffix: str = ""


_NO_NAMES: Final = frozenset('\\{}$%&#_~^,;"@')
_TEAMS: Final = frozenset(
    "others team group collaboration consortium community lab labs project contributors research university institute inc".split()
)
SUFFIXES: Final = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
"""What ends a name and is none, though a comma may stand before it."""
_WHERE: Final = re.compile(r"\s*[(（][^()（）]*[)）]$")
"""Where somebody works, in brackets after the name."""
# Those that a capital does not hide: `Luc Van Gool`, `Teven Le Scao`.
_PARTICLES: Final = frozenset("van von der den de del della di da du des le la".split())


@lru_cache(maxsize=1 << 13)
def name_of(typed: str) -> Name:
    """A name as typed, given name first, taken apart: `Aäron van den Oord` → (Oord, Aäron, van
    den).

    Small words before the family name are its particles; with a capital they are part of it, as in
    `Luc Van Gool`."""
    typed = _WHERE.sub("", typed) or typed
    head, _, suffix = typed.rpartition(", ")
    if suffix in SUFFIXES:
        typed = f"{head} {suffix}"
    parts = typed.split()
    folded = typed.casefold().split()
    if (
        len(parts) < 2
        or _is_in_one_piece(typed)
        or "and" in folded
        or folded[-1].rstrip(".") in _TEAMS
    ):
        return Name(" ".join(parts))
    if len(parts) == 2:
        return Name(parts[1], parts[0])
    suffix = parts.pop() if parts[-1] in SUFFIXES else ""
    last = len(parts) - 1
    if last > 2 and parts[-2] == "y":
        return Name(" ".join(parts[-3:]), " ".join(parts[:-3]), "", suffix)
    start = last
    while start > 1 and _is_particle(parts[start - 1]):
        start -= 1
    if start == last:
        return Name(parts[last], " ".join(parts[:last]), "", suffix)
    family = next((i + 1 for i in range(last - 1, start - 1, -1) if parts[i][0].islower()), start)
    return Name(
        " ".join(parts[family:]), " ".join(parts[:start]), " ".join(parts[start:family]), suffix
    )


def _is_particle(word: str) -> bool:
    return word[0].islower() or word.casefold() in _PARTICLES


def _is_in_one_piece(typed: str) -> bool:
    """Whether it is in a script that puts the family first, or no name of a person."""
    return not _NO_NAMES.isdisjoint(typed) or (
        not typed.isascii() and _cjk().search(typed) is not None
    )


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]")
