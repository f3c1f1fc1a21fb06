"""Parse a digest in flat text or Markdown into weeks, entries and diagnostics."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.doubts import HINTS
from weeknotes.parsing.fields import build_entry
from weeknotes.parsing.frontmatter import read_front_matter
from weeknotes.parsing.lines import BLANK, FRONT, HEADING, SEPARATOR, TAGS, TEXT, Line, classify
from weeknotes.parsing.result import FrontMatter, ParseResult, RawEntry, RawWeek, Text
from weeknotes.parsing.segment import segment
from weeknotes.sources.decoding import Source
from weeknotes.text.headings import heading, heading_suffix, in_name, like_heading, without_year
from weeknotes.text.links import find_urls
from weeknotes.text.messages import Message, msg
from weeknotes.text.unicode import FORBIDDEN
from weeknotes.text.weeks import WeekLabel

_CALENDAR_HINT = msg("write a month from 1 to 12 and a week from 1 to 6")
_HEADING_HINT = msg("write the week on the first line, such as 2023-04-w4")
_YEAR_HINT = msg("write the year too, such as 2023-04-w4")
_FORM_HINT = msg(
    "if it is a heading, write it as 2023-04-w4; you can add a colon and a title."
    " If it is a sentence, end it with a full stop"
)
_ENTRY_HINT = msg("begin each entry with its address (https://…) at the beginning of a line")

_WITHOUT_SCHEME = re.compile(
    r"(?:^|\s)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[\w/]|\b(?:arXiv|doi):\s?\d", re.IGNORECASE
)


def parse_digest(source: Source) -> ParseResult:
    """Parse one file.  Accepts any text; no line is dropped."""
    lines = classify(source.text)
    head = [line for line in lines if line.kind is FRONT]
    front, head_diagnostics = read_front_matter(head, source.path)
    diagnostics = list(head_diagnostics)
    if all(line.kind in (BLANK, FRONT) for line in lines):
        message = msg("this file is empty")
        hint = msg("write the digest of a week in it, or delete it")
        diagnostics.append(_warning("empty-file", source, None, message, hint))
        return ParseResult(source.path, (), tuple(diagnostics))
    diagnostics += _control_characters(source, lines)
    diagnostics += _doubtful_headings(source, lines)
    weeks = []
    parts = _parts(lines[len(head) :])
    for part in parts:
        week, found = _week(source, front, part)
        weeks.append(week._replace(alone=len(parts) == 1))
        diagnostics += found
    return ParseResult(source.path, tuple(weeks), tuple(diagnostics))


def _parts(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of each week.  A heading starts a new week; lines above the first heading belong
    to the first week."""
    headings = [i for i, line in enumerate(lines) if line.kind is HEADING]
    later = headings[1:]
    bounds = pairwise([0, *later, len(lines)])
    return [lines[start:end] for start, end in bounds]


def _week(
    source: Source, front: FrontMatter, lines: Sequence[Line]
) -> tuple[RawWeek, list[Diagnostic]]:
    headline = next((line for line in lines if line.kind is HEADING), None)
    label, day = _when(source, front, headline)
    diagnostics = _week_diagnostics(source, front, headline, lines)
    intro, segments = segment([line for line in lines if line is not headline])
    entries = tuple(map(build_entry, segments))
    diagnostics += _missed_entries(source, intro, entries)
    first = lines[0].number
    for entry in entries:
        for doubt in entry.doubts:
            line = lines[doubt.line - first]
            rule = f"doubtful-{doubt.field}"
            diagnostics.append(
                _warning(
                    rule,
                    source,
                    line,
                    doubt.message,
                    HINTS[doubt.field],
                )
            )
    week = RawWeek(
        path=source.path,
        name=source.name,
        label=label,
        day=day,
        front=front,
        span=(headline or lines[0]).span,
        heading_suffix=heading_suffix(headline.text) if headline else "",
        alone=True,
        intro=tuple(_intro(intro)),
        entries=entries,
    )
    return week, diagnostics


def _intro(lines: Sequence[Line]) -> list[Text]:
    """The paragraphs of an introduction.  Blank lines separate them if it contains any."""
    filled = [i for i, line in enumerate(lines) if line.kind is not BLANK]
    spaced = bool(filled) and len(filled) <= filled[-1]
    paragraphs = [line for line in lines if line.kind is not SEPARATOR]
    return blocks(paragraphs, spaced=spaced)


def _when(
    source: Source, front: FrontMatter, headline: Line | None
) -> tuple[WeekLabel | None, date | None]:
    """(label, day) of a week, from the heading, else the front matter, else the file name."""
    if headline:
        return headline.label, front.date
    if front.week or front.date:
        return front.week, front.date
    named = in_name(PurePosixPath(source.name).stem)
    if isinstance(named, WeekLabel):
        return named, None
    return None, named


# Diagnostics


def _warning(
    rule: str,
    source: Source,
    line: Line | None,
    message: Message,
    hint: Message,
) -> Diagnostic:
    """A warning for a line, or for the whole file."""
    span = line.span if line else Span()
    excerpt = line.indented if line else ""
    return Diagnostic(
        rule,
        Severity.WARNING,
        source.path,
        span,
        message,
        hint,
        excerpt,
    )


def _week_diagnostics(
    source: Source,
    front: FrontMatter,
    headline: Line | None,
    lines: Sequence[Line],
) -> list[Diagnostic]:
    """Warnings about the week: no heading, or a heading that contradicts the front matter."""
    if headline:
        if not front.week or front.week == headline.label:
            return []
        message = msg(
            "the heading ({heading}) and the front matter ({week}) name different weeks;"
            " the heading is used",
            heading=headline.text,
            week=front.week.id,
        )
        hint = msg("correct one of the two")
        return [_warning("week-out-of-place", source, headline, message, hint)]
    if front.week or front.date or in_name(PurePosixPath(source.name).stem):
        return []
    message = msg(
        "neither a line nor the name of the file tells the week; it is published without a date"
    )
    first = next(line for line in lines if line.kind is not BLANK)
    return [_warning("missing-heading", source, first, message, _HEADING_HINT)]


def _control_characters(
    source: Source,
    lines: Sequence[Line],
) -> list[Diagnostic]:
    """One warning for a file with control characters, which are invisible and dropped from
    pages."""
    if not FORBIDDEN.search(source.text):
        return []
    found = [(line, match) for line in lines if (match := FORBIDDEN.search(line.indented))]
    line, first = found[0]
    counts = (len(FORBIDDEN.findall(line.indented)) for line, _ in found)
    count = sum(counts)
    code = f"U+{ord(first.group()):04X}"
    message = msg("there is a control character ({code})", code=code)
    if count > 1:
        message = msg("there are {n} control characters; the first is {code}", n=count, code=code)
    hint = msg("delete it; pages do not show it")
    warning = _warning("control-character", source, line, message, hint)
    span = line.span._replace(column=first.start() + 1)
    return [warning._replace(span=span)]


def _doubtful_headings(
    source: Source,
    lines: Sequence[Line],
) -> Iterator[Diagnostic]:
    """Warnings for lines that look like a week heading but cannot be parsed as one."""
    for line in lines:
        text = line.text
        if line.kind is not TEXT or text[0].isalpha():
            continue
        if heading(text):
            message = msg(
                "`{line}` is not a week of any calendar, so it is read as text", line=text
            )
            yield _warning("no-such-week", source, line, message, _CALENDAR_HINT)
        elif without_year(text):
            message = msg(
                "`{line}` looks like a week without a year, so it is read as text", line=text
            )
            yield _warning("doubtful-heading", source, line, message, _YEAR_HINT)
        elif like_heading(text):
            message = msg(
                "`{line}` looks like the heading of a week, but is read as text", line=text
            )
            yield _warning("doubtful-heading", source, line, message, _FORM_HINT)


def _missed_entries(
    source: Source, intro: Sequence[Line], entries: Sequence[RawEntry]
) -> list[Diagnostic]:
    """One warning if the introduction seems to contain an entry.  It has tags; or the week has no
    entries, and the introduction has an address or a title with authors."""
    for line in intro:
        sign = _sign_of_entry(line)
        if sign and (line.kind is TAGS or not entries):
            return [_warning("no-entries", source, line, sign, _ENTRY_HINT)]
    return []


def _sign_of_entry(line: Line) -> Message | None:
    """The message that says why a line seems to belong to an entry; None if it does not."""
    if line.kind is TAGS:
        return msg("tags are in the introduction of the week, not in an entry")
    if line.kind is not TEXT:
        return None
    if find_urls(line.text):
        return msg("an address is in the introduction of the week, not in an entry")
    if _WITHOUT_SCHEME.search(line.text):
        return msg("an address without https:// is in the introduction of the week")
    if line.title:
        return msg("a title with authors is in the introduction of the week, not in an entry")
    return None
