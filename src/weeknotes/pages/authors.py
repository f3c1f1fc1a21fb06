"""A page for every author with two papers or more, and the index of authors by name and by number
of papers."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.fingerprints import canonical, mark_of
from weeknotes.model import CROWD, Author, AuthorRef, Entry, Reworded, Site
from weeknotes.pages.common.pagination import PART, Part, Parts, by_name, in_time
from weeknotes.pages.common.views import (
    EntryLine,
    Frame,
    Page,
    WeekLink,
    entries_marks,
    entry_years,
    frame,
    outlines,
    week_links,
    words_of,
)

TOGETHER = 12


@dataclass(frozen=True, slots=True)
class AuthorView:
    """authors/noam-shazeer.html, or a part of it: the newest note on each paper as (year, entries),
    newest first, and how many.  On the page itself alone, and of all papers: `since`, and
    `together`, the co-authors who have pages, those of most papers first."""

    frame: Frame
    parts: Parts
    name: str
    count: int
    since: str
    together: tuple[AuthorRef, ...]
    years: tuple[tuple[str, tuple[EntryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class AuthorsView:
    """authors/index.html: (author, number of papers), in two orders.  Of many authors the page
    itself has those of most papers, and each stands by name on a part, without the number: a part
    is another only where an author is new."""

    frame: Frame
    parts: Parts
    count: int
    by_count: tuple[tuple[AuthorRef, int], ...]
    by_name: tuple[tuple[AuthorRef, int | None], ...]


def pages(site: Site) -> Iterator[Page]:
    links = week_links(site)
    beside = _beside(site, (entry for week in site.weeks for entry in week.entries))
    words = words_of(site.config)
    for author in site.authors:
        yield from _pages(site, author, beside, links)
    rows = [
        (
            AuthorRef(author.key, author.name, author.href),
            len({entry.paper for entry in author.entries}),
        )
        for author in site.authors
    ]
    for some in by_name("authors/index.html", rows, lambda row: row[0].key, words):
        mark = mark_of(
            some.parts.mark,
            *[(*author,) if some.parts.span else (*author, count) for author, count in some.items],
        )
        yield Page.of(some.path, "authors.html", mark, _authors, site, some, listed=True)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    links = week_links(site)
    keys = {key for entry in told.entries for key, _ in entry.draft.authors}
    touched = [author for author in site.authors if author.key in keys]
    beside = _beside(site, (entry for author in touched for entry in author.entries))
    for author in touched:
        yield from _pages(site, author, beside, links)


def _beside(site: Site, entries: Iterable[Entry]) -> dict[bytes, bytes]:
    """The authors of an entry who have pages, by its outline: packed, for they are many, and
    whoever looks at a value copies it."""
    people = {author.href: author for author in site.authors}
    return {
        entry.outline: canonical(
            tuple([people[href][:3] for href in dict.fromkeys(entry.hrefs[:CROWD]) if href])
        )
        for entry in entries
    }


def _pages(
    site: Site, author: Author, beside: Mapping[bytes, bytes], links: Callable[[str], WeekLink]
) -> Iterator[Page]:
    last = _last(author.entries)
    listed = last if len(author.entries) > 2 * PART else author.entries
    for part in in_time(
        unquote(author.href),
        listed,
        lambda entry: site.week[entry.week].label,
        words_of(site.config),
    ):
        entries = part.items if part.parts.span else author.entries
        others = () if part.parts.span else tuple([beside[entry.outline] for entry in last])
        older = outlines(site, entries) if len(part.items) < len(entries) else b""
        mark = mark_of(author.name, part.parts.mark, others, older, entries_marks(site, part.items))
        when = site.place[part.items[-1].week]
        yield Page.of(
            part.path,
            "author.html",
            mark,
            _author,
            site,
            author,
            part,
            others,
            links,
            listed=True,
            when=when,
        )


def _authors(site: Site, part: Part[tuple[AuthorRef, int]]) -> AuthorsView:
    words = words_of(site.config)
    title = part.parts.titled(words.all_authors)
    whole = not part.parts.span
    by_count = sorted(part.items, key=lambda row: -row[1]) if whole else []
    return AuthorsView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.author_count, len(part.items))}",
            "authors",
        ),
        parts=part.parts,
        count=len(part.items),
        by_count=tuple(by_count[:PART] if part.parts.all else by_count),
        by_name=tuple((author, count if whole else None) for author, count in part.items)
        if not part.parts.all
        else (),
    )


def _author(
    site: Site,
    author: Author,
    part: Part[Entry],
    others: Sequence[bytes],
    week: Callable[[str], WeekLink],
) -> AuthorView:
    words = words_of(site.config)
    entries = _last(part.items)
    count = len(entries) if part.parts.span else len(others)
    title = part.parts.titled(author.name)
    return AuthorView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.paper_count, count)}",
            "authors",
        ),
        parts=part.parts,
        name=author.name,
        count=count,
        since=week(author.entries[0].week).label,
        together=_together(author, others),
        years=entry_years(site, entries, week),
    )


def _last(entries: Sequence[Entry]) -> list[Entry]:
    """The newest note on each paper."""
    newest = {entry.paper: entry for entry in entries}
    return [entry for entry in entries if newest[entry.paper] is entry]


def _together(author: Author, others: Iterable[bytes]) -> tuple[AuthorRef, ...]:
    """Those with whom most papers were written, of those `others` who wrote each."""
    papers = Counter([row for packed in others for row in marshal.loads(packed)])
    del papers[author[:3]]
    together = sorted(papers, key=lambda row: (-papers[row], row[2]))[:TOGETHER]
    return tuple(map(AuthorRef._make, together))
