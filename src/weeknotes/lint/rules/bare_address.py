"""An entry consists only of addresses.

Finds entries that have no title, no commentary and no tags.

Why: such an entry has no information for readers. Often the rest was forgotten, or the address
belongs to the entry above.

Example:

    https://example.com/post
    https://arxiv.org/abs/2304.07880
    Sabiá: Portuguese Large Language Models (Ramon Pires, Hugo Abonizio)

How to fix: write a title, a sentence or a tag, or move the address into the entry above.
`weeknotes fill` finds titles.
"""

from weeknotes.lint.context import Findings, LintContext
from weeknotes.parsing.result import RawEntry
from weeknotes.text.messages import msg


def is_bare(entry: RawEntry) -> bool:
    """Whether an entry consists only of addresses."""
    return bool(entry.urls) and not (entry.title or entry.commentary or entry.tags)


def find(context: LintContext) -> Findings:
    message = msg("this entry has only an address")
    hint = msg(
        "write a title, a sentence or a tag below the address; `weeknotes fill` finds titles"
    )
    for week, entry in context.entries:
        if is_bare(entry):
            yield context.finding(week, entry, message, hint)
