"""What was read of a digest, without positions: two texts with the same shape have the same
content."""

from __future__ import annotations

from itertools import count

from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek


def file_shape(result: ParseResult, without: int = -1) -> list[object]:
    """The shape of a file.  One entry, given by its number from 0, is replaced by None."""
    shapes: list[object] = []
    numbers = count()
    for week in result.weeks:
        shapes.append(_head(week))
        shapes += [
            None if next(numbers) == without else entry_shape(entry)
            for entry in week.entries
        ]
    return shapes


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
