"""A bracket has no partner.

Finds titles and paragraphs whose round or square brackets do not match. List markers (`1)`),
smileys, code and mathematics are ignored.

Why: part of a sentence or of a list of authors may be missing, or a link may be broken.

Example:

    This method (AdamP, https://arxiv.org/abs/2006.08217 is from 2020.

How to fix: close the bracket, or delete it.
"""

import re

from weeknotes.lint.context import Findings, LintContext, span_at
from weeknotes.text.code import prose
from weeknotes.text.messages import msg

_OPENING = {")": "(", "]": "["}
# Mathematics, and half-open intervals such as [0, 1).
_MATH = re.compile(r"[\[(]\s*-?[\d.∞]+\s*,\s*-?[\d.∞]+\s*[)\]]|\$[^$\n]*\$")
_MARKER = re.compile(r"(?:^|[\s(])[0-9a-zA-Z가-힣]{1,2}$")
_SMILEY = re.compile(r"(?:(?<![A-Za-z0-9_])[:;=8]|[\^ㅠㅜ])[-']?$")


def find(context: LintContext) -> Findings:
    for week, entry in context.entries:
        title = [entry.title] if entry.title else []
        for text in (*title, *entry.commentary):
            offset = unbalanced(text.text)
            if offset is not None:
                message = msg(
                    "`{bracket}` has no matching bracket in this paragraph",
                    bracket=text.text[offset],
                )
                span = span_at(text, offset)
                yield context.finding(
                    week, span, message, msg("close the bracket, or delete it")
                )


def unbalanced(text: str) -> int | None:
    """The offset of the first bracket without a partner, or None.  Ignores list markers (`1)`,
    `a)`), smileys, code, mathematics and intervals."""
    visible = _MATH.sub(lambda math: " " * len(math.group()), prose(text))
    open_offsets: list[int] = []
    for found in re.finditer(r"[()\[\]]", visible):
        bracket, offset = found.group(), found.start()
        before = visible[max(0, offset - 4) : offset]
        is_smiley = _SMILEY.search(before)
        if bracket in "([":
            if not is_smiley:
                open_offsets.append(offset)
        elif open_offsets and visible[open_offsets[-1]] == _OPENING[bracket]:
            open_offsets.pop()
        elif not is_smiley and not _MARKER.search(before):
            return offset
    return open_offsets[0] if open_offsets else None
