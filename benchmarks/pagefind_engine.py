"""Run Pagefind on a built site in Chromium, for comparison (PyPI `pagefind[bin]`, optional)."""

from __future__ import annotations

import functools
import gzip
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ASK = """async (queries) => {
  const pagefind = await import('/pagefind/pagefind.js');
  const urls = globalThis.urls ??= new Map(), answers = [];
  for (const query of queries) {
    const start = performance.now();
    const { results } = await pagefind.search(query);
    await Promise.all(results.slice(0, 10).map((result) => result.data()));
    const ms = performance.now() - start;
    for (const result of results) {
      if (!urls.has(result.id)) urls.set(result.id, (await result.data()).raw_url);
    }
    answers.push({ hrefs: results.map((result) => urls.get(result.id).replace(/^[/]/, '')), ms });
  }
  return answers;
}"""
Ask = Callable[[Sequence[str]], list[tuple[list[str], float]]]
Weigh = Callable[[str], int]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def installed() -> bool:
    return (
        subprocess.run(
            [sys.executable, "-m", "pagefind", "--version"],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )


@contextmanager
def pagefind(site: Path) -> Iterator[tuple[Ask, Weigh]]:
    """Two functions: one returns the pages that queries find, the other the number of bytes
    (gzipped) that the first query of a reader loads."""
    from playwright.sync_api import sync_playwright

    for index in site.glob("papers/index*.html"):
        index.unlink()  # lists of papers, not papers
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--glob",
        "papers/*.html",
        "--quiet",
    ]
    subprocess.run(command, check=True)
    program = next(
        filter(
            None,
            map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
        ),
        None,
    )
    handler = functools.partial(_Quiet, directory=str(site))
    with (
        sync_playwright() as playwright,
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        threading.Thread(target=server.serve_forever).start()
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        address = f"http://127.0.0.1:{server.server_port}/favicon.svg"

        def ask(queries: Sequence[str]) -> list[tuple[list[str], float]]:
            page = browser.new_page()
            page.goto(address)
            answers = page.evaluate(ASK, list(queries))
            page.close()
            return [(answer["hrefs"], answer["ms"]) for answer in answers]

        def weigh(query: str) -> int:
            context = browser.new_context()
            page = context.new_page()
            fetched: set[str] = set()
            page.on(
                "request",
                lambda request: fetched.add(urlsplit(request.url).path.lstrip("/")),
            )
            page.goto(address)
            first_ten = (
                ASK[: ASK.index("    for (const result")]
                + "    answers.push({ ms });\n  }\n}"
            )
            page.evaluate(first_ten, [query])
            context.close()
            return sum(
                len(gzip.compress((site / name).read_bytes()))
                for name in fetched
                if name.startswith("pagefind/")
            )

        try:
            yield ask, weigh
        finally:
            browser.close()
            server.shutdown()
