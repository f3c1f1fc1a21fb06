"""Count wrong papers in search after publications, for readers with a cache and in an open tab.

    PYTHONPATH=. python benchmarks/search_updates.py [PAPERS [WORDS]]        (800 60 by default)

A library is published, then changed in six ways, one after the other.  After each, two readers
search for words: one who loads the search page again, with the cache of a browser
(`Cache-Control: max-age=600`), and one whose tab was open all the time.  A paper is wrong if a
search in the files as they are now shows another one in its place.  Needs playwright, node, and
Chromium on the PATH."""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from library import digests
from playwright.sync_api import Browser, sync_playwright
from tests.browser.updates import CHANGES, Files, answers, readers, serving, write

from weeknotes.config.folders import Folders
from weeknotes.pipeline import build_to_disk
from weeknotes.search.documents import document


def some_words(files: Files, count: int) -> list[str]:
    found = sorted({word for text in files.values() for word in re.findall("[가-힣]{2,}", text)})
    return random.Random(count).sample(found, count)


def measure(browser: Browser, folder: Path, scheme: str, files: Files, words: list[str]) -> None:
    folders = Folders(folder, folder / "notes", folder / "site", "notes")
    write(files, folders.notes)
    build_to_disk(folders)
    site = folders.output
    with serving(site, "max-age=600") as served:
        address = served if scheme == "http" else f"{site.as_uri()}/"
        with readers(browser, address) as asking:
            asking.ask(words)
            asking.type(words)
            for name, change in CHANGES.items():
                files = change(files)
                write(files, folders.notes)
                library = build_to_disk(folders).site
                titles = {
                    paper.href.removeprefix("papers/"): document(paper, library).titles[0]
                    for paper in library.papers.values()
                }
                right = answers(site, titles, words)
                for reader, found in (("cache", asking.ask), ("open tab", asking.type)):
                    pairs = zip(found(words), right, strict=True)
                    wrong = sum(hits != expected for hits, expected in pairs)
                    print(f"{scheme}, {name}, {reader}: {wrong} of {len(words)} words wrong")


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    papers, count = [*given, *(800, 60)[len(given) :]]
    files = dict(digests(papers))
    words = some_words(files, count)
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("http", "file"):
            with tempfile.TemporaryDirectory() as folder:
                measure(browser, Path(folder), scheme, files, words)


if __name__ == "__main__":
    main()
