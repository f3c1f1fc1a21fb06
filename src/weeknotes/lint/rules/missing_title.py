"""The paper of an entry has no title.

Finds papers that have no title in any entry. If most entries of a week have no title, the week is
reported once.

Why: the page of the paper is named after its address (`arXiv:1911.09070`), which readers do not
search for.

Example:

    https://arxiv.org/abs/1911.09070
    #object_detection

How to fix: write `Title (Authors)` below the address, or `## Title` without authors. A title in one
entry of the paper is enough.
"""

from weeknotes.lint.context import Findings, LintContext
from weeknotes.lint.rules.bare_address import is_bare
from weeknotes.text.messages import msg


def find(context: LintContext) -> Findings:
    titled = {
        key for key, paper in context.site.papers.items() if paper.metadata.has_title
    }
    for week in context.weeks:
        total = len(week.entries)
        untitled = [
            entry
            for entry in week.entries
            if entry.urls and context.paper_key(entry) not in titled
        ]
        if len(untitled) > 3 and len(untitled) * 2 > total:
            message = msg(
                "{n} of {total} entries have no title", n=len(untitled), total=total
            )
            hint = msg(
                "write `Title (Authors)` below the address; pages are named by the title"
            )
            yield context.finding(week, week.span, message, hint)
            continue
        for entry in untitled:
            if not is_bare(entry):  # else the rule bare-address reports the entry
                hint = msg(
                    "write `Title (Authors)` below the address, or `## Title`"
                )
                message = msg("this entry has no title")
                yield context.finding(week, entry, message, hint)
