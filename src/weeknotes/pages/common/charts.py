"""Numbers → marks: compute small charts, which templates draw.

Horizontal positions are in per cent of the width, so a chart fits any screen and its text keeps its
size.  Vertical positions are in CSS pixels.  Times are in months: `month` is year × 12 + month − 1.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from weeknotes.i18n import Words

MOST_SLOTS = 40
"""The maximum number of slots (bars) of a chart with one line.  A longer time has longer slots."""
LABEL_ROOM = 15
"""The space above the bars in pixels, for the number on the highest bar."""
CUT_ABOVE = 3
"""The maximum height of bars, as a multiple of the upper quartile.  Higher bars are cut, because
one unusual week would make all other bars too low."""
PER_NOTE = 14
"""The maximum height for one note in pixels, so that a few notes are not drawn as large blocks."""
TREND_HEIGHT = 48
"""The maximum height of a chart of notes over time in pixels."""
SPARK_WIDTH = 64
SPARK_HEIGHT = 18
"""The size of a sparkline in pixels."""


class Bar(NamedTuple):
    """A bar.  `x`, `width` and `middle` are in per cent, `y` and `height` in pixels.  `cut` says
    that the bar is too high for the chart.  `label` is the number above it, or empty."""

    x: str
    width: str
    y: str
    height: str
    middle: str
    cut: bool
    label: str


class Mark(NamedTuple):
    """A bar with a link.  `name` is the text alternative: the period and the number of notes."""

    bar: Bar
    href: str
    name: str


class Spark(NamedTuple):
    """A sparkline (a line chart without axes): the points of a polyline, and the last point."""

    points: str
    x: str
    y: str


class Axis(NamedTuple):
    """A time axis: `slots` slots of `step` months each, starting with the month `first`."""

    first: int
    step: int
    slots: int

    def slot(self, month: int) -> int:
        return (month - self.first) // self.step

    def start(self, slot: int) -> int:
        return self.first + slot * self.step

    def counts(self, months: Iterable[int]) -> tuple[int, ...]:
        """The number of `months` in each slot."""
        counted = Counter(map(self.slot, months))
        return tuple(counted[slot] for slot in range(self.slots))


class Trend(NamedTuple):
    """A chart of notes over time.  `each` names the length of a slot, `ticks` are labels of equal
    width below the bars, `rows` are (name, count) of each slot that has notes."""

    each: str
    height: int
    marks: tuple[Mark, ...]
    ticks: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


def number(value: float) -> str:
    """Format a number for SVG, with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def calendar_axis(months: Iterable[int]) -> Axis:
    """An axis of whole calendar years that contains all months.  A slot is a month, a quarter, a
    year or several years.

    The axis depends only on the months, so a chart changes only if its notes change."""
    found = sorted(months)
    first, last = found[0] // 12, found[-1] // 12
    step = _step((last - first + 1) * 12, MOST_SLOTS)
    return Axis(first * 12, step, -((first - last - 1) * 12 // step))


def running_axis(first: int, last: int, most: int = MOST_SLOTS) -> Axis:
    """An axis whose last slot ends with the month `last`, so the last slot has the same
    length as all other slots.  The first slot contains the month `first`."""
    step = _step(last - first + 1, most)
    slots = -((first - last - 1) // step)
    return Axis(last + 1 - slots * step, step, slots)


def _step(months: int, most: int) -> int:
    step = 1
    while months > step * most:
        step = {1: 3, 3: 12}.get(step, step * 2)
    return step


def scale_top(counts: Iterable[int]) -> int:
    """The count that fills the height of a chart: the largest, or less if that is an outlier."""
    some = sorted(count for count in counts if count)
    return min(some[-1], CUT_ABOVE * some[len(some) * 3 // 4]) if some else 1


def bars(
    counts: Mapping[int, int], slots: int, top: int, height: int
) -> dict[int, Bar]:
    """A bar for each slot in `counts`.  `top` is the count that fills the chart.  `height` includes
    space for the numbers, which are above the first of the highest bars and above each cut bar."""
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
    months: Sequence[int], words: Words, leads: Mapping[int, str]
) -> Trend | None:
    """A chart of notes over time, from their months in chronological order.  None if all of them
    are in one period.  The chart is lower than `TREND_HEIGHT` if there are few notes.  A bar links
    to the newest year with notes in the period of the bar.  `leads` are the links for years.  The
    chart depends only on these months, so the chart changes only if these months change."""
    if not months:
        return None
    axis = calendar_axis(months)
    counted = axis.counts(months)
    counts = {slot: count for slot, count in enumerate(counted) if count}
    if len(counts) < 2:
        return None
    height = min(TREND_HEIGHT, LABEL_ROOM + PER_NOTE * max(counted))
    years = {axis.slot(month): month // 12 for month in months}
    names = [words.period(axis.start(slot), axis.step) for slot in range(axis.slots)]
    marks = tuple(
        Mark(
            bar,
            leads[years[slot]],
            f"{names[slot]} · {words.count(words.notes, counts[slot])}",
        )
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
    """The labels below a calendar axis, all of equal width.  `most` is the maximum number of labels
    with a year; the others are empty."""
    years = range(
        axis.first // 12,
        (axis.first + axis.slots * axis.step) // 12,
        max(1, axis.step // 12),
    )
    every = -(-len(years) // most)
    return tuple("" if i % every else str(year) for i, year in enumerate(years))


def spark(counts: Sequence[int]) -> Spark | None:
    """A sparkline of counts in whole pixels, scaled from zero to its highest count; None for fewer
    than three counts, which would be a straight line."""
    if len(counts) < 3:
        return None
    top = max(*counts, 1)
    points = [
        (
            str(round(i * SPARK_WIDTH / (len(counts) - 1))),
            str(round((SPARK_HEIGHT - 2) * (1 - count / top)) + 1),
        )
        for i, count in enumerate(counts)
    ]
    return Spark(" ".join(f"{x},{y}" for x, y in points), *points[-1])
