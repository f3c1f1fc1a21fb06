"""One paper has two entries in one week.

Finds papers that stand twice in a week, under whichever address.

Why: it is often the same note pasted twice, or an entry cut in two by a link.

Example:

    https://arxiv.org/abs/2304.07880
    처음 읽고.
    https://arxiv.org/pdf/2304.07880v2
    다시 읽고.

Remedy: join the two entries, or leave both: each keeps its place on the paper's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding, Placed

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    first: dict[tuple[object, str], Placed] = {}
    for placed in facts.entries():
        key = facts.key(placed.entry)
        if not key:
            continue
        before = first.setdefault((facts.label(placed.week) or placed.week.name, key), placed)
        if before.entry is not placed.entry:
            where = f"{before.week.path}:{before.entry.line}"
            yield facts.at_entry(
                placed,
                f"{key} has an entry in this week already, at {where}",
                "join the two entries, if they are one",
            )
