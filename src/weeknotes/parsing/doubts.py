"""Doubts about text that has two possible readings.  A doubt says which reading the parser chose,
and how the writer can make the text unambiguous."""

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.text.messages import Message, msg

HINTS: Mapping[str, Message] = {
    "boundary": msg(
        "to begin an entry, write a line `---` above the address;"
        " to keep it in the entry above, write `<…>` around it, or words before it"
    ),
    "title": msg("write `## ` before a title; end a sentence with a full stop"),
    "authors": msg("close the bracket after the last author"),
}
"""For each value of `Doubt.field`, how a writer can make the text unambiguous."""
_COMMENTARY = msg("commentary")


class Doubt(NamedTuple):
    """A line with two possible readings.  `line` is its number, from 1.  `chosen` is the reading
    that the parser chose, and `other` is the other reading.  `why` says why the line is
    ambiguous."""

    line: int
    field: str
    chosen: Message
    other: Message
    why: Message

    @property
    def message(self) -> Message:
        """The doubt in one sentence."""
        return msg(
            "read as {chosen}, but it could be {other}: {why}",
            chosen=self.chosen,
            other=self.other,
            why=self.why,
        )


def exchangeable_date(typed: str, read: str, other: str) -> tuple[Message, Message]:
    """The message and the hint for a date whose day and month may be exchanged."""
    message = msg(
        "`{typed}` is read as {read}, but it could be {other}",
        typed=typed,
        read=read,
        other=other,
    )
    return message, msg("write {read} or {other}", read=read, other=other)


def boundary_doubt(decision: BoundaryDecision) -> Doubt:
    """The doubt about a decision whose rule is doubtful."""
    line, rule = decision
    new = msg("the beginning of a new entry")
    same = msg("a part of the entry above")
    chosen, other = (new, same) if rule.begins else (same, new)
    return Doubt(line, "boundary", chosen, other, rule.why)


def unnamed_authors(line: int) -> Doubt:
    """The doubt about an English line below the addresses that has no authors."""
    return Doubt(
        line,
        "title",
        msg("a title without authors"),
        _COMMENTARY,
        msg("it is an English line below an address, without authors"),
    )


def section_heading(line: int) -> Doubt:
    """The doubt about a heading above the addresses if another title is below them."""
    return Doubt(
        line,
        "title",
        msg("a heading of the commentary"),
        msg("a title"),
        msg("a title with authors is below the addresses"),
    )


def unclosed_authors(line: int) -> Doubt:
    """The doubt about a title whose author list has no closing bracket."""
    return Doubt(
        line,
        "authors",
        msg("a title with authors"),
        _COMMENTARY,
        msg("the bracket of the authors is not closed"),
    )
