"""Count wrong papers in search after publications, for readers with a cache and in an open tab.

    PYTHONPATH=. python benchmarks/search_updates.py [PAPERS [WORDS]]        (800 60 by default)

A library is published, then changed in six ways, one after the other (in a folder only in one).
After each change, two readers search for words.  One loads the search page again, with the cache of
a browser (`Cache-Control: max-age=600`); the other has a tab that was open all the time.  A paper
is wrong if a search in the current files shows another paper in its place.  Needs playwright, node,
and Chromium on the PATH."""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from functools import partial
from operator import ne
from pathlib import Path

from library import digests
from playwright.sync_api import sync_playwright
from tests.browser.updates import ChromiumReaders, Files, updates

from weeknotes.config.folders import Folders


def some_words(files: Files, count: int) -> list[str]:
    found = sorted(
        {word for text in files.values() for word in re.findall("[가-힣]{2,}", text)}
    )
    return random.Random(count).sample(found, count)


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    papers, count = [*given, *(800, 60)[len(given) :]]
    files = dict(digests(papers))
    words = some_words(files, count)
    program = next(
        filter(None, map(shutil.which, ("chromium", "google-chrome"))), None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        for scheme in ("http", "file"):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                folders = Folders(root, root / "notes", root / "site", "notes")
                for change, reader, found, right in updates(
                    partial(ChromiumReaders, browser), folders, scheme, files, words
                ):
                    wrong = sum(map(ne, found, right))
                    print(
                        f"{scheme}, {change}, {reader}: {wrong} of {len(words)} words wrong"
                    )


if __name__ == "__main__":
    main()
