"""
There is nothing to read.

Told while reading: the notes folder holds no `.txt` and no `.md` file, and the site becomes empty.

Why: it is often the wrong folder.

Remedy: begin a digest with `weeknotes new`, or name another folder with `--notes`.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
