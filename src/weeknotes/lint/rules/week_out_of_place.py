"""A week's heading does not fit its file's name, or is earlier than a paper in it.

Finds headings that name another week than the file's name or head does, days (`date:`) outside of
the week, and arXiv papers from a month that began only after it.

Why: a slip in the heading puts a whole week, its page and its feed items in the wrong place.

Example: in `2023-04-w4.txt`

    2022년 4월 4주차
    https://arxiv.org/abs/2304.07880

Remedy: correct the heading or the file's name; or the number of the paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.identifiers import identify
from weeknotes.lint.facts import Facts, Finding
from weeknotes.text.weeks import WeekLabel, days, in_name

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    parts = Counter(week.name for week in facts.weeks())
    for week in facts.weeks():
        label = facts.label(week)
        if label is None:
            continue
        named = in_name(PurePosixPath(week.name).stem)
        if isinstance(named, WeekLabel) and named != label and parts[week.name] == 1:
            yield facts.at(
                week,
                week.span,
                f"the heading says {label.id}, the file's name {named.id}",
                "correct one of the two",
            )
        span = days(label, facts.config.week_rule)
        last = (
            span[0] + timedelta(days=6) if span else date(label.year, label.month, 28)
        )  # a row goes on beyond its month
        if week.day and week.alone and span and not span[0] <= week.day <= last:
            yield facts.at(
                week,
                week.span,
                f"the day {week.day} does not lie in the week {label.id}",
                "correct one of the two",
            )
        for entry in week.entries:
            for url in entry.urls:
                found = re.fullmatch(r"arxiv:(\d\d)(\d\d)\..*", identify(url.text).key)
                if (
                    found
                    and 1 <= int(found[2]) <= 12
                    and (2000 + int(found[1]), int(found[2])) > (last.year, last.month)
                ):
                    message = f"a paper of {2000 + int(found[1])}-{found[2]} in the week {label.id}"
                    yield facts.at(
                        week,
                        url.span,
                        message,
                        "correct the week's heading, or the number of the paper",
                    )
