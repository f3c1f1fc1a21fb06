"""An entry lists the addresses of two papers.

Finds entries with addresses of two papers that no setting joins.

Why: an entry stands on the page of the first paper alone. In two archives (arXiv and OpenReview,
say) both may be the same paper, but nothing in the addresses tells so: an entry under the other
would get a page of its own, and the paper's notes would stand in two places.

Example:

    https://arxiv.org/abs/2304.07880
    https://openreview.net/forum?id=abc

Remedy: where they are one paper, `paper_aliases: {"https://openreview.net/forum?id=abc":
"https://arxiv.org/abs/2304.07880"}`; where they are two, give each its entry, or set this rule to
off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.identifiers import Kind, identify
from weeknotes.lint.facts import Facts, Finding
from weeknotes.parsing.result import Text

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        papers: dict[str, Text] = {}
        for url in entry.urls:
            thing = identify(url.text)
            if thing.kind is Kind.PAPER:
                papers.setdefault(facts.aliases.get(thing.key, thing.key), url)
        first, *others = papers or [""]
        archive = first.partition(":")[0]
        apart = [
            key for key in others if key.partition(":")[0] == archive
        ]  # two identifiers of one archive are two papers
        if apart:
            message = f"{first} and {', '.join(apart)} stand in one entry, which only the page of the first shows"
            yield facts.at(
                week,
                papers[apart[0]].span,
                message,
                "give each its entry, or link to the others from the text",
            )
        for key in others:
            if key not in apart:
                message = (
                    f"{first} and {key} stand in one entry; if they are one paper, nothing tells so"
                )
                yield facts.at(
                    week,
                    papers[key].span,
                    message,
                    f"set paper_aliases: {{{key}: {first}}}, or give each its entry",
                )
