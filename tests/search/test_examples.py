"""The examples in the help of the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site
from weeknotes.search import script_texts
from weeknotes.search.examples import DEFAULTS, KOREAN, examples

NOTE = """2023년 5월 2주차
https://arxiv.org/abs/2305.00001
Sparse Transformers (Ada Kim)
학습을 다시 한다. 그리고 변환기를 쓴다. 변환기를 고친다. 것을 배운다.
#backbone
https://arxiv.org/abs/2305.00002
Sparse Transformers Again (Ada Kim)
학습을 줄인다.
#backbone
"""
ENGLISH = """Week 2 of May 2023
https://arxiv.org/abs/2305.00001
Sparse Transformers (Ada Kim)
These layers are sparse, and the models of this paper are larger than before: 복사 is copying.
"""


def test_examples_are_of_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"notes/a.txt": NOTE}).site
    assert examples(site) == {
        "open": "학스",
        "initials": "ㅎㅅ",
        "part": "formers",
        "word": "transformers",
        "tag": "backbone",
        "author": "kim",
        "year": "2023",
        "week": "2023-05-w2",
        "phrase": "sparse transformers",
    }
    words = script_texts(site)["words"]
    assert isinstance(words, dict)
    assert "`tag:backbone` `author:kim` `year:2023`" in words["help"][2]


def test_a_tag_with_a_blank_is_quoted(tmp_path: Path) -> None:
    note = NOTE.replace("#backbone", "Tags: all models, backbone")
    assert (
        examples(build_site(tmp_path, {"notes/a.txt": note}).site)["tag"]
        == '"all models"'
    )


@pytest.mark.parametrize("language", ["en", "ko"])
def test_korean_is_explained_where_it_is_read(language: str, tmp_path: Path) -> None:
    settings = f"language: {language}\n"
    files = {"weeknotes.yml": settings, "notes/a.txt": ENGLISH}
    words = script_texts(build_site(tmp_path, files).site)["words"]
    assert isinstance(words, dict)
    assert ("ㅁㄷ" in str(words["help"])) == (language == "ko")
    assert "복사" not in str(words["help"])


@pytest.mark.parametrize("note", ["", "2023년 5월 2주차\n"])
def test_without_notes_they_are_examples_of_the_form(
    note: str, tmp_path: Path
) -> None:
    site = build_site(tmp_path, {"notes/a.txt": note}).site
    own = {
        key: found
        for key, found in examples(site).items()
        if key not in ("week", "year")
    }
    assert own.items() <= {**DEFAULTS, **KOREAN}.items()
