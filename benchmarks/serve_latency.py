"""How long it takes from saving a week's file until the open page shows it, in Chromium, in a
library of any size.

    python benchmarks/serve_latency.py [ENTRIES…]        (100 1500 by default)

A sentence is added to the newest week 20 times while its page is open.  Prints the medians: until
the build begins (the save was noticed), the build, until the pages are told, until the text is in
the page, until it is painted; and all without the build."""

from __future__ import annotations

import queue
import shutil
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from itertools import pairwise
from pathlib import Path
from socket import socket

from library import write
from playwright.sync_api import Page, sync_playwright

from weeknotes.config.folders import Folders
from weeknotes.server import Snapshot, listen, serve, watch
from weeknotes.server.assemble import Assembled, assemble

SAVES = 20
STEPS = ("noticed", "built", "told", "in the page", "painted")
# Seconds since 1970, on the clock that the server reads as well.
SEEN = """(sentence) => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  globalThis.seen = new Promise((resolve) => new MutationObserver((_, observer) => {
    if (!document.querySelector('main').textContent.includes(sentence)) return;
    observer.disconnect();
    const changed = now();
    requestAnimationFrame(() => setTimeout(() => resolve([changed, now()])));
  }).observe(document.body, { subtree: true, childList: true, characterData: true }));
}"""


class Site:
    """A library that is served; `built` tells when each build began, when it ended and when its
    pages were told."""

    def __init__(self, folder: Path, entries: int) -> None:
        write(entries, folder / "notes")
        self.folders = Folders(folder, folder / "notes", folder / "site", "notes")
        self.built: queue.Queue[tuple[float, float, float]] = queue.Queue()
        self.times = (0.0, 0.0)
        listener = listen(0)
        assert isinstance(listener, socket)
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        threading.Thread(
            target=serve,
            args=(listener, self.rebuild, partial(watch, self.folders), self.heard),
            daemon=True,
        ).start()

    def rebuild(self, before: Assembled | None) -> Assembled:
        start = time.time()
        made = assemble(self.folders, before)
        self.times = (start, time.time())
        return made

    def heard(self, _: Snapshot) -> None:
        self.built.put((*self.times, time.time()))

    def save(self, page: Page, week: Path, number: int) -> list[float]:
        """Seconds of each step, from the save on."""
        sentence = f"{number}번째로 더한 문장입니다."
        text = week.read_text("utf-8") + f"{sentence}\n"
        page.evaluate(SEEN, sentence)
        start = time.time()
        week.write_text(text, "utf-8")
        seen: list[float] = page.evaluate("seen")
        times = self.built.get()
        while not self.built.empty():  # the file may have been seen half-written
            times = self.built.get()
        points = [start, *times, *seen]
        return [after - before for before, after in pairwise(points)]


def measure(page: Page, entries: int, folder: Path) -> None:
    site = Site(folder, entries)
    first = site.built.get()
    week = max((folder / "notes").rglob("*.txt"))
    page.goto(f"{site.address}weeks/{week.stem}.html")
    page.wait_for_function("() => document.documentElement.dataset.live")
    saves = [site.save(page, week, number) for number in range(SAVES)]
    medians = [statistics.median(steps) for steps in zip(*saves, strict=True)]
    total, bare = (
        statistics.median(times)
        for times in ([sum(s) for s in saves], [sum(s) - s[1] for s in saves])
    )
    server = statistics.median(s[0] + s[2] for s in saves)
    print(
        f"{entries:,} entries, {len(list((folder / 'notes').rglob('*.txt')))} weeks; first build {first[1] - first[0]:.2f} s"
    )
    print(
        "    "
        + ", ".join(
            f"{name} +{1000 * median:.1f} ms" for name, median in zip(STEPS, medians, strict=True)
        )
    )
    print(
        f"    from save to painted {1000 * total:.0f} ms, {1000 * bare:.0f} without the build; the server's part {1000 * server:.1f}"
    )


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [100, 1500]
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        for entries in sizes:
            with tempfile.TemporaryDirectory() as folder:
                measure(page, entries, Path(folder))


if __name__ == "__main__":
    main()
