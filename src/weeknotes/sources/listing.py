"""Which files stand in the notes folder, in one order on every machine."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.sources.decoding import Source, read_source, unreadable

FileState = tuple[int, int, int, int]
"""Size, time of the last change to the content and to the record (both in nanoseconds) and inode of
a file: they tell that it changed, without reading it."""


def state_of(status: os.stat_result) -> FileState:
    """The state of a file with this status."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class NoteFile(NamedTuple):
    """The file of a digest, not yet read: `name` relative to the notes folder with `/`, `path` as
    messages show it, `file` as the system finds it."""

    name: str
    path: str
    file: str
    state: FileState

    def read(self) -> Source | Diagnostic:
        """Its content, or why it cannot be read."""
        return read_source(Path(self.file), self.path, self.name)


class Listing(NamedTuple):
    """The notes folder, not yet read: its digests, and the names of all other files, by name.

    `complete` is False where the folder could not be listed: its files may still exist."""

    files: tuple[NoteFile, ...]
    others: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    complete: bool = True


def list_notes(
    notes: Path,
    shown: str,
    suffixes: tuple[str, ...],
) -> Listing:
    """The files below `notes`, which messages call `shown`.  Digests end in one of the suffixes."""
    try:
        files = list(walk(notes))
    except OSError as error:
        message = f"the notes folder cannot be read: {error.strerror}"
        hint = "make the folder, or name another one with --notes"
        return Listing((), (), (unreadable(shown, message, hint),), complete=False)
    digests: list[NoteFile] = []
    others: list[str] = []
    diagnostics: list[Diagnostic] = []
    for name, entry in files:
        path = f"{shown.rstrip('/')}/{name}"
        if not name.lower().endswith(suffixes):
            others.append(name)
        elif entry.is_symlink() and leads_out(Path(entry.path), notes):
            message = "a link that leads out of the notes folder"
            hint = "put the file itself here, or name the folder that it lies in with --notes"
            diagnostics.append(unreadable(path, message, hint))
        else:
            digests.append(NoteFile(name, path, entry.path, _state(entry)))
    if not digests and not diagnostics:
        diagnostics.append(_no_digests(shown, suffixes))
    return Listing(tuple(digests), tuple(others), tuple(diagnostics))


def _no_digests(
    shown: str,
    suffixes: tuple[str, ...],
) -> Diagnostic:
    message = f"there are no digests ({', '.join(suffixes)}) here"
    hint = "begin one with `weeknotes new`, or name another folder with --notes"
    return Diagnostic(
        "no-digests",
        Severity.WARNING,
        shown,
        Span(),
        message,
        hint,
    )


def _state(entry: os.DirEntry[str]) -> FileState:
    try:
        return state_of(entry.stat())
    except OSError:  # a broken link: reading it will report that
        return (0, 0, 0, 0)


def walk(
    folder: Path,
    prefix: str = "",
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(name, entry) of every file below a folder except hidden ones, sorted by name in NFC, so that
    the file system's order does not show."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda e: (unicodedata.normalize("NFC", e.name), e.name))
    for entry in ordered:
        if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), f"{name}/")
        else:
            yield name, entry


def leads_out(file: Path, folder: Path) -> bool:
    """Whether a file is, by way of a link, outside of a folder.  Such files are not published: who
    builds a site of other people's notes must not publish files of the machine."""
    # Path.resolve() raises an error where links lead around.
    real = Path(os.path.realpath(file))
    return Path(os.path.realpath(folder)) not in real.parents
