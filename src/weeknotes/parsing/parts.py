"""Split the lines of a file into its weeks, each with its heading and its front matter."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.frontmatter import read_front_matter
from weeknotes.parsing.lines import (
    BLANK,
    FRONT,
    HEADING,
    SEPARATOR,
    URLS,
    Classified,
    Line,
    is_atx,
)
from weeknotes.parsing.result import FrontMatter, Text
from weeknotes.sources.decoding import Source

_WORDS = re.compile(r"[^\W\d_]{2,}")


class Part(NamedTuple):
    """The lines of one week.

    `headline` is its heading, and `lines` are the lines below it.  `first` is the first line of the
    week.  `around` are the headings of a month or a year right above, as they are typed."""

    headline: Line | None
    first: Line
    lines: Sequence[Line]
    around: tuple[Text, ...]


def is_aside(name: str) -> bool:
    """Whether the name of a file says that it is about other files: `README.md`, `_index.md`."""
    stem = PurePosixPath(name).stem
    return stem.lower() == "readme" or stem.startswith("_")


def is_in_drafts(name: str) -> bool:
    """Whether a file lies in Jekyll's folder of drafts."""
    return "_drafts" in name.split("/")[:-1]


def read_head(
    source: Source, read: Classified
) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """The front matter of a file, and its diagnostics."""
    front, faults = read_front_matter(read.head, source.path)
    if is_in_drafts(source.name):
        front = front._replace(draft=True)
    return front, faults


def split_parts(lines: Sequence[Line], *, has_head: bool) -> list[Part]:
    """The weeks of a file.  Lines above the first heading belong to the first week."""
    parts: list[Part] = []
    for part, at in _bounds(lines):
        headings = [part[i] for i in at]
        above: list[Text] = []
        rest = part[1:]
        if at != [0] or has_head:
            above, rest = _split_introduction(part, at[0] if at else 0)
        filled = (line for line in part if line.kind not in (BLANK, FRONT))
        parts.append(
            Part(
                headline=headings[-1] if headings else None,
                first=next(filled, part[0] if part else _NO_LINE),
                lines=rest,
                around=(*above, *_around(headings)),
            )
        )
    return parts


_NO_LINE = Line(1, 0, 0, BLANK, "", "")


def _bounds(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], list[int]]]:
    """The lines of each week, and the indexes of the headings in them.  A heading begins a week.  A
    heading of a month or a year with nothing below it belongs to the week of the next heading."""
    headings = [i for i, line in enumerate(lines) if line.kind is HEADING]
    # What stands above the first heading belongs to its week.
    start = 0
    group: list[int] = []
    for above, i in pairwise([-1, *headings]):
        if group and not _is_outer(lines, above, i):
            yield lines[start:i], group
            start, group = i, []
        group.append(i - start)
    yield lines[start:], group


def _split_introduction(
    part: Sequence[Line], at: int
) -> tuple[list[Text], Sequence[Line]]:
    """(paragraphs, lines) of a week whose heading has the index `at`.  The paragraphs are those
    above this heading, if they end with the heading of a file.  The lines are the other lines,
    without headings and front matter."""
    rest = [
        line for line in part if line.kind is not HEADING and line.kind is not FRONT
    ]
    above = [line for line in part[:at] if line.kind is not FRONT]
    filled = [line for line in above if line.kind is not BLANK]
    if (
        not filled
        or not is_atx(filled[-1].text)
        or any(line.kind is URLS for line in filled)
    ):
        return [], rest
    return blocks(above, spaced=True), rest[len(above) :]


def _is_outer(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines[start:end] are only the heading of a month or a year."""
    time = lines[start].time
    if time is None or time.time.is_known:
        return False
    return all(line.kind in (BLANK, SEPARATOR) for line in lines[start + 1 : end])


def _around(headings: Sequence[Line]) -> Iterator[Text]:
    """The headings of years and months that contain more than the time of the week.  They contain
    other words, or a time that does not tell the week."""
    for line in headings:
        if line.time is None:
            continue
        undated = line is headings[-1] and not line.time.time.is_known
        if undated or (line is not headings[-1] and _WORDS.search(line.text)):
            yield line.part(line.indent, line.indent + len(line.text))
