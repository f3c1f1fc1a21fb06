"""Weeks as their writers count them: `2023년 4월 4주차`, and the days that it covers under each rule of
counting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple


class WeekRule(StrEnum):
    """How the weeks of a month are counted; the rules disagree on two days in five."""

    SUNDAY = "sunday"
    """Rows of a calendar whose weeks start on Sunday; a row is cut at the ends of its month."""
    MONDAY = "monday"
    """The same with weeks that start on Monday."""
    ISO = "iso"
    """Weeks from Monday; a week belongs to the month of its Thursday (KS X ISO 8601)."""
    DAYS = "days"
    """Blocks of seven days from the first of the month."""


class WeekLabel(NamedTuple):
    """A week by its writer's own label: it may name a week that the calendar does not have."""

    year: int
    month: int
    week: int

    @property
    def id(self) -> str:
        return f"{self.year:04}-{self.month:02}-w{self.week}"

    @property
    def months(self) -> int:
        """Its month as one number: year × 12 + month − 1."""
        return self.year * 12 + self.month - 1

    @property
    def text(self) -> str:
        return f"{self.year}년 {self.month}월 {self.week}주차"

    @property
    def plausible(self) -> bool:
        """Whether it can be a week at all: a month has at most six rows."""
        return 1 <= self.month <= 12 and 1 <= self.week <= 6 and 1900 <= self.year <= 9998


_ORDINALS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6}
_COUNTED = rf"(?P<w>\d{{1,2}}|{'|'.join(_ORDINALS)})\s*(?:째\s*주|번째\s*주|주\s*차|주(?![가-힣]))"
_KOREAN = (
    rf"(?P<y>\d{{4}}|'?\d{{2}})\s*(?:년|\.)\s*(?P<m>\d{{1,2}})\s*(?:월|\.)\s*(?:제\s*)?{_COUNTED}"
)
_SHORT = r"(?P<y>\d{4})[-./_ ]?(?P<m>\d{2})[-./_ ]*w(?:eek)?[-_ ]?(?P<w>\d)"
# What may stand beside the week: its days in brackets, or a title after a colon or a dash.
_SUFFIX = r"\s*(?P<suffix>\([^()]{1,60}\)|[:：·|—–-]\s*\S.{0,80})?"
# Marks that set it off, `**…**`, `■ …`, `=== … ===`, are none of it; those of items, quotations,
# links and spans say that it is no heading.
_BEFORE = r"\s*(?:#{1,6}\s+)?(?!\[\[)(?:(?![(>+|'~.…→⇒—–`-]|\*\s)[^\w\s]){0,6}\s*"
_AFTER = rf"(?:[^\w\s(:：·|—–-]{{0,6}})?{_SUFFIX}\s*[^\w()]{{0,6}}\s*"


# Compiled when a line is met that one of them may fit: most builds meet few.
@cache
def _korean() -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{_KOREAN}){_AFTER}")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{_SHORT}){_AFTER}", re.IGNORECASE)


@cache
def _yearless() -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}\d{{1,2}}\s*월\s*(?:제\s*)?{_COUNTED}{_AFTER}")


@cache
def _like() -> re.Pattern[str]:
    year = r"(?:\d{4}\s*(?:년도?|[.-])?|'?\d{2}\s*년도?)\s*"
    month = r"(?:\d{1,2}(?:\s*[월.-]\s*|\s+))?(?:제\s*)?"
    counted = rf"(?:\d{{1,2}}(?:\s*[-~,]\s*\d{{1,2}})?|마지막|{'|'.join(_ORDINALS)})\s*(?:째\s*|번째\s*)?주(?:\s*차)?(?![가-힣])"
    return re.compile(
        rf"{_BEFORE}(?:\d{{1,2}}[.)]\s+)?{year}{month}{counted}(?:.{{0,40}}[^.?!。…\s다요죠])?\s*"
    )


@cache
def _in_name() -> Sequence[re.Pattern[str]]:
    return [re.compile(rf"(?<!\d){pattern}(?!\d)", re.IGNORECASE) for pattern in (_KOREAN, _SHORT)]


_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-._]?(\d{2})[-._]?(\d{2})(?!\d)")


def _label(found: re.Match[str]) -> WeekLabel:
    year = int(found["y"].lstrip("'"))
    return WeekLabel(
        year if year > 99 else 2000 + year,
        int(found["m"]),
        _ORDINALS.get(found["w"]) or int(found["w"]),
    )


def _matched(line: str) -> re.Match[str] | None:
    if len(line) > 160:
        return None
    line = unicodedata.normalize("NFC", line)
    if "주" in line and (found := _korean().fullmatch(line)):
        return found
    return _short().fullmatch(line) if "w" in line or "W" in line else None


def heading(line: str) -> WeekLabel | None:
    """The week that a line names, if it is a heading: `2023년 4월 4주차`, `# 2023-04-w4`, `2023년 4월
    4주차: 제목`."""
    found = _matched(line)
    return _label(found) if found else None


def heading_suffix(line: str) -> str:
    """What stands beside the week on its line, as typed: `(4/16~4/22)`, or a title without its
    colon; else nothing."""
    found = _matched(line)
    return (found["suffix"] or "").lstrip(":：·|—–- ").rstrip("*_=# ") if found else ""


def without_year(line: str) -> bool:
    """Whether a line looks like a week's heading that lacks its year: `4월 4주차`."""
    if len(line) > 160 or "주" not in (line := unicodedata.normalize("NFC", line)):
        return False
    return _yearless().fullmatch(line) is not None


def like_heading(line: str) -> bool:
    """Whether a line begins like a week's heading, but holds more or says it otherwise: `2023년 4월
    4주차 논문`, `2023년 18주차`."""
    if len(line) > 80 or "주" not in (line := unicodedata.normalize("NFC", line)):
        return False
    return _like().fullmatch(line) is not None


def in_name(stem: str) -> WeekLabel | date | None:
    """The week or the day that a file's name tells: `2023-04-w4`, `2023년 4월 4주차`, `2023-04-20
    notes`."""
    stem = unicodedata.normalize("NFC", stem)
    for pattern in _in_name():
        if (found := pattern.search(stem)) and _label(found).plausible:
            return _label(found)
    if found := _DATE_IN_NAME.search(stem):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return None


def days(label: WeekLabel, rule: WeekRule) -> tuple[date, date] | None:
    """First and last day of a week, both inclusive; None where the calendar has no such week."""
    if not label.plausible:
        return None
    year, month, week = label
    first = date(year, month, 1)
    last = last_of_month(label)
    if rule is WeekRule.ISO:
        start = _iso_start(first) + timedelta(weeks=week - 1)
        return (start, start + timedelta(days=6)) if start + timedelta(days=3) <= last else None
    start = first - timedelta(days=_offset(first, rule)) + timedelta(weeks=week - 1)
    if start > last:
        return None
    return max(start, first), min(start + timedelta(days=6), last)


def last_of_month(label: WeekLabel) -> date:
    """The last day of a week's month."""
    return date(label.year + label.month // 12, label.month % 12 + 1, 1) - timedelta(days=1)


def week_of(day: date, rule: WeekRule) -> WeekLabel:
    """The week that a day belongs to."""
    if rule is WeekRule.ISO:
        thursday = day + timedelta(days=3 - day.weekday())
        return WeekLabel(thursday.year, thursday.month, (thursday.day - 1) // 7 + 1)
    return WeekLabel(
        day.year, day.month, (day.day - 1 + _offset(day.replace(day=1), rule)) // 7 + 1
    )


def _offset(first: date, rule: WeekRule) -> int:
    """How many cells of a month's first row lie before its first day."""
    return {WeekRule.SUNDAY: (first.weekday() + 1) % 7, WeekRule.MONDAY: first.weekday()}.get(
        rule, 0
    )


def _iso_start(first: date) -> date:
    """The Monday of a month's first ISO week: the one that holds the month's first Thursday."""
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    return thursday - timedelta(days=3)
