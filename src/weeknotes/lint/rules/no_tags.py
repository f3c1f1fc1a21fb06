"""An entry has no tags where its neighbours have them.

Finds entries with commentary and without tags, in weeks in which four entries in five have some.

Why: it stands on no tag's page, and so is hard to find again.

Example:

    https://arxiv.org/abs/2304.07880
    공개 모델을 이어서 학습합니다.
    https://arxiv.org/abs/2304.08109
    다른 논문입니다.
    #llm

Remedy: end the entry with `#tags`. In weeks without any tags nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding, Placed

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    for week in facts.weeks():
        if (
            week.front.tags
            or sum(bool(entry.tags) for entry in week.entries) * 5 < len(week.entries) * 4
        ):
            continue
        for entry in week.entries:
            if entry.commentary and not entry.tags:
                yield facts.at_entry(
                    Placed(week, entry),
                    "no tags, unlike the entries around it",
                    "end the entry with `#tags`",
                )
