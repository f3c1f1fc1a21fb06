"""A list of authors seems to be incomplete.

Finds lists that end in `…`, in `+3 more authors` or in a comma. A list that ends in `et al.` or
`외 3인` is complete, because its writer says so.

Why: search does not find the missing authors, and citations do not name them.

Example:

    Textbooks Are All You Need (Suriya Gunasekar, Yi Zhang, …)

How to fix: write all authors; pages shorten a long list automatically. Or end the list with
`et al.`
"""

import re

from weeknotes.lint.context import Findings, LintContext
from weeknotes.text.messages import msg

_CUT = re.compile(r"(?:…|\.\.\.)$|^\+\s?\d+ (?:more )?(?:auth|oth)", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;]\s*(?:[)）\]]|$)")


def find(context: LintContext) -> Findings:
    for week, entry in context.entries:
        if not entry.authors:
            continue
        last = entry.authors[-1]
        line = context.line(week.path, last.span.line)
        rest = line[last.span.column - 1 + len(last.text) :]
        cut = any(_CUT.search(name) for name in entry.names if name.startswith("+"))
        if cut or _CUT.search(last.text) or _COMMA.match(rest):
            yield context.finding(
                week,
                last.span,
                msg("the list of authors seems to be incomplete"),
                msg("write all authors, or end the list with `et al.`"),
            )
