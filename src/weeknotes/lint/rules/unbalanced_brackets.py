"""A bracket is opened and never closed, or closed and never opened.

Finds titles and paragraphs whose round or square brackets do not match. List markers (`1)`),
smileys and code do not count.

Why: half a sentence may be missing, a list of authors be cut, or a link not be one.

Example:

    이 방법은 (AdamP, https://arxiv.org/abs/2006.08217 에서 온 것입니다.

Remedy: close the bracket, or delete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding, inside, texts
from weeknotes.text.links import prose

SEVERITY: Final = Severity.WARNING


_PAIRS = {")": "(", "]": "["}
# Half-open intervals, mathematics: brackets that need no partner of their own kind.
_OTHER = re.compile(r"[\[(]\s*-?[\d.∞]+\s*,\s*-?[\d.∞]+\s*[)\]]|\$[^$\n]*\$")
_MARKER = re.compile(r"(?:^|[\s(])[0-9a-zA-Z가-힣]{1,2}$")
_SMILEY = re.compile(r"(?:(?<![A-Za-z0-9_])[:;=8]|[\^ㅠㅜ])[-']?$")


def find(facts: Facts) -> Iterator[Finding]:
    for week, entry in facts.entries():
        for text in texts(entry):
            if (at := unbalanced(text.text)) is not None:
                message = f"`{text.text[at]}` has no partner in this paragraph"
                yield facts.at(week, inside(text, at), message, "close the bracket, or delete it")


def unbalanced(text: str) -> int | None:
    """Where a bracket stands without a partner: no list marker (`1)`, `a)`), no smiley, no code, no
    interval."""
    visible = _OTHER.sub(lambda m: " " * len(m.group()), prose(text))
    open_at: list[int] = []
    for found in re.finditer(r"[()\[\]]", visible):
        at = found.start()
        before = visible[max(0, at - 4) : at]
        if found.group() in "([":
            if not _SMILEY.search(before):
                open_at.append(at)
        elif open_at and visible[open_at[-1]] == _PAIRS[found.group()]:
            open_at.pop()
        elif not _MARKER.search(before) and not _SMILEY.search(before):
            return at
    return open_at[0] if open_at else None
