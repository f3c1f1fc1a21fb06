"""Week labels and week rules.  The week of the sample digest is the reason for the default rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.text.headings import heading, heading_suffix
from weeknotes.text.time_names import time_in_path
from weeknotes.text.weeks import WeekLabel, WeekRule, days, week_of


@pytest.mark.parametrize(
    "line",
    [
        "2023년 4월 4주차",
        "# 2023년 4월 4주차",
        "## 2023년 4월 4주차 ##",
        "2023년  4월  제4주차",
        "2023년 4월 4째 주",
        "2023년 4월 4주차 (4.16–4.22)",
        "2023-04-w4",
        "# 2023-04 W4",
        # NFD, as on macOS
        "2023\u1102\u1167\u11ab 4\u110b\u116f\u11af 4\u110c\u116e\u110e\u1161",
    ],
)
def test_headings(line: str) -> None:
    assert heading(line) == WeekLabel(2023, 4, 4)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "2023년 4월",
            "4월 4주차",
            "2023년 4월 4주차에는 바빴다",
            "2023. 4주차",
            "https://a.b/2023-04-w4",
            "#2023",
        ),
        *(
            "[[2023-04-w4]]",
            "- 2023년 4월 4주차",
            "> 2023-04-w4",
            "— 2023년 4월 4주차",
            "→ 2023-04-w4",
            "(2023년 4월 4주차)",
            "`2023-04-w4`",
        ),
    ],
)
def test_no_headings(line: str) -> None:
    assert heading(line) is None


@pytest.mark.parametrize(
    ("line", "suffix"),
    [
        ("**2023년 4월 4주차**", ""),
        ("**2023-04-w4: 짧은 주**", "짧은 주"),
        ("■ 2023년 4월 4주차 🎉", ""),
        ("=== 2023년 4월 4주차 ===", ""),
        ("《2023년 4월 4주차》", ""),
        ("2023년 4월 4주차:", ""),
        ("[2023년 4월 4주차] (4/16~4/22)", "(4/16~4/22)"),
    ],
)
def test_headings_set_off_by_marks(line: str, suffix: str) -> None:
    assert (heading(line), heading_suffix(line)) == (WeekLabel(2023, 4, 4), suffix)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2023-04-w4", WeekLabel(2023, 4, 4)),
        ("notes 2023년 4월 4주차", WeekLabel(2023, 4, 4)),
        ("2023-04-20-reading", date(2023, 4, 20)),
        ("20230420", date(2023, 4, 20)),
        ("2023-13-w4", None),
        ("2023-02-31", None),
        ("reading", None),
    ],
)
def test_file_names(stem: str, expected: WeekLabel | date | None) -> None:
    time = time_in_path(f"{stem}.md")
    assert (time.label or time.day) == expected


@pytest.mark.parametrize(
    ("rule", "label", "first", "last"),
    [
        (
            WeekRule.SUNDAY,
            (2023, 4, 4),
            (4, 16),
            (4, 22),
        ),  # the sample's week: notes of Sunday 16 to Friday 21 April
        (WeekRule.SUNDAY, (2023, 4, 1), (4, 1), (4, 1)),
        (WeekRule.SUNDAY, (2023, 4, 6), (4, 30), (4, 30)),
        (WeekRule.MONDAY, (2023, 4, 4), (4, 17), (4, 23)),
        (WeekRule.MONDAY, (2023, 4, 1), (4, 1), (4, 2)),
        (WeekRule.ISO, (2023, 4, 1), (4, 3), (4, 9)),
        (WeekRule.ISO, (2023, 6, 1), (5, 29), (6, 4)),
        (WeekRule.DAYS, (2023, 4, 4), (4, 22), (4, 28)),
        (WeekRule.DAYS, (2023, 4, 5), (4, 29), (4, 30)),
    ],
)
def test_days(
    rule: WeekRule,
    label: tuple[int, int, int],
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    assert days(WeekLabel(*label), rule) == (date(2023, *first), date(2023, *last))


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        (WeekRule.SUNDAY, (2023, 2, 6)),
        (WeekRule.ISO, (2023, 4, 5)),
        (WeekRule.DAYS, (2023, 2, 5)),
    ],
)
def test_weeks_that_no_calendar_has(
    rule: WeekRule, label: tuple[int, int, int]
) -> None:
    assert days(WeekLabel(*label), rule) is None


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(WeekRule))
def test_a_day_lies_in_its_week_and_in_no_other(day: date, rule: WeekRule) -> None:
    label = week_of(day, rule)
    span = days(label, rule)
    assert span is not None
    assert span[0] <= day <= span[1]
    assert heading(label.text) == label == heading(label.id)
    after = span[1] + timedelta(days=1)
    assert week_of(after, rule) > label
    beside = days(week_of(after, rule), rule)
    assert beside is not None
    assert beside[0] == after
