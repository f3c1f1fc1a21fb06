"""What was read of a digest, without positions: two texts with the same shape have the same
content."""

from __future__ import annotations

from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek


def file_shape(result: ParseResult, without: int) -> list[object]:
    """The shape of a file without the entry that has this number, counted in the file from 0."""
    shapes: list[object] = []
    number = 0
    for week in result.weeks:
        shapes.append(_head(week))
        for entry in week.entries:
            shapes.append(None if number == without else entry_shape(entry))
            number += 1
    return shapes


def week_shape(week: RawWeek) -> tuple[object, ...]:
    """The shape of a week."""
    return _head(week), [entry_shape(entry) for entry in week.entries]


def entry_shape(entry: RawEntry) -> tuple[object, ...]:
    """The shape of an entry."""
    parts = (
        entry.above,
        entry.urls,
        entry.alternate_titles,
        entry.commentary,
        entry.tags,
    )
    texts = [[text.text for text in part] for part in parts]
    return texts, entry.title and entry.title.text, entry.names, entry.draft


def _head(week: RawWeek) -> tuple[object, ...]:
    intro = [block.text for block in week.intro]
    return week.label, week.day, week.front, week.heading_suffix, intro
