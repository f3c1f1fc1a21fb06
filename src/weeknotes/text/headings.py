"""Recognize week labels (`2023년 4월 4주차`, `2023-04-w4`) in headings.  `times` reads all other
times."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from weeknotes.text.patterns import LazyPattern
from weeknotes.text.weeks import WeekLabel

_MAX_HEADING = 160
_MAX_DOUBTFUL_HEADING = 80
"""Maximum lengths in characters."""

_ORDINALS: Mapping[str, int] = {
    "첫": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
}
_ORDINAL = "|".join(_ORDINALS)
_COUNTED = (
    rf"(?P<w>\d{{1,2}}|{_ORDINAL})\s*(?:째\s*주|번째\s*주|주\s*차|주(?![가-힣]))"
)
_KOREAN = (
    r"(?P<y>\d{4}|'?\d{2})\s*(?:년|\.)\s*(?P<m>\d{1,2})\s*(?:월|\.)\s*"
    rf"(?:제\s*)?{_COUNTED}"
)
_SHORT = r"(?P<y>\d{4})[-./_ ]?(?P<m>\d{2})[-./_ ]*w(?:eek)?[-_ ]?(?P<w>\d)"
# The week may be followed by its days in brackets, or by a title after a colon or a dash.
_SUFFIX = r"\s*(?P<suffix>\([^()]{1,60}\)|[:：·|—–-]\s*\S.{0,80})?"
# A heading may be decorated: `**…**`, `■ …`, `=== … ===`.  If a line begins with the mark of a list
# item, a quotation, a link or code, it is not a heading.
_BEFORE = r"\s*(?:#{1,6}\s+)?(?!\[\[)(?:(?![(>+|'~.…→⇒—–`-]|\*\s)[^\w\s]){0,6}\s*"
_AFTER = rf"(?:[^\w\s(:：·|—–-]{{0,6}})?{_SUFFIX}\s*[^\w()]{{0,6}}\s*"


_korean = LazyPattern(rf"{_BEFORE}(?:{_KOREAN}){_AFTER}")
_short = LazyPattern(rf"{_BEFORE}(?:{_SHORT}){_AFTER}", re.IGNORECASE)


@cache
def _without_year() -> re.Pattern[str]:
    words = r"(?:\([^()]{1,60}\))?\s+(?:\([^()]{1,60}\)\s+)?[^.?!。…]{1,40}[^.?!。…\s다요죠음임함]"
    form = rf"{_BEFORE}\d{{1,2}}\s*월\s*(?:제\s*)?{_COUNTED}"
    return re.compile(rf"{form}(?:{_AFTER}|{words}\s*)")


@cache
def _like_heading() -> re.Pattern[str]:
    number = r"(?:\d{1,2}[.)]\s+)?"
    year = r"(?:\d{4}\s*(?:년도?|[.-])?|'?\d{2}\s*년도?)\s*"
    month = r"(?:\d{1,2}(?:\s*[월.-]\s*|\s+))?(?:제\s*)?"
    which = rf"(?:\d{{1,2}}(?:\s*[-~,]\s*\d{{1,2}})?|마지막|{_ORDINAL})\s*(?:째\s*|번째\s*)?"
    week = r"주(?:\s*차)?(?![가-힣])"
    no_sentence = r"(?:.{0,40}[^.?!。…\s다요죠])?\s*"
    return re.compile(f"{_BEFORE}{number}{year}{month}{which}{week}{no_sentence}")


def heading(line: str) -> WeekLabel | None:
    """The week of a heading line (`2023년 4월 4주차`, `# 2023-04-w4`, `2023년 4월 4주차: 제목`), or
    None.  Its numbers are not checked, so the month may be 13."""
    found = _matched(line)
    if not found:
        return None
    year, week = int(found["y"].lstrip("'")), found["w"]
    return WeekLabel(
        year if year > 99 else 2000 + year,
        int(found["m"]),
        _ORDINALS.get(week) or int(week),
    )


def heading_suffix(line: str) -> str:
    """The text after the week in a heading: `(4/16~4/22)`, or a title without its colon.  Empty if
    there is no such text."""
    found = _matched(line)
    if not found or not found["suffix"]:
        return ""
    return found["suffix"].lstrip(":：·|—–- ").rstrip("*_=# ")


def _matched(line: str) -> re.Match[str] | None:
    if len(line) > _MAX_HEADING:
        return None
    line = unicodedata.normalize("NFC", line)
    if "주" in line and (found := _korean.fullmatch(line)):
        return found
    return _short.fullmatch(line) if "w" in line or "W" in line else None


def without_year(line: str) -> bool:
    """Whether a line is the heading of a week without its year: `4월 4주차`, `4월 4주차 논문`."""
    return _matches(line, _without_year, _MAX_HEADING)


def like_heading(line: str) -> bool:
    """Whether a line looks like a week heading, but is in an unknown form: `2023년 4월 4주차 논문`,
    `2023년 18주차`."""
    return _matches(line, _like_heading, _MAX_DOUBTFUL_HEADING)


def _matches(line: str, pattern: Callable[[], re.Pattern[str]], limit: int) -> bool:
    if len(line) > limit:
        return False
    line = unicodedata.normalize("NFC", line)
    return "주" in line and pattern().fullmatch(line) is not None
