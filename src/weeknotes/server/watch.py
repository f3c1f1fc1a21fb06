"""What is saved in a site's folders, as it is saved."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from weeknotes.config.folders import Folders
from weeknotes.config.settings import FILE_NAME

_STEP, _LONGEST = 5, 50
"""Milliseconds: a save is over when nothing more came for so long, or when it lasted so long."""


async def watch(folders: Folders, changed: Callable[[], object]) -> None:
    """Call `changed` when anything is saved, until cancelled; also when watching has begun, for
    what was missed before.

    Two watches: one over all that lies within the folders, and one over what stands around them,
    for folders that come and go (watches are not wanted on everything that a site's folder may
    hold, such as its output)."""
    notes, site = folders.notes.resolve(), folders.site.resolve()
    roots = [notes, site / "templates", site / "static"]
    moved = asyncio.Event()

    async def within() -> None:
        while True:
            moved.clear()
            asyncio.get_running_loop().call_soon(changed)  # by then the watch has begun
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
    """Whether a path may be part of a site: the library by itself leaves out what tools for
    programs write, such as `*.swf` or all that lies below a `node_modules`."""
    return "/.git/" not in path


async def _changes(
    folders: list[Path], stop: asyncio.Event, *, recursive: bool = True
) -> AsyncIterator[set[Path]]:
    """The paths that were saved together, until `stop`."""
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
