"""Changes of the output folder: either all of them happen, or none."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from functools import partial

from weeknotes.processes.signals import uninterrupted
from weeknotes.sources.files import Folder


class NotUndoneError(OSError):
    """A change failed, and some of the changes before it could not be undone."""


class Transaction:
    """Moves staged files into the output folder, and files of the output out of it.  Old files are
    kept in a third folder meanwhile.  Methods raise OSError."""

    def __init__(self, staged: Folder, kept: Folder, output: Folder) -> None:
        self._staged, self._kept, self._output = staged, kept, output
        self._steps: list[Callable[[], None]] = []
        """Functions that undo the changes so far."""

    def put_folder(self, name: str) -> bool:
        """Move a staged folder to a place where there is nothing.  Returns False if that place is
        on another file system."""
        try:
            self._staged.rename(name, self._output, name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            return False
        self._steps.append(partial(self._output.rename, name, self._staged, name))
        return True

    def put(self, path: str) -> None:
        """Move a staged file to its place.  At any time, either the old or the new file is
        there."""
        kept, old = self._place(), self._output.state(path)
        if old is None:
            self._steps.append(partial(self._output.remove, path, missing_ok=True))
        else:
            self._output.link(path, self._kept, kept)
            self._steps.append(partial(self._put_back, kept, path, old))
        self._staged.move(path, self._output, path)

    def remove(self, path: str) -> None:
        """Move a file out of the output folder, if it is still there."""
        kept, old = self._place(), self._output.state(path)
        if old is None:
            return
        self._steps.append(partial(self._put_back, kept, path, old))
        self._output.move(path, self._kept, kept)

    def respell(self, path: str, new: str) -> None:
        """Change the case of a file's name."""
        self._output.rename(path, self._output, new)
        self._steps.append(partial(self._output.rename, new, self._output, path))

    def make_folder(self, path: str) -> None:
        """Make a folder, if it does not exist."""
        with contextlib.suppress(FileExistsError):
            self._output.mkdir(path)
            self._steps.append(partial(self._output.rmdir, path))

    def _place(self) -> str:
        return str(len(self._steps))

    def _put_back(self, kept: str, path: str, old: os.stat_result) -> None:
        """Put an old file back if it was kept.  If the file is still in its place, nothing is done.
        Some files cannot be replaced or moved."""
        found = self._output.state(path)
        in_place = found is not None and os.path.samestat(old, found)
        if not in_place and self._kept.state(kept):
            self._kept.move(kept, self._output, path)

    def undo(self) -> bool:
        """Undo all changes, the newest first.  Returns False if some changes could not be
        undone."""
        self._output.forget()
        failed = False
        for step in reversed(self._steps):
            try:
                step()
            except OSError:
                failed = True
        return not failed


@contextlib.contextmanager
def transaction(
    staged: Folder, kept: Folder, output: Folder
) -> Iterator[Transaction]:
    """A context for changes.  If an OSError is raised in it, the changes are undone.  Signals that
    end the program wait until the context ends.  Raises NotUndoneError if some changes could not be
    undone."""
    changes = Transaction(staged, kept, output)
    with uninterrupted():
        try:
            yield changes
        except OSError as error:
            if not changes.undo():
                raise NotUndoneError(*error.args[:2], error.filename) from error
            raise
