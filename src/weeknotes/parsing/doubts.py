"""Doubts about text that has two possible readings.  A doubt says which reading the parser chose,
and how the writer can make the text unambiguous."""

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes.parsing.boundaries import TEXT_AFTER_TAGS, BoundaryDecision
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
_WITHOUT_ADDRESS = msg(
    "to begin an entry, write a line `---` above this text;"
    " to keep it in the entry above, write the tags of that entry below it"
)
_IN_ANGLES = msg(
    "to begin an entry, write a line `---` above the address;"
    " to keep it in the entry above, write words before it"
)
_COMMENTARY = msg("commentary")
_NEW = msg("the beginning of a new entry")
_SAME = msg("a part of the entry above")
_ADD_ADDRESS = msg("if it is an entry, add its address; if it is a note, indent it")


class Doubt(NamedTuple):
    """A line with two possible readings.  `line` is its number, from 1.  `chosen` is the reading
    that the parser chose, and `other` is the other reading.  `why` says why the line is
    ambiguous.  `hint` is given if the one in `HINTS` does not fit."""

    line: int
    field: str
    chosen: Message
    other: Message
    why: Message
    hint: Message | None = None

    @property
    def message(self) -> Message:
        """The doubt in one sentence."""
        return msg(
            "read as {chosen}, but it could be {other}: {why}",
            chosen=self.chosen,
            other=self.other,
            why=self.why,
        )


def hint_of(doubt: Doubt, text: str) -> Message:
    """How a writer can make a doubtful line with this text unambiguous."""
    if doubt.why == TEXT_AFTER_TAGS.why:
        return _WITHOUT_ADDRESS
    if doubt.field == "boundary" and "<http" in text:
        return _IN_ANGLES
    return HINTS[doubt.field]


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
    chosen, other = (_NEW, _SAME) if rule.begins else (_SAME, _NEW)
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


def item_without_address(line: int, more: int, *, first: bool) -> Doubt:
    """The doubt about a list item without an address, if those beside it are entries.  `more` is
    the number of items like it in the same list."""
    why = msg("this list item has no address, but those beside it are entries")
    if more:
        why = msg(
            "this list item and {n} more have no address, but those beside them are entries",
            n=more,
        )
    same = msg("a part of the introduction") if first else _SAME
    return Doubt(line, "boundary", same, _NEW, why, _ADD_ADDRESS)


def work_without_address(line: int) -> Doubt:
    """The doubt about a heading without an address that names a work."""
    return Doubt(
        line,
        "boundary",
        msg("the heading of a section"),
        _NEW,
        msg("it names a work, but has no address, as the headings of entries have"),
        msg("if it is an entry, write its address below the heading"),
    )


def tags_after_list(line: int) -> Doubt:
    """The doubt about tags below a list."""
    return Doubt(
        line,
        "boundary",
        msg("tags of the last list item"),
        msg("tags of all items"),
        msg("they stand below the whole list"),
        msg("indent them below the item, or write them at the end of each item"),
    )
