"""Add an entry to a week of a digest.  Existing text stays, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.editing.entry import Form, NewEntry, form_of, texts_of
from weeknotes.editing.shape import file_shape
from weeknotes.parsing import parse
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek
from weeknotes.sources.decoding import Source
from weeknotes.text.unicode import LINE_END
from weeknotes.text.weeks import WeekLabel, WeekRule


class Insertion(NamedTuple):
    """The new text of a digest, and the line at which the new entry begins."""

    text: str
    line: int


def week_index(result: ParseResult, label: WeekLabel, rule: WeekRule) -> int | None:
    """The index of the last part of a file that belongs to a week; None if there is none."""
    fitting = [
        n for n, week in enumerate(result.weeks) if week.label_under(rule) == label
    ]
    return fitting[-1] if fitting else None


def form_of_digest(source: Source, result: ParseResult) -> Form | None:
    """The form of the last entry of a digest; None if it has no entries."""
    if not result.entries:
        return None
    lines = LINE_END.split(source.text.removeprefix("\ufeff"))
    number = result.entries[-1].line - 1
    return form_of(lines[number]) if number < len(lines) else None


def insert_entry(
    source: Source, result: ParseResult, index: int, entry: NewEntry, form: Form
) -> Insertion | None:
    """Add an entry at the end of week `index` of a digest.  Tries several forms, and takes the
    first form that is read back as exactly this entry.  A form without a doubt is preferred.  None
    if no form is read back in this way."""
    doubtful: Insertion | None = None
    for data in _candidates(source, result, index, entry, form):
        changed = source._replace(data=data, text=data.decode())
        again = parse(changed)
        added = _added(result, again, index)
        if added is None or not entry.is_read_as(added):
            continue
        insertion = Insertion(changed.text, added.line)
        if not added.doubts:
            return insertion
        doubtful = doubtful or insertion
    return doubtful


def _candidates(
    source: Source, result: ParseResult, index: int, entry: NewEntry, form: Form
) -> Iterator[bytes]:
    """The possible new bytes of the digest: one result for each separator and each form of the
    entry."""
    later = result.weeks[index + 1 :]
    end = later[0].span.start if later else len(source.data)
    before, after = source.data[:end].decode(), source.data[end:].decode()
    newline = "\r\n" if "\r\n" in source.text else "\n"
    if before and not before.endswith("\n"):
        before += newline
    blank = before.endswith(newline * 2)
    spaced = not blank and _is_spaced(source, result.weeks[index])
    closing = newline if after and blank else ""
    gaps = ["\n", ""] if spaced else ["", "\n"]
    for text in texts_of(entry, form):
        for gap in (*gaps, "---\n"):
            added = (gap + text).replace("\n", newline)
            yield f"{before}{added}{closing}{after}".encode()


def _is_spaced(source: Source, week: RawWeek) -> bool:
    """Whether there is a blank line above the last entry of a week."""
    lines = LINE_END.split(source.text)
    return bool(week.entries) and not lines[week.entries[-1].line - 2].strip()


def _added(before: ParseResult, after: ParseResult, index: int) -> RawEntry | None:
    """The new last entry of a week, if all else is read as before; else None."""
    if len(before.weeks) != len(after.weeks) or not after.weeks[index].entries:
        return None
    number = sum(len(week.entries) for week in after.weeks[: index + 1]) - 1
    shape = file_shape(after, without=number)
    shape.remove(None)
    return after.entries[number] if shape == file_shape(before) else None
