"""A week has no entries.

Finds weeks that have no entry in any file, even if they have an introduction.

Why: such a week has a page, but it is in no feed and not on the home page.

Example:

    2023-04-w4

How to fix: write an entry, or `draft: true` in the front matter.
"""

from weeknotes.lint.context import Findings, LintContext
from weeknotes.text.messages import msg


def find(context: LintContext) -> Findings:
    missed = {
        d.path
        for result in context.results
        for d in result.diagnostics
        if d.rule == MISSED
    }
    reported: set[str] = set()
    for week in context.weeks:
        label = context.label(week)
        resolved = context.site.week.get(label.id) if label else None
        if (
            resolved is None
            or resolved.entries
            or resolved.id in reported
            or week.path in missed
        ):
            continue
        reported.add(resolved.id)
        message = msg(
            "this week has no entries, so it is in no feed and not on the home page"
        )
        hint = msg(
            "write an address at the start of a line, or `draft: true` in the front matter"
        )
        yield context.finding(week, week.span, message, hint)


MISSED = "no-entries"
"""The rule that reports text of a week that may be an entry.  It says more than this rule."""
