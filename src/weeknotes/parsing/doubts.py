"""Where the parser had to guess: what it chose, what else is possible, and how a writer decides."""

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes.parsing.boundaries import SECOND_ENTRY, BoundaryDecision

HINTS: Mapping[str, str] = {
    "boundary": "to say so: an address that begins the line below a `---` begins an entry;"
    " in `<…>`, or behind words, it stays above",
    "title": "to say so: `## ` before the line makes it the title,"
    " a full stop at its end makes it commentary",
    "authors": "close the bracket after the last author",
}
"""For each field of a doubt, how a writer makes the text unambiguous."""


class Doubt(NamedTuple):
    """A text that can be read in two ways: its line (from 1), the field, what was chosen, what else
    it may be, and why."""

    line: int
    field: str
    chosen: str
    other: str
    why: str


def boundary_doubt(decision: BoundaryDecision) -> Doubt | None:
    """The doubt that a decision leaves; None where its rule is sure."""
    line, rule = decision
    if not rule.doubtful:
        return None
    new = "a new entry"
    same = "a part of the entry above"
    if rule is SECOND_ENTRY:
        same = "one entry with the addresses above"
    chosen, other = (new, same) if rule.begins else (same, new)
    return Doubt(line, "boundary", chosen, other, rule.why)


def unnamed_authors(line: int) -> Doubt:
    """An English line below the addresses that names no authors."""
    return Doubt(
        line,
        "title",
        "a title without authors",
        "commentary",
        "an English line after the address names no authors",
    )


def section_heading(line: int) -> Doubt:
    """A heading above the addresses, where another title stands below them."""
    return Doubt(
        line,
        "title",
        "a heading of the commentary",
        "the title",
        "a title with its authors stands below the addresses",
    )


def unclosed_authors(line: int) -> Doubt:
    """A title whose bracket of authors is never closed."""
    return Doubt(
        line,
        "authors",
        "a title and authors",
        "commentary",
        "the bracket of the authors is never closed",
    )
