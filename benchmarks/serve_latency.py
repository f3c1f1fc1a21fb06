"""Measure the time from saving a digest until the open page shows it, in Chromium, in a library of
any size.

    python benchmarks/serve_latency.py [ENTRIES…]        (100 1500 by default)

A sentence is added to the newest week 20 times while its page is open.  Prints the medians of these
steps: until the save is noticed and loading begins, until the site is loaded, until the pages are
notified, until the text is in the page (rendered and fetched), until it is painted; and the total
without loading.
"""

from __future__ import annotations

import queue
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from socket import socket

from library import write
from playwright.sync_api import Page, sync_playwright

from weeknotes.config.folders import Folders
from weeknotes.server import LiveSite, Snapshot, listen, load_live_site, serve, watch

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SAVES = 20
STEPS = ("noticed", "loaded", "told", "in the page", "painted")
# Seconds since 1970, on the same clock as the server's.
SEEN = """(sentence) => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  globalThis.seen = new Promise((resolve) => new MutationObserver((_, observer) => {
    if (!document.querySelector('main').textContent.includes(sentence)) return;
    observer.disconnect();
    const changed = now();
    requestAnimationFrame(() => setTimeout(() => resolve([changed, now()])));
  }).observe(document.body, { subtree: true, childList: true, characterData: true }));
}"""


Loading = tuple[float, float, float]
"""The times when loading began, when it ended, and when the pages were notified."""


class ServedLibrary:
    """A library that is served.  `loadings` has an item for each load."""

    def __init__(self, folder: Path, entries: int) -> None:
        write(entries, folder / "notes")
        output = folder / "site"
        self.folders = Folders(folder, folder / "notes", output, "notes")
        self.loadings: queue.Queue[Loading] = queue.Queue()
        self.times = (0.0, 0.0)
        listener = listen(0)
        assert isinstance(listener, socket)
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        watcher = partial(watch, self.folders)
        arguments = (listener, self.load, watcher, self.report)
        threading.Thread(target=serve, args=arguments, daemon=True).start()

    def load(self, before: LiveSite | None) -> LiveSite:
        start = time.time()
        live = load_live_site(self.folders, before)
        self.times = (start, time.time())
        return live

    def report(self, _: Snapshot) -> None:
        self.loadings.put((*self.times, time.time()))

    def save(self, page: Page, digest: Path, number: int) -> list[float]:
        """Save a digest, and return the seconds of each step."""
        sentence = f"{number}번째로 더한 문장입니다."
        text = digest.read_text("utf-8") + f"{sentence}\n"
        page.evaluate(SEEN, sentence)
        start = time.time()
        digest.write_text(text, "utf-8")
        seen: list[float] = page.evaluate("seen")
        times = self.loadings.get()
        # The file may have been read while it was being written.
        while not self.loadings.empty():
            times = self.loadings.get()
        points = [start, *times, *seen]
        return [after - before for before, after in pairwise(points)]


def measure(page: Page, entries: int, folder: Path) -> None:
    library = ServedLibrary(folder, entries)
    begun, ended, _ = library.loadings.get()
    digests = list((folder / "notes").rglob("*.txt"))
    newest = max(digests)
    page.goto(f"{library.address}weeks/{newest.stem}.html")
    page.wait_for_function("() => document.documentElement.dataset.live")
    saves = [library.save(page, newest, number) for number in range(SAVES)]
    print(
        f"{entries:,} entries, {len(digests)} weeks; first load {ended - begun:.2f} s"
    )
    report(saves)


def report(saves: list[list[float]]) -> None:
    """Print the medians of the steps of all saves."""
    of_steps = map(median_ms, zip(*saves, strict=True))
    medians = map("{} +{:.1f} ms".format, STEPS, of_steps)
    print("    " + ", ".join(medians))
    total = median_ms(sum(times) for times in saves)
    without_loading = median_ms(sum(times) - times[1] for times in saves)
    server = median_ms(times[0] + times[2] for times in saves)
    print(
        f"    from save to painted {total:.0f} ms, {without_loading:.0f} without loading; "
        f"noticing and telling {server:.1f}"
    )


def median_ms(seconds: Iterable[float]) -> float:
    return 1000 * statistics.median(seconds)


def main() -> None:
    sizes = list(map(int, sys.argv[1:])) or [100, 1500]
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        page = browser.new_page()
        for entries in sizes:
            with tempfile.TemporaryDirectory() as folder:
                measure(page, entries, Path(folder))


if __name__ == "__main__":
    main()
