"""An invisible character changes how text is read or found.

Finds zero-width characters, soft hyphens, hidden tag characters, marks of the writing direction and
line separators (U+2028, U+2029), in digests and in the names of their files. Joiners inside emoji
are allowed.

Why: invisible characters come from pasted text. Such characters split words for search, and can
make text look different from its content.

Example: `trans​former` contains a zero-width space, so search does not find it with `transformer`.

How to fix: delete the characters. The message gives their name and number, and the place of the
first one. A line separator is read as a space; to end a line there, write a line break.
"""

import re
import unicodedata

from weeknotes.diagnostics import Span
from weeknotes.lint.context import Findings, LintContext, finding, lines_of
from weeknotes.text.messages import msg
from weeknotes.text.unicode import normalize

# Allowed: joiners between emoji and in scripts that join letters; tag characters after a black
# flag.
_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0"
    "]"
    "|(?<=[0-9A-Za-z가-힣])[\u200c\u200d]"
    "|(?<![\U0001f3f4\U000e0001-\U000e007e])[\U000e0001-\U000e007f]"
)


def find(context: LintContext) -> Findings:
    for path, source in context.sources.items():
        if found := _INVISIBLE.search(path):
            message = msg(
                "the name of the file has an invisible character: {name}",
                name=_name(found),
            )
            yield finding(path, Span(), message, msg("rename the file"))
        text = normalize("NFC", source.text).removeprefix("\ufeff")
        places: dict[str, list[tuple[Span, str]]] = {}
        for number, line in enumerate(lines_of(text), 1):
            for found in _INVISIBLE.finditer(line):
                span = Span(number, found.start() + 1)
                places.setdefault(_name(found), []).append((span, line))
        for name, (first, *others) in places.items():
            message = msg("there is an invisible character: {name}", name=name)
            if others:
                n = len(others) + 1
                message = msg(
                    "there are {n} invisible characters: {name}", n=n, name=name
                )
            yield finding(
                path, first[0], message, msg("delete such characters"), first[1]
            )


def _name(found: re.Match[str]) -> str:
    character = found.group()
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
