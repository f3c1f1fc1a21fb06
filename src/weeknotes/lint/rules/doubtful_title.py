"""Whether a line is a title had to be a guess.

Told while reading: an English line under an address names no authors, so it could be a title or a
first sentence.

Why: the paper's page is called by its title.

Example:

    https://example.com/post
    Attention Is Off By One
    어텐션 이야기입니다.

Remedy: `## ` before the line makes it the title; a full stop at its end makes it commentary.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
