"""Connections: how requests come in and answers go out, whoever is at the other end."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.server.exchange import HOST, STREAM_HEAD, Request, answer, objection, parse, refusal
from weeknotes.server.live import EVENTS, event
from weeknotes.server.snapshot import EMPTY, Snapshot

HEAD_LIMIT = 16 * 1024
"""Bytes of a request."""
_CHUNK = 64 * 1024
_PORTS = 20
"""As many are tried, the one that was asked for and those after it."""


class Limits(NamedTuple):
    """What one reader may ask of all others: connections at a time; seconds for a request to come
    and for a reader to take the next piece; seconds after which a stream without news shows that it
    lives, and notices whose reader has gone."""

    connections: int = 100
    patience: float = 10.0
    heartbeat: float = 15.0


LIMITS = Limits()


class Board:
    """The snapshot that is served, and news of the next one."""

    def __init__(self) -> None:
        self.snapshot = EMPTY
        self._news = asyncio.Event()

    def post(self, snapshot: Snapshot) -> None:
        """Serve this from now on, and wake whoever waits."""
        self.snapshot = snapshot
        self._news.set()
        self._news = asyncio.Event()

    async def after(self, number: int) -> None:
        """Wait for a snapshot with a higher number."""
        while self.snapshot.number <= number:
            await self._news.wait()


def listen(port: int) -> socket.socket | Diagnostic:
    """A socket at the first free port from this one on, for this machine alone; 0 is any."""
    for candidate in range(port, min(port + _PORTS, 65536)):
        try:
            return socket.create_server((HOST, candidate))
        except OSError as error:
            reason = error.strerror or "cannot be opened"
    return Diagnostic(
        "port-taken",
        Severity.ERROR,
        f"{HOST}:{port}",
        Span(),
        reason,
        "name another port with --port",
    )


@dataclass(slots=True)
class Server:
    """Answers all connections from the board.  `run` tells one start of the server from another."""

    board: Board
    port: int
    run: str
    limits: Limits = LIMITS
    _open: dict[asyncio.StreamWriter, asyncio.Task[None]] = field(default_factory=dict)
    """Whoever asked least lately first."""
    _over: bool = False

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin to answer a connection; where there are too many, the one that asked least lately
        ends."""
        if self._over:
            writer.transport.abort()
            return
        writer.transport.set_write_buffer_limits(
            0
        )  # so that draining waits until the reader has all
        self._open[writer] = asyncio.create_task(self._answer(reader, writer))
        if len(self._open) > self.limits.connections:
            self._end(next(iter(self._open)))

    def close(self) -> None:
        """End all connections, and answer none from now on."""
        self._over = True
        for writer in list(self._open):
            self._end(writer)

    def _end(self, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()
        self._open.pop(writer).cancel()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                self._open[writer] = self._open.pop(writer)
        except (OSError, EOFError, TimeoutError):
            pass  # whoever asked has gone, or is too slow
        finally:
            self._open.pop(writer, None)
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether another may follow."""
        request = await self._read(reader)
        if isinstance(request, HTTPStatus):
            await self._refuse(request, reader, writer)
            return False
        if request.path == EVENTS:
            await self._stream(request, writer)
            return False
        # In a thread: while a page is rendered, others are still heard and told of changes.
        found = await asyncio.to_thread(answer, request, self.board.snapshot, self.run)
        await self._send(
            writer,
            found.head(keep=request.keep) + (b"" if request.method == "HEAD" else found.body),
        )
        return request.keep

    async def _read(self, reader: asyncio.StreamReader) -> Request | HTTPStatus:
        try:
            async with asyncio.timeout(self.limits.patience):
                request = parse(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        return (
            request if isinstance(request, HTTPStatus) else objection(request, self.port) or request
        )

    async def _refuse(
        self, status: HTTPStatus, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        found = refusal(status)
        await self._send(writer, found.head(keep=False) + found.body)
        writer.write_eof()
        async with asyncio.timeout(
            self.limits.patience
        ):  # a connection closed over unread bytes would take the answer with it
            while await reader.read(_CHUNK):
                pass

    async def _stream(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Tell of each snapshot as it comes; a slow reader misses those between, and nothing piles
        up."""
        await self._send(writer, STREAM_HEAD)
        seen = request.headers.get("last-event-id") or request.query.removeprefix("since=")
        while request.method == "GET":
            snapshot = self.board.snapshot
            await self._send(writer, event(snapshot, self.run, seen))
            seen = f"{self.run}.{snapshot.number}"
            while self.board.snapshot is snapshot:
                try:
                    async with asyncio.timeout(self.limits.heartbeat):
                        await self.board.after(snapshot.number)
                except TimeoutError:
                    await self._send(writer, b":\n\n")

    async def _send(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        for start in range(0, len(data), _CHUNK):
            writer.write(data[start : start + _CHUNK])
            async with asyncio.timeout(self.limits.patience):
                await writer.drain()
