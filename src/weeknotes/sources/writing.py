"""Create a digest, or replace its text."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.sources.decoding import Source
from weeknotes.sources.files import (
    Folder,
    create_file,
    is_temporary,
    read_regular,
    replace_text,
)
from weeknotes.sources.listing import walk
from weeknotes.text.messages import msg, reason_of
from weeknotes.text.time_names import time_in_path
from weeknotes.text.weeks import WeekLabel


def begin_digest(
    notes: Path,
    label: WeekLabel,
    heading: str,
    suffixes: tuple[str, ...],
) -> Path | Diagnostic:
    """Create the digest of the week `label` with its heading, as flat text or as Markdown, like the
    newest digest.  A blank file of that name gets the heading too, because a command that was
    killed can leave such a file.  Returns the path, or an error."""
    names = [name for name, _ in walk(notes)] if notes.is_dir() else []
    digests = [name for name in names if name.lower().endswith(suffixes)]
    newest = max(digests, key=lambda name: PurePosixPath(name).name, default="")
    markdown = newest.lower().endswith(".md")
    same = (name for name in digests if time_in_path(name).label == label)
    chosen = next(same, label.id + (".md" if markdown else ".txt"))
    path = notes / chosen
    try:
        if not notes.is_dir():
            notes.mkdir(parents=True)
        text = f"# {heading}\n\n" if markdown else f"{heading}\n"
        with Folder.open(notes) as folder:
            inner, _, name = chosen.rpartition("/")
            with folder.open_inner(inner) as place:
                if path.is_file() and not read_regular(path).strip():
                    place.replace(name, text.encode())
                else:
                    place.create(name, [text.encode()], durable=True)
    except FileExistsError as error:
        if Path(error.filename) != path:
            hint = msg("choose the folder of digests with --notes")
            message = msg("this is not a folder")
            return file_error("not-written", notes.as_posix(), message, hint)
        message = msg("there is already a file for {week}", week=heading)
        hint = msg("write in this file, or choose another week with --date")
        return file_error("file-exists", path.as_posix(), message, hint)
    except OSError as error:
        return not_written(path.as_posix(), error)
    return path


def write_new(path: Path, data: bytes) -> Diagnostic | None:
    """Create a file, and its folders.  Returns an error if the file exists or cannot be written."""
    try:
        create_file(path, data)
    except OSError as error:
        return not_written(path.as_posix(), error)
    return None


@contextmanager
def writing_lock(notes: Path) -> Iterator[None]:
    """Keep other commands from writing digests meanwhile.  The lock is on the folder itself and
    ends with its process.  Does nothing where the file system has no such locks.  Raises OSError if
    there is no folder."""
    folder = os.open(notes, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def rewrite(file: Path, source: Source, text: str) -> Diagnostic | None:
    """Replace the text of a digest, all or nothing.  Returns an error if the file changed since
    `source` was read, or cannot be written.  If an earlier command was killed in this function, its
    unfinished files are removed, too.  So no other command may write at the same time
    (`writing_lock`)."""
    try:
        if read_regular(file) != source.data:
            message = msg("this file changed while the command was running")
            hint = msg("run the command again")
            return file_error("not-written", source.path, message, hint)
        with Folder.open(file.parent) as folder:
            for name in filter(is_temporary, folder.names()):
                if (state := folder.state(name)) and stat.S_ISREG(state.st_mode):
                    folder.remove(name, missing_ok=True)
        replace_text(file, text.encode())
    except OSError as error:
        return not_written(source.path, error)
    return None


_IN_THE_WAY = (
    errno.EEXIST,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ENOTEMPTY,
    errno.ELOOP,
)


def not_written(path: str, error: OSError) -> Diagnostic:
    """The error for a file that the system does not let us write."""
    message = msg("this file cannot be written: {reason}", reason=reason_of(error))
    hint = msg("check the permissions of the folder and the free space of the disk")
    if error.errno in _IN_THE_WAY:
        hint = msg(
            "another file, folder or link has this name; move it to another place"
        )
    return file_error("not-written", path, message, hint)
