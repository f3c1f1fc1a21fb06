"""Two places begin the same week.

Told while building: the parts are read as one week, in the order of the files' names.

Why: it is a slip in a heading as often as it is meant.

Example: `a.txt` and `b.txt` both begin with `2023년 4월 4주차`.

Remedy: move them into one file, or correct the heading of one.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
