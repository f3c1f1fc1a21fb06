"""Doubts: text with two possible readings, the one that the parser chose, and how the writer can
make it unambiguous."""

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
"""For each value of `Doubt.field`, how a writer can make the text unambiguous."""


class Doubt(NamedTuple):
    """A line with two possible readings: `line` (from 1), the field, the chosen reading, the other
    reading, and why the line is ambiguous."""

    line: int
    field: str
    chosen: str
    other: str
    why: str


def boundary_doubt(decision: BoundaryDecision) -> Doubt | None:
    """The doubt about a decision; None if its rule is not doubtful."""
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
    """The doubt about an English line below the addresses that has no authors."""
    return Doubt(
        line,
        "title",
        "a title without authors",
        "commentary",
        "an English line after the address names no authors",
    )


def section_heading(line: int) -> Doubt:
    """The doubt about a heading above the addresses if another title is below them."""
    return Doubt(
        line,
        "title",
        "a heading of the commentary",
        "the title",
        "a title with its authors stands below the addresses",
    )


def unclosed_authors(line: int) -> Doubt:
    """The doubt about a title whose author list has no closing bracket."""
    return Doubt(
        line,
        "authors",
        "a title and authors",
        "commentary",
        "the bracket of the authors is never closed",
    )
