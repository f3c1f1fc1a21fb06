"""Work for several processes at once, where the system can copy this one (`fork`)."""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeVar

T = TypeVar("T")


def processors() -> int:
    """How many processes may run at once; one where this process cannot be copied safely."""
    alone = not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1
    return 1 if alone else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: readings and sites are many small values and hold none, and a third of the time would go into looking."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # and back: all are old now, and the next search does not begin with them
            gc.unfreeze()
            gc.enable()


class WorkError(Exception):
    """What another process could not do, with its traceback."""


def _untold(what: str, begun: int, of: int) -> None:
    """Tells nobody."""


class Workers(NamedTuple):
    """How many processes work at once, and who is told what is being done: how much is begun, of how much."""

    jobs: int = 1
    tell: Callable[[str, int, int], None] = _untold


ALONE: Final = Workers()


def shared_out(what: str, work: Callable[[T], bytes], shares: Sequence[T], workers: Workers) -> list[bytes]:
    """What `work` makes of each share, in their order; each process takes the next share when it is done with one.

    What a share raises is raised here: as it is where this process met it, else as a WorkError.
    """

    def begin(number: int) -> None:
        workers.tell(what, number, len(shares))  # all before it are taken too, by whomever

    jobs = min(workers.jobs, len(shares))
    if jobs < 2:
        results = []
        for number, share in enumerate(shares):
            begin(number)
            results.append(work(share))
        return results
    shares_left, give = os.pipe()
    os.write(give, b"".join(number.to_bytes(4, "little") for number in range(len(shares))))
    os.close(give)  # who reads on when all are taken is told the end
    gc.freeze()  # what is old now is not looked through by a collector, which would copy it
    helpers: list[tuple[int, int]] = []
    try:
        helpers += [_helper(work, shares, shares_left) for _ in range(jobs - 1)]
        done = dict(_worked(work, shares, shares_left, begin))
        for process, received in helpers:
            done |= _received(process, received)
    finally:
        gc.unfreeze()
        os.close(shares_left)
    return [done[number] for number in range(len(shares))]


def _worked(work: Callable[[T], bytes], shares: Sequence[T], shares_left: int, begin: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """(number, result) of each share that this process takes."""
    while taken := os.read(shares_left, 4):
        number = int.from_bytes(taken, "little")
        begin(number)
        yield number, work(shares[number])


def _silently(_number: int) -> None:
    """In a process that only helps."""


def _helper(work: Callable[[T], bytes], shares: Sequence[T], shares_left: int) -> tuple[int, int]:
    """A copy of this process that works along: its id, and where its results come out."""
    results, send = os.pipe()
    process = os.fork()
    if process:
        os.close(send)
        return process, results
    code = 1
    try:
        with os.fdopen(send, "wb") as out:
            try:
                marshal.dump(dict(_worked(work, shares, shares_left, _silently)), out)
                code = 0
            except BaseException:
                from traceback import format_exc

                marshal.dump(format_exc(), out)
    finally:
        os._exit(code)  # nothing of the parent's is flushed or closed twice


def _received(process: int, results: int) -> dict[int, bytes]:
    with os.fdopen(results, "rb") as file:
        data = file.read()
    _, status = os.waitpid(process, 0)
    if status or not data:
        raise WorkError(marshal.loads(data) if data else f"process {process} was ended by signal {status & 127}")
    found: dict[int, bytes] = marshal.loads(data)
    return found
