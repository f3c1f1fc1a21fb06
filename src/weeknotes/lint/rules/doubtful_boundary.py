"""Where an entry begins had to be a guess.

Told while reading: an address stands where it could begin an entry or be a link of the one above.

Why: on the wrong reading, a note is shown under another paper. The message says which reading was
taken, and on what ground.

Example:

    https://arxiv.org/abs/2304.00001
    A Title (Jane Roe, John Doe)
    https://example.com/project
    글입니다.

Remedy: a line `---` above an address begins an entry; `<…>` around it, or words on its line, keep
it in the one above; tags close an entry."""

from __future__ import annotations

from typing import Final

from weeknotes.diagnostics import Severity

SEVERITY: Final = Severity.WARNING
