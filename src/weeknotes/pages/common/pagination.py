"""Long lists in parts: the newest stands on the page itself, what is older in parts that stay as
they are.

A part is a span of the calendar, or of the alphabet, cut finer and finer until it holds few enough.
What it holds alone decides where it is cut: what comes or goes elsewhere changes neither its items
nor its name."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, Generic, NamedTuple, TypeVar

from weeknotes.fingerprints import mark_of
from weeknotes.i18n import Words
from weeknotes.text.weeks import WeekLabel
from weeknotes.urls import href, part_path

T = TypeVar("T")

PART: Final = 200
"""Items of a list that a part holds at most, and the page itself at least; a list of twice as many
is still whole."""
NAMES: Final = 1000
"""Names that a part of an alphabet holds at most; a list of as many is whole."""

_WEEKS: Final = 8
"""Numbers for the weeks of a month, which has six at most."""
_SPANS: Final = (96, 48, 24, 12, 6, 3, 1)
"""The months of a span, the longest first; the last are cut by weeks."""
_INITIALS: Final = "가가나다다라마바바사사아자자차카타파하"
_LETTERS: Final = 12
"""Letters that decide where a name stands."""


class PartLink(NamedTuple):
    """Where a part is, and its span; that of the page itself is empty."""

    href: str
    name: str


class Parts(NamedTuple):
    """Where a page stands among those of a list: of a part its `span` and the address of the `page`
    itself; the parts beside it.  The page itself has `all`, and how many items stand on each; a
    list that is whole has none."""

    page: str = ""
    span: str = ""
    before: PartLink | None = None
    after: PartLink | None = None
    all: tuple[tuple[PartLink, int], ...] = ()

    @property
    def mark(self) -> bytes:
        """What stands for all that pages show of it; empty for a list that is whole."""
        if not self.span and not self.all:
            return b""
        beside = [(*part,) for part in (self.before, self.after) if part]
        return mark_of(self.page, self.span, beside, [(*part, count) for part, count in self.all])

    def titled(self, title: str) -> str:
        """The title of this part of a list that is called so."""
        return f"{title} · {self.span}" if self.span else title


_WHOLE: Final = Parts()


class Part(NamedTuple, Generic[T]):
    """A page of a list: its path, its items, and where it stands."""

    path: str
    items: Sequence[T]
    parts: Parts

    @property
    def link(self) -> PartLink:
        return PartLink(href(self.path), self.parts.span)


def in_time(
    page: str, items: Sequence[T], label: Callable[[T], WeekLabel | None], words: Words
) -> list[Part[T]]:
    """A list in order of time at a path: the page itself, with its newest items, then the parts
    from the oldest on."""
    if len(items) <= 2 * PART:
        return [Part(page, items, _WHOLE)]
    labels = [label(item) for item in items]
    places = [label.months * _WEEKS + label.week if label else 0 for label in labels]
    older = [span for span in _spans(places, 0, len(places)) if len(places) - span[2] >= PART]
    named = [
        (name, _time_shown(name, labels[low], labels[high - 1], words), items[low:high])
        for name, low, high in older
    ]
    parts = _linked(page, named, PartLink(href(page), ""))
    newest = Parts(
        before=parts[-1].link if parts else None,
        all=tuple((part.link, len(part.items)) for part in reversed(parts)),
    )
    return [Part(page, items[sum(len(part.items) for part in parts) :], newest), *parts]


def by_name(page: str, items: Sequence[T], key: Callable[[T], str], words: Words) -> list[Part[T]]:
    """A list of names at a path: the page itself, with all of them, then the parts in order of the
    alphabet, if there are any."""
    filed = [(_filed(key(item)), item) for item in items] if len(items) > NAMES else []
    parts = _linked(
        page,
        [(name, _letters_shown(name, words), some) for name, some in _alphabet(filed, 1)],
        None,
    )
    return [
        Part(page, items, Parts(all=tuple((part.link, len(part.items)) for part in parts))),
        *parts,
    ]


def _linked(
    page: str, named: Sequence[tuple[str, str, Sequence[T]]], last: PartLink | None
) -> list[Part[T]]:
    """Parts of (name, span, items), each with those beside it; `last` is what follows on them, if
    anything."""
    paths = [part_path(page, name) for name, _, _ in named]
    beside = [
        None,
        *(PartLink(href(path), span) for path, (_, span, _) in zip(paths, named, strict=True)),
        last,
    ]
    return [
        Part(path, items, Parts(href(page), span, before, after))
        for path, (_, span, items), before, after in zip(
            paths, named, beside, beside[2:], strict=False
        )
    ]


def _spans(
    places: Sequence[int], low: int, high: int, depth: int = 0
) -> Iterator[tuple[str, int, int]]:
    """(name, from, to) of each span of the ascending `places` between two of them; of one week that
    holds too many, so many at a time."""
    step = _SPANS[depth] * _WEEKS if depth < len(_SPANS) else 1
    while low < high:
        start = places[low] // step * step
        end = bisect_left(places, start + step, low, high)
        if end - low > PART and step > 1:
            yield from _spans(places, low, end, depth + 1)
        else:
            for nth, at in enumerate(range(low, end, PART), 1):
                yield _start(start) + (f"~{nth}" if nth > 1 else ""), at, min(at + PART, end)
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
        if len(group) > NAMES and letters < _LETTERS:
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
    if "가" <= first <= "힣":
        return _INITIALS[(ord(first) - ord("가")) // 588] + text
    return ("0" if first.isdecimal() else "-") + text


@cache
def _letter(letter: str) -> str:
    """A letter as names are filed, safe in the name of a file; what is neither letter nor digit is
    `-`."""
    plain = (
        letter if "가" <= letter <= "힣" else unicodedata.normalize("NFKD", letter)[0].casefold()[0]
    )
    return plain if plain.isalnum() else "-"


def _letters_shown(name: str, words: Words) -> str:
    """How names begin: `가`, `김`, `A`, `Al`, `0–9`."""
    if len(name) == 1:
        return {"0": "0–9", "-": words.other_names}.get(name, name.upper())
    return (name if "a" <= name[0] <= "z" else name[1:]).replace("-", " ").title()
