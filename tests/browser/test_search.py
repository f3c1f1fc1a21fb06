"""Search as a reader uses it: typing in both scripts, with the keyboard only, from a server and
from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.sites import serving
from tests.helpers import build_site

ENTRIES = [
    (
        "First Things First (Noam Shazeer, Quoc V. Le)",
        "인코더와 디코더를 나눈다. 언어 모델이 크다.",
        "#llm #언어모델",
    ),
    ("Second Thoughts (Noam Shazeer)", "모델링 이야기. GPT-4와 견준다.", "#llm"),
    (
        "Vision-Language Things (Ada Kim, Bea Cho, Cy Dorn, Dale Eck, Le Quoc)",
        "<b>이미지</b>와 말. 모델은 작다. 언어 모델이다.",
        "#vision",
    ),
]
NOTES = "2023년 4월 4주차\n" + "".join(
    f"https://arxiv.org/abs/2304.0000{n}\n{title}\n{text}\n{tags}\n"
    for n, (title, text, tags) in enumerate(ENTRIES)
)
MORE = "2023년 5월 1주차\n" + "".join(
    f"https://arxiv.org/abs/2305.000{n}\nFurther Thing {n} (Ada Kim)\n모델을 또 보았다.\n#more\n"
    for n in range(10, 24)
)
HEARD = """2023년 3월 1주차
https://arxiv.org/abs/2303.00001
Something Foreign (Ada Kim)
트랜스포머를 쓴다.
https://arxiv.org/abs/2303.00002
A Transformer (Ada Kim)
#other
"""
WATCH = """() => {
  const place = document.querySelector('[data-search]');
  window.shown = [];
  new MutationObserver(() => {
    const { query } = place.dataset;
    if (query !== undefined && query !== shown.at(-1)) shown.push(query);
  }).observe(place, { attributes: true, childList: true, subtree: true });
}"""
RETYPED = """() => {
  document.querySelector('input[type=search]').dispatchEvent(new Event('input'));
  return document.querySelectorAll('[data-total]').length;
}"""


@pytest.fixture(scope="module")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    config = "base_url: https://example.org/deep/notes/\nglossary:\n  비전: vision\n"
    assert build_site(
        folder,
        {
            "weeknotes.yml": config,
            "notes/a.txt": NOTES,
            "notes/b.txt": MORE,
            "notes/c.txt": HEARD,
        },
    ).published
    (folder / "www" / "deep").mkdir(parents=True)
    return (folder / "site").rename(folder / "www" / "deep" / "notes")


@pytest.fixture(scope="module")
def served_search(search_site: Path) -> Iterator[str]:
    with serving(search_site) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, search_site: Path) -> str:
    """The address of the site, once on a server under a sub-path and once in a folder."""
    return (
        str(request.getfixturevalue("served_search"))
        if request.param == "http"
        else search_site.as_uri() + "/"
    )


def titles(page: Page) -> list[str]:
    return page.locator("ol > li > a").all_inner_texts()


def total(page: Page, n: int) -> None:
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(n))
    expect(page.locator(".search-found")).to_have_attribute("aria-busy", "false")


def test_an_address_asks(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('모델')}&limit=3")
    total(page, 17)
    assert page.locator("main ol > li").count() == 3
    assert titles(page) == [
        "First Things First",
        "Further Thing 23",
        "Further Thing 22",
    ]  # a match in a tag ranks before a match in the text
    page.locator("main ol > li").nth(1).locator("a").first.click()
    expect(page).to_have_url(re.compile("/papers/2305.00023.html#find="))


def test_results_follow_what_is_typed(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    for typed, n in (
        ("모", 17),
        ("몯", 17),
        ("모데", 17),
        ("모델ㅎ", 0),
        ("모델링", 1),
    ):
        field.fill(typed)
        total(page, n)
    assert titles(page) == ["Second Thoughts"]
    expect(page.locator("ol mark").first).to_have_text("모델링")
    field.fill("")
    field.press_sequentially("gpt-4")
    total(page, 1)
    assert page.locator("ol mark").all_inner_texts() == ["GPT-4"]
    if address.startswith("http"):
        expect(page).to_have_url(f"{address}search.html?q=gpt-4")
    # WebKit resets the field when one comes back.
    page.locator(".search-form").evaluate("form => form.reset()")
    expect(field).to_have_value("gpt-4")


def test_what_was_understood_is_said_and_names_stand_above(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}search.html?q=ahepf")
    total(page, 17)
    expect(page.locator(".search-note")).to_contain_text("ahepf → 모델")
    page.get_by_role("searchbox").fill("ㄴㅇㅁㄷ")
    total(page, 0)
    page.get_by_role("searchbox").fill("ㅇㅇㅁㄷ")
    total(page, 1)
    expect(page.locator(".search-names a")).to_have_attribute(
        "href", re.compile("/tags/.*html$")
    )
    page.get_by_role("searchbox").fill("noam")
    total(page, 2)
    expect(page.locator(".search-names")).to_contain_text("Noam Shazeer")
    page.get_by_role("searchbox").fill("2023년 5월")
    expect(page.locator(".search-names a")).to_have_text(
        [re.compile("^2023년 5월"), re.compile("^2023년 5월 1주차")]
    )


def test_a_paper_that_is_named_stands_above_the_list(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}search.html")
    page.get_by_role("searchbox").press_sequentially("first things")
    total(page, 1)
    named = page.locator(".search-names a")
    expect(named).to_have_text("First Things First")
    expect(named).to_have_attribute("href", re.compile("papers/2304.00000.html$"))
    assert page.locator("main ol > li").count() == 1
    page.get_by_role("searchbox").press("ArrowDown")
    expect(named).to_be_focused()


def test_filters_are_chips(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('모델')}")
    page.get_by_role("button", name="주제 more").click()
    total(page, 14)
    expect(page.get_by_role("searchbox")).to_have_value("모델 tag:more")
    page.get_by_role("button", name="주제 more 빼기").click()
    total(page, 17)
    expect(page.get_by_role("searchbox")).to_have_value("모델")


def test_more_and_nothing(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('모델')}")
    total(page, 17)
    assert page.locator("main ol > li").count() == 10
    few = open_page(f"{address}search.html?q={quote('모델')}&limit=3")
    total(few, 17)
    expect(few).to_have_url(f"{address}search.html?q={quote('모델')}&limit=3")
    expect(few.locator("main ol > li")).to_have_count(3)
    page.get_by_role("button", name="더 보기").press("Enter")
    expect(page.locator("main ol > li")).to_have_count(17)
    expect(page.locator("main ol > li").nth(10).locator("a")).to_be_focused()
    expect(page).to_have_url(f"{address}search.html?q={quote('모델')}&limit=30")
    expect(page).to_have_title(re.compile("^모델 · 검색"))
    page.get_by_role("searchbox").fill("모델 없는말")
    total(page, 0)
    expect(page.locator(".search-status")).to_contain_text("찾은 것이 없습니다")
    page.get_by_role("button", name="모델 17").click()
    total(page, 17)


def test_where_nothing_is_found_a_few_words_are_offered_that_find_something_alone(
    open_page: Open, served_search: str
) -> None:
    words = "모델 and author = {Noam}, things-noam V thing first another 이야기 gpt further"
    page = open_page(f"{served_search}search.html?q={quote(words)}")
    total(page, 0)
    offered = page.locator(".search-found .search-chips button")
    found = ["first 1", "이야기 1", "gpt 1", "Noam 2", "things-noam 1"]
    assert offered.all_inner_texts() == found


def test_a_search_that_takes_long_says_so(
    open_page: Open, served_search: str
) -> None:
    page = open_page(f"{served_search}weeks/index.html")
    page.route("**/search-all.js*", lambda _: None)
    page.evaluate("page => { location.href = page; }", f"{served_search}search.html")
    shown = "one => getComputedStyle(one, '::before').content"
    waiting = page.locator("[data-search]:empty")
    assert waiting.evaluate(shown) == '"찾는 중…"'
    page.unroute_all()  # lets it come
    total(page, 0)
    page.route(re.compile("/search/s[0-9a-f]"), lambda _: None)
    page.get_by_role("searchbox").fill("모델")
    expect(page.locator(".search-status")).to_have_text("찾는 중…")
    page.unroute_all()  # lets them come
    total(page, 17)
    expect(page.locator(".search-status")).to_have_text("17건")


def test_without_a_connection_the_reader_is_told(
    browser_page: Page, served_search: str
) -> None:
    said = re.compile("인터넷에 연결되어 있지 않습니다")
    browser_page.goto(f"{served_search}index.html")
    browser_page.context.set_offline(True)
    browser_page.keyboard.press("/")
    expect(browser_page.get_by_role("alert")).to_contain_text(said)
    browser_page.context.set_offline(False)
    browser_page.goto(f"{served_search}search.html")
    total(browser_page, 0)
    browser_page.context.set_offline(True)
    browser_page.get_by_role("searchbox").fill("모델")
    expect(browser_page.locator(".search-status")).to_contain_text(said)
    browser_page.context.set_offline(False)
    browser_page.get_by_role("button", name="다시 시도").click()
    total(browser_page, 17)


def test_on_a_phone_chips_fade_at_the_edge_and_can_all_be_reached(
    open_page: Open, served_search: str
) -> None:
    query = quote("모델 tag:more author:ada year:2023")
    address = f"{served_search}search.html?q={query}"
    page = open_page(address, viewport={"width": 300, "height": 800})
    total(page, 14)
    chips = page.locator(".search-form + .search-chips")
    assert chips.evaluate("row => row.scrollWidth - row.clientWidth") > 40
    assert "gradient" in chips.evaluate("row => getComputedStyle(row).maskImage")
    chips.evaluate("row => { row.scrollLeft = row.scrollWidth; }")
    right = "one => one.getBoundingClientRect().right"
    assert chips.locator("button").last.evaluate(right) < chips.evaluate(right) - 24


def test_the_total_is_that_of_a_complete_search(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}search.html?q={quote('없는말')}")
    total(page, 0)
    for query, n in (
        ("ahepf tag:llm", 2),
        ("tag:llm", 2),
        ("", 0),
        ("-모델", 0),
        ("tag:x", 0),
    ):
        page.get_by_role("searchbox").fill(query)
        # That of the query before is gone at once.
        assert page.evaluate(RETYPED) == 0
        total(page, n)


def test_words_that_are_heard_are_loaded_after_the_first_result(
    open_page: Open, served_search: str
) -> None:
    page = open_page(f"{served_search}search.html")
    held: list[Route] = []
    page.route("**/search/heard.js*", lambda route: held.append(route))
    field = page.get_by_role("searchbox")
    field.fill("트랜스포머")
    hits = page.locator("main ol > li")
    expect(hits).to_have_count(1)
    expect(page.locator("[data-total]")).to_have_count(0)
    expect(page.locator(".search-found")).to_have_attribute("aria-busy", "true")
    field.press("ArrowDown")
    hits.evaluate("hit => { hit.isFirst = true; }")
    held[0].continue_()
    total(page, 2)
    assert titles(page) == ["Something Foreign", "A Transformer"]
    expect(page.locator(".search-note")).to_contain_text("트랜스포머 → transformer")
    assert hits.first.evaluate("hit => hit.isFirst")
    expect(hits.first.locator("a")).to_be_focused()
    field.fill("트랜스포머 tag:other")  # what no note has as it is typed
    total(page, 1)
    assert titles(page) == ["A Transformer"]


def test_results_of_an_older_query_are_never_those_of_a_newer_one(
    open_page: Open, served_search: str
) -> None:
    page = open_page(f"{served_search}search.html")
    total(page, 0)
    page.evaluate(WATCH)
    page.route(re.compile(r"/search/[st][0-9a-f]"), lambda _: None)
    field = page.get_by_role("searchbox")
    with page.expect_request(re.compile("/search/s[0-9a-f]")):
        field.fill("ahepf")
    for query in ("thoughts", "ahepfㅎ", "thing 1"):
        field.fill(query)
    field.press("ArrowDown")
    expect(field).to_be_focused()  # there are no results to go to
    page.unroute_all()  # lets them come
    total(page, 10)
    assert page.evaluate("shown") == ["thing 1"]


def test_what_else_may_be_meant_is_offered(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('또보았다')}")
    expect(page.locator(".search-note")).to_have_text(
        '또보았다 → "또 보았다" 띄어 쓴 말로 찾음'
    )
    expect(page.locator("main ol > li").first.locator("mark")).to_have_text(
        "또 보았다"
    )
    page.get_by_role("searchbox").fill("언어모델")
    total(page, 1)
    page.get_by_role("button", name='"언어 모델" 2').click()
    total(page, 2)
    page.get_by_role("searchbox").fill("further 2023년 5월")
    total(page, 14)
    expect(page.locator(".search-note")).to_have_text(
        "2023년 5월 → week:2023-05 날짜로 찾음"
    )
    page.get_by_role("searchbox").fill("🔥")
    expect(page.locator(".search-status")).to_contain_text("찾은 것이 없습니다")


def test_of_many_authors_those_are_shown_who_tell_why_it_was_found(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}search.html?q={quote('quoc le tag:vision')}")
    facts = page.locator("main ol > li small")
    expect(facts).to_have_text(
        "2023년 4월 4주차 · Ada Kim, Bea Cho, Cy Dorn · Le Quoc · #vision"
    )


def test_by_keyboard_alone(open_page: Open, address: str) -> None:
    page = open_page(f"{address}weeks/2023-04-w4.html")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search-dialog")).not_to_be_visible()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("thoughts/")
    total(page, 1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog.search-dialog ol a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/papers/2304.00001.html#find=thoughts"))
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("thoughts/")
    total(page, 1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search-dialog")).not_to_be_visible()
    page.reload()
    expect(page.locator("dialog.search-dialog")).to_have_count(0)


def test_a_hit_leads_to_its_sentence(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('언어 ahepf')}")
    total(page, 2)
    assert page.locator("main ol > li a").first.get_attribute("href") == (
        f"{address}papers/2304.00000.html"
    )
    page.locator("main ol > li a").first.click()
    marks = page.locator("main mark")
    expect(marks).to_have_text(["언어", "모델", "언어", "모델"])
    expect(marks.nth(2)).to_be_in_viewport()
    # The button covers nothing.
    button = page.locator(".search-marks")
    assert button.evaluate("one => getComputedStyle(one).position") == "static"
    page.get_by_role("button", name="표시 지우기").click()
    expect(marks).to_have_count(0)
    expect(page.locator(".note").first).to_have_text(ENTRIES[0][1])


def test_results_are_sorted_by_date(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q={quote('모델')}&limit=3")
    total(page, 17)
    page.get_by_role("button", name="최신순").click()
    expect(page.locator("main ol > li a").first).to_have_text("Further Thing 23")
    if address.startswith("http"):
        expect(page).to_have_url(re.compile("limit=3&sort=date"))
        page.reload()
    expect(page.get_by_role("button", name="최신순")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator("main ol > li a").first).to_have_text("Further Thing 23")


def test_the_link_opens_the_dialog_and_enter_the_page(
    open_page: Open, address: str
) -> None:
    page = open_page(f"{address}index.html")
    page.get_by_role("link", name="검색", exact=True).click()
    expect(page.get_by_role("dialog", name="검색")).to_be_visible()
    page.keyboard.insert_text("모델")
    total(page, 17)
    assert page.locator("dialog.search-dialog ol > li").count() == 8
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search.html?q={quote('모델')}")
    total(page, 17)


def test_what_is_typed_and_what_is_shown_are_text(
    open_page: Open, address: str
) -> None:
    page = open_page(
        f"{address}search.html?q={quote('<img src=x onerror=alert(1)> <b>')}"
    )
    total(page, 0)
    page.get_by_role("searchbox").fill("이미지")
    total(page, 1)
    expect(page.locator("ol > li > p")).to_contain_text("<b>이미지</b>와 말.")
    assert page.locator("main b, main img").count() == 0


def test_without_javascript(open_page: Open, address: str) -> None:
    page = open_page(f"{address}search.html?q=x", java_script_enabled=False)
    expect(
        page.get_by_text("검색하려면 JavaScript가 필요합니다", exact=False)
    ).to_be_visible()
    page.get_by_role("link", name="모든 논문").click()
    expect(page).to_have_url(f"{address}papers/index.html")
    page.get_by_role("link", name="검색", exact=True).click()
    expect(page).to_have_url(f"{address}search.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["page", "dialog", "nothing"])
def test_anybody_can_use_it(
    open_page: Open, served_search: str, scheme: str, where: str
) -> None:
    options = {
        "color_scheme": scheme,
        "bypass_csp": True,
        "viewport": {"width": 390, "height": 800},
    }
    query = "ahepf" if where != "nothing" else "모델 없는말"
    if where == "dialog":
        page = open_page(f"{served_search}index.html", **options)
        page.keyboard.press("/")
        page.get_by_role("dialog").get_by_role("searchbox").fill(f"{query} tag:llm")
        total(page, 2)
    else:
        page = open_page(f"{served_search}search.html?q={quote(query)}", **options)
        total(page, 17 if where == "page" else 0)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
