"""Parse a digest in flat text or Markdown into weeks, entries and diagnostics."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from operator import attrgetter

from weeknotes.diagnostics import Diagnostic, Severity, part_of
from weeknotes.parsing.doubts import Doubt, exchangeable_date, hint_of
from weeknotes.parsing.draft_marks import mark_drafts
from weeknotes.parsing.faults import text_faults
from weeknotes.parsing.faults import warning as _warning
from weeknotes.parsing.hashtags import LONGEST_TAG, long_tag
from weeknotes.parsing.lines import (
    BLANK,
    DRAFT,
    FRONT,
    HEADING,
    HIDDEN,
    TAGS,
    TEXT,
    URLS,
    Classified,
    Line,
    classify_all,
    is_atx,
    kind_of,
)
from weeknotes.parsing.parts import Part, entry_of_head, is_aside, split_parts
from weeknotes.parsing.result import FrontMatter, ParseResult, RawEntry, RawWeek
from weeknotes.parsing.shapes import ITEM_MARK
from weeknotes.parsing.tag_lines import find_tag_lines
from weeknotes.parsing.time_lines import find_times
from weeknotes.parsing.titles import are_names, split_title
from weeknotes.parsing.units import Plan, plan
from weeknotes.parsing.unread import with_unread_addresses
from weeknotes.parsing.vocabulary import Field, field_of, is_part, named_address
from weeknotes.parsing.week_entries import paragraphs, read_entries
from weeknotes.parsing.whole_file import entry_of_file
from weeknotes.sources.decoding import Source
from weeknotes.text.code import DELIMITER_ROW
from weeknotes.text.headings import (
    heading,
    heading_suffix,
    like_heading,
    without_year,
)
from weeknotes.text.links import find_urls
from weeknotes.text.messages import Message, msg
from weeknotes.text.time_names import exchangeable, time_in_path
from weeknotes.text.times import Time
from weeknotes.text.weeks import WeekLabel

_CALENDAR_HINT = msg("write a month from 1 to 12 and a week from 1 to 6")
_HEADING_HINT = msg("write the week on the first line, such as 2023-04-w4")
_YEAR_HINT = msg("write the year too, such as 2023-04-w4")
_FORM_HINT = msg(
    "if it is a heading, write it as 2023-04-w4; you can add a colon and a title."
    " If it is a sentence, end it with a full stop"
)
_ENTRY_HINT = msg(
    "begin each entry with its address (https://…) at the beginning of a line"
)

_NO_WEEK = msg(
    "neither a line nor the name of the file tells the week; it is published without a date"
)
_AUTHORED = msg(
    "a title with authors is in the introduction of the week, not in an entry"
)
_UNSEEN = {HIDDEN, DRAFT}
"""Kinds of lines that change no entry."""
_EMPTY = {BLANK, FRONT, *_UNSEEN}

_WITHOUT_SCHEME = re.compile(
    r"(?:^|\s)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[\w/]|\b(?:arXiv|doi):\s?\d",
    re.IGNORECASE,
)


def parse_digest(source: Source) -> ParseResult:
    """Parse one file.  Accepts any text; no line is dropped."""
    outer = time_in_path(source.name)
    read = read_lines(source)
    lines, filled, hidden = read
    diagnostics = text_faults(source, read)
    kinds = set(map(kind_of, lines))
    shown = lines
    if not kinds.isdisjoint(_UNSEEN):
        shown = [line for line in lines if line.kind not in _UNSEEN]
        filled = [line for line in filled if line.kind not in _UNSEEN]
    head = [line for line in filled if line.kind is FRONT] if FRONT in kinds else []
    parts = split_parts(shown, head, source.path, source.name)
    diagnostics += [fault for part in parts for fault in part.faults]
    front = parts[0].front
    if kinds.issubset(_EMPTY) and not front.url:
        message = msg("this file is empty")
        hint = msg("write the digest of a week in it, or delete it")
        diagnostics.append(_warning("empty-file", source, None, message, hint))
        return ParseResult(
            source.path, (), tuple(diagnostics), comments=hidden.comments
        )
    diagnostics += _line_faults(source, filled)
    weeks = []
    roles = plan(shown)
    for part in parts:
        week, faults = _week(source, part, outer, roles)
        weeks.append(week._replace(alone=len(parts) == 1))
        diagnostics += faults
    if front.url and not any(week.entries for week in weeks):
        weeks = [
            week._replace(entries=(entry_of_head(front, week.intro),), intro=())
            for week in weeks
        ]
    diagnostics += _unused_tags(source, front, weeks, diagnostics)
    if len(shown) < len(lines):
        weeks, faults = mark_drafts(source, lines, weeks)
        diagnostics += faults
    if is_aside(source.name) and not any(week.entries for week in weeks):
        diagnostics = [
            fault for fault in diagnostics if fault.severity is Severity.ERROR
        ]
        diagnostics.append(_left_out(source))
        return ParseResult(
            source.path, (), tuple(diagnostics), comments=hidden.comments
        )
    found = with_unread_addresses(
        source, filled, roles.left, weeks, _undated_once(diagnostics)
    )
    return ParseResult(source.path, tuple(weeks), found, comments=hidden.comments)


def _left_out(source: Source) -> Diagnostic:
    message = msg(
        "not published: a file of this name is read only if it contains entries"
    )
    hint = msg("give it another name, or list it below `ignore:` in weeknotes.yml")
    return _warning("left-out-file", source, None, message, hint)


def _undated_once(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of a file, with one for all its headings that name no week.  Nothing names no
    week if a line names a week without a year."""
    undated = [one for one in diagnostics if one.rule == "missing-heading"]
    if any(one.hint == _YEAR_HINT and one.span for one in diagnostics):
        return [one for one in diagnostics if one.message != _NO_WEEK]
    if len(undated) < 2:
        return list(diagnostics)
    first = undated[0]
    message = msg(
        "{fault} ({n} parts of the file)", fault=first.message, n=len(undated)
    )
    others = (one for one in diagnostics if one.rule != "missing-heading")
    return [*others, first._replace(message=message)]


def read_lines(source: Source) -> Classified:
    """The lines of a file with their kinds, and its comments."""
    read = classify_all(source.text)
    find_tag_lines(read)
    find_times(read, time_in_path(source.name))
    return read


def _week(
    source: Source, part: Part, outer: Time, roles: Plan
) -> tuple[RawWeek, list[Diagnostic]]:
    lines, front, headline = part.lines, part.front, part.headline
    label, day = _when(front, headline, outer)
    diagnostics = _week_diagnostics(source, part, outer)
    intro: Sequence[Line]
    entries: Sequence[RawEntry]
    below: Sequence[Line] = ()
    if front.url and (front.clipped or _is_note(lines, front)):
        intro, entries = lines, ()
    elif not headline and (found := entry_of_file(source, lines, front, roles)):
        intro, entries = found[0], found[1:]
    else:
        intro, entries, below = read_entries(lines, roles)
    if entries or not front.url:
        diagnostics += _missed_entries(source, front, [*intro, *below], entries)
    doubts = [doubt for entry in entries for doubt in entry.doubts]
    if roles.doubts:
        numbers = {line.number for line in lines}
        doubts += [doubt for doubt in roles.doubts if doubt.line in numbers]
    diagnostics += _doubt_warnings(source, lines, doubts)
    texts = (*part.around, *paragraphs(intro), *paragraphs(below))
    week = RawWeek(
        path=source.path,
        name=source.name,
        label=label,
        day=day,
        front=front,
        span=(headline or part.first).span,
        heading_suffix=_suffix(headline) if headline else "",
        alone=True,
        intro=texts,
        entries=tuple(entries),
    )
    return week, diagnostics


def _doubt_warnings(
    source: Source, lines: Sequence[Line], doubts: Sequence[Doubt]
) -> Iterator[Diagnostic]:
    """A warning for each doubt about one of these lines."""
    for doubt in doubts:
        line = lines[bisect_left(lines, doubt.line, key=attrgetter("number"))]
        hint = doubt.hint or hint_of(doubt, line.text)
        yield _warning(f"doubtful-{doubt.field}", source, line, doubt.message, hint)


def _is_note(lines: Sequence[Line], front: FrontMatter) -> bool:
    """Whether headings name parts of a note on one paper.  All headings must name such parts.  One
    is enough if the front matter has the title and the authors of the paper, and no address stands
    alone."""
    heads = [
        line.text.strip("# ")
        for line in lines
        if line.kind is TEXT and is_atx(line.text)
    ]
    if (
        front.title
        and front.authors
        and all(line.kind is not URLS for line in lines)
    ):
        return any(map(is_part, heads))
    return bool(heads) and all(map(is_part, heads))


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


# Diagnostics


def _week_diagnostics(source: Source, part: Part, outer: Time) -> list[Diagnostic]:
    """Warnings about a week that has no heading, or whose heading contradicts the front matter."""
    front, headline = part.front, part.headline
    if headline and (headline.time is None or headline.time.time.is_known):
        if not front.week or headline.label is None or front.week == headline.label:
            return []
        message = msg(
            "the heading ({heading}) and the front matter ({week}) name different weeks;"
            " the heading is used",
            heading=headline.text,
            week=front.week.id,
        )
        hint = msg("correct one of the two")
        return [_warning("week-out-of-place", source, headline, message, hint)]
    if front.week or front.date or not front.published:
        return []
    if outer.is_known:
        found = exchangeable([source.name])
        doubt = exchangeable_date(*found[1:]) if found else None
        return [_warning("doubtful-date", source, None, *doubt)] if doubt else []
    if headline and headline.time and headline.time.time.lacks_year:
        message = msg(
            "`{heading}` names a week without a year, so what is below it is published without"
            " a date",
            heading=headline.text,
        )
        return [_warning("doubtful-heading", source, headline, message, _YEAR_HINT)]
    if headline:
        message = msg(
            "`{heading}` names no week, so what is below it is published without a date",
            heading=headline.text,
        )
    elif outer.year and outer.month:
        message = msg(
            "the path of the file names a month, but no week, so the digest has no date"
        )
    elif outer.lacks_year:
        message = msg(
            "the name of the file names a week without a year, so the digest has no date"
        )
    else:
        message = _NO_WEEK
    return [
        _warning(
            "missing-heading", source, headline or part.first, message, _HEADING_HINT
        )
    ]


def _line_faults(source: Source, lines: Sequence[Line]) -> list[Diagnostic]:
    """Warnings for lines with a tag that is too long, with text that is nearly a heading, or with a
    doubtful date."""
    tags: list[Diagnostic] = []
    headings: list[Diagnostic] = []
    dated: list[Line] = []
    for line in lines:
        kind = line.kind
        if kind is URLS or kind is TAGS:
            continue
        if len(line.indented) > LONGEST_TAG:
            tags += _long_tag(source, line)
        if kind is TEXT and not line.text[0].isalpha():
            headings += _doubtful_heading(source, line)
        elif kind is HEADING and line.time:
            dated.append(line)
    return [*tags, *headings, *_doubtful_date(source, dated)]


def _long_tag(source: Source, line: Line) -> Iterator[Diagnostic]:
    """A warning if a word that begins with `#` is too long for a tag."""
    if found := long_tag(line.indented):
        size = len(found[0]) - 1
        message = msg(
            "a tag of {n:,} characters is too long and is read as text", n=size
        )
        hint = msg("shorten it to at most {n} characters", n=LONGEST_TAG)
        span = line.span._replace(column=found.start() + 1)
        excerpt, skipped = part_of(line.indented, found.start())
        warning = _warning("long-tag", source, line, message, hint)
        yield warning._replace(span=span, excerpt=excerpt, skipped=skipped)


def _doubtful_heading(source: Source, line: Line) -> Iterator[Diagnostic]:
    """A warning if a line looks like a week heading but cannot be parsed as one."""
    text = line.text
    if heading(text):
        message = msg(
            "`{line}` is not a week of any calendar, so it is read as text",
            line=text,
        )
        yield _warning("no-such-week", source, line, message, _CALENDAR_HINT)
    elif without_year(text):
        message = msg(
            "`{line}` looks like a week without a year, so it is read as text",
            line=text,
        )
        yield _warning("doubtful-heading", source, line, message, _YEAR_HINT)
    elif like_heading(text):
        message = msg(
            "`{line}` looks like the heading of a week, but is read as text",
            line=text,
        )
        yield _warning("doubtful-heading", source, line, message, _FORM_HINT)


def _doubtful_date(source: Source, headings: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for the first of these headings with a date whose day and month may be
    exchanged."""
    if found := exchangeable([line.text for line in headings]):
        message, hint = exchangeable_date(*found[1:])
        yield _warning("doubtful-date", source, headings[found[0]], message, hint)


def _missed_entries(
    source: Source,
    front: FrontMatter,
    intro: Sequence[Line],
    entries: Sequence[RawEntry],
) -> list[Diagnostic]:
    """One warning if the introduction seems to contain an entry.  This is so if it has tags.  In a
    week without entries, an address or a title with authors is enough."""
    for line in intro:
        sign = _sign_of_entry(line)
        if sign and (line.kind is TAGS or not entries):
            return [_warning("no-entries", source, line, sign, _ENTRY_HINT)]
    if not entries and front.title and front.authors:
        message = msg("the front matter has a title and authors, but no address")
        hint = msg(
            "add `url: https://…` to the front matter, so that the file is an entry"
        )
        return [_warning("no-entries", source, None, message, hint)]
    filled = [line for line in intro if line.kind is not BLANK and not entries]
    if found := _unread_table(source, filled):
        return [found]
    for line, below in pairwise(filled):
        if is_atx(line.text) and are_names(below.text, 0, len(below.text)):
            return [_warning("no-entries", source, line, _AUTHORED, _ENTRY_HINT)]
    return []


def _unused_tags(
    source: Source,
    front: FrontMatter,
    weeks: Sequence[RawWeek],
    others: Sequence[Diagnostic],
) -> list[Diagnostic]:
    """A warning if the front matter has tags, but the file has no entry that they can belong to,
    and no warning says so."""
    told = any(one.rule == "no-entries" for one in others)
    if not front.tags or told or any(week.entries for week in weeks):
        return []
    message = msg(
        "the tags of the front matter are on no page: the file has no entry"
    )
    return [_warning("no-entries", source, None, message, _ENTRY_HINT)]


def _unread_table(source: Source, lines: Sequence[Line]) -> Diagnostic | None:
    """A warning for the first table of papers whose rows have no address."""
    for i, (header, line) in enumerate(pairwise(lines)):
        if "|" not in line.text or not DELIMITER_ROW.fullmatch(line.indented):
            continue
        below = lines[i + 2 :]
        rows = list(
            takewhile(lambda row: "|" in row.text and row.kind is TEXT, below)
        )
        if rows and _names_papers(header.text, rows):
            message = msg(
                "a table of papers has no address in its rows, so none of its {n} rows is an"
                " entry",
                n=len(rows),
            )
            hint = msg("write the address (https://…) of each paper in its row")
            return _warning("no-entries", source, header, message, hint)
    return None


def _names_papers(header: str, rows: Sequence[Line]) -> bool:
    """Whether a table has a column of titles or authors, or the numbers of papers."""
    named = {field_of(cell.strip("* ")) for cell in header.split("|")}
    return not named.isdisjoint((Field.TITLE, Field.AUTHORS)) or any(
        named_address(cell) for row in rows for cell in row.text.split("|")
    )


def _sign_of_entry(line: Line) -> Message | None:
    """The message that says why a line seems to belong to an entry; None if it does not."""
    if line.kind is TAGS:
        return msg("tags are in the introduction of the week, not in an entry")
    if line.kind is not TEXT:
        return None
    mark = ITEM_MARK.match(line.text)
    if find_urls(line.text):
        return msg("an address is in the introduction of the week, not in an entry")
    if _WITHOUT_SCHEME.search(line.text):
        return msg("an address without https:// is in the introduction of the week")
    if line.title or split_title(line.text[mark.end() if mark else 0 :]):
        return _AUTHORED
    return None
