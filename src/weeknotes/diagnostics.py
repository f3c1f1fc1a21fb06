"""What can be complained of, as values: collected on the way, printed by the command line, never
raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Severity(StrEnum):
    """An error keeps the old site in place; a warning does not."""

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

    `path` is shown as the user would type it; `rule` is a stable kebab-case name; `excerpt` is the
    line concerned, or of a long one the part around the place, which so many characters precede
    (`skipped`); or empty where the file has none to show."""

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    hint: str
    excerpt: str = ""
    skipped: int = 0

    def __str__(self) -> str:
        where = f"{printable(self.path, _LONGEST)}:{self.span.line}:{self.span.column}"
        lines = [f"{where}: {self.severity}: {printable(self.message, _LONGEST)} [{self.rule}]"]
        if self.excerpt:
            lines += _marked(self.excerpt, self.span.column - self.skipped, bool(self.skipped))
        lines.append(f"    → {printable(self.hint, _LONGEST)}")
        return "\n".join(lines)


_LONGEST = 1000
"""Characters of a message, which may quote what was typed."""
_EXCERPT = 96
"""Columns; a longer line is shown around the place concerned."""


def part_of(line: str, column: int) -> tuple[str, int]:
    """Of a line what may be shown of it at a column, and how many characters precede that: a line
    may be a whole book, and have a finding in each word."""
    first = max(column - _EXCERPT, 0)
    return line[first : column + _EXCERPT], first


def _marked(excerpt: str, column: int, cut: bool) -> list[str]:
    """A line, whose beginning may be `cut`, and a caret below the column, as a terminal sets them:
    Hangul takes two places."""
    first = (
        0
        if len(excerpt) <= _EXCERPT or column <= _EXCERPT // 2
        else min(column - _EXCERPT // 2, len(excerpt) - _EXCERPT)
    )
    begins = "…" if first or cut else ""
    shown = begins + printable(excerpt[first : first + _EXCERPT + 1], _EXCERPT)
    before = shown[: max(column - 1 - first + len(begins), 0)]
    return [f"    {shown}", "    " + " " * sum(map(width, before)) + "^"]


def width(character: str) -> int:
    """The places that a character takes on a terminal."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def printable(text: str, limit: int | None = None) -> str:
    """One line, at most `limit` characters, that a terminal shows as it stands: no control or
    escape characters."""
    shown = "".join(c if c.isprintable() else "·" for c in text[: limit and limit + 1])
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1] + "…"


Row: TypeAlias = tuple[str, str, str, tuple[int, int, int, int], str, str, str, int]
"""A `Diagnostic` in plain values, which can be kept and sent."""


def packed(diagnostics: Iterable[Diagnostic]) -> tuple[Row, ...]:
    """As plain values."""
    return tuple(
        (d.rule, d.severity.value, d.path, (*d.span,), d.message, d.hint, d.excerpt, d.skipped)
        for d in diagnostics
    )


def unpacked(rows: Iterable[Row]) -> tuple[Diagnostic, ...]:
    """What `packed` made."""
    return tuple(
        Diagnostic(rule, Severity(severity), path, Span(*span), message, hint, excerpt, skipped)
        for rule, severity, path, span, message, hint, excerpt, skipped in rows
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them keeps the site from being published."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
