"""The input of lint rules, and helpers to report findings."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, Self

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Site
from weeknotes.parsing import parse
from weeknotes.parsing.draft_marks import without_drafts
from weeknotes.parsing.parsed_file import address_rows
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek, Text
from weeknotes.resolving.aliases import Aliases, aliases_of
from weeknotes.resolving.merge import paper_key
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import Listing
from weeknotes.text.messages import Message
from weeknotes.text.unicode import LINE_END
from weeknotes.text.weeks import WeekLabel

Findings = Iterator[Diagnostic]


class PlacedEntry(NamedTuple):
    """An entry as typed, and its week."""

    week: RawWeek
    entry: RawEntry


class LintContext(NamedTuple):
    """The input of all rules.  `sources` are the sources by path, `results` are the parse results,
    and `site` is the resolved site.  `weeks` are the published weeks of all files, without drafts,
    and `entries` are their entries.  `aliases` are those of the settings."""

    config: Config
    aliases: Aliases
    sources: Mapping[str, Source]
    results: tuple[ParseResult, ...]
    site: Site
    weeks: tuple[RawWeek, ...]
    entries: tuple[PlacedEntry, ...]

    @classmethod
    def of(cls, listing: Listing, site: Site) -> Self:
        """Read and parse the listed files.  Skips files that cannot be read."""
        read = [file.read() for file in listing.files]
        sources = [source for source in read if isinstance(source, Source)]
        results = tuple(map(parse, sources))
        weeks = [
            without_drafts(week)
            for result in results
            for week in result.weeks
            if week.front.published
        ]
        return cls(
            site.config,
            aliases_of(site.config),
            {source.path: source for source in sources},
            results,
            site,
            tuple(weeks),
            tuple(PlacedEntry(week, one) for week in weeks for one in week.entries),
        )

    def label(self, week: RawWeek) -> WeekLabel | None:
        """The label of the week.  If a day is given instead, this is the label of the week that
        contains the day, by the week rule of the site."""
        return week.label_under(self.config.week_rule)

    def paper_key(self, entry: RawEntry) -> str:
        """The key of an entry's paper, after aliases; empty for an entry without addresses."""
        return paper_key(address_rows(entry), self.aliases.papers)

    def line(self, path: str, number: int) -> str:
        """A line of a file, without its line end.  `number` counts from 1."""
        lines = lines_of(self.sources[path].text)
        return lines[number - 1] if number <= len(lines) else ""

    def finding(
        self, week: RawWeek, place: Span | RawEntry, message: Message, hint: Message
    ) -> Diagnostic:
        """A finding at a position in the file of a week, or at the first line of an entry."""
        span = Span(place.line) if isinstance(place, RawEntry) else place
        excerpt = self.line(week.path, span.line)
        return finding(week.path, span, message, hint, excerpt)


SEVERITY = Severity.WARNING
"""The severity of every rule; the setting `rules` can change it."""


def finding(
    path: str, span: Span, message: Message, hint: Message, excerpt: str = ""
) -> Diagnostic:
    """A diagnostic of a rule.  `run_rules` adds the name of the rule."""
    return Diagnostic("", SEVERITY, path, span, message, hint, excerpt)


@lru_cache(maxsize=16)
def lines_of(text: str) -> list[str]:
    """The lines of a file, without line ends."""
    return LINE_END.split(text)


def span_at(text: Text, offset: int) -> Span:
    """The position in the file of the character at an offset in a text."""
    above = text.text[:offset]
    lines = above.count("\n")
    first = 1 if lines else text.span.column
    column = first + offset - (above.rfind("\n") + 1)
    return text.span._replace(line=text.span.line + lines, column=column)
