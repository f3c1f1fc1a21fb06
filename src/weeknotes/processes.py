"""Work for several processes at once, where the system can copy this one (`fork`)."""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from io import FileIO
from typing import Any, NamedTuple, NoReturn, TypeVar

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
_STOPPING = frozenset((signal.SIGINT, signal.SIGTERM))
_SIZE = 8
"""Bytes of a number in a pipe."""
_WAITING = 256
"""How many tasks wait for a worker at most; a pipe may hold no more than 4,096 bytes."""
_PART = 1 << 20
_LOOK = 0.25
"""Seconds after which a worker looks whether the main process is still there."""


def processors() -> int:
    """How many processes may run at once.  One if this process cannot be forked safely."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
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
    what: str, work: Callable[[Task], Result], tasks: Sequence[Task], workers: Workers
) -> list[Result]:
    """The results of `work` for all tasks, in the order of the tasks.

    Processes send results by pickle; tasks and `work` are inherited.  If a worker process is
    killed, this process does its tasks.
    """
    done: dict[int, Result] = {}
    workers = workers._replace(jobs=min(workers.jobs, len(tasks)))
    if workers.jobs > 1:
        by_workers = _in_processes(lambda number: work(tasks[number]), len(tasks), workers)
        with closing(by_workers):
            for number, result in by_workers:
                done[number] = result
                workers.progress(what, len(done), len(tasks))
    for number, task in enumerate(tasks):
        if number not in done:
            done[number] = work(task)
            workers.progress(what, len(done), len(tasks))
    return [done[number] for number in range(len(tasks))]


def _in_processes(
    work: Callable[[int], Result], count: int, workers: Workers
) -> Generator[tuple[int, Result], None, None]:
    """(number, result) of each task that a worker process finishes, as soon as it is finished.

    Workers take the numbers of tasks from a pipe.  There are no threads, because starting one can
    fail when memory is short, and then a pool would wait forever.
    """
    turns, give = os.pipe()
    running: dict[int, int] = {}
    with os.fdopen(give, "wb", buffering=0) as giver:
        try:
            with suppress(OSError):  # no more processes, descriptors or memory
                while len(running) < workers.jobs:
                    private = (give, *running, *workers.private)
                    results, process = _fork(work, turns, private)
                    running[results] = process
            yield from _collected(running, giver, count)
        finally:
            for process in running.values():  # not empty if this process was interrupted
                os.kill(process, signal.SIGKILL)
            for results in list(running):
                _end(results, running)
            os.close(turns)


def _collected(running: dict[int, int], giver: FileIO, count: int) -> Iterator[tuple[int, Any]]:
    """Give out all tasks, and collect the results.  `running` are the workers by the pipe of their
    results; those that ended are removed."""
    import select

    poll = select.poll()
    received = {results: bytearray() for results in running}
    for results in running:
        poll.register(results, select.POLLIN)
    given = done = 0
    while running:
        while given < min(count, done + _WAITING):
            giver.write(given.to_bytes(_SIZE, "little"))
            given += 1
        if given == count:
            giver.close()  # then a worker that finds no more task ends
        for results, _ in poll.poll():
            part = os.read(results, _PART)
            received[results] += part
            if not part:
                poll.unregister(results)
                _end(results, running)
            for message in _messages(received[results]):
                done += 1
                yield pickle.loads(message)  # our own worker made it


def _messages(received: bytearray) -> Iterator[bytes]:
    """The whole messages at the start of what was received, which are removed."""
    while len(received) >= _SIZE:
        end = _SIZE + int.from_bytes(received[:_SIZE], "little")
        if len(received) < end:
            return
        message = bytes(received[_SIZE:end])
        del received[:end]
        yield message


def _end(results: int, running: dict[int, int]) -> None:
    """Wait for the end of a worker, which has closed its pipe or was killed."""
    os.close(results)
    with suppress(ChildProcessError):  # the system does it, if SIGCHLD is ignored
        os.waitpid(running.pop(results), 0)


def _fork(work: Callable[[int], object], turns: int, private: Iterable[int]) -> tuple[int, int]:
    """Start a worker.  Returns the pipe of its results, and its process."""
    results, send = os.pipe()
    main = os.getpid()
    try:
        with uninterrupted():
            process = os.fork()
            if not process:
                _be_worker(work, (turns, send), (results, *private), main)
    except OSError:
        os.close(results)
        raise
    finally:
        os.close(send)
    return results, process


def _be_worker(
    work: Callable[[int], object], pipes: tuple[int, int], private: Iterable[int], main: int
) -> NoReturn:
    """Do tasks until there are no more.  After any failure the worker ends, and the main process
    does what is missing, so that it fails in the same way."""

    def end_with_main(*_: object) -> None:
        if os.getppid() != main:
            os._exit(1)

    try:
        signal.signal(signal.SIGALRM, end_with_main)
        signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides when to stop
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        for descriptor in private:
            os.close(descriptor)
        turns, send = pipes
        with os.fdopen(send, "wb", buffering=0, closefd=False) as sender:
            while turn := os.read(turns, _SIZE):
                number = int.from_bytes(turn, "little")
                message = pickle.dumps((number, work(number)), pickle.HIGHEST_PROTOCOL)
                _send(sender, len(message).to_bytes(_SIZE, "little"))
                _send(sender, message)
    finally:
        os._exit(0)


def _send(sender: FileIO, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[sender.write(view) :]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A context that is not interrupted by Ctrl-C or SIGTERM.  They take effect after it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
