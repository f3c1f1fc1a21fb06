"""Work in several processes: all tasks are done even if processes die, and exceptions are raised in
the main process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from weeknotes.processes import ALONE, Workers, run_tasks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork"),
]


def result(number: int) -> bytes:
    return f"{number}".encode() * (1 + number % 7)


def in_workers(act: Callable[[int], None]) -> Callable[[int], bytes]:
    """A task that first calls `act`, but only in worker processes."""
    main = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != main:
            act(number)
        return result(number)

    return work


def die(number: int) -> None:
    if number % 3 == 2:
        os.kill(os.getpid(), signal.SIGKILL)


def have_no_memory(number: int) -> None:
    if number % 3 == 1:
        raise MemoryError


@pytest.mark.parametrize("act", [lambda _: None, die, have_no_memory])
@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_all_is_done_in_order(
    act: Callable[[int], None], jobs: int, count: int
) -> None:
    progress: list[int] = []
    workers = Workers(jobs, lambda _what, done, _total: progress.append(done))
    made = run_tasks("x", in_workers(act), range(count), workers)
    assert made == [result(number) for number in range(count)]
    assert progress == list(range(1, count + 1))


def test_work_is_done_in_other_processes() -> None:
    made = run_tasks("x", lambda _: os.getpid(), range(20), Workers(2))
    assert os.getpid() not in made


def test_results_larger_than_a_pipe_come_whole() -> None:
    made = run_tasks(
        "x",
        lambda number: bytes([number]) * (300_000 + number),
        range(9),
        Workers(2),
    )
    assert made == [bytes([number]) * (300_000 + number) for number in range(9)]


def test_what_work_raises_is_raised_here() -> None:
    def work(number: int) -> bytes:
        if number == 7:
            raise FileNotFoundError(number)
        return b""

    for workers in (ALONE, Workers(2)):
        with pytest.raises(FileNotFoundError):
            run_tasks("x", work, range(20), workers)


def test_where_there_can_be_no_other_process_this_one_does_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    assert run_tasks("x", result, range(5), Workers(3)) == [
        result(number) for number in range(5)
    ]


KILLED = """
import os, signal, struct, sys
from weeknotes.processes import Workers, run_tasks

main = os.getpid()
reading, writing = os.pipe()

def work(number):
    if number == 0 and os.getpid() != main:
        frame = sys._getframe()
        while "result_queue" not in frame.f_locals:
            frame = frame.f_back
        {what}
        os.write(writing, b"locked")
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 1 and os.getpid() != main:
        os.read(reading, 6)
    return number

print(run_tasks("x", work, range(9), Workers(2)), flush=True)
os._exit(0)  # as the program ends
"""
SENDING = """results = frame.f_locals["result_queue"]
        results._wlock.acquire()
        os.write(results._writer.fileno(), struct.pack("!i", 100) + b"the first bytes")"""
WAITING = """frame.f_locals["call_queue"]._rlock.acquire()"""


@pytest.mark.parametrize("what", [SENDING, WAITING])
def test_a_worker_is_killed_while_it_has_a_lock(what: str) -> None:
    """The other worker waits for the lock, and the main process waits for the rest of a result."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(what=what)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == b"[0, 1, 2, 3, 4, 5, 6, 7, 8]\n"


SCRIPT = """
import os, signal
from weeknotes.processes import Workers, run_tasks

def work(number):
    os.write(1, b"ready\\n")  # one write: `print` may make two, which the workers would mix
    signal.pause()

run_tasks("x", work, range(2), Workers(2))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_main_process(how: signal.Signals) -> None:
    """The standard output of the workers is a pipe, which is closed when all of them have ended."""
    command = [sys.executable, "-c", SCRIPT]
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as main,
        ExitStack() as stack,
    ):
        # `Popen` waits for its end, also after a failed assertion.
        stack.callback(main.kill)
        assert main.stdout
        assert [main.stdout.readline() for _ in range(2)] == [b"ready\n"] * 2
        main.send_signal(how)
        assert main.stdout.read() == b""
