"""A site as resolved: every name, key and link settled.  Values only; who builds them is
resolve/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, Protocol, TypeAlias

from weeknotes.config.settings import Config
from weeknotes.identifiers import Kind
from weeknotes.sources.assets import Asset
from weeknotes.text.weeks import WeekLabel

CROWD: Final = 100
"""Authors or tags of a note, the first so many, that stand on each other's pages and in each
other's feeds.  Some papers have thousands of authors, and every one of them would repeat all the
others."""


class LinkKind(StrEnum):
    """What a link in a note leads to."""

    PAGE = "page"
    IMAGE = "image"
    FILE = "file"


class Link(NamedTuple):
    """A link in a note that leads into the site: as typed there, the path that it leads to from the
    site's root, and what that is called (empty where the link says so itself)."""

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
    """An author as an entry names them; `href` is empty where they have no page, `key` where it is
    nobody's name (`et al.`)."""

    key: str
    name: str
    href: str


Place: TypeAlias = tuple[int, int, int, int, str, int] | tuple[()]
"""Where something stands: line, column, start, end, what the line says there, and how many
characters precede that; or nowhere."""


class Find(NamedTuple):
    """A link in a paragraph that may lead into the site, before anyone knows whether it does.
    `targets` are what it may mean: the key of an address; a week's id, a key and folded names; a
    file's name."""

    kind: str
    paragraph: int
    typed: str
    targets: tuple[str, ...]
    place: Place = ()


class Draft(NamedTuple):
    """All that an entry says by itself but its prose, whatever stands elsewhere.  Plain values
    alone, so that it can be kept.

    `key` is that of its paper, `thing` the same before aliases, both empty for an essay;
    `addresses` are (url, key, kind, label), `authors` (key, name), `tags` (key, as typed); `finds`
    are `Find`s, `words` its telling words (stem, as typed, one after the other).  `paragraphs` is
    how many it has, `summary` its first sentences, `opening` its first line, `cite` a citation key
    before letters.  `outline` stands for what other pages may show of it, whatever its prose says,
    `brief` for its summary, `mark` for all of it and for its prose."""

    key: str
    thing: str
    addresses: tuple[tuple[str, str, str, str], ...]
    title: str
    authors: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    variants: tuple[str, ...]
    finds: tuple[tuple[str, int, str, tuple[str, ...], Place], ...]
    words: str
    paragraphs: int
    summary: str
    opening: str
    cite: str
    outline: bytes
    brief: bytes
    mark: bytes


class Written(Protocol):
    """The entries of a week of a digest as they are written there, at hand or to be got when
    somebody asks.  `where` is the digest's name and the number of the week in it."""

    @property
    def where(self) -> tuple[str, int]: ...

    def draft(self, place: int) -> Draft:
        """What the one at a place says by itself."""

    def texts(self, place: int) -> tuple[str, ...]:
        """The paragraphs of the one at a place."""


class Entry(NamedTuple):
    """One note on one paper in one week; it equals itself alone.  `anchor` is its id on the week's
    page, `ref` its id in the whole site; `thing` is the paper's key before aliases, for what must
    outlast them: ids in feeds, citation keys.  `written` and `place` are where it stands in its
    digest, `hrefs` are its authors' pages, `links` those of each paragraph (none at all: empty).
    `outline` stands for what does not change with its prose, `brief` for its summary, `mark` for
    all that it holds."""

    week: str
    anchor: str
    number: int
    paper: str
    thing: str
    tags: tuple[TagRef, ...]
    written: Written
    place: int
    hrefs: tuple[str, ...]
    links: tuple[tuple[Link, ...], ...]
    outline: bytes
    brief: bytes
    mark: bytes

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return object.__hash__(self)

    @property
    def ref(self) -> tuple[str, str]:
        return self.week, self.anchor

    @property
    def draft(self) -> Draft:
        return self.written.draft(self.place)

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def variants(self) -> tuple[str, ...]:
        return self.draft.variants

    @property
    def said(self) -> bool:
        """Whether there is a note at all."""
        return bool(self.draft.opening)

    @property
    def addresses(self) -> tuple[Address, ...]:
        return tuple(
            [Address(url, key, Kind(kind), label) for url, key, kind, label in self.draft.addresses]
        )

    @property
    def authors(self) -> tuple[AuthorRef, ...]:
        return tuple(
            [
                AuthorRef(key, name, href)
                for (key, name), href in zip(self.draft.authors, self.hrefs, strict=True)
            ]
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Its paragraphs as typed."""
        return self.written.texts(self.place)

    @property
    def paragraphs(self) -> tuple[Note, ...]:
        texts = self.texts
        return tuple(map(Note, texts, self.links)) if self.links else tuple(map(Note, texts))

    @property
    def text(self) -> str:
        """Its note as typed."""
        return "\n\n".join(self.texts)

    @property
    def note(self) -> Note:
        return Note(
            self.text, tuple(dict.fromkeys([link for links in self.links for link in links]))
        )


class Mention(NamedTuple):
    """A paragraph that links to a paper: of another paper's entry, or of a week's introduction
    (`entry` is None)."""

    week: str
    entry: Entry | None
    place: int
    intro: tuple[Note, ...]

    @property
    def paragraph(self) -> Note:
        return (self.entry.paragraphs if self.entry else self.intro)[self.place]


class Related(NamedTuple):
    """Another paper, by its key, and what it has in common with this one: `words` as they are typed
    here."""

    paper: str
    linked: bool
    tags: int
    authors: int
    words: tuple[str, ...]


NearRow: TypeAlias = tuple[str, bool, int, int, tuple[str, ...]]
"""A `Related` in plain values, so that it can be kept."""


class Redirect(NamedTuple):
    """A path that once led somewhere, and the page that it leads to now, from the site's root."""

    path: str
    href: str


class Paper(NamedTuple):
    """All that was said of one paper: its own entries in order of time, and where others mention
    it.

    `title` is that of its newest entry that has one, else the readable form of its address; `cite`
    is its citation key, empty for what cannot be cited.  `outline` stands for all that others show
    of it, `mark` for its notes as well; what others say, and what is related, is not in it.  It
    equals itself alone, so that what is made of it can be kept for those who ask again."""

    key: str
    href: str
    title: str
    titled: bool
    cite: str
    entries: tuple[Entry, ...]
    tags: tuple[TagRef, ...]
    outline: bytes
    mark: bytes
    mentions: tuple[Mention, ...] = ()
    near: tuple[NearRow, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return object.__hash__(self)

    @property
    def authors(self) -> tuple[AuthorRef, ...]:
        """Those of its newest entry that names any."""
        return next((entry.authors for entry in self.entries[::-1] if entry.draft.authors), ())

    @property
    def related(self) -> tuple[Related, ...]:
        """Other papers that have something in common with it, the nearest first."""
        return tuple(map(Related._make, self.near))

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Its authors as (key, name)."""
        return next(
            (entry.draft.authors for entry in self.entries[::-1] if entry.draft.authors), ()
        )

    @property
    def variants(self) -> tuple[str, ...]:
        """Every other title under which it stands."""
        titles = dict.fromkeys(
            name for entry in self.entries for name in (entry.title, *entry.variants) if name
        )
        return tuple(name for name in titles if name != self.title)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Its own first, then its resources; of two forms of one address that which was typed
        last."""
        return tuple(
            [Address(url, key, Kind(kind), label) for url, key, kind, label in self.linked]
        )

    @property
    def linked(self) -> tuple[tuple[str, str, str, str], ...]:
        """Its addresses as (url, key, kind, label)."""
        if len(self.entries) == 1 and len(self.entries[0].draft.addresses) == 1:
            return self.entries[0].draft.addresses
        by_key = {
            address[1]: address
            for entry in self.entries[::-1]
            for address in reversed(entry.draft.addresses)
        }
        typed_order = list(by_key.values())[::-1]
        return tuple(sorted(typed_order, key=lambda address: address[1] != self.key))


class Tag(NamedTuple):
    """A tag, its entries in order of time, and the tags that it occurs with (most frequent
    first)."""

    key: str
    name: str
    href: str
    entries: tuple[Entry, ...]
    together: tuple[TagRef, ...]


class Author(NamedTuple):
    """Somebody with two papers or more, and the entries on these in order of time."""

    key: str
    name: str
    href: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """A week by its writer's label; `label`, `days` and `published` are None where no file told
    when it was.

    `parts` is in how many places of the digests it is written; `intro` is one note for each that
    introduces it: a relative link means another file in each.  `outline` stands for what others
    show of it, `mark` for its introduction as well; its entries are in neither."""

    id: str
    href: str
    label: WeekLabel | None
    title: str
    days: tuple[date, date] | None
    published: date | None
    parts: int
    intro: tuple[Note, ...]
    entries: tuple[Entry, ...]
    outline: bytes
    mark: bytes


@dataclass(frozen=True, eq=False)
class Site:
    """Everything that pages are made of.  Weeks and papers stand in order of time, tags and authors
    in order of their keys."""

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
    def place(self) -> Mapping[str, int]:
        """The weeks' places in time by their ids."""
        return {week.id: place for place, week in enumerate(self.weeks)}

    @cached_property
    def lines(self) -> Mapping[bytes, bytes]:
        """For each entry, by its outline, what stands for it as lists show it, with its paper and
        its week."""
        papers = self.papers
        return {
            e.outline: e.outline + e.brief + papers[e.paper].outline + week.outline
            for week in self.weeks
            for e in week.entries
        }

    @cached_property
    def days(self) -> Mapping[str, int]:
        """When each week was published, as an ordinal, by its id; those without a day are left
        out."""
        return {week.id: week.published.toordinal() for week in self.weeks if week.published}


class Reworded(NamedTuple):
    """What of a site is in other words than in an earlier one: entries, weeks (by id) with such or
    with another introduction, papers (by key) with such, or with other mentions or related ones."""

    entries: tuple[Entry, ...]
    weeks: frozenset[str]
    papers: frozenset[str]
