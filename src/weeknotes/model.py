"""A site as resolved: every name, key and link settled.  Values only; resolving/ builds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.fingerprints import Fingerprinted
from weeknotes.identifiers import Kind
from weeknotes.sources.assets import Asset
from weeknotes.text.weeks import WeekLabel

CROWD = 100
"""Authors or tags of a note, the first so many, that stand on each other's pages and in each
other's feeds.  Some papers have thousands of authors, and every one would repeat all the others."""


class LinkKind(StrEnum):
    """What a link in a note leads to."""

    PAGE = "page"
    IMAGE = "image"
    FILE = "file"


class Link(NamedTuple):
    """A link in a note that leads into the site: as typed there, the path from the site's root, and
    what the target is called (empty where the link says so itself)."""

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
    """A URL of an entry, the key and kind of what it names, and its short form for people."""

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
    """An author as an entry names them; `href` is empty where they have no page, `key` where it is
    nobody's name (`et al.`)."""

    key: str
    name: str
    href: str


@dataclass(frozen=True, eq=False)
class Entry(Fingerprinted):
    """One note on one paper in one week.

    `anchor` is its id on the week's page, `number` counts from 1 there; `paper` is the paper's key,
    `resource` the same before aliases, for what must outlast them (ids in feeds).
    """

    week: str
    anchor: str
    number: int
    paper: str
    resource: str
    title: str
    alternate_titles: tuple[str, ...]
    addresses: tuple[Address, ...]
    authors: tuple[AuthorRef, ...]
    tags: tuple[TagRef, ...]
    summary: str
    paragraphs: tuple[Note, ...]
    telling_words: str

    @property
    def has_note(self) -> bool:
        """Whether anything was written on the paper."""
        return any(not note.text.isspace() for note in self.paragraphs)

    @property
    def note(self) -> Note:
        """All paragraphs as one note."""
        return joined(self.paragraphs)


def joined(paragraphs: tuple[Note, ...]) -> Note:
    """Paragraphs as one note."""
    if len(paragraphs) == 1:
        return paragraphs[0]
    links = dict.fromkeys(link for note in paragraphs for link in note.links)
    return Note("\n\n".join(note.text for note in paragraphs), tuple(links))


class Mention(NamedTuple):
    """A paragraph that links to a paper: of another paper's entry, or of a week's introduction
    (`entry` is None)."""

    week: str
    entry: Entry | None
    paragraph: Note


class Redirect(NamedTuple):
    """An old path, and the page that it leads to now, from the site's root."""

    path: str
    href: str


@dataclass(frozen=True, eq=False)
class PaperMetadata(Fingerprinted):
    """What a paper is, whatever was said of it: all that other pages and citations show.

    `title` is that of its newest entry that has one, else the readable form of its address;
    `authors` are those of its newest entry that names any; `citation_key` is empty for what cannot
    be cited.  `addresses` are its own first, then its resources.
    """

    key: str
    href: str
    title: str
    has_title: bool
    citation_key: str
    authors: tuple[AuthorRef, ...]
    addresses: tuple[Address, ...]


@dataclass(frozen=True, eq=False)
class Paper(Fingerprinted):
    """All that was said of one paper: its own entries in order of time, and where others mention
    it."""

    metadata: PaperMetadata
    alternate_titles: tuple[str, ...]
    tags: tuple[TagRef, ...]
    entries: tuple[Entry, ...]
    mentions: tuple[Mention, ...]

    @property
    def key(self) -> str:
        return self.metadata.key

    @property
    def href(self) -> str:
        return self.metadata.href

    @property
    def title(self) -> str:
        return self.metadata.title


class Tag(NamedTuple):
    """A tag, its entries in order of time, and the tags it occurs with (most frequent first)."""

    ref: TagRef
    entries: tuple[Entry, ...]
    together: tuple[TagRef, ...]


class Author(NamedTuple):
    """Somebody with two papers or more, and the entries on these in order of time."""

    ref: AuthorRef
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Week(Fingerprinted):
    """A week by its writer's label; `label`, `days` and `published` are None where no file told
    when it was.

    `intro` has one note for each file that introduces it: a relative link means another file in
    each.
    """

    id: str
    href: str
    label: WeekLabel | None
    title: str
    days: tuple[date, date] | None
    published: date | None
    intro: tuple[Note, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Site:
    """Everything that pages are made of.  Weeks and papers stand in order of time, tags and authors
    in order of their keys; `drafts` counts the weeks that are not published."""

    config: Config
    weeks: tuple[Week, ...]
    papers: Mapping[str, Paper]
    tags: tuple[Tag, ...]
    authors: tuple[Author, ...]
    redirects: tuple[Redirect, ...]
    assets: tuple[Asset, ...]
    drafts: int

    @cached_property
    def week(self) -> Mapping[str, Week]:
        """The weeks by their ids."""
        return {week.id: week for week in self.weeks}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The positions of the weeks in time, by their ids."""
        return {week.id: position for position, week in enumerate(self.weeks)}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in order of time."""
        return tuple(entry for week in self.weeks for entry in week.entries)
