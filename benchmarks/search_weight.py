"""Measure the loaded bytes and the speed of search in Chromium, in a library of any size.

    python benchmarks/search_weight.py [ENTRIES…]        (800 16000 by default)

A library is generated from the sentences, title words and names of real weeks (the shared corpus),
drawn at random for each entry.  Prints how much is loaded until the first result is shown and until
the search is complete (gzipped: page, style, scripts, index, texts), and the time from a key press
to its results.  These times are grouped by what the key press had to load.  All is measured from
two servers and from a folder.  Needs playwright, and Chromium on the PATH."""

from __future__ import annotations

import functools
import gzip
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from weeknotes.config.folders import Folders
from weeknotes.pipeline import build_to_disk
from weeknotes.rendering.theme import static_pages, static_version
from weeknotes.search import script_texts
from weeknotes.search.documents import Document, Name, document, names, numbered
from weeknotes.search.join import Extras, index_files

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus" / "flat"
QUERIES = (
    "모델",
    "인코더",
    "llm",
    "transformer",
    "트랜스포머",
    "diffusion",
    "attention",
    "embedding",
    "몯",
    "ahepf",
    "GPT-4",
    "ㅁㄷ",
    "shazeer",
    "tag:llm year:2023 학습",
    "large language models",
    '"language model" 학습 데이터',
    "이미지 생성 diffusion 모델 학습",
    "트렌스포머",
    "transfomer",
    "self-supervisd learning",
    "2023년 4월",
    "17개",
    "언어모델학습",
    "존재하지않는말",
    "강화학습 로봇 제어 qqq",
    "asdfqwer",
    "한국어 대화 데이터셋 구축 방법",
    "vision transformer 학습 데이터 효율 개선",
)
TYPED = ("모델 학습", "language model", "ㅣㅣㅡ", "인코더 diffusion")
ROUNDS = 2
ANSWERED = "(q) => document.querySelector('[data-search]').dataset.query === q"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def library(real: Sequence[Document], count: int) -> list[Document]:
    """Documents made from the words of real ones.  Names and some words are new, as in a library
    that grows."""
    draw = random.Random(count)
    sentences = [
        s
        for document in real
        for s in re.split(r"(?<=[.!?])\s+|\n", document.text)
        if s
    ]
    titles = [document.titles[0].split() for document in real]
    first, last = (
        sorted({name.split()[k] for document in real for name in document.authors})
        for k in (0, -1)
    )
    made = []
    for n in range(count):
        like = real[n % len(real)]
        week = (
            f"{2000 + n * 25 // count}-{n * 300 // count % 12 + 1:02}-w{n % 4 + 1}",
            f"{2000 + n * 25 // count}년 {n % 12 + 1}월 {n % 4 + 1}주차",
        )
        text = " ".join(draw.choices(sentences, k=max(1, like.text.count(". "))))
        own = [
            f"{draw.choice(first)} {draw.choice(last)[:-1]}{draw.choice(last)[-2:]}"
            for _ in like.authors
        ]
        title = [
            *draw.choice(titles)[:4],
            *draw.choice(titles)[-4:],
            f"{draw.choice(last)[:3]}{n:x}",
        ]
        made.append(
            Document(
                f"papers/{n}.html",
                (" ".join(title),),
                like.tags,
                tuple(own),
                text,
                (f"arXiv:{n // 100:04}.{n:05}",),
                (week,),
            )
        )
    return made


def write_site(folder: Path, count: int) -> float:
    """Write a site with the index of a generated library.  Returns the seconds for the index."""
    site = build_to_disk(Folders(folder, CORPUS, folder / "site", "notes")).site
    version, _ = static_version(static_pages(folder)[0])
    shutil.rmtree(folder / "site" / "search")
    (folder / "site" / "search").mkdir()
    made = library([document(paper, site) for paper in site.papers.values()], count)
    weeks = [made[n : n + 9] for n in range(0, count, 9)]
    people = list(
        dict.fromkeys(name for document in made for name in document.authors)
    )[: count * 9 // 10]
    called = [
        *names(site),
        *(Name("a", name, f"authors/{n}.html", 2) for n, name in enumerate(people)),
    ]
    start = time.process_time()
    files = list(
        index_files(
            numbered(weeks),
            called,
            Extras(script_texts(site) | {"scripts": version}),
        )
    )
    seconds = time.process_time() - start
    for path, data in files:
        (folder / "site" / path).write_bytes(data)
    sizes = [
        len(gzip.compress(data))
        for path, data in files
        if re.search(r"/s[0-9a-f]+\.js$", path)
    ]
    total = sum(len(data) for _, data in files)
    mean, largest = sum(sizes) / len(sizes) / 1000, max(sizes) / 1000
    print(f"{count:,} entries: index made in {seconds:.2f} s of CPU;", end=" ")
    print(f"{len(files):,} files, {total / 1e6:.1f} MB;", end=" ")
    print(f"a shard is {mean:.1f} kB gzipped, the largest {largest:.1f}")
    return seconds


class Weight(NamedTuple):
    """The gzipped bytes and the number of files until the first result is shown, and until the
    search is complete; and the displayed total."""

    first: tuple[int, int]
    complete: tuple[int, int]
    total: str


LOADED = """new MutationObserver((_, observer) => {
  const count = performance.getEntriesByType('resource').length;
  if (document.querySelector('[data-query]')) window.loadedFirst ??= count;
  if (!document.querySelector('[data-total]')) return;
  window.loadedAll = count;
  observer.disconnect();
}).observe(document, {
  subtree: true, attributes: true, attributeFilter: ['data-query', 'data-total'],
})"""


def weigh(browser: Browser, root: Path, base: str, query: str) -> Weight:
    """The weight of a reader's first search."""
    page = browser.new_page()
    page.add_init_script(LOADED)
    page.goto(f"{base}search.html?q={quote(query)}")
    total = page.locator("[data-total]").inner_text()
    first, complete = page.evaluate("[1 + loadedFirst, 1 + loadedAll]")
    urls = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name)"
    )
    page.close()
    paths = ["search.html", *(urlsplit(url).path.lstrip("/") for url in urls)]
    sizes = [len(gzip.compress((root / path).read_bytes())) for path in paths]
    return Weight(
        (sum(sizes[:first]), first), (sum(sizes[:complete]), complete), total
    )


KEYS = """async (query) => {
  const place = document.querySelector('[data-search]'), input = place.querySelector('input');
  const times = [];
  for (let n = 1; n <= query.length; n++) {
    input.value = query.slice(0, n);
    performance.clearResourceTimings();
    const start = performance.now();
    const answered = new Promise((resolve) => new MutationObserver((_, observer) => {
      if (place.dataset.query === input.value) { observer.disconnect(); resolve(); }
    }).observe(place, { attributes: true, attributeFilter: ['data-query'] }));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await answered;
    document.body.offsetHeight;
    const ms = performance.now() - start;
    const entries = performance.getEntriesByType('resource');
    const loaded = entries.map(({ name }) => name.split('/').at(-1));
    const any = (pattern) => loaded.some((name) => pattern.test(name));
    times.push([ms, any(/^\\d/), any(/^t/)]);
    // Ten keys in a second are a fast typist's.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return times;
}"""


class Key(NamedTuple):
    """The time from a key press to its results after layout, in milliseconds; whether it had to
    load a part of the index, or a text."""

    ms: float
    part: bool
    text: bool


def keys(page: Page, base: str, query: str) -> list[Key]:
    """Measure each key press of a query.  Before it, only the page is loaded."""
    page.goto(f"{base}search.html")
    page.wait_for_function(ANSWERED, arg="")
    return [Key(*key) for key in page.evaluate(KEYS, query)]


def print_times(kind: str, keys: Sequence[Key]) -> None:
    times = sorted(key.ms for key in keys)
    if times:
        median, slow = times[len(times) // 2], times[len(times) * 19 // 20]
        print(
            f"      {kind:34} {len(times):4} keys, median {median:3.0f} ms,", end=" "
        )
        print(f"95 % in {slow:3.0f} ms")


def measure_keys(browser: Browser, name: str, base: str) -> None:
    page = browser.new_page()
    typed = [keys(page, base, query) for query in TYPED * ROUNDS]
    page.close()
    print(f"    {name}")
    print_times("the first key", [query[0] for query in typed])
    further = [key for query in typed for key in query[1:]]
    print_times("a further key", further)
    if base.startswith("file:"):
        return  # the browser does not report loaded files for file:
    print_times(
        "that loads a part of the index", [key for key in further if key.part]
    )
    print_times(
        "that loads a text alone",
        [key for key in further if key.text and not key.part],
    )
    print_times(
        "that loads nothing",
        [key for key in further if not key.text and not key.part],
    )


@contextmanager
def serving(root: Path, version: str) -> Iterator[str]:
    """Serve a folder, with persistent connections (HTTP/1.1, like real servers) or with one
    connection for each file (HTTP/1.0).  Yields the address."""
    handler = type(
        "Handler",
        (_Quiet,),
        {"protocol_version": version, "disable_nagle_algorithm": True},
    )
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(root))
    ) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def measure(browser: Browser, root: Path) -> None:
    with serving(root, "HTTP/1.1") as base:
        weights = {query: weigh(browser, root, base, query) for query in QUERIES}
        for query, (first, complete, total) in weights.items():
            print(f"    {first[0] / 1000:6.1f} kB in {first[1]:2} files,", end=" ")
            print(
                f"complete {complete[0] / 1000:6.1f} in {complete[1]:2}  {total:12} {query}"
            )
        sizes = sorted(weight.first[0] / 1000 for weight in weights.values())
        print(f"    median {sizes[len(sizes) // 2]:.1f} kB, most {sizes[-1]:.1f}")
        measure_keys(browser, "keys, connections stay open", base)
    with serving(root, "HTTP/1.0") as base:
        measure_keys(browser, "keys, a connection for each file", base)
    measure_keys(browser, "keys, from a folder", root.as_uri() + "/")


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [800, 16_000]
    program = next(
        filter(
            None,
            map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
        ),
        None,
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        for count in counts:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder) / "site"
                write_site(Path(folder), count)
                measure(browser, root)


if __name__ == "__main__":
    main()
