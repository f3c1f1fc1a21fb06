"""Two things would have the same page.

Told while building: names of papers or tags that are the same once written as a file's name. The
first in time keeps the plain name, the other gets a hash; two names chosen by hand in `paths:` that
meet are an error.

Why: an address should stay what it is.

Example: the tags `#a.b!` and `#a.b?`.

Remedy: choose a name in `weeknotes.yml`: `paths: {"tag:a.b!": a-b}`.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
