"""The search page, and the index that it and the dialog of every page load from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from weeknotes.marks import mark_of
from weeknotes.model import Site
from weeknotes.search.documents import documents, names
from weeknotes.search.shards import shard_files, weeks_file
from weeknotes.views import Frame, NavItem, Page, frame, week_title, words_of


@dataclass(frozen=True, slots=True)
class SearchView:
    """search.html: what a reader without JavaScript can go through instead."""

    frame: Frame
    indexes: tuple[NavItem, ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    path = "search.html"
    indexes = (
        NavItem(words.all_weeks, "weeks/index.html", False),
        NavItem(words.all_papers, "papers/index.html", False),
        NavItem(words.all_tags, "tags/index.html", False),
        NavItem(words.all_authors, "authors/index.html", False),
    )
    view = SearchView(frame(site.config, path, words.search.title, words.search.prompt, "search"), indexes)
    yield Page(path, "search.html", b"", lambda: view, listed=True)


def index_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files of the index, by their paths."""
    words = words_of(site.config)
    yield from shard_files(documents(site), names(site), told(site))
    yield weeks_file((week.id, week_title(week, words), week.href, len(week.entries)) for week in reversed(site.weeks))


def told(site: Site) -> dict[str, object]:
    """What the page's script is told of the site: its words and its glossary."""
    words = words_of(site.config)
    called = {"tags": words.tags, "authors": words.authors, "weeks": words.weeks}
    return {"words": asdict(words.search) | called, "glossary": list(site.config.glossary.items())}


def mark(site: Site) -> bytes:
    """Of all that the index holds."""
    papers = tuple([paper.mark for paper in site.papers.values()])
    names_ = tuple([(name.kind, name.name, name.href, name.notes) for name in names(site)])
    return mark_of(papers, names_, tuple([week.mark for week in site.weeks]))
