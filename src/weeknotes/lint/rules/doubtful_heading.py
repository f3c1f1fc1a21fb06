"""
A line looks like a week's heading, but lacks its year, or says more than the week.

Told while reading: the line is read as text.

Why: nobody knows for sure which week is meant, or that a new one begins, and the entries below are
filed under the week above.

Example:

    5월 2주차

Remedy: write the year: `2023년 5월 2주차`.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
