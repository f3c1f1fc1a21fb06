"""
A week has no entry, though there are addresses in its text.

Told while reading: all of the text is then the week's introduction.

Why: the addresses stand where no entry can begin, within sentences or behind words, and no paper gets its page.

Example:

    2023년 4월 4주차
    읽은 것: https://arxiv.org/abs/2304.07880

Remedy: begin an entry with its address, at the beginning of a line.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
