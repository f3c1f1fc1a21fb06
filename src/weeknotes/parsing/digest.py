"""A digest in either style, flat or with blank lines: its weeks, their entries, and what was
odd."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.fields import build_entry
from weeknotes.parsing.frontmatter import read_front_matter
from weeknotes.parsing.lines import BLANK, FRONT, HEADING, SEPARATOR, TAGS, TEXT, Line, classify
from weeknotes.parsing.result import Doubt, FrontMatter, RawEntry, RawWeek, Reading
from weeknotes.parsing.segment import segment
from weeknotes.sources.files import Source
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import FORBIDDEN
from weeknotes.text.weeks import (
    WeekLabel,
    beside_heading,
    heading,
    in_name,
    like_heading,
    without_year,
)

_CALENDAR_HINT = "a year has months 1 to 12, a month weeks 1 to 6"
_HEADING_HINT = "write the week on the first line, such as 2023년 4월 4주차"


_WITHOUT_SCHEME = re.compile(
    r"(?:^|\s)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[\w/]|\b(?:arXiv|doi):\s?\d", re.IGNORECASE
)


def parse_digest(source: Source) -> Reading:
    """Read one file.  Whatever it holds, every line of it is in the result."""
    lines = classify(source.text)
    head = next((i for i, line in enumerate(lines) if line.kind is not FRONT), len(lines))
    front, diagnostics = read_front_matter(lines[:head], source.path)
    found = list(diagnostics)
    if all(line.kind in (BLANK, FRONT) for line in lines):
        found.append(
            _warning(
                "empty-file",
                source,
                None,
                "nothing stands in this file",
                "write a week's digest into it, or delete it",
            )
        )
        return Reading(source.path, (), tuple(found))
    found += [*_control_characters(source, lines), *_odd_headings(source, lines)]
    parts = _parts(lines[head:])
    weeks = [_week(source, front, part, found)._replace(alone=len(parts) == 1) for part in parts]
    return Reading(source.path, tuple(weeks), tuple(found))


def _warning(rule: str, source: Source, line: Line | None, message: str, hint: str) -> Diagnostic:
    span = line.span if line else Span()
    return Diagnostic(
        rule, Severity.WARNING, source.path, span, message, hint, line.indented if line else ""
    )


def _control_characters(source: Source, lines: Sequence[Line]) -> list[Diagnostic]:
    """One warning a file: they are invisible, and no page can carry them."""
    if not FORBIDDEN.search(source.text):
        return []
    places = [(line, at) for line in lines if (at := FORBIDDEN.search(line.indented))]
    line, first = places[0]
    span = line.span._replace(column=first.start() + 1)
    count = sum(len(FORBIDDEN.findall(line.indented)) for line, _ in places)
    message = f"a control character (U+{ord(first.group()):04X})" + (
        f", and {count - 1} more in this file" if count > 1 else ""
    )
    hint = "delete it; pages leave it out"
    return [
        Diagnostic(
            "control-character", Severity.WARNING, source.path, span, message, hint, line.indented
        )
    ]


def _odd_headings(source: Source, lines: Sequence[Line]) -> list[Diagnostic]:
    """Lines that are written as headings of weeks that cannot be, or lack their year: they are read
    as text."""
    found = []
    for line in lines:
        if line.kind is not TEXT or line.text[0].isalpha():
            continue
        if heading(line.text):
            message = f"`{line.text}` is no week of any calendar, and is read as text"
            found.append(_warning("no-such-week", source, line, message, _CALENDAR_HINT))
        elif without_year(line.text):
            message = f"`{line.text}` looks like a week without its year, and is read as text"
            found.append(
                _warning(
                    "doubtful-heading", source, line, message, "write the year: 2023년 4월 4주차"
                )
            )
        elif like_heading(line.text):
            message = f"`{line.text}` looks like a week's heading, and is read as text"
            hint = "write it as 2023년 4월 4주차; a title may follow after a colon. A sentence ends with a full stop"
            found.append(_warning("doubtful-heading", source, line, message, hint))
    return found


def _entries_missed(
    source: Source, intro: Sequence[Line], entries: Sequence[RawEntry]
) -> list[Diagnostic]:
    """What in an introduction tells of an entry that does not begin as one: tags; where the week
    has no entry at all, also an address or a title with its authors."""
    for line in intro:
        if what := "tags stand" if line.kind is TAGS else "" if entries else _entry_told(line):
            message = f"{what} in the week's introduction, where no entry has begun"
            return [
                _warning(
                    "no-entries",
                    source,
                    line,
                    message,
                    "begin an entry with its address (https://…), at the beginning of a line",
                )
            ]
    return []


def _entry_told(line: Line) -> str:
    """What of an entry stands on a line of text."""
    if line.kind is not TEXT:
        return ""
    if find_urls(line.text):
        return "an address stands"
    if _WITHOUT_SCHEME.search(line.text):
        return "an address without https:// stands"
    return "a title with its authors stands" if line.title else ""


def _parts(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """A file's lines, cut before each heading; blank lines and text before the first belong to
    it."""
    cuts = [i for i, line in enumerate(lines) if line.kind is HEADING]
    if not cuts:
        return [lines]
    return [lines[a:b] for a, b in zip([0, *cuts[1:]], [*cuts[1:], len(lines)], strict=True)]


def _week(
    source: Source, front: FrontMatter, lines: Sequence[Line], found: list[Diagnostic]
) -> RawWeek:
    headline = next((line for line in lines if line.kind is HEADING), None)
    label, day = _when(source, front, headline, lines, found)
    body = [line for line in lines if line is not headline]
    intro, segments = segment(body)
    filled = [i for i, line in enumerate(intro) if line.kind is not BLANK]
    spaced = bool(filled) and any(line.kind is BLANK for line in intro[: filled[-1]])
    entries = tuple(map(build_entry, segments))
    found += _entries_missed(source, intro, entries)
    first = lines[0].number
    found += [
        _doubtful(source, doubt, lines[doubt.line - first])
        for entry in entries
        for doubt in entry.doubts
    ]
    return RawWeek(
        path=source.path,
        name=source.name,
        label=label,
        day=day,
        front=front,
        span=(headline or lines[0]).span,
        beside=beside_heading(headline.text) if headline else "",
        alone=True,
        intro=tuple(blocks([line for line in intro if line.kind is not SEPARATOR], spaced=spaced)),
        entries=entries,
    )


_SETTLE = {
    "boundary": "to say so: an address that begins the line below a `---` begins an entry; in `<…>`, or behind words, it stays above",
    "title": "to say so: `## ` before the line makes it the title, a full stop at its end makes it commentary",
    "authors": "close the bracket after the last author",
}


def _doubtful(source: Source, doubt: Doubt, line: Line) -> Diagnostic:
    """A doubt as a warning, with the way to settle it."""
    message = f"read as {doubt.chosen}, though it may be {doubt.other}: {doubt.why}"
    return _warning(f"doubtful-{doubt.field}", source, line, message, _SETTLE[doubt.field])


def _when(
    source: Source,
    front: FrontMatter,
    headline: Line | None,
    lines: Sequence[Line],
    found: list[Diagnostic],
) -> tuple[WeekLabel | None, date | None]:
    """The week's label, or a day to derive it from: by the heading, else the front matter, else the
    file's name."""
    if headline:
        if front.week and front.week != headline.label:
            message = f"the heading says {headline.text}, the front matter {front.week.id}; the heading counts"
            found.append(
                _warning("week-out-of-place", source, headline, message, "correct one of the two")
            )
        return headline.label, front.date
    if front.week or front.date:
        return front.week, front.date
    first = next(line for line in lines if line.kind is not BLANK)
    named = in_name(PurePosixPath(source.name).stem)
    taken = (
        "its week is taken from the file's name"
        if named
        else "nor does the file's name: it is published under its name, undated"
    )
    found.append(
        _warning(
            "missing-heading", source, first, f"no line names the week; {taken}", _HEADING_HINT
        )
    )
    if isinstance(named, WeekLabel):
        return named, None
    return None, named
