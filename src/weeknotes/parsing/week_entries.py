"""Read the entries of a week, each by the unit that it is written in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from weeknotes.parsing import boundaries as rules
from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.boundaries import BoundaryDecision, BoundaryRule
from weeknotes.parsing.fields import build_entry
from weeknotes.parsing.lines import BLANK, LINK, SECTION, SEPARATOR, TEXT, Line
from weeknotes.parsing.result import RawEntry, Text
from weeknotes.parsing.segment import segment
from weeknotes.parsing.shapes import UNITS, Role
from weeknotes.parsing.unit_fields import cells, unit_entry
from weeknotes.parsing.units import Plan
from weeknotes.parsing.vocabulary import column_of, is_reference

_RULES: Mapping[Role | None, BoundaryRule] = {
    Role.ITEM: rules.LIST_ITEM,
    Role.HEADING: rules.HEADING_UNIT,
    Role.ROW: rules.TABLE_ROW,
    Role.TEXT: rules.LINK_TEXT,
}


_SHORT = (Role.SECTION, Role.ROW)
"""The roles of entries and headings that have one line."""


_UNREAD = (Role.ADDRESS, Role.AFTER)
"""The roles of lines that the segmenter reads, together with the lines below them."""
_BEGINNING = (Role.SECTION, *_UNREAD)


class _Part(NamedTuple):
    """Lines that are read together.  They are an entry or the heading of a section.  If `role` is
    None, the segmenter splits them."""

    role: Role | None
    lines: list[Line]


def read_entries(
    lines: Sequence[Line], plan: Plan
) -> tuple[tuple[Line, ...], tuple[RawEntry, ...], tuple[Line, ...]]:
    """(introduction, entries, closing text) of a week without its heading.

    Lines between two entries that belong to neither, such as the heading of a section, become the
    `above` of the second entry.  Such lines below the last entry are the closing text."""
    intro: list[Line] = []
    above: list[Line] = []
    entries: list[RawEntry] = []
    for part in _parts(lines, plan):
        if part.role is Role.SECTION:
            above += part.lines
            continue
        if part.role:
            new = [_unit(part, plan)]
        else:
            before, segments = segment(part.lines, listing=not _cites(above))
            above += before
            new = [build_entry(*one) for one in segments]
        if not new:
            continue
        if not entries:
            intro = above
        elif texts := paragraphs(above):
            new[0] = new[0]._replace(above=tuple(texts))
        above = []
        entries += new
    if not entries:
        return tuple(above), (), ()
    return tuple(intro), tuple(entries), tuple(above)


def _cites(above: Sequence[Line]) -> bool:
    """Whether the last line is the heading of a list of references."""
    last = next((line for line in reversed(above) if line.kind is not BLANK), None)
    return last is not None and is_reference(last.text.strip("# "))


def _parts(lines: Sequence[Line], plan: Plan) -> Iterator[_Part]:
    if not plan.blocks:
        yield _Part(None, list(lines))
        return
    part = _Part(None, [])
    for line in lines:
        role = plan.role(line)
        if role is Role.ADDRESS and part.role is None:
            role = None
        if role in UNITS or role in _BEGINNING:
            yield part
            part = _Part(None if role in _UNREAD else role, [line])
            continue
        ends = role is Role.HEADER or (role is Role.LINK and part.role)
        if part.role in _SHORT or ends:
            yield part
            part = _Part(None, [])
        if role is Role.UNDERLINE:
            continue
        if role is not Role.HEADER or not _is_known_header(line):
            part.lines.append(_of_role(line, role, part))
    yield part


def _of_role(line: Line, role: Role | None, part: _Part) -> Line:
    """The line, with the kind for its role."""
    if role is Role.RULE and part.role is None:
        return line.of_kind(TEXT)
    if role is Role.PART:
        return line.of_kind(SECTION)
    return line.of_kind(LINK) if role is Role.LINK else line


def _is_known_header(line: Line) -> bool:
    """Whether all cells of a table's header are known labels.  Such a header is not shown."""
    text = line.indented
    words = filter(None, (text[slice(*cell)].strip("* :-") for cell in cells(text)))
    return all(map(column_of, words))


def _unit(part: _Part, plan: Plan) -> RawEntry:
    head, *body = part.lines
    decisions = (BoundaryDecision(head.number, _RULES[part.role]),)
    block = plan.blocks[head.number]
    if block.is_address:
        entry = build_entry(part.lines, 0, decisions)
        if entry.byline:
            return entry
    return unit_entry(block, body, decisions, block.header)


def paragraphs(lines: Sequence[Line]) -> list[Text]:
    """The paragraphs of an introduction.  Blank lines separate the paragraphs, if the introduction
    contains blank lines."""
    filled = [i for i, line in enumerate(lines) if line.kind is not BLANK]
    spaced = bool(filled) and len(filled) <= filled[-1]
    return blocks(
        [line for line in lines if line.kind is not SEPARATOR], spaced=spaced
    )
