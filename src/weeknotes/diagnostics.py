"""Errors and warnings as values: collected while the notes are read and built, printed by the
command line, never raised."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """An error keeps the site from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A place in a file: line and column count from 1 (columns in characters), start and end are
    byte offsets."""

    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0


class Diagnostic(NamedTuple):
    """One finding: where, which rule, what is wrong, and what to do about it.

    `path` is as the user would type it, `rule` a stable kebab-case name.  `excerpt` is the line, or
    the part of a long line around the place; `skipped` characters of the line stand before it.  It
    is empty where there is no line to show.
    """

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    hint: str
    excerpt: str = ""
    skipped: int = 0

    def __str__(self) -> str:
        span = self.span
        place = f"{printable(self.path, _LONGEST)}:{span.line}:{span.column}"
        message = printable(self.message, _LONGEST)
        lines = [f"{place}: {self.severity}: {message} [{self.rule}]"]
        if self.excerpt:
            column = span.column - self.skipped
            lines += _excerpt_lines(self.excerpt, column, cut=bool(self.skipped))
        lines.append(f"    → {printable(self.hint, _LONGEST)}")
        return "\n".join(lines)


_LONGEST = 1000
"""Characters of a message, which may quote a long text."""
_EXCERPT = 96
"""Characters of a line that are shown; of a longer line, those around the place."""


def part_of(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how many characters stand before it.

    A line may be a whole book, with a finding in each word.
    """
    first = max(column - _EXCERPT, 0)
    return line[first : column + _EXCERPT], first


def _excerpt_lines(excerpt: str, column: int, *, cut: bool) -> list[str]:
    """A line, whose beginning may be `cut` off, and a caret below the column, as a terminal sets
    them: Hangul takes two places."""
    first = 0
    if len(excerpt) > _EXCERPT and column > _EXCERPT // 2:
        first = min(column - _EXCERPT // 2, len(excerpt) - _EXCERPT)
    ellipsis = "…" if first or cut else ""
    shown = ellipsis + printable(excerpt[first : first + _EXCERPT + 1], _EXCERPT)
    before = shown[: max(column - 1 - first + len(ellipsis), 0)]
    indent = " " * sum(map(width, before))
    return [f"    {shown}", f"    {indent}^"]


def width(character: str) -> int:
    """The places that a character takes on a terminal."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def printable(text: str, limit: int | None = None) -> str:
    """The text as one line of at most `limit` characters, with a dot for each control or escape
    character, so that a terminal shows it as it is."""
    part = text if limit is None else text[: limit + 1]
    shown = "".join(c if c.isprintable() else "·" for c in part)
    if limit is None or len(shown) <= limit:
        return shown
    return shown[: limit - 1] + "…"


Row = tuple[Any, ...]
"""A `Diagnostic` as plain values, for the cache."""


def packed(diagnostics: Iterable[Diagnostic]) -> tuple[Row, ...]:
    """Diagnostics as plain values."""
    return tuple((d.rule, d.severity.value, d.path, tuple(d.span), *d[4:]) for d in diagnostics)


def unpacked(rows: Iterable[Row]) -> tuple[Diagnostic, ...]:
    """The diagnostics from what `packed` returned."""
    return tuple(
        Diagnostic(rule, Severity(severity), path, Span(*span), *rest)
        for rule, severity, path, span, *rest in rows
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
