"""The search page, and the index that it and the dialog of every page load from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from weeknotes.model import Site
from weeknotes.search.documents import documents, names
from weeknotes.search.shards import index_files, weeks_file
from weeknotes.views import FileView, Frame, NavItem, Page, frame, week_title, words_of


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
    yield Page(path, "search.html", SearchView(frame(site, path, words.search.title, words.search.prompt, "search"), indexes))
    for name, data in index_files(documents(site), names(site), told(site)):
        yield Page(name, "", FileView(data))
    name, data = weeks_file((week.id, week_title(week, words), week.href, len(week.entries)) for week in reversed(site.weeks))
    yield Page(name, "", FileView(data))


def told(site: Site) -> dict[str, object]:
    """What the page's script is told of the site: its words and its glossary."""
    words = words_of(site.config)
    called = {"tags": words.tags, "authors": words.authors, "weeks": words.weeks}
    return {"words": asdict(words.search) | called, "glossary": list(site.config.glossary.items())}
