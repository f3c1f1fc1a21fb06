"""Numbers → marks: the small charts of the site, as values that a template draws.

Places across are per cent of a chart's width, so that it fits any screen and its text keeps its
size; heights are CSS pixels. Time is counted in months: `month` is year × 12 + month − 1."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from weeknotes.i18n import Words

MOST_SLOTS = 40
"""Slots of a chart of one line; a longer time is cut into longer slots."""
LABEL_ROOM = 15
"""Pixels above the bars, for the number on the highest."""
CUT_ABOVE = 3
"""Bars are cut above this many times the upper quartile, so that one odd week does not flatten all
others."""


class Bar(NamedTuple):
    """A bar: `x`, `width` and `middle` in per cent, `y` and `height` in pixels; `cut` if it is
    longer than the chart is high, `label` the number above it or empty."""

    x: str
    width: str
    y: str
    height: str
    middle: str
    cut: bool
    label: str


class Mark(NamedTuple):
    """A bar that leads somewhere; `name` says all that it shows."""

    bar: Bar
    href: str
    name: str


class Spark(NamedTuple):
    """A line without an axis: the points of a polyline, and its last point."""

    points: str
    x: str
    y: str


class Axis(NamedTuple):
    """Time as slots of `step` months each, from the month `first` on."""

    first: int
    step: int
    slots: int

    def slot(self, month: int) -> int:
        return (month - self.first) // self.step

    def start(self, slot: int) -> int:
        return self.first + slot * self.step

    def counts(self, months: Iterable[int]) -> tuple[int, ...]:
        """How many of `months` fall into each slot."""
        counted = Counter(map(self.slot, months))
        return tuple(counted[slot] for slot in range(self.slots))


class Trend(NamedTuple):
    """Notes over time: how long a slot is, the bars, `ticks` of equal width below them, and each
    slot that holds any as (name, count)."""

    each: str
    height: int
    marks: tuple[Mark, ...]
    ticks: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


def number(value: float) -> str:
    """A number as SVG writes it, with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def calendar_axis(months: Iterable[int], most: int = MOST_SLOTS) -> Axis:
    """Whole calendar years from the first month to the last, in months, quarters, years or more,
    `most` slots or fewer.

    It depends on nothing but the months, so that a chart stays as it is until something is added to
    it."""
    found = sorted(months)
    first, last = found[0] // 12, found[-1] // 12
    step = _step((last - first + 1) * 12, most)
    return Axis(first * 12, step, -((first - last - 1) * 12 // step))


def running_axis(first: int, last: int, most: int = MOST_SLOTS) -> Axis:
    """Slots that end with the month `last`, so that the last is as long as the others; the first
    holds the month `first`."""
    step = _step(last - first + 1, most)
    slots = -((first - last - 1) // step)
    return Axis(last + 1 - slots * step, step, slots)


def _step(months: int, most: int) -> int:
    step = 1
    while months > step * most:
        step = {1: 3, 3: 12}.get(step, step * 2)
    return step


def scale_top(counts: Iterable[int]) -> int:
    """The count that fills a chart's height: the largest, unless that is far from all others."""
    some = sorted(count for count in counts if count)
    return min(some[-1], CUT_ABOVE * some[len(some) * 3 // 4]) if some else 1


def bars(counts: Mapping[int, int], slots: int, top: int, height: int) -> dict[int, Bar]:
    """A bar for each slot that holds something.  `top` is the count that fills the chart, whose
    `height` has room for the numbers: on the first of the highest, and on every bar that is cut."""
    wide = 100 / slots
    highest = max(counts, key=lambda slot: (counts[slot], -slot), default=-1)
    drawn: dict[int, Bar] = {}
    for slot, count in counts.items():
        x = wide * (slot + 0.1)
        tall = max(2.0, (height - LABEL_ROOM) * min(1.0, count / top))
        label = str(count) if count > top or slot == highest else ""
        drawn[slot] = Bar(
            number(x),
            number(wide * 0.8),
            number(height - tall),
            number(tall),
            number(x + wide * 0.4),
            count > top,
            label,
        )
    return drawn


def trend(
    months: Sequence[int],
    words: Words,
    height: int = 80,
    leads: Callable[[int], str] = "#{}".format,
) -> Trend | None:
    """The notes of these months, in order, over time, or None where all fall into one slot.  A bar
    leads to its newest year, on the same page unless `leads` says otherwise.  It knows no other
    months, so it stays as it is until one is added."""
    if not months:
        return None
    axis = calendar_axis(months)
    counted = axis.counts(months)
    counts = {slot: count for slot, count in enumerate(counted) if count}
    if len(counts) < 2:
        return None
    years = {axis.slot(month): month // 12 for month in months}
    names = [words.period(axis.start(slot), axis.step) for slot in range(axis.slots)]
    marks = tuple(
        Mark(bar, leads(years[slot]), f"{names[slot]} · {words.count(words.notes, counts[slot])}")
        for slot, bar in bars(counts, axis.slots, max(counted), height).items()
    )
    return Trend(
        words.each(axis.step),
        height,
        marks,
        year_ticks(axis),
        tuple((names[slot], count) for slot, count in counts.items()),
    )


def year_ticks(axis: Axis, most: int = 10) -> tuple[str, ...]:
    """Years below a calendar axis, all equally wide; of more than `most`, only some are written."""
    years = range(
        axis.first // 12, (axis.first + axis.slots * axis.step) // 12, max(1, axis.step // 12)
    )
    every = -(-len(years) // most)
    return tuple("" if i % every else str(year) for i, year in enumerate(years))


def spark(counts: Sequence[int], width: int = 64, height: int = 18) -> Spark | None:
    """Counts as a line, from its own zero to its own highest; None where there are fewer than
    two."""
    if len(counts) < 2:
        return None
    top = max(*counts, 1)
    points = [
        (
            number(i * width / (len(counts) - 1)),
            number(round((height - 2) * (1 - count / top) + 1, 1)),
        )
        for i, count in enumerate(counts)
    ]
    return Spark(" ".join(f"{x},{y}" for x, y in points), *points[-1])
