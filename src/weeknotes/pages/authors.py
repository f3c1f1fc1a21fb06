"""A page for every author with two papers or more, and the index of authors by name and by number of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.model import CROWD, Author, AuthorRef, Site
from weeknotes.views import EntryLine, Frame, Page, WeekLink, entry_years, frame, week_link, words_of
from weeknotes.words import Words

TOGETHER = 12


@dataclass(frozen=True, slots=True)
class AuthorView:
    """authors/noam-shazeer.html: the newest note on each paper as (year, entries), newest first; `together` are co-authors
    who have pages, those of most papers first."""

    frame: Frame
    name: str
    count: int
    since: str
    together: tuple[AuthorRef, ...]
    years: tuple[tuple[str, tuple[EntryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class AuthorsView:
    """authors/index.html: (author, number of papers), in two orders."""

    frame: Frame
    by_count: tuple[tuple[AuthorRef, int], ...]
    by_name: tuple[tuple[AuthorRef, int], ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    weeks = {week.id: week_link(week, words) for week in site.weeks}
    names = {author.key: author.name for author in site.authors}
    for author in site.authors:
        yield _author(site, author, names, weeks, words)
    rows = [(AuthorRef(author.key, author.name, author.href), len({entry.paper for entry in author.entries})) for author in site.authors]
    path = "authors/index.html"
    yield Page(
        path,
        "authors.html",
        AuthorsView(
            frame=frame(site, path, words.all_authors, f"{words.all_authors} · {words.count(words.author_count, len(rows))}", "authors"),
            by_count=tuple(sorted(rows, key=lambda row: -row[1])),
            by_name=tuple(rows),
        ),
    )


def _author(site: Site, author: Author, names: Mapping[str, str], weeks: Mapping[str, WeekLink], words: Words) -> Page:
    path = unquote(author.href)
    newest = {entry.paper: entry for entry in author.entries}
    entries = [entry for entry in author.entries if newest[entry.paper] is entry]
    beside = [{ref.key: ref.href for ref in entry.authors[:CROWD] if ref.href and ref.key != author.key} for entry in entries]
    papers = Counter(key for hrefs in beside for key in hrefs)
    hrefs = {key: href for hrefs in beside for key, href in hrefs.items()}
    together = sorted(papers, key=lambda key: (-papers[key], key))[:TOGETHER]
    return Page(
        path,
        "author.html",
        AuthorView(
            frame=frame(site, path, author.name, f"{author.name} · {words.count(words.paper_count, len(entries))}", "authors"),
            name=author.name,
            count=len(entries),
            since=weeks[author.entries[0].week].label,
            together=tuple(AuthorRef(key, names[key], hrefs[key]) for key in together),
            years=entry_years(site, entries, weeks),
        ),
    )
