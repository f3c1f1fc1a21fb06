"""Extract title and authors, with positions, from `Title (Authors)` on one or several lines."""

from collections.abc import Sequence
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.parsing.hashtags import tag_tail
from weeknotes.parsing.lines import Line, without_id
from weeknotes.parsing.result import Text
from weeknotes.parsing.titles import (
    TitleLine,
    author_ranges,
    bare_title,
    split_title,
    unlinked,
)
from weeknotes.text.unicode import Range, moved

_SEPARATORS = " /|｜»«"
"""Separators that stay at the ends of a title when the words beside them were removed."""


class Byline(NamedTuple):
    """The author list of a title.  `found` has offsets in the lines joined by spaces.

    The positions of names are computed on demand, because builds rarely need them."""

    lines: tuple[Line, ...]
    found: TitleLine

    def names(self) -> list[str]:
        """The names as typed."""
        text = joined(self.lines)
        return [text[start:end] for start, end in author_ranges(text, self.found)]

    def authors(self) -> tuple[Text, ...]:
        """The names as typed, with positions."""
        return _parts(self.lines, author_ranges(joined(self.lines), self.found))


class NameList(NamedTuple):
    """A list of authors with known positions: names[i] is line.indented[slice(*names[i])]."""

    line: Line
    ranges: tuple[Range, ...]

    def names(self) -> list[str]:
        """The names as typed."""
        return [self.line.indented[start:end] for start, end in self.ranges]

    def authors(self) -> tuple[Text, ...]:
        """The names as typed, with positions."""
        return self.line.parts(self.ranges)


class TextList(NamedTuple):
    """A list of authors that stand anywhere in the file."""

    typed: tuple[Text, ...]

    def names(self) -> list[str]:
        """The names as typed."""
        return [name.text for name in self.typed]

    def authors(self) -> tuple[Text, ...]:
        """The names as typed, with positions."""
        return self.typed


def joined(lines: Sequence[Line]) -> str:
    """The text of lines, joined by spaces."""
    return " ".join(line.text for line in lines)


def authored(
    lines: Sequence[Line],
    found: TitleLine,
) -> tuple[Text, Byline]:
    """The title and the author list.  `found` has their offsets in the joined lines."""
    return _part(lines, found.start, found.end), Byline(tuple(lines), found)


def unauthored(lines: Sequence[Line]) -> Text:
    """The text of all these lines as a title without authors."""
    if len(lines) == 1 and lines[0].text[0] in "*_":
        return _part(lines, *bare_title(lines[0].text))
    text = joined(lines)
    start, end = len(text) - len(text.lstrip(_SEPARATORS)), len(text)
    if text[end - 1] in _SEPARATORS:
        end = max(len(text.rstrip(_SEPARATORS)), start + 1)
    return _part(lines, min(start, end - 1), end)


def atx_heading(line: Line) -> tuple[Text, Byline | None]:
    """Title and authors of `## Title` or `## Title (Authors)`, without the tags after them."""
    whole = line.text[: tag_tail(line.text)] if line.tags else line.text
    text = without_id(whole).lstrip("#").strip()
    closed = text.rstrip("#")
    if closed != text and closed[-1:].isspace():
        text = closed.rstrip()
    lead = line.indented.index(text)
    found = split_title(text)
    if not found:
        return line.part(*unlinked(line.indented, lead, lead + len(text))), None
    marks = lead - line.indent
    in_line = TitleLine(*(marks + at for at in found))
    return authored([line], in_line)


def _part(lines: Sequence[Line], start: int, end: int) -> Text:
    """joined(lines)[start:end] with its position."""
    return _parts(lines, [(start, end)])[0]


def _parts(lines: Sequence[Line], ranges: Sequence[Range]) -> tuple[Text, ...]:
    """joined(lines)[start:end] with its position, for each range.  Ranges are in ascending
    order."""
    if len(lines) == 1:
        lead = lines[0].indent
        return lines[0].parts(
            [moved(one, lead) for one in ranges] if lead else ranges
        )
    text = joined(lines)
    return tuple(_part_of_joined(lines, text, *place) for place in ranges)


def _part_of_joined(
    lines: Sequence[Line],
    text: str,
    start: int,
    end: int,
) -> Text:
    """text[start:end] with its position.  `text` is joined(lines).  A part may span several
    lines."""
    number = column = first = last = at = 0
    for line in lines:
        stop = at + len(line.text)
        if at <= start < stop:
            place = line.indent + start - at
            number, column, first, _ = line.part(place, place + 1).span
        if at < end <= stop:
            last = line.byte_at(line.indent + end - at)
            break
        at = stop + 1
    span = Span(number, column, first, last)
    return Text(text[start:end], span)
