"""Hostile text in every field, in a real browser: it runs on no page, in no feed and in no search
result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.browser.sites import serving
from tests.helpers import build_site
from tests.hostile.site import PAYLOADS, files

# Things that our pages never contain: event handlers, styles, frames, script URLs, another base.
STRANGE = """(parsed) => {
const root = parsed ?? document;
const strangers = new RegExp('^(iframe|frame|object|embed|base|style|template|applet|audio|video'
  + '|animate|set|foreignobject|use)$', 'i');
const runs = /^(on.*|style|srcdoc|formaction|ping|background|xlink:href)$/i;
return [...root.querySelectorAll('*')].flatMap((e) => [
  ...(strangers.test(e.localName) ? [e] : []),
  ...(e.localName === 'script' && e.type !== 'application/ld+json'
    && (e.textContent || !e.src.startsWith(location.origin)) ? [e] : []),
  ...[...e.attributes].filter((a) => runs.test(a.name)),
  ...['href', 'src', 'action', 'data', 'poster'].map((name) => e.getAttribute?.(name))
    .filter((link) => link !== null && URL.canParse(link, document.baseURI)
      && !/^(https?|mailto):$/.test(new URL(link, document.baseURI).protocol)),
].map((what) => `${what.outerHTML ?? what.name ?? what} in ${e.outerHTML}`.slice(0, 200)));
}"""
SEARCHED = """(query) => [...document.querySelectorAll("[data-query]")].some((e) => (
  e.dataset.query === query && e.querySelector(".search-found[aria-busy=false]")))"""
STRANGE_IN = f"""async (urls) => (await Promise.all(urls.map(async (url) => {{
  const html = await (await fetch(url)).text();
  return ({STRANGE})(new DOMParser().parseFromString(html, "text/html"));
}}))).flat()"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    assert build_site(folder, files("https://example.org/deep/notes/")).published
    (folder / "www" / "deep").mkdir(parents=True)
    return (folder / "site").rename(folder / "www" / "deep" / "notes")


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    with serving(hostile) as served:
        yield served


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page without its Content-Security-Policy, which would stop scripts, and a list of forbidden
    events that happened on it."""
    with browser.new_context(bypass_csp=True) as context:
        happened: list[str] = []
        page = context.new_page()

        def heard(event: Dialog | ConsoleMessage | Request) -> None:
            match event:
                case Dialog():
                    happened.append(f"alert on {page.url}")
                    event.dismiss()
                case ConsoleMessage() if (
                    event.type == "error"
                    and not event.location["url"].endswith("/favicon.ico")
                ):
                    happened.append(f"{event.text} on {page.url}")
                case Request() if not event.url.startswith(address):
                    happened.append(f"request to {event.url}")

        page.on("dialog", heard)
        page.on("console", heard)
        page.on("request", heard)
        page.on("pageerror", lambda error: happened.append(f"{error} on {page.url}"))
        page.on("popup", lambda _: happened.append(f"a window from {page.url}"))
        yield page, happened


def test_no_page_has_what_could_run(
    watched: tuple[Page, list[str]], hostile: Path, address: str
) -> None:
    page, happened = watched
    paths = [
        path.relative_to(hostile).as_posix()
        for path in sorted(hostile.rglob("*.html"))
    ]
    assert len(paths) > 5 * len(PAYLOADS)
    page.goto(address + "404.html")
    for at in range(0, len(paths), 20):
        urls = [address + quote(path) for path in paths[at : at + 20]]
        happened += page.evaluate(STRANGE_IN, urls)
    assert happened == []


def test_no_page_runs_what_was_typed(
    watched: tuple[Page, list[str]], hostile: Path, address: str
) -> None:
    """One page in eight; each kind of page has many."""
    page, happened = watched
    for path in sorted(hostile.rglob("*.html"))[::8]:
        page.goto(address + quote(path.relative_to(hostile).as_posix()))
        if b'http-equiv="refresh"' in path.read_bytes():
            page.wait_for_function(
                "!document.querySelector('meta[http-equiv=refresh]')"
            )
            assert page.url.startswith(address)
        happened += page.evaluate(STRANGE)
    assert happened == []


def test_no_feed_runs_what_was_typed(
    watched: tuple[Page, list[str]], hostile: Path, address: str
) -> None:
    """As in a reader that shows the HTML of an item unchanged."""
    page, happened = watched
    page.goto(address + "index.html")
    items = [
        item["content_html"]
        for item in json.loads((hostile / "feed.json").read_bytes())["items"]
    ]
    for feed in ("papers.xml", "tags/tag1.xml"):
        items += [
            e.text or ""
            for e in etree.parse(hostile / feed).iterfind("channel/item/*")
            if e.tag == "description" or "content" in e.tag
        ]
    assert len(items) > len(PAYLOADS)
    for html in items:
        page.evaluate(
            "(html) => { document.body.innerHTML = html; }",
            html.replace("https://example.org/deep/notes/", address),
        )
        happened += page.evaluate(STRANGE)
    assert happened == []


def test_the_search_shows_what_was_typed_as_text(
    watched: tuple[Page, list[str]], address: str
) -> None:
    """One text in three."""
    page, happened = watched
    for payload in PAYLOADS[::3]:
        typed = payload.replace("\x00", "")
        page.goto(f"{address}search.html?q={quote(typed)}")
        page.wait_for_selector(".search-found[aria-busy=false]", state="attached")
        happened += page.evaluate(STRANGE)
        query = f"글 {typed.split()[0][:20]}"
        page.fill("main input[type=search]", query)
        page.wait_for_function(SEARCHED, arg=query)
        happened += page.evaluate(STRANGE)
    assert happened == []
