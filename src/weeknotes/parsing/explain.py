"""A digest line by line: what each line is, which field it went to, and the rule that decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import repeat
from typing import Final

from weeknotes.diagnostics import printable, width
from weeknotes.parsing.lines import LineKind, classify
from weeknotes.parsing.result import RawWeek, Reading, Text
from weeknotes.sources.files import Source

_BY_KIND: Final = {
    LineKind.BLANK: ("", ""),
    LineKind.FRONT: (
        "front matter",
        "between two lines `---` at the top of the file, with a `key:` in it",
    ),
    LineKind.SEPARATOR: (
        "separator",
        "`---` after tags, or before an address, a week or a heading",
    ),
    LineKind.HEADING: ("week", "a week and nothing else, but what may stand beside it"),
}
_WHY: Final = {
    "url": "addresses and nothing else",
    "title": "below the addresses: `Title (Authors)`, a `## heading`, or English set like a title",
    "authors": "in the brackets that end the title",
    "variant": "a second title by the same authors",
    "tags": "hashtags and nothing else, or at the end of the last paragraph",
    "commentary": "what is nothing else",
    "introduction": "before the week's first entry",
}


def explain(source: Source, reading: Reading) -> str:
    """One line for each line of the file: its number, its class, its field, and why; decided
    boundaries name their ground."""
    lines = classify(source.text)
    starts = [line.start for line in lines]
    fields: dict[int, list[str]] = {}
    why: dict[int, str] = {}
    for week in reading.weeks:
        for name, text in _fields(week):
            for number in range(text.span.line, bisect_left(starts, text.span.end) + 1):
                fields.setdefault(number, []).append(name)
        why.update(
            {
                decided.line: f"{decided.ground}: {decided.why}"
                for entry in week.entries
                for decided in entry.decided
            }
        )
    rows = []
    for line in lines:
        field, reason = _BY_KIND.get(line.kind, ("", ""))
        if line.kind not in _BY_KIND:
            names = list(dict.fromkeys(fields.get(line.number, [])))
            field = " + ".join(names)
            reason = why.get(line.number) or _WHY.get(names[0] if names else "", "")
        rows.append(
            printable(
                f"{line.number:>5}  {line.kind:<9}  {field:<17}  {_padded(line.text)}  {reason}".rstrip()
            )
        )
    return "\n".join(rows) + "\n"


def _fields(week: RawWeek) -> Iterator[tuple[str, Text]]:
    """Each piece of text of a week, and which field it is."""
    yield from zip(repeat("introduction"), week.intro)
    for entry in week.entries:
        yield from zip(repeat("url"), entry.urls)
        yield from [("title", entry.title)] if entry.title else []
        yield from zip(repeat("authors"), entry.authors)
        yield from zip(repeat("variant"), entry.variants)
        yield from zip(repeat("commentary"), entry.commentary)
        yield from zip(repeat("tags"), entry.tags)


def _padded(text: str, places: int = 48) -> str:
    """The text in so many places of a terminal, where Hangul takes two."""
    taken = 0
    for at, character in enumerate(text):
        taken += width(character)
        if taken >= places:
            return text[:at] + "…" + " " * (places - 1 - (taken - width(character)))
    return text + " " * (places - taken)
