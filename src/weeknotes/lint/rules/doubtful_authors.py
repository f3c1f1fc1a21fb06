"""A title's list of authors is never closed.

Told while reading: `Title (Name, Name, Name` without the closing bracket is taken as a title with
its authors.

Why: the list may be cut, or the line be something else.

Example:

    BLOOM: A 176B-Parameter Open-Access Multilingual Language Model (Teven Le Scao, Angela Fan,
    Christopher Akiki

Remedy: close the bracket after the last author.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
