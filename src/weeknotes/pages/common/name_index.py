"""The indexes of tags and authors: names with numbers, sorted by name and by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.i18n import Words
from weeknotes.i18n.table import Forms
from weeknotes.model import AuthorRef, TagRef
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import (
    PAGE_SIZE,
    LetterGroup,
    ListPage,
    Pagination,
    by_letter,
    paginate_by_name,
)

MOST_USED = 30
"""How many names are also listed by their number of notes or papers.  If there are fewer names,
they are listed only in this order."""

Ref = TagRef | AuthorRef
Counted = tuple[Ref, int]


class NameIndex(NamedTuple):
    """An index: path, title, and the phrase for the number of names."""

    path: str
    title: str
    counted: Forms


@dataclass(frozen=True, slots=True)
class NameIndexView:
    """tags/index.html or authors/index.html: (tag or author, number of notes or papers).

    `by_count` are the names with the largest numbers.  `once` are the names with the number 1, and
    `letters` are all other names by their first letter.

    If there are many names, the first page has only `by_count`.  Further pages show all names
    without numbers, so they change only if a name is added or removed.
    """

    page: PageContext
    pagination: Pagination
    count: int
    by_count: tuple[Counted, ...]
    letters: tuple[LetterGroup[tuple[Ref, int | None]], ...]
    once: tuple[tuple[Ref, int | None], ...]


def index_pages(
    index: NameIndex, template: str, rows: Sequence[Counted], words: Words
) -> Iterator[Page]:
    """The pages of an index.  `rows` are sorted by name."""
    for page in paginate_by_name(index.path, rows, lambda row: row[0].key, words):
        yield Page.of(page.path, template, _view, _inputs, index, page, listed=True)


Rows = tuple[tuple[Ref, int | None], ...]


def _inputs(
    index: NameIndex, page: ListPage[Counted]
) -> tuple[NameIndex, str, Pagination, Rows]:
    is_first = not page.pagination.span
    rows = [(ref, count if is_first else None) for ref, count in page.items]
    return index, page.path, page.pagination, tuple(rows)


def _view(
    config: Config, index: NameIndex, path: str, pagination: Pagination, rows: Rows
) -> NameIndexView:
    words = config.words
    title = pagination.titled(index.title)
    description = f"{title} · {words.count(index.counted, len(rows))}"
    counted = [(ref, count) for ref, count in rows if count is not None]
    largest = sorted(counted, key=lambda row: -row[1])
    is_short = not pagination.span and len(rows) <= MOST_USED
    named = () if pagination.pages or is_short else rows
    return NameIndexView(
        page=page_context(config, path, title, description, index.path),
        pagination=pagination,
        count=len(rows),
        by_count=tuple(largest[: PAGE_SIZE if pagination.pages else MOST_USED]),
        letters=by_letter(
            [row for row in named if row[1] != 1], lambda row: row[0].key, words
        ),
        once=tuple(row for row in named if row[1] == 1),
    )
