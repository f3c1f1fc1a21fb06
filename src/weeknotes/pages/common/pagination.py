"""Pagination: a long list shows its newest items on the first page, older ones on further pages.

A further page is a span of the calendar, or of the alphabet, cut finer and finer until it holds few
enough items.  Its own items alone decide where it is cut: items that come or go elsewhere change
neither its items nor its name.
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
"""Items that a further page holds at most, and the first page at least; a list of twice as many
stands on one page."""
NAMES_PER_PAGE = 1000
"""Names that a page of an alphabet holds at most; a list of as many stands on one page."""

_WEEKS = 8
"""Numbers for the weeks of a month, which has six at most."""
_SPANS = (96, 48, 24, 12, 6, 3, 1)
"""The months of a span, the longest first; the last are cut by weeks."""
_LETTERS = 12
"""Letters that decide where a name stands."""


class PageLink(NamedTuple):
    """Another page of the same list, and its span; the span of the first page is empty."""

    href: str
    name: str


class Pagination(NamedTuple):
    """The position of a page in its list.

    Further pages have a `span` (of time or of the alphabet), the address of the `first` page and
    their neighbours.  The first page has `pages`, all further ones with their numbers of items.  A
    list on one page has none of these.
    """

    first: str = ""
    span: str = ""
    previous: PageLink | None = None
    next: PageLink | None = None
    pages: tuple[tuple[PageLink, int], ...] = ()

    def titled(self, title: str) -> str:
        """The title of this page, for a list with a title."""
        return f"{title} · {self.span}" if self.span else title


class ListPage(NamedTuple, Generic[T]):
    """A page of a list: its path, its items, and its position."""

    path: str
    items: Sequence[T]
    pagination: Pagination

    @property
    def link(self) -> PageLink:
        return PageLink(href(self.path), self.pagination.span)


class _Span(NamedTuple, Generic[T]):
    """The items of a further page: the name of its file, what they span in words, themselves."""

    name: str
    shown: str
    items: Sequence[T]


def paginate_by_time(
    path: str, items: Sequence[T], label: Callable[[T], WeekLabel | None], words: Words
) -> list[ListPage[T]]:
    """A list in order of time: the first page, with the newest items, then the others from the
    oldest on."""
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
    first = ListPage(path, items[newest:], Pagination(previous=previous, pages=links))
    return [first, *older]


def paginate_by_name(
    path: str, items: Sequence[T], key: Callable[[T], str], words: Words
) -> list[ListPage[T]]:
    """A list of names: the first page, with all of them, then, if they are many, pages in order of
    the alphabet."""
    filed = [(_filed(key(item)), item) for item in items] if len(items) > NAMES_PER_PAGE else []
    spans = [_Span(name, _letters_shown(name, words), own) for name, own in _alphabet(filed, 1)]
    further = _further_pages(path, spans, None)
    links = tuple((page.link, len(page.items)) for page in further)
    return [ListPage(path, items, Pagination(pages=links)), *further]


def _further_pages(
    path: str, spans: Sequence[_Span[T]], last: PageLink | None
) -> list[ListPage[T]]:
    """Pages with their neighbours; `last` follows on the last one."""
    paths = [part_path(path, span.name) for span in spans]
    links = [PageLink(href(own), span.shown) for own, span in zip(paths, spans, strict=True)]
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
    """(name, from, to) of each span of the ascending `places` between two of them; of one week that
    holds too many, so many at a time."""
    step = _SPANS[depth] * _WEEKS if depth < len(_SPANS) else 1
    while low < high:
        start = places[low] // step * step
        end = bisect_left(places, start + step, low, high)
        if end - low > PAGE_SIZE and step > 1:
            yield from _spans(places, low, end, depth + 1)
        else:
            for nth, at in enumerate(range(low, end, PAGE_SIZE), 1):
                yield _start(start) + (f"~{nth}" if nth > 1 else ""), at, min(at + PAGE_SIZE, end)
        low = end


def _start(place: int) -> str:
    """When a span begins: `2023`, `2023-04`, `2023-04-w4`.  A span that is cut leaves its name to
    its first part, unless that is a week."""
    months, week = divmod(place, _WEEKS)
    year, month = divmod(months, 12)
    if not place:
        return "undated"
    return (
        f"{year}-{month + 1:02}-w{week}"
        if week
        else f"{year}-{month + 1:02}"
        if month
        else str(year)
    )


def _time_shown(name: str, first: WeekLabel | None, last: WeekLabel | None, words: Words) -> str:
    """From when to when: `2019–2020년`, `2019.3–2020.1`, `2023년 4월`, `2023년 4월 4주차`."""
    nth = name.partition("~")[2]
    if first is None or last is None:
        span = words.undated
    elif first == last:
        span = words.label(first)
    elif (months := last.months - first.months + 1) == 1 or months % 12 == first.months % 12 == 0:
        span = words.period(first.months, months)
    else:
        span = "–".join(
            words.span_month.format(y=label.year, m=words.months[label.month - 1])
            for label in (first, last)
        )
    return f"{span} ({nth})" if nth else span


def _alphabet(filed: Sequence[tuple[str, T]], letters: int) -> Iterator[tuple[str, Sequence[T]]]:
    """(how they begin, those that do) of names as they are filed, by so many letters or more."""
    groups: dict[str, list[tuple[str, T]]] = {}
    for row in filed:
        groups.setdefault(row[0][:letters], []).append(row)
    for name, group in sorted(groups.items(), key=lambda one: one[0]):
        if len(group) > NAMES_PER_PAGE and letters < _LETTERS:
            yield from _alphabet(group, letters + 1)
        else:
            yield name, [item for _, item in group]


def _filed(key: str) -> str:
    """Where a name stands: letters without marks; before a Korean name the syllable of its initial
    consonant, before digits `0`, before all else `-`."""
    text = "".join(map(_letter, key[:_LETTERS]))
    first = text[:1]
    if "a" <= first <= "z":
        return text
    if heading := index_letter(first):
        return heading + text
    return ("0" if first.isdecimal() else "-") + text


@cache
def _letter(letter: str) -> str:
    """A letter as names are filed, safe in the name of a file; what is neither letter nor digit is
    `-`."""
    plain = (
        letter if index_letter(letter) else unicodedata.normalize("NFKD", letter)[0].casefold()[0]
    )
    return plain if plain.isalnum() else "-"


def _letters_shown(name: str, words: Words) -> str:
    """How names begin: `가`, `김`, `A`, `Al`, `0–9`."""
    if len(name) == 1:
        return {"0": "0–9", "-": words.other_names}.get(name, name.upper())
    return (name if "a" <= name[0] <= "z" else name[1:]).replace("-", " ").title()
