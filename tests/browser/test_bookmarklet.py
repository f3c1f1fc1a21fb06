"""The bookmarklet of docs/editors.md, on pages with the tags that archives document."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Dialog
from tools import bookmarklet

from tests.helpers import read

PAGES = {
    "arXiv": (
        "abs/2304.07880v1?utm_source=x",
        [
            ("citation_title", "Sabiá: $O(n^2)$ Models"),
            ("citation_author", "Pires, Ramon"),
            ("citation_author", "Abonizio, Hugo"),
            ("citation_arxiv_id", "2304.07880"),
        ],
        "[2304.07880] Sabiá: Models",
        ("Sabiá: $O(n^2)$ Models", ["Ramon Pires", "Hugo Abonizio"]),
    ),
    "OpenReview": (
        "forum?id=abc-X",
        [("citation_title", "A Title"), ("citation_author", "Ashish Vaswani")],
        "A Title | OpenReview",
        ("A Title", ["Ashish Vaswani"]),
    ),
    "PMLR": (
        "v139/a21a.html",
        [
            ("citation_title", "Title (with  brackets)"),
            ("citation_author", "King, Martin, Jr."),
        ],
        "x",
        ("Title (with brackets)", ["Martin King, Jr."]),
    ),
    "one list of authors": (
        "content/1.html",
        [
            ("citation_title", "Listed"),
            ("citation_authors", "Li, Fei-Fei;Ng, Andrew"),
        ],
        "x",
        ("Listed", ["Fei-Fei Li", "Andrew Ng"]),
    ),
    "Dublin Core": (
        "articles/s1",
        [("DC.title", "한국어 제목"), ("citation_author", "김철수")],
        "x",
        ("한국어 제목", ["김철수"]),
    ),
    "one author": (
        "html/x_paper.html",
        [("citation_title", "Title"), ("citation_author", "He, Kaiming")],
        "x",
        ("Title", ["Kaiming He"]),
    ),
    "brackets at the end": (
        "abstract/x",
        [
            ("citation_title", "Title (Extended)"),
            ("citation_author", "A, B"),
            ("citation_author", "C, D"),
        ],
        "x",
        ("Title (Extended)", ["B A", "D C"]),
    ),
    "Open Graph": (
        "owner/name",
        [("og:title", "A post – Site"), ("og:site_name", "Site")],
        "A post at Site",
        ("A post", []),
    ),
    "only a title": (
        "post#part",
        [],
        "  Just &  a <title>  ",
        ("Just & a <title>", []),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_becomes_an_entry(name: str, browser: Browser) -> None:
    path, tags, title, (expected, authors) = PAGES[name]
    metas = "".join(
        f'<meta {"property" if tag.startswith("og:") else "name"}="{tag}" content="{escape(text)}">'
        for tag, text in tags
    )
    page_text = f"<!doctype html><html><head>{metas}<title>{escape(title)}</title></head></html>"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=page_text, content_type="text/html; charset=utf-8"
        ),
    )
    shown: list[str] = []

    def accept(dialog: Dialog) -> None:
        shown.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(f"https://archive.example.org/{path}")
    code = unquote(bookmarklet.bookmarklet().removeprefix("javascript:"))
    with page.expect_event("dialog"):
        page.evaluate(code)
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert shown == [copied]
    (entry,) = read(f"2023-04-w4\n{copied}").weeks[0].entries
    address = f"https://archive.example.org/{path}".partition("#")[0].partition(
        "?utm"
    )[0]
    assert [url.text for url in entry.urls] == [address]
    assert entry.title
    assert (entry.title.text, entry.names) == (expected, authors)
    assert not entry.commentary
