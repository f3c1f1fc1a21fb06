"""What a rule sees, and the few ways to say where it found something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Site
from weeknotes.parsing.result import RawEntry, RawWeek, Reading, Text
from weeknotes.resolving.drafts import addresses_of, subject
from weeknotes.sources.files import Source
from weeknotes.text.unicode import LINE_END
from weeknotes.text.weeks import WeekLabel


class Finding(NamedTuple):
    """What a rule found: the file, the place, the line concerned, what is wrong, what to do."""

    path: str
    span: Span
    excerpt: str
    message: str
    hint: str

    def diagnostic(self, rule: str, severity: Severity) -> Diagnostic:
        return Diagnostic(
            rule, severity, self.path, self.span, self.message, self.hint, self.excerpt
        )


class Placed(NamedTuple):
    """An entry as written, and the week that it stands in."""

    week: RawWeek
    entry: RawEntry


class Facts(NamedTuple):
    """All that rules look at: the files (`whole`: all of them could be listed), what was read, and
    the site that came of it.

    `aliases` are the keys of papers that are another one by the settings.
    """

    config: Config
    aliases: Mapping[str, str]
    sources: Mapping[str, Source]
    readings: tuple[Reading, ...]
    site: Site
    whole: bool

    def weeks(self) -> Iterator[RawWeek]:
        """Every week of every file that is no draft."""
        return (week for reading in self.readings for week in reading.weeks if week.front.published)

    def entries(self) -> Iterator[Placed]:
        """Every entry of these weeks."""
        return (Placed(week, entry) for week in self.weeks() for entry in week.entries)

    def label(self, week: RawWeek) -> WeekLabel | None:
        """The week's label, derived from its day where it has none."""
        return week.label_under(self.config.week_rule)

    def key(self, entry: RawEntry) -> str:
        """The key of the paper that an entry is about, after aliases; empty for an essay."""
        about = subject(addresses_of(entry, self.aliases))
        return about.key if about else ""

    def line(self, path: str, number: int) -> str:
        """A line of a file, counted from 1, without its end."""
        lines = lines_of(self.sources[path].text)
        return lines[number - 1] if number <= len(lines) else ""

    def at(self, week: RawWeek, span: Span, message: str, hint: str) -> Finding:
        """A finding at a place of a week's file."""
        return Finding(week.path, span, self.line(week.path, span.line), message, hint)

    def at_entry(self, placed: Placed, message: str, hint: str) -> Finding:
        """A finding at the line where an entry begins."""
        return self.at(placed.week, Span(placed.entry.line), message, hint)


@lru_cache(maxsize=16)
def lines_of(text: str) -> list[str]:
    """A file's lines, without their ends."""
    return LINE_END.split(text)


def inside(text: Text, offset: int) -> Span:
    """The place of a character in a paragraph, by its offset there."""
    line_start = text.text.rfind("\n", 0, offset) + 1
    below = text.text.count("\n", 0, offset)
    column = offset - line_start + (text.span.column if not below else 1)
    return Span(text.span.line + below, column, text.span.start, text.span.end)


def texts(entry: RawEntry) -> Iterable[Text]:
    """An entry's prose: its title and its paragraphs."""
    return [*([entry.title] if entry.title else []), *entry.commentary]
