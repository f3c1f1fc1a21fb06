"""Times as people write them in headings, values and names of files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import read
from weeknotes.text.time_headings import time_heading
from weeknotes.text.time_names import day_in, time_in_path
from weeknotes.text.times import Time, time_at
from weeknotes.text.weeks import WeekLabel, WeekRule

HEADINGS = {
    # Days
    "## 2024-02-12": date(2024, 2, 12),
    "[20240212]": date(2024, 2, 12),
    "## [[2024-02-12]]": date(2024, 2, 12),
    "2024.02.12 (월)": date(2024, 2, 12),
    "2024. 2. 12.": date(2024, 2, 12),
    "2024년 2월 12일 월요일": date(2024, 2, 12),
    "２０２４年２月１２日（月）": date(2024, 2, 12),
    "Monday, February 12th, 2024": date(2024, 2, 12),
    "12 Feb 2024": date(2024, 2, 12),
    "# Week of February 12, 2024": date(2024, 2, 12),
    "# Issue # 12 (2024-02-12)": date(2024, 2, 12),
    "# Vol. 12 - February 12, 2024": date(2024, 2, 12),
    "# 세포 소식 제12호 (2024년 2월 12일)": date(2024, 2, 12),
    "# 第12期（2024年2月12日）": date(2024, 2, 12),
    "## 주간 논문 2024.02.12": date(2024, 2, 12),
    "# 周报 2024-02-12": date(2024, 2, 12),
    # Spans of days: the middle day
    "2024-02-12 ~ 2024-02-18": date(2024, 2, 15),
    "2024.02.12 - 02.18": date(2024, 2, 15),
    "2024-02-12~18": date(2024, 2, 15),
    "12–18 February 2024": date(2024, 2, 15),
    "11-17 March 2024": date(2024, 3, 14),
    "18 to 24 March 2024": date(2024, 3, 21),
    "Dec 30 - Jan 5, 2025": date(2025, 1, 2),
    "# Papers of the Week (February 19 - February 25) - 2024": date(2024, 2, 22),
    "# 2024. 11. 9. ~ 11. 15.": date(2024, 11, 12),
    "# 2024. 11. 9 ~ 11. 15": date(2024, 11, 12),
    "# 2024. 11. 9. 부터 15. 까지": date(2024, 11, 12),
    "2024.11.9.~11.15.": date(2024, 11, 12),
    "2024.11.9.∼11.15.": date(2024, 11, 12),
    "2024.11.9.-11.15.": date(2024, 11, 12),
    "2024.11.9. - 15.": date(2024, 11, 12),
    "2024.11.9~15.": date(2024, 11, 12),
    "2024.11.09.~2024.11.15.": date(2024, 11, 12),
    "2024.11.9.(토)~11.15.(금)": date(2024, 11, 12),
    "2024년 11월 9일(토) ~ 15일(금)": date(2024, 11, 12),
    "2024. 12. 28. ~ 1. 3.": date(2024, 12, 31),
    "2024-11-09..2024-11-15": date(2024, 11, 12),
    "2024-11-09/2024-11-15": date(2024, 11, 12),
    "2024-11-09 through 11-15": date(2024, 11, 12),
    "2024년 11월 9일. ~ 11월 15일.": date(2024, 11, 12),
    "from Nov 9 to Nov 15, 2024": date(2024, 11, 12),
    "9.11.–15.11.2024": date(2024, 11, 12),
    "9.–15.11.2024": date(2024, 11, 12),
    "28.12.–3.1.2025": date(2024, 12, 31),
    "# 1. - 2024-02-12": None,
    # ISO weeks: their Thursday
    "# Week 45: Nov 4 - Nov 10, 2024": date(2024, 11, 7),
    "# Week 45 (Nov 4 - Nov 10, 2024)": date(2024, 11, 7),
    "# Week 44: Nov 4 - Nov 10, 2024": Time(week=44),
    "2024-W07": date(2024, 2, 15),
    "# Week 7, 2024": date(2024, 2, 15),
    "2024년 7주차": date(2024, 2, 15),
    "2024年第7周": date(2024, 2, 15),
    # Weeks of a month
    "Week 2 of May 2024": WeekLabel(2024, 5, 2),
    "May 2024, week 2": WeekLabel(2024, 5, 2),
    "2nd week of May 2024": WeekLabel(2024, 5, 2),
    "November 2024 — Week 2": WeekLabel(2024, 11, 2),
    "W2 Nov 2024": WeekLabel(2024, 11, 2),
    "Week 2 November 2024": WeekLabel(2024, 11, 2),
    "Nov 2024 W2": WeekLabel(2024, 11, 2),
    "2024年5月第2週": WeekLabel(2024, 5, 2),
    "2024년 2월 셋째 주": WeekLabel(2024, 2, 3),
    # A part of a time
    "## 2월": Time(month=2),
    "# 2024년": Time(2024),
    "### 4th week": Time(week=4),
    "June 9 - June 15": Time(first=(6, 9), last=(6, 15)),
    "# 8월 둘째 주 (2025)": WeekLabel(2025, 8, 2),
    "# 第33週（2025年）": date(2025, 8, 14),
    "# 2025-08-11T09:00": date(2025, 8, 11),
    "# 2025年八月第二周": WeekLabel(2025, 8, 2),
    "# 2025年十二月二十九日": date(2025, 12, 29),
    "## 七月": Time(month=7),
    "## 七月流火": None,
    # No times
    "## 2023 in Review": None,
    "## Attention Is All You Need (2017)": None,
    "## 3.2 Results": None,
    "### 1.5. 일 처리": None,
    "## 12 Angry Men": None,
    "1706.03762": None,
    "1. 2024-02-12": None,
    "## May the force be with you": None,
    "2024-02-31": None,
    "0217-0221": Time(first=(2, 17), last=(2, 21)),
}

PATHS = {
    "2024/0212-0216.md": date(2024, 2, 14),
    "2024-05/20240506.txt": date(2024, 5, 6),
    "2024/W07.md": date(2024, 2, 15),
    "2024-W07.md": date(2024, 2, 15),
    "2024/02/12.md": date(2024, 2, 12),
    "2024/02-February/12.md": date(2024, 2, 12),
    "2024/02/papers/12.md": None,
    "2024/papers/02/12.md": None,
    "2024/02/papers/0212.md": date(2024, 2, 12),
    "2024/02/w3.md": WeekLabel(2024, 2, 3),
    "2024년/2월/3주차.md": WeekLabel(2024, 2, 3),
    "2025/1229-0104.md": date(2026, 1, 1),
    "2025/01/1229-0104.md": date(2025, 1, 1),
    "2025/12월/12월 29일 ~ 1월 4일.md": date(2026, 1, 1),
    "2024-02-15-briefing.md": date(2024, 2, 15),
    "2024-02-15-0930.md": date(2024, 2, 15),
    "[20240215] title.md": date(2024, 2, 15),
    "2024-02-12_2024-02-18.md": date(2024, 2, 15),
    "2024.11.9.~11.15.md": date(2024, 11, 12),
    "2024-11-09..2024-11-15.md": date(2024, 11, 12),
    "week-2-november-2024.md": WeekLabel(2024, 11, 2),
    "week2-nov-2024.md": WeekLabel(2024, 11, 2),
    "week_3_march_2025.md": WeekLabel(2025, 3, 3),
    "2nd-week-november-2024.md": WeekLabel(2024, 11, 2),
    "november-week-2-2024.md": WeekLabel(2024, 11, 2),
    "november-2024-week-2.md": WeekLabel(2024, 11, 2),
    "2024/week-2-november.md": WeekLabel(2024, 11, 2),
    "2024/week-5-february.md": date(2024, 2, 1),
    "2-november-2024.md": date(2024, 11, 2),
    "0217-0221.md": None,
    "2304.07880.md": None,
    "llama-3-70b.md": None,
    "2024/02.md": None,
    "2024-02.md": None,
    "2024-20.md": date(2024, 5, 16),
    "2023-24.md": None,
    "2024-54.md": None,
    "weeknotes/2024-07.md": date(2024, 2, 15),
    "Weeknotes/2024/07.md": date(2024, 2, 15),
    "weeknotes/2024-20.md": date(2024, 5, 16),
    "weeknotes/2024-25.md": date(2024, 6, 20),
    "weeknotes/2024/02/12.md": date(2024, 2, 12),
    "weeks/2024-02-12.md": date(2024, 2, 12),
    "weeks/2024-02-w3.md": WeekLabel(2024, 2, 3),
    "reading.md": None,
}


def told(time: Time) -> WeekLabel | date | Time:
    return time.label or time.day or time


@pytest.mark.parametrize("line", HEADINGS)
def test_headings(line: str) -> None:
    found = time_heading(line, marked=line.startswith("#"))
    assert (told(found.time) if found else None) == HEADINGS[line]


SUFFIXES = {
    "# 2024. 11. 9. ~ 11. 15.": "",
    "# 2024.11.9.(토)": "",
    "# 2024.11.9. (토) 제목": "제목",
    "# 2024년 11월 9일(토) ~ 15일(금)": "",
    "# 2024.11.9.~11.15.: 제목": "제목",
    "# 2024.11.9. ~ 15. 제목": "제목",
    "# 2024.11.9 - 10. Title": "10. Title",
    "# Week 45: Nov 4 - Nov 10, 2024": "",
    "# Week 45 (Nov 4 - Nov 10, 2024)": "(Nov 4 - Nov 10, 2024)",
}


@pytest.mark.parametrize("line", SUFFIXES)
def test_suffixes(line: str) -> None:
    found = time_heading(line, marked=True)
    assert found is not None
    assert found.suffix == SUFFIXES[line]


@pytest.mark.parametrize("path", PATHS)
def test_paths(path: str) -> None:
    time = time_in_path(path)
    assert (time.label or time.day) == PATHS[path]


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-15 06:00:00 +0900",
        "2024-02-15T06:00:00.123Z",
        "Thu, 15 Feb 2024 06:00:00 +0900",
        "Feb 15, 2024 10:01 AM",
        "2024/02/15",
        "[[2024-02-15]]",
        "2024년 2월 15일",
    ],
)
def test_values(value: str) -> None:
    assert day_in(value) == date(2024, 2, 15)


@pytest.mark.parametrize("value", ["soon", "2024-02", "2024-02-31", "15", ""])
def test_values_that_are_no_day(value: str) -> None:
    assert day_in(value) is None


CUT = {
    "# 2024-11-09 to 2025-06-15": "to 2025-06-15",
    "# 2024. 11. 9. ~ 12. 35.": "~ 12. 35.",
    "# 2024-11-09...2024-11-15": "...2024-11-15",
    "# 2024-11-09 (~ 11-35)": "(~ 11-35)",
    "# 2024.11.9 - 10. Title": "- 10. Title",
    "# 2024-11-09 - 3": "- 3",
    "# 2024-11-15 ~ 11-09": "~ 11-09",
    "# 2024-11-09 & 11-10": "& 11-10",
    "# 2024-W45 - W46": "- W46",
    "# 2024년 11월 2주차 ~ 3주차": "~ 3주차",
    "# 2024. 11. 9. ~ 11. 15.": "",
    "# 2024-11-09 - 3 papers": "",
    "# 2024-11-09 - 3D Gaussians": "",
    "# 2024-11-09 — 2024 in review": "",
    "# 2024-11-09: 15 things": "",
    "# 2024-11-09 to-do": "",
    "# 2024-11-09 ~": "",
}


@pytest.mark.parametrize("line", CUT)
def test_the_end_of_a_span_that_cannot_be_read_is_reported(line: str) -> None:
    found = time_heading(line, marked=True)
    assert found is not None
    assert found.cut == CUT[line]
    told = read(f"{line}\n\n{PAPER}글.\n#a\n", "reading.md").diagnostics
    assert [one.rule for one in told] == ["doubtful-heading"] * bool(CUT[line])


PAPER = "https://arxiv.org/abs/2304.07880\nA Title (Jane Roe, John Doe)\n글.\n"

FILES = {
    "years, months and weeks": (
        "# 2024\n\n## February\n\n### Week 1\n\n{}\n### 2주차\n\n{}\n## 3월\n\n### Week 1\n\n{}",
        ["2024-02-w1", "2024-02-w2", "2024-03-w1"],
    ),
    "a year in the title of the file": (
        "# Reading log (2024)\n\n## 2월 3주차\n\n{}\n## Mar 4 – Mar 10\n\n{}",
        ["2024-02-w3", "2024-03-w2"],
    ),
    "a summary": (
        "# 2024\n\n## 2월\n\n<details>\n<summary>3주차</summary>\n\n{}</details>\n",
        ["2024-02-w3"],
    ),
    "a year from the heading before": (
        "## 2024年12月26日\n\n{}\n## 1月第2週\n\n{}\n## Week of May 13\n\n{}",
        ["2024-12-w4", "2025-01-w2", "2025-05-w3"],
    ),
    "days without marks": (
        "2024-05-07\n{}2024-05-09\n{}2024-05-15\n{}",
        ["2024-05-w2", "2024-05-w2", "2024-05-w3"],
    ),
    "a day within an entry": (
        "2024년 5월 2주차\n{}2017-06-12\n글.\n#a\n",
        ["2024-05-w2"],
    ),
    "a span over New Year below a week": (
        "# 2025년 1월 1주차\n\n## December 29 - January 4\n\n{}",
        ["2025-01-w1", "2025-01-w1"],
    ),
    "Chinese numerals": (
        "# 2025年\n\n## 七月\n\n### 第二周\n\n{}\n## 八月\n\n### 第一周\n\n{}",
        ["2025-07-w2", "2025-08-w1"],
    ),
    "a week without a year, with words, below a date": (
        "# 8월 2주차 논문 읽기\n\n날짜: 2024년 8월 14일\n\n{}",
        ["2024-08-w2"],
    ),
    "a month": ("# 2024년 2월\n\n{}", [None]),
}


@pytest.mark.parametrize("case", FILES)
def test_files(case: str) -> None:
    text, weeks = FILES[case]
    result = read(text.replace("{}", PAPER), "reading.md")
    labels = [week.label_under(WeekRule.SUNDAY) for week in result.weeks]
    assert [label.id if label else None for label in labels] == weeks
    assert [
        entry.title.text
        for week in result.weeks
        for entry in week.entries
        if entry.title
    ] == ["A Title"] * text.count("{}")
    rules = [d.rule for d in result.diagnostics]
    assert rules == (["missing-heading"] if weeks == [None] else [])


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    month = day.strftime("%B")
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}年{day.month}月{day.day}日",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
    ):
        found = time_at(text)
        assert found is not None
        assert (found[0].day, found[1]) == (day, len(text))


@given(st.text(alphabet="0123456789-~. /년월주차WweekMay()[]", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = time_heading(text, marked=True)
    assert found is None or isinstance(told(found.time), WeekLabel | date | Time)
    time_in_path(f"{text}.md")
