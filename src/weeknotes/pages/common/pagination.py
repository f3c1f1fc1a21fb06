"""Pagination: a long list shows its newest items on the first page, older items on further pages.

A further page is a span of the calendar or of the alphabet.  A span with too many items is split
into shorter spans.  Only the items in a span determine how it is split: a change elsewhere changes
neither the items nor the name of a page.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from weeknotes.i18n import Words, index_letter
from weeknotes.text.weeks import WeekLabel
from weeknotes.urls import href, part_path

T = TypeVar("T")

PAGE_SIZE = 200
"""The maximum number of items on a further page, and the minimum on the first page.  A list of at
most twice as many items has only one page."""
NAMES_PER_PAGE = 1000
"""The maximum number of names on a page of the alphabet, and in a list with only one page."""

_WEEKS = 8
"""The number of places for each month; a month has at most six weeks."""
_SPANS = (96, 48, 24, 12, 6, 3, 1)
"""The lengths of spans in months, the longest first.  Spans of one month are split into weeks."""
_LETTERS = 12
"""The number of letters by which names are sorted into pages."""


class PageLink(NamedTuple):
    """A link to another page of the same kind.  In a list, `name` is the span of the page, empty
    for the first page."""

    href: str
    name: str


class Pagination(NamedTuple):
    """The position of a page in its list.

    Further pages have a `span` (of time or of the alphabet), the path of the `first` page and
    their neighbours.  The first page has `pages`: all further pages with their numbers of items.
    If the list has only one page, all fields are empty.
    """

    first: str = ""
    span: str = ""
    previous: PageLink | None = None
    next: PageLink | None = None
    pages: tuple[tuple[PageLink, int], ...] = ()

    def titled(self, title: str) -> str:
        """The title of this page.  `title` is the title of the list."""
        return f"{title} · {self.span}" if self.span else title


class ListPage(NamedTuple, Generic[T]):
    """A page of a list: path, items, and position."""

    path: str
    items: Sequence[T]
    pagination: Pagination

    @property
    def link(self) -> PageLink:
        return PageLink(href(self.path), self.pagination.span)


class LetterGroup(NamedTuple, Generic[T]):
    """The items of a list that begin with a letter.  `id` is the HTML id of the letter."""

    id: str
    name: str
    rows: Sequence[T]


class _Span(NamedTuple, Generic[T]):
    """A span with its items: its name in file names, its displayed name, its items."""

    name: str
    shown: str
    items: Sequence[T]


def paginate_by_time(
    path: str,
    items: Sequence[T],
    label: Callable[[T], WeekLabel | None],
    words: Words,
) -> list[ListPage[T]]:
    """Paginate a list in chronological order.  Returns the first page, which has the newest items,
    then the other pages from the oldest to the newest."""
    if len(items) <= 2 * PAGE_SIZE:
        return [ListPage(path, items, Pagination())]
    labels = [label(item) for item in items]
    places = [label.months * _WEEKS + label.week if label else 0 for label in labels]
    spans = []
    newest = 0
    for name, low, high in _spans(places, 0, len(places)):
        if len(places) - high >= PAGE_SIZE:
            shown = _time_shown(name, labels[low], labels[high - 1], words)
            spans.append(_Span(name, shown, items[low:high]))
            newest = high
    older = _further_pages(path, spans, PageLink(href(path), ""))
    links = tuple((page.link, len(page.items)) for page in reversed(older))
    previous = older[-1].link if older else None
    first = ListPage(
        path, items[newest:], Pagination(previous=previous, pages=links)
    )
    return [first, *older]


def paginate_by_name(
    path: str, items: Sequence[T], key: Callable[[T], str], words: Words
) -> list[ListPage[T]]:
    """Paginate a list of names.  Returns the first page with all names, then, if there are many,
    pages in alphabetical order."""
    filed = (
        [(_filed(key(item)), item) for item in items]
        if len(items) > NAMES_PER_PAGE
        else []
    )
    spans = [
        _Span(name, _letters_shown(name, words), own)
        for name, own in _alphabet(filed, 1)
    ]
    further = _further_pages(path, spans, None)
    links = tuple((page.link, len(page.items)) for page in further)
    return [ListPage(path, items, Pagination(pages=links)), *further]


def by_letter(
    items: Sequence[T], key: Callable[[T], str], words: Words
) -> tuple[LetterGroup[T], ...]:
    """Group a list of names by their first letters."""
    groups = _alphabet([(_filed(key(item)), item) for item in items], 1)
    return tuple(
        LetterGroup(name, _letters_shown(name, words), own) for name, own in groups
    )


def _further_pages(
    path: str, spans: Sequence[_Span[T]], last: PageLink | None
) -> list[ListPage[T]]:
    """Make pages of spans, with their neighbours.  `last` is the neighbour after the last page."""
    paths = [part_path(path, span.name) for span in spans]
    links = [
        PageLink(href(own), span.shown)
        for own, span in zip(paths, spans, strict=True)
    ]
    neighbours = [None, *links, last]
    pages = []
    for number, (own, span) in enumerate(zip(paths, spans, strict=True)):
        previous, following = neighbours[number], neighbours[number + 2]
        pagination = Pagination(href(path), span.shown, previous, following)
        pages.append(ListPage(own, span.items, pagination))
    return pages


def _spans(
    places: Sequence[int], low: int, high: int, depth: int = 0
) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of each span of `places[low:high]`, which are in ascending order.  A week
    with too many items is split by number of items."""
    step = _SPANS[depth] * _WEEKS if depth < len(_SPANS) else 1
    while low < high:
        start = places[low] // step * step
        end = bisect_left(places, start + step, low, high)
        if end - low > PAGE_SIZE and step > 1:
            yield from _spans(places, low, end, depth + 1)
        else:
            for nth, at in enumerate(range(low, end, PAGE_SIZE), 1):
                yield (
                    _start(start) + (f"~{nth}" if nth > 1 else ""),
                    at,
                    min(at + PAGE_SIZE, end),
                )
        low = end


def _start(place: int) -> str:
    """The name of a span, from its start: `2023`, `2023-04`, `2023-04-w4`.  The first part of a
    split span has the same name as the span, unless it is a week."""
    months, week = divmod(place, _WEEKS)
    year, month = divmod(months, 12)
    if not place:
        return "undated"
    if week:
        return f"{year}-{month + 1:02}-w{week}"
    return f"{year}-{month + 1:02}" if month else str(year)


def _time_shown(
    name: str, first: WeekLabel | None, last: WeekLabel | None, words: Words
) -> str:
    """The span as text: `2019–2020년`, `2019.3–2020.1`, `2023년 4월`, `2023년 4월 4주차`."""
    nth = name.partition("~")[2]
    if first is None or last is None:
        span = words.undated
    elif first == last:
        span = words.label(first)
    elif (
        months := last.months - first.months + 1
    ) == 1 or months % 12 == first.months % 12 == 0:
        span = words.period(first.months, months)
    else:
        span = "–".join(
            words.span_month.format(y=label.year, m=words.months[label.month - 1])
            for label in (first, last)
        )
    return f"{span} ({nth})" if nth else span


def _alphabet(
    filed: Sequence[tuple[str, T]], letters: int
) -> Iterator[tuple[str, Sequence[T]]]:
    """Group names by their first `letters` letters, or by more if a group is too large."""
    groups: dict[str, list[tuple[str, T]]] = {}
    for row in filed:
        groups.setdefault(row[0][:letters], []).append(row)
    for name, group in sorted(groups.items(), key=lambda one: one[0]):
        if len(group) > NAMES_PER_PAGE and letters < _LETTERS:
            yield from _alphabet(group, letters + 1)
        else:
            yield name, [item for _, item in group]


def _filed(key: str) -> str:
    """The text by which a name is sorted: its letters without accents.  Names that do not begin
    with a Latin letter get a prefix: the index heading (`가` for `김`), `0` for a digit, or `-`."""
    text = "".join(map(_letter, key[:_LETTERS]))
    first = text[:1]
    if "a" <= first <= "z":
        return text
    if heading := index_letter(first):
        return heading + text
    return ("0" if first.isdecimal() else "-") + text


@cache
def _letter(letter: str) -> str:
    """A letter in lower case without accents, safe in a file name; `-` if it is neither a letter
    nor a digit."""
    plain = (
        letter
        if index_letter(letter)
        else unicodedata.normalize("NFKD", letter)[0].casefold()[0]
    )
    return plain if plain.isalnum() else "-"


def _letters_shown(name: str, words: Words) -> str:
    """The displayed first letters of names: `가`, `김`, `A`, `Al`, `0–9`."""
    if len(name) == 1:
        return {"0": "0–9", "-": words.other_names}.get(name, name.upper())
    return (name if "a" <= name[0] <= "z" else name[1:]).replace("-", " ").title()
