"""Names of people: which spellings are one person, what in a list of authors is no name, and where
the family name begins."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from weeknotes.text.unicode import CJK, fold, has_hangul, normalize

ET_AL = re.compile(r"et\.?\s*al\.?|others|…|\.\.\.|외(?:\s*\d+\s*[명인])?", re.IGNORECASE)
"""Stands for the authors that were left out: a full match is no name."""
SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
"""Ends of names, which are no names themselves, though a comma may stand before them."""

# Letters that Unicode does not decompose into a letter and a mark.
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
# What `ET_AL` becomes where an ASCII name is only lower-cased and stripped of full stops.
_NOBODY = frozenset(("", "et al", "etal", "others"))
# An affiliation in brackets after the name.
_AFFILIATION = re.compile(r"\s*[(（][^()（）]*[)）]$")
_NOT_IN_NAMES = frozenset('\\{}$%&#_~^,;"@')
_TEAMS = frozenset(
    """others team group collaboration consortium community lab labs project contributors research
    university institute inc""".split()
)
# These are particles also with a capital: `Luc Van Gool`, `Teven Le Scao`.
_PARTICLES = frozenset("van von der den de del della di da du des le la".split())


def author_key(name: str) -> str:
    """The key of a name: without case, marks and full stops, one space between its parts.

    Initials stay: `quoc v le` is not `quoc le`.  Korean names have no spaces in their keys, as they
    are written both ways.  Empty for what is no name."""
    if name.endswith((")", "）")):
        name = _AFFILIATION.sub("", name) or name
    if name.isascii() and name.isprintable():  # most are, and this is fast
        key = _without_stops(name.lower())
        if key not in _NOBODY:
            return key
    if ET_AL.fullmatch(name.strip()):
        return ""
    folded = fold(name)
    if folded.isascii():
        return _without_stops(folded)
    plain = _MARKS.sub("", normalize("NFD", folded).translate(_LATIN))
    key = _without_stops(normalize("NFC", plain.replace("’", "'")))
    return key.replace(" ", "") if has_hangul(name) else key


def _without_stops(text: str) -> str:
    return " ".join(text.replace(".", " ").split())


class PersonName(NamedTuple):
    """A person's name in its parts.  A name in one piece, such as a Korean name or that of a team,
    is `family` alone."""

    family: str
    given: str = ""
    particles: str = ""
    suffix: str = ""


@lru_cache(maxsize=1 << 13)
def name_of(typed: str) -> PersonName:
    """A name as typed, given name first, in its parts: `Aäron van den Oord` → (Oord, Aäron,
    van den).

    Lower-case words before the family name are its particles; with a capital they are part of it:
    `Luc Van Gool`."""
    typed = _AFFILIATION.sub("", typed) or typed
    head, _, suffix = typed.rpartition(", ")
    if suffix in SUFFIXES:
        typed = f"{head} {suffix}"
    parts = typed.split()
    if _is_one_piece(typed, parts):
        return PersonName(" ".join(parts))
    if len(parts) == 2:
        return PersonName(parts[1], parts[0])
    suffix = parts.pop() if parts[-1] in SUFFIXES else ""
    start, family = _family(parts)
    return PersonName(
        family=" ".join(parts[family:]),
        given=" ".join(parts[:start]),
        particles=" ".join(parts[start:family]),
        suffix=suffix,
    )


def _family(parts: list[str]) -> tuple[int, int]:
    """Where the particles of a name begin, and where its family name does."""
    last = len(parts) - 1
    if last > 2 and parts[-2] == "y":
        return last - 2, last - 2
    start = last
    while start > 1 and _is_particle(parts[start - 1]):
        start -= 1
    lower = [at for at in range(start, last) if parts[at][0].islower()]
    return start, lower[-1] + 1 if lower else start


def _is_particle(word: str) -> bool:
    return word[0].islower() or word.casefold() in _PARTICLES


def _is_one_piece(typed: str, parts: list[str]) -> bool:
    """Whether a name is one word, no person's name, or in a script that puts the family first."""
    if len(parts) < 2 or not _NOT_IN_NAMES.isdisjoint(typed):
        return True
    if not typed.isascii() and _cjk().search(typed):
        return True
    folded = typed.casefold().split()
    return "and" in folded or folded[-1].rstrip(".") in _TEAMS


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]")
