"""An entry is nothing but its addresses.

Finds entries with neither title nor commentary nor tags.

Why: a reader learns nothing from it; often the rest of the entry was forgotten, or it belongs to
the entry above.

Example:

    https://example.com/post
    https://arxiv.org/abs/2304.07880
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)

Remedy: write a title, a word on why it is here, or a tag; or join it to the entry that it belongs
to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding
from weeknotes.parsing.result import RawEntry

SEVERITY: Final = Severity.WARNING


def is_bare(entry: RawEntry) -> bool:
    """Whether an entry is addresses and nothing else."""
    return bool(entry.urls) and not (entry.title or entry.commentary or entry.tags)


def find(facts: Facts) -> Iterator[Finding]:
    for placed in facts.entries():
        if is_bare(placed.entry):
            yield facts.at_entry(
                placed,
                "an entry that is nothing but an address",
                "say in a line why it is here, or give it a title or a tag",
            )
