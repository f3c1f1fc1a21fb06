"""A progress bar on the terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_DELAY = 0.5
"""Seconds until the bar appears.  Shorter builds show no bar."""


@contextlib.contextmanager
def progress(start: float) -> Iterator[Callable[[str, int, int], None]]:
    """A context with a function that shows progress: show(task, done, total).  `start` is a
    `perf_counter` time."""
    with contextlib.ExitStack() as stack:
        bar: Progress | None = None

        def show(
            task: str,
            done: int,
            total: int,
        ) -> None:
            nonlocal bar
            if bar is None:
                if not sys.stderr.isatty() or time.perf_counter() - start <= _DELAY:
                    return
                bar = stack.enter_context(_bar())
                bar.add_task(task)
            bar.update(
                bar.task_ids[0],
                description=task,
                completed=done,
                total=total,
                refresh=True,
            )

        yield show


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True, auto_refresh=False)
