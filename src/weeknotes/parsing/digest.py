"""Parse a digest in flat text or Markdown into weeks, entries and diagnostics."""

from collections.abc import Sequence
from datetime import date

from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.parsing.draft_marks import mark_drafts
from weeknotes.parsing.faults import line_faults, text_faults, warning
from weeknotes.parsing.lines import DRAFT, FRONT, HIDDEN, Classified, Line, classify
from weeknotes.parsing.parts import Part, is_aside, read_head, split_parts
from weeknotes.parsing.result import FrontMatter, ParseResult, RawEntry, RawWeek
from weeknotes.parsing.tag_lines import find_tag_lines
from weeknotes.parsing.time_lines import find_times
from weeknotes.parsing.units import Plan, plan_entries
from weeknotes.parsing.unread import with_unread_addresses
from weeknotes.parsing.week_entries import paragraphs, read_entries
from weeknotes.parsing.week_faults import (
    doubt_warnings,
    heading_faults,
    missed_entries,
    undated_once,
    unused_tags,
)
from weeknotes.parsing.whole_file import entry_of_file, entry_of_head, is_note
from weeknotes.sources.decoding import Source
from weeknotes.text.headings import heading_suffix
from weeknotes.text.messages import msg
from weeknotes.text.time_names import time_in_path
from weeknotes.text.times import Time
from weeknotes.text.weeks import WeekLabel

_UNSEEN = (HIDDEN, DRAFT)
"""Kinds of lines that change no entry."""


def parse_digest(source: Source) -> ParseResult:
    """Parse one file.  Accepts any text; no line is dropped."""
    read = read_lines(source)
    lines = [line for line in read.lines if line.kind not in _UNSEEN]
    filled = [line for line in read.filled if line.kind not in _UNSEEN]
    front, faults = read_head(source, read)
    diagnostics = [*text_faults(source, read), *faults]
    if not front.url and all(line.kind is FRONT for line in filled):
        message = msg("this file is empty")
        hint = msg("write the digest of a week in it, or delete it")
        diagnostics.append(warning("empty-file", source, None, message, hint))
        return _result(source, read, (), diagnostics)
    diagnostics += line_faults(source, filled)
    plan = plan_entries(lines)
    weeks: list[RawWeek] = []
    for part in split_parts(lines, has_head=bool(read.head)):
        week, found = _read_week(source, read.outer, part, front, plan)
        weeks.append(week)
        diagnostics += found
    has_entries = any(week.entries for week in weeks)
    if front.url and not has_entries:
        weeks = [
            week._replace(entries=(entry_of_head(front, week.intro),), intro=())
            for week in weeks
        ]
    elif not has_entries:
        diagnostics += unused_tags(source, front, diagnostics)
    weeks, found = mark_drafts(source, read, weeks)
    diagnostics += found
    addressed = any(entry.urls for week in weeks for entry in week.entries)
    if not (front.url or addressed) and is_aside(source.name):
        errors = [one for one in diagnostics if one.severity is Severity.ERROR]
        return _result(source, read, (), [*errors, _left_out(source)])
    diagnostics = undated_once(diagnostics)
    told = with_unread_addresses(source, filled, plan.left, weeks, diagnostics)
    if len(weeks) > 1:
        weeks = [week._replace(alone=False) for week in weeks]
    return _result(source, read, weeks, told)


def read_lines(source: Source) -> Classified:
    """The lines of a file with their kinds, and its comments."""
    read = classify(source.text)._replace(outer=time_in_path(source.name))
    find_tag_lines(read)
    find_times(read)
    return read


def _result(
    source: Source,
    read: Classified,
    weeks: Sequence[RawWeek],
    diagnostics: Sequence[Diagnostic],
) -> ParseResult:
    comments = read.hidden.comments
    return ParseResult(source.path, tuple(weeks), tuple(diagnostics), comments)


def _left_out(source: Source) -> Diagnostic:
    message = msg(
        "not published: a file of this name is read only if it contains entries"
    )
    hint = msg("give it another name, or list it below `ignore:` in weeknotes.yml")
    return warning("left-out-file", source, None, message, hint)


def _read_week(
    source: Source, outer: Time, part: Part, front: FrontMatter, plan: Plan
) -> tuple[RawWeek, list[Diagnostic]]:
    lines, headline = part.lines, part.headline
    label, day = _when(front, headline, outer)
    diagnostics = heading_faults(source, part, front, outer)
    intro: Sequence[Line] = lines
    entries: Sequence[RawEntry] = ()
    below: Sequence[Line] = ()
    if front.url and (front.clipped or is_note(lines, front)):
        pass  # the front matter is the entry
    elif not headline and (found := entry_of_file(source, lines, front, plan)):
        intro, *entries = found
    else:
        intro, entries, below = read_entries(lines, plan)
    if entries or not front.url:
        diagnostics += missed_entries(source, front, [*intro, *below], entries)
    doubts = [doubt for entry in entries for doubt in entry.doubts]
    diagnostics += doubt_warnings(source, lines, [*doubts, *plan.doubts])
    week = RawWeek(
        path=source.path,
        name=source.name,
        label=label,
        day=day,
        front=front,
        span=(headline or part.first).span,
        heading_suffix=_suffix(headline) if headline else "",
        alone=True,
        intro=(*part.around, *paragraphs(intro), *paragraphs(below)),
        entries=tuple(entries),
    )
    return week, diagnostics


def _suffix(headline: Line) -> str:
    """The text after the time in a heading."""
    if headline.time is None:
        return heading_suffix(headline.text)
    return headline.time.suffix


def _when(
    front: FrontMatter, headline: Line | None, outer: Time
) -> tuple[WeekLabel | None, date | None]:
    """(label, day) of a week, from the heading, else the front matter, else the path."""
    if headline and headline.time is None:
        return headline.label, front.date
    if headline and headline.time and headline.time.time.is_known:
        return headline.label, headline.time.time.day
    if front.week or front.date:
        return front.week, front.date
    return outer.label, outer.day
