"""Features of static/site.js: light and dark mode, copying, keyboard shortcuts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.sites import KINDS
from tests.helpers import build_site

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(253, 252, 249)", "rgb(23, 22, 20)"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


@pytest.mark.parametrize(
    ("system", "seen"),
    [("light", [LIGHT, DARK, LIGHT, LIGHT]), ("dark", [DARK, LIGHT, DARK, DARK])],
)
def test_the_switch_goes_to_the_other_scheme_first(
    system: str, seen: list[str], root: str, open_page: Open
) -> None:
    page = open_page(root + "index.html", color_scheme=system)
    for colour in seen:
        assert page.evaluate(PAPER) == colour
        assert {
            m.get_attribute("content")
            for m in page.locator("meta[name=theme-color]").all()
        } == {colour}
        page.locator("button.theme").click()


def test_the_scheme_is_remembered_and_never_flashes(
    root: str, open_page: Open
) -> None:
    page = open_page(root + "index.html", color_scheme="light")
    button = page.get_by_role("button", name="화면 밝기: 시스템 설정대로")
    button.click()
    expect(page.get_by_role("button", name="화면 밝기: 어둡게")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("화면 밝기: 어둡게")
    # The first frame is already dark: the recorded value was computed before the first paint.
    page.add_init_script(
        f"requestAnimationFrame(() => window.first = document.body ? {PAPER} : '{DARK}')"
    )
    page.goto(root + KINDS["week"])
    page.wait_for_function("window.first")
    assert page.evaluate("window.first") == DARK
    assert page.evaluate(PAPER) == DARK
    page.go_back()
    assert page.evaluate(PAPER) == DARK


def test_pages_that_are_already_open_follow(served: str, open_page: Open) -> None:
    """Another tab gets a storage event; a page restored from the back/forward cache reads the
    setting again."""
    page = open_page(served + "index.html", color_scheme="light")
    other = page.context.new_page()
    other.goto(served + KINDS["week"])
    other.locator("button.theme").click()
    page.wait_for_function(f"{PAPER} === '{DARK}'")
    page.evaluate("localStorage.setItem('weeknotes-theme', 'light')")
    assert page.evaluate(PAPER) == DARK
    page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    )
    assert page.evaluate(PAPER) == LIGHT


def test_j_and_k_move_between_entries(root: str, open_page: Open) -> None:
    page = open_page(root + KINDS["week"])
    titles = page.locator(".entry h2 a").all_text_contents()
    for key, title in (("j", 0), ("j", 1), ("ㅓ", 2), ("ㅏ", 1), ("k", 0), ("k", 0)):
        page.evaluate(
            "key => document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', {key, bubbles: true}))",
            key,
        )
        assert focused(page) == titles[title], key
    page.keyboard.press("j")
    top = page.evaluate(
        "document.activeElement.closest('article').getBoundingClientRect().top"
    )
    assert 0 <= top < 100
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/**")


def test_j_reaches_something_on_every_kind_of_page(
    served: str, open_page: Open
) -> None:
    page = open_page(served)
    reached = set()
    for kind, path in KINDS.items():
        page.goto(served + path)
        page.keyboard.press("j")
        if page.evaluate(
            "document.activeElement.matches('main :is(article, li) a[href]')"
        ):
            reached.add(kind)
    assert reached == set(KINDS)


def test_keys_start_from_where_one_reads(served: str, open_page: Open) -> None:
    page = open_page(served + KINDS["week"])
    page.evaluate("document.querySelectorAll('.entry')[4].scrollIntoView()")
    page.keyboard.press("j")
    assert focused(page) == page.locator(".entry h2 a").all_text_contents()[4]


def test_keys_leave_typing_and_the_browser_s_own_alone(
    served: str, open_page: Open
) -> None:
    page = open_page(served + KINDS["week"])
    for pressed in ("Control+j", "Alt+k", "Meta+j"):
        page.keyboard.press(pressed)
        assert page.evaluate("document.activeElement === document.body")
    page.evaluate(
        "document.querySelector('main').append("
        "Object.assign(document.createElement('input'), {id: 'field'}))"
    )
    page.locator("#field").focus()
    page.keyboard.type("jk?")
    assert page.locator("#field").input_value() == "jk?"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_turned_off_for_good(
    served: str, open_page: Open
) -> None:
    page = open_page(served + KINDS["week"])
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="단축키")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="단축키").click()
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="닫기").click()
    page.goto(served + "index.html")
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="단축키").click()
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('main li a')")


def test_the_first_tab_leads_past_the_navigation(
    served: str, open_page: Open
) -> None:
    page = open_page(served + KINDS["week"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


COPY = """{% extends "base.html" %}
{% block main %}<h1>{{ label }}</h1><pre id="cite" tabindex="0">@misc{a,
  title = {가}}
</pre><button type="button" class="copy" data-copy hidden aria-controls="cite">복사</button>
{% endblock %}"""


@pytest.fixture(scope="module")
def copying(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("copy")
    build_site(
        folder,
        {
            "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n",
            "templates/week.html": COPY,
        },
    )
    return (folder / "site/weeks/2023-04-w4.html").as_uri()


def test_copying(copying: str, open_page: Open) -> None:
    page = open_page(copying, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="복사").click()
    expect(page.get_by_role("status")).to_have_text("복사했습니다")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == "@misc{a,\n  title = {가}}"
    )
    expect(page.get_by_role("button", name="복사했습니다")).to_be_visible()
    expect(page.get_by_role("button", name="복사", exact=True)).to_be_visible()


def test_the_link_to_a_note_copies_itself(served: str, open_page: Open) -> None:
    page = open_page(
        served + KINDS["week"], permissions=["clipboard-read", "clipboard-write"]
    )
    link = page.locator(".permalink").first
    link.click()
    expect(page.get_by_role("status")).to_have_text("복사했습니다")
    anchor = page.locator("article.entry").first.get_attribute("id")
    public = f"https://example.org/deep/notes/{KINDS['week']}#{anchor}"
    assert page.evaluate("navigator.clipboard.readText()") == public
    assert page.url.endswith(f"#{anchor}")
    expect(link).to_have_text("이 노트의 주소")


def test_the_address_of_a_feed_is_copied(served: str, open_page: Open) -> None:
    page = open_page(
        served + KINDS["tag"], permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="주소 복사").click()
    expect(page.get_by_role("status")).to_have_text("복사했습니다")
    feed = page.get_by_role("link", name="이 주제 구독").get_attribute("href")
    public = f"https://example.org/deep/notes/tags/{feed}".replace("tags/../", "")
    assert page.evaluate("navigator.clipboard.readText()") == public


def test_a_filter_of_a_section_leaves_the_others(
    served: str, open_page: Open
) -> None:
    page = open_page(served + "subscribe.html")
    feeds = page.locator("main section").first.locator("li")
    page.locator(".filter").fill("없는 이름")
    expect(page.get_by_text("맞는 것이 없습니다")).to_be_visible()
    expect(page.locator(".topics li:visible")).to_have_count(0)
    expect(feeds.first).to_be_visible()
    expect(page.get_by_role("heading", name="주제별로")).to_be_visible()
    page.locator(".filter").fill("")
    expect(page.get_by_text("맞는 것이 없습니다")).to_be_hidden()
    expect(page.locator(".topics li:visible")).not_to_have_count(0)


def test_where_nothing_may_be_copied_it_is_selected(
    copying: str, open_page: Open
) -> None:
    page = open_page(copying)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    page.get_by_role("button", name="복사").click()
    expect(page.get_by_role("status")).to_contain_text("Ctrl+C")
    assert "@misc{a," in str(page.evaluate("getSelection().toString()"))


def test_settings_that_cannot_be_kept_hold_for_the_page(
    served: str, open_page: Open
) -> None:
    page = open_page(served + "index.html", color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.goto(served + "index.html")
    page.locator("button.theme").click()
    assert page.evaluate(PAPER) == DARK


def test_an_index_shows_what_is_typed(root: str, open_page: Open) -> None:
    """Also an unfinished syllable; a folded list is opened."""
    page = open_page(root + KINDS["authors"])
    every = page.locator("main li:visible").count()
    name = page.locator(".names li a").last.inner_text()
    field = page.get_by_role("searchbox")
    field.fill(name.upper())
    assert page.locator("main li:visible a").all_inner_texts() == [name]
    expect(page.locator(".letters")).to_be_hidden()
    field.fill("")
    assert page.locator("main li:visible").count() == every
    page.goto(root + KINDS["tags"])
    once = page.locator(".once li a").first.text_content()
    field.fill(once or "")
    expect(page.locator(".once li:visible a").first).to_have_text(once or "")


def test_a_chart_is_one_stop_and_can_be_touched(root: str, open_page: Open) -> None:
    page = open_page(
        root + "atlas.html", has_touch=True, viewport={"width": 390, "height": 844}
    )
    chosen = page.locator(".chosen a").first
    bars = page.locator(".lines svg a")
    stop = page.locator(".lines svg a[tabindex='0']")
    assert stop.count() == 1
    assert chosen.inner_text() == stop.locator("title").text_content()
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    assert bars.nth(1).evaluate("bar => bar === document.activeElement")
    page.keyboard.press("Home")
    assert chosen.inner_text() == bars.first.locator("title").text_content()
    chart = page.locator(".lines svg").first
    chart.tap(position={"x": 1, "y": 30})
    assert page.url.endswith("atlas.html")
    assert chosen.get_attribute("href") == chart.locator("a").first.get_attribute(
        "href"
    )
    chosen.tap()
    expect(page.locator("h1")).not_to_have_text("한눈에 보기")
