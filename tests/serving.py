"""Serve a site in a thread of this process while a test changes it."""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from weeknotes.server import Rebuild, Snapshot, Watcher, listen, serve

PATIENCE = 30.0
"""The timeout in seconds for all waiting in tests."""


@dataclass
class Served:
    """The interface of a running server for tests."""

    port: int
    heard: queue.Queue[Snapshot] = field(default_factory=queue.Queue)
    saved: Callable[[], object] = list

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def next(self) -> Snapshot:
        """Wait for the next snapshot, and return it."""
        return self.heard.get(timeout=PATIENCE)

    def connect(self, *sent: bytes, buffer: int | None = None) -> socket.socket:
        """Open a connection and send these bytes.  `buffer` is the size of the receive buffer."""
        connection = socket.socket()
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", self.port))
        for data in sent:
            connection.sendall(data)
        return connection

    def ask(self, request: str, *headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send a request such as `GET /`.  Returns (status, headers, body), and closes."""
        lines = [
            f"{request} HTTP/1.1",
            *(headers or (f"Host: 127.0.0.1:{self.port}",)),
            "Connection: close",
        ]
        return parsed(self.raw("\r\n".join([*lines, "", ""]).encode()))

    def raw(self, data: bytes) -> bytes:
        """Send bytes, and return the whole response."""
        with self.connect(data) as connection:
            return rest_of(connection)


def rest_of(connection: socket.socket) -> bytes:
    """Read until the server closes the connection."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def parsed(data: bytes) -> tuple[int, dict[str, str], bytes]:
    """(status, headers by lower-case name, body) of a response."""
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    return (
        int(first.split()[1]),
        {
            line.partition(":")[0].lower(): line.partition(":")[2].strip()
            for line in lines
        },
        body,
    )


@contextmanager
def serving(rebuild: Rebuild, watch: Watcher | None = None) -> Iterator[Served]:
    """Start a server of the sites that `rebuild` returns.  It calls `rebuild` again after each
    change that `watch` reports; without `watch`, when a test calls `saved`."""
    listener = listen(0)
    assert isinstance(listener, socket.socket)
    served = Served(listener.getsockname()[1])
    ends: queue.Queue[Callable[[], object]] = queue.Queue()

    async def watcher(changed: Callable[[], object]) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        ends.put(partial(loop.call_soon_threadsafe, over.set))
        served.saved = partial(loop.call_soon_threadsafe, changed)
        watching = asyncio.ensure_future(watch(changed)) if watch else None
        changed()
        await over.wait()
        if watching:
            watching.cancel()
        raise OSError("the test is over")

    thread = threading.Thread(
        target=serve, args=(listener, rebuild, watcher, served.heard.put)
    )
    thread.start()
    try:
        yield served
    finally:
        ends.get(timeout=PATIENCE)()
        thread.join(PATIENCE)
        assert not thread.is_alive()
