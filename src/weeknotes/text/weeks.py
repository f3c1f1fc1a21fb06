"""Weeks of a month as their writers count them, and the days that they cover."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class WeekRule(StrEnum):
    """How the weeks of a month are counted; for two days in five the rules disagree."""

    SUNDAY = "sunday"
    """Rows of a calendar whose weeks start on Sunday, cut at the ends of the month."""
    MONDAY = "monday"
    """The same with weeks that start on Monday."""
    ISO = "iso"
    """Weeks from Monday; a week belongs to the month of its Thursday (KS X ISO 8601)."""
    DAYS = "days"
    """Blocks of seven days from the first of the month."""


class WeekLabel(NamedTuple):
    """The label that a writer gives a week; the calendar may have no such week."""

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
    def plausible(self) -> bool:
        """Whether it can be a week at all: a month has at most six rows."""
        if not 1900 <= self.year <= 9998:
            return False
        return 1 <= self.month <= 12 and 1 <= self.week <= 6


def days(
    label: WeekLabel,
    rule: WeekRule,
) -> tuple[date, date] | None:
    """First and last day of a week, both inclusive; None where the calendar has no such week."""
    if not label.plausible:
        return None
    year, month, week = label
    first = date(year, month, 1)
    last = last_of_month(label)
    later = timedelta(weeks=week - 1)
    if rule is WeekRule.ISO:
        start = _first_iso_monday(first) + later
        thursday = start + timedelta(days=3)
        return (start, start + timedelta(days=6)) if thursday <= last else None
    start = first - timedelta(days=_offset(first, rule)) + later
    if start > last:
        return None
    return max(start, first), min(start + timedelta(days=6), last)


def last_of_month(label: WeekLabel) -> date:
    """The last day of a week's month."""
    year = label.year + label.month // 12
    next_month = label.month % 12 + 1
    return date(year, next_month, 1) - timedelta(days=1)


def week_of(day: date, rule: WeekRule) -> WeekLabel:
    """The week that a day belongs to."""
    if rule is WeekRule.ISO:
        day += timedelta(days=3 - day.weekday())  # its Thursday
    first = day.replace(day=1)
    week = (day.day - 1 + _offset(first, rule)) // 7 + 1
    return WeekLabel(day.year, day.month, week)


def _offset(first: date, rule: WeekRule) -> int:
    """How many cells are empty in a month's first row, before its first day."""
    if rule is WeekRule.SUNDAY:
        return (first.weekday() + 1) % 7
    return first.weekday() if rule is WeekRule.MONDAY else 0


def _first_iso_monday(first: date) -> date:
    """The Monday of a month's first ISO week, which holds the first Thursday of the month."""
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    return thursday - timedelta(days=3)
