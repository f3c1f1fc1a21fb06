"""Find the time in a value of front matter, and in the path of a file."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from weeknotes.text.times import MONTH, WIDE, Time, calendar_day, day_of, time_at

_OF_WEEKS = frozenset(("weeknotes", "week-notes", "week_notes", "weeks"))
"""Names of folders in which a number after the year counts weeks, not months."""
_CLOCK = (
    r"^(?:T|[\s,.]|at\b|오전|오후|午前|午後|上午|下午)*\d{1,2}:\d{2}.*$|^[\]\s]*$"
)


def time_in(text: str) -> Time | None:
    """The time in a value such as `2024-02-15 06:00:00 +0900`, `Feb 15, 2024`, `2024-W07` or
    `[[2024-02-15]]`; None if the value does not determine a week."""
    text = unicodedata.normalize("NFC", text).strip("[]<>()\"' \t")
    found = time_at(text)
    if not found:
        return None
    time, end = found
    rest = re.sub(_CLOCK, "", text[end:])
    return None if rest or not time.is_known else time


def day_in(text: str) -> date | None:
    """The day that a value names.  If the value names a week, the middle day of this week."""
    time = time_in(text)
    return time.day if time else None


_EXCHANGEABLE = re.compile(
    r"(?<![\d/-])(?P<a>\d{1,2})(?P<sign>[/-])(?P<b>\d{1,2})(?P=sign)"
    r"(?P<year>(?:19|20)\d\d)(?![\d/-])"
)


def exchangeable(texts: Sequence[str]) -> tuple[int, str, str, str] | None:
    """(index of the text, the date as typed, as it is read, the other reading) of the first date
    whose day and month may be exchanged: `10/11/2026`, read with the month first, or `10-11-2026`,
    read with the day first.  None if there is no such date, or if other dates show whether day or
    month is first."""
    for sign in "/-":
        dates = list(_numeric_dates(texts, sign))
        months = max((month for *_, month, _ in dates), default=0)
        days = max((day for *_, day in dates), default=0)
        if months <= 12 < days:
            continue
        for i, typed, year, month, day in dates:
            read = calendar_day(year, month, day)
            other = calendar_day(year, day, month)
            if read and other and read != other:
                return i, typed, read.isoformat(), other.isoformat()
    return None


def _numeric_dates(
    texts: Sequence[str], sign: str
) -> Iterator[tuple[int, str, int, int, int]]:
    """(index of the text, the date as typed, year, month, day) of each date with this sign."""
    for i, text in enumerate(texts):
        for one in _EXCHANGEABLE.finditer(text.translate(WIDE)):
            month, day = int(one["a"]), int(one["b"])
            if sign == "-":
                month, day = day, month
            if one["sign"] == sign:
                yield i, one[0], int(one["year"]), month, day


@cache
def _in_stem() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.])\d|(?<![a-z])(?:{MONTH}|week|wk|w\d)|[第제]", re.IGNORECASE
    )


def time_in_path(name: str) -> Time:
    """The time in the path of a file, from its folders and its name: `2024/02/0212-0216.md`.  Empty
    if the path contains no time."""
    path = PurePosixPath(unicodedata.normalize("NFC", name))
    time = Time()
    inner: Time | None = None
    folders = path.parts[:-1]
    weekly = not _OF_WEEKS.isdisjoint(map(str.lower, folders))
    for folder in folders:
        inner = _whole(folder, time, below=inner is not None)
        if inner:
            time = inner.within(time)
    inner = _whole(
        path.stem, time, weekly=weekly, below=inner is not None
    ) or _in_name(path.stem, time)
    return inner.within(time) if inner else time


def _year_week(text: str, outer: Time, *, weekly: bool) -> Time | None:
    """The ISO week of a name such as `2024-20`.  `weekly` says that numbers are weeks.  Otherwise,
    `2024-07` is a month, and `2023-24` may be two years."""
    if weekly and outer.year and not outer.month and re.fullmatch(r"\d{1,2}", text):
        return Time(outer.year, week=int(text))
    found = re.fullmatch(r"((?:19|20)\d\d)[-_.](\d\d)", text)
    if not found:
        return None
    year, week = int(found[1]), int(found[2])
    two_years = week == year % 100 + 1
    return Time(year, week=week) if weekly or (week > 12 and not two_years) else None


def _whole(
    name: str, outer: Time, *, weekly: bool = False, below: bool = False
) -> Time | None:
    """The time that a name consists of.  `below` says that the folder around it is a time.  Right
    below a year, `02` is a month; right below a month, `02` is a day."""
    text = name.translate(WIDE).strip(" _-[]()")
    if time := _year_week(text, outer, weekly=weekly):
        return time
    if re.fullmatch(r"\d{1,2}", text) and outer.year and below:
        number = int(text)
        if outer.month and not outer.is_week:
            return day_of(outer.month, number)
        return Time(month=number) if 1 <= number <= 12 else None
    if re.fullmatch(r"\d{1,2}[-_. ]+[A-Za-z]+", text):  # `02-February`
        text = re.sub(r"^\d+[-_. ]+", "", text)
    if outer.year and (found := re.fullmatch(r"(\d{2})[-_.]?(\d{2})", text)):
        month, day = int(found[1]), int(found[2])
        return day_of(month, day) if calendar_day(2000, month, day) else None
    time, end = time_at(text) or (None, 0)
    return None if text[end:].strip(" _-[]()") else time


def _in_name(stem: str, outer: Time) -> Time | None:
    """The first time that determines a week in the name of a file."""
    best = None
    for place in _in_stem().finditer(stem):
        found = time_at(stem, place.start())
        if not found:
            continue
        time = found[0]
        if time.within(outer).is_known and (time.year or place.start() == 0):
            return time
        if best is None and ((time.year and time.month) or time.lacks_year):
            best = time
    return best
