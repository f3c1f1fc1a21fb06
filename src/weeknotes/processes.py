"""Work for several processes at once, where the system can copy this one (`fork`)."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, NamedTuple, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers(NamedTuple):
    """How many processes work at once, and who is told about progress: what is being done, how many
    tasks are done, and of how many."""

    jobs: int = 1
    progress: Callable[[str, int, int], object] = lambda *_: None


ALONE = Workers()
_WORK: ContextVar[Callable[[Any], Any]] = ContextVar("work")
"""In a worker process: the function that it runs.  It is inherited by `fork`, not pickled."""


def processors() -> int:
    """How many processes may run at once; one where this process cannot be copied safely."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Pause the search for reference cycles: sites are many small values without cycles, and the
    search would take a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # All values are old now, so that the next search does not begin with them.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def run_tasks(
    what: str, work: Callable[[Task], Result], tasks: Sequence[Task], workers: Workers
) -> list[Result]:
    """The result of `work` for each task, in their order.

    Results are pickled on their way between processes, tasks and `work` are not.  Tasks of a worker
    that was killed are done in this process.
    """
    done: dict[int, Result] = {}
    jobs = min(workers.jobs, len(tasks))
    if jobs > 1:
        for number, result in _in_processes(lambda number: work(tasks[number]), len(tasks), jobs):
            done[number] = result
            workers.progress(what, len(done), len(tasks))
    for number, task in enumerate(tasks):
        if number not in done:
            done[number] = work(task)
            workers.progress(what, len(done), len(tasks))
    return [done[number] for number in range(len(tasks))]


def _in_processes(
    work: Callable[[int], Result], count: int, jobs: int
) -> Iterator[tuple[int, Result]]:
    """(number, result) of each task that worker processes finish, in the order in which they do."""
    pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_start, initargs=(work,))
    try:
        with suppress(BrokenProcessPool, OSError):  # OSError: no more processes or pipes
            run: Callable[[int], Result] = _run
            numbers = {pool.submit(run, number): number for number in range(count)}
            for future in as_completed(numbers):
                yield numbers[future], future.result()
    finally:
        # A worker holds the lock of the build that started it, and may still be writing.
        pool.shutdown(cancel_futures=True)


def _start(work: Callable[[int], object]) -> None:
    """Prepare a worker process."""
    _WORK.set(work)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when the main process is gone, even if it was killed."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run(number: int) -> Any:
    return _WORK.get()(number)
