"""Search in Firefox and WebKitGTK: `make browsers`.  It takes minutes, so no other command runs it.

Each check runs in both browsers: from a server, in a sub-path and at the root, and from file://."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.browser.driving import Driver, firefox, webkit
from tests.browser.test_updates import LIBRARY, WORDS
from tests.browser.updates import HITS, LATER, READY, Hit, serving, updates
from tests.helpers import make_site
from weeknotes.pipeline import build_to_disk

LONG = "2022년 12월 1주차\nhttps://arxiv.org/abs/2212.00001\nA Long Note (Ada Kim)\n"
LONG += "첫 문장이다.\n\n" * 99 + "마지막 문장은 트랜스포머를 말한다.\n"
CLOSED = "() => !document.querySelector('dialog[open]')"
FIELD = "() => document.activeElement.matches('input[type=search]')"
FOCUSED = "() => document.activeElement.matches('.search-hits a')"
IS_AT = "(address) => location.href.startsWith(address)"
IN_VIEW = """() => {
  const at = [...document.querySelectorAll('main .note mark')].at(0)?.getBoundingClientRect();
  return scrollY > 0 && at.top >= 0 && at.bottom <= innerHeight;
}"""
SAID = "() => document.body.innerText.includes('검색을 불러오지 못했습니다')"
VALUE = (
    "() => document.querySelector(':is(dialog[open], [data-search]) input').value"
)


@pytest.fixture(scope="module", params=[firefox, webkit])
def driver(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    with request.param(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        f"notes/{name}": text for name, text in {"0.txt": LONG, **LIBRARY}.items()
    }
    folders = make_site(tmp_path_factory.mktemp("browsers"), files)
    assert build_to_disk(folders).published
    return folders.output


class Served(NamedTuple):
    site: Path
    address: str


@pytest.fixture(params=["root", "path", "file"])
def served(
    request: pytest.FixtureRequest, built: Path, tmp_path: Path
) -> Iterator[Served]:
    """A copy of the site at a new address, so that no cache has its files."""
    site = shutil.copytree(built, tmp_path / "site")
    if request.param == "file":
        yield Served(site, f"{site.as_uri()}/")
        return
    with serving(site, "no-store", at_root=request.param == "root") as address:
        yield Served(site, address)


@pytest.fixture
def address(served: Served) -> str:
    return served.address


def test_the_dialog(driver: Driver, address: str) -> None:
    driver.go(f"{address}weeks/2023-01-w1.html")
    driver.press("/")
    driver.until(FIELD)
    driver.type("트랜스포머")
    driver.until(READY, "트랜스포머")
    assert [title for _, title in driver.run(HITS)] == ["A Long Note"]
    driver.press("ArrowDown")
    driver.until(FOCUSED)
    driver.press("Enter")
    driver.until(IS_AT, f"{address}papers/2212.00001.html#find=")
    driver.until(IN_VIEW)
    driver.back()
    driver.until(READY, "트랜스포머")
    assert driver.run(VALUE) == "트랜스포머"
    driver.press("Escape")
    driver.until(CLOSED)
    driver.press("Control", "k")
    driver.until(FIELD)
    driver.press("Enter")
    driver.until(IS_AT, f"{address}search.html?q={quote('트랜스포머')}")
    driver.until(READY, "트랜스포머")


def test_the_page(driver: Driver, address: str) -> None:
    driver.go(f"{address}search.html")
    driver.until(FIELD)
    driver.type("long note")
    driver.until(READY, "long note")
    driver.press("Enter")  # stays
    driver.press("ArrowDown")
    driver.press("ArrowDown")
    driver.until(FOCUSED)
    driver.press("Enter")
    driver.until(IS_AT, f"{address}papers/2212.00001.html#find=")
    driver.until("() => document.querySelector('main .head mark')")
    driver.back()
    driver.until(READY, "long note")
    assert driver.run(VALUE) == "long note"
    driver.reload()
    driver.until(READY, "long note")


FAILING = [
    ("search.html", "search-all.js", "alpha"),
    ("search.html", "search/head.js", "alpha"),
    ("search.html", "search/s*.js", "alpha"),
    ("search.html", "search/l.js", "alpha"),
    ("search.html", "search/t*.js", "alpha"),
    ("search.html", "search/heard.js", "alpha"),
    ("search.html", "search/v-*.js", "alhpa"),
    ("search.html", "search/weeks.js", "2023-01"),
    ("index.html", "search-all.js", "alpha"),
    ("index.html", "search/head.js", "alpha"),
    ("index.html", "search/s*.js", "alpha"),
]
"""A page, the files that cannot be loaded, and a query that needs these files."""
HAS_FIELD = "() => document.querySelector(':is(dialog[open], [data-search]) input')"
HAS_FAILED = f"""() => {{
  const isBusy = document.querySelector('.search-found')?.ariaBusy === 'true';
  return !isBusy && !document.querySelector('.old') && ({SAID})();
}}"""
FOCUS_RETRY = """() => {
  const buttons = [...document.querySelectorAll('button')];
  const retry = buttons.find((button) => button.textContent === '다시 시도');
  retry.className = 'old';
  retry.focus();
}"""


@contextmanager
def missing(site: Path, pattern: str) -> Iterator[None]:
    kept = [path.rename(path.with_suffix(".kept")) for path in site.glob(pattern)]
    assert kept
    yield
    for path in kept:
        path.rename(path.with_suffix(".js"))


@pytest.mark.parametrize("failures", [1, 3])
@pytest.mark.parametrize(("page", "pattern", "query"), FAILING)
def test_every_file_may_fail(
    driver: Driver,
    served: Served,
    page: str,
    pattern: str,
    query: str,
    failures: int,
) -> None:
    """The files cannot be loaded once, or several times."""

    def try_again() -> None:
        driver.run(FOCUS_RETRY)
        driver.press("Enter")

    with missing(served.site, pattern):
        driver.go(f"{served.address}{page}")
        if page == "index.html":
            driver.press("/")
        driver.until(f"() => ({FIELD})() || ({SAID})()")
        if not driver.run(SAID):
            driver.type(query)
        for _ in range(failures - 1):
            driver.until(HAS_FAILED)
            try_again()
        driver.until(HAS_FAILED)
    try_again()
    driver.until(HAS_FIELD)
    if driver.run(VALUE) != query:
        driver.until(FIELD)
        driver.type(query)
    driver.until(READY, query)
    assert driver.run(HITS)
    assert not driver.run(SAID)


class WindowReaders:
    """Both readers, one after the other, in one window."""

    def __init__(self, driver: Driver, address: str) -> None:
        self._driver = driver
        self._page = f"{address}search.html"

    def _shown(self, word: str) -> list[Hit]:
        self._driver.until(READY, word)
        return [Hit(*hit) for hit in self._driver.run(HITS)]

    def ask(self, words: Sequence[str]) -> list[list[Hit]]:
        found = []
        for word in words:
            self._driver.go(f"{self._page}?q={quote(word)}")
            found.append(self._shown(word))
        return found

    def type(self, words: Sequence[str]) -> list[list[Hit]]:
        found = []
        self._driver.run(LATER)
        for word in words:
            self._driver.run(
                "() => document.querySelector(':is(dialog[open], [data-search]) input').select()"
            )
            self._driver.type(word)
            found.append(self._shown(word))
        return found

    def close(self) -> None:
        pass


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_after_each_update_the_right_papers_are_found(
    driver: Driver, scheme: str, tmp_path: Path
) -> None:
    readers = partial(WindowReaders, driver)
    answers = list(updates(readers, make_site(tmp_path, {}), scheme, LIBRARY, WORDS))
    assert len(answers) == (12 if scheme == "http" else 2)
    for answer in answers:
        assert answer.found == answer.right, (answer.change, answer.reader)
