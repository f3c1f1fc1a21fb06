"""Staging: new files are first written to a folder inside the output folder, so that nothing is
published before everything is rendered."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from weeknotes.cache.build_cache import saved_at
from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic
from weeknotes.output.writing import not_written, output_error
from weeknotes.text.messages import msg

STAGING = ".weeknotes-new"
"""The name of the staging folder.  It exists only during a build."""
_LOCK = "lock"
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""Flags for `os.open`, which is faster than `open`."""


class Staging:
    """The changed files of a build that are not published yet.

    `there` has the paths of all files in the output folder before the build, with the times when
    the system last changed their entries.  `saved` is the time of the end of the last build.
    Methods that write raise OSError.
    """

    def __init__(self, output: Path, saved: int) -> None:
        self.output = output
        self.there = _file_times(output)
        self.saved = saved
        self._root = os.path.join(output, "")
        self._staged = os.path.join(output, STAGING, "")

    def old(self, path: str) -> bytes:
        """The bytes of the published file at a path; empty if it does not exist."""
        try:
            with open(self._root + path, "rb") as file:
                return file.read()
        except OSError:
            return b""

    def put(self, path: str, data: bytes) -> bool:
        """Stage a file.  Returns False if the published file has the same bytes."""
        if path in self.there and self._is_published(path, data):
            return False
        self._stage(path, data)
        return True

    def is_untouched(self, path: str) -> bool:
        """Whether the published file exists and was not changed or replaced since the last
        build."""
        return path in self.there and self.there[path] < self.saved

    def publish(self, changed: Sequence[str]) -> None:
        """Move staged files to their final paths.  A new top-level folder is moved as a whole."""
        folders = {path.partition("/")[0] for path in changed if "/" in path}
        new_folders = {folder for folder in folders if not os.path.lexists(self._root + folder)}
        for folder in sorted(new_folders):
            os.rename(self._staged + folder, self._root + folder)
        for path in changed:
            if path.partition("/")[0] not in new_folders:
                self._publish_file(path)

    def _is_published(self, path: str, data: bytes) -> bool:
        try:
            same_size = os.stat(self._root + path).st_size == len(data)
        except OSError:
            return False
        return same_size and self.old(path) == data

    def _stage(self, path: str, data: bytes) -> None:
        file = self._create(self._staged + path)
        try:
            while data:  # os.write may write only a part, for example if the disk is nearly full
                data = data[os.write(file, data) :]
        finally:
            os.close(file)

    def _create(self, path: str) -> int:
        try:
            return os.open(path, _CREATE, 0o666)
        except FileNotFoundError:  # the first file in its folder
            os.makedirs(os.path.dirname(path), exist_ok=True)
            return os.open(path, _CREATE, 0o666)

    def _publish_file(self, path: str) -> None:
        try:
            os.replace(self._staged + path, self._root + path)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self._root + path), exist_ok=True)
            os.replace(self._staged + path, self._root + path)


def _file_times(output: Path) -> dict[str, int]:
    """All files in the output folder: their paths relative to it, and their times of change in
    nanoseconds (ctime, which no program can set)."""
    files: dict[str, int] = {}
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(output / prefix) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{prefix}{entry.name}/")
                    else:
                        stat = entry.stat(follow_symlinks=False)
                        files[prefix + entry.name] = stat.st_ctime_ns
        except OSError:
            continue
    return files


@contextlib.contextmanager
def staging(output: Path, site: Path) -> Iterator[Staging | Diagnostic]:
    """A context with a staging folder, which is removed at the end.  Only one build can have it.

    Yields an error if another build is running or the folder cannot be written to.
    """
    with contextlib.ExitStack() as stack:
        try:
            (site / STATE_FOLDER).mkdir(exist_ok=True)
            is_only_build = stack.enter_context(_lock(site))
            if is_only_build:
                _remove_staged(output)  # left by an interrupted build
        except OSError as error:
            yield not_written(error, output)
            return
        if not is_only_build:
            message = msg("another build of this site is running")
            yield output_error("locked", output, message, msg("wait until it ends"))
            return
        stack.callback(_remove_staged, output)
        yield Staging(output, saved_at(site, output))


def _remove_staged(output: Path) -> None:
    shutil.rmtree(output / STAGING, ignore_errors=True)


@contextlib.contextmanager
def _lock(site: Path) -> Iterator[bool]:
    """Lock the site for one build.  Yields False if another build holds the lock.  The system
    releases the lock when the process ends."""
    with (site / STATE_FOLDER / _LOCK).open("w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except (ImportError, OSError):  # Windows and some network folders have no such locks
            pass
        yield True


def build_start(site: Path) -> int:
    """The start time of the running build in nanoseconds.  It is the mtime of the lock file, so it
    can be compared with the times of other files."""
    return (site / STATE_FOLDER / _LOCK).stat().st_mtime_ns
