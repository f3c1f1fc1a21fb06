"""Two authors' names differ in hyphens, spaces or apostrophes alone.

Finds names that are one when only their letters are read. Initials and the order of names are not
compared: `Quoc Le` may not be `Quoc V. Le`.

Why: each spelling has its own page, or too few papers for one.

Example:

    Sheer El-Showk
    Sheer El Showk

Remedy: `author_aliases: {Sheer El Showk: Sheer El-Showk}` in `weeknotes.yml`; what was typed stays
as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.identifiers.people import author_key
from weeknotes.lint.facts import Facts, Finding
from weeknotes.parsing.result import RawWeek, Text
from weeknotes.resolving.aliases import aliases_of
from weeknotes.text.unicode import clean

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    aliases = aliases_of(facts.config).authors
    counts: Counter[str] = Counter()
    first: dict[str, tuple[RawWeek, Text]] = {}
    for week, entry in facts.entries():
        for author in entry.authors:
            key = author_key(author.text)
            counts[aliases.get(key, key)] += 1
            first.setdefault(aliases.get(key, key), (week, author))
    shapes: dict[str, str] = {}
    for key in sorted(first, key=lambda key: -counts[key]):
        other = shapes.setdefault(re.sub(r"\W", "", key), key)
        if other != key:
            week, rarer = first[key]
            name, commoner = clean(rarer.text), clean(first[other][1].text)
            message = f"`{name}` ({counts[key]}) and `{commoner}` ({counts[other]}) differ in hyphens or spaces alone"
            yield facts.at(week, rarer.span, message, f"set author_aliases: {{{name}: {commoner}}}")
