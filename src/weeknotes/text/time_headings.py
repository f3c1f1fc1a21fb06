"""Find the time that a heading consists of, with the words around it."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from weeknotes.text.times import MONTH, WIDE, Time, time_at

_LONGEST = 160
"""Maximum length in characters."""
_MARKS = r"[^\w\s(\[<`'\"]"
_BEFORE = re.compile(rf"\s*(?:#{{1,6}}\s+)?(?:{_MARKS}|[(\[<【《「]){{0,6}}\s*")
_AFTER = re.compile(r"[\s\])>】》」*_=#|·:,.~–—-]*(?:\([^()]{0,60}\))?[^\w(]{0,8}")
_WEEKLY = re.compile(
    r"[^\d]{0,60}?(?:week|daily|digest|journal|reading|notes?\b|\blog\b|주간|주차|읽기|읽은|일지|일기|기록"
    r"|노트|周报|周報|週報|周刊|週刊|日報|日记|日記|今週|本周)[^\d]{0,40}?",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"[^\d]{0,60}?(?:\b(?:issue|volume|vol|no|number|episode|edition)[\s.#]*\d{1,4}"
    r"|[제第]\s?\d{1,4}\s?[호회주期号號回周週])",
    re.IGNORECASE,
)
"""The number of an issue, before its date."""
_BEFORE_DAYS = re.compile(r"\s*[:：,(（–—-]\s*")
_SURELY_ISO = 7
"""Smaller numbers may count the weeks of a month."""
_TAG = re.compile(
    r"</?(?:h[1-6]|summary|b|strong|details)(?:\s[^<>]{0,80})?>", re.IGNORECASE
)
_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")


class TimeHeading(NamedTuple):
    """A line that is a time.  `suffix` is the text after the time: a title.  `cut` is this text if
    it looks like the end of a span, such as `~ 11. 35.`"""

    time: Time
    suffix: str
    cut: str = ""


def time_heading(line: str, *, marked: bool) -> TimeHeading | None:
    """The time that a line consists of, or None.  If `marked` as a heading, a title may follow it,
    and words such as `Papers of the Week` may stand before it."""
    if len(line) > _LONGEST:
        return None
    text = _TAG.sub("", unicodedata.normalize("NFC", line)).strip()
    text = _LINK.sub(r"\g<words>", text) if "](" in text else text
    if "[[" in text[:8]:
        text = text.replace("[[", "", 1).replace("]]", "", 1)
    begin = _BEFORE.match(text)
    at = begin.end() if begin else 0
    found = time_at(text, at)
    if found is None and marked:
        found = _after_words(text, at)
    if found is None:
        return None
    time, end = _with_days(text, *found)
    cut = text[end:].strip() if _cut_span().match(text.translate(WIDE), end) else ""
    if _AFTER.fullmatch(text.translate(WIDE), end):
        return TimeHeading(time, _inside(text[end:]), cut)
    if not marked or not time.is_week or text[end : end + 1].isalnum():
        return None
    if time.first and not time.first[0]:
        return None
    suffix = text[end:].lstrip(" \t:：·|—–-)]】,.").rstrip("*_=# ")
    return TimeHeading(time, suffix, cut)


def _with_days(text: str, time: Time, end: int) -> tuple[Time, int]:
    """The time and its end, with the year of the days behind it: `Week 45: Nov 4 - Nov 10, 2024`.
    The days must be in the ISO week with this number.  Days in brackets stay a suffix."""
    sign = _BEFORE_DAYS.match(text, end)
    if not sign or time.year or not time.week or time.week < _SURELY_ISO:
        return time, end
    days, last = time_at(text, sign.end()) or (Time(), end)
    if not days.first or not days.day or days.day.isocalendar().week != time.week:
        return time, end
    year = days.day.isocalendar().year
    return time._replace(year=year), end if "(" in sign[0] else last


def _after_words(text: str, at: int) -> tuple[Time, int] | None:
    """A time after words that say what the heading is: `Week of …`, `Weekly digest (…)`,
    `Issue 12 (…)`."""
    if issue := _ISSUE.match(text, at):
        at = issue.end()
    elif not _WEEKLY.match(text, at):
        return None
    digit = re.compile(
        rf"\d|{MONTH.replace('<month>', '<name>')}|\b(?:week|w)\b", re.IGNORECASE
    )
    for place in digit.finditer(text, at):
        found = time_at(text, place.start())
        if found and found[0].is_week and (found[0].year or found[0].first):
            return found
    return None


@cache
def _cut_span() -> re.Pattern[str]:
    """The pattern of a sign and a number that may end a span.  `- 3 papers` is a title."""
    month = MONTH.replace("?P<month>", "?:")
    number = rf"(?:w(?:eek)?\s*|[제第]\s*|{month}\s*)?(?:\d{{1,2}}|(?:19|20)\d\d)(?![\d%])"
    unit = rf"{month}|(?:st|nd|rd|th)\b|[월일주月日号號週周]"
    return re.compile(
        rf"\s*[(\[]?\s*(?:(?:~|[.]{{2,}}|…|\b(?:to|until|till|through|thru)\b|부터|から|至|到)\s*{number}"
        rf"|[-–—→>/&]+\s*{number}(?!\s*(?!{unit})[^\W\d_]))",
        re.IGNORECASE,
    )


def _inside(rest: str) -> str:
    """The text in brackets at the end of a heading, with its brackets."""
    found = re.search(r"[(（][^()（）]{1,60}[)）]", rest)
    return found[0] if found else ""
