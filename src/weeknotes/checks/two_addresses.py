"""An entry lists the addresses of two papers, which may be one.

Finds entries with addresses of papers in two archives (arXiv and OpenReview, say) that no setting joins.

Why: nothing in the addresses tells that they are the same paper. An entry under the other address would get a page of its own, and
the paper's notes would stand in two places.

Example:

    https://arxiv.org/abs/2304.07880
    https://openreview.net/forum?id=abc

Remedy: where they are one paper, `paper_aliases: {"https://openreview.net/forum?id=abc": "https://arxiv.org/abs/2304.07880"}`; where
they are two, give each its entry, or set this rule to off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.checks.base import Facts, Finding
from weeknotes.diagnostics import Severity
from weeknotes.identity import Kind, identify
from weeknotes.parse.raw import Text

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        papers: dict[str, Text] = {}
        for url in entry.urls:
            thing = identify(url.text)
            if thing.kind is Kind.PAPER:
                papers.setdefault(facts.aliases.get(thing.key, thing.key), url)
        first, *others = papers or [""]
        for key in others:
            if key.partition(":")[0] == first.partition(":")[0]:
                continue  # two identifiers of one archive are two papers
            message = f"{first} and {key} stand in one entry; if they are one paper, nothing tells so"
            yield facts.at(week, papers[key].span, message, f"set paper_aliases: {{{key}: {first}}}, or give each its entry")
