"""A digest as written: what was typed, where it stands, and what had to be a guess."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from weeknotes.diagnostics import Diagnostic, Span
from weeknotes.text.weeks import WeekLabel, WeekRule, week_of


class Text(NamedTuple):
    """A piece of a digest as typed, and its place."""

    text: str
    span: Span


class Doubt(NamedTuple):
    """Where the evidence allows two readings: the field, both readings, the one chosen, and why."""

    line: int
    field: str
    chosen: str
    other: str
    why: str


class Decided(NamedTuple):
    """On which ground a line begins an entry, or stays in the one above."""

    line: int
    ground: str
    why: str


class Byline(Protocol):
    """An author list as typed."""

    def names(self) -> list[str]: ...

    def authors(self) -> tuple[Text, ...]: ...


class RawEntry(NamedTuple):
    """One entry: `urls` are those that open it, `commentary` its paragraphs (a list, table or fence
    is one), tags without `#`.

    `variants` are further `Title (Authors)` lines of the same authors: the paper's name in another
    version."""

    line: int
    urls: tuple[Text, ...]
    title: Text | None
    byline: Byline | None
    variants: tuple[Text, ...]
    commentary: tuple[Text, ...]
    tags: tuple[Text, ...]
    doubts: tuple[Doubt, ...]
    decided: tuple[Decided, ...]

    @property
    def authors(self) -> tuple[Text, ...]:
        """The authors, each with its place."""
        return self.byline.authors() if self.byline else ()

    @property
    def names(self) -> list[str]:
        """The authors as typed."""
        return self.byline.names() if self.byline else []


class FrontMatter(NamedTuple):
    """What a file's YAML head says; nothing of it is needed.  What is `unreadable` may have said
    `draft: true`."""

    week: WeekLabel | None = None
    date: date | None = None
    draft: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    unreadable: bool = False

    @property
    def published(self) -> bool:
        """Whether the file is neither a draft nor may be one."""
        return not (self.draft or self.unreadable)


class RawWeek(NamedTuple):
    """One week of one file.  `label` is None where neither heading, front matter nor file name
    tells the week; `beside` is what stands beside it in the heading: the days in brackets, or a
    title; `alone` says that the file holds no other week."""

    path: str
    name: str
    label: WeekLabel | None
    day: date | None
    front: FrontMatter
    span: Span
    beside: str
    alone: bool
    intro: tuple[Text, ...]
    entries: tuple[RawEntry, ...]

    def label_under(self, rule: WeekRule) -> WeekLabel | None:
        """The week's own label, or that of its day under a rule of counting."""
        return self.label or (week_of(self.day, rule) if self.day else None)


class Reading(NamedTuple):
    """What one file says."""

    path: str
    weeks: tuple[RawWeek, ...]
    diagnostics: tuple[Diagnostic, ...]
