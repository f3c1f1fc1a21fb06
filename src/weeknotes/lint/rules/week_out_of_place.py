"""The heading of a week contradicts the name of the file, the date or a paper.

Finds headings with another week than the name of the file, dates (`date:`) outside of the week, and
arXiv papers that are newer than the week.

Why: an error in the heading puts a week, its page and its feed items in the wrong place.

Example: in `2023-04-w4.txt`

    2022-04-w4
    https://arxiv.org/abs/2304.07880

How to fix: correct the heading, the name of the file, or the number of the paper.
"""

from collections import Counter
from datetime import date, timedelta

from weeknotes.identifiers import identify, publication_of
from weeknotes.lint.context import Findings, LintContext
from weeknotes.parsing.result import RawWeek
from weeknotes.text.messages import msg
from weeknotes.text.time_names import time_in_path
from weeknotes.text.weeks import WeekLabel, days


def find(context: LintContext) -> Findings:
    weeks_in_file = Counter(week.name for week in context.weeks)
    for week in context.weeks:
        label = context.label(week)
        if label is not None:
            yield from _week_findings(context, week, label, weeks_in_file[week.name])


def _week_findings(
    context: LintContext, week: RawWeek, label: WeekLabel, weeks_in_file: int
) -> Findings:
    hint = msg("correct one of the two")
    named = time_in_path(week.name).label
    if named and named != label and weeks_in_file == 1:
        message = msg(
            "the heading names the week {label}, but the file name says {named}",
            label=label.id,
            named=named.id,
        )
        yield context.finding(week, week.span, message, hint)
    week_days = days(label, context.config.week_rule)
    # The calendar row may end in the next month, so allow all seven days.
    last = (
        week_days[0] + timedelta(days=6)
        if week_days
        else date(label.year, label.month, 28)
    )
    day = week.day if week.alone and week_days else None
    if day and week_days and not week_days[0] <= day <= last:
        message = msg(
            "the day {day} is not in the week {week}", day=str(day), week=label.id
        )
        yield context.finding(week, week.span, message, hint)
    yield from _newer_papers(context, week, label, last)


def _newer_papers(
    context: LintContext, week: RawWeek, label: WeekLabel, last: date
) -> Findings:
    """The papers of months after the last day of the week."""
    for entry in week.entries:
        for url in entry.urls:
            paper = publication_of(identify(url.text).key)
            month = paper.year and paper.month and (paper.year, paper.month)
            if month and month > (last.year, last.month):
                message = msg(
                    "this paper is from {month}, which is after the week {week}",
                    month=f"{paper.year}-{paper.month:02}",
                    week=label.id,
                )
                hint = msg(
                    "correct the heading of the week, or the number of the paper"
                )
                yield context.finding(week, url.span, message, hint)
