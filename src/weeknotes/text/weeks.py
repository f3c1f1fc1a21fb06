"""Weeks of a month: four ways to number them, and the days of each week."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from weeknotes.text.messages import Message, msg


class WeekRule(StrEnum):
    """How the weeks of a month are numbered.  The rules differ for about two days in five."""

    SUNDAY = "sunday"
    """Rows of a calendar whose weeks start on Sunday.  The first and the last row end with the
    month."""
    MONDAY = "monday"
    """Rows of a calendar whose weeks start on Monday.  The first and the last row end with the
    month."""
    ISO = "iso"
    """Weeks start on Monday; a week belongs to the month of its Thursday (KS X ISO 8601)."""
    DAYS = "days"
    """Blocks of seven days from the first of the month."""


class WeekLabel(NamedTuple):
    """A week as the writer numbers it: year, month, week of the month.  May not exist in the
    calendar."""

    year: int
    month: int
    week: int

    @property
    def id(self) -> str:
        return f"{self.year:04}-{self.month:02}-w{self.week}"

    @property
    def months(self) -> int:
        """Months since year 0: year × 12 + month - 1."""
        return self.year * 12 + self.month - 1

    @property
    def text(self) -> str:
        return f"{self.year}년 {self.month}월 {self.week}주차"

    @property
    def message(self) -> Message:
        """The week in messages, and the heading of a new digest."""
        return msg("{y}-{m:02}-w{w}", y=self.year, m=self.month, w=self.week)

    @property
    def plausible(self) -> bool:
        """Whether year, month and week are in range.  A month has days in at most six weeks."""
        if not 1900 <= self.year <= 9998:
            return False
        return 1 <= self.month <= 12 and 1 <= self.week <= 6


def days(label: WeekLabel, rule: WeekRule) -> tuple[date, date] | None:
    """The first and the last day of a week, inclusive; None if the calendar has no such week."""
    if not label.plausible:
        return None
    year, month, week = label
    first = date(year, month, 1)
    last = last_of_month(label)
    later = timedelta(weeks=week - 1)
    if rule is WeekRule.ISO:
        thursday = first + timedelta(days=(3 - first.weekday()) % 7) + later
        around = timedelta(days=3)
        return (thursday - around, thursday + around) if thursday <= last else None
    start = first - timedelta(days=_offset(first, rule)) + later
    if start > last:
        return None
    return max(start, first), min(start + timedelta(days=6), last)


def last_of_month(label: WeekLabel) -> date:
    """The last day of the month of a week."""
    year = label.year + label.month // 12
    next_month = label.month % 12 + 1
    return date(year, next_month, 1) - timedelta(days=1)


def week_of(day: date, rule: WeekRule) -> WeekLabel:
    """The week that contains a day."""
    if rule is WeekRule.ISO:
        day += timedelta(days=3 - day.weekday())  # its Thursday
    first = day.replace(day=1)
    week = (day.day - 1 + _offset(first, rule)) // 7 + 1
    return WeekLabel(day.year, day.month, week)


def _offset(first: date, rule: WeekRule) -> int:
    """The number of empty cells before the first day in the first row of a month."""
    if rule is WeekRule.SUNDAY:
        return (first.weekday() + 1) % 7
    return first.weekday() if rule is WeekRule.MONDAY else 0
