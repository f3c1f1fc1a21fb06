"""The examples in the help of the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site
from weeknotes.search import script_texts
from weeknotes.search.examples import DEFAULTS, examples

NOTE = """2023년 5월 2주차
https://arxiv.org/abs/2305.00001
Sparse Transformers (Ada Kim)
변환기를 다시 쓴다. 변환기가 빠르다.
#backbone
https://arxiv.org/abs/2305.00002
Transformers Again (Ada Kim)
변환기를 줄인다.
#backbone
"""


def test_examples_are_of_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"notes/a.txt": NOTE}).site
    assert examples(site) == DEFAULTS | {
        "open": "변화",
        "initials": "ㅂㅎㄱㄹ",
        "part": "formers",
        "tag": "backbone",
        "author": "kim",
        "year": "2023",
        "week": "2023-05-w2",
    }
    words = script_texts(site)["words"]
    assert isinstance(words, dict)
    assert "`tag:backbone` `author:kim` `year:2023`" in words["help"][1]


@pytest.mark.parametrize("note", ["", "2023년 5월 2주차\n"])
def test_without_notes_they_are_examples_of_the_form(
    note: str, tmp_path: Path
) -> None:
    site = build_site(tmp_path, {"notes/a.txt": note}).site
    assert {
        **DEFAULTS,
        **{key: examples(site)[key] for key in ("part", "open")},
    } == DEFAULTS
