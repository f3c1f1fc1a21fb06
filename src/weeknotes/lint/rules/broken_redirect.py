"""A redirect in the settings leads nowhere, or stands in a page's place.

Finds lines of `redirects` whose first part is no path of a page or is a page that exists, and those
whose second part has no page.

Why: an old address that was given out finds nothing.

Example: in `weeknotes.yml`, where there is no tag `lm`

    redirects:
      tags/language-model.html: tag:lm

Remedy: write the old path from the site's root (`papers/old-name.html`), and a path or a key
(`tag:llm`, `arxiv:2304.07880`) that has a page."""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
