"""A library that is published again and again, and readers with an HTTP cache or an open tab.
`test_updates.py` and `benchmarks/search_updates.py` use it."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from weeknotes.config.folders import Folders
from weeknotes.pipeline import build_to_disk
from weeknotes.search.documents import document

ROOT = Path(__file__).parents[2]
Files = Mapping[str, str]
"""Digests by name; the last one is the newest week."""
SHOWN = 10
LATER = (
    "() => { const now = performance.now(); performance.now = () => now + 60_000; }"
)
READY = """(word) => {
  const place = document.querySelector('dialog.search-dialog[open], [data-search]');
  return place?.dataset.query === word && place.querySelector('[data-total]')
    && place.querySelector('.search-found').ariaBusy === 'false';
}"""
HITS = """() => [...document.querySelectorAll('.search-hits > li')].map((hit) => [
  hit.querySelector('a').pathname.split('/papers/')[1], hit.querySelector('a').textContent,
])"""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cache = ""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.cache)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(site: Path, cache: str, *, at_root: bool = False) -> Iterator[str]:
    """Serve a site in a sub-path, or at the root, with this Cache-Control.  Yields its address.
    GitHub Pages sends `max-age=600`."""
    folder, path = (site, "") if at_root else (site.parent, f"{site.name}/")
    handler = partial(
        type("Handler", (_Handler,), {"cache": cache}), directory=str(folder)
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/{path}"
        server.shutdown()


class Hit(NamedTuple):
    """A paper that a search shows: the name of its page, and its title."""

    name: str
    title: str


def entries(text: str) -> tuple[str, list[str]]:
    """The heading of a digest, and its entries."""
    heading, *found = re.split(r"^(?=https://)", text, flags=re.MULTILINE)
    return heading, found


def _newest(change: Callable[[list[str]], list[str]]) -> Callable[[Files], Files]:
    def changed(files: Files) -> Files:
        name = list(files)[-1]
        heading, found = entries(files[name])
        return {**files, name: heading + "".join(change(found))}

    return changed


NEW = "https://arxiv.org/abs/2399.00001\nA Paper In Between (Ada Kim)\n모델을 새로 학습했다.\n#llm\n"


def _renamed(entry: str) -> str:
    url, _, rest = entry.split("\n", 2)
    return f"{url}\nA Wholly Other Title (Ada Kim)\n{rest}"


def _new_week(files: Files) -> Files:
    return {**files, "~new.txt": f"2089년 4월 4주차\n{NEW.replace('2399', '2398')}"}


CHANGES: Mapping[str, Callable[[Files], Files]] = {
    "insert": _newest(lambda found: [found[0], NEW, *found[1:]]),
    "delete": _newest(lambda found: found[1:]),
    "move": _newest(lambda found: [found[-1], *found[:-1]]),
    "rename": _newest(lambda found: [_renamed(found[0]), *found[1:]]),
    "new week": _new_week,
    "changed text": _newest(
        lambda found: [f"{found[0]}모델이 바뀌었다.\n", *found[1:]]
    ),
}


def write(files: Files, folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def answers(
    site: Path, titles: Mapping[str, str], words: Sequence[str]
) -> list[list[Hit]]:
    """The first papers for each word, from the files of the site as they are now."""
    told = subprocess.run(
        ["node", str(ROOT / "tests" / "search_engine.js")],
        input=json.dumps([str(site), list(words), SHOWN]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [
        [href.removeprefix("papers/") for href in a["hrefs"]]
        for a in json.loads(told.stdout)
    ]
    return [[Hit(name, titles[name]) for name in names[:SHOWN]] for names in found]


def shown(page: Page, word: str) -> list[Hit]:
    page.wait_for_function(READY, arg=word)
    return [Hit(*hit) for hit in page.evaluate(HITS)]


class Readers(Protocol):
    """Two readers.  `ask` loads the search page for each word, with the cache of a browser.  `type`
    types in a tab that stays open."""

    def ask(self, words: Sequence[str]) -> list[list[Hit]]: ...
    def type(self, words: Sequence[str]) -> list[list[Hit]]: ...
    def close(self) -> None: ...


class ChromiumReaders:
    def __init__(self, browser: Browser, address: str) -> None:
        self._address = address
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self._tab = browser.new_page()
        self._tab.goto(f"{address}search.html")

    def ask(self, words: Sequence[str]) -> list[list[Hit]]:
        found = []
        for word in words:
            self._page.goto(f"{self._address}search.html?q={quote(word)}")
            found.append(shown(self._page, word))
        return found

    def type(self, words: Sequence[str]) -> list[list[Hit]]:
        found = []
        self._tab.evaluate(LATER)
        for word in words:
            self._tab.get_by_role("searchbox").fill(word)
            found.append(shown(self._tab, word))
        return found

    def close(self) -> None:
        self._context.close()
        self._tab.close()


class Answer(NamedTuple):
    """What a reader found for each word after a change, and what is right."""

    change: str
    reader: str
    found: list[list[Hit]]
    right: list[list[Hit]]


def updates(
    open_readers: Callable[[str], Readers],
    folders: Folders,
    scheme: str,
    files: Files,
    words: Sequence[str],
) -> Iterator[Answer]:
    """Publish a library, then each of `CHANGES`, and ask both readers after each.  From `file`,
    there is no cache, so one change is enough."""
    site = folders.output
    write(files, folders.notes)
    build_to_disk(folders)
    with serving(site, "max-age=600") as served:
        address = served if scheme == "http" else f"{site.as_uri()}/"
        with closing(open_readers(address)) as readers:
            readers.ask(words)
            readers.type(words)
            for name in list(CHANGES)[: None if scheme == "http" else 1]:
                files = CHANGES[name](files)
                write(files, folders.notes)
                library = build_to_disk(folders).site
                titles = {
                    paper.href.removeprefix("papers/"): document(
                        paper, library
                    ).titles[0]
                    for paper in library.papers.values()
                }
                right = answers(site, titles, words)
                yield Answer(name, "open tab", readers.type(words), right)
                yield Answer(name, "cache", readers.ask(words), right)
