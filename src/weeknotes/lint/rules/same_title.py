"""Two papers have the same title.

Finds titles under which two papers have their pages, unless a setting joins them.

Why: it is nearly always one paper under two addresses (a preprint and its publication), and its
notes stand on two pages.

Example:

    https://arxiv.org/abs/2304.07880
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)
    …
    https://openreview.net/forum?id=abc
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)

Remedy: `paper_aliases: {"https://openreview.net/forum?id=abc":
"https://arxiv.org/abs/2304.07880"}`, or set this rule to off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding
from weeknotes.text.unicode import fold

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    first: dict[str, str] = {}
    told: set[str] = set()
    for week, entry in facts.entries():
        key = facts.key(entry)
        if not entry.title or not key:
            continue
        other = first.setdefault(fold(entry.title.text), key)
        if other != key and key not in told:
            told.add(key)
            yield facts.at(
                week,
                entry.title.span,
                f"{other} has the same title, and a page of its own",
                f"set paper_aliases: {{{key}: {other}}}",
            )
