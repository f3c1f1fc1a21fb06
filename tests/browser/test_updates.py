"""Search while the site is published again: from a cache, in a tab that stays open, and when files
cannot be loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.updates import READY, ChromiumReaders, Files, serving, updates
from tests.helpers import make_site
from weeknotes.pipeline import build_to_disk

LIBRARY: Files = {
    f"{month:02}.txt": f"2023년 {month}월 1주차\n"
    + "".join(
        f"https://arxiv.org/abs/23{month:02}.{n:05}\nThe {name} Thing {month} (Ada Kim)\n"
        f"{name} 모델을 학습한다.\n#llm\n"
        for n, name in enumerate("Alpha Beta Gamma Delta Epsilon Zeta".split() * 2)
    )
    for month in (1, 2)
}
WORDS = ("모델", "between")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_after_each_update_the_right_papers_are_found(
    scheme: str, tmp_path: Path, browser: Browser
) -> None:
    readers = partial(ChromiumReaders, browser)
    answers = list(updates(readers, make_site(tmp_path, {}), scheme, LIBRARY, WORDS))
    assert len(answers) == (12 if scheme == "http" else 2)
    for answer in answers:
        assert answer.found == answer.right, (answer.change, answer.reader)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folders = make_site(
        tmp_path_factory.mktemp("failing"),
        {f"notes/{name}": text for name, text in LIBRARY.items()},
    )
    assert build_to_disk(folders).published
    return folders.output


@pytest.fixture(params=["http", "file"])
def failing(request: pytest.FixtureRequest, built: Path) -> Iterator[str]:
    """The address of a site whose files may be missing."""
    if request.param == "file":
        yield f"{built.as_uri()}/"
        return
    with serving(built, "no-store") as address:
        yield address


@contextmanager
def missing(path: Path) -> Iterator[None]:
    kept = path.rename(path.with_suffix(".kept"))
    yield
    kept.rename(path)


def test_every_file_may_fail_and_search_goes_on(
    failing: str, built: Path, browser_page: Page
) -> None:
    page = browser_page

    def ask(word: str) -> None:
        page.keyboard.press("F2")
        if (field := page.get_by_role("searchbox")).count():
            field.fill("")
            field.fill(word)

    # Hits that are shown all the same.
    hits = {
        "search-all": 0,
        "search/head": 0,
        "search/l": 0,
        "search/t0": 1,
        "search/heard": 4,
    }
    for name, n in hits.items():
        said = page.get_by_text("검색을 불러오지 못했습니다")
        with missing(built / f"{name}.js"):
            page.goto(f"{failing}search.html?q=alpha")
            expect(said).to_be_visible()
            page.get_by_role("button", name="다시 시도").evaluate(
                "it => it.className = 'old'"
            )
            ask("alpha")  # it fails for a while
            expect(page.locator(".old")).to_have_count(0)
            expect(said).to_be_visible()
            expect(page.locator("main ol > li")).to_have_count(n)
        ask("alpha")
        page.wait_for_function(READY, arg="alpha")
        expect(said).to_be_hidden()
