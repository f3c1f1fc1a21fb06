"""An open page while its site is edited: differences are patched in place, errors are shown on
top."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Open
from tests.helpers import NOTES, make_site
from tests.serving import Served, serving
from weeknotes.config.folders import Folders
from weeknotes.server import load_live_site, watch

WEEK, DIGEST = "weeks/2023-08-w2.html", "notes/2023-08-w2.md"
CONFIG = "title: 읽은 것들\nbase_url: https://example.org/deep/notes/\n"


class Written(NamedTuple):
    """A served site and its folders."""

    served: Served
    folders: Folders

    def save(self, name: str, text: str) -> None:
        """Save a file of the site as editors do: under another name, then renamed."""
        file = self.folders.site / name
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(file)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file by another one."""
        text = (self.folders.site / name).read_text("utf-8")
        assert text.count(old) == 1
        self.save(name, text.replace(old, new))


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Written]:
    shutil.copytree(NOTES, tmp_path / "notes")
    folders = make_site(tmp_path, {"weeknotes.yml": CONFIG})
    with serving(
        partial(load_live_site, folders), partial(watch, folders)
    ) as served:
        served.next()
        yield Written(served, folders)


def mark(page: Page) -> None:
    """Set a variable on the page, which a reload would remove."""
    page.evaluate("window.mark = true")


def marked(page: Page) -> bool:
    return bool(page.evaluate("window.mark === true"))


def wait_for_build(page: Page, number: int) -> None:
    """Wait until a page shows the snapshot with this number, or a later one."""
    page.wait_for_function(
        "number => document.documentElement.dataset.live?.split('.')[1] >= number",
        arg=number,
    )


def test_a_page_changes_where_it_stands(written: Written, open_page: Open) -> None:
    """The scroll position stays, although text was added above; so do the focus and open
    details."""
    page = open_page(
        written.served.address + WEEK, viewport={"width": 900, "height": 500}
    )
    page.locator("details.toc summary").click()
    third = page.locator("article").nth(2)
    third.locator("h2 a").focus()
    third.evaluate("e => e.scrollIntoView()")
    top = third.evaluate("e => e.getBoundingClientRect().top")
    mark(page)
    written.edit(
        DIGEST,
        "초당 30장 이상.",
        "초당 30장 이상.\n\n" + "새로 쓴 긴 문단입니다. " * 60,
    )
    expect(page.locator("article").first).to_contain_text("새로 쓴 긴 문단입니다.")
    assert marked(page)
    assert abs(third.evaluate("e => e.getBoundingClientRect().top") - top) < 2
    assert (
        page.evaluate("document.activeElement.textContent")
        == "Attention Is Off By One"
    )
    assert page.locator("details.toc").get_attribute("open") is not None


def entry(number: int) -> str:
    return (
        f"\n---\n\nhttps://arxiv.org/abs/2308.9999{number}\n\n"
        f"An Entry of Its Own {number} (Ada Kim)\n\n새 글 {number}.\n\n#new\n\n"
    )


EDITS = (
    (DIGEST, "잘 되는 이유를", "잘 되는 까닭을"),
    (DIGEST, "#nerf\n", "#nerf\n" + entry(1)),  # a new entry in the middle
    # A new first entry.
    (
        DIGEST,
        "# 2023년 8월 2주차\n",
        "# 2023년 8월 2주차\n" + entry(2),
    ),
    (DIGEST, "#moe #vision_transformer #scaling", "#scaling #sparse"),  # other tags
    # One entry less; its text becomes part of another.
    (DIGEST, "https://arxiv.org/abs/2308.00951\n", ""),
    (
        DIGEST,
        "#nerf\n",
        "![다른 그림](2023/attention-memory.svg)\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n\n#nerf\n",
    ),
    ("weeknotes.yml", "title: 읽은 것들", "title: 다르게 읽은 것들\nauthor: 홍길동"),
)


STATE = """() => {
  const body = document.body.cloneNode(true);
  for (const element of body.querySelectorAll("*")) {
    const sorted = [...element.attributes].sort((one, other) => one.name < other.name ? -1 : 1);
    for (const { name } of sorted) element.removeAttribute(name);
    for (const { name, value } of sorted) element.setAttribute(name, value);
  }
  return [document.title, body.innerHTML];
}"""
"""The content of a page.  The order of attributes means nothing."""


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
        wait_for_build(page, written.served.next().number)
        fresh.goto(written.served.address + path)
        assert page.evaluate(STATE) == fresh.evaluate(STATE), edit
    assert marked(page)


Asked = list[str]


def listen_to(page: Page, written: Written) -> Asked:
    """The paths that a page requests from now on, without the server's own files."""
    asked: Asked = []

    def note(request: Request) -> None:
        path = request.url.removeprefix(written.served.address)
        if not path.startswith("-/"):
            asked.append(path)

    page.on("request", note)
    return asked


def test_an_open_page_asks_for_nothing_but_itself(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    page.wait_for_function("() => document.documentElement.dataset.live")
    mark(page)
    asked = listen_to(page, written)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    expect(page.locator("main")).to_contain_text("잘 되는 까닭을")
    assert asked == [WEEK]
    assert marked(page)


OBSERVED = (
    "{ subtree: true, childList: true, attributes: true, characterData: true }"
)


def test_a_page_that_shows_nothing_of_a_change_stays(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + "weeks/2022-12-w3.html")
    page.wait_for_function("() => document.documentElement.dataset.live")
    changes = "new MutationObserver(() => window.changed = true)"
    page.evaluate(f"{changes}.observe(document.body, {OBSERVED})")
    mark(page)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    wait_for_build(page, written.served.next().number)
    assert not page.evaluate("window.changed === true")
    assert marked(page)


def test_styles_are_swapped_without_loading_the_page_anew(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    page.wait_for_function("() => document.documentElement.dataset.live")
    mark(page)
    asked = listen_to(page, written)
    for width in (7, 9):
        written.save(
            "static/custom.css", f"main {{ border-top: {width}px solid red }}"
        )
        expect(page.locator("main")).to_have_css("border-top-width", f"{width}px")
    assert {path.partition("?")[0] for path in asked} <= {"style.css", WEEK}
    assert marked(page)
    expect(page.locator("head link[rel=stylesheet]")).to_have_count(1)


def test_other_scripts_and_images_load_the_page_anew(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    for name, text in (
        (
            "static/site.js",
            "'use strict'; document.documentElement.dataset.other = 'yes';",
        ),
        (
            "static/theme.js",
            "'use strict'; document.documentElement.dataset.theme = 'dark';",
        ),
    ):
        mark(page)
        written.save(name, text)
        page.wait_for_function(
            "() => !window.mark && document.readyState === 'complete'"
        )
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
    # Wait for this load: a load that listed static/ earlier could still read the template below.
    while "more.css" not in written.served.next().files:
        pass
    link = '<link rel="stylesheet" href="{{ page.root }}more.css">'
    written.save(
        "templates/week.html",
        f'{{% extends "theme/week.html" %}}{{% block head %}}{link}{{% endblock %}}',
    )
    expect(page.locator("main")).to_have_css("border-top-width", "7px")


def test_buttons_go_on_working(written: Written, open_page: Open) -> None:
    """A script has a reference to the copy button: the text next to it changes, the button
    stays."""
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


def test_an_error_lies_over_the_page_until_it_is_mended(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    mark(page)
    written.save("weeknotes.yml", "title: [\n")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("오류 1개: 오류가 나기 전의 사이트입니다")
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


def test_a_template_that_cannot_be_compiled_lies_over_every_page(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address)
    title = page.title()
    mark(page)
    written.save("templates/week.html", "before\n{{ label")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("오류 1개: 오류가 나기 전의 사이트입니다")
    expect(alert).to_contain_text("templates/week.html:2:1 template-error")
    expect(page).to_have_title(title)
    assert marked(page)
    # The old site, although the page is rendered only now.
    page.goto(written.served.address + WEEK)
    expect(page.get_by_role("heading", level=1)).to_have_text("2023년 8월 2주차")
    expect(alert).to_be_visible()
    mark(page)
    (written.folders.site / "templates/week.html").unlink()
    expect(alert).to_have_count(0)
    assert marked(page)


FAILS = (
    '{% extends "theme/week.html" %}\n{% block head %}{{ nothing }}{% endblock %}'
)


def test_a_page_that_cannot_be_rendered_says_so_until_it_is_mended(
    written: Written, browser_page: Page
) -> None:
    page = browser_page
    page.goto(written.served.address + WEEK)
    other = page.context.new_page()
    other.goto(written.served.address)
    mark(other)
    written.save("templates/week.html", FAILS)
    error = "templates/week.html:2:1: error: 'nothing' is undefined"
    expect(page.locator("body > pre")).to_contain_text(error)
    expect(page.locator("body > pre")).to_contain_text("[template-error]")
    expect(page.get_by_role("alert")).to_have_count(0)
    wait_for_build(
        other, int(page.evaluate("document.scripts[0].dataset.build.split('.')[1]"))
    )
    expect(other.get_by_role("alert")).to_have_count(0)
    assert marked(other)
    written.save("templates/week.html", FAILS.replace("nothing", "label"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2023년 8월 2주차")


def test_an_open_search_looks_into_the_notes_as_they_are(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    page.wait_for_function("() => document.documentElement.dataset.live")
    page.keyboard.press("/")
    field = page.locator("dialog[open] input[type=search]")
    field.fill("드물다못해")
    expect(page.locator("dialog[open] ol > li")).to_have_count(0)
    mark(page)
    written.edit(DIGEST, "잘 되는 이유를", "드물다못해 잘 되는 이유를")
    page.wait_for_function(
        "() => !window.mark && document.documentElement.dataset.live"
    )
    page.keyboard.press("/")
    field.fill("드물다못해")
    expect(page.locator("dialog[open] ol > li").first).to_be_visible()


def test_the_page_of_the_search_looks_into_the_notes_as_they_are(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + "search.html?q=드물다못해")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "0")
    written.edit(DIGEST, "잘 되는 이유를", "드물다못해 잘 되는 이유를")
    expect(page.locator("main ol > li").first).to_be_visible()


def test_warnings_are_folded_and_can_be_closed(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    warnings = page.locator("#weeknotes-live summary")
    written.edit(DIGEST, "## Attention Is Off By One", "Attention Is Off By One")
    expect(warnings).to_have_text("경고 1개")
    finding = page.get_by_text("읽은 방식: 저자 없는 제목").first
    expect(finding).to_be_hidden()
    warnings.click()
    expect(finding).to_be_visible()
    page.get_by_role("button", name="닫기").click()
    expect(warnings).to_have_count(0)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    expect(page.get_by_text("잘 되는 까닭을")).to_be_visible()
    expect(warnings).to_have_count(0)
    written.edit(DIGEST, "잘 되는 까닭을", "잘 되는 [[없음]] 까닭을")
    expect(warnings).to_have_text("경고 2개")


def test_the_page_that_is_not_there_yet_comes(
    written: Written, browser_page: Page
) -> None:
    page = browser_page
    page.goto(written.served.address + "weeks/2023-08-w3.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "여기에는 아무것도 없습니다"
    )
    written.save(
        "notes/2023-08-w3.txt", "2023년 8월 3주차\nhttps://a.b/c\n글입니다.\n"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("2023년 8월 3주차")
    (written.folders.notes / "2023-08-w3.txt").unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "여기에는 아무것도 없습니다"
    )


def test_a_site_that_begins_with_an_error_comes_when_it_is_mended(
    tmp_path: Path, browser_page: Page
) -> None:
    folders = make_site(
        tmp_path,
        {
            "weeknotes.yml": "title: [\n",
            "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글.\n",
        },
    )
    with serving(
        partial(load_live_site, folders), partial(watch, folders)
    ) as served:
        browser_page.goto(served.address)
        expect(browser_page.get_by_role("alert")).to_contain_text("오류 1개")
        Written(served, folders).save("weeknotes.yml", "title: 처음\n")
        expect(browser_page).to_have_title("처음")


def test_a_page_that_is_not_seen_catches_up_when_it_is(
    written: Written, open_page: Open
) -> None:
    page = open_page(written.served.address + WEEK)
    page.evaluate("""
        Object.defineProperty(document, 'hidden', { get: () => window.away });
        window.turn = (away) => {
            window.away = away;
            document.dispatchEvent(new Event('visibilitychange'));
        };
        turn(true);
    """)
    mark(page)
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 까닭을")
    while "search/" not in written.served.next().since(1):
        pass
    assert "까닭" not in page.locator("main").inner_text()
    page.evaluate("turn(false)")
    expect(page.locator("main")).to_contain_text("잘 되는 까닭을")
    assert marked(page)


STRICT = """<!doctype html>
<html lang="ko"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>엄격</title></head>
<body><main>{{ entries[0].note | markup(page.root) }}</main></body></html>
"""


def test_a_site_s_own_policy_does_not_keep_changes_out(
    written: Written, open_page: Open
) -> None:
    written.save("templates/week.html", STRICT)
    # The first load may have seen only the new folder.
    while "엄격" not in written.served.ask(f"GET /{WEEK}")[2].decode():
        written.served.next()
    page = open_page(written.served.address + WEEK)
    mark(page)
    # A broken link is a warning.
    written.edit(DIGEST, "잘 되는 이유를", "잘 되는 [[없음]] 까닭을")
    expect(page.locator("main")).to_contain_text("까닭을")
    assert marked(page)
    summary = page.locator("#weeknotes-live summary")
    # Its style sheet was loaded too.
    expect(summary).to_have_css("cursor", "pointer")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_read_what_is_wrong(
    scheme: str, written: Written, open_page: Open
) -> None:
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
