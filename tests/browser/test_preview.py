"""Previews of papers beside links: with a pointer, the keyboard and a finger."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.sites import KINDS


def preview_of(page: Page) -> str:
    """The text of the preview, as soon as it is shown."""
    expect(page.locator(".preview")).to_be_visible()
    return page.locator(".preview").inner_text()


def test_a_pointer_shows_the_paper(served: str, open_page: Open) -> None:
    page = open_page(served + KINDS["paper"])
    link = page.locator(".plain .title").first
    link.hover()
    # As if the link had been out of sight.
    page.evaluate("dispatchEvent(new Event('scroll'))")
    title, text = link.inner_text(), preview_of(page)
    assert text.startswith(title)
    assert page.locator(".preview p").count() > 2
    assert page.locator(".preview a").count() == 0
    assert link.get_attribute("aria-describedby") == "preview"
    page.locator(".preview").hover()  # stays while the pointer is on it
    page.wait_for_timeout(400)
    expect(page.locator(".preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


def test_the_keyboard_shows_the_paper(served: str, open_page: Open) -> None:
    page = open_page(served + KINDS["paper"])
    links = page.locator(".plain .title")
    links.nth(0).focus()
    page.keyboard.press("Tab")
    assert preview_of(page).startswith(links.nth(1).inner_text())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()


def test_the_second_touch_follows(served: str, open_page: Open) -> None:
    page = open_page(served + "weeks/index.html", has_touch=True, viewport=PHONE)
    week = page.evaluate(FIND_NOTE_LINK)
    page.goto(week)
    link = page.locator(".note a[href^='../papers/']").first
    target = link.evaluate("link => link.href")
    link.tap()
    preview_of(page)
    assert page.url == week
    link.tap()
    page.wait_for_url(target)


PHONE = {"width": 390, "height": 844}
FIND_NOTE_LINK = """async () => {
  for (const link of document.querySelectorAll("main li a")) {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    if (page.querySelector(".note a[href^='../papers/']")) return link.href;
  }
}"""


def test_a_folder_has_plain_links(root: str, open_page: Open) -> None:
    """From file:// and without JavaScript."""
    for scripts in (True, False):
        page = open_page(root + KINDS["paper"], java_script_enabled=scripts)
        if not scripts or root.startswith("file:"):
            assert page.locator(".preview").count() == 0
        link = page.locator(".plain .title").first
        title = link.inner_text()
        link.click()
        expect(page.locator("h1")).to_have_text(title)
