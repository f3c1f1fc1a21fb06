"""The server: files, access rules, and events after a save.

tests/browser/test_serve.py tests pages in a browser."""

from __future__ import annotations

import contextlib
import gc
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import CHARACTERS, make_site, tree
from tests.serving import PATIENCE, Served, parsed, rest_of, serving
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.pages.common.page import Page
from weeknotes.pipeline import build_to_disk
from weeknotes.rendering.render import Renderer
from weeknotes.search import SearchIndex
from weeknotes.server import LiveSite, listen, load_live_site, serve, watch
from weeknotes.server.exchange import Request, answer, parse, refusal_status
from weeknotes.server.live import extended_policy, live_page, own_files
from weeknotes.server.snapshot import EMPTY, after_load
from weeknotes.sources.listing import list_notes
from weeknotes.text.messages import Message
from weeknotes.urls import is_search_path

pytestmark = pytest.mark.slow

NOTE = "2023년 4월 4주차\nhttps://a.b/c\n글입니다.\n"
ERROR = Diagnostic(
    "invalid-config",
    Severity.ERROR,
    "weeknotes.yml",
    Span(3, 1),
    Message("not YAML"),
    Message("mend it"),
    "title: [",
)
WARNING = Diagnostic(
    "no-tags",
    Severity.WARNING,
    "notes/a.txt",
    Span(2, 1),
    Message("has no tags"),
    Message("add some"),
)
PAGES = {
    "index.html": b"<!doctype html><html><head><title>home</title></head><body>home</body></html>",
    "weeks/index.html": b"weeks",
    "tags/\xea\xb0\x80.html".encode("latin-1").decode(): b"tag",
    "404.html": b'<a href="/deep/notes/index.html">nothing here</a>',
    "style.css": b"p{}",
    "data/big.bin": bytes(8_000_000),
    "feed.xml": b"<rss/>",
}


GOOD = LiveSite(
    files=PAGES,
    diagnostics=(),
    publishable=True,
    root="/deep/notes/",
    changeable={"style.css": "1", "data/big.bin": "1", "search/": "1"},
)
"""A site without errors."""
BAD = LiveSite(files={}, diagnostics=(ERROR,), publishable=False)


class Loads:
    """A `rebuild` function that returns or raises `next`."""

    def __init__(self, first: LiveSite | OSError = GOOD) -> None:
        self.next = first

    def __call__(self, _: LiveSite | None) -> LiveSite:
        if isinstance(self.next, OSError):
            raise self.next
        return self.next


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(Loads()) as running:
        running.next()
        yield running


@contextlib.contextmanager
def serving_good(**limits: Any) -> Iterator[Served]:
    """Serve `GOOD` with other limits for clients."""
    with (
        patch.multiple("weeknotes.server.server", **limits),
        serving(Loads()) as running,
    ):
        running.next()
        yield running


# Paths


@pytest.mark.parametrize(
    ("path", "file", "media_type"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/index.html?q=%EA#part", "index.html", "text/html; charset=utf-8"),
        ("/weeks/", "weeks/index.html", "text/html; charset=utf-8"),
        ("/tags/%EA%B0%80.html", "tags/가.html", "text/html; charset=utf-8"),
        ("/style.css", "style.css", "text/css; charset=utf-8"),
        ("/data/big.bin", "data/big.bin", "application/octet-stream"),
        ("/feed.xml", "feed.xml", "application/xml; charset=utf-8"),
    ],
)
def test_files_are_served_by_their_paths(
    path: str, file: str, media_type: str, served: Served
) -> None:
    status, headers, body = served.ask(f"GET {path}")
    assert (status, headers["content-type"], headers["cache-control"]) == (
        200,
        media_type,
        "no-store",
    )
    assert re.sub(rb"<script[^>]*></script>", b"", body) == PAGES[file]
    assert int(headers["content-length"]) == len(body)


def test_a_folder_s_address_ends_in_a_slash(served: Served) -> None:
    status, headers, _ = served.ask("GET /weeks?q=1")
    assert (status, headers["location"]) == (302, "/weeks/?q=1")


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/weeks/..",
        "/.",
        "/index.html%00",
        "/%00",
        "/C:%5CWindows",
        "/-/../index.html",
        "/" + "a/" * 2000,
    ],
)
def test_no_path_leads_out_of_the_site(path: str, served: Served) -> None:
    status, headers, body = served.ask(f"GET {path}")
    assert status == 404
    assert "location" not in headers
    assert b"nothing here" in body or path.startswith("/-/")


def test_where_nothing_is_the_site_s_own_page_says_so_with_links_that_work(
    served: Served,
) -> None:
    status, headers, body = served.ask("GET /weeks/none/at/all.html")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b'<a href="/index.html">' in body


def test_head_is_get_without_the_body(served: Served) -> None:
    for path in ("/", "/nothing", "/data/big.bin", "/weeks"):
        status, headers, _ = served.ask(f"GET {path}")
        assert served.ask(f"HEAD {path}") == (status, headers, b"")


def test_one_connection_answers_many_requests(served: Served) -> None:
    request = f"HEAD / HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n".encode()
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert served.raw(request * 3 + last).count(b"HTTP/1.1 200 OK\r\n") == 4


# Access rules


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.org",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.example.org:{port}",
        "127.0.0.1:{port}@x",
        "0.0.0.0:{port}",
    ],
)
def test_only_our_own_names_are_answered(host: str, served: Served) -> None:
    """Another website may have pointed its own host name here (DNS rebinding)."""
    assert served.ask("GET /", f"Host: {host.format(port=served.port)}")[0] == 421
    assert served.ask("GET /", "Accept: */*")[0] == 421


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "[::1]",
    ],
)
def test_our_own_names(name: str, served: Served) -> None:
    assert (
        served.ask(
            "GET /",
            f"Host: {name}:{served.port}",
            f"Origin: http://{name.lower()}:{served.port}",
        )[0]
        == 200
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/style.css",
        "/-/events",
        "/-/live.js",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: https://example.org",),
        ("Origin: null",),
        ("Origin: http://127.0.0.1:1",),
        (
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: no-cors",
            "Sec-Fetch-Dest: script",
        ),
        ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"),
        (
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate",
            "Sec-Fetch-Dest: iframe",
        ),
    ],
)
def test_pages_elsewhere_read_nothing(
    path: str, headers: tuple[str, ...], served: Served
) -> None:
    assert (
        served.ask(f"GET {path}", f"Host: 127.0.0.1:{served.port}", *headers)[0]
        == 403
    )


def test_pages_elsewhere_may_link_here(served: Served) -> None:
    link = (
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document",
    )
    assert served.ask("GET /", f"Host: 127.0.0.1:{served.port}", *link)[0] == 200


@pytest.mark.parametrize("method", "POST PUT DELETE OPTIONS TRACE get X".split())
def test_other_methods(method: str, served: Served) -> None:
    status, headers, _ = served.ask(f"{method} /")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"GET http://{host}/ HTTP/1.1\r\n\r\n", 400),
        (b"GET /%ff HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: {host}\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: {host}\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : {host}\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: {host}\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\n\r\nabc", 400),
        (
            b"GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n", 431),
    ],
)
def test_what_is_no_request(sent: bytes, status: int, served: Served) -> None:
    with served.connect(
        sent.replace(b"{host}", f"127.0.0.1:{served.port}".encode())
    ) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert parsed(rest_of(connection))[0] == status
    assert served.ask("GET /")[0] == 200


@given(st.binary(max_size=80), st.lists(st.binary(max_size=40), max_size=4))
def test_any_bytes_are_a_request_or_are_refused(
    first: bytes, lines: list[bytes]
) -> None:
    for head in (first, b"GET /" + first + b" HTTP/1.1"):
        request = parse(b"\r\n".join([head, *lines, b"", b""]))
        # They contain none of our host names.
        assert isinstance(request, HTTPStatus) or isinstance(
            refusal_status(request, 8000), HTTPStatus
        )


def asked_for(path: str) -> Request:
    """A parsed request for a path."""
    return Request("GET", path, query="", headers={}, keep=True)


@given(st.text(CHARACTERS, max_size=40))
def test_any_path_has_an_answer(path: str) -> None:
    files = {"index.html": b"a", "404.html": b"b", "a/index.html": b"c"}
    snapshot = EMPTY._replace(number=1, files=files)
    found = answer(asked_for(path), snapshot, "run")
    assert found.status in (200, 302, 404)
    assert found.head(keep=True).count(b"\r\n\r\n") == 1


# Slow, silent and malicious clients


def get(path: str, served: Served) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: a\r\n",
    ],
)
def test_whoever_never_finishes_a_request_is_let_go(sent: bytes) -> None:
    with serving_good(PATIENCE=0.2) as served:
        with served.connect(sent) as connection:
            assert rest_of(connection) == b""
        assert served.ask("GET /")[0] == 200


def test_whoever_stops_reading_is_let_go() -> None:
    big = "/data/big.bin"
    with (
        serving_good(PATIENCE=0.2) as served,
        served.connect(get(big, served), buffer=4096) as slow,
    ):
        # Other clients are served meanwhile.
        assert served.ask(f"GET {big}")[0] == 200
        with served.connect() as silent:
            assert silent.recv(1) == b""  # after the same timeout as the slow one
        try:
            received = len(rest_of(slow))
        except ConnectionResetError:
            received = 0
        assert received < len(PAGES["data/big.bin"])


def test_many_silent_connections_keep_nobody_out() -> None:
    with serving_good(MOST_CONNECTIONS=8) as served:
        silent = [served.connect() for _ in range(50)]
        stream = served.connect(get("/-/events", served))
        assert stream.recv(1) == b"H"
        assert served.ask("GET /")[0] == 200
        silent += [served.connect() for _ in range(50)]
        assert served.ask("GET /")[0] == 200
        assert silent[0].recv(1) == b""  # the least recently used one was closed
        for connection in (*silent, stream):
            connection.close()


def test_whoever_goes_in_the_middle_harms_nobody(served: Served) -> None:
    for _ in range(20):
        served.connect(get("/data/big.bin", served), buffer=4096).close()
        served.connect(get("/-/events", served)).close()
    assert served.ask("GET /")[0] == 200


class SlowFiles(dict[str, bytes]):
    """Files of which one is blocked until `let` is set."""

    def __init__(self, slow: str) -> None:
        super().__init__(PAGES)
        self.slow = slow
        self.asked = threading.Event()
        self.let = threading.Event()

    def get(self, path: str) -> bytes | None:  # type: ignore[override]
        if path == self.slow:
            self.asked.set()
            assert self.let.wait(PATIENCE)
        return super().get(path)


def test_while_one_page_is_rendered_others_are_answered_and_told() -> None:
    files = SlowFiles("feed.xml")
    loads = Loads(GOOD._replace(files=files))
    with serving(loads) as served:
        served.next()
        with served.connect(get("/feed.xml", served)) as slow:
            assert files.asked.wait(PATIENCE)
            assert served.ask("GET /style.css")[0] == 200
            with contextlib.closing(Listener(served)) as page:
                page.next()
                loads.next = GOOD
                served.saved()
                page.next()
            files.let.set()
            assert slow.recv(15) == b"HTTP/1.1 200 OK"


def test_the_end_leaves_no_connection_open() -> None:
    """Clients may connect while the server ends.  Each connection is closed."""
    for _ in range(20):
        with serving(Loads()) as served:
            served.next()
            connections = [served.connect() for _ in range(30)]
        for connection in connections:
            with connection, contextlib.suppress(ConnectionResetError):
                assert rest_of(connection) == b""
        # An unclosed connection causes a warning when it is collected, which fails the test.
        gc.collect()


# Events after a save


class Listener:
    """A client that listens to events, as a browser does."""

    def __init__(self, served: Served, seen: str = "") -> None:
        self.connection = served.connect(get(f"/-/events?since={seen}", served))
        self.file = self.connection.makefile("rb")
        while self.file.readline() != b"\r\n":
            pass

    def next(self) -> tuple[str, list[str] | None, list[str]]:
        """The next event: (id, changed files, rules of the diagnostics)."""
        while (line := self.file.readline()).startswith(b":"):
            assert self.file.readline() == b"\n"
        data = json.loads(self.file.readline().removeprefix(b"data: "))
        assert self.file.readline() == b"\n"
        changed = data["changed"]
        return (
            line.decode().strip().removeprefix("id: "),
            changed and sorted(changed),
            [f["rule"] for f in data["findings"]],
        )

    def told(self) -> tuple[list[str] | None, list[str]]:
        """The next event without its id."""
        _, changed, found = self.next()
        return changed, found

    def close(self) -> None:
        self.file.close()
        self.connection.close()


Following = tuple[Served, Loads, Callable[..., Listener]]


@pytest.fixture
def following() -> Iterator[Following]:
    """A server, its loader, and a function that opens a listener."""
    loads = Loads()
    listeners: list[Listener] = []

    def listening(seen: str = "") -> Listener:
        listeners.append(Listener(running, seen))
        return listeners[-1]

    with serving(loads) as running:
        running.next()
        yield running, loads, listening
        for listener in listeners:
            listener.close()


def good_with(changes: Mapping[str, str], *diagnostics: Diagnostic) -> LiveSite:
    """`GOOD` after these files changed."""
    changeable = {**GOOD.changeable, **changes}
    changed_files = {path: text.encode() for path, text in changes.items()}
    return GOOD._replace(
        files=PAGES | changed_files,
        changeable=changeable,
        diagnostics=diagnostics,
    )


def test_a_page_is_told_what_has_changed(following: Following) -> None:
    served, loads, listening = following
    page = listening()
    first, changed, _ = page.next()
    assert changed is None  # the client did not send the id of its snapshot
    loads.next = good_with({"style.css": "2", "new.svg": "1"}, WARNING)
    served.saved()
    second, *told = page.next()
    assert told == [["new.svg", "style.css"], ["no-tags"]]
    assert served.ask("GET /new.svg")[0] == 200
    fewer = {"index.html": PAGES["index.html"]}
    loads.next = GOOD._replace(files=fewer, changeable={"search/": "1"})
    served.saved()
    third, changed, found = page.next()
    assert changed == ["data/big.bin", "new.svg", "style.css"]
    assert found == []
    assert served.ask("GET /new.svg")[0] == 404
    assert len({first, second, third}) == 3


def test_pages_look_at_themselves_after_each_save(following: Following) -> None:
    """Changed pages are not listed in events; each open page requests itself again."""
    served, loads, listening = following
    page = listening()
    page.next()
    loads.next = GOOD._replace(files={**PAGES, "index.html": b"other"})
    served.saved()
    assert page.told() == ([], [])
    assert served.ask("GET /")[2].endswith(b"other")


def test_whoever_comes_late_is_told_what_was_missed(following: Following) -> None:
    served, loads, listening = following
    before, *_ = listening().next()
    run = before.split(".")[0]
    for changes in ({"1.svg": "1"}, {"1.svg": "1", "2.svg": "2"}):
        loads.next = good_with(changes)
        served.saved()
        after = served.next()

    def listened_from(seen: str) -> list[str] | None:
        changed, _ = listening(seen).told()
        return changed

    assert listened_from(before) == ["1.svg", "2.svg"]
    assert listened_from(f"{run}.{after.number - 1}") == ["2.svg"]
    assert listened_from(f"{run}.{after.number}") == []
    assert listened_from("0123abcd.1") is None  # of another server
    assert listened_from(f"{run}.{'9' * 5000}") is None


def test_errors_leave_the_site_as_it_was(following: Following) -> None:
    served, loads, listening = following
    page = listening()
    page.next()
    loads.next = BAD._replace(diagnostics=(WARNING, ERROR))
    served.saved()
    assert page.told() == ([], ["invalid-config", "no-tags"])
    assert served.ask("GET /style.css")[2] == b"p{}"
    loads.next = GOOD
    served.saved()
    assert page.told() == ([], [])


def test_what_changes_beside_an_error_is_told_once_it_is_mended(
    following: Following,
) -> None:
    served, loads, listening = following
    page = listening()
    page.next()
    loads.next = good_with({"style.css": "2"}, ERROR)._replace(publishable=False)
    served.saved()
    assert page.told() == ([], ["invalid-config"])
    assert served.ask("GET /style.css")[2] == b"p{}"
    loads.next = good_with({"style.css": "2"})
    served.saved()
    assert page.told() == (["style.css"], [])


def test_a_file_that_goes_while_it_is_read_is_told_and_tried_again(
    following: Following,
) -> None:
    served, loads, listening = following
    page = listening()
    page.next()
    loads.next = FileNotFoundError(2, "No such file or directory", "static/x")
    served.saved()
    assert page.told() == ([], ["unreadable-file"])
    loads.next = GOOD
    served.saved()
    assert page.told() == ([], [])


def test_nothing_new_is_no_news(following: Following) -> None:
    """The second load is the same as the first.  If it caused an event, that would come first."""
    served, loads, _ = following
    loads.next = GOOD
    served.saved()
    loads.next = good_with({"x.svg": "x"})
    served.saved()
    assert served.next().since(1) == ["x.svg"]


def test_before_the_first_good_load_the_reason_is_shown() -> None:
    loads = Loads(BAD)
    with serving(loads) as served:
        served.next()
        status, _, body = served.ask("GET /")
        assert status == 503
        assert b"/-/live.js" in body
        loads.next = GOOD
        served.saved()
        served.next()
        assert served.ask("GET /")[0] == 200


def test_a_stream_shows_that_it_lives() -> None:
    with serving_good(HEARTBEAT=0.05) as served:
        page = Listener(served)
        page.next()
        assert page.file.readline() == b":\n"
        page.close()


def test_a_snapshot_remembers_what_has_gone() -> None:
    first = after_load(EMPTY, GOOD)
    assert sorted(first.since(0)) == sorted(GOOD.changeable)
    other = GOOD._replace(files={"index.html": b"other"}, changeable={})
    second = after_load(first, other)
    assert sorted(second.since(1)) == sorted(GOOD.changeable)
    assert second.since(2) == []


# Loading after a save, and rendering on request

WEEK, OTHER_WEEK = "weeks/2023-04-w4.html", "weeks/2023-04-w3.html"
TWO_WEEKS = {"notes/a.txt": NOTE, "notes/b.txt": NOTE.replace("4주차", "3주차")}


class Site:
    """A site in a folder, loaded after each save as `serve` does."""

    def __init__(self, folder: Path) -> None:
        self.folders = make_site(folder, TWO_WEEKS)
        self.live: LiveSite | None = None
        self.snapshot = EMPTY

    def load(self) -> LiveSite:
        """Load the site, and update the snapshot."""
        self.live = load_live_site(self.folders, self.live)
        self.snapshot = after_load(self.snapshot, self.live)
        return self.live

    def save(self, files: Mapping[str, str]) -> LiveSite:
        """Save these files, and load the site."""
        make_site(self.folders.site, files)
        return self.load()

    def ask(self, path: str) -> tuple[int, str]:
        """(status, body) of the response for a path."""
        found = answer(asked_for(path), self.snapshot, "run")
        return found.status, found.body.decode()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of pages rendered from now on, and `search/` for the index."""
    done: list[str] = []
    render, all_files = Renderer.render, SearchIndex.all_files

    def noted_render(renderer: Renderer, page: Page) -> bytes | Path | Diagnostic:
        done.append(page.path)
        return render(renderer, page)

    def noted_index(index: SearchIndex) -> dict[str, bytes]:
        done.append("search/")
        return all_files(index)

    monkeypatch.setattr(Renderer, "render", noted_render)
    monkeypatch.setattr(SearchIndex, "all_files", noted_index)
    return done


def test_only_what_is_asked_for_is_rendered_and_once(
    site: Site, rendered: list[str]
) -> None:
    site.load()
    assert rendered == []
    for _ in range(3):
        assert site.ask(WEEK)[0] == 200
    assert rendered == [WEEK]
    site.save({"notes/a.txt": NOTE + "새 문장입니다.\n"})
    assert rendered == [WEEK]
    assert "새 문장입니다." in site.ask(WEEK)[1]
    assert rendered == [WEEK, WEEK]


def test_the_index_is_built_with_its_first_file_and_once_a_save(
    site: Site, rendered: list[str]
) -> None:
    site.load()
    assert site.ask("search.html")[0] == 200
    assert rendered == ["search.html"]
    names = [
        path for path in tree_of_build(site.folders) if path.startswith("search/")
    ]
    rendered.clear()
    assert {site.ask(name)[0] for name in names} == {200}
    assert site.ask("search/nothing.js")[0] == 404
    assert rendered == ["search/", "404.html"]
    site.save({"notes/a.txt": NOTE + "새 문장입니다.\n"})
    assert rendered == ["search/", "404.html"]
    assert site.ask(names[0])[0] == 200
    assert rendered == ["search/", "404.html", "search/"]


def tree_of_build(folders: Folders) -> dict[str, bytes]:
    """All files that a clean build publishes."""
    shutil.rmtree(folders.output, ignore_errors=True)
    assert build_to_disk(folders, keep_going=True, clean=True).published
    files = tree(folders.output)
    own = {path for path in files if not path.startswith(".")} | {".nojekyll"}
    return {path: data for path, data in files.items() if path in own}


def test_a_save_that_changes_nothing_is_no_news(site: Site) -> None:
    before = site.save({"static/x.svg": "<svg/>"})
    assert site.load() is before
    # Written again with the same text.
    assert site.save({"notes/a.txt": NOTE}) is before
    assert (
        site.save({"notes/notes.bak": "no digest", "README.md": "no part of it"})
        is before
    )
    snapshot = site.snapshot
    site.load()
    assert site.snapshot is snapshot


def test_an_error_that_stays_is_no_news(site: Site) -> None:
    site.load()
    bad = site.save({"weeknotes.yml": "title: [\n"})
    snapshot = site.snapshot
    assert site.load() is bad
    assert site.snapshot is snapshot
    mended = site.save({"weeknotes.yml": ""})
    assert mended.publishable
    assert site.snapshot.diagnostics == mended.diagnostics


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({"notes/a.txt": NOTE + "#tag\n"}, ["papers/a.b-c.html", "search/"]),
        ({"notes/c.txt": NOTE}, ["papers/a.b-c.html", "search/"]),
        ({"weeknotes.yml": "title: 다른 제목\n"}, ["search/"]),
        ({"static/custom.css": "p {}"}, ["style.css"]),
        ({"static/new/x.svg": "<svg/>"}, ["new/x.svg"]),
        (
            {"notes/x.svg": "<svg width='2' height='1'/>"},
            ["files/x.svg", "papers/a.b-c.html"],
        ),
    ],
)
def test_what_changes_is_told(
    files: Mapping[str, str], changed: list[str], site: Site
) -> None:
    site.save({"notes/b.txt": TWO_WEEKS["notes/b.txt"] + "![그림](x.svg)\n"})
    site.save(files)
    assert site.snapshot.number == 2
    assert sorted(site.snapshot.since(1)) == changed


def test_a_digest_saved_twice_within_a_tick_of_the_clock_is_read_again(
    site: Site,
) -> None:
    """Then the stat of the file may be the same as when the file was read, including its size."""
    site.load()
    first = site.save({"notes/a.txt": NOTE.replace("글입니다", "말입니다")})
    second = NOTE.replace("글입니다", "꿈입니다")
    make_site(site.folders.site, {"notes/a.txt": second})
    listing = list_notes(site.folders.notes, "notes", (".txt",), ())
    cached = {
        file.name: first.cached_files[file.name]._replace(stat=file.state)
        for file in listing.files
    }
    site.live = first._replace(cached_files=cached)
    site.load()
    _, body = site.ask(WEEK)
    assert "꿈입니다" in body


SAVES: tuple[dict[str, str], ...] = (
    {"notes/a.txt": NOTE + "#tag\n"},
    {"weeknotes.yml": "title: [\n"},
    {"weeknotes.yml": "title: 다른 제목\n", "static/custom.css": "p {}"},
    {"templates/week.html": "{{ nothing }}"},
    {"templates/week.html": "{{ label"},
    {"templates/week.html": "{{ label }}"},
    {"notes/b.txt": ""},
)


def test_a_load_after_others_is_as_one_alone_and_as_a_build(site: Site) -> None:
    """The served site equals the output of `build`, independent of earlier loads."""
    site.load()
    for files in SAVES:
        served = site.snapshot.files
        made = site.save(files)
        alone = load_live_site(site.folders, None)
        assert (made.publishable, made.diagnostics) == (
            alone.publishable,
            alone.diagnostics,
        )
        assert site.snapshot.files is (made.files if made.publishable else served)
        if made.publishable:
            published = tree_of_build(site.folders)
            assert {path: made.files.get(path) for path in published} == published
            pages = {path for path in published if not is_search_path(path)}
            weeks = (WEEK, OTHER_WEEK)
            failed = {
                path
                for path in weeks
                if isinstance(made.files.get(path), Diagnostic)
            }
            assert len(made.files) == len(pages | failed)


# Templates that fail


def test_what_fails_while_it_is_rendered_is_shown_on_its_page(site: Site) -> None:
    of_one = '{% if "4주차" in label %}{{ "<b>" + nothing }}{% endif %}{{ label }}'
    made = site.save({"templates/week.html": f"before\n{of_one}"})
    assert made.publishable
    assert "template-error" not in {
        found.rule for found in site.snapshot.diagnostics
    }
    status, body = site.ask(WEEK)
    assert status == 500
    assert "templates/week.html:2:1: error: &#x27;nothing&#x27; is undefined" in body
    assert "[template-error]" in body
    assert "&lt;b&gt;" in body
    assert "<b>" not in body
    assert '<script src="/-/live.js"' in body
    assert site.ask("index.html")[0] == site.ask(OTHER_WEEK)[0] == 200
    site.save({"templates/week.html": "{{ label }}"})
    assert site.snapshot.number == 2  # so all pages get an event, including this one
    status, body = site.ask(WEEK)
    assert status == 200
    assert body.endswith("</script>2023년 4월 4주차")


def test_a_broken_404_page_is_shown_where_nothing_is(site: Site) -> None:
    site.save({"templates/404.html": "{{ nothing }}"})
    status, body = site.ask("no/such/page.html")
    assert status == 404
    assert "templates/404.html:1:1: error: &#x27;nothing&#x27; is undefined" in body


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("before\n{% if %}", "Expected an expression"),
        ("before\n{{ label | nofilter }}", "No filter named"),
        ("before\n{{ label", "unexpected end of template"),
    ],
)
def test_what_cannot_be_compiled_leaves_the_site_as_it_was(
    template: str, message: str, site: Site
) -> None:
    site.load()
    _, before = site.ask(OTHER_WEEK)  # WEEK is rendered only after the error
    made = site.save({"templates/week.html": template})
    assert not made.publishable
    error = site.snapshot.diagnostics[-1]
    where = (error.rule, error.path, error.span.line)
    assert where == ("template-error", "templates/week.html", 2)
    assert message in str(error.message)
    status, body = site.ask(WEEK)
    assert status == 200
    assert "글입니다." in body
    assert site.ask(OTHER_WEEK)[1] == before.replace('"run.1"', '"run.2"')
    (site.folders.site / "templates/week.html").unlink()
    mended = site.load()
    assert mended.publishable
    assert site.snapshot.diagnostics == mended.diagnostics
    assert site.ask(OTHER_WEEK)[1] == before.replace('"run.1"', '"run.3"')


def test_a_file_that_goes_after_it_was_found_is_said_to_be_gone(site: Site) -> None:
    """While the settings have errors, the old site is served, but its files may be removed."""
    site.save({"static/x.svg": "<svg/>"})
    (site.folders.site / "static/x.svg").unlink()
    site.save({"weeknotes.yml": "title: [\n"})
    status, body = site.ask("x.svg")
    assert status == 500
    assert "static/x.svg:1:1: error: 이 파일을 읽을 수 없습니다: " in body
    assert "No such file" not in body
    make_site(site.folders.site, {"static/x.svg": "<svg/>"})
    assert site.ask("x.svg") == (200, "<svg/>")


# Pages are made live


def test_a_page_is_as_built_but_for_its_script() -> None:
    page = PAGES["index.html"]
    snapshot = EMPTY._replace(number=7)
    made = live_page(page, snapshot, "run")
    script = b'<script src="/-/live.js" defer data-build="run.7"></script>'
    assert made == page.replace(b"<head>", b"<head>" + script)


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (
            b"<!DOCTYPE html>\n<HTML lang=ko><body>x",
            b"<!DOCTYPE html>\n<HTML lang=ko>",
        ),
        (b"<p>x", b""),
        (b"", b""),
        (b"\xff\xfe not UTF-8", b""),
    ],
)
def test_pages_without_a_head(page: bytes, before: bytes) -> None:
    made = live_page(page, EMPTY, "run")
    assert made.startswith(before + b"<script src")
    assert made.endswith(page.removeprefix(before))


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
            None,
        ),
        ("default-src 'self'; img-src *", None),
        ("img-src 'none'", None),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            "script-src 'none'; Style-Src https://a.b",
            "script-src 'self'; style-src https://a.b 'self'",
        ),
        (
            "script-src 'self'; script-src-elem 'nonce-x'",
            "script-src 'self'; script-src-elem 'nonce-x' 'self'",
        ),
    ],
)
def test_policies_let_our_script_run(policy: str, wider: str | None) -> None:
    assert extended_policy(policy) == (wider or policy)
    tag = "<meta content='{}' HTTP-EQUIV=content-security-policy>"
    page = tag.format(policy.replace("'", "&#39;"))
    made = live_page(page.encode(), EMPTY, "run").decode()
    assert f'content="{wider or policy}"' in made


def test_what_the_server_adds_is_in_no_site(site: Site) -> None:
    made, published = site.load(), tree_of_build(site.folders)
    assert not [path for path in published if path.startswith("-/")]
    assert not [path for path, data in published.items() if b"-/live" in data]
    assert set(own_files()) == {"-/live.js", "-/live.css"}
    for path in own_files():
        assert path not in made.files
        assert made.files.get(path) is None


# Ports


def test_a_taken_port_gives_way_to_the_next() -> None:
    first = listen(0)
    assert isinstance(first, socket.socket)
    second = listen(port := first.getsockname()[1])
    assert isinstance(second, socket.socket)
    assert port < second.getsockname()[1] < port + 20
    assert second.getsockname()[0] == "127.0.0.1"
    first.close()
    second.close()


def test_where_no_port_is_free_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(_: object) -> socket.socket:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(socket, "create_server", taken)
    found = listen(65535)
    assert isinstance(found, Diagnostic)
    assert str(found).startswith(
        "127.0.0.1:65535:1:1: error: the port cannot be opened: Address already in use"
    )


# Watching folders


def files_below(folder: Path, _: LiveSite | None = None) -> LiveSite:
    """A site with the files of a folder."""
    return GOOD._replace(files=tree(folder))


def serving_site(folders: Folders) -> AbstractContextManager[Served]:
    """Serve the site in these folders, as the command does."""
    return serving(partial(load_live_site, folders), partial(watch, folders))


def follow(folders: Folders, *steps: Callable[[], object]) -> None:
    """Run each step, and wait until the server has seen all its changes.  Fails after a timeout."""
    root = folders.site.parent
    with serving(partial(files_below, root), partial(watch, folders)) as served:
        seen = served.next()
        for step in steps:
            step()
            while seen.files != files_below(root).files:
                seen = served.next()


def test_every_way_of_saving_is_seen(tmp_path: Path) -> None:
    site = tmp_path / "site"
    folders = make_site(site, {"notes/2023/a.txt": NOTE})
    note, beside, settings = (
        folders.notes / "2023/a.txt",
        folders.notes / "2023/.a.txt.swp",
        site / "weeknotes.yml",
    )
    follow(
        folders,
        lambda: note.write_text("다른 글", "utf-8"),
        lambda: (beside.write_text("또 다른 글", "utf-8"), beside.rename(note)),
        lambda: (
            note.rename(note.with_name("a.txt.bak")),
            note.write_text("옛 글을 남기고", "utf-8"),
        ),
        lambda: note.unlink(),
        lambda: make_site(site, {"notes/2024/new/b.txt": NOTE}),
        lambda: settings.write_text("title: a\n"),
        lambda: (beside.write_text("title: b\n"), beside.rename(settings)),
    )


def test_folders_may_come_and_go(tmp_path: Path) -> None:
    site = tmp_path / "site"
    folders = make_site(site, {"notes/a.txt": NOTE})
    follow(
        folders,
        lambda: make_site(site, {"static/custom.css": "p {}"}),
        lambda: (site / "static/custom.css").write_text("a {}"),
        lambda: make_site(site, {"templates/week.html": "x"}),
        lambda: (site / "templates/week.html").write_text("y"),
        lambda: folders.notes.rename(site / "elsewhere"),
        lambda: (site / "elsewhere").rename(folders.notes),
        lambda: (folders.notes / "a.txt").write_text("다른 글", "utf-8"),
    )


def test_notes_may_lie_elsewhere_and_begin_later(tmp_path: Path) -> None:
    notes = tmp_path / "digests"
    follow(
        make_site(tmp_path / "site", {"weeknotes.yml": ""})._replace(notes=notes),
        lambda: make_site(tmp_path, {"digests/a.txt": NOTE}),
        lambda: (notes / "a.txt").write_text("다른 글", "utf-8"),
        lambda: make_site(tmp_path, {"site/weeknotes.yml": "title: a\n"}),
    )


def test_what_is_saved_is_served(tmp_path: Path) -> None:
    """The whole process, except for the browser."""
    folders = make_site(tmp_path, {"notes/a.txt": NOTE})
    with serving_site(folders) as served:
        served.next()
        with contextlib.closing(Listener(served)) as page:
            page.next()
            (folders.notes / "a.txt").write_text(NOTE + "새 문장입니다.\n", "utf-8")
            # The file may first be read while it is being written.
            while (
                "새 문장입니다"
                not in served.ask("GET /weeks/2023-04-w4.html")[2].decode()
            ):
                page.next()


def test_what_tools_for_programs_leave_out_is_served_too(tmp_path: Path) -> None:
    """A site may be inside of folders such as `node_modules`, or contain `.venv`."""
    folders = make_site(
        tmp_path / "node_modules", {"notes/a.txt": NOTE, "static/.venv/x.swf": "old"}
    )
    with serving_site(folders) as served:
        served.next()
        with contextlib.closing(Listener(served)) as page:
            page.next()
            # The first change may be seen only because watching has just begun.
            for text in ("new", "newer"):
                (folders.site / "static" / ".venv" / "x.swf").write_text(text)
                while served.ask("GET /.venv/x.swf")[2] != text.encode():
                    page.next()


def test_folders_that_cannot_be_watched_end_it() -> None:
    async def watcher(_: Callable[[], object]) -> None:
        raise OSError(28, "No space left on device")

    listener = listen(0)
    assert isinstance(listener, socket.socket)
    found = serve(listener, Loads(), watcher, print)
    assert (found.rule, "No space left on device" in str(found.message)) == (
        "not-watched",
        True,
    )


# The command


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/a.txt": NOTE})
    command = [sys.executable, "-m", "weeknotes", "serve", "--port", "0"]
    with (
        subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process,
        contextlib.ExitStack() as stack,
    ):
        # `Popen` waits for its end, also after a failed assertion.
        stack.callback(process.kill)
        assert process.stdout
        first = process.stdout.readline()
        port = re.match(
            r"http://127\.0\.0\.1:(\d+)/ shows the site; press Ctrl-C to stop\n",
            first,
        )
        assert port, first
        assert re.match(
            r"the site is up to date, [\d.]+ s\n", process.stdout.readline()
        )
        served = Served(int(port[1]))
        with served.connect(get("/-/events", served)) as page:
            assert page.recv(15) == b"HTTP/1.1 200 OK"
            (tmp_path / "weeknotes.yml").write_text("title: [\n")
            outcome = process.stdout.readline()
            assert re.match(
                r"there are errors; the old site is still shown, [\d.]+ s\n", outcome
            )
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert errors.count("error:") == 1
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ("--port", "65536"),
        ("--port", "x"),
        ("--site", "nowhere"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "weeknotes", "serve", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "weeknotes serve: " in done.stderr
