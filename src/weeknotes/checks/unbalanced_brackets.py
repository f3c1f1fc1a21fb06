"""A bracket is opened and never closed, or closed and never opened.

Finds titles and paragraphs whose round or square brackets do not match. List markers (`1)`), smileys and code do not count.

Why: half a sentence may be missing, a list of authors be cut, or a link not be one.

Example:

    이 방법은 (AdamP, https://arxiv.org/abs/2006.08217 에서 온 것입니다.

Remedy: close the bracket, or delete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weeknotes.checks.base import Facts, Finding, inside, texts
from weeknotes.diagnostics import Severity
from weeknotes.links import prose

SEVERITY: Final = Severity.WARNING


_PAIRS = {")": "(", "]": "["}
_NO_BRACKET = re.compile(
    r"(?m)^\s*(?:[-*>]\s*)*(?:\d+|[a-zA-Z가-힣])\)|[:;=8][-']?[()\[\]]+|[(\[][:;=]|\b[a-zA-Z0-9ivx]{1,2}\)|\^\^?[);]|\\\\[()\[\]]|\$[^$\n]*\$|https?://\S+"
)


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        for text in texts(entry):
            if (at := unbalanced(text.text)) is not None:
                message = f"`{text.text[at]}` has no partner in this paragraph"
                yield facts.at(week, inside(text, at), message, "close the bracket, or delete it")


def unbalanced(text: str) -> int | None:
    """Where a bracket without a partner stands."""
    visible = _NO_BRACKET.sub(lambda m: re.sub(r"[^\n]", " ", m.group()) if not _balanced(m.group()) else m.group(), prose(text))
    open_at: list[int] = []
    for found in re.finditer(r"[()\[\]]", visible):
        if found.group() in "([":
            open_at.append(found.start())
        elif open_at and visible[open_at[-1]] == _PAIRS[found.group()]:
            open_at.pop()
        else:
            return found.start()
    return open_at[0] if open_at else None


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")
