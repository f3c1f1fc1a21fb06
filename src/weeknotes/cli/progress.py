"""A progress bar on the terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes.cli.common import catalogue_of_site
from weeknotes.cli.streams import terminal
from weeknotes.text.messages import UNTRANSLATED, Message, msg

if TYPE_CHECKING:
    from rich.progress import Progress

_DELAY = 0.5
"""Seconds until the bar appears.  Shorter builds show no bar."""


_TASKS: Mapping[str, Message] = {
    "reading": msg("reading"),
    "indexing": msg("indexing"),
    "rendering": msg("rendering"),
    "publishing": msg("publishing"),
}


@contextlib.contextmanager
def progress(start: float, site: Path) -> Iterator[Callable[[str, int, int], None]]:
    """A context with a function that shows progress: show(task, done, total).  `start` is a
    `perf_counter` time.  The bar is in the language of the site in the folder `site`."""
    with contextlib.ExitStack() as stack:
        bar: Progress | None = None
        catalogue = UNTRANSLATED

        def show(task: str, done: int, total: int) -> None:
            nonlocal bar, catalogue
            if bar is None:
                if not sys.stderr.isatty() or time.perf_counter() - start <= _DELAY:
                    return
                bar = stack.enter_context(_bar())
                catalogue = catalogue_of_site(site)
                bar.add_task("")
            bar.update(
                bar.task_ids[0],
                description=_TASKS[task].text(catalogue),
                completed=done,
                total=total,
                refresh=True,
            )

        yield show


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(file=terminal())
    return Progress(console=console, transient=True, auto_refresh=False)
