"""Work shared out: whatever becomes of those who help, all of it is done, and what it raises is
raised."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from weeknotes import processes
from weeknotes.processes import ALONE, Workers, shared_out

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def all_gone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No helper is left behind."""
    begun: list[int] = []
    fork = os.fork

    def watched() -> int:
        process = fork()
        begun.append(process)
        return process

    monkeypatch.setattr(os, "fork", watched)
    yield
    for process in begun:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def told(number: int) -> bytes:
    return f"{number}".encode() * (1 + number % 7)


def in_helpers(act: Callable[[int], None]) -> Callable[[int], bytes]:
    """Work before which copies of this process do something."""
    here = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != here:
            act(number)
        return told(number)

    return work


def fail(number: int) -> None:
    raise ValueError(number)


def die(number: int) -> None:
    if number % 3 == 2:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("act", [lambda _: None, fail, die])
@pytest.mark.parametrize("term", [1, 1 << 40])
@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_all_is_done_in_order(
    act: Callable[[int], None], term: int, jobs: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_MEMORY", 0)
    monkeypatch.setattr(processes, "_LEAST", term)
    done: list[int] = []
    made = shared_out(
        "x", in_helpers(act), range(count), Workers(jobs, lambda _what, at, _of: done.append(at))
    )
    assert made == [told(number) for number in range(count)]
    assert done == sorted(done)


@pytest.mark.parametrize(("term", "helpers"), [(1, 20), (1 << 40, 2)])
def test_a_helper_whose_memory_has_grown_makes_room(
    term: int, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_MEMORY", 0)
    monkeypatch.setattr(processes, "_LEAST", term)
    made = shared_out("x", lambda _: str(os.getpid()).encode(), range(20), Workers(2))
    assert str(os.getpid()).encode() not in made
    assert len(set(made)) == helpers if term == 1 else len(set(made)) <= helpers


@pytest.mark.parametrize(("large", "helpers"), [(0, 2), (20, 20)])
def test_a_helper_keeps_room_as_long_as_there_are_large_shares(
    large: int, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_part", lambda _: 3 << 27)
    monkeypatch.setattr(processes, "_own_memory", lambda: 2 << 27)
    made = shared_out("x", lambda _: str(os.getpid()).encode(), range(20), Workers(2), large)
    assert len(set(made)) == helpers if large else len(set(made)) <= helpers


def test_results_larger_than_a_pipe_come_whole() -> None:
    made = shared_out(
        "x", lambda number: bytes([number]) * (300_000 + number), range(9), Workers(2)
    )
    assert made == [bytes([number]) * (300_000 + number) for number in range(9)]


def test_what_work_raises_is_raised_here() -> None:
    def work(number: int) -> bytes:
        if number == 7:
            raise FileNotFoundError(number)
        return b""

    for workers in (ALONE, Workers(2)):
        with pytest.raises(FileNotFoundError):
            shared_out("x", work, range(20), workers)


def test_helpers_end_with_what_they_help() -> None:
    """As when somebody interrupts it."""

    def work(number: int) -> bytes:
        if number:
            signal.pause()
        return b""

    def stop(_what: str, _done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared_out("x", work, range(2), Workers(2, stop))


def test_where_there_can_be_no_other_process_this_one_does_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    assert shared_out("x", told, range(5), Workers(3)) == [told(number) for number in range(5)]
