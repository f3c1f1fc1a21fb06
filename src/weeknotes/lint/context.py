"""What a rule sees, and how it reports what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Site
from weeknotes.parsing import parse
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek, Text
from weeknotes.resolving.aliases import aliases_of
from weeknotes.resolving.drafts import addresses_of, subject
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import Listing
from weeknotes.text.unicode import LINE_END
from weeknotes.text.weeks import WeekLabel


class Finding(NamedTuple):
    """What a rule found: the file and the place in it, the line there, what is wrong, and how to
    fix it."""

    path: str
    span: Span
    excerpt: str
    message: str
    hint: str

    def diagnostic(self, rule: str, severity: Severity) -> Diagnostic:
        """The finding as a diagnostic of the rule of this name."""
        return Diagnostic(
            rule,
            severity,
            self.path,
            self.span,
            self.message,
            self.hint,
            self.excerpt,
        )


class PlacedEntry(NamedTuple):
    """An entry as written, and the week in which it stands."""

    week: RawWeek
    entry: RawEntry


class LintContext(NamedTuple):
    """All that rules look at: the settings, the files by their paths, what was read in them, and
    the site.

    `aliases` maps the keys of papers to the keys that count, by the setting `paper_aliases`.
    """

    config: Config
    aliases: Mapping[str, str]
    sources: Mapping[str, Source]
    readings: tuple[ParseResult, ...]
    site: Site

    @classmethod
    def of(cls, config: Config, listing: Listing, site: Site) -> LintContext:
        """Read the listed files; those that cannot be read are left out."""
        sources = [source for file in listing.files if isinstance(source := file.read(), Source)]
        return cls(
            config,
            aliases_of(config).papers,
            {source.path: source for source in sources},
            tuple(map(parse, sources)),
            site,
        )

    def weeks(self) -> Iterator[RawWeek]:
        """Every week of every file that is not a draft."""
        for reading in self.readings:
            for week in reading.weeks:
                if week.front.published:
                    yield week

    def entries(self) -> Iterator[PlacedEntry]:
        """Every entry of these weeks."""
        for week in self.weeks():
            for entry in week.entries:
                yield PlacedEntry(week, entry)

    def label(self, week: RawWeek) -> WeekLabel | None:
        """The week's label; that of its day where it has none."""
        return week.label_under(self.config.week_rule)

    def paper_key(self, entry: RawEntry) -> str:
        """The key of the entry's paper, after aliases; empty for an entry without addresses."""
        paper = subject(addresses_of(entry, self.aliases))
        return paper.key if paper else ""

    def line(self, path: str, number: int) -> str:
        """A line of a file, counted from 1, without its end."""
        lines = lines_of(self.sources[path].text)
        return lines[number - 1] if number <= len(lines) else ""

    def finding(self, week: RawWeek, span: Span, message: str, hint: str) -> Finding:
        """A finding at a place in a week's file."""
        excerpt = self.line(week.path, span.line)
        return Finding(week.path, span, excerpt, message, hint)

    def entry_finding(self, placed: PlacedEntry, message: str, hint: str) -> Finding:
        """A finding at the line where an entry begins."""
        return self.finding(placed.week, Span(placed.entry.line), message, hint)


@lru_cache(maxsize=16)
def lines_of(text: str) -> list[str]:
    """A file's lines, without their ends."""
    return LINE_END.split(text)


def span_at(text: Text, offset: int) -> Span:
    """The place in the file of a character of a text, by its offset there."""
    line_start = text.text.rfind("\n", 0, offset) + 1
    lines_above = text.text.count("\n", 0, offset)
    first_column = 1 if lines_above else text.span.column
    return Span(
        text.span.line + lines_above,
        first_column + offset - line_start,
        text.span.start,
        text.span.end,
    )


def prose_of(entry: RawEntry) -> tuple[Text, ...]:
    """An entry's title, if it has one, and its paragraphs."""
    return (entry.title, *entry.commentary) if entry.title else entry.commentary
