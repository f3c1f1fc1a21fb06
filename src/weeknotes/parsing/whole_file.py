"""Read a file that is a note on one paper.  The address is in the front matter or at the top of the
file.  Its headings are parts of the note.  The front matter or the name of the file gives the
title."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from weeknotes.diagnostics import Span
from weeknotes.identifiers import Kind, identify
from weeknotes.parsing import boundaries as rules
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.byline import TextList
from weeknotes.parsing.lines import ATX, BLANK, FRONT, TAGS, TEXT, URLS, Line
from weeknotes.parsing.parts import is_aside
from weeknotes.parsing.result import AuthorList, FrontMatter, RawEntry, Text
from weeknotes.parsing.shapes import UNITS, Role, block_of
from weeknotes.parsing.titles import name_ranges, split_cited_title, split_title
from weeknotes.parsing.unit_fields import unit_entry
from weeknotes.parsing.units import Plan
from weeknotes.parsing.vocabulary import is_kind, is_part, is_reference
from weeknotes.sources.decoding import Source
from weeknotes.text.time_names import time_in_path

_OPENS = (*UNITS, Role.LINK)
_LETTERS = re.compile(r"^(?!.*\d{4}\.\d{4,5}).*[^\W\d_]{2}")
"""Letters in a name that is not an identifier."""
_PAPER = re.compile(r"\[[^\[\]]*(?:paper|논문|論文|论文)[^\[\]]*\]\(", re.IGNORECASE)
"""A link whose words name a paper."""
_MOST_ABOVE = 6
"""The address of the paper is among this many lines of text at the top."""

_ATX = re.compile(rf"{ATX.pattern}(?P<title>[^\s#][^\n#]*[^\s#])")

Note = tuple[Sequence[Line], RawEntry]
"""The introduction of a file, and the entry that is the rest of it."""


def entry_of_file(
    source: Source, lines: Sequence[Line], front: FrontMatter, plan: Plan
) -> Note | None:
    """(introduction, entry) of a file with these lines.  None if the file is not a note on one
    paper."""
    filled = [line for line in lines if line.kind not in (BLANK, FRONT)]
    heads = [i for i, line in enumerate(filled) if line.heading]
    if not heads:
        return None
    if heads[0] > 0:
        head = first = _at_top(filled, heads[0], plan)
    else:
        end = [*heads, len(filled)][1]
        head = _below_heading(filled, end, plan) if front.title else None
        first = filled[0]
    if not head or not first:
        return None
    start, at = lines.index(first), lines.index(head)
    body = [*lines[start:at], *lines[at + 1 :]]
    decisions = (BoundaryDecision(head.number, rules.FILE),)
    name = front.title or _title_of(source.name)
    title, byline = _paper_in_name(name, front, head.number)
    entry = unit_entry(block_of(head), body, decisions, title=title, byline=byline)
    return lines[:start], entry


def is_note(lines: Sequence[Line], front: FrontMatter) -> bool:
    """Whether headings name parts of a note on one paper.  All headings must name such parts.  One
    is enough if the front matter has the title and the authors of the paper, and no address stands
    alone."""
    parts = [is_part(line.heading) for line in lines if line.heading]
    known = front.title and front.authors
    if known and all(line.kind is not URLS for line in lines):
        return any(parts)
    return bool(parts) and all(parts)


def _at_top(filled: Sequence[Line], size: int, plan: Plan) -> Line | None:
    """The first line of addresses above the first heading, which has the index `size`, if it names
    a paper, and no other entry begins in the file."""
    top, below = filled[:size], filled[size:]
    texts = [line for line in top if line.kind is TEXT]
    if size > _MOST_ABOVE or any(block_of(line).titled for line in texts):
        return None
    above_part = top[-1:] if is_part(below[0].heading) else []
    heads = [line for line in (*texts, *above_part) if _address(line)]
    if not any(map(_names_paper, heads)) or _has_others(below, plan):
        return None
    return heads[0]


def _below_heading(filled: Sequence[Line], end: int, plan: Plan) -> Line | None:
    """The only address of a paper, if it is above the line `end` and below a heading that names a
    part of a note.  No other address may have the form of an entry."""
    found = [i for i, line in enumerate(filled) if _names_paper(line)]
    alone = len(found) == 1 and found[0] < end and len(_others(filled, plan)) <= 1
    return filled[found[0]] if alone and is_part(filled[0].heading) else None


def _address(line: Line) -> str:
    """The first address of a line that contains only addresses.  Empty for other lines."""
    if line.kind not in (TEXT, URLS) or "://" not in line.text:
        return ""
    block = block_of(line)
    opening = block.opening
    if not opening or opening.title:
        return ""
    words = map(block.text_of, opening.rest)
    if not block.label and not all("](" in one or is_kind(one) for one in words):
        return ""
    return block.text_of(opening.urls[0])


def _names_paper(line: Line) -> bool:
    """Whether a line contains only addresses, and the first one is the address of a paper."""
    address = _address(line)
    return address != "" and (
        _is_paper(address) or _PAPER.search(line.text) is not None
    )


def _is_paper(address: str) -> bool:
    return address != "" and identify(address).kind is Kind.PAPER


def _others(lines: Sequence[Line], plan: Plan) -> list[Line]:
    """The lines in the sections of the file that open an entry by themselves.  A title with a link
    does not open an entry below a heading such as `## Related work`, which is a part of a note."""
    part = False
    found = []
    for line in lines:
        if heading := line.heading:
            part = is_part(heading)
        if not part and plan.role(line) in _OPENS:
            found.append(line)
    return found


def _has_others(lines: Sequence[Line], plan: Plan) -> bool:
    """Whether an entry begins in the sections of the file."""
    if _others(lines, plan):
        return True
    cites = closed = False
    for line in lines:
        closed = closed or line.kind is TAGS
        if heading := line.heading:
            cites = is_reference(heading)
        if line.kind is URLS and not cites and (closed or _is_paper(_address(line))):
            return True
    return False


def _title_of(name: str) -> str:
    """The title in the name of a file, if it is neither a time nor an identifier."""
    stem = PurePosixPath(name).stem
    words = stem if " " in stem else stem.replace("-", " ").replace("_", " ")
    if is_aside(name) or is_part(words) or time_in_path(stem).is_known:
        return ""
    return words.strip() if _LETTERS.search(stem) else ""


def _paper_in_name(
    name: str, front: FrontMatter, number: int
) -> tuple[Text | None, AuthorList | None]:
    """(title, authors) in the name of a file, with the authors of the front matter, if any.  They
    are placed on line `number`."""
    span = Span(number)
    byline = TextList(front.authors) if front.authors else None
    found = split_cited_title(name) or split_title(name)
    if not found:
        return Text(name, span) if name else None, byline
    names = name_ranges(name, found.opening, found.closing)
    listed = TextList(tuple(Text(name[slice(*one)], span) for one in names))
    return Text(name[found.start : found.end], span), byline or listed


def entry_of_head(front: FrontMatter, paragraphs: Sequence[Text]) -> RawEntry:
    """The entry of a file whose front matter names its paper.  All text of the file is commentary.
    If the front matter has no title, a heading at the beginning of the text is the title."""
    first = front.url[0].span
    title, byline = _paper_in_name(front.title, front, first.line)
    if not title and paragraphs and (marks := _ATX.fullmatch(paragraphs[0].text)):
        size = marks.start("title")
        above, *paragraphs = paragraphs
        span = above.span._replace(
            column=above.span.column + size, start=above.span.start + size
        )
        title = Text(marks["title"], span)
    return RawEntry(
        line=first.line,
        urls=front.url,
        title=title,
        byline=byline,
        alternate_titles=(),
        commentary=tuple(paragraphs),
        tags=(),
        doubts=(),
        decisions=(),
    )
