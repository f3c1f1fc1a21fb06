"""A character that no page can carry.

Told while reading: control characters other than tabs and line ends. Pages leave them out.

Why: they come with pasted text or damaged files, and feeds that hold them cannot be read.

Remedy: delete them.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
