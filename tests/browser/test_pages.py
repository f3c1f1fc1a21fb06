"""Every kind of page in a browser: nothing is wider than the screen, targets are large enough, and
pages work without scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.sites import KINDS

WIDE = """() =>
[...document.querySelectorAll('html, body *')]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e) => !e.closest('.wide, .tex, pre, .hidden, .skip'))
  .map((e) => e.outerHTML.slice(0, 90))
  .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])
"""
# WCAG 2.5.8: targets have 24 px, or a circle of 24 px around the center of a target touches no
# other target. Links in a sentence are exempt, and so are the marks of a chart, because its table
# has the same links.
SMALL = """() => {
const free = '.note, .authors, .skip, .bars';
const targets = [...document.querySelectorAll('a, button, summary')]
  .filter((e) => e.checkVisibility() && !e.closest(free));
const beyond = (at, start, end) => Math.max(start - at, 0, at - end);
const meets = (x, y, r) => Math.hypot(beyond(x, r.left, r.right), beyond(y, r.top, r.bottom)) < 12;
return targets.filter((target) => {
  const own = target.getBoundingClientRect();
  const x = own.x + own.width / 2, y = own.y + own.height / 2;
  const others = targets.filter((other) => other !== target)
    .flatMap((other) => [...other.getClientRects()]);
  return Math.min(own.width, own.height) < 24 && others.some((r) => meets(x, y, r));
}).map((e) => e.outerHTML);
}"""
SPACING = """
addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '* { line-height: 1.5 !important; letter-spacing: .12em !important; '
    + 'word-spacing: .16em !important }';
  document.head.append(style);
});
"""


def visit(page: Page, root: str, script: str, *widths: int) -> dict[str, object]:
    """The findings of a script on each kind of page at each width, with details opened.  Pages
    without findings are omitted."""
    found = {}
    for kind, path in KINDS.items():
        page.goto(root + path)
        page.evaluate(
            "for (const details of document.querySelectorAll('details')) details.open = true"
        )
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if result := page.evaluate(script):
                found[f"{kind} at {width}"] = result
    return found


def test_nothing_is_wider_than_the_window(served: str, open_page: Open) -> None:
    """320 px corresponds to a window of 1280 px at a zoom of 400 % (WCAG 1.4.10)."""
    assert visit(open_page(served), served, WIDE, 320, 700, 1920) == {}


def test_wider_spacing_of_text_breaks_nothing(served: str, open_page: Open) -> None:
    """WCAG 1.4.12: the reader's own letter, word and line spacing."""
    page = open_page(served, bypass_csp=True)
    page.add_init_script(SPACING)
    assert visit(page, served, WIDE, 320) == {}


def test_targets_are_large_enough(served: str, open_page: Open) -> None:
    assert visit(open_page(served), served, SMALL, 390, 1280) == {}


def test_every_page_without_scripts(root: str, open_page: Open) -> None:
    """Features of scripts are hidden; everything else works: a week, its contents, a paper, and
    back to the week."""
    page = open_page(root + "index.html", java_script_enabled=False)
    expect(page.locator("button:visible")).to_have_text(["검색"])
    page.locator(".newest .title").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator(".aside a").first.click()
    expect(
        page.locator(".toc summary")
    ).to_be_hidden()  # the contents are in the margin
    page.locator(".toc li a").last.click()
    assert "#" in page.url
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".toc summary").click()
    page.locator(".toc li a").first.click()
    assert "#" in page.url
    page.get_by_role("navigation").get_by_role("link").nth(2).click()
    assert page.url.endswith("tags/index.html")
    page.locator(".topics a").first.click()
    expect(page.locator("h1")).to_contain_text("#llm")


def test_every_page_from_a_folder_and_a_server(root: str, open_page: Open) -> None:
    """Pages have their styles and scripts.  `open_page` checks that there are no errors and no
    external requests."""
    bare = (
        "getComputedStyle(document.body).display !== 'flex' "
        "|| document.querySelector('button.theme').hidden"
    )
    assert (
        visit(open_page(root + "index.html", color_scheme="dark"), root, bare, 1280)
        == {}
    )


def test_inline_code_is_refused(root: str, browser_page: Page) -> None:
    """The policy blocks inline scripts and inline styles."""
    browser_page.goto(root + "index.html")
    browser_page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const styled = '<p id="styled" style="color: rgb(1, 2, 3)">글</p>';
      document.body.insertAdjacentHTML('beforeend', styled);
    }""")
    assert browser_page.evaluate("window.ran") is None
    assert browser_page.evaluate("getComputedStyle(styled).color") != "rgb(1, 2, 3)"


def test_a_page_that_is_not_there_at_any_depth(
    served: str, browser_page: Page
) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 800})
    response = browser_page.goto(served + "no/such/page.html")
    assert response
    assert response.status == 404
    assert browser_page.evaluate("getComputedStyle(document.body).display") == "flex"
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 320
    browser_page.locator("main li a").nth(1).click()
    assert browser_page.url == served + "weeks/index.html"


def test_print_is_ink_on_white(served: str, open_page: Open) -> None:
    page = open_page(served + KINDS["week"], color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert (
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert (
        page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        == "rgb(29, 27, 24)"
    )
    expect(page.locator("nav:visible, .foot:visible, button:visible")).to_have_count(
        0
    )
    assert page.pdf()[:4] == b"%PDF"


def test_forced_colours_show_where_one_is_and_offer_no_others(
    served: str, open_page: Open
) -> None:
    page = open_page(served + "weeks/index.html", forced_colors="active")
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('nav [aria-current]')).textDecorationLine"
        )
        == "underline"
    )
    expect(page.locator("button.theme")).to_be_hidden()
