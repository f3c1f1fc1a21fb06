"""The search page, and the index that it and the dialog of every page load from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final, NamedTuple

from weeknotes.marks import mark_of
from weeknotes.model import Paper, Site
from weeknotes.search.documents import document, documents, names, numbered_papers
from weeknotes.search.patch import Contents, Read, patched
from weeknotes.search.shards import index_files, weeks_file
from weeknotes.views import Frame, NavItem, Page, frame, week_title, words_of

NOTHING: Final = Contents({}, ())


class SearchView(NamedTuple):
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


class Index(NamedTuple):
    """An index as it was made: what stands for the settings and for the weeks, what else it is made of, the paths of its files."""

    settings: bytes = b""
    weeks: bytes = b""
    contents: Contents = NOTHING
    files: tuple[str, ...] = ()

    def packed(self) -> tuple[object, ...]:
        """As plain values, which can be kept."""
        digests, names = self.contents
        return self.settings, self.weeks, digests, tuple(map(tuple, names)), self.files


def unpacked(
    settings: bytes, weeks: bytes, digests: Mapping[int, bytes], named: tuple[tuple[str, str, str, int], ...], files: tuple[str, ...]
) -> Index:
    """What `Index.packed` made."""
    return Index(settings, weeks, Contents(digests, named), files)


def index_of(site: Site, settings: bytes) -> Index:
    """The index that a site has, before its files are made."""
    called = {week.id: week.title for week in site.weeks if not week.label}
    digests = {number: _mark(paper, called) if called else paper.mark for number, paper in numbered_papers(site).items()}
    return Index(settings, mark_of([(week.outline, len(week.entries)) for week in site.weeks]), Contents(digests, tuple(names(site))))


def _mark(paper: Paper, called: Mapping[str, str]) -> bytes:
    """Of all that is found of a paper; a week without a label is `called` by its title."""
    titles = tuple([called[entry.week] for entry in paper.entries if entry.week in called])
    return mark_of(paper.mark, titles) if titles else paper.mark


def files(site: Site, old: Index, new: Index, read: Read) -> Iterator[tuple[str, bytes | None]]:
    """The files of an index that are others than those of an older one, None for those that go; `read` gives the older one's."""
    words = words_of(site.config)
    papers = numbered_papers(site)
    patch = None
    if old.files and old.settings == new.settings:
        # A file that is not as it was written cannot be changed, but made anew.
        with suppress(ValueError, LookupError, TypeError, AttributeError):
            patch = patched(old.contents, new.contents, lambda number: document(papers[number], site), told(site), read)
    gone = set(old.files) if patch is None else set()
    for path, data in index_files(documents(site), names(site), told(site)) if patch is None else patch.items():
        gone.discard(path)
        yield path, data
    path, data = weeks_file((week.id, week_title(week, words), week.href, len(week.entries)) for week in reversed(site.weeks))
    yield path, data
    yield from ((path, None) for path in sorted(gone - {path}))


def told(site: Site) -> dict[str, object]:
    """What the page's script is told of the site: its words and its glossary."""
    words = words_of(site.config)
    called = {"tags": words.tags, "authors": words.authors, "weeks": words.weeks}
    return {"words": words.search._asdict() | called, "glossary": list(site.config.glossary.items())}
