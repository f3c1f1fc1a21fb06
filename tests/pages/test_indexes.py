"""The indexes of names: letters, names used once, and few names."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.helpers import build_site, tree
from tests.web import broken_links, document
from weeknotes.i18n import ENGLISH, KOREAN
from weeknotes.pages.common.name_index import MOST_USED
from weeknotes.pages.common.pagination import by_letter


def test_names_are_grouped_by_their_first_letters() -> None:
    names = "3d 4k ada Bo élan Eve 가나 까치 나무 (x)".split()
    groups = by_letter(names, str, KOREAN)
    assert [(group.id, group.name, " ".join(group.rows)) for group in groups] == [
        ("-", "그 밖", "(x)"),
        ("0", "0–9", "3d 4k"),
        ("a", "A", "ada"),
        ("b", "B", "Bo"),
        ("e", "E", "élan Eve"),
        ("가", "가", "가나 까치"),
        ("나", "나", "나무"),
    ]
    assert by_letter([], str, ENGLISH) == ()


def index_of(folder: Path, *lines: str) -> html.HtmlElement:
    """The main part of the index of tags, from lines of tags."""
    entries = "".join(
        f"https://a.b/{n}\n글.\n{tags}\n" for n, tags in enumerate(lines)
    )
    build_site(folder, {"notes/2023-04-w4.txt": f"2023년 4월 4주차\n{entries}"})
    site = tree(folder / "site")
    assert broken_links(site) == []
    return document(site["tags/index.html"]).find(".//main")


def names(part: html.HtmlElement) -> list[str]:
    return [link.text_content() for link in part.iterfind(".//li/a")]


@pytest.mark.slow
def test_names_used_once_are_folded(tmp_path: Path) -> None:
    often = [f"#{letter}{n}" for letter in "ab가" for n in range(MOST_USED // 3)]
    page = index_of(tmp_path, " ".join([*often, "#once", "#홀로"]), " ".join(often))
    assert names(page.find("details")) == ["once", "홀로"]
    assert "한 번 쓴 주제 2개" in page.findtext("details/summary")
    (by_name,) = page.find_class("names")
    assert sorted(names(by_name)) == sorted(tag[1:] for tag in often)
    jumps = [link.get("href") for link in page.iterfind("nav/a")]
    assert jumps == [f"#{heading.get('id')}" for heading in by_name.iter("h3")]
    assert [link.text for link in page.iterfind("nav/a")] == ["A", "B", "가"]


@pytest.mark.slow
def test_few_names_are_listed_once(tmp_path: Path) -> None:
    page = index_of(tmp_path, "#llm #lora", "#llm")
    assert names(page) == ["llm", "lora"]
    assert page.find("nav") is None
    assert page.find(".//input") is None
