"""Watch the folders of a site for changes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from weeknotes.cache.freshness import input_state
from weeknotes.config.folders import Folders
from weeknotes.config.settings import FILE_NAME
from weeknotes.sources.files import real
from weeknotes.sources.listing import PAGES_FOLDER

_STEP, _LONGEST = 5, 50
"""Milliseconds.  Changes are reported if there is no further change for `_STEP`, and at the latest
`_LONGEST` after the first change."""
_LOOK = 0.5
"""Seconds after which the folders, or their files, are looked at again."""


async def watch(folders: Folders, changed: Callable[[], object]) -> None:
    """Call `changed` after each change, until cancelled.  Also calls `changed` when watching
    begins, because earlier changes were missed.

    Watching begins again when one of the folders has been replaced: it was removed and created
    again, or a symbolic link in its path now points to another folder."""
    while True:
        places, stop = _places(folders), asyncio.Event()
        watching = asyncio.create_task(_watched(folders, changed, stop))
        try:
            while not watching.done() and _places(folders) == places:
                await asyncio.wait([watching], timeout=_LOOK)
        finally:
            stop.set()
            if not watching.done():
                watching.cancel()
            await asyncio.wait([watching])


def _places(folders: Folders) -> list[tuple[int, int] | None]:
    """What the folders are at present: device and inode of each."""
    site, notes = folders.site, folders.notes
    return [_place(path) for path in (site, notes, *_own_folders(site))]


def _own_folders(site: Path) -> list[Path]:
    return [site / name for name in ("templates", "static", PAGES_FOLDER)]


def _place(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


async def _watched(
    folders: Folders, changed: Callable[[], object], stop: asyncio.Event
) -> None:
    """Call `changed` after each change.  If the system cannot report changes, for example because
    it watches too many files or because a name is not UTF-8, files are compared."""
    try:
        await _watched_by_system(folders, changed, stop)
    except* Exception:  # the library raises various ones
        await _compared(folders, changed, stop)


async def _compared(
    folders: Folders, changed: Callable[[], object], stop: asyncio.Event
) -> None:
    before: object = None
    while not stop.is_set():
        start = asyncio.get_running_loop().time()
        state = await asyncio.to_thread(input_state, folders.site, folders.notes, ())
        if state is None or state != before:
            changed()
        before = state
        taken = asyncio.get_running_loop().time() - start
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max(_LOOK, 10 * taken))


async def _watched_by_system(
    folders: Folders, changed: Callable[[], object], stop: asyncio.Event
) -> None:
    """There are two watches. The first watch is recursive, and watches the notes and the site's own
    folders.  The second watch is not recursive.  It watches the folders that contain these folders,
    to notice when one of these is created or removed.  A recursive watch on the site's folder would
    include its output."""
    notes, site = real(folders.notes), real(folders.site)
    roots = [notes, *_own_folders(site)]

    async def within() -> None:
        # Runs after the watch has begun.
        asyncio.get_running_loop().call_soon(changed)
        async for _ in _changes([root for root in roots if root.is_dir()], stop):
            changed()

    async def around() -> None:
        async for paths in _changes(
            [folder for folder in {site, notes.parent} if folder.is_dir()],
            stop,
            recursive=False,
        ):
            if site / FILE_NAME in paths:
                changed()
            if paths.intersection(roots):
                stop.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(around())
        tasks.create_task(within())


async def _changes(
    folders: list[Path], stop: asyncio.Event, *, recursive: bool = True
) -> AsyncIterator[set[Path]]:
    """Yield the sets of paths that changed together, until `stop` is set."""
    from watchfiles import awatch

    if not folders:
        await stop.wait()
        return
    async for changes in awatch(
        *folders,
        # The default filter ignores some paths that a site may contain, such as `node_modules`.
        watch_filter=lambda _change, path: "/.git/" not in path,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=stop,
        recursive=recursive,
        ignore_permission_denied=True,
    ):
        yield {Path(path) for _, path in changes}
