"""A link leads nowhere.

Told while building: `[[…]]` that names no paper and no week of the notes; a relative link or image
whose file does not lie in the notes; an address that no page can carry (`javascript:`).

Why: the text is shown as it was typed, which the writer did not mean.

Example:

    [[Toolformr]]와 함께 읽었습니다. ![그림](figure.png)

Remedy: correct the name; write an entry for the paper; put the file beside the digest.
"""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
