"""Two papers have the same title.

Finds titles that belong to two papers, unless an alias joins the papers.

Why: two papers with one title are nearly always one paper under two addresses (a preprint and its
publication). The notes on this paper are then on two pages.

Example:

    https://arxiv.org/abs/2304.07880
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)
    …
    https://openreview.net/forum?id=abc
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)

How to fix: set `paper_aliases: {"https://openreview.net/forum?id=abc":
"https://arxiv.org/abs/2304.07880"}`, or set this rule to off.
"""

from weeknotes.config.settings import FILE_NAME
from weeknotes.lint.context import Findings, LintContext
from weeknotes.text.messages import msg
from weeknotes.text.unicode import fold


def find(context: LintContext) -> Findings:
    first: dict[str, str] = {}
    reported: set[str] = set()
    for week, entry in context.entries:
        key = context.paper_key(entry)
        if not entry.title or not key:
            continue
        other = first.setdefault(fold(entry.title.text), key)
        if other != key and key not in reported:
            reported.add(key)
            message = msg(
                "{other} has the same title, but another page", other=other
            )
            hint = msg(
                "if both are the same paper, set in {file}: paper_aliases: {{{key}: {other}}}",
                file=FILE_NAME,
                key=key,
                other=other,
            )
            yield context.finding(week, entry.title.span, message, hint)
