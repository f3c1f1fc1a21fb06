"""Parsed files, and how they are cached."""

from __future__ import annotations

import marshal

import pytest

from tests.helpers import read
from weeknotes.parsing.parsed_file import ParsedFile, from_rows, parsed_file, to_rows

ENTRY = (
    "https://arxiv.org/abs/2304.0000{0}\nTitle {0} (Ada Poe, 김민지)\n"
    "한 문장이다. [[2023-04-w1]]\n#llm\n"
)
FILES = {
    "no week at all": "---\ndraft: true\n---\n2023년 4월 1주차\n" + ENTRY.format(1),
    "a week": "2023년 4월 1주차\n" + ENTRY.format(1),
    "a dated file": "---\ndate: 2023-04-05\n---\n소개 [[없음]]\n" + ENTRY.format(1),
    "weeks, one of them empty": "2023년 4월 1주차\n"
    + ENTRY.format(1)
    + "\n2023년 4월 2주차\n\n2023년 4월 3주차\n"
    + ENTRY.format(2)
    + ENTRY.format(3),
}


def parsed(text: str) -> ParsedFile:
    return parsed_file(read(text, "notes.txt"))


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_file_comes_back_from_the_cache_as_it_was(text: str) -> None:
    file = parsed(text)
    assert from_rows(marshal.loads(marshal.dumps(to_rows(file)))) == file


def test_the_files_are_what_they_say() -> None:
    counts = [
        [len(week.entries) for week in parsed(text).weeks] for text in FILES.values()
    ]
    assert counts == [[], [1], [1], [1, 0, 2]]
