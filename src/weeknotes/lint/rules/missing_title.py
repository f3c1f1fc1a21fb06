"""The paper of an entry has no title anywhere.

Finds addresses whose entries, in all weeks, name no title. Where most entries of a week have none,
the week is told once.

Why: its page can only be called by its address (`arXiv:1911.09070`), which nobody looks for.

Example:

    https://arxiv.org/abs/1911.09070
    #object_detection

Remedy: write `Title (Authors)` below the address, or `## Title` where there are no authors. One
entry of a paper is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding, Placed
from weeknotes.lint.rules.bare_address import is_bare

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    titled = {key for key, paper in facts.site.papers.items() if paper.titled}
    for week in facts.weeks():
        bare = [
            Placed(week, entry)
            for entry in week.entries
            if entry.urls and facts.key(entry) not in titled
        ]
        if len(bare) > 3 and len(bare) * 2 > len(week.entries):
            message = f"{len(bare)} of {len(week.entries)} entries have no title"
            yield facts.at(
                week,
                week.span,
                message,
                "write `Title (Authors)` below an address, as the pages are called by it",
            )
            continue
        for placed in bare:
            if is_bare(placed.entry):
                continue  # told by bare-address
            yield facts.at_entry(
                placed, "no title", "write `Title (Authors)` below the address, or `## Title`"
            )
