"""A page for every author with two papers or more, and the index of authors by name and by number of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from weeknotes.marks import mark_of
from weeknotes.model import CROWD, Author, AuthorRef, Site
from weeknotes.views import EntryLine, Frame, Page, WeekLink, entries_mark, entry_years, frame, week_links, words_of

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
    links = week_links(site)
    names = {author.key: author.name for author in site.authors}
    entries = (entry for week in site.weeks for entry in week.entries)
    called = {entry.mark: ", ".join([names.get(key, "") for key, _ in entry.draft.authors]) for entry in entries}
    for author in site.authors:
        mark = mark_of(
            author.name, author.href, tuple([called[entry.mark] for entry in author.entries]), entries_mark(site, author.entries)
        )
        yield Page(unquote(author.href), "author.html", mark, partial(_author, site, author, names, links), listed=True)
    mark = mark_of(*[(author.name, author.href, tuple([entry.paper for entry in author.entries])) for author in site.authors])
    yield Page("authors/index.html", "authors.html", mark, partial(_authors, site), listed=True)


def _authors(site: Site) -> AuthorsView:
    words = words_of(site.config)
    rows = [(AuthorRef(author.key, author.name, author.href), len({entry.paper for entry in author.entries})) for author in site.authors]
    description = f"{words.all_authors} · {words.count(words.author_count, len(rows))}"
    return AuthorsView(
        frame=frame(site.config, "authors/index.html", words.all_authors, description, "authors"),
        by_count=tuple(sorted(rows, key=lambda row: -row[1])),
        by_name=tuple(rows),
    )


def _author(site: Site, author: Author, names: Mapping[str, str], week: Callable[[str], WeekLink]) -> AuthorView:
    words = words_of(site.config)
    newest = {entry.paper: entry for entry in author.entries}
    entries = [entry for entry in author.entries if newest[entry.paper] is entry]
    beside = [{ref.key: ref.href for ref in entry.authors[:CROWD] if ref.href and ref.key != author.key} for entry in entries]
    papers = Counter(key for hrefs in beside for key in hrefs)
    hrefs = {key: href for hrefs in beside for key, href in hrefs.items()}
    together = sorted(papers, key=lambda key: (-papers[key], key))[:TOGETHER]
    description = f"{author.name} · {words.count(words.paper_count, len(entries))}"
    return AuthorView(
        frame=frame(site.config, unquote(author.href), author.name, description, "authors"),
        name=author.name,
        count=len(entries),
        since=week(author.entries[0].week).label,
        together=tuple(AuthorRef(key, names[key], hrefs[key]) for key in together),
        years=entry_years(site, entries, week),
    )
