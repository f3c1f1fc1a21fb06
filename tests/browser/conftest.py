"""Fixtures for tests in a real browser: the system's Chromium, with a site from a server and from
file://.

Any console error (such as a violation of the policy) and any request outside the site fails a
test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.sites import STRESS, serving
from tests.helpers import NOTES, make_site
from weeknotes.pipeline import build_to_disk

# The headless shell opens a page in a quarter of the time, because it has no windows.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
Open = Callable[..., Page]
# A busy machine may need longer than the default of 5 s.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("without Chromium")
    with sync_playwright() as playwright:
        # Chromium's sandbox does not work as root, for example in a container.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        yield playwright.chromium.launch(executable_path=program, args=arguments)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of notes/ and one week of extreme text, in a folder that matches its address."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(NOTES, folder / "notes")
    config = "title: 읽은 것들\ndescription: 매주 읽은 것\nauthor: 홍길동\n"
    config += "base_url: https://example.org/deep/notes/\n"
    folders = make_site(
        folder, {"weeknotes.yml": config, "notes/2023-09-w1.txt": STRESS}
    )
    assert build_to_disk(folders).published
    public = folder / "www" / "deep"
    public.mkdir(parents=True)
    return folders.output.rename(public / "notes")


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a server, under a sub-path."""
    with serving(site) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site, once on a server and once in a folder."""
    return (
        str(request.getfixturevalue("served"))
        if request.param == "http"
        else site.as_uri() + "/"
    )


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """`open_page(address, **context options)`.  Each call is a new reader with a new context."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        origin = "{0.scheme}://{0.netloc}/".format(urlsplit(address))

        def outside(request: Request) -> None:
            if not request.url.startswith((origin, "data:")):
                faults.append(f"request to {request.url}")

        context.on("request", outside)
        context.on(
            "console",
            lambda message: (
                faults.append(message.text) if message.type == "error" else None
            ),
        )
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page on which errors are expected."""
    with browser.new_context() as context:
        yield context.new_page()
