"""Errors and warnings as values.  Each step of a build collects them; the command line prints them.
Diagnostics are never raised."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from weeknotes.text import messages
from weeknotes.text.messages import UNTRANSLATED, Catalogue, Message


class Severity(StrEnum):
    """An error prevents publishing; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A range in a file.  `line` and `column` count from 1, columns in characters; `start` and
    `end` are byte offsets."""

    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0


class Diagnostic(NamedTuple):
    """One error or warning.  `message` says what is wrong, and `hint` says how to correct it.

    `path` is written as the user would type it.  `rule` is a stable kebab-case name.  `excerpt` is
    the line, or the part of a long line around the column.  The excerpt is empty if there is no
    line to show.  `skipped` is the number of characters of the line before the excerpt."""

    rule: str
    severity: Severity
    path: str
    span: Span
    message: Message
    hint: Message
    excerpt: str = ""
    skipped: int = 0

    def __str__(self) -> str:
        return self.text(UNTRANSLATED)

    def text(self, catalogue: Catalogue) -> str:
        """The diagnostic as printed, in the language of the catalogue."""
        span = self.span
        place = f"{printable(self.path, _LONGEST)}:{span.line}:{span.column}"
        message = printable(self.message.text(catalogue), _LONGEST)
        lines = [f"{place}: {self.severity}: {message} [{self.rule}]"]
        if self.excerpt:
            column = span.column - self.skipped
            lines += _excerpt_lines(self.excerpt, column, cut=bool(self.skipped))
        lines.append(f"    → {printable(self.hint.text(catalogue), _LONGEST)}")
        return "\n".join(lines)


def by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics in the order in which commands print them: by file and line."""
    return sorted(
        diagnostics, key=lambda d: (d.path, d.span.line, d.span.column, d.rule)
    )


def file_error(rule: str, path: str, message: Message, hint: Message) -> Diagnostic:
    """An error that concerns a whole file or folder."""
    return Diagnostic(rule, Severity.ERROR, path, Span(), message, hint)


def file_warning(
    rule: str, path: str, message: Message, hint: Message
) -> Diagnostic:
    """A warning that concerns a whole file or folder."""
    return Diagnostic(rule, Severity.WARNING, path, Span(), message, hint)


_LONGEST = 1000
"""The maximum length of a message in characters; messages may quote long text."""
_EXCERPT = 96
"""The maximum number of characters shown of a line."""


def part_of(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how many characters come before that part.

    Quoting whole lines would need quadratic space if a very long line had many diagnostics.
    """
    first = max(column - _EXCERPT, 0)
    return line[first : column + _EXCERPT], first


def _excerpt_lines(excerpt: str, column: int, *, cut: bool) -> list[str]:
    """The excerpt, and a line with a caret below the column.  `cut` says that the excerpt does not
    begin at the start of the line.  Hangul takes two columns of a terminal."""
    first = 0
    if len(excerpt) > _EXCERPT and column > _EXCERPT // 2:
        first = min(column - _EXCERPT // 2, len(excerpt) - _EXCERPT)
    ellipsis = "…" if first or cut else ""
    shown = ellipsis + printable(excerpt[first : first + _EXCERPT + 1], _EXCERPT)
    before = shown[: max(column - 1 - first + len(ellipsis), 0)]
    indent = " " * sum(map(width, before))
    return [f"    {shown}", f"    {indent}^"]


def width(character: str) -> int:
    """The number of terminal columns that a character takes (UAX #11): 0, 1 or 2."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def printable(text: str, limit: int | None = None) -> str:
    """The text as one line of at most `limit` characters.  A dot replaces each character that is
    not printable, so that text from a file cannot control the terminal."""
    part = text if limit is None else text[: limit + 1]
    shown = "".join(c if c.isprintable() else "·" for c in part)
    if limit is None or len(shown) <= limit:
        return shown
    return shown[: limit - 1] + "…"


Row = tuple[Any, ...]
"""A `Diagnostic` as plain values that `marshal` can store."""


def packed(diagnostics: Iterable[Diagnostic]) -> tuple[Row, ...]:
    """Diagnostics as plain values, for the cache."""
    return tuple(
        (
            *(d.rule, d.severity.value, d.path, tuple(d.span)),
            *(messages.packed(d.message), messages.packed(d.hint)),
            *(d.excerpt, d.skipped),
        )
        for d in diagnostics
    )


def unpacked(rows: Iterable[Row]) -> tuple[Diagnostic, ...]:
    """The inverse of `packed`."""
    return tuple(
        Diagnostic(
            *(rule, Severity(severity), path, Span(*span)),
            *(messages.unpacked(message), messages.unpacked(hint)),
            *rest,
        )
        for rule, severity, path, span, message, hint, *rest in rows
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any diagnostic is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
