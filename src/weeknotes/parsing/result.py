"""The result of parsing a digest.  It has the weeks and entries as they are typed, each text with
its position."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from weeknotes.diagnostics import Diagnostic, Span
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.doubts import Doubt
from weeknotes.text.weeks import WeekLabel, WeekRule, week_of


class Text(NamedTuple):
    """A part of a digest as typed, with its position in the file."""

    text: str
    span: Span


class AuthorList(Protocol):
    """The authors of an entry."""

    def names(self) -> list[str]:
        """The names as typed."""

    def authors(self) -> tuple[Text, ...]:
        """The names as typed, with positions."""


class RawEntry(NamedTuple):
    """One entry as typed.  `line` is the number of its first line, from 1.  `urls` are the
    addresses at its beginning.  `tags` are without `#`.  `alternate_titles` are more
    `Title (Authors)` lines with the same authors, for example the title of the paper's second
    version.

    `commentary` are its paragraphs.  A list, a table or a fenced block is one paragraph.  `above`
    are paragraphs that stand above the entry and belong to none, such as the heading of a section.
    `draft` says that the entry is not published."""

    line: int
    urls: tuple[Text, ...]
    title: Text | None
    byline: AuthorList | None
    alternate_titles: tuple[Text, ...]
    commentary: tuple[Text, ...]
    tags: tuple[Text, ...]
    doubts: tuple[Doubt, ...]
    decisions: tuple[BoundaryDecision, ...]
    above: tuple[Text, ...] = ()
    draft: bool = False

    @property
    def authors(self) -> tuple[Text, ...]:
        """The names of the authors as typed, with positions."""
        return self.byline.authors() if self.byline else ()

    @property
    def names(self) -> list[str]:
        """The names of the authors as typed."""
        return self.byline.names() if self.byline else []


class FrontMatter(NamedTuple):
    """The front matter of a file.  `url` and `authors` are the address and the authors of the paper
    that the file is about.  `clipped` says that the file is a copy of an article, with its title,
    its address as `source` and the day as `created`, as Obsidian writes it.  `unreadable` says that
    the front matter has errors, so it may contain a `draft: true` that was not parsed."""

    week: WeekLabel | None = None
    date: date | None = None
    draft: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    url: tuple[Text, ...] = ()
    authors: tuple[Text, ...] = ()
    clipped: bool = False
    unreadable: bool = False

    @property
    def published(self) -> bool:
        """Whether the file is certainly not a draft."""
        return not (self.draft or self.unreadable)


class RawWeek(NamedTuple):
    """One week of one file.  `path` is the path of the file in messages.  `name` is relative to the
    notes folder.

    `label` comes from the heading, the front matter or the file name.  `day` comes from the front
    matter or the file name.  Both may be None.  `heading_suffix` is the text after the week in its
    heading.  This is a title, or the days of the week in brackets.  `alone` says that the file
    contains no other week.  `intro` are the paragraphs before the first entry, and those after the
    last section or list that belong to no entry."""

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
        """The label of the week, or the label of its day under a week rule."""
        return self.label or (week_of(self.day, rule) if self.day else None)


class ParseResult(NamedTuple):
    """All weeks of a file, the diagnostics of parsing it, and the number of its comments, which
    are not published."""

    path: str
    weeks: tuple[RawWeek, ...]
    diagnostics: tuple[Diagnostic, ...]
    comments: int = 0

    @property
    def entries(self) -> tuple[RawEntry, ...]:
        """The entries of all weeks."""
        return tuple(entry for week in self.weeks for entry in week.entries)
