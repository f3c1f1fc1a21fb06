"""Connections: read requests and send responses, with limits for slow or malicious clients."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass, field
from http import HTTPStatus

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.server.exchange import (
    HOST,
    STREAM_HEAD,
    Request,
    answer,
    parse,
    refusal,
    refusal_status,
)
from weeknotes.server.live import EVENTS, event
from weeknotes.server.snapshot import EMPTY, Snapshot
from weeknotes.text.messages import msg, reason_of

HEAD_LIMIT = 16 * 1024
"""The maximum size of a request head in bytes."""
_CHUNK = 64 * 1024
_PORTS = 20
"""The number of consecutive ports to try."""
MOST_CONNECTIONS = 100
PATIENCE = 10.0
"""Seconds until a client must have sent its request, or received the next chunk."""
HEARTBEAT = 15.0
"""Seconds without an event after which the server sends a comment.  This also detects closed
connections."""


class SnapshotHolder:
    """Holds the current snapshot, and notifies waiting streams of a new one."""

    def __init__(self) -> None:
        self.snapshot = EMPTY
        self._news = asyncio.Event()

    def post(self, snapshot: Snapshot) -> None:
        """Replace the snapshot, and wake all streams that wait for it."""
        self.snapshot = snapshot
        self._news.set()
        self._news = asyncio.Event()

    async def after(self, number: int) -> None:
        """Wait until the snapshot has a higher number."""
        while self.snapshot.number <= number:
            await self._news.wait()


def listen(port: int) -> socket.socket | Diagnostic:
    """Open a socket on the loopback address, at the first free port from `port` on.  Port 0 means
    any free port."""
    for candidate in range(port, min(port + _PORTS, 65536)):
        try:
            return socket.create_server((HOST, candidate))
        except OSError as error:
            reason = reason_of(error)
    message = msg("the port cannot be opened: {reason}", reason=reason)
    hint = msg("choose another port with --port")
    return file_error("port-taken", f"{HOST}:{port}", message, hint)


@dataclass(slots=True)
class Server:
    """Serves the snapshot of `board` to all connections.  `run` is a random id of this server
    process, so that event ids of an earlier process are recognized."""

    board: SnapshotHolder
    port: int
    run: str
    _open: dict[asyncio.StreamWriter, asyncio.Task[None]] = field(
        default_factory=dict
    )
    """Open connections, least recently used first."""
    _over: bool = False

    def accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Accept a connection.  If there are too many connections, close the least recently used
        one."""
        if self._over:
            writer.transport.abort()
            return
        # With a limit of 0, `drain` waits until the whole buffer is sent.
        writer.transport.set_write_buffer_limits(0)
        self._open[writer] = asyncio.create_task(self._answer(reader, writer))
        if len(self._open) > MOST_CONNECTIONS:
            self._end(next(iter(self._open)))

    def close(self) -> None:
        """Close all connections, and reject new ones."""
        self._over = True
        for writer in list(self._open):
            self._end(writer)

    def _end(self, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()
        self._open.pop(writer).cancel()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while await self._exchange(reader, writer):
                self._open[writer] = self._open.pop(writer)
        except (OSError, EOFError, TimeoutError):
            pass  # the client has disconnected, or is too slow
        finally:
            self._open.pop(writer, None)
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request.  Returns whether the connection stays open for another request."""
        request = await self._read(reader)
        if isinstance(request, HTTPStatus):
            await self._refuse(request, reader, writer)
            return False
        if request.path == EVENTS:
            await self._stream(request, writer)
            return False
        # In a thread, so that rendering does not block other requests and events.
        found = await asyncio.to_thread(
            answer, request, self.board.snapshot, self.run
        )
        body = b"" if request.method == "HEAD" else found.body
        await self._send(writer, found.head(keep=request.keep) + body)
        return request.keep

    async def _read(self, reader: asyncio.StreamReader) -> Request | HTTPStatus:
        try:
            async with asyncio.timeout(PATIENCE):
                request = parse(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        if isinstance(request, HTTPStatus):
            return request
        return refusal_status(request, self.port) or request

    async def _refuse(
        self,
        status: HTTPStatus,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        found = refusal(status)
        await self._send(writer, found.head(keep=False) + found.body)
        writer.write_eof()
        # If a connection is closed with unread bytes, TCP resets it, and the client may lose the
        # response.  So the rest of the request is read first.
        async with asyncio.timeout(PATIENCE):
            while await reader.read(_CHUNK):
                pass

    async def _stream(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Send an event for each new snapshot.  A slow client skips snapshots, so there is no
        queue."""
        await self._send(writer, STREAM_HEAD)
        since = request.query.removeprefix("since=")
        seen = request.headers.get("last-event-id") or since
        while request.method == "GET":
            snapshot = self.board.snapshot
            await self._send(writer, event(snapshot, self.run, seen))
            seen = f"{self.run}.{snapshot.number}"
            while self.board.snapshot is snapshot:
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        await self.board.after(snapshot.number)
                except TimeoutError:
                    await self._send(writer, b":\n\n")

    async def _send(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        for start in range(0, len(data), _CHUNK):
            writer.write(data[start : start + _CHUNK])
            async with asyncio.timeout(PATIENCE):
                await writer.drain()
