"""Work for several processes at once, where the system can copy this one (`fork`)."""

from __future__ import annotations

import gc
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Final, NamedTuple, TypeVar

T = TypeVar("T")


def processors() -> int:
    """How many processes may run at once; one where this process cannot be copied safely."""
    alone = not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1
    return (
        1
        if alone
        else len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: readings and sites are many small values and hold none, and a third of
    the time would go into looking."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # and back: all are old now, and the next search does not begin with them
            gc.unfreeze()
            gc.enable()


def _untold(what: str, done: int, of: int) -> None:
    """Tells nobody."""


class Workers(NamedTuple):
    """How many processes work at once, and who is told what is being done: how much is done, of how
    much."""

    jobs: int = 1
    tell: Callable[[str, int, int], None] = _untold


ALONE: Final = Workers()
_MEMORY: Final = 1350 << 20
"""Bytes that all processes hold together, about.  Whatever a helper looks at becomes its own; when
it has its part of these it makes room for a fresh one, however fast it works by then."""
_LARGE: Final = 1 << 27
"""Bytes of its part that a helper keeps free for as long as there are large shares."""
_LEAST: Final = 1 << 27
"""Bytes that a helper may hold in any case."""
_LEAVES: Final = (1 << 32) - 1
"""Sent in place of a number by a helper that makes room."""
_NUMBER: Final = struct.Struct("<I")
_HEAD: Final = struct.Struct("<II")
"""Of what a helper sends: the number of a share, and how many bytes it came to."""


def shared_out(
    what: str, work: Callable[[T], bytes], shares: Sequence[T], workers: Workers, large: int = 0
) -> list[bytes]:
    """What `work` makes of each share (16,000 at most), in their order; so many of the first are
    large: each alone may need much memory.

    Copies of this process take them from both ends, so that each stays with what belongs together;
    this one only waits for them. What they could not do is done here in the end, and so what work
    raises is raised here."""
    done: dict[int, bytes] = {}
    with closing(_helped(work, shares, min(workers.jobs, len(shares)), large)) as helped:
        for number, made in helped:
            done[number] = made
            workers.tell(what, len(done), len(shares))
    for number in [number for number in range(len(shares)) if number not in done]:
        workers.tell(what, len(done), len(shares))
        done[number] = work(shares[number])
    return [done[number] for number in range(len(shares))]


def _helped(
    work: Callable[[T], bytes], shares: Sequence[T], jobs: int, large: int
) -> Generator[tuple[int, bytes], None, None]:
    """(number, result) of what helpers do."""
    if jobs < 2:
        return
    from mmap import mmap
    from selectors import EVENT_READ, DefaultSelector

    every = range(len(shares))
    turns, *ends = files = [_numbers(numbers) for numbers in (every, every, reversed(every))]
    selector = DefaultSelector()
    part = _part(jobs)
    calm = mmap(-1, 1)  # seen by all: whether no large share is left
    left = large
    calm[0] = not left

    def is_full() -> bool:
        return _own_memory() >= (part if calm[0] else max(_LEAST, part - _LARGE))

    def begin(end: int) -> None:
        helper = _Helper.begin(lambda: _worked(work, shares, turns, end, is_full), end)
        selector.register(helper.results, EVENT_READ, helper)

    try:
        with suppress(OSError):  # no more processes: those that there are do it all
            for place in range(jobs):
                begin(ends[place % 2])
        while selector.get_map():
            for key, _ in selector.select():
                helper: _Helper = key.data
                for number, made in helper.received():
                    left -= number < large
                    calm[0] = not left
                    yield number, made
                if helper.ended:
                    selector.unregister(helper.results)
                    helper.end()
                    if helper.leaves:
                        with suppress(OSError):
                            begin(helper.place)
    finally:
        for key in list(selector.get_map().values()):
            key.data.end()
        selector.close()
        calm.close()
        for file in files:
            os.close(file)


def _numbers(numbers: Iterable[int]) -> int:
    """A file that gives each number to whoever reads next, among all processes; a pipe holds 16,384
    before anybody reads."""
    out, give = os.pipe()
    os.write(give, b"".join(map(_NUMBER.pack, numbers)))
    os.close(give)  # who reads on when all are taken is told the end
    return out


def _next(numbers: int) -> int | None:
    taken = os.read(numbers, _NUMBER.size)
    return int(_NUMBER.unpack(taken)[0]) if taken else None


def _worked(
    work: Callable[[T], bytes],
    shares: Sequence[T],
    turns: int,
    end: int,
    is_full: Callable[[], bool],
) -> Iterator[tuple[int, bytes]]:
    """(number, result) of each share that a helper takes: there are as many turns as shares, so
    those who come from both ends meet. It ends when its memory is full."""
    while _next(turns) is not None and (number := _next(end)) is not None:
        yield number, work(shares[number])
        if is_full():
            yield _LEAVES, b""
            return


def _part(jobs: int) -> int:
    """Bytes that one of several helpers may hold."""
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return max(_LEAST, (_MEMORY - held) // jobs)


def _own_memory() -> int:
    """Bytes that this copy has changed, or added, since it was made: each page of them was asked
    for.  One that was given back and asked for again counts twice."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize()


class _Helper:
    """A copy of this process that works for it; `place` is the end of the work that it came from,
    `leaves` whether it makes room."""

    def __init__(self, process: int, results: int, place: int) -> None:
        self.results = results
        self.place = place
        self.ended = False
        self.leaves = False
        self._process = process
        self._unread = bytearray()

    @classmethod
    def begin(cls, work: Callable[[], Iterable[tuple[int, bytes]]], place: int) -> _Helper:
        """Raises OSError where there can be no other process."""
        results, send = os.pipe()
        try:
            process = os.fork()
        except OSError:
            os.close(results)
            os.close(send)
            raise
        if not process:
            with suppress(BaseException), os.fdopen(send, "wb") as out:
                for number, made in work():
                    out.write(_HEAD.pack(number, len(made)))
                    out.write(made)
                    out.flush()
            os._exit(0)  # nothing of the parent's is flushed or closed twice
        os.close(send)
        return cls(process, results, place)

    def received(self) -> Iterator[tuple[int, bytes]]:
        """What has come whole since; at the end of all that is to come it has `ended`."""
        data = os.read(self.results, 1 << 20)
        self.ended = not data
        self._unread += data
        while len(self._unread) >= _HEAD.size:
            number, size = _HEAD.unpack_from(self._unread)
            if len(self._unread) < _HEAD.size + size:
                break
            if number == _LEAVES:
                self.leaves = True
            else:
                yield number, bytes(self._unread[_HEAD.size : _HEAD.size + size])
            del self._unread[: _HEAD.size + size]

    def end(self) -> None:
        """End it, if it has not done so."""
        os.close(self.results)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
