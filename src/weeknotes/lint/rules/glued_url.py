"""A Korean word follows an address without a space.

Finds such addresses in commentary.

Why: weeknotes recognizes where the address ends, and the message says where. Most other programs
do not recognize this, and their link is broken.

Example:

    지난달에 읽은 글 https://arxiv.org/abs/2006.08217인데

How to fix: put a space after the address, as `weeknotes check --fix` does, or brackets around it.
If no other program reads your notes, you may keep the address as it is.
"""

import re

from weeknotes.lint.context import Findings, LintContext, span_at
from weeknotes.text.code import prose
from weeknotes.text.links import find_urls
from weeknotes.text.messages import msg
from weeknotes.text.unicode import has_hangul

_WORD = re.compile(r"\w{1,20}")


def find(context: LintContext) -> Findings:
    hint = msg(
        "if this is right, you may keep the line as it is; for other programs, write a space after"
        " the address, or brackets around the address"
    )
    for week, entry in context.entries:
        for block in entry.commentary:
            text = prose(block.text)
            for url in find_urls(text):
                word = _WORD.match(text, url.end)
                if word and has_hangul(word[0][0]):
                    message = msg(
                        "a word follows the address without a space, and the link ends before"
                        " `{word}`",
                        word=word[0],
                    )
                    yield context.finding(
                        week, span_at(block, url.end), message, hint
                    )
