"""What pages are made of: values that hold all that a template shows, and the few ways to make them
from a Site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from sys import maxsize
from typing import Final, NamedTuple, Protocol, TypeVarTuple

from weeknotes.citation import cite
from weeknotes.config.settings import Config
from weeknotes.fingerprints import Piece
from weeknotes.i18n import LANGUAGES, Words
from weeknotes.identifiers import Kind
from weeknotes.model import AuthorRef, Entry, Note, Paper, Site, Tag, TagRef, Week
from weeknotes.urls import ascii_url, feed_href, href

Ts = TypeVarTuple("Ts")

WHOLE: Final = maxsize
"""When: later than any place in time."""
FOLDED_AUTHORS = 8
"""Authors shown before a list of more than this many (and three) is folded."""


class View(Protocol):
    """A frozen dataclass; its fields are all that its writer sees."""


class Page(NamedTuple):
    """A file of the site: its path, the template that writes it (empty: the kind of view says who
    does), and how what that sees is made of what.  `mark` stands for all that the view is made of
    but the settings; `listed` says that the sitemap tells of it, `when` is the place in time of the
    newest that it shows, `WHOLE` where it shows the whole site: pages that show the same notes are
    best made one after the other."""

    path: str
    template: str
    mark: bytes
    make: Callable[..., View]
    made_of: tuple[object, ...]
    listed: bool
    when: int

    @classmethod
    def of(
        cls,
        path: str,
        template: str,
        mark: bytes,
        make: Callable[[*Ts], View],
        *made_of: *Ts,
        listed: bool = False,
        when: int = WHOLE,
    ) -> Page:
        """A page whose view is what `make` makes of the rest."""
        return cls(path, template, mark, make, made_of, listed, when)

    @property
    def view(self) -> View:
        """Made each time that it is asked for."""
        return self.make(*self.made_of)


class TextView(NamedTuple):
    """A file that is text as it stands, in UTF-8."""

    text: str


class PieceView(NamedTuple):
    """A long text in UTF-8, in parts of which most are the same from build to build."""

    pieces: Sequence[Piece]


class FileView(NamedTuple):
    """A file's bytes as they stand."""

    data: bytes


class NavItem(NamedTuple):
    """An item of the site's navigation."""

    name: str
    href: str
    current: bool


class FeedFormat(StrEnum):
    """How a feed is written, by its media type."""

    RSS = "application/rss+xml"
    ATOM = "application/atom+xml"
    JSON = "application/feed+json"


class FeedLink(NamedTuple):
    """A feed as pages announce it: `name` tells it from the site's others, `title` from all others;
    `page` shows the same things."""

    name: str
    title: str
    href: str
    page: str
    format: FeedFormat


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What many pages have in common.  `root` leads to the site's root: `` or `../`; `feeds` are
    those of the whole site, none without a base_url.  It equals itself alone, so that what is
    written of it can be kept; nothing here changes from week to week."""

    root: str
    language: str
    site_title: str
    author: str
    nav: tuple[NavItem, ...]
    feeds: tuple[FeedLink, ...]
    words: Words


class Frame(NamedTuple):
    """What surrounds a page.  `og_type` is Open Graph's word for it, `website` or `article`;
    `feeds` are the page's own."""

    around: Surroundings
    title: str
    description: str
    canonical: str
    og_type: str
    feeds: tuple[FeedLink, ...]

    @property
    def root(self) -> str:
        return self.around.root

    @property
    def language(self) -> str:
        return self.around.language

    @property
    def site_title(self) -> str:
        return self.around.site_title

    @property
    def author(self) -> str:
        return self.around.author

    @property
    def nav(self) -> tuple[NavItem, ...]:
        return self.around.nav

    @property
    def words(self) -> Words:
        return self.around.words


class Authors(NamedTuple):
    """An author list: those always shown, those folded away; `said` are the former as one text, to
    tell its language by."""

    shown: tuple[AuthorRef, ...]
    folded: tuple[AuthorRef, ...]
    said: str


class Source(NamedTuple):
    """A link out of the site: where to, and what it is called."""

    href: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class WeekLink:
    """A week in a list (it equals itself alone): its full and short label, its year, its title if
    it has one, its days.  How many notes it has is not in it: most lists that name a week stay as
    they are when it gains one."""

    href: str
    label: str
    short: str
    year: str
    title: str
    days: str


class EntryView(NamedTuple):
    """One note as a week's page shows it; `coins` tells reference managers what it is about, empty
    where nothing can be cited."""

    anchor: str
    title: str
    titled: bool
    href: str
    authors: Authors
    variants: tuple[str, ...]
    sources: tuple[Source, ...]
    note: Note
    tags: tuple[TagRef, ...]
    coins: str


@dataclass(frozen=True, slots=True, eq=False)
class EntryLine:
    """One entry in a list: its paper, its first sentences, its week; `coins` where the list tells
    what it is about.  It equals itself alone, so that what is written of it can be kept for all
    lists that hold it."""

    title: str
    href: str
    summary: str
    tags: tuple[TagRef, ...]
    week: WeekLink
    coins: str = ""


def words_of(config: Config) -> Words:
    """The interface's words in a site's language."""
    return LANGUAGES[config.language]


def site_feeds(config: Config) -> tuple[FeedLink, ...]:
    """The feeds of the whole site; none without a base_url."""
    words = words_of(config)
    entries = f"{config.title} — {words.papers}"
    feeds = (
        FeedLink(words.feed_weeks, config.title, "feed.xml", "", FeedFormat.RSS),
        FeedLink(words.feed_entries, entries, "papers.xml", "", FeedFormat.RSS),
        FeedLink(words.subscribe.weeks_atom, config.title, "atom.xml", "", FeedFormat.ATOM),
        FeedLink(words.subscribe.weeks_json, config.title, "feed.json", "", FeedFormat.JSON),
    )
    return feeds if config.base_url else ()


def tag_feed(tag: Tag, config: Config) -> tuple[FeedLink, ...]:
    """A tag's own feed; none without a base_url."""
    feed = FeedLink(
        f"#{tag.name} RSS",
        f"{config.title} — #{tag.name}",
        feed_href(tag.href),
        tag.href,
        FeedFormat.RSS,
    )
    return (feed,) if config.base_url else ()


def frame(
    config: Config,
    path: str,
    title: str,
    description: str,
    section: str = "",
    og_type: str = "website",
    feeds: tuple[FeedLink, ...] = (),
) -> Frame:
    """The frame of the page at `path`; `section` is the navigation's item that it belongs to,
    `feeds` are the page's own."""
    address = "" if path == "index.html" else path
    return Frame(
        around=surroundings(config, "../" * path.count("/"), section),
        title=title,
        description=description,
        canonical=config.base_url + href(address) if config.base_url else "",
        og_type=og_type,
        feeds=feeds,
    )


@lru_cache(maxsize=32)
def surroundings(config: Config, root: str, section: str = "") -> Surroundings:
    """What pages have in common that are as far from the root and in the same section."""
    words = words_of(config)
    nav = (
        NavItem(words.weeks, "weeks/index.html", section == "weeks"),
        NavItem(words.papers, "papers/index.html", section == "papers"),
        NavItem(words.tags, "tags/index.html", section == "tags"),
        NavItem(words.authors, "authors/index.html", section == "authors"),
        NavItem(words.search.title, "search.html", section == "search"),
    )
    return Surroundings(
        root, config.language, config.title, config.author, nav, site_feeds(config), words
    )


def authors(names: Sequence[AuthorRef]) -> Authors:
    """A long list folded after its first names; a list is not folded for the sake of two or
    three."""
    fold = len(names) > FOLDED_AUTHORS + 3
    shown = names[:FOLDED_AUTHORS] if fold else names
    return Authors(tuple(shown), tuple(names[len(shown) :]), "".join(name.name for name in shown))


def sources(entry: Entry | Paper, words: Words) -> tuple[Source, ...]:
    """An entry's or a paper's addresses: papers by their number, other things by their kind or
    site, a second form in full."""
    shown: list[Source] = []
    seen: set[str] = set()
    for address in entry.addresses:
        kind = "" if address.kind in (Kind.PAPER, Kind.PAGE) else words.kinds[address.kind]
        label = address.label if address.label not in seen else address.url.partition("://")[2]
        seen.add(address.label)
        shown.append(Source(ascii_url(address.url), label, kind))
    return tuple(shown)


def week_link(week: Week, words: Words) -> WeekLink:
    """A week in a list."""
    label = week_title(week, words)
    short = words.short_label(week.label) if week.label else label
    return WeekLink(
        href=week.href,
        label=label,
        short=short,
        year=str(week.label.year) if week.label else words.undated,
        title=week.title if week.label else "",
        days=words.days(*week.days) if week.days else "",
    )


def week_links(site: Site) -> Callable[[str], WeekLink]:
    """The links to weeks by their ids, each made when it is first asked for."""
    words = words_of(site.config)
    return cache(lambda name: week_link(site.week[name], words))


def week_title(week: Week, words: Words) -> str:
    """A week's name: its label; of an undated one, its own title or the name of its file."""
    return words.label(week.label) if week.label else week.title or week.id


def cite_stem(page: str, papers: Iterable[Paper]) -> str:
    """What a page's files to cite from are called, but for their endings: `tags/llm`; empty where
    none of its papers can be cited."""
    return page.removesuffix(".html") if any(paper.cite for paper in papers) else ""


def entry_view(entry: Entry, paper: Paper, words: Words) -> EntryView:
    """One note as a week's page shows it: under the title that stands there, or else its
    paper's."""
    return EntryView(
        anchor=entry.anchor,
        title=entry.title or paper.title,
        titled=bool(entry.title) or paper.titled,
        href=paper.href,
        authors=authors(entry.authors),
        variants=entry.variants,
        sources=sources(entry, words),
        note=entry.note,
        tags=entry.tags,
        coins=cite(paper).coins,
    )


def entry_line(entry: Entry, paper: Paper, week: WeekLink, coins: str = "") -> EntryLine:
    """One entry in a list."""
    return EntryLine(paper.title, paper.href, entry.draft.summary, entry.tags, week, coins)


def entry_years(
    site: Site, entries: Sequence[Entry], week: Callable[[str], WeekLink]
) -> tuple[tuple[str, tuple[EntryLine, ...]], ...]:
    """Entries in order of time → (year, lines): the newest week first, and in a week its writer's
    order.  `week` gives a week's link."""
    by_week = [list(group) for _, group in groupby(entries, lambda entry: entry.week)]
    newest_first = [entry for group in reversed(by_week) for entry in group]
    return tuple(
        (
            name,
            tuple(
                _cited_line(entry, site.papers[entry.paper], week(entry.week)) for entry in group
            ),
        )
        for name, group in groupby(newest_first, lambda entry: week(entry.week).year)
    )


@lru_cache(maxsize=1 << 13)
def _cited_line(entry: Entry, paper: Paper, week: WeekLink) -> EntryLine:
    return entry_line(entry, paper, week, cite(paper).coins)


def entries_marks(site: Site, entries: Iterable[Entry]) -> bytes:
    """What stands for entries as lists show them, with their papers and weeks and first sentences:
    a part of a mark."""
    lines = site.lines
    return b"".join([lines[entry.outline] for entry in entries])


def outlines(site: Site, entries: Iterable[Entry]) -> bytes:
    """What stands for entries, their papers and weeks where nothing is shown of what the notes
    say."""
    papers, weeks = site.papers, site.week
    return b"".join(
        [
            entry.outline + papers[entry.paper].outline + weeks[entry.week].outline
            for entry in entries
        ]
    )
