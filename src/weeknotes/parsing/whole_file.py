"""Read a file that is a note on one paper.  The address stands at its top.  Its headings are parts
of the note.  The front matter or the name of the file gives the title."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing import boundaries as rules
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.leads import UNITS, Role
from weeknotes.parsing.lines import (
    BLANK,
    FRONT,
    HEADING,
    TAGS,
    TEXT,
    URLS,
    Line,
    is_atx,
)
from weeknotes.parsing.parts import is_aside, paper_in_name
from weeknotes.parsing.result import FrontMatter, RawEntry
from weeknotes.parsing.shapes import block_of
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


def entry_of_file(
    source: Source, lines: Sequence[Line], front: FrontMatter, roles: Plan
) -> tuple[Sequence[Line], RawEntry] | None:
    """(introduction, entry) of a file with these lines.  None if the file is not a note on one
    paper."""
    filled = [line for line in lines if line.kind not in (BLANK, FRONT)]
    size = next((i for i, line in enumerate(filled) if _is_heading(line)), 0)
    if size == 0 and front.title:
        return _entry_below_heading(lines, filled, front, roles)
    if not 0 < size <= _MOST_ABOVE or any(line.kind is HEADING for line in filled):
        return None
    top = filled[:size]
    if any(line.kind is TEXT and block_of(line).titled for line in top):
        return None
    above_part = top[-1:] if is_part(filled[size].text.strip("# ")) else []
    fields = [line for line in top if line.kind is TEXT] + above_part
    found = [(line, _address(line)) for line in fields]
    heads = [(line, address) for line, address in found if address]
    papers = any(
        _is_paper(address) or _PAPER.search(line.text) for line, address in heads
    )
    if not papers or _has_others(filled[size:], roles):
        return None
    head = heads[0][0]
    at = lines.index(head)
    decisions = (BoundaryDecision(head.number, rules.FILE),)
    name = front.title or _title_of(source.name)
    title, byline = paper_in_name(name, front, head.number)
    entry = unit_entry(
        block_of(head), lines[at + 1 :], decisions, title=title, byline=byline
    )
    return lines[:at], entry


def _entry_below_heading(
    lines: Sequence[Line], filled: Sequence[Line], front: FrontMatter, roles: Plan
) -> tuple[Sequence[Line], RawEntry] | None:
    """The entry of a file with a title, whose first heading names a part of a note, if the
    address of one paper stands below this heading, and no other address in the form of entries."""
    if not filled or any(line.kind is HEADING for line in filled):
        return None
    if not _is_heading(filled[0]) or not is_part(filled[0].text.strip("# ")):
        return None
    heads = [i for i, line in enumerate(filled) if _is_heading(line)]
    first = heads[1] if len(heads) > 1 else len(filled)
    found = [
        i
        for i, line in enumerate(filled)
        if (address := _address(line))
        and (_is_paper(address) or _PAPER.search(line.text))
    ]
    if len(found) != 1 or found[0] >= first or len(_others(filled, roles)) > 1:
        return None
    head = filled[found[0]]
    start, at = lines.index(filled[0]), lines.index(head)
    decisions = (BoundaryDecision(head.number, rules.FILE),)
    body = [*lines[start:at], *lines[at + 1 :]]
    title, byline = paper_in_name(front.title, front, head.number)
    entry = unit_entry(block_of(head), body, decisions, title=title, byline=byline)
    return lines[:start], entry


def _is_heading(line: Line) -> bool:
    return line.kind is TEXT and is_atx(line.text)


def _address(line: Line) -> str:
    """The first address of a line that contains only addresses.  Empty for other lines."""
    if line.kind not in (TEXT, URLS) or "://" not in line.text:
        return ""
    block = block_of(line)
    opening = block.opening
    if not opening or opening.title:
        return ""
    if not block.label and not all(
        "](" in block.text_of(one) or is_kind(block.text_of(one))
        for one in opening.rest
    ):
        return ""
    return block.text_of(opening.urls[0])


def _is_paper(address: str) -> bool:
    return address != "" and identify(address).kind is Kind.PAPER


def _others(lines: Sequence[Line], roles: Plan) -> list[Line]:
    """The lines in the sections of the file that open an entry by themselves.  A title with a link
    does not open an entry below a heading such as `## Related work`, which is a part of a note."""
    part = False
    found = []
    for line in lines:
        if _is_heading(line):
            part = is_part(line.text.strip("# "))
        if not part and roles.roles.get(line.number) in _OPENS:
            found.append(line)
    return found


def _has_others(lines: Sequence[Line], roles: Plan) -> bool:
    """Whether an entry begins in the sections of the file."""
    if _others(lines, roles):
        return True
    cites = closed = False
    for line in lines:
        closed = closed or line.kind is TAGS
        if _is_heading(line):
            cites = is_reference(line.text.strip("# "))
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
