"""A heading names a week that no calendar has.

Told while reading: a month beyond 12 or a week beyond 6 (such a line is read as text); or a week
that the month does not have under the rule of counting (`week_rule`), which is kept as it is
written, without dates.

Why: it is nearly always a slip of the finger.

Example:

    2023년 13월 4주차

Remedy: correct the heading; or set `week_rule` to how you count.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
