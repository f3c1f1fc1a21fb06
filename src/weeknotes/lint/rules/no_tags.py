"""An entry has no tags, but most entries of its week have tags.

Finds entries with commentary and without tags, in weeks where at least four of five entries have
tags.

Why: the entry is on no page of a tag, so it is hard to find.

Example:

    https://arxiv.org/abs/2304.07880
    Trains an open model further.
    https://arxiv.org/abs/2304.08109
    Another paper.
    #llm

How to fix: end the entry with `#tags`. Weeks without any tags are not reported.
"""

from weeknotes.lint.context import Findings, LintContext
from weeknotes.text.messages import msg


def find(context: LintContext) -> Findings:
    message = msg("this entry has no tags, but most entries of this week have tags")
    for week in context.weeks:
        tagged = sum(bool(entry.tags) for entry in week.entries)
        if week.front.tags or tagged * 5 < len(week.entries) * 4:
            continue
        for entry in week.entries:
            if entry.commentary and not entry.tags:
                hint = msg("end the entry with `#tags`")
                yield context.finding(week, entry, message, hint)
