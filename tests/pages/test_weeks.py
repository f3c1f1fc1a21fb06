"""Pages of weeks in short and in full: home, weeks, years."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.helpers import build_site, tree
from tests.web import broken_links, document
from weeknotes.fingerprints import fingerprint_of

pytestmark = pytest.mark.slow

LORA = "https://arxiv.org/abs/2106.09685\nLoRA: Low-Rank Adaptation (A Kim, B Lee, C Park, D Cho, E Jo)\n"
NOTES = {
    "notes/1.txt": f"2021년 6월 4주차\n{LORA}낮은 계수. 그리고 더.\n#llm #lora\nhttps://a.b/c\n#llm\n",
    "notes/2.txt": "2022년 3월 1주차\nhttps://a.b/d\nA Title (Bo Lee)\n[[2106.09685]]를 다시.\n#llm\n",
    "notes/3.txt": f"2023년 5월 1주차\n{LORA}또 읽었다. 좋다.\n#llm\nhttps://github.com/a/b\n글.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("weeks")
    build_site(folder, {"weeknotes.yml": "description: 읽은 것\n", **NOTES})
    found = tree(folder / "site")
    assert broken_links(found) == []
    return found


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def lists(page: bytes, name: str) -> list[str]:
    """The texts of the items of a list."""
    return [
        text_of(item) for item in document(page).xpath(f"//ul[@class='{name}']/li")
    ]


def test_home_is_the_newest_week(site: dict[str, bytes]) -> None:
    page = site["index.html"]
    assert document(page).findtext(".//h1") == "읽은 것"
    assert lists(page, "newest") == [
        "LoRA: Low-Rank Adaptation 또 읽었다. 좋다. A Kim, B Lee, C Park 외 2명 llm 앞서 2022년 3월 1주차",
        "a/b 글.",
    ]
    assert lists(page, "list weeks") == [
        "2022년 3월 1주차 1 llm",
        "2021년 6월 4주차 2 llm 2, lora",
    ]
    # LoRA was returned to, but is among the newest notes already.
    assert lists(page, "plain") == []


def test_the_week_beside_has_its_year_if_that_is_another_one(tmp_path: Path) -> None:
    weeks = ["2021년 6월 4주차", "2021년 12월 5주차", "2022년 1월 1주차"]
    files = {f"notes/{n}.txt": f"{week}\n{LORA}" for n, week in enumerate(weeks)}
    build_site(tmp_path, files)
    page = document(tree(tmp_path / "site")["weeks/2021-12-w5.html"])
    pager = page.find(".//nav[@class='pager']")
    assert text_of(pager) == "← 6월 4주차2022년 1월 1주차 →"


def test_the_search_field_of_home_is_a_form(site: dict[str, bytes]) -> None:
    form = document(site["index.html"]).find(".//form[@role='search']")
    assert (form.get("action"), form.get("method")) == ("search.html", None)
    assert form.find("input").get("name") == "q"


def test_a_paper_is_returned_to_by_a_note_or_a_mention(
    site: dict[str, bytes],
) -> None:
    assert lists(site["years/2021.html"], "plain") == []
    assert lists(site["years/2022.html"], "plain") == [
        "LoRA: Low-Rank Adaptation 2021년 6월 4주차, 2022년 3월 1주차"
    ]
    assert lists(site["years/2023.html"], "plain") == [
        "LoRA: Low-Rank Adaptation 2021년 6월 4주차, 2022년 3월 1주차, 2023년 5월 1주차"
    ]


def test_years_lead_to_their_weeks_and_neighbours(site: dict[str, bytes]) -> None:
    page = document(site["years/2022.html"])
    assert lists(site["years/2022.html"], "list weeks short") == ["3월 1주차 1 llm"]
    pager = page.find(".//nav[@class='pager']")
    assert [link.get("href") for link in pager] == [
        "../years/2021.html",
        "../years/2023.html",
    ]
    index = document(site["weeks/index.html"])
    assert [link.get("href") for link in index.xpath("//h2/a")] == [
        "../years/2023.html",
        "../years/2022.html",
        "../years/2021.html",
    ]


def test_an_untitled_entry_is_shown_once(site: dict[str, bytes]) -> None:
    page = document(site["weeks/2023-05-w1.html"])
    entry = page.xpath("//article")[1]
    assert text_of(entry.find("h2")) == "a/b"
    assert text_of(entry.find("p[@class='aside']")).startswith("코드")
    contents = [
        text_of(item) for item in page.xpath("//details[@class='toc menu']//li")
    ]
    assert contents == ["LoRA: Low-Rank Adaptation", "a/b 글."]


def test_later_sentences_and_years_change_no_other_year(tmp_path: Path) -> None:
    def prints(name: str, notes: dict[str, str]) -> dict[str, str]:
        build_site(tmp_path / name, notes)
        found = tree(tmp_path / name / "site")
        return {
            path: fingerprint_of(str(found[path])) for path in found if "/20" in path
        }

    first = {name: text for name, text in NOTES.items() if "3" not in name}
    before, after = prints("a", first), prints("b", NOTES)
    assert before["years/2021.html"] == after["years/2021.html"]
    # It has a newer neighbour.
    assert before["years/2022.html"] != after["years/2022.html"]
    edited = {**NOTES, "notes/1.txt": NOTES["notes/1.txt"].replace("그리고 더.", "")}
    changed = prints("c", edited)
    assert {path for path in after if after[path] != changed[path]} == {
        "papers/2106.09685.html",
        "weeks/2021-06-w4.html",
    } & after.keys()
