"""Watch the folders of a site for changes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from weeknotes.config.folders import Folders
from weeknotes.config.settings import FILE_NAME

_STEP, _LONGEST = 5, 50
"""Milliseconds.  Changes are reported when there was no further change for `_STEP`, or `_LONGEST`
after the first one."""


async def watch(folders: Folders, changed: Callable[[], object]) -> None:
    """Call `changed` after each change, until cancelled.  Also calls it when watching begins,
    because earlier changes were missed.

    There are two watches.  One is recursive, on the notes, templates and static files.  The other
    is not recursive, on the folders that contain these, to notice when one is created or removed.
    A recursive watch on the site's folder would include its output."""
    notes, site = folders.notes.resolve(), folders.site.resolve()
    roots = [notes, site / "templates", site / "static"]
    moved = asyncio.Event()

    async def within() -> None:
        while True:
            moved.clear()
            asyncio.get_running_loop().call_soon(changed)  # runs after the watch has begun
            async for _ in _changes([root for root in roots if root.is_dir()], moved):
                changed()

    async def around() -> None:
        async for paths in _changes(
            [folder for folder in {site, notes.parent} if folder.is_dir()],
            asyncio.Event(),
            recursive=False,
        ):
            if site / FILE_NAME in paths:
                changed()
            if paths.intersection(roots):
                moved.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(around())
        tasks.create_task(within())


def _of_the_site(_change: object, path: str) -> bool:
    """Whether a path may belong to a site.  Replaces the default filter of watchfiles, which
    ignores some paths that a site may contain, such as `*.swf` or `node_modules`."""
    return "/.git/" not in path


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
        watch_filter=_of_the_site,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=stop,
        recursive=recursive,
        ignore_permission_denied=True,
    ):
        yield {Path(path) for _, path in changes}
