"""A list of authors looks cut.

Finds lists that end in `et al.`, in `…`, or in a comma.

Why: who is not named is not found, and is not cited.

Example:

    Textbooks Are All You Need (Suriya Gunasekar, Yi Zhang, et al.)

Remedy: write all authors; a long list is folded on the page by itself. Or set this rule to off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        if not entry.authors:
            continue
        last = entry.authors[-1]
        ending = facts.line(week.path, last.span.line)[last.span.column - 1 + len(last.text) :]
        if re.search(
            r"(?:^|\s)(?:et\.?\s*al\.?|others)$|(?:…|\.\.\.)$|^외\s*\d*", last.text, re.IGNORECASE
        ) or re.match(r"\s*[,;]", ending):
            yield facts.at(
                week,
                last.span,
                "the list of authors looks cut",
                "name them all; pages fold a long list by themselves",
            )
