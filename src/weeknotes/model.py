"""A site as resolved: every name, key and link settled.  Values only; who builds them is resolve.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from weeknotes.config import Config
from weeknotes.identity import Kind
from weeknotes.source import Asset
from weeknotes.weeks import WeekLabel

CROWD: Final = 100
"""Authors or tags of a note, the first so many, that stand on each other's pages and in each other's feeds.  Some papers have
thousands of authors, and every one of them would repeat all the others."""


class LinkKind(StrEnum):
    """What a link in a note leads to."""

    PAGE = "page"
    IMAGE = "image"
    FILE = "file"


class Link(NamedTuple):
    """A link in a note that leads into the site: as typed there, the path that it leads to from the site's root, and what
    that is called (empty where the link says so itself)."""

    typed: str
    kind: LinkKind
    href: str
    title: str = ""
    width: int | None = None
    height: int | None = None


class Note(NamedTuple):
    """Markdown as typed, and where in the site its links lead."""

    text: str
    links: tuple[Link, ...] = ()


class Address(NamedTuple):
    """A URL of an entry, what it names, and its short form for people."""

    url: str
    key: str
    kind: Kind
    label: str


class TagRef(NamedTuple):
    """A tag as an entry carries it."""

    key: str
    name: str
    href: str


class AuthorRef(NamedTuple):
    """An author as an entry names them; `href` is empty where they have no page, `key` where it is nobody's name (`et al.`)."""

    key: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One note on one paper in one week.  `anchor` is its id on the week's page, `ref` its id in the whole site; `thing` is the
    paper's key before aliases, for what must outlast them: ids in feeds, citation keys."""

    week: str
    anchor: str
    number: int
    paper: str
    thing: str
    addresses: tuple[Address, ...]
    title: str
    authors: tuple[AuthorRef, ...]
    variants: tuple[str, ...]
    note: Note
    paragraphs: tuple[Note, ...]
    tags: tuple[TagRef, ...]

    @property
    def ref(self) -> tuple[str, str]:
        return self.week, self.anchor


class Mention(NamedTuple):
    """A paragraph that links to a paper: of another paper's entry, or of a week's introduction (`entry` is None)."""

    week: str
    entry: Entry | None
    paragraph: Note


class Related(NamedTuple):
    """Another paper, by its key, and what it has in common with this one: `words` as they are typed here."""

    paper: str
    linked: bool
    tags: int
    authors: int
    words: tuple[str, ...]


class Redirect(NamedTuple):
    """A path that once led somewhere, and the page that it leads to now, from the site's root."""

    path: str
    href: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All that was said of one paper: its own entries in order of time, and where others mention it.

    `title` is that of its newest entry that has one, else the readable form of its address.
    """

    key: str
    href: str
    title: str
    titled: bool
    authors: tuple[AuthorRef, ...]
    variants: tuple[str, ...]
    addresses: tuple[Address, ...]
    entries: tuple[Entry, ...]
    mentions: tuple[Mention, ...]
    tags: tuple[TagRef, ...]
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its entries in order of time, and the tags that it occurs with (most frequent first)."""

    key: str
    name: str
    href: str
    entries: tuple[Entry, ...]
    together: tuple[TagRef, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody with two papers or more, and the entries on these in order of time."""

    key: str
    name: str
    href: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its writer's label; `label`, `days` and `published` are None where no file told when it was.

    `intro` is one note for each file that introduces it: a relative link means another file in each.
    """

    id: str
    href: str
    label: WeekLabel | None
    title: str
    days: tuple[date, date] | None
    published: date | None
    intro: tuple[Note, ...]
    intro_paragraphs: tuple[Note, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Everything that pages are made of.  Weeks and papers stand in order of time, tags and authors in order of their keys.

    A site equals itself alone, so that what is made of all of it can be kept for those who ask again.
    """

    config: Config
    weeks: tuple[Week, ...]
    papers: Mapping[str, Paper]
    tags: tuple[Tag, ...]
    authors: tuple[Author, ...]
    redirects: tuple[Redirect, ...]
    assets: tuple[Asset, ...]
    drafts: int
