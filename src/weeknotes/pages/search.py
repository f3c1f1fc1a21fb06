"""The search page, and the index that it and the dialog of every page load from."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from weeknotes.fingerprints import mark_of
from weeknotes.model import Paper, Site
from weeknotes.pages.common.views import Frame, NavItem, Page, frame, week_title, words_of
from weeknotes.search.documents import document, names, numbered_papers
from weeknotes.search.patch import Contents, Read, patched
from weeknotes.search.shards import Segment, common_files, segment_files, size_of, spans, weeks_file

NOTHING: Final = Contents({}, ())
Files: TypeAlias = Iterable[tuple[str, bytes | None]]


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
    view = SearchView(
        frame(site.config, path, words.search.title, words.search.prompt, "search"), indexes
    )
    yield Page.of(path, "search.html", b"", lambda: view, listed=True)


class Index(NamedTuple):
    """An index as it was made: what stands for the settings and for the weeks, what else it is made
    of, the paths of its files."""

    settings: bytes = b""
    weeks: bytes = b""
    contents: Contents = NOTHING
    files: tuple[str, ...] = ()

    def packed(self) -> tuple[object, ...]:
        """As plain values, which can be kept."""
        digests, names = self.contents
        return self.settings, self.weeks, digests, tuple(map(tuple, names)), self.files


def unpacked(
    settings: bytes,
    weeks: bytes,
    digests: Mapping[int, bytes],
    named: tuple[tuple[str, str, str, int], ...],
    files: tuple[str, ...],
) -> Index:
    """What `Index.packed` made."""
    return Index(settings, weeks, Contents(digests, named), files)


def index_of(site: Site, settings: bytes) -> Index:
    """The index that a site has, before its files are made."""
    called = {week.id: week.title for week in site.weeks if not week.label}
    digests = {
        number: _mark(paper, called) if called else paper.mark
        for number, paper in numbered_papers(site).items()
    }
    return Index(
        settings,
        mark_of([(week.outline, len(week.entries)) for week in site.weeks]),
        Contents(digests, tuple(names(site))),
    )


def _mark(paper: Paper, called: Mapping[str, str]) -> bytes:
    """Of all that is found of a paper; a week without a label is `called` by its title."""
    titles = tuple([called[entry.week] for entry in paper.entries if entry.week in called])
    return mark_of(paper.mark, titles) if titles else paper.mark


class Work(NamedTuple):
    """How an index is made: `parts`, each by itself; then, of what these returned and of the paths
    of their files, the `last`.  What has None in place of its bytes goes."""

    parts: tuple[Callable[[], Generator[tuple[str, bytes], None, Segment]], ...]
    last: Callable[[Sequence[Segment], Set[str]], Files]


def work(site: Site, old: Index, new: Index, read: Read) -> Work:
    """To make the files of an index that are others than those of an older one; `read` gives the
    older one's."""
    words = words_of(site.config)
    papers = numbered_papers(site)
    weeks = weeks_file(
        (week.id, week_title(week, words), week.href, len(week.entries))
        for week in reversed(site.weeks)
    )
    if old.files and old.settings == new.settings:
        # A file that is not as it was written cannot be changed, but made anew.
        with suppress(ValueError, LookupError, TypeError, AttributeError):
            patch = patched(
                old.contents,
                new.contents,
                lambda number: document(papers[number], site),
                told(site),
                read,
            )
            if patch is not None:
                return Work((), lambda _told, _made: (*patch.items(), weeks))
    size = size_of(papers)

    def part(numbers: range) -> Generator[tuple[str, bytes], None, Segment]:
        return segment_files(
            numbers,
            size,
            ((n, document(papers[n], site)) for n in numbers if n in papers),
            names(site),
        )

    def last(segments: Sequence[Segment], made: Set[str]) -> Files:
        common = [*common_files(size, segments, told(site)), weeks]
        gone = set(old.files) - made - {path for path, _ in common}
        return (*common, *[(path, None) for path in sorted(gone)])

    return Work(tuple([partial(part, numbers) for numbers in spans(size)]), last)


def told(site: Site) -> dict[str, object]:
    """What the page's script is told of the site: its words and its glossary."""
    words = words_of(site.config)
    called = {"tags": words.tags, "authors": words.authors, "weeks": words.weeks}
    return {
        "words": words.search._asdict() | called,
        "glossary": list(site.config.glossary.items()),
    }
