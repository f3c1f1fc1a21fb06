"""A local server that answers as other services are documented to, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import httpx

from weeknotes.metadata.network import Network


class Answer(NamedTuple):
    """What the server sends.  `hangs`: it accepts the connection and sends nothing."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    hangs: bool = False


_client = partial(httpx.Client, verify=httpx.create_ssl_context())
"""A client as usual, except that it does not load the certificates of the system again."""
_stream = httpx.Client.stream
ORIGINS = {
    "https://export.arxiv.org": "/arxiv",
    "https://doi.org": "/doi",
    "https://api.crossref.org": "/crossref",
}
"""The path at which the server answers for a site.  It answers for every other `https://HOST` at
`/HOST`."""


class Service:
    """The answers by path, the requests so far, and the address."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, Mapping[str, str]]] = []
        self.papers: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.done = threading.Event()
        self.waited: list[float] = []

    def network(self) -> Network:
        """A network in which waiting takes no time."""
        return Network(Clock(self.waited), self.waited.append)

    def stream(self, client: httpx.Client, method: str, url: str) -> Any:
        """The request of a client, sent to this server instead of the site."""
        for origin, path in ORIGINS.items():
            url = url.replace(f"{origin}/", f"{self.base}{path}/", 1)
        return _stream(client, method, url.replace("https:/", self.base, 1))

    def answer(self, path: str, *answers: Answer) -> None:
        """Set what a path answers, one after the other; the last one stays."""
        self.answers[path] = list(answers)

    def page(
        self, path: str, text: str, kind: str = "text/html; charset=utf-8"
    ) -> None:
        self.answer(path, Answer(text.encode(), headers={"Content-Type": kind}))

    def item(self, doi: str, item: object) -> None:
        """A DOI whose agency has this CSL-JSON: doi.org leads to it."""
        place = f"https://api.crossref.org/v1/works/{doi}/transform"
        self.answer(f"/doi/{doi}", Answer(status=302, headers={"Location": place}))
        kind = {"Content-Type": "application/vnd.citationstyles.csl+json"}
        self.answer(
            f"/crossref/v1/works/{doi}/transform",
            Answer(json.dumps(item).encode(), 200, kind),
        )

    def respond(self, path: str) -> Answer:
        where = urlsplit(path)
        if where.path in self.answers:
            answers = self.answers[where.path]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if where.path == "/arxiv/api/query":
            ids = parse_qs(where.query)["id_list"][0].split(",")
            return Answer(
                self._feed(ids), headers={"Content-Type": "application/atom+xml"}
            )
        return Answer(b"no", 404)

    def _feed(self, ids: list[str]) -> bytes:
        entries = "".join(map(self._entry, filter(self.papers.__contains__, ids)))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>'
            f"<id>http://arxiv.org/api/x</id>{entries}</feed>"
        ).encode()

    def _entry(self, number: str) -> str:
        title, names = self.papers[number]
        people = "".join(
            f"<author><name>{escape(name)}</name></author>" for name in names
        )
        return (
            f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{escape(title)}</title>"
            f"<summary>…</summary>{people}</entry>"
        )


class Clock:
    """A clock on which only waiting takes time."""

    def __init__(self, waited: list[float]) -> None:
        self.waited = waited

    def __call__(self) -> float:
        return sum(self.waited)


@contextmanager
def answering() -> Iterator[Service]:
    """A running server, which answers for all sites."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.requests.append((self.path, dict(self.headers)))
            answer = service.respond(self.path)
            if answer.hangs:
                service.done.wait(60)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:  # the client has enough
                return

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = Service(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}
    )
    thread.start()
    try:
        with (
            patch.object(
                httpx.Client, "stream", lambda *args: service.stream(*args)
            ),
            patch.object(httpx, "Client", _client),
        ):
            yield service
    finally:
        service.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
