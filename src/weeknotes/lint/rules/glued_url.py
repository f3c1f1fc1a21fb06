"""A Korean word follows an address without a space.

Finds such addresses in commentary.

Why: weeknotes recognizes where the address ends, but most other programs do not, and their link is
broken.

Example:

    지난달에 읽은 글 https://arxiv.org/abs/2006.08217인데

How to fix: put a space after the address, as `weeknotes check --fix` does, or brackets around it.
"""

from collections.abc import Iterator

from weeknotes.diagnostics import Diagnostic
from weeknotes.lint.context import LintContext, span_at
from weeknotes.text.code import prose
from weeknotes.text.links import find_urls
from weeknotes.text.messages import msg
from weeknotes.text.unicode import has_hangul


def find(context: LintContext) -> Iterator[Diagnostic]:
    message = msg("a word follows an address without a space")
    hint = msg("write a space after the address, or brackets around it")
    for week, entry in context.entries():
        for block in entry.commentary:
            text = prose(block.text)
            for url in find_urls(text):
                if has_hangul(text[url.end : url.end + 1]):
                    yield context.finding(
                        week, span_at(block, url.end), message, hint
                    )
