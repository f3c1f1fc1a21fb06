"""The names of two authors differ only in hyphens, spaces or apostrophes.

Finds names with the same letters. Names with other initials or in another order are not reported,
because `Quoc Le` and `Quoc V. Le` may be two people.

Why: each spelling has its own page, or too few papers for a page.

Example:

    Sheer El-Showk
    Sheer El Showk

How to fix: set `author_aliases: {Sheer El Showk: Sheer El-Showk}` in `weeknotes.yml`. The notes
stay as they are.
"""

import re
from collections import Counter

from weeknotes.config.settings import FILE_NAME
from weeknotes.identifiers.people import author_key
from weeknotes.lint.context import Findings, LintContext
from weeknotes.parsing.result import RawWeek, Text
from weeknotes.text.messages import msg
from weeknotes.text.unicode import clean


def find(context: LintContext) -> Findings:
    aliases = context.aliases.authors
    counts: Counter[str] = Counter()
    first: dict[str, tuple[RawWeek, Text]] = {}
    for week, entry in context.entries:
        for author in entry.authors:
            typed = author_key(author.text)
            key = aliases.get(typed, typed)
            counts[key] += 1
            first.setdefault(key, (week, author))
    by_letters: dict[str, str] = {}
    for key in sorted(first, key=lambda key: -counts[key]):
        letters = re.sub(r"\W", "", key)
        common = by_letters.setdefault(letters, key)
        if common == key:
            continue
        week, author = first[key]
        name = clean(author.text)
        common_name = clean(first[common][1].text)
        message = msg(
            "`{name}` ({uses}) and `{common}` ({more_uses}) differ only in hyphens or spaces",
            name=name,
            uses=counts[key],
            common=common_name,
            more_uses=counts[common],
        )
        hint = msg(
            "set in {file}: author_aliases: {{{name}: {common}}}",
            file=FILE_NAME,
            name=name,
            common=common_name,
        )
        yield context.finding(week, author.span, message, hint)
