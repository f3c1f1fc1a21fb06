"""The site's own pages in a browser, from file://."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import Open
from tests.helpers import build_site

WEEK = "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\nSabiá (A B, C D)\n좋다.\n#llm\n"


def test_an_own_page_is_found_and_a_site_without_search_has_none(
    open_page: Open, tmp_path: Path
) -> None:
    files = {"notes/a.txt": WEEK, "pages/소개.md": "# 이 노트 소개\n\n글\n"}
    build_site(tmp_path / "a", files)
    page = open_page((tmp_path / "a" / "site" / "search.html").as_uri() + "?q=소개")
    link = page.locator(".search-names a")
    link.wait_for()
    assert link.text_content() == "이 노트 소개"
    link.click()
    assert page.locator("h1").text_content() == "이 노트 소개"
    build_site(tmp_path / "b", {**files, "weeknotes.yml": "sections: [atlas]\n"})
    page = open_page((tmp_path / "b" / "site" / "index.html").as_uri())
    page.keyboard.press("/")
    assert page.locator("dialog[open]").count() == 0
