"""`week-twice`: two files for one week are reported, unless their names tell the week."""

from __future__ import annotations

import pytest

from tests.helpers import read
from weeknotes.config.settings import Config
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.resolving import resolve

WEEK = "2023년 4월 4주차\n"
ENTRY = "https://a.b/c\n글.\n"

FILES = {
    "two names of the week": (
        {"2023-04-w4-a.txt": WEEK, "2023-04-w4-b.txt": ""},
        False,
    ),
    "two days of the week": (
        {"2023-04-17.txt": "", "2023-04-20 notes.md": ""},
        False,
    ),
    "a week and a day": ({"2023-04-20.txt": "", "2023년 4월 4주차.txt": ""}, False),
    "headings alone": ({"a.txt": WEEK, "b.txt": WEEK}, True),
    "one heading": ({"2023-04-w4.txt": "", "b.txt": WEEK}, True),
    "a heading that contradicts the name": (
        {"2023-04-w4.txt": "", "2023-04-w5.txt": WEEK},
        True,
    ),
    "one file": ({"2023-04-w4.txt": WEEK + ENTRY + "#a\n" + WEEK}, True),
}


@pytest.mark.parametrize("case", FILES)
def test_a_week_in_two_parts(case: str) -> None:
    files, is_reported = FILES[case]
    parsed = [parsed_file(read(text + ENTRY, name)) for name, text in files.items()]
    found = resolve(parsed, Config(), {})
    assert [d.rule for d in found.diagnostics] == ["week-twice"] * is_reported
    assert [week.id for week in found.site.weeks] == ["2023-04-w4"]


def test_the_other_part_is_named_with_its_line() -> None:
    text = WEEK + ENTRY + "#a\n" + WEEK + ENTRY
    found = resolve([parsed_file(read(text, "a.txt"))], Config(), {})
    (twice,) = found.diagnostics
    assert str(twice.message).startswith("a.txt:1 already has the week 2023-04-w4")
    assert twice.span.line == 5
