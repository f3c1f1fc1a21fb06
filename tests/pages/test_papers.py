"""The page of a paper: what it is, the newest note, the dates of all notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.helpers import build_site, tree
from tests.web import broken_links, document
from weeknotes.identifiers import abstract_and_pdf, identify
from weeknotes.urls import derived_name


@pytest.mark.parametrize(
    ("typed", "abstract", "pdf"),
    [
        ("arxiv.org/abs/2304.07880v2", "", "arxiv.org/pdf/2304.07880"),
        ("arxiv.org/pdf/2304.07880v2.pdf", "arxiv.org/abs/2304.07880", ""),
        ("arxiv.org/pdf/hep-th/9901001", "arxiv.org/abs/hep-th/9901001", ""),
        ("huggingface.co/papers/2304.07880", "", "arxiv.org/pdf/2304.07880"),
        ("openreview.net/forum?id=aB", "", "openreview.net/pdf?id=aB"),
        ("openreview.net/pdf?id=aB", "openreview.net/forum?id=aB", ""),
        ("aclanthology.org/P19-1285/", "", "aclanthology.org/P19-1285.pdf"),
        ("aclanthology.org/P19-1285.pdf", "aclanthology.org/P19-1285", ""),
        ("doi.org/10.1000/x", "", None),
        ("example.com/pdf-tools", "", None),
        ("example.com/a.pdf", None, ""),
    ],
)
def test_the_abstract_page_and_the_pdf(
    typed: str, abstract: str | None, pdf: str | None
) -> None:
    """An empty text stands for the typed URL, and None for an unknown URL."""

    def url(text: str | None) -> str:
        return "" if text is None else f"https://{text or typed}"

    key = identify(f"https://{typed}").key
    assert abstract_and_pdf(key, f"https://{typed}") == (url(abstract), url(pdf))


FIRST, SECOND, ACL = (
    "arxiv.org/abs/2304.07880",
    "arxiv.org/pdf/2304.07881",
    "aclanthology.org/P19-1285",
)
WEEKS = {
    "notes/2023-04-w4.txt": (
        f"2023년 4월 4주차\nhttps://{FIRST}\nSabiá (Ramon Pires)\n처음 읽었다. 좋다.\n"
        f"https://{SECOND}\nOther Paper (Ada Kim)\n#llm\n"
    ),
    "notes/2023-05-w1.txt": f"2023년 5월 1주차\nhttps://{FIRST}\n#llm\n",
    "notes/2023-06-w1.txt": (
        f"2023년 6월 1주차\nhttps://{FIRST}\n다시 읽었다. 더 좋다.\nhttps://{ACL}\n글.\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("papers")
    build_site(folder, WEEKS)
    return tree(folder / "site")


def page(site: dict[str, bytes], url: str) -> html.HtmlElement:
    return document(
        site[f"papers/{derived_name(identify(f'https://{url}').key)}.html"]
    )


@pytest.mark.slow
def test_the_newest_note_is_first(site: dict[str, bytes]) -> None:
    notes = page(site, FIRST).findall(".//article")
    assert [note.get("id") for note in notes] == ["note-3", "note-1"]
    assert [
        span.text for span in page(site, FIRST).find_class("first-sentence")
    ] == ["다시 읽었다."]


@pytest.mark.slow
def test_each_date_leads_to_its_note(site: dict[str, bytes]) -> None:
    (dates,) = page(site, FIRST).find_class("dates")
    assert [(link.text, link.get("href")) for link in dates.iter("a")] == [
        ("2023년 4월 4주차", "#note-1"),
        ("2023년 5월 1주차", "../weeks/2023-05-w1.html"),
        ("2023년 6월 1주차", "#note-3"),
    ]
    assert page(site, SECOND).find_class("dates") == []
    assert "본문 없이" in page(site, SECOND).findtext(".//article/p")
    assert broken_links(site) == []


@pytest.mark.slow
def test_what_the_identifier_tells(site: dict[str, bytes]) -> None:
    def sources(url: str) -> list[str]:
        (found,) = page(site, url).find_class("sources")
        return [element.text_content().strip() for element in found]

    assert sources(FIRST) == ["2023년", "arXiv:2304.07880", "PDF"]
    assert sources(SECOND) == ["2023년", "arXiv:2304.07881", "PDF"]
    assert sources(ACL) == ["ACL 2019", "ACL P19-1285", "PDF"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Jane Roe, et al.", "Jane Roe et al."),
        ("Jane Roe, John Doe, et al.", "Jane Roe et al."),
        ("Jane Roe, John Doe", "Jane Roe & John Doe"),
        ("Jane Roe, John Doe, Ann Lee", "Jane Roe, John Doe & Ann Lee"),
        ("Jane Roe, John Doe, Ann Lee, Bo Chen", "Jane Roe et al."),
    ],
)
def test_the_index_shortens_the_authors(
    typed: str, shown: str, tmp_path: Path
) -> None:
    text = f"2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\nA Title ({typed})\n글.\n"
    build_site(tmp_path, {"notes/a.txt": text})
    index = document((tmp_path / "site/papers/index.html").read_bytes())
    assert shown in index.text_content()
