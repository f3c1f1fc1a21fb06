"""Work for several processes at once, where the system can copy this one (`fork`)."""

import gc
import os
import pickle
import selectors
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import FileIO
from typing import Any, NamedTuple, TypeVar

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
_NUMBER = 4
"""The size of a task's number, and of the length of a result, in bytes: `_number`."""
_CHUNK = 1 << 20


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
        in_turn = _in_processes(lambda number: work(tasks[number]), len(tasks), workers)
        for number, result in in_turn:
            done[number] = result
            workers.progress(what, len(done), len(tasks))
    for number, task in enumerate(tasks):
        if number not in done:
            done[number] = work(task)
            workers.progress(what, len(done), len(tasks))
    return [done[number] for number in range(len(tasks))]


class _Pipes(NamedTuple):
    """Two pipes that all workers share.  They take the numbers of tasks from `tasks`.  Only the
    main process has `give` and `alive`: when it ends, they read the end of `tasks` and `life`."""

    tasks: int
    give: int
    life: int
    alive: int


def _in_processes(
    work: Callable[[int], Result], count: int, workers: Workers
) -> Iterator[tuple[int, Result]]:
    """(number, result) of each task that a worker process finishes, as soon as it is finished."""
    started: dict[int, int] = {}
    try:
        pipes = _Pipes(*os.pipe(), *os.pipe())
    except OSError:  # no more pipes
        return
    give = FileIO(pipes.give, "wb")
    try:
        with suppress(OSError):  # no more processes or pipes
            for _ in range(workers.jobs):
                results, process = _start(work, pipes, (*started, *workers.private))
                started[results] = process
        yield from _results(started, give, count)
    finally:
        give.close()
        for end in (pipes.alive, pipes.tasks, pipes.life):
            os.close(end)
        for results, process in started.items():
            os.close(results)
            with suppress(OSError):  # where SIGCHLD is ignored, the system has forgotten it
                if os.waitpid(process, os.WNOHANG) == (0, 0):
                    # It has given up its pipe, or is not needed any more.  It may hold files open.
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)


def _results(started: Mapping[int, int], give: FileIO, count: int) -> Iterator[tuple[int, Any]]:
    """The results of all workers, until each has ended or all tasks are done.  Workers end when
    there are no more tasks."""
    buffers = {results: bytearray() for results in started}
    os.set_blocking(give.fileno(), False)
    given = done = 0
    with selectors.DefaultSelector() as selector:
        for results in buffers:
            selector.register(results, selectors.EVENT_READ)
        while buffers and done < count:
            given = _give(give, given, count)
            if given == count:
                give.close()
            for key, _ in selector.select():
                data = os.read(key.fd, _CHUNK)
                if not data:  # this worker was killed
                    selector.unregister(key.fd)
                    del buffers[key.fd]
                    continue
                buffers[key.fd] += data
                for result in _complete(buffers[key.fd]):
                    done += 1
                    yield result


def _give(pipe: FileIO, given: int, count: int) -> int:
    """Put the numbers of tasks into the pipe, as many as fit.  Returns how many are in it or were
    taken."""
    while given < count and pipe.write(given.to_bytes(_NUMBER, "little")):
        given += 1
    return given


def _complete(buffer: bytearray) -> Iterator[tuple[int, Any]]:
    """Take the complete results from a buffer.  Raises what a task raised."""
    while len(buffer) >= _NUMBER:
        end = _NUMBER + int.from_bytes(buffer[:_NUMBER], "little")
        if len(buffer) < end:
            return
        number, result, error = pickle.loads(buffer[_NUMBER:end])
        del buffer[:end]
        if error is not None:
            raise error
        yield number, result


def _start(work: Callable[[int], object], pipes: _Pipes, private: Iterable[int]) -> tuple[int, int]:
    """Start a worker process.  Returns the pipe with its results, and its number."""
    results, own = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(results)
        os.close(own)
        raise
    if process:
        os.close(own)
        return results, process
    try:
        for end in (results, pipes.give, pipes.alive, *private):
            os.close(end)
        _work(work, pipes, own)
    finally:
        os._exit(0)


def _work(work: Callable[[int], object], pipes: _Pipes, own: int) -> None:
    """What a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(RuntimeError):  # no more threads: it ends with its task
        threading.Thread(target=_end_with_parent, args=(pipes.life,), daemon=True).start()
    while number := os.read(pipes.tasks, _NUMBER):
        at = int.from_bytes(number, "little")
        try:
            data = pickle.dumps((at, work(at), None), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # it is raised in the main process
            data = _pickled_error(at, error)
        rest = memoryview(len(data).to_bytes(_NUMBER, "little") + data)
        while rest:
            rest = rest[os.write(own, rest) :]


def _pickled_error(number: int, error: Exception) -> bytes:
    try:
        data = pickle.dumps((number, None, error))
        pickle.loads(data)
    except Exception:  # an exception that cannot be copied
        return pickle.dumps((number, None, RuntimeError(repr(error))))
    return data


def _end_with_parent(life: int) -> None:
    """End this worker process when the main process ends, even if that was killed."""
    os.read(life, 1)
    os._exit(1)
