"""One paper has two entries in one week.

Finds papers with two entries in the same week, even if the entries have different addresses of the
paper.

Why: often the note was pasted twice, or a link split one entry into two.

Example:

    https://arxiv.org/abs/2304.07880
    When I first read it.
    https://arxiv.org/pdf/2304.07880v2
    When I read it again.

How to fix: join the two entries. If you want both, keep them: the page of the paper shows both.
"""

from weeknotes.lint.context import Findings, LintContext, PlacedEntry
from weeknotes.text.messages import msg


def find(context: LintContext) -> Findings:
    first: dict[tuple[object, str], PlacedEntry] = {}
    for placed in context.entries:
        key = context.paper_key(placed.entry)
        if not key:
            continue
        week = context.label(placed.week) or placed.week.name
        earlier = first.setdefault((week, key), placed)
        if earlier is not placed:
            place = f"{earlier.week.path}:{earlier.entry.line}"
            message = msg(
                "this week already has an entry for {paper}: {place}",
                paper=key,
                place=place,
            )
            hint = msg("if both entries are about the same paper, join them")
            yield context.finding(placed.week, placed.entry, message, hint)
