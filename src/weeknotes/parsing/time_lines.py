"""Recognize the lines of a file that are times.  A time is a day, a span of days, a week, a month
or a year.

A time may take its year and its month from the headings above it, or from the path of the file.  A
heading without a year gets the year in which it is nearest to the time before it."""

import re
from collections.abc import Iterator, Sequence

from weeknotes.parsing.heads import HEAD_KEYS
from weeknotes.parsing.lines import (
    BLANK,
    FRONT,
    HEADING,
    HIDDEN,
    SEPARATOR,
    TEXT,
    URLS,
    Classified,
    Line,
    filled_beside,
    is_atx,
)
from weeknotes.text.time_headings import TimeHeading, time_heading
from weeknotes.text.time_names import time_in
from weeknotes.text.times import Time

_MAX_PLAIN = 60
"""Maximum length in characters of a time without the marks of a heading."""
_HTML_HEADING = re.compile(
    r"<(?:h(?P<level>[1-6])|summary)\b[^<>]*>.*</(?:h[1-6]|summary)>", re.IGNORECASE
)
_BOLD = re.compile(r"(\*\*|__).+\1:?")
_SIGN_OF_TIME = re.compile(r"[\d주週周月]")
_WORD_OF_TIME = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week")
_DETAILS = re.compile(r"</?details\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s|\[|<|\|")
_DEEPEST = 7
_DATED = ("date", "created", "week")
_UNDERLINE = re.compile(r"={3,}|-{4,}")
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d.,-])")


def find_times(read: Classified) -> None:
    """Change lines to headings if they tell the time of the text below them."""
    lines = read.lines
    year = read.outer.year or _year_of_title(read.filled)
    outer = read.outer._replace(year=year)
    around: list[tuple[int, Time]] = []
    before = Time()
    day = _day_of_head(read.head)
    wrapped = False
    for line, level, found in _candidates(read):
        while around and around[-1][0] >= level:
            around.pop()
        if found is None:
            continue
        contexts = [outer, *(time for _, time in around)]
        if level == _DEEPEST:  # `5월 2주차` below another week may be of any year
            contexts = [time for time in contexts if not time.is_week]
        time = found.time.within(contexts[-1] if contexts else Time())
        time = time.near(before if level < _DEEPEST else Time()).near(
            day if time.is_several_days else Time()
        )
        if time.is_known or (level < _DEEPEST and _is_part_of_time(time)):
            around.append((level, time))
            before = time if time.is_known else before
            if line.kind is not HEADING:
                _make_heading(line, found._replace(time=time))
                wrapped |= line.text[0] == "<"
            if _is_underlined(lines, line.number):
                lines[line.number].kind = HIDDEN
    if wrapped:
        _hide_wrappers(read)


def _year_of_title(lines: Sequence[Line]) -> int | None:
    """The year in the first line, if this line is a title and not a time: `# Reading log 2024`."""
    first = next((line for line in lines if line.kind is not FRONT), None)
    years = _YEAR.findall(first.text) if first and is_atx(first.text) else []
    return (
        int(years[0])
        if first and len(years) == 1 and not _marked(first.text)
        else None
    )


def _day_of_head(lines: Sequence[Line]) -> Time:
    """The first full date in the lines of front matter.  A week without a year takes its year."""
    for line in lines:
        key, _, value = line.text.replace("：", ":", 1).partition(":")
        dated = HEAD_KEYS.get(key.strip().lower()) in _DATED
        if dated and (time := time_in(value)):
            return time
    return Time()


def _is_part_of_time(time: Time) -> bool:
    """Whether a heading with this time is the heading of a month or a year, or of a week without a
    year, which is published without a date."""
    return time.lacks_year or bool(time.year and not time.is_week)


def _make_heading(line: Line, heading: TimeHeading) -> None:
    line.kind = HEADING
    line.label = heading.time.label
    line.time = heading
    line.title = None


def _is_underlined(lines: Sequence[Line], below: int) -> bool:
    """Whether a line `===` or `----` at `below` makes the line above it a heading."""
    if below == len(lines) or lines[below].kind is not TEXT:
        return False
    return _UNDERLINE.fullmatch(lines[below].text) is not None


def _candidates(read: Classified) -> Iterator[tuple[Line, int, TimeHeading | None]]:
    """(line, level, time) for each heading, and each other line that is a time.  None for headings
    that are not a time."""
    again = False
    for line in read.filled:
        kind = line.kind
        if kind is HEADING:
            level = _level(line.text) or _DEEPEST - 1
            label = line.label
            if label:
                time = Time(label.year, label.month, label.week)
                yield line, level, TimeHeading(time, "")
        elif kind is TEXT:
            text = line.text
            first = text[0]
            if first in "#<" and (level := _level(text)):
                yield line, level, _marked(text)
            elif (
                len(text) <= _MAX_PLAIN
                and not "가" <= first <= "힣"
                and (found := _plain(line, read.lines, again))
            ):
                again = True
                yield line, _DEEPEST, found


def _level(text: str) -> int:
    """The level of a heading; 0 for other lines."""
    if is_atx(text):
        return len(text) - len(text.lstrip("#"))
    if text.startswith("<") and (found := _HTML_HEADING.fullmatch(text)):
        return int(found["level"] or _DEEPEST - 1)
    return 0


def _marked(text: str) -> TimeHeading | None:
    return time_heading(text, marked=True) if _may_be_time(text) else None


def _may_be_time(text: str) -> bool:
    found = _SIGN_OF_TIME.search(text) or _WORD_OF_TIME.search(text.lower())
    return found is not None


def _plain(line: Line, lines: Sequence[Line], again: bool) -> TimeHeading | None:
    """The time on a line that is not marked as a heading.  The line must name a week or a day in
    full, and something must begin below it.  `again` says that the file has such a line further
    above."""
    text = line.text
    at = line.number - 1
    if (
        not _may_be_time(text)
        or line.indent > 3
        or not _stands_above(lines, at, again)
    ):
        return None
    found = time_heading(text, marked=_BOLD.fullmatch(text) is not None)
    return found if found and found.time.is_week else None


def _stands_above(lines: Sequence[Line], at: int, again: bool) -> bool:
    """Whether line `at` can be the time of what is below it.  An entry or a section may begin
    there.  The line is not right below an address, because then it is the date of that paper.  With
    `again`, the line may be below an address."""
    above, below = filled_beside(lines, at, -1), filled_beside(lines, at, 1)
    if below is None:
        return above is None
    if above and above.kind is URLS and not again:
        return False
    if above is None or above.kind is SEPARATOR or _is_underlined(lines, at + 1):
        return True
    if again and lines[at - 1].kind is BLANK and lines[at + 1].kind is not BLANK:
        return True
    if below.kind is not TEXT:
        return below.kind is URLS
    return (
        below.title is not None
        or is_atx(below.text)
        or _ITEM.match(below.text) is not None
    )


def _hide_wrappers(read: Classified) -> None:
    """Hide the `<details>` around sections whose summary is a time."""
    opened: list[bool] = []
    for line in read.filled:
        if (
            line.kind is not TEXT
            or line.text[0] != "<"
            or not _DETAILS.fullmatch(line.text)
        ):
            continue
        if line.text[1] != "/":
            below = filled_beside(read.lines, line.number - 1, 1)
            summary = (
                below and below.kind is HEADING and below.text.startswith("<summary")
            )
            opened.append(bool(summary))
            is_wrapper = opened[-1]
        else:
            is_wrapper = bool(opened) and opened.pop()
        if is_wrapper:
            line.kind = HIDDEN
