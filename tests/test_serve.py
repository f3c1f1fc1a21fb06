"""What is served: which files, to whom, and what follows a build.  Pages that change in a browser:
tests/browser/test_serve.py."""

from __future__ import annotations

import contextlib
import gc
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import make_site
from tests.serving import PATIENCE, Served, parsed, rest_of, serving
from weeknotes.cache.store import Memory
from weeknotes.cli.check import read_context
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.server import Limits, listen, serve, watch
from weeknotes.server.assemble import Assembled, assemble
from weeknotes.server.exchange import Request, answer, objection, parse
from weeknotes.server.live import live_page, own_files, widened
from weeknotes.server.snapshot import EMPTY, Snapshot, after_build

NOTE = "2023년 4월 4주차\nhttps://a.b/c\n글입니다.\n"
ERROR = Diagnostic(
    "invalid-config", Severity.ERROR, "weeknotes.yml", Span(3, 1), "not YAML", "mend it", "title: ["
)
WARNING = Diagnostic(
    "no-tags", Severity.WARNING, "notes/a.txt", Span(2, 1), "has no tags", "add some"
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


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    """What a build made that nothing is wrong with; its files are ours."""
    config = "base_url: https://example.org/deep/notes/\n"
    context, _ = read_context(
        make_site(tmp_path_factory.mktemp("good"), {"notes/a.txt": NOTE, "weeknotes.yml": config})
    )
    return Assembled(context.site, PAGES, (), publishable=True, memory=Memory())


class Builds:
    """A builder that makes what it is told to next."""

    def __init__(self, first: Assembled | OSError) -> None:
        self.next = first

    def __call__(self, _: Assembled | None) -> Assembled:
        if isinstance(self.next, OSError):
            raise self.next
        return self.next


@pytest.fixture(scope="module")
def served(good: Assembled) -> Iterator[Served]:
    with serving(Builds(good)) as running:
        running.next()
        yield running


# What lies where


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


def test_where_nothing_is_the_site_s_own_page_says_so_with_links_that_work(served: Served) -> None:
    status, headers, body = served.ask("GET /weeks/none/at/all.html")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b'<a href="/index.html">' in body


def test_head_is_get_without_the_body(served: Served) -> None:
    for path in ("/", "/nothing", "/data/big.bin", "/weeks"):
        asked, told = served.ask(f"GET {path}"), served.ask(f"HEAD {path}")
        assert (told[0], told[1], told[2]) == (asked[0], asked[1], b"")


def test_one_connection_answers_many_requests(served: Served) -> None:
    request = f"HEAD / HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n".encode()
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert served.raw(request * 3 + last).count(b"HTTP/1.1 200 OK\r\n") == 4


# Who may ask


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
    """Another name may be one that a page elsewhere has led here (DNS rebinding)."""
    assert served.ask("GET /", f"Host: {host.format(port=served.port)}")[0] == 421
    assert served.ask("GET /", "Accept: */*")[0] == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_our_own_names(name: str, served: Served) -> None:
    assert (
        served.ask(
            "GET /", f"Host: {name}:{served.port}", f"Origin: http://{name.lower()}:{served.port}"
        )[0]
        == 200
    )


@pytest.mark.parametrize("path", ["/", "/style.css", "/-/events", "/-/live.js"])
@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: https://example.org",),
        ("Origin: null",),
        ("Origin: http://127.0.0.1:1",),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"),
        ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
    ],
)
def test_pages_elsewhere_read_nothing(path: str, headers: tuple[str, ...], served: Served) -> None:
    assert served.ask(f"GET {path}", f"Host: 127.0.0.1:{served.port}", *headers)[0] == 403


def test_pages_elsewhere_may_link_here(served: Served) -> None:
    link = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert served.ask("GET /", f"Host: 127.0.0.1:{served.port}", *link)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "X"])
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
        (b"GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n", 431),
    ],
)
def test_what_is_no_request(sent: bytes, status: int, served: Served) -> None:
    with served.connect(sent.replace(b"{host}", f"127.0.0.1:{served.port}".encode())) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert parsed(rest_of(connection))[0] == status
    assert served.ask("GET /")[0] == 200


@given(st.binary(max_size=80), st.lists(st.binary(max_size=40), max_size=4))
def test_any_bytes_are_a_request_or_are_refused(first: bytes, lines: list[bytes]) -> None:
    for head in (first, b"GET /" + first + b" HTTP/1.1"):
        request = parse(b"\r\n".join([head, *lines, b"", b""]))
        assert isinstance(request, HTTPStatus) or isinstance(
            objection(request, 8000), HTTPStatus
        )  # for no name of ours is in them


@given(st.text(max_size=40))
def test_any_path_has_an_answer(path: str) -> None:
    files = {"index.html": b"a", "404.html": b"b", "a/index.html": b"c"}
    found = answer(Request("GET", path, "", {}, keep=True), Snapshot(1, files, {}, (), "/"), "run")
    assert found.status in (200, 302, 404)
    assert found.head(keep=True).count(b"\r\n\r\n") == 1


# Readers that do not play along


def get(path: str, served: Served) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode()


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_whoever_never_finishes_a_request_is_let_go(sent: bytes, good: Assembled) -> None:
    with serving(Builds(good), limits=Limits(patience=0.2)) as served:
        served.next()
        with served.connect(sent) as connection:
            assert rest_of(connection) == b""
        assert served.ask("GET /")[0] == 200


def test_whoever_stops_reading_is_let_go(good: Assembled) -> None:
    with serving(Builds(good), limits=Limits(patience=0.2)) as served:
        served.next()
        with served.connect(get("/data/big.bin", served), buffer=4096) as slow:
            assert served.ask("GET /data/big.bin")[0] == 200  # meanwhile others are served
            with served.connect() as silent:
                assert silent.recv(1) == b""  # as long as the other was waited for
            try:
                received = len(rest_of(slow))
            except ConnectionResetError:
                received = 0
            assert received < len(PAGES["data/big.bin"])


def test_many_silent_connections_keep_nobody_out(good: Assembled) -> None:
    with serving(Builds(good), limits=Limits(connections=8)) as served:
        served.next()
        silent = [served.connect() for _ in range(50)]
        stream = served.connect(get("/-/events", served))
        assert stream.recv(1) == b"H"
        assert served.ask("GET /")[0] == 200
        silent += [served.connect() for _ in range(50)]
        assert served.ask("GET /")[0] == 200
        assert silent[0].recv(1) == b""  # whoever was silent longest has had to go
        for connection in (*silent, stream):
            connection.close()


def test_whoever_goes_in_the_middle_harms_nobody(served: Served) -> None:
    for _ in range(20):
        served.connect(get("/data/big.bin", served), buffer=4096).close()
        served.connect(get("/-/events", served)).close()
    assert served.ask("GET /")[0] == 200


def test_the_end_leaves_no_connection_open(good: Assembled) -> None:
    """Readers come until the last moment, some just as the server ends: each is let go, and none is
    forgotten half-way in."""
    for _ in range(20):
        with serving(Builds(good)) as served:
            served.next()
            connections = [served.connect() for _ in range(30)]
        for connection in connections:
            with connection, contextlib.suppress(ConnectionResetError):
                assert rest_of(connection) == b""
        # what was forgotten complains when it is collected, and a complaint fails the test
        gc.collect()


# What follows a build


class Listener:
    """A page that listens, as a browser would."""

    def __init__(self, served: Served, seen: str = "") -> None:
        self.connection = served.connect(get(f"/-/events?since={seen}", served))
        self.file = self.connection.makefile("rb")
        while self.file.readline() != b"\r\n":
            pass

    def next(self) -> tuple[str, list[str] | None, list[str]]:
        """The next event: its id, the paths that changed, the rules that were found."""
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

    def close(self) -> None:
        self.file.close()
        self.connection.close()


Building = tuple[Served, Builds, Callable[..., Listener]]


@pytest.fixture
def building(good: Assembled) -> Iterator[Building]:
    """A server, its builder, and pages that listen to it."""
    builds = Builds(good)
    listeners: list[Listener] = []

    def listening(seen: str = "") -> Listener:
        listeners.append(Listener(running, seen))
        return listeners[-1]

    with serving(builds) as running:
        running.next()
        yield running, builds, listening
        for listener in listeners:
            listener.close()


def with_files(made: Assembled, files: Mapping[str, bytes], *diagnostics: Diagnostic) -> Assembled:
    return made._replace(files={**made.files, **files}, diagnostics=diagnostics)


def test_a_page_is_told_what_has_changed(building: Building, good: Assembled) -> None:
    served, builds, listening = building
    page = listening()
    first, changed, _ = page.next()
    assert changed is None  # it did not say which build it came from
    builds.next = with_files(good, {"style.css": b"a{}", "new.html": b"new"}, WARNING)
    served.saved()
    second, *told = page.next()
    assert told == [["new.html", "style.css"], ["no-tags"]]
    assert served.ask("GET /new.html")[0] == 200
    builds.next = good._replace(files={"index.html": PAGES["index.html"]})
    served.saved()
    third, changed, found = page.next()
    assert changed == sorted({*PAGES, "new.html"} - {"index.html"})
    assert found == []
    assert served.ask("GET /new.html")[0] == 404
    assert len({first, second, third}) == 3


def test_whoever_comes_late_is_told_what_was_missed(building: Building, good: Assembled) -> None:
    served, builds, listening = building
    before, *_ = listening().next()
    for text in (b"1", b"2"):
        builds.next = with_files(
            builds.next if isinstance(builds.next, Assembled) else good,
            {f"{text.decode()}.html": text},
        )
        served.saved()
        after = served.next()
    assert listening(before).next()[1] == ["1.html", "2.html"]
    assert listening(f"{before.split('.')[0]}.{after.number}").next()[1] == []
    assert listening("0123abcd.1").next()[1] is None  # another server's
    assert listening(before.split(".")[0] + "." + "9" * 5000).next()[1] is None


def test_errors_leave_the_site_as_it_was(building: Building, good: Assembled) -> None:
    served, builds, listening = building
    page = listening()
    page.next()
    builds.next = good._replace(files={}, diagnostics=(WARNING, ERROR), publishable=False)
    served.saved()
    assert page.next()[1:] == ([], ["invalid-config", "no-tags"])
    assert served.ask("GET /style.css")[2] == b"p{}"
    builds.next = good
    served.saved()
    assert page.next()[1:] == ([], [])


def test_a_file_that_goes_while_it_is_read_is_told_and_tried_again(
    building: Building, good: Assembled
) -> None:
    served, builds, listening = building
    page = listening()
    page.next()
    builds.next = FileNotFoundError(2, "No such file or directory", "static/x")
    served.saved()
    assert page.next()[1:] == ([], ["unreadable-file"])
    builds.next = good
    served.saved()
    assert page.next()[1:] == ([], [])


def test_nothing_new_is_no_news(building: Building, good: Assembled) -> None:
    """The second build differs from the third only: had it been told, it would come first."""
    served, builds, _ = building
    builds.next = good
    served.saved()
    builds.next = with_files(good, {"x.html": b"x"})
    served.saved()
    assert served.next().since(1) == ["x.html"]


def test_before_the_first_good_build_the_reason_is_shown(good: Assembled) -> None:
    builds = Builds(good._replace(files={}, diagnostics=(ERROR,), publishable=False))
    with serving(builds) as served:
        served.next()
        status, _, body = served.ask("GET /")
        assert status == 503
        assert b"/-/live.js" in body
        builds.next = good
        served.saved()
        served.next()
        assert served.ask("GET /")[0] == 200


def test_a_stream_shows_that_it_lives(good: Assembled) -> None:
    with serving(Builds(good), limits=Limits(heartbeat=0.05)) as served:
        served.next()
        page = Listener(served)
        page.next()
        assert page.file.readline() == b":\n"
        page.close()


def test_a_build_after_others_is_as_one_alone(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path, {"notes/a.txt": NOTE, "notes/b.txt": NOTE.replace("4주차", "3주차")}
    )
    made = assemble(folders)
    for files in (
        {"notes/a.txt": NOTE + "#tag\n"},
        {"weeknotes.yml": "title: [\n"},
        {"weeknotes.yml": "title: 다른 제목\n", "static/custom.css": "p {}"},
        {"templates/week.html": "{{ nothing }}"},
        {"templates/week.html": "{{ label }}"},
        {"notes/b.txt": ""},
    ):
        make_site(tmp_path, files)
        before, made, alone = made, assemble(folders, made), assemble(folders)
        assert (made.publishable, made.diagnostics) == (alone.publishable, alone.diagnostics)
        assert made.files == (alone.files if made.publishable else before.files)


# Pages are made live


def test_a_page_is_as_built_but_for_its_script() -> None:
    page = PAGES["index.html"]
    snapshot = Snapshot(7, {}, {}, (), "/")
    made = live_page(page, snapshot, "run", ["a&b.html"])
    script = b'<script src="/-/live.js" defer data-build="run.7" data-files="[&quot;a&amp;b.html&quot;]"></script>'
    assert made == page.replace(b"<head>", b"<head>" + script)


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (b"<!DOCTYPE html>\n<HTML lang=ko><body>x", b"<!DOCTYPE html>\n<HTML lang=ko>"),
        (b"<p>x", b""),
        (b"", b""),
        (b"\xff\xfe not UTF-8", b""),
    ],
)
def test_pages_without_a_head(page: bytes, before: bytes) -> None:
    made = live_page(page, EMPTY, "run", [])
    assert made.startswith(before + b"<script src")
    assert made.endswith(page.removeprefix(before))


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", None),
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
    assert widened(policy) == (wider or policy)
    tag = "<meta content='{}' HTTP-EQUIV=content-security-policy>"
    page = live_page(tag.format(policy.replace("'", "&#39;")).encode(), EMPTY, "run", []).decode()
    assert f'content="{wider or policy}"' in page


def test_what_the_server_adds_is_in_no_site(tmp_path: Path) -> None:
    made = assemble(make_site(tmp_path, {"notes/a.txt": NOTE}))
    assert not [path for path in made.files if path.startswith("-/")]
    assert not [path for path, data in made.files.items() if b"-/live" in data]
    assert set(own_files()) == {"-/live.js", "-/live.css"}


def test_a_snapshot_remembers_what_has_gone(good: Assembled) -> None:
    first = after_build(EMPTY, good)
    second = after_build(first, good._replace(files={"index.html": b"other"}))
    assert sorted(second.since(1)) == sorted(PAGES)
    assert second.since(2) == []
    assert after_build(second, good._replace(files={"index.html": b"oth" + b"er"})) is second


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
    assert str(found).startswith("127.0.0.1:65535:1:1: error: Address already in use [port-taken]")


# What is saved


def listing(folder: Path, made: Assembled, _: Assembled | None = None) -> Assembled:
    """A build whose site is what lies in a folder."""
    return made._replace(
        files={
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    )


def follow(folders: Folders, made: Assembled, *steps: Callable[[], object]) -> None:
    """Take each step below the temporary folder; fails where one is not told in full before the
    next is taken."""
    root = folders.site.parent
    with serving(partial(listing, root, made), partial(watch, folders)) as served:
        seen = served.next()
        for step in steps:
            step()
            while seen.files != listing(root, made).files:
                seen = served.next()


def test_every_way_of_saving_is_seen(tmp_path: Path, good: Assembled) -> None:
    site = tmp_path / "site"
    folders = make_site(site, {"notes/2023/a.txt": NOTE})
    note, beside, settings = (
        folders.notes / "2023/a.txt",
        folders.notes / "2023/.a.txt.swp",
        site / "weeknotes.yml",
    )
    follow(
        folders,
        good,
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


def test_folders_may_come_and_go(tmp_path: Path, good: Assembled) -> None:
    site = tmp_path / "site"
    folders = make_site(site, {"notes/a.txt": NOTE})
    follow(
        folders,
        good,
        lambda: make_site(site, {"static/custom.css": "p {}"}),
        lambda: (site / "static/custom.css").write_text("a {}"),
        lambda: make_site(site, {"templates/week.html": "x"}),
        lambda: (site / "templates/week.html").write_text("y"),
        lambda: folders.notes.rename(site / "elsewhere"),
        lambda: (site / "elsewhere").rename(folders.notes),
        lambda: (folders.notes / "a.txt").write_text("다른 글", "utf-8"),
    )


def test_notes_may_lie_elsewhere_and_begin_later(tmp_path: Path, good: Assembled) -> None:
    notes = tmp_path / "digests"
    follow(
        make_site(tmp_path / "site", {"weeknotes.yml": ""})._replace(notes=notes),
        good,
        lambda: make_site(tmp_path, {"digests/a.txt": NOTE}),
        lambda: (notes / "a.txt").write_text("다른 글", "utf-8"),
        lambda: make_site(tmp_path, {"site/weeknotes.yml": "title: a\n"}),
    )


def test_what_is_saved_is_served(tmp_path: Path) -> None:
    """The whole way, but for the browser."""
    folders = make_site(tmp_path, {"notes/a.txt": NOTE})
    with serving(partial(assemble, folders), partial(watch, folders)) as served:
        served.next()
        with contextlib.closing(Listener(served)) as page:
            page.next()
            (folders.notes / "a.txt").write_text(NOTE + "새 문장입니다.\n", "utf-8")
            while (
                "새 문장입니다" not in served.ask("GET /weeks/2023-04-w4.html")[2].decode()
            ):  # it may be seen half-written first
                page.next()


def test_what_tools_for_programs_leave_out_is_served_too(tmp_path: Path) -> None:
    """A site may lie below, or hold, what such tools think is theirs."""
    folders = make_site(
        tmp_path / "node_modules", {"notes/a.txt": NOTE, "static/.venv/x.swf": "old"}
    )
    with serving(partial(assemble, folders), partial(watch, folders)) as served:
        served.next()
        with contextlib.closing(Listener(served)) as page:
            page.next()
            for text in ("new", "newer"):  # the first may be seen because watching has just begun
                (folders.site / "static" / ".venv" / "x.swf").write_text(text)
                while served.ask("GET /.venv/x.swf")[2] != text.encode():
                    page.next()


def test_folders_that_cannot_be_watched_end_it(good: Assembled) -> None:
    async def watcher(_: Callable[[], object]) -> None:
        raise OSError(28, "No space left on device")

    listener = listen(0)
    assert isinstance(listener, socket.socket)
    found = serve(listener, Builds(good), watcher, print)
    assert (found.rule, "No space left on device" in found.message) == ("not-watched", True)


# The command


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/a.txt": NOTE})
    command = [sys.executable, "-m", "weeknotes", "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        port = re.match(r"http://127\.0\.0\.1:(\d+)/ shows the site; Ctrl-C ends\n", first)
        assert port, first
        assert re.match(r"\d+ files changed, [\d.]+ s\n", process.stdout.readline())
        with socket.create_connection(("127.0.0.1", int(port[1])), PATIENCE) as page:
            page.sendall(get("/-/events", Served(int(port[1]))))
            assert page.recv(15) == b"HTTP/1.1 200 OK"
            (tmp_path / "weeknotes.yml").write_text("title: [\n")
            assert process.stdout.readline().startswith("the site stays as it was; 0 files changed")
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert errors.count("error:") == 1
    assert "Traceback" not in errors


@pytest.mark.parametrize("arguments", [("--port", "65536"), ("--port", "x"), ("--site", "nowhere")])
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "weeknotes", "serve", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "weeknotes serve: " in done.stderr
