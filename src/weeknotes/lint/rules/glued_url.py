"""An address is glued to the word after it.

Finds addresses in commentary that Korean follows without a space.

Why: weeknotes knows where such an address ends, but most other programs do not, and the link is
broken there.

Example:

    지난달에 읽은 글 https://arxiv.org/abs/2006.08217인데

Remedy: put a space between them, or the address in brackets. `weeknotes check --fix` puts the
space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding, inside
from weeknotes.text.links import find_urls, prose
from weeknotes.text.unicode import has_hangul

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        for block in entry.commentary:
            visible = prose(block.text)
            for url in find_urls(visible):
                if has_hangul(visible[url.end : url.end + 1]):
                    yield facts.at(
                        week,
                        inside(block, url.end),
                        "a word is glued to an address",
                        "put a space before it, or the address in brackets",
                    )
