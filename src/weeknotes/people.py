"""Names of people: which spellings are one person, and what in an author list is nobody."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from weeknotes.text import fold, has_hangul

ET_AL: Final = re.compile(r"et\.?\s*al\.?|others|…|\.\.\.|외(?:\s*\d+\s*[명인])?", re.IGNORECASE)
"""What stands for the authors that were left out: a full match of it is nobody's name."""

# Letters that Unicode does not take apart into a letter and its mark.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "‐": "-", "‑": "-", "–": "-"})
_MARKS = re.compile("[\u0300-\u036f]")


def author_key(name: str) -> str:
    """The key of a name: no case, marks or full stops, one space between its parts; initials stay (`quoc v le` is not `quoc le`).

    Korean names have no spaces in their keys, for they are written both ways.  Empty for what is nobody's name.
    """
    if ET_AL.fullmatch(name.strip()):
        return ""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", fold(name)).translate(_LATIN)).replace("’", "'")
    parts = unicodedata.normalize("NFC", plain).replace(".", " ").split()
    return ("" if has_hangul(name) else " ").join(parts)
