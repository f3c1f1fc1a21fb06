"""Read times as people write them: days, spans of days, ISO weeks, weeks of a month, months and
years, in English, Korean, Japanese and Chinese.  Headings (`time_headings`), front matter and names
of files (`time_names`) use this one reader.

A day stands for the week that contains it; a span of days and an ISO week stand for the week of
their middle day (a Thursday)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import count
from typing import NamedTuple

from weeknotes.text.patterns import LazyPattern
from weeknotes.text.weeks import WeekLabel

_LONGEST_SPAN = 45
"""Maximum number of days.  Two days that are farther apart are not a span."""
WIDE = str.maketrans(
    "０１２３４５６７８９／．－～（）：，　〜〔〕［］∼‐‑−―",
    "0123456789/.-~():, ~[][]~---—",
)

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_ORDINALS = {
    "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
}  # fmt: skip
_WORDS = "|".join(_ORDINALS)
_Y = r"(?P<y>(?:19|20)\d{2})"
_M = r"(?P<m>\d{1,2})"
_D = r"(?P<d>\d{1,2})"
_TH = r"(?:st|nd|rd|th)?"
_KO_YEAR = rf"(?:{_Y}|'?(?P<yy>\d{{2}}))\s*(?:년|年)(?:도|度)?"
_N = r"(?P<w>\d{1,2})"
_HAN = r"(?:[二三]?十)?[一二三四五六七八九]|[二三]?十"
_MONTH_SIGN = rf"(?:{_M}\s*[월月]|(?P<m>{_HAN})月)"
_DAY_SIGN = rf"(?:{_D}\s*[일日号號]|(?P<d>{_HAN})[日号號])"
"""A month and a day with the words for them, also with Chinese numerals: `8月`, `八月十四日`."""
_DOT = r"[.](?![\d.])"
"""The dot after a day, as in `2024. 2. 12.`"""
_HAN_DIGITS = "一二三四五六七八九"


class Time(NamedTuple):
    """A time, perhaps without its year or month.  `row` is the week of a month, and `week` is the
    ISO week of a year.  `first` and `last` are (month, day), with month 0 for a day such as `7일`.
    For a span of days, `first` and `last` differ.  `last_year` is the year of `last`.  Without
    `last_year`, `last` is the first day after `first` with this month and day."""

    year: int | None = None
    month: int | None = None
    row: int | None = None
    week: int | None = None
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    last_year: int | None = None

    @property
    def is_week(self) -> bool:
        """Whether the time names a week or days, not only a month or a year."""
        return bool(self.row or self.week or self.first)

    def within(self, outer: Time) -> Time:
        """The time with the year and the month of the time around it, where its own are missing."""
        year = self.year or outer.year
        if self.year and self.year != outer.year:
            return self
        if not self.year and year and self._over_new_year and outer._is_early:
            year -= 1
        if self.first and not self.first[0] and outer.month:
            return day_of(outer.month, self.first[1], year)
        month = self.month
        if month is None and not self.week and (self.row or self.first is None):
            month = outer.month
        if (
            self.week
            and not self.year
            and month is None
            and outer.month
            and self.week < 7
        ):
            # `Week 2` below a month counts the rows of that month.
            return self._replace(
                year=year, month=outer.month, row=self.week, week=None
            )
        return self._replace(year=year, month=month)

    def near(self, before: Time) -> Time:
        """The time with a year. If the time has no year, it gets the year in which it is nearest to
        another time."""
        if (
            self.year
            or not before.year
            or not (self.first or (self.month and self.row))
        ):
            return self
        years = [before.year, before.year - 1, before.year + 1]
        return min(
            (self._replace(year=year) for year in years),
            key=lambda time: abs(time.months - before.months),
        )

    @property
    def _over_new_year(self) -> bool:
        """Whether the time is a span of days from December to January."""
        return bool(self.first and self.last and self.first > self.last)

    @property
    def _is_early(self) -> bool:
        """Whether the time is in the first half of a year, not only a year."""
        return bool(self.month or self.day) and self.months % 12 < 6

    @property
    def months(self) -> int:
        """Months since year 0: year × 12 + month - 1."""
        day = self.day
        if self.label is None and day:
            return day.year * 12 + day.month - 1
        return (self.year or 0) * 12 + (self.month or 1) - 1

    @property
    def label(self) -> WeekLabel | None:
        """The week, if the time is a week of a month."""
        if not (self.year and self.month and self.row):
            return None
        label = WeekLabel(self.year, self.month, self.row)
        return label if label.plausible else None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of a day or a span of days; None if the calendar has no such
        days."""
        if not (self.year and self.first and self.last):
            return None
        first = calendar_day(self.year, *self.first)
        last_year = self.last_year or self.year + self._over_new_year
        last = calendar_day(last_year, *self.last)
        return (first, last) if first and last else None

    @property
    def day(self) -> date | None:
        """The day that determines the week: the day itself, or the middle day of a span or ISO
        week."""
        if self.year and self.week:
            return _thursday(self.year, self.week)
        if days := self.days:
            return days[0] + (days[1] - days[0]) / 2
        return None

    @property
    def is_several_days(self) -> bool:
        """Whether the time is a week of a month or a span of days."""
        return bool(self.row) or self.first != self.last

    @property
    def lacks_year(self) -> bool:
        """Whether the time is a week of a month, without its year."""
        return bool(self.month and self.row and not self.year)

    @property
    def is_known(self) -> bool:
        """Whether the time determines a week: nothing is missing, and the calendar has this
        time."""
        return self.label is not None or self.day is not None


def day_of(month: int, day: int, year: int | None = None) -> Time:
    """The time that is this day."""
    return Time(year, first=(month, day), last=(month, day))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day; None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _thursday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 4)
    except ValueError:
        return None


# Reading a time at the beginning of a text


def _compiled(form: str) -> re.Pattern[str]:
    """The pattern of a form.  A group may occur several times in it."""
    number = count(1)
    form = re.sub(
        r"\(\?P<(\w+)>", lambda name: f"(?P<{name[1]}_{next(number)}>", form
    )
    return re.compile(form, re.IGNORECASE)


def _groups(found: re.Match[str]) -> dict[str, str]:
    """The groups that matched, by name."""
    groups: dict[str, str] = {}
    for name, text in found.groupdict().items():
        if text is not None:
            groups.setdefault(name.partition("_")[0], text)
    return groups


def time_at(text: str, at: int = 0) -> tuple[Time, int] | None:
    """(time, end): the time that begins at text[at], and where it ends.  None if no time begins
    there."""
    text = text.translate(WIDE)
    for read in (_week_at, _span_at, _month_at):
        if found := read(text, at):
            return found
    return None


@cache
def _weeks() -> tuple[re.Pattern[str], ...]:
    nth = rf"(?P<w>\d{{1,2}}|{_WORDS})\s*{_TH}"
    no = rf"(?:week|wk|w|cw|kw)\s*[-_#.]?\s*{_N}(?!\d)"
    counted = rf"(?:제|第)?\s*(?P<w>\d{{1,2}}|{_WORDS})\s*(?:째\s*주|번째\s*주|주\s*차|주|週目?|周)"
    month = rf"(?:{_MONTH_SIGN}|{_M}\s*\.)(?:의|の)?"
    in_year = rf"(?:\s*\({_Y}[년年]?\))?"
    gap = r"[-–—_/:.,(\s]{1,4}"
    named = rf"(?:week|wk|w)[-_ ]?#?{_N}(?!\d)"
    of_month = rf"(?:{gap}(?:of|in))?{gap}{MONTH}{gap}{_Y}(?!\d)\)?"
    end = r"(?![\w])"
    forms = (
        # Weeks of a month
        rf"(?P<row>){_Y}[-./_ ]?(?P<m>\d{{2}})[-./_ ]*w(?:eek)?[-_ ]?(?P<w>\d)(?!\d)",
        rf"(?P<row>)(?:{_KO_YEAR}|{_Y}\s*[.])?\s*{month}\s*{counted}{in_year}",
        rf"(?P<row>){_Y}[-./]{_M}[-./_ ]?\s*(?:월|月)?\s*{counted}",
        rf"(?P<row>)week\s*#?{_N}\s*(?:of|,|in)\s*{MONTH},?\s*{_Y}?",
        rf"(?P<row>)(?:the\s+)?{nth}\s*week\s*(?:of|in)\s*{MONTH},?\s*{_Y}?",
        rf"(?P<row>){MONTH},?\s*(?:{_Y}\s*,?\s*)?[-–:,]?\s*week\s*#?{_N}(?!\d)(?:,?\s*{_Y})?",
        rf"(?P<row>){MONTH},?\s*(?:{_Y}\s*,?\s*)?{nth}\s*week(?:,?\s*{_Y})?",
        rf"(?P<row>){named}{of_month}",
        rf"(?P<row>)(?:the\s+)?{nth}{gap}week{of_month}",
        rf"(?P<row>){MONTH}(?:{gap}{_Y})?{gap}{named}(?:{gap}{_Y}(?!\d)\)?)?",
        rf"(?P<row>){_Y}{gap}{MONTH}{gap}{named}",
        # `Week 5 February` may be an ISO week.
        rf"(?P<row>){named}[-_ ](?:of[-_ ])?(?!jan|feb){MONTH}(?=\s*$)",
        # ISO weeks
        rf"{_Y}\s*[-_./, ]?\s*{no}",
        rf"{no}\s*(?:,|of|in|[-–/_(]|\s)\s*\(?{_Y}\)?",
        rf"{_KO_YEAR}\s*{counted}",
        rf"{_Y}\s*{counted}",
        rf"(?:제|第)\s*{_N}\s*(?:주차|주|週|周)\s*[,(]?\s*{_Y}[년年]?\)?",
        # Without a year
        rf"(?P<any>){no}",
        rf"(?P<any>){counted}",
        rf"(?P<any>)(?:the\s+)?{nth}\s*week",
    )
    return tuple(_compiled(form + end) for form in forms)


def _week_at(text: str, at: int) -> tuple[Time, int] | None:
    for pattern in _weeks():
        if found := pattern.match(text, at):
            groups = _groups(found)
            number = _number(groups["w"])
            year, month = _year(groups), _month(groups)
            if not number or (month is None and number > 53):
                continue
            if groups.get("row") is not None:
                time = Time(year, month, row=number)
            elif groups.get("any") is not None and not groups["w"].isdecimal():
                time = Time(row=number)
            else:
                time = Time(year, week=number)
            if _plausible(time):
                return time, found.end()
    return None


@cache
def _days() -> tuple[re.Pattern[str], ...]:
    forms = (
        rf"{_Y}(?:-{_M}-{_D}|/{_M}/{_D}|_{_M}_{_D}|[.]{_M}[.]{_D}(?:{_DOT})?)(?!\d)",
        rf"{_Y}[.]\s*{_M}[.]\s*{_D}(?:{_DOT}|(?!\d))",
        rf"{_Y}\s+{_M}\s+{_D}(?!\d)",
        rf"(?P<yy>\d{{2}})[.]\s?{_M}[.]\s?{_D}[.]?(?=\s?\(?[월화수목금토일日月火水木金土](?:요일|曜日?)?\)?\W*$)",
        rf"{_Y}(?P<m>\d{{2}})(?P<d>\d{{2}})(?!\d)",
        rf"{_M}/{_D}/{_Y}(?!\d)",
        rf"{_D}/{_M}/{_Y}(?!\d)",
        rf"{_D}(?:[.]{_M}[.]|-{_M}-){_Y}(?!\d)",
        rf"(?:{_KO_YEAR}\s*)?{_MONTH_SIGN}\s*{_DAY_SIGN}(?:{_DOT})?",
        rf"{MONTH}\s*{_D}{_TH}(?![\d:])(?:,?\s+{_Y}(?!\d))?",
        rf"{_D}{_TH}\s*(?:of\s+)?[-\s]?{MONTH}(?:[,\s-]\s*{_Y}(?!\d))?",
        rf"{_M}/{_D}(?![\d/.])",
        rf"(?P<dotted>){_M}[.]{_D}[.]?(?![\d/.])",
        r"(?P<dotted>)(?P<m>\d{2})-?(?P<d>\d{2})(?![\d/.])",
        rf"(?P<dotted>)(?P<m>){_D}(?:{_TH[:-1]}|일|日)(?![\d/.\w])",
    )
    return tuple(map(_compiled, forms))


_WEEKDAY = (
    r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z]))\.?"
    r"|(?:[월화수목금토일](?:요일)?|[日月火水木金土](?:曜日?)?)(?![^\W\da-zA-Z_])"
    r"|(?:星期|周|週)[一二三四五六日天]"
)
_AFTER_DAY = LazyPattern(
    rf"\s*(?:(\(\s*)|,?\s*)(?:{_WEEKDAY})(?(1)\s*\))"
    r"|T\d\d:\d\d(?::\d\d)?(?:[.]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
)
_BEFORE_DAY = LazyPattern(rf"(?:{_WEEKDAY})\s*,?\s+")
_UNTIL = LazyPattern(
    r"\s*(?:~|–|—|→|-+|_|[.]{2}|…|/(?=(?:19|20)\d\d)|\b(?:to|until|till|through|thru)\b|부터|から|至|到)\s*",
    re.IGNORECASE,
)
_LAST_DAY = LazyPattern(
    rf"(?:{_M}[.]\s+)?{_D}(?:{_TH}\s*[일日号]?(?![\d/.:\w])|(?P<dot>{_DOT}))(?:,?\s+{_Y})?",
    re.IGNORECASE,
)
_FIRST_DAY = LazyPattern(
    rf"{_D}(?:{_TH}|[.](?:{_M}[.])?(?=\s?[~–—-]\s?\d{{1,2}}[.]\d{{1,2}}[.]\d{{4}}))"
    r"\s*(?:~|–|—|-|\bto\b)\s*(?=\d)",
    re.IGNORECASE,
)
_FROM = re.compile(r"from\s+(?!from\b)", re.IGNORECASE)
_YEAR_AFTER = re.compile(rf"\s*\)?\s*[-–,]?\s*\(?{_Y}(?!\d)\)?")
_AFTER_SPAN = re.compile(r"\s*(?:까지|まで)")


class _Day(NamedTuple):
    """A day in a text; `sure` is false for numbers that may be something else.  `dotted` says
    that the day ends with a dot."""

    year: int | None
    month: int | None
    day: int
    end: int
    sure: bool = True
    dotted: bool = False


def _day_at(text: str, at: int) -> _Day | None:
    if before := _BEFORE_DAY.match(text, at):
        at = before.end()
    for pattern in _days():
        found = pattern.match(text, at)
        if not found:
            continue
        groups = _groups(found)
        month, day = _month(groups), _number(groups["d"])
        if month is not None and calendar_day(2000, month, day) is None:
            continue
        end = found.end()
        dotted = text[end - 1] == "."
        sure = groups.get("dotted") is None
        if after := _AFTER_DAY.match(text, end):
            end = after.end()
            # `1.5. 일 처리` is a numbered heading, not a Sunday.
            short = (
                len(after[0].strip(" ,")) == 1 and text[end:].lstrip()[:1].isalpha()
            )
            sure = sure or not short
        return _Day(_year(groups), month, day, end, sure, dotted)
    return None


def _span_at(text: str, at: int) -> tuple[Time, int] | None:
    """A day or a span of days."""
    if word := _FROM.match(text, at):
        found = _span_at(text, word.end())
        return found if found and found[0].is_several_days else None
    first = _day_at(text, at)
    if first is None or first.month is None or not first.sure:
        begun = _FIRST_DAY.match(text, at)
        last = _day_at(text, begun.end()) if begun else None
        if begun and last and last.month and last.sure:  # `12–18 February 2024`
            month = int(begun["m"] or last.month)
            first = _Day(None, month, int(begun["d"]), begun.end())
            return _spanned(first, last, text)
    if first is None:
        return None
    if until := _UNTIL.match(text, first.end):
        last = _day_at(text, until.end())
        if last is None or last.month is None:
            last = _last_day(text, until.end(), first)
        if last and (spanned := _spanned(first, last, text)):
            return spanned
    if first.month is None:
        return day_of(0, first.day), first.end
    if not first.sure:
        return None
    year, end = _year_behind(first.year, text, first.end)
    return day_of(first.month, first.day, year), end


def _last_day(text: str, at: int, first: _Day) -> _Day | None:
    """The last day of a span, perhaps without its month: `15`, `15.`, `11. 15.`"""
    found = _LAST_DAY.match(text, at)
    if not found:
        return None
    groups, end = _groups(found), found.end()
    # In `2024.11.9 - 10. Title`, the number may belong to the title.
    if found["dot"] and not first.dotted and text[end:].strip():
        return None
    if after := _AFTER_DAY.match(text, end):
        end = after.end()
    return _Day(_year(groups), _month(groups) or first.month, int(found["d"]), end)


def _spanned(first: _Day, last: _Day, text: str) -> tuple[Time, int] | None:
    if first.month is None or last.month is None:
        return None
    year, end = _year_behind(first.year or last.year, text, last.end)
    if after := _AFTER_SPAN.match(text, end):
        end = after.end()
    begin, finish = (first.month, first.day), (last.month, last.day)
    last_year = last.year
    if year and begin > finish:  # from December to January
        if first.year is None:  # the typed year is the year of the last day
            year, last_year = year - 1, year
        elif last_year in (None, year):
            last_year = year + 1
    time = Time(year, first=begin, last=finish, last_year=last_year)
    days = time._replace(year=year or 2001).days
    if days is None or not 0 <= (days[1] - days[0]).days <= _LONGEST_SPAN:
        return None
    return time, end


def _year_behind(year: int | None, text: str, end: int) -> tuple[int | None, int]:
    if year is None and (found := _YEAR_AFTER.match(text, end)):
        return int(found["y"]), found.end()
    return year, end


@cache
def _month_forms() -> tuple[re.Pattern[str], ...]:
    forms = (
        rf"{_KO_YEAR}\s*{_MONTH_SIGN}(?!\w)",
        rf"{_Y}\s*[-./_ ]\s*{_M}\s*[월月]?(?![\d.])",
        rf"{MONTH}\s*,?\s*[-_]?\s*{_Y}(?!\d)",
        rf"{_Y}\s*[-_.,]?\s*{MONTH}",
        rf"{_MONTH_SIGN}(?!\w)",
        MONTH,
        rf"{_KO_YEAR}(?!\w)",
        rf"{_Y}(?!\d)",
    )
    return tuple(map(_compiled, forms))


def _month_at(text: str, at: int) -> tuple[Time, int] | None:
    """A month or a year."""
    for pattern in _month_forms():
        if found := pattern.match(text, at):
            groups = _groups(found)
            time = Time(_year(groups), _month(groups))
            if _plausible(time):
                return time, found.end()
    return None


def _year(groups: dict[str, str]) -> int | None:
    if year := groups.get("y"):
        return int(year)
    short = groups.get("yy")
    return 2000 + int(short) if short else None


def _month(groups: dict[str, str]) -> int | None:
    if name := groups.get("month"):
        return _MONTHS.index(name[:3].lower()) + 1
    number = groups.get("m")
    return _number(number) if number else None


def _number(text: str) -> int:
    if found := _ORDINALS.get(text.lower()):
        return found
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    ten = (_HAN_DIGITS.find(tens) + 1 if tens else 1) * 10 if "十" in text else 0
    return ten + (_HAN_DIGITS.index(ones) + 1 if ones else 0)


def _plausible(time: Time) -> bool:
    if time.month is not None and not 1 <= time.month <= 12:
        return False
    return not (time.row and time.row > 6)
