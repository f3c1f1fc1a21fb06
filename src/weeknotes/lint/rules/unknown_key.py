"""A setting is not known.

Told while reading `weeknotes.yml` and front matter; the message names the nearest key that is
known.

Why: a typing error there would do nothing, silently.

Example:

    base_ulr: https://example.org/

Remedy: correct the key. All keys are in docs/configuration.md.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
