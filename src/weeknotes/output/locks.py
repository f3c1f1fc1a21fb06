"""Locks: only one build at a time uses a site's state or an output folder.  The system releases a
lock when the process ends."""

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from enum import Enum

from weeknotes.sources.files import Folder

_LOCK = "lock"
_BUSY = (errno.EWOULDBLOCK, errno.EAGAIN)


class Lock(Enum):
    """The result of an attempt to lock something."""

    HELD = "we hold it"
    BUSY = "another build holds it"
    IMPOSSIBLE = "the file system has no locks"


@contextlib.contextmanager
def lock_of_site(state: Folder) -> Iterator[tuple[int, Lock]]:
    """Lock the lock file in the state folder.  Yields the descriptor of this file and the lock.

    Sets the time of the file, which is then the start of the build by the clock of the file
    system."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    found = state.state(_LOCK)
    if found is not None and not _is_plain(found):  # no build made it
        remove = state.rmdir if stat.S_ISDIR(found.st_mode) else state.remove
        remove(_LOCK)
    try:
        file = os.open(_LOCK, flags, 0o666, dir_fd=state.descriptor)
    except OSError as error:
        raise state.named(error, _LOCK) from None
    try:
        lock = _locked(file)
        if lock is not Lock.BUSY:
            os.utime(file)
        yield file, lock
    finally:
        os.close(file)


def _is_plain(status: os.stat_result) -> bool:
    """Whether a lock file is a regular file without other hard links."""
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


@contextlib.contextmanager
def lock_of_folder(folder: Folder) -> Iterator[tuple[int, Lock]]:
    """Lock an output folder itself, so that no file is needed.  Yields the descriptor of the
    folder and the lock."""
    file = os.open(
        ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder.descriptor
    )
    try:
        yield file, _locked(file)
    finally:
        os.close(file)


def _locked(file: int) -> Lock:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return Lock.BUSY if error.errno in _BUSY else Lock.IMPOSSIBLE
    return Lock.HELD


def build_start(state: Folder) -> int:
    """The start of the running build in nanoseconds, by the clock of the file system."""
    found = state.state(_LOCK)
    return found.st_mtime_ns if found else 0
