"""An open page while its site is written: what differs changes in place, and what is wrong lies
over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.helpers import NOTES, make_site
from tests.serving import Served, serving
from weeknotes.config.folders import Folders
from weeknotes.server import watch
from weeknotes.server.assemble import assemble

WEEK, DIGEST = "weeks/2023-08-w2.html", "notes/2023-08-w2.md"
CONFIG = "title: 읽은 것들\nbase_url: https://example.org/deep/notes/\n"


class Written(NamedTuple):
    """A site that is served, and its folders."""

    served: Served
    folders: Folders

    def save(self, name: str, text: str) -> None:
        """Save a file of the site's as an editor does: beside its place, then over it."""
        file = self.folders.site / name
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(file)

    def edit(self, name: str, old: str, new: str) -> None:
        """Put one text in the place of another."""
        text = (self.folders.site / name).read_text("utf-8")
        assert text.count(old) == 1
        self.save(name, text.replace(old, new))


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Written]:
    shutil.copytree(NOTES, tmp_path / "notes")
    folders = make_site(tmp_path, {"weeknotes.yml": CONFIG})
    with serving(partial(assemble, folders), partial(watch, folders)) as served:
        served.next()
        yield Written(served, folders)


def mark(page: Page) -> None:
    """Leave something on a page that is gone when it is loaded anew."""
    page.evaluate("window.mark = true")


def marked(page: Page) -> bool:
    return bool(page.evaluate("window.mark === true"))


def test_a_page_changes_where_it_stands(written: Written, open_page: Open) -> None:
    """What is read stays in its place, though text came in above it; and so do the focus and what
    is unfolded."""
    page = open_page(written.served.address + WEEK, viewport={"width": 900, "height": 500})
    page.locator("details.toc summary").click()
    third = page.locator("article").nth(2)
    third.locator("h2 a").focus()
    third.evaluate("e => e.scrollIntoView()")
    top = third.evaluate("e => e.getBoundingClientRect().top")
    mark(page)
    written.edit(DIGEST, "초당 30장 이상.", "초당 30장 이상.\n\n" + "새로 쓴 긴 문단입니다. " * 60)
    expect(page.locator("article").first).to_contain_text("새로 쓴 긴 문단입니다.")
    assert marked(page)
    assert abs(third.evaluate("e => e.getBoundingClientRect().top") - top) < 2
    assert page.evaluate("document.activeElement.textContent") == "Attention Is Off By One"
    assert page.locator("details.toc").get_attribute("open") is not None


def entry(number: int) -> str:
    return f"\n---\n\nhttps://arxiv.org/abs/2308.9999{number}\n\nAn Entry of Its Own {number} (Ada Kim)\n\n새 글 {number}.\n\n#new\n\n"


EDITS = (
    (DIGEST, "잘 되는 이유를", "잘 되는 까닭을"),
    (DIGEST, "#nerf\n", "#nerf\n" + entry(1)),  # an entry between
    (DIGEST, "# 2023년 8월 2주차\n", "# 2023년 8월 2주차\n" + entry(2)),  # the first
    (DIGEST, "#moe #vision_transformer #scaling", "#scaling #sparse"),  # other tags
    (DIGEST, "https://arxiv.org/abs/2308.00951\n", ""),  # an entry less, and its text in another
    (
        DIGEST,
        "#nerf\n",
        "![다른 그림](2023/attention-memory.svg)\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n\n#nerf\n",
    ),
    ("weeknotes.yml", "title: 읽은 것들", "title: 다르게 읽은 것들\nauthor: 홍길동"),
)


@pytest.mark.parametrize("path", [WEEK, "index.html", "papers/index.html"])
def test_what_was_changed_is_what_would_have_been_loaded(
    path: str, written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + path)
    page.wait_for_function("() => document.documentElement.dataset.live")
    mark(page)
    fresh = page.context.new_page()
    for edit in EDITS:
        written.edit(*edit)
        number = written.served.next().number
        page.wait_for_function(
            "number => document.documentElement.dataset.live.split('.')[1] >= number", arg=number
        )
        fresh.goto(written.served.address + path)
        state = "[document.title, document.body.innerHTML]"
        assert page.evaluate(state) == fresh.evaluate(state), edit
    assert marked(page)


def test_only_pages_that_differ_are_asked_for_again(written: Written, open_page: Open) -> None:
    """The style changes last: what was asked for before it would be seen."""
    page = open_page(written.served.address + "weeks/2022-12-w3.html")
    mark(page)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url.removeprefix(written.served.address))
    )
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    written.save("static/custom.css", "main { border-top: 7px solid red }")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('main')).borderTopWidth === '7px'"
    )
    assert [path for path in asked if not path.startswith("-/")] == ["style.css"]
    assert marked(page)
    expect(page.locator("head link[rel=stylesheet]")).to_have_count(1)


def test_other_scripts_and_images_load_the_page_anew(written: Written, open_page: Open) -> None:
    page = open_page(written.served.address + WEEK)
    for name, text in (
        ("static/site.js", "'use strict'; document.documentElement.dataset.other = 'yes';"),
        ("static/theme.js", "'use strict'; document.documentElement.dataset.theme = 'dark';"),
    ):
        mark(page)
        written.save(name, text)
        page.wait_for_function("() => !window.mark && document.readyState === 'complete'")
    assert page.evaluate(
        "[document.documentElement.dataset.other, document.documentElement.dataset.theme]"
    ) == ["yes", "dark"]
    mark(page)
    image = written.folders.notes / "softmax-plus-one.png"
    image.write_bytes(image.read_bytes() + b"\0")
    page.wait_for_function("() => !window.mark")


def test_another_head_is_another_page(written: Written, open_page: Open) -> None:
    page = open_page(written.served.address + WEEK)
    written.save("static/more.css", "main { border-top: 7px solid red }")
    while (
        "more.css" not in written.served.next().files
    ):  # or a build that had looked at static/ before might see the template
        pass
    link = '<link rel="stylesheet" href="{{ frame.root }}more.css">'
    written.save(
        "templates/week.html",
        f'{{% extends "theme/week.html" %}}{{% block head %}}{link}{{% endblock %}}',
    )
    expect(page.locator("main")).to_have_css("border-top-width", "7px")


def test_buttons_go_on_working(written: Written, open_page: Open) -> None:
    """A script holds on to the button that copies: the text beside it changes, the button stays."""
    page = open_page(written.served.address + "papers/2308.00951.html")
    copy = page.locator("button[data-copy]").first
    expect(copy).to_be_visible()
    mark(page)
    written.edit(DIGEST, "(Joan Puigcerver,", "(Ada Kim, Joan Puigcerver,")
    expect(page.locator(f"#{copy.get_attribute('aria-controls')}")).to_contain_text(
        "Kim, Ada and Puigcerver, Joan"
    )
    expect(copy).to_be_visible()
    assert marked(page)


def test_an_error_lies_over_the_page_until_it_is_mended(written: Written, open_page: Open) -> None:
    page = open_page(written.served.address + WEEK)
    mark(page)
    written.save("weeknotes.yml", "title: [\n")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("1 error: this is the site as it was before")
    expect(alert).to_contain_text("weeknotes.yml:2:1")
    expect(page).to_have_title("2023년 8월 2주차 · 읽은 것들")
    assert marked(page)
    page.locator("a.name").click()
    expect(page).to_have_title("읽은 것들")
    expect(alert).to_be_visible()
    mark(page)
    written.save("weeknotes.yml", CONFIG.replace("읽은 것들", "고친 것들"))
    expect(page).to_have_title("고친 것들")
    expect(alert).to_have_count(0)
    assert marked(page)


def test_warnings_are_folded_and_can_be_closed(written: Written, open_page: Open) -> None:
    page = open_page(written.served.address + WEEK)
    warnings = page.locator("#weeknotes-live summary")
    expect(warnings).to_have_text("2 warnings")
    finding = page.get_by_text("read as a title without authors").first
    expect(finding).to_be_hidden()
    warnings.click()
    expect(finding).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(warnings).to_have_count(0)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    expect(page.get_by_text("잘 되는 까닭을")).to_be_visible()
    expect(warnings).to_have_count(0)
    written.edit(DIGEST, "# 2023년 8월 2주차\n", "")
    expect(warnings).to_have_text("3 warnings")


def test_the_page_that_is_not_there_yet_comes(written: Written, browser_page: Page) -> None:
    page = browser_page
    page.goto(written.served.address + "weeks/2023-08-w3.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("여기에는 아무것도 없습니다")
    written.save("notes/2023-08-w3.txt", "2023년 8월 3주차\nhttps://a.b/c\n글입니다.\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("2023년 8월 3주차")
    (written.folders.notes / "2023-08-w3.txt").unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("여기에는 아무것도 없습니다")


def test_a_site_that_begins_with_an_error_comes_when_it_is_mended(
    tmp_path: Path, browser_page: Page
) -> None:
    folders = make_site(
        tmp_path,
        {"weeknotes.yml": "title: [\n", "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글.\n"},
    )
    with serving(partial(assemble, folders), partial(watch, folders)) as served:
        browser_page.goto(served.address)
        expect(browser_page.get_by_role("alert")).to_contain_text("1 error")
        Written(served, folders).save("weeknotes.yml", "title: 처음\n")
        expect(browser_page).to_have_title("처음")


def test_a_page_that_is_not_seen_catches_up_when_it_is(written: Written, open_page: Open) -> None:
    page = open_page(written.served.address + WEEK)
    page.evaluate("""
        Object.defineProperty(document, 'hidden', { get: () => window.away });
        window.turn = (away) => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); };
        turn(true);
    """)
    mark(page)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    while not any(path == WEEK for path in written.served.next().since(1)):
        pass
    assert "까닭" not in page.locator("main").inner_text()
    page.evaluate("turn(false)")
    expect(page.locator("main")).to_contain_text("잘 되는 까닭을")
    assert marked(page)


STRICT = """<!doctype html>
<html lang="ko"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>엄격</title></head>
<body><main>{{ entries[0].note | markup(frame.root) }}</main></body></html>
"""


def test_a_site_s_own_policy_does_not_keep_changes_out(written: Written, open_page: Open) -> None:
    written.save("templates/week.html", STRICT)
    while (
        "엄격" not in written.served.ask(f"GET /{WEEK}")[2].decode()
    ):  # the folder alone may have been seen first
        written.served.next()
    page = open_page(written.served.address + WEEK)
    mark(page)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    expect(page.locator("main")).to_contain_text("잘 되는 까닭을")
    assert marked(page)
    expect(page.locator("#weeknotes-live summary")).to_have_css(
        "cursor", "pointer"
    )  # its style came as well


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_read_what_is_wrong(scheme: str, written: Written, open_page: Open) -> None:
    page = open_page(
        written.served.address + WEEK,
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": 390, "height": 800},
    )
    written.save("weeknotes.yml", "title: [\nlanguage: xx\n")
    expect(page.get_by_role("alert")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
