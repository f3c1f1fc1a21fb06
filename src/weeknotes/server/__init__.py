"""Serve a site while it is being edited.  After each save, the site is loaded again and open pages
are updated.

The server writes no files.  If the new site has errors, the last good site stays in use, and the
errors are shown on top of the page.
"""

import asyncio
import secrets
import socket
from collections.abc import Callable, Coroutine

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.i18n import DEFAULT_LANGUAGE
from weeknotes.server.live_site import (
    LiveSite,
    load_live_site,
    unexpected,
    unreadable_file,
)
from weeknotes.server.server import (
    HEAD_LIMIT,
    Server,
    SnapshotHolder,
    listen,
)
from weeknotes.server.snapshot import Snapshot, after_failure, after_load
from weeknotes.server.watch import watch
from weeknotes.text.messages import msg

__all__ = [
    "LiveSite",
    "Rebuild",
    "Snapshot",
    "Watcher",
    "listen",
    "load_live_site",
    "serve",
    "watch",
]

Watcher = Callable[[Callable[[], object]], Coroutine[None, None, None]]
"""Calls its argument after each change, and at least once, until it is cancelled."""
Rebuild = Callable[[LiveSite | None], LiveSite]
"""Loads the site.  Its argument is the result of the previous call."""


def serve(
    listener: socket.socket,
    rebuild: Rebuild,
    watcher: Watcher,
    on_snapshot: Callable[[Snapshot], None],
    language: str = DEFAULT_LANGUAGE,
) -> Diagnostic:
    """Serve the site that `rebuild` returns, and call `rebuild` again after each change.  Calls
    `on_snapshot` with each new snapshot.  `language` is used for pages until the language of the
    site is known.  Raises KeyboardInterrupt when interrupted.  Returns an error when the folders
    cannot be watched."""
    try:
        with listener:
            asyncio.run(_serve(listener, rebuild, watcher, on_snapshot, language))
    except* OSError as group:
        reasons = [str(error) for error in group.exceptions]
    message = msg(
        "this folder cannot be watched for changes: {reason}",
        reason=", ".join(reasons),
    )
    hint = msg(
        "set the environment variable WATCHFILES_FORCE_POLLING=1 and start `serve` again"
    )
    return file_error("not-watched", ".", message, hint)


async def _serve(
    listener: socket.socket,
    rebuild: Rebuild,
    watcher: Watcher,
    on_snapshot: Callable[[Snapshot], None],
    language: str,
) -> None:
    asyncio.get_running_loop().set_exception_handler(_on_exception)
    board, saved = SnapshotHolder(), asyncio.Event()
    board.post(board.snapshot._replace(language=language))
    server = Server(board, listener.getsockname()[1], secrets.token_hex(4))
    listening = await asyncio.start_server(
        server.accept, sock=listener, limit=HEAD_LIMIT
    )

    async def build() -> None:
        made: LiveSite | None = None
        while await saved.wait():
            saved.clear()
            snapshot, newest = await asyncio.to_thread(
                _next, board.snapshot, rebuild, made
            )
            if snapshot is not board.snapshot:
                board.post(snapshot)
                on_snapshot(snapshot)
            made = newest  # after the pages are notified, because freeing the old site takes time

    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(build())
            tasks.create_task(watcher(saved.set))
    finally:
        listening.close()
        server.close()
        # A connection may just have been accepted.  Its task must end before the event loop does,
        # or the connection would stay open.
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)


def _on_exception(
    loop: asyncio.AbstractEventLoop, context: dict[str, object]
) -> None:
    """Print no traceback if there are no free descriptors for a connection: asyncio waits for a
    second and tries again."""
    if not isinstance(context.get("exception"), OSError):
        loop.default_exception_handler(context)


def _next(
    old: Snapshot, rebuild: Rebuild, before: LiveSite | None
) -> tuple[Snapshot, LiveSite | None]:
    try:
        made = rebuild(before)
        return after_load(old, made), made
    # A file was removed while it was read.  The removal is a change, so `rebuild` is called again.
    except OSError as error:
        return after_failure(old, [unreadable_file(error)], old.language), before
    except Exception as error:  # the server goes on
        return after_failure(old, [unexpected(error)], old.language), before
