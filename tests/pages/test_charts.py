"""Charts: axes, bars and lines, with tables of expected values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.i18n import ENGLISH, KOREAN
from weeknotes.pages.common.charts import (
    Axis,
    bars,
    calendar_axis,
    number,
    running_axis,
    scale_top,
    spark,
    trend,
    year_ticks,
)

MONTHS = st.lists(st.integers(1900 * 12, 9998 * 12 + 11), min_size=1, max_size=50)


def month(text: str) -> int:
    """`2023-04` as a number of months since year 0."""
    year, _, of_year = text.partition("-")
    return int(year) * 12 + int(of_year) - 1


@pytest.mark.parametrize(
    ("first", "last", "start", "step", "slots"),
    [
        ("2023-04", "2023-04", "2023-01", 1, 12),
        ("2022-12", "2023-01", "2022-01", 1, 24),
        ("2021-05", "2023-07", "2021-01", 1, 36),
        ("2020-05", "2023-07", "2020-01", 3, 16),
        ("2014-12", "2023-01", "2014-01", 3, 40),
        ("2013-12", "2023-01", "2013-01", 12, 11),
        ("1980-01", "2023-01", "1980-01", 24, 22),
        ("1900-01", "9998-12", "1900-01", 12 * 256, 32),
    ],
)
def test_a_calendar_axis_covers_whole_years(
    first: str, last: str, start: str, step: int, slots: int
) -> None:
    assert calendar_axis([month(last), month(first)]) == Axis(
        month(start), step, slots
    )


@pytest.mark.parametrize(
    ("first", "last", "start", "step", "slots"),
    [
        ("2023-04", "2023-04", "2023-04", 1, 1),
        ("2022-12", "2023-08", "2022-12", 1, 9),
        ("2019-11", "2023-07", "2019-11", 3, 15),
        ("2019-12", "2023-07", "2019-11", 3, 15),
    ],
)
def test_a_running_axis_ends_with_a_whole_slot(
    first: str, last: str, start: str, step: int, slots: int
) -> None:
    assert running_axis(month(first), month(last)) == Axis(month(start), step, slots)


@given(MONTHS)
def test_an_axis_holds_every_month_and_stays_short(months: list[int]) -> None:
    for axis in (calendar_axis(months), running_axis(min(months), max(months))):
        assert sum(axis.counts(months)) == len(months)
        assert 1 <= axis.slots <= 40
        assert all(0 <= axis.slot(one) < axis.slots for one in months)
        assert all(
            axis.start(axis.slot(one)) <= one < axis.start(axis.slot(one) + 1)
            for one in months
        )


@pytest.mark.parametrize(
    ("counts", "top"),
    [
        ([], 1),
        ([0], 1),
        ([7], 7),
        ([1, 2, 3, 4], 4),
        ([13, 13, 13, 14], 14),
        ([5, 5, 5, 5, 5, 97], 15),
        ([1, 1, 1, 30, 97], 90),
    ],
)
def test_one_odd_week_does_not_flatten_the_others(
    counts: list[int], top: int
) -> None:
    assert scale_top(counts) == top


def test_bars_stand_on_the_ground_and_bear_the_highest_number() -> None:
    drawn = bars({0: 5, 2: 10, 3: 10}, slots=4, top=10, height=115)
    assert [(bar.x, bar.width, bar.middle) for bar in drawn.values()] == [
        ("2.5", "20", "12.5"),
        ("52.5", "20", "62.5"),
        ("77.5", "20", "87.5"),
    ]
    assert [(bar.y, bar.height) for bar in drawn.values()] == [
        ("65", "50"),
        ("15", "100"),
        ("15", "100"),
    ]
    assert [(bar.label, bar.cut) for bar in drawn.values()] == [
        ("", False),
        ("10", False),
        ("", False),
    ]


def test_a_bar_is_never_invisible_and_a_long_one_is_cut() -> None:
    drawn = bars({0: 1, 1: 400, 2: 900}, slots=3, top=300, height=115)
    assert [bar.height for bar in drawn.values()] == ["2", "100", "100"]
    assert [(bar.label, bar.cut) for bar in drawn.values()] == [
        ("", False),
        ("400", True),
        ("900", True),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (2, "2"),
        (100, "100"),
        (1 / 3, "0.33"),
        (66.6666, "66.67"),
        (0.001, "0"),
    ],
)
def test_numbers_as_svg_writes_them(value: float, text: str) -> None:
    assert number(value) == text


def test_a_line_ends_where_its_last_point_stands() -> None:
    line = spark([0, 4, 2])
    assert line
    assert (line.points, line.x, line.y) == ("0,17 32,1 64,9", "64", "9")
    assert spark([0, 0, 0])
    assert spark([3, 1]) is None


def test_years_are_told_where_there_is_room() -> None:
    assert year_ticks(calendar_axis([month("2021-05"), month("2023-07")])) == (
        "2021",
        "2022",
        "2023",
    )
    assert year_ticks(calendar_axis([month("2020-05"), month("2023-07")]), 2) == (
        "2020",
        "",
        "2022",
        "",
    )
    assert year_ticks(calendar_axis([month("1980-01"), month("2023-01")]), 4)[
        ::6
    ] == (
        "1980",
        "1992",
        "2004",
        "2016",
    )


def test_a_trend_needs_two_slots() -> None:
    leads = {2022: "#2022", 2023: "#2023"}
    assert trend([], KOREAN, leads) is None
    assert trend([month("2023-04")] * 9, KOREAN, leads) is None
    shown = trend([month("2022-04")] * 2 + [month("2023-05")], KOREAN, leads)
    assert shown
    assert shown.each == "월별"
    assert [(mark.name, mark.href) for mark in shown.marks] == [
        ("2022년 4월 · 노트 2개", "#2022"),
        ("2023년 5월 · 노트 1개", "#2023"),
    ]
    assert shown.rows == (("2022년 4월", 2), ("2023년 5월", 1))
    assert shown.ticks == ("2022", "2023")


@pytest.mark.parametrize(
    ("step", "korean", "english"),
    [
        (1, "2023년 4월", "April 2023"),
        (3, "2023년 2분기", "Q2 2023"),
        (12, "2023년", "2023"),
        (24, "2023–2024년", "2023–2024"),
    ],
)
def test_slots_have_names(step: int, korean: str, english: str) -> None:
    assert KOREAN.period(month("2023-04"), step) == korean
    assert ENGLISH.period(month("2023-04"), step) == english


def test_slots_say_how_long_they_are() -> None:
    assert [KOREAN.each(step) for step in (1, 3, 12, 48)] == [
        "월별",
        "분기별",
        "연도별",
        "4년 단위",
    ]
    assert [ENGLISH.each(step) for step in (1, 3, 12, 48)] == [
        "each month",
        "each quarter",
        "each year",
        "every 4 years",
    ]
