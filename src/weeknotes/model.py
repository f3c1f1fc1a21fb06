"""The resolved site: all keys, names and links are final.  This module has only values;
`resolving/` builds them."""

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
"""The maximum number of authors or tags of one entry that other pages and feeds list.  Some papers
have thousands of authors.  If the page of each author listed all others, the size of the site would
grow with the square of their number."""


class LinkKind(StrEnum):
    """The type of a link's target."""

    PAGE = "page"
    IMAGE = "image"
    FILE = "file"


class Link(NamedTuple):
    """A link in a note to something in the site.

    `typed` is the target as typed.  `href` is its path from the site's root.  `title` is the title
    of the target, and is empty if the link has its own text.  `width` and `height` of an image are
    in pixels."""

    typed: str
    kind: LinkKind
    href: str
    title: str = ""
    width: int | None = None
    height: int | None = None


class Note(NamedTuple):
    """Markdown as typed, with the resolved targets of its links into the site."""

    text: str
    links: tuple[Link, ...] = ()


class Address(NamedTuple):
    """A URL of an entry, with the key, the kind and the short readable label of its resource."""

    url: str
    key: str
    kind: Kind
    label: str


class TagRef(NamedTuple):
    """A reference to a tag: key, displayed name, path of its page."""

    key: str
    name: str
    href: str


class AuthorRef(NamedTuple):
    """An author of an entry.  `href` is empty if the author has no page; `key` is empty if the
    name is not a person's (`et al.`)."""

    key: str
    name: str
    href: str


@dataclass(frozen=True, eq=False)
class Entry(Fingerprinted):
    """One note on one paper in one week.  `above` is text above the entry that belongs to no entry,
    such as the heading of a section.

    `anchor` is the HTML id of the entry on the week's page, and `number` is its position there,
    from 1.  `paper` is the key of the paper.  `resource` is the key before aliases, for ids that
    must not change when an alias is added (ids in feeds, citation keys)."""

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
    above: tuple[Note, ...] = ()

    @cached_property
    def has_note(self) -> bool:
        """Whether the entry has commentary."""
        return any(not note.text.isspace() for note in self.paragraphs)

    @cached_property
    def note(self) -> Note:
        """All paragraphs, joined."""
        return joined(self.paragraphs)


def joined(paragraphs: tuple[Note, ...]) -> Note:
    """Join paragraphs into one note."""
    if len(paragraphs) == 1:
        return paragraphs[0]
    links = dict.fromkeys(link for note in paragraphs for link in note.links)
    return Note("\n\n".join(note.text for note in paragraphs), tuple(links))


class Mention(NamedTuple):
    """A paragraph that links to a paper.  The paragraph belongs to an entry on another paper, or to
    a week's introduction (`entry` is None)."""

    week: str
    entry: Entry | None
    paragraph: Note


class Redirect(NamedTuple):
    """An old path, and the path of the page that replaces it, both from the site's root."""

    path: str
    href: str


@dataclass(frozen=True, eq=False)
class PaperMetadata(Fingerprinted):
    """The bibliographic data of a paper, without its notes: what other pages and citations show.

    `title` comes from the newest entry that has a title.  If no entry has one, `title` is the label
    of the URL. `authors` come from the newest entry that names authors.  `citation_key` is empty if
    the resource cannot be cited.  `addresses` are the paper's own addresses, then the addresses of
    other resources.
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
    """A paper, its entries in chronological order, and the paragraphs elsewhere that link to
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
    """A tag, its entries in chronological order, and the other tags of these entries (most frequent
    first)."""

    ref: TagRef
    entries: tuple[Entry, ...]
    together: tuple[TagRef, ...]


class Author(NamedTuple):
    """An author of at least two papers, and the entries on these papers in chronological order."""

    ref: AuthorRef
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Week(Fingerprinted):
    """A week, identified by the writer's label.  If the date of the file is unknown, `label`,
    `days` and `published` are None, and `title` is the title or the name of the file.

    `intro` has one note for each file with an introduction, because a relative link depends on the
    folder of its file.
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
class OwnPage(Fingerprinted):
    """A page of the site's own.  `source` is the path of its file in messages."""

    source: str
    path: str
    title: str
    summary: str
    note: Note


@dataclass(frozen=True, eq=False)
class Site:
    """All data that pages are made from.  Weeks and papers are in chronological order; tags and
    authors are sorted by key.  `drafts` is the number of unpublished weeks and pages.
    `draft_entries` is the number of unpublished entries in published weeks, `comments` the number
    of unpublished comments."""

    config: Config
    weeks: tuple[Week, ...]
    papers: Mapping[str, Paper]
    tags: tuple[Tag, ...]
    authors: tuple[Author, ...]
    own_pages: tuple[OwnPage, ...]
    redirects: tuple[Redirect, ...]
    assets: tuple[Asset, ...]
    drafts: int
    draft_entries: int
    comments: int

    @cached_property
    def week(self) -> Mapping[str, Week]:
        """The weeks by id."""
        return {week.id: week for week in self.weeks}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The chronological position of each week, by id."""
        return {week.id: position for position, week in enumerate(self.weeks)}

    @property
    def dated_weeks(self) -> int:
        """The number of weeks whose date is known."""
        return sum(week.label is not None for week in self.weeks)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in chronological order."""
        return tuple(entry for week in self.weeks for entry in week.entries)
