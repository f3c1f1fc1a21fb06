"""A page for every author with two papers or more, and the index of authors by name and by number of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.marks import mark_of
from weeknotes.model import CROWD, Author, AuthorRef, Entry, Reworded, Site
from weeknotes.parts import PART, Part, Parts, by_name, in_time
from weeknotes.views import EntryLine, Frame, Page, WeekLink, entries_marks, entry_years, frame, outlines, week_links, words_of

TOGETHER = 12


@dataclass(frozen=True, slots=True)
class AuthorView:
    """authors/noam-shazeer.html, or a part of it: the newest note on each paper as (year, entries), newest first, and how many.  On the
    page itself alone, and of all papers: `since`, and `together`, the co-authors who have pages, those of most papers first."""

    frame: Frame
    parts: Parts
    name: str
    count: int
    since: str
    together: tuple[AuthorRef, ...]
    years: tuple[tuple[str, tuple[EntryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class AuthorsView:
    """authors/index.html: (author, number of papers), in two orders.  Of many authors the page itself has those of most papers, and each
    stands by name on a part, without the number: a part is another only where an author is new."""

    frame: Frame
    parts: Parts
    count: int
    by_count: tuple[tuple[AuthorRef, int], ...]
    by_name: tuple[tuple[AuthorRef, int | None], ...]


def pages(site: Site) -> Iterator[Page]:
    links = week_links(site)
    people = {author.href: author for author in site.authors}
    beside = _beside(people, (entry for week in site.weeks for entry in week.entries))
    words = words_of(site.config)
    for author in site.authors:
        yield from _pages(site, author, people, beside, links)
    rows = [(AuthorRef(author.key, author.name, author.href), len({entry.paper for entry in author.entries})) for author in site.authors]
    for some in by_name("authors/index.html", rows, lambda row: row[0].key, words):
        mark = mark_of(some.parts.mark, *[(*author,) if some.parts.span else (*author, count) for author, count in some.items])
        yield Page.of(some.path, "authors.html", mark, _authors, site, some, listed=True)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    links = week_links(site)
    people = {author.href: author for author in site.authors}
    keys = {key for entry in told.entries for key, _ in entry.draft.authors}
    touched = [author for author in site.authors if author.key in keys]
    beside = _beside(people, (entry for author in touched for entry in author.entries))
    for author in touched:
        yield from _pages(site, author, people, beside, links)


def _beside(people: Mapping[str, Author], entries: Iterable[Entry]) -> dict[bytes, str]:
    """What all authors of an entry are called, as far as they have pages, by its outline."""
    return {entry.outline: ", ".join([people[href].name if href else "" for href in entry.hrefs]) for entry in entries}


def _pages(
    site: Site, author: Author, people: Mapping[str, Author], beside: Mapping[bytes, str], links: Callable[[str], WeekLink]
) -> Iterator[Page]:
    listed = _last(author.entries) if len(author.entries) > 2 * PART else author.entries
    for part in in_time(unquote(author.href), listed, lambda entry: site.week[entry.week].label, words_of(site.config)):
        entries = part.items if part.parts.span else author.entries
        others = () if part.parts.span else tuple([beside[entry.outline] for entry in entries])
        older = outlines(site, entries) if len(part.items) < len(entries) else b""
        mark = mark_of(author.name, part.parts.mark, others, older, entries_marks(site, part.items))
        when = site.place[part.items[-1].week]
        yield Page.of(part.path, "author.html", mark, _author, site, author, part, people, links, listed=True, when=when)


def _authors(site: Site, part: Part[tuple[AuthorRef, int]]) -> AuthorsView:
    words = words_of(site.config)
    title = part.parts.titled(words.all_authors)
    whole = not part.parts.span
    by_count = sorted(part.items, key=lambda row: -row[1]) if whole else []
    return AuthorsView(
        frame=frame(site.config, part.path, title, f"{title} · {words.count(words.author_count, len(part.items))}", "authors"),
        parts=part.parts,
        count=len(part.items),
        by_count=tuple(by_count[:PART] if part.parts.all else by_count),
        by_name=tuple((author, count if whole else None) for author, count in part.items) if not part.parts.all else (),
    )


def _author(site: Site, author: Author, part: Part[Entry], people: Mapping[str, Author], week: Callable[[str], WeekLink]) -> AuthorView:
    words = words_of(site.config)
    whole = not part.parts.span
    entries = _last(author.entries if whole else part.items)
    title = part.parts.titled(author.name)
    return AuthorView(
        frame=frame(site.config, part.path, title, f"{title} · {words.count(words.paper_count, len(entries))}", "authors"),
        parts=part.parts,
        name=author.name,
        count=len(entries),
        since=week(author.entries[0].week).label,
        together=_together(author, entries, people) if whole else (),
        years=entry_years(site, _last(part.items), week),
    )


def _last(entries: Sequence[Entry]) -> list[Entry]:
    """The newest note on each paper."""
    newest = {entry.paper: entry for entry in entries}
    return [entry for entry in entries if newest[entry.paper] is entry]


def _together(author: Author, entries: Sequence[Entry], people: Mapping[str, Author]) -> tuple[AuthorRef, ...]:
    """Those with whom most of these were written; `people` are the authors by their pages."""
    papers = Counter([href for entry in entries for href in dict.fromkeys(entry.hrefs[:CROWD]) if href and href != author.href])
    together = sorted(papers, key=lambda href: (-papers[href], href))[:TOGETHER]
    return tuple([AuthorRef(one.key, one.name, one.href) for one in map(people.__getitem__, together)])
