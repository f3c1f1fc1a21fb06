"""A character that nobody sees changes how text is read or found.

Finds zero-width characters, soft hyphens and marks that turn the direction of writing. Joiners within emoji do not count.

Why: they come with pasted text, split words for search, and can make a text look other than it is.

Example: `trans​former`, which search does not find under `transformer` (a zero-width space stands in it).

Remedy: delete it. The message names the character and its column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from weeknotes.checks.base import Facts, Finding
from weeknotes.diagnostics import Severity, Span

SEVERITY: Final = Severity.WARNING


_INVISIBLE = re.compile("[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\uffa0\u3164]")


def find(facts: Facts) -> Iterator[Finding]:
    for path, source in facts.sources.items():
        text = unicodedata.normalize("NFC", source.text).removeprefix("\ufeff")
        for found in _INVISIBLE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            name = unicodedata.name(found.group(), f"U+{ord(found.group()):04X}").lower()
            yield Finding(path, Span(line, column), facts.line(path, line), f"an invisible character: {name}", "delete it")
