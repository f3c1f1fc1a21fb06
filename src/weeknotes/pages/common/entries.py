"""Views of entries and weeks, shared by several kinds of pages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from weeknotes.citation import cite
from weeknotes.fingerprints import Fingerprinted
from weeknotes.i18n import Words
from weeknotes.identifiers import Kind
from weeknotes.markup.summary import shortened
from weeknotes.model import (
    Address,
    AuthorRef,
    Entry,
    Note,
    Paper,
    PaperMetadata,
    Site,
    Tag,
    TagRef,
    Week,
)
from weeknotes.urls import ascii_url

WEEK_TOPICS = 3
"""The number of topics of a week in a list."""
CONTENTS_LENGTH = 40
"""The maximum length of a summary in the table of contents, in characters."""
FOLDED_AUTHORS = 8
"""The number of visible authors of a folded list.  A folded list hides more than three authors."""


class Authors(NamedTuple):
    """An author list.  `shown` are the visible authors, and `folded` are the folded ones.  `names`
    is the text of the visible names, from which their language is detected."""

    shown: tuple[AuthorRef, ...]
    folded: tuple[AuthorRef, ...]
    names: str


class SourceLink(NamedTuple):
    """An external link: URL, label, and the kind of the resource (empty for papers and pages)."""

    href: str
    label: str
    kind: str


@dataclass(frozen=True, eq=False)
class WeekLink(Fingerprinted):
    """A link to a week.  `label` is its full label, and `short` its short one.  `published` is the
    day of its notes (ISO).  `title`, `days` and `published` may be empty.

    The link has no number of notes, so most pages with a link to the week do not change when a note
    is added to it."""

    href: str
    label: str
    short: str
    year: str
    title: str
    days: str
    published: str


class WeekSummary(NamedTuple):
    """A week in a list, with its number of notes.  `topics` are (tag, number of notes) of its most
    frequent topics."""

    week: WeekLink
    notes: int
    topics: tuple[tuple[TagRef, int], ...]


class PaperLink(NamedTuple):
    """A link to a paper.  The link has only these fields, so most pages with a link to the paper do
    not change when other data of the paper change."""

    title: str
    href: str
    has_title: bool


class ReturnedPaper(NamedTuple):
    """A paper that is discussed in several weeks, which are in chronological order."""

    paper: PaperLink
    weeks: tuple[WeekLink, ...]


class EntryView(NamedTuple):
    """One entry on the page of its week.  `above` is text that is shown above the entry and is not
    part of it.  The table of contents shows `summary` beside an entry without a title.  `coins` is
    metadata for reference managers (COinS), or empty."""

    anchor: str
    title: str
    has_title: bool
    href: str
    authors: Authors
    alternate_titles: tuple[str, ...]
    sources: tuple[SourceLink, ...]
    note: Note
    summary: str
    tags: tuple[TagRef, ...]
    coins: str
    above: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class EntryListing(Fingerprinted):
    """One entry in a list.  `summary` are its first sentences.

    Compared by identity, so that its rendered form can be cached for all lists that contain it."""

    paper: PaperMetadata
    summary: str
    tags: tuple[TagRef, ...]
    week: WeekLink

    @property
    def title(self) -> str:
        return self.paper.title

    @property
    def href(self) -> str:
        return self.paper.href

    @property
    def coins(self) -> str:
        return cite(self.paper).coins


def fold_authors(authors: Sequence[AuthorRef]) -> Authors:
    """Fold a long author list after its first names.  A list is not folded if this would hide only
    three names or fewer."""
    fold = len(authors) > FOLDED_AUTHORS + 3
    shown = authors[:FOLDED_AUTHORS] if fold else authors
    names = "".join(author.name for author in shown)
    return Authors(tuple(shown), tuple(authors[len(shown) :]), names)


def source_links(
    addresses: Iterable[Address], words: Words, title: str = ""
) -> tuple[SourceLink, ...]:
    """Addresses as links.  The text of a link is the label of the address.  If an earlier link has
    the same label, the text is the URL without its scheme.  If the label is equal to `title`, which
    is shown beside the links, the text is the kind of the resource."""
    links: list[SourceLink] = []
    labels: set[str] = set()
    for address in addresses:
        kind = (
            ""
            if address.kind in (Kind.PAPER, Kind.PAGE)
            else words.kinds[address.kind]
        )
        is_new = address.label not in labels
        label = address.label if is_new else address.url.partition("://")[2]
        labels.add(address.label)
        if label == title:
            kind, label = "", words.kinds[address.kind]
        links.append(SourceLink(ascii_url(address.url), label, kind))
    return tuple(links)


def week_title(week: Week, words: Words) -> str:
    """The name of a week: its label, else its title."""
    return words.label(week.label) if week.label else week.title


@lru_cache(maxsize=2)
def week_links(site: Site) -> Mapping[str, WeekLink]:
    """A link to each week, by its id."""
    words = site.config.words
    return {week.id: _week_link(week, words) for week in site.weeks}


def _week_link(week: Week, words: Words) -> WeekLink:
    label = week_title(week, words)
    return WeekLink(
        href=week.href,
        label=label,
        short=words.short_label(week.label) if week.label else label,
        year=str(week.label.year) if week.label else words.undated,
        title=week.title if week.label else "",
        days=words.days(*week.days) if week.days else "",
        published=week.published.isoformat() if week.published else "",
    )


def paper_link(paper: Paper) -> PaperLink:
    return PaperLink(paper.title, paper.href, paper.metadata.has_title)


def topics_of(entries: Iterable[Entry], most: int) -> tuple[tuple[TagRef, int], ...]:
    """The `most` most frequent tags of entries with their numbers.  If numbers are equal, the tag
    that was used first comes first."""
    return tuple(
        Counter(tag for entry in entries for tag in entry.tags).most_common(most)
    )


@lru_cache(maxsize=2)
def week_summaries(site: Site) -> tuple[WeekSummary, ...]:
    """A summary of each week, in chronological order."""
    links = week_links(site)
    return tuple(
        WeekSummary(
            links[week.id], len(week.entries), topics_of(week.entries, WEEK_TOPICS)
        )
        for week in site.weeks
    )


def largest_tags(site: Site) -> list[Tag]:
    """All tags, those with the most notes first."""
    return sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.ref.key))


def years_of(site: Site) -> tuple[str, ...]:
    """The years of all dated weeks, newest first."""
    years = {week.label.year for week in site.weeks if week.label}
    return tuple(map(str, sorted(years, reverse=True)))


@lru_cache(maxsize=2)
def returned_papers(site: Site) -> Mapping[str, ReturnedPaper]:
    """The papers that were discussed again, by key: those with notes on them or paragraphs that
    link to them in at least two weeks.  The paper that was discussed last comes first."""
    links, order = list(week_links(site).values()), site.order
    found = []
    for paper in site.papers.values():
        if len(paper.entries) + len(paper.mentions) > 1:
            mentioned = {order[mention.week] for mention in paper.mentions}
            weeks = sorted(
                mentioned | {order[entry.week] for entry in paper.entries}
            )
            if len(weeks) > 1:
                found.append((weeks, paper))
    found.sort(key=lambda row: row[0][::-1], reverse=True)
    return {
        paper.key: ReturnedPaper(paper_link(paper), tuple(links[n] for n in weeks))
        for weeks, paper in found
    }


@lru_cache(maxsize=2)
def entry_listings(site: Site) -> Mapping[Entry, EntryListing]:
    """The listing of each entry, shared by all lists that contain it."""
    weeks = week_links(site)
    return {
        entry: EntryListing(
            site.papers[entry.paper].metadata,
            entry.summary,
            entry.tags,
            weeks[entry.week],
        )
        for entry in site.entries
    }


def entry_view(entry: Entry, paper: PaperMetadata, words: Words) -> EntryView:
    """The view of an entry on the page of its week.  Its title is the title of the entry, else the
    title of the paper."""
    title = entry.title or paper.title
    return EntryView(
        anchor=entry.anchor,
        title=title,
        has_title=bool(entry.title) or paper.has_title,
        href=paper.href,
        authors=fold_authors(entry.authors),
        alternate_titles=entry.alternate_titles,
        sources=source_links(entry.addresses, words, title),
        note=entry.note,
        summary=shortened(entry.summary, CONTENTS_LENGTH),
        tags=entry.tags,
        coins=cite(paper).coins,
        above=entry.above,
    )


EntryYears = tuple[tuple[str, tuple[EntryListing, ...]], ...]
"""(year, entries) of a list, newest first."""


def by_year(listings: Sequence[EntryListing]) -> EntryYears:
    """Group chronological entries by year.  The newest week comes first.  The entries of a week
    keep their order."""
    weeks = [
        list(group) for _, group in groupby(listings, lambda listing: listing.week)
    ]
    newest_first = [listing for week in reversed(weeks) for listing in week]
    years = groupby(newest_first, lambda listing: listing.week.year)
    return tuple((year, tuple(group)) for year, group in years)


def citation_stem(page: str, papers: Iterable[PaperMetadata]) -> str:
    """The path of a page's citation files without extension: `tags/llm`.  Empty if none of the
    papers can be cited."""
    return (
        page.removesuffix(".html")
        if any(paper.citation_key for paper in papers)
        else ""
    )
