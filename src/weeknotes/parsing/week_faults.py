"""Report what is unclear about a week, such as a missing date, or text that seems to be an
entry."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from weeknotes.diagnostics import Diagnostic
from weeknotes.parsing.doubts import Doubt, exchangeable_date, hint_of
from weeknotes.parsing.faults import YEAR_HINT, warning
from weeknotes.parsing.lines import BLANK, TAGS, TEXT, Line, is_atx, line_at
from weeknotes.parsing.parts import Part
from weeknotes.parsing.result import FrontMatter, RawEntry
from weeknotes.parsing.shapes import ITEM_MARK
from weeknotes.parsing.titles import are_names, split_title
from weeknotes.parsing.vocabulary import Field, field_of, named_address
from weeknotes.sources.decoding import Source
from weeknotes.text.code import DELIMITER_ROW
from weeknotes.text.links import find_urls
from weeknotes.text.messages import Message, msg
from weeknotes.text.time_names import exchangeable
from weeknotes.text.times import Time

_HEADING_HINT = msg("write the week on the first line, such as 2023-04-w4")
_ENTRY_HINT = msg(
    "begin each entry with its address (https://…) at the beginning of a line"
)

_NO_WEEK = msg(
    "neither a line nor the name of the file tells the week; it is published without a date"
)
_AUTHORED = msg(
    "a title with authors is in the introduction of the week, not in an entry"
)
_WITHOUT_SCHEME = re.compile(
    r"(?:^|\s)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[\w/]|\b(?:arXiv|doi):\s?\d",
    re.IGNORECASE,
)


def heading_faults(
    source: Source, part: Part, front: FrontMatter, outer: Time
) -> list[Diagnostic]:
    """Warnings about a week that has no heading, or whose heading contradicts the front matter."""
    headline = part.headline
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
        return [warning("week-out-of-place", source, headline, message, hint)]
    if front.week or front.date or not front.published:
        return []
    if outer.is_known:
        found = exchangeable([source.name])
        doubt = exchangeable_date(*found[1:]) if found else None
        return [warning("doubtful-date", source, None, *doubt)] if doubt else []
    if headline and headline.time and headline.time.time.lacks_year:
        message = msg(
            "`{heading}` names a week without a year, so what is below it is published without"
            " a date",
            heading=headline.text,
        )
        return [warning("doubtful-heading", source, headline, message, YEAR_HINT)]
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
        warning(
            "missing-heading", source, headline or part.first, message, _HEADING_HINT
        )
    ]


def undated_once(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of a file, with only one warning about headings that name no week.  If a line
    names a week without a year, the warning `_NO_WEEK` is left out."""
    undated = [one for one in diagnostics if one.rule == "missing-heading"]
    if any(one.hint == YEAR_HINT for one in diagnostics):
        return [one for one in diagnostics if one.message != _NO_WEEK]
    if len(undated) < 2:
        return list(diagnostics)
    first = undated[0]
    message = msg(
        "{fault} ({n} parts of the file)", fault=first.message, n=len(undated)
    )
    others = (one for one in diagnostics if one.rule != "missing-heading")
    return [*others, first._replace(message=message)]


def doubt_warnings(
    source: Source, lines: Sequence[Line], doubts: Sequence[Doubt]
) -> Iterator[Diagnostic]:
    """A warning for each doubt about one of these lines."""
    for doubt in doubts:
        if line := line_at(lines, doubt.line):
            hint = doubt.hint or hint_of(doubt, line.text)
            yield warning(
                f"doubtful-{doubt.field}", source, line, doubt.message, hint
            )


def missed_entries(
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
            return [warning("no-entries", source, line, sign, _ENTRY_HINT)]
    if not entries and front.title and front.authors:
        message = msg("the front matter has a title and authors, but no address")
        hint = msg(
            "add `url: https://…` to the front matter, so that the file is an entry"
        )
        return [warning("no-entries", source, None, message, hint)]
    filled = [line for line in intro if line.kind is not BLANK and not entries]
    if found := _unread_table(source, filled):
        return [found]
    for line, below in pairwise(filled):
        if is_atx(line.text) and are_names(below.text, 0, len(below.text)):
            return [warning("no-entries", source, line, _AUTHORED, _ENTRY_HINT)]
    return []


def unused_tags(
    source: Source, front: FrontMatter, others: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """A warning if the front matter of a file without entries has tags, and no warning says so."""
    if not front.tags or any(one.rule == "no-entries" for one in others):
        return []
    message = msg(
        "the tags of the front matter are on no page: the file has no entry"
    )
    return [warning("no-entries", source, None, message, _ENTRY_HINT)]


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
            return warning("no-entries", source, header, message, hint)
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
