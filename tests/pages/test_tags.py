"""The page of a tag: papers that were read again, and its feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site, tree
from tests.web import broken_links, document

pytestmark = pytest.mark.slow

FILES = {
    "weeknotes.yml": "base_url: https://example.org/notes/\n",
    "notes/2023-04-w4.txt": (
        "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.00001\nOnce More (Ada Kim)\n글.\n#llm\n"
        "https://arxiv.org/abs/2304.00002\nMentioned (Ada Kim)\n글.\n#llm\n"
        "https://arxiv.org/abs/2304.00003\nOnly Once (Ada Kim)\n[[2304.00004]] 글.\n#llm\n"
        "https://arxiv.org/abs/2304.00004\nSame Week (Ada Kim)\n글.\n#llm\n"
    ),
    "notes/2023-05-w1.txt": (
        "2023년 5월 1주차\nhttps://arxiv.org/abs/2304.00001\n[[2304.00002]] 글.\n"
    ),
    "notes/2023-06-w1.txt": "2023년 6월 1주차\nhttps://arxiv.org/abs/2304.00001\n글.\n#other\n",
}


def test_papers_of_several_weeks_come_first(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)
    site = tree(tmp_path / "site")
    page = document(site["tags/llm.html"])
    first, *years = page.findall(".//main/section")
    assert [section.get("id") for section in years] == ["2023"]
    assert [
        (item.findtext("a"), [week.text for week in item.find("span")])
        for item in first.iter("li")
    ] == [
        ("Once More", ["2023년 4월 4주차", "2023년 5월 1주차", "2023년 6월 1주차"]),
        ("Mentioned", ["2023년 4월 4주차", "2023년 5월 1주차"]),
    ]
    (button,) = page.find_class("button")
    assert (button.text, button.get("href")) == ("이 주제 구독", "../tags/llm.xml")
    assert broken_links(site) == []


def test_without_an_address_there_is_nothing_to_subscribe_to(tmp_path: Path) -> None:
    build_site(tmp_path, FILES | {"weeknotes.yml": ""})
    page = document(tree(tmp_path / "site")["tags/llm.html"])
    assert page.find_class("button") == []
