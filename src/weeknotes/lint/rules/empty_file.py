"""A file holds nothing.

Told while reading: a digest of no bytes, of blank lines, or of front matter alone.

Why: it makes no week.

Remedy: write into it, or delete it.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
