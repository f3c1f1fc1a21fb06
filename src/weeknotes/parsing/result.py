"""What the parser makes of a digest: weeks and entries as typed, each text with its place."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from weeknotes.diagnostics import Diagnostic, Span
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.doubts import Doubt
from weeknotes.text.weeks import WeekLabel, WeekRule, week_of


class Text(NamedTuple):
    """A piece of a digest as typed, with its place in the file."""

    text: str
    span: Span


class AuthorList(Protocol):
    """The authors of an entry."""

    def names(self) -> list[str]:
        """The names as typed."""

    def authors(self) -> tuple[Text, ...]:
        """The names as typed, each with its place."""


class RawEntry(NamedTuple):
    """One entry as typed.

    `line` is the number of its first line, from 1.  `urls` are the addresses that begin it; tags
    are without `#`.  `alternate_titles` are further `Title (Authors)` lines with the same authors,
    such as the title of the paper's second version.  `commentary` holds its paragraphs; a list, a
    table or a fenced block is one paragraph."""

    line: int
    urls: tuple[Text, ...]
    title: Text | None
    byline: AuthorList | None
    alternate_titles: tuple[Text, ...]
    commentary: tuple[Text, ...]
    tags: tuple[Text, ...]
    doubts: tuple[Doubt, ...]
    decisions: tuple[BoundaryDecision, ...]

    @property
    def authors(self) -> tuple[Text, ...]:
        """The names of the authors as typed, each with its place."""
        return self.byline.authors() if self.byline else ()

    @property
    def names(self) -> list[str]:
        """The names of the authors as typed."""
        return self.byline.names() if self.byline else []


class FrontMatter(NamedTuple):
    """The YAML head of a file; every key is optional.  `unreadable`: it has errors, so a `draft:
    true` in it may have been missed."""

    week: WeekLabel | None = None
    date: date | None = None
    draft: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    unreadable: bool = False

    @property
    def published(self) -> bool:
        """Whether the file is certainly not a draft."""
        return not (self.draft or self.unreadable)


class RawWeek(NamedTuple):
    """One week of one file.

    `path` is the file as messages show it, `name` the same relative to the notes folder.  `label`
    is None where heading, front matter and file name do not tell the week; `day` is the day that
    front matter or file name give.  `heading_suffix` is the text after the week in its heading:
    its days in brackets, or a title.  `alone`: the file holds no other week.  `intro` holds the
    paragraphs before the first entry."""

    path: str
    name: str
    label: WeekLabel | None
    day: date | None
    front: FrontMatter
    span: Span
    heading_suffix: str
    alone: bool
    intro: tuple[Text, ...]
    entries: tuple[RawEntry, ...]

    def label_under(self, rule: WeekRule) -> WeekLabel | None:
        """The label of the week, or that of its day when weeks are counted by `rule`."""
        return self.label or (week_of(self.day, rule) if self.day else None)


class ParseResult(NamedTuple):
    """All that a file says, and the diagnostics found while parsing it."""

    path: str
    weeks: tuple[RawWeek, ...]
    diagnostics: tuple[Diagnostic, ...]
