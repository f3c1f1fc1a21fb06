"""The signals that ask a program to end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Ctrl-C, `kill`, a terminal that is closed, Ctrl-\\."""


def when_ending(act: Callable[[int, FrameType | None], object]) -> None:
    """Call a function at a signal that asks the program to end.  A signal that is ignored, for
    example by `nohup`, stays ignored."""
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, act)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A context that is not interrupted by a signal that asks the program to end.  The signal takes
    effect after the context."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
