"""A character that nobody sees changes how text is read or found.

Finds zero-width characters, soft hyphens, hidden tags and marks that turn the direction of writing,
in digests and in the names of their files. Joiners within emoji do not count.

Why: they come with pasted text, split words for search, and can make a text look other than it is.

Example: `trans​former`, which search does not find under `transformer` (a zero-width space stands
in it).

Remedy: delete it. The message names the character and its column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity, Span
from weeknotes.lint.facts import Facts, Finding, lines_of
from weeknotes.text.unicode import normalize

SEVERITY: Final = Severity.WARNING

# Joiners belong between emoji and in scripts that join; tags, after a black flag.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0]"
    "|(?<=[0-9A-Za-z가-힣])[\u200c\u200d]|(?<![\U0001f3f4\U000e0001-\U000e007e])[\U000e0001-\U000e007f]"
)


def find(facts: Facts) -> Iterator[Finding]:
    for path, source in facts.sources.items():
        if found := _INVISIBLE.search(path):
            yield Finding(
                path,
                Span(),
                "",
                f"an invisible character in the file's name: {_name(found)}",
                "give the file another name",
            )
        for number, line in enumerate(
            lines_of(normalize("NFC", source.text).removeprefix("\ufeff")), 1
        ):
            for found in _INVISIBLE.finditer(line):
                yield Finding(
                    path,
                    Span(number, found.start() + 1),
                    line,
                    f"an invisible character: {_name(found)}",
                    "delete it",
                )


def _name(found: re.Match[str]) -> str:
    return unicodedata.name(found.group(), f"U+{ord(found.group()):04X}").lower()
