"""
What belongs to an entry stands in a week's introduction, where none has begun.

Told while reading: of tags in any introduction, and in weeks without entries also of addresses and
of `Title (Authors)`.

Why: an entry begins with its address at the beginning of a line, `https://` and all. Within
sentences or behind words none begins, so all of the text is the week's introduction, and no paper
gets its page.

Example:

    2023년 4월 4주차
    읽은 것: https://arxiv.org/abs/2304.07880

Remedy: begin an entry with its address, at the beginning of a line.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
