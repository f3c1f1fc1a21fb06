"""Names of people: keys to compare spellings, items in author lists that are not names, and the
parts of a name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from weeknotes.text.unicode import fold, has_cjk, has_hangul, normalize

AND_OTHERS = r"(?<![A-Za-z])et\.?\s*al\.?|외(?:\s*\d+\s*[명인])?|등|等人?|ほか|他|ら"
"""A pattern for the words that a writer puts at the end of a list of names that is cut off on
purpose."""
MORE_AUTHORS = r"\+\s?\d+ (?:more )?(?:authors?|others?)"
"""A pattern for the words that web pages show in place of the other names."""
CUT = rf"{AND_OTHERS}|…|\.\.\.|{MORE_AUTHORS}"
"""A pattern for all words and marks in place of the other names."""
ET_AL = re.compile(rf"{CUT}|others|\+", re.IGNORECASE)
"""A placeholder for omitted authors.  If this pattern matches a whole text, the text is not a
name."""
SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
"""Suffixes of names.  A comma may precede a suffix, but a suffix is not a name."""

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
# Matches of `ET_AL` in ASCII, in lower case and without full stops.
_NOBODY = frozenset(("", "et al", "etal", "others"))
# An affiliation in brackets after the name.
_AFFILIATION = re.compile(r"\s*[(（][^()（）]*[)）]$")
_NOT_IN_NAMES = frozenset('\\{}$%&#_~^,;"@')
_TEAMS = frozenset(
    """others team group collaboration consortium community lab labs project contributors research
    university institute inc""".split()
)
# These are particles even if capitalized: `Luc Van Gool`, `Teven Le Scao`.
_PARTICLES = frozenset("van von der den de del della di da du des le la".split())


def author_key(name: str) -> str:
    """The key of a name.  It is in lower case, without diacritics, full stops and commas, and with
    single spaces.  Initials stay, so `quoc v le` is not `quoc le`.  Keys of Korean names have no
    spaces, because both spellings are common.  Empty if the text is not a name (`et al.`)."""
    if name.endswith((")", "）")):
        name = _AFFILIATION.sub("", name) or name
    if name.isascii() and name.isprintable():  # a fast path for most names
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


def given_first(name: str) -> str:
    """A name in the usual order: `Roe, Jane` becomes `Jane Roe`, and `King, Martin, Jr.` becomes
    `Martin King, Jr.`  Other names do not change."""
    surname, *others = map(str.strip, name.split(","))
    given = [other for other in others if other not in SUFFIXES]
    if len(given) != 1 or not (surname and given[0]) or "(" in given[0]:
        return name
    suffixes = [other for other in others if other in SUFFIXES]
    return ", ".join([f"{given[0]} {surname}", *suffixes])


def same_people(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lists name the same people, perhaps in other spellings: `Diederik P. Kingma`,
    `D. Kingma`, `Kingma, Diederik`."""
    return len(names) == len(others) and all(
        one == other or _spelling(one) == _spelling(other)
        for one, other in zip(names, others, strict=True)
    )


def _spelling(typed: str) -> tuple[str, str]:
    """The surname and the first letter of a name."""
    words = author_key(given_first(typed)).split()
    return (words[-1], words[0][0]) if words else ("", "")


def _without_stops(text: str) -> str:
    return " ".join(text.replace(".", " ").replace(",", " ").split())


class PersonName(NamedTuple):
    """The parts of a person's name, as in CSL and BibTeX.  Korean names and names of teams are not
    split, and the whole name is `family`."""

    family: str
    given: str = ""
    particles: str = ""
    suffix: str = ""


@lru_cache(maxsize=1 << 13)
def name_of(typed: str) -> PersonName:
    """Split a name with the given name first: `Aäron van den Oord` → (Oord, Aäron, van den).

    Lower-case words before the family name are its particles.  Capitalized particles are part of
    the family name: `Luc Van Gool` → (Van Gool, Luc)."""
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
    """The indexes at which the particles and the family name begin."""
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
    """Whether a name is not to be split: one word, not a person's name, or CJK (family first)."""
    if len(parts) < 2 or not _NOT_IN_NAMES.isdisjoint(typed):
        return True
    if not typed.isascii() and has_cjk(typed):
        return True
    folded = typed.casefold().split()
    return "and" in folded or folded[-1].rstrip(".") in _TEAMS
