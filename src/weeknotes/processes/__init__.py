"""Run tasks in several processes, where it is safe to copy this process (`fork`)."""

import gc
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from weeknotes.processes.signals import ENDING

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers(NamedTuple):
    """The number of processes, and a function that shows progress: a name for the work, the number
    of finished tasks, the number of all tasks.  `private` are descriptors of this process that
    worker processes close, such as locks."""

    jobs: int = 1
    progress: Callable[[str, int, int], object] = lambda *_: None
    private: tuple[int, ...] = ()


ALONE = Workers()
_PATIENCE = 1.0
"""In seconds: how long the main process waits before it looks for workers that were killed."""
_WORK: ContextVar[Callable[[Any], Any]] = ContextVar("work")
"""The function that a worker process runs.  It is inherited by `fork` and not pickled."""


def processors() -> int:
    """How many processes may run at once.  This is one if this process cannot be forked safely."""
    if sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Pause garbage collection.  A site is many small values without reference cycles, and the
    search for cycles would take a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Moves all values to the oldest generation, which is searched last.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def run_tasks(
    what: str,
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    workers: Workers,
) -> list[Result]:
    """The results of `work` for all tasks, in the order of the tasks.

    Worker processes inherit `work` and the tasks, and send results by pickle.  If a worker process
    is killed, the main process does all tasks that have no result yet."""
    done: dict[int, Result] = {}
    workers = workers._replace(jobs=min(workers.jobs, len(tasks)))
    if workers.jobs > 1 and not _is_memory_limited():
        with closing(
            _in_processes(lambda number: work(tasks[number]), len(tasks), workers)
        ) as in_turn:
            for number, result in in_turn:
                done[number] = result
                workers.progress(what, len(done), len(tasks))
    for number, task in enumerate(tasks):
        if number not in done:
            done[number] = work(task)
            workers.progress(what, len(done), len(tasks))
    return [done[number] for number in range(len(tasks))]


def _is_memory_limited() -> bool:
    """Whether memory is limited (`ulimit -v`).  Then a thread of a pool may have no memory to
    start, and the pool waits forever."""
    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def _in_processes(
    work: Callable[[int], Result], count: int, workers: Workers
) -> Generator[tuple[int, Result]]:
    """(number, result) of each task that a worker process finishes, as soon as it is finished."""
    # Imported here, because they are slow to import and one process is enough after most edits.
    from concurrent.futures import (
        FIRST_COMPLETED,
        Future,
        ProcessPoolExecutor,
        wait,
    )
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    pool = ProcessPoolExecutor(
        workers.jobs,
        get_context("fork"),
        initializer=_start,
        initargs=(work, workers.private),
    )
    run: Callable[[int], Result] = _run
    numbers: dict[Future[Result], int] = {}
    threads = {*threading.enumerate()}
    try:
        # No more processes, or no memory for a thread.
        with suppress(OSError, RuntimeError):
            numbers = {pool.submit(run, number): number for number in range(count)}
        with suppress(BrokenProcessPool, OSError, MemoryError):
            pending = set(numbers)
            while pending:
                was_killed = len(active_children()) < workers.jobs
                done, pending = wait(pending, _PATIENCE, FIRST_COMPLETED)
                for future in done:
                    yield numbers[future], future.result()
                if was_killed and not done:
                    break
    except BaseException:  # also Ctrl-C: a worker may be in a loop without end
        _kill_workers()
        raise
    finally:
        with suppress(RuntimeError):  # its thread could not be started
            pool.shutdown(wait=False, cancel_futures=True)
        # A worker that was killed may leave half of a result or a lock.  The pool would wait for
        # the rest of the result, and the other workers for the lock.  So nothing here waits
        # forever.
        for worker in active_children():
            worker.join(_PATIENCE)
        _kill_workers()
        for thread in {*threading.enumerate()} - threads:
            thread.join(_PATIENCE)


def _kill_workers() -> None:
    from multiprocessing import active_children

    for worker in active_children():
        worker.kill()
        worker.join()


def _start(work: Callable[[int], object], private: Iterable[int]) -> None:
    """Prepare a worker process."""
    for descriptor in private:
        os.close(descriptor)
    _WORK.set(work)
    # The main process decides when to stop.
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker process when its parent ends, even if the parent was killed."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _run(number: int) -> Any:
    return _WORK.get()(number)
