"""No line of a digest names its week.

Told while reading: the week is then taken from the front matter or the file's name; where that
tells none either, the digest is published under the file's name, without a date, and stands in no
feed.

Why: a week is known by its label.

Example: a file `reading.txt` that begins with an address.

Remedy: write the week on the first line: `2023년 4월 4주차`.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
