"""List the notes folder, in the same order on every machine."""

import os
import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, file_error, file_warning
from weeknotes.sources.decoding import Source, read_source
from weeknotes.sources.files import real
from weeknotes.text.messages import Message, msg, reason_of
from weeknotes.text.time_names import time_in_path
from weeknotes.text.unicode import is_utf8

FileState = tuple[int, int, int, int]
"""Size, mtime and ctime (in nanoseconds) and inode of a file.  If a file changes, its state
changes.  So a change is found without reading the file."""


def state_of(status: os.stat_result) -> FileState:
    """The state of a file, from its stat."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


_LONGEST = 1000
"""The longest path of a folder in messages."""


class NoteFile(NamedTuple):
    """The file of a digest, not yet read.  `name` is relative to the notes folder, with `/`.
    `path` is for messages.  `file` is the path to open."""

    name: str
    path: str
    file: str
    state: FileState

    def read(self) -> Source | Diagnostic:
        """Read the file.  Returns an error if the file cannot be read."""
        return read_source(Path(self.file), self.path, self.name)


class Listing(NamedTuple):
    """The content of the notes folder, sorted by name.  `files` are the digests, and `others` are
    the names of other files.

    `complete` is False if the folder could not be listed.  Its files may still exist then."""

    files: tuple[NoteFile, ...]
    others: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    complete: bool = True


PAGES_FOLDER = "pages"
"""The folder of the site's own pages, beside the notes folder."""
_OTHER_NOTES = tuple(
    ".markdown .mdown .mkd .mdx .org .rst .adoc .qmd .rmd .text .wiki .textile".split()
)
"""Endings of files with notes in formats that are not read."""
_ENDING = re.compile(r"(\.[a-z]\w*)[\s.]*$")
"""The ending of a name.  Blanks and full stops may follow it by mistake."""


def list_notes(
    notes: Path,
    shown: str,
    suffixes: tuple[str, ...],
    ignore: tuple[str, ...],
) -> Listing:
    """List the files below `notes`.  A file with one of the suffixes is a digest.  `shown` is the
    path of the folder in messages.  Leaves out the files that match a pattern of `ignore`."""
    try:
        files = list(walk(notes))
    except OSError as error:
        return Listing((), (), (_unlisted(notes, shown, error),), complete=False)
    digests: list[NoteFile] = []
    others: list[str] = []
    diagnostics: list[Diagnostic] = []
    for name, entry in files:
        if is_ignored(name, ignore):
            continue
        path = f"{shown.rstrip('/')}/{name}"
        if problem := _problem(entry, name, path, notes, suffixes):
            diagnostics.append(problem)
        elif name.lower().endswith(suffixes):
            digests.append(NoteFile(name, path, entry.path, _state(entry)))
        else:
            others.append(name)
    if not digests and not diagnostics:
        message = msg(
            "this folder contains no digests ({endings})",
            endings=", ".join(suffixes),
        )
        hint = msg(
            "create one with `weeknotes new`, or choose another folder with --notes"
        )
        diagnostics.append(file_warning("no-digests", shown, message, hint))
    diagnostics += _unread_files(others, shown, suffixes)
    return Listing(tuple(digests), tuple(others), tuple(diagnostics))


def list_pages(site: Path, notes: Path, ignore: tuple[str, ...]) -> Listing:
    """List the files of the site's own pages.  There are none if this folder does not exist. If the
    folder is in the notes folder, there are none either, because its files are digests."""
    folder = site / PAGES_FOLDER
    if not os.path.lexists(folder) or not leads_out(folder / "x", notes):
        return Listing((), (), ())
    listing = list_notes(folder, folder.as_posix(), (".md",), ignore)
    found = tuple(one for one in listing.diagnostics if one.rule != "no-digests")
    return listing._replace(diagnostics=found)


def is_ignored(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file matches one of the patterns.  A pattern with `/` is relative to the notes
    folder.  A pattern without `/` matches the name of the file, or of a folder that contains it."""
    if not patterns:
        return False
    name = unicodedata.normalize("NFC", name)
    parts = name.split("/")
    above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    for typed in patterns:
        pattern = unicodedata.normalize("NFC", typed).removeprefix("./").rstrip("/")
        whole = pattern.replace("**/", "*").replace("**", "*").lstrip("/")
        candidates = above if "/" in typed.rstrip("/") else parts
        if any(fnmatchcase(candidate, whole) for candidate in candidates):
            return True
    return False


def _unread_files(
    others: list[str], shown: str, suffixes: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """One warning for each ending of files with notes that are not read."""
    by_ending: dict[str, list[str]] = {}
    for name in others:
        if found := _ENDING.search(name.lower()):
            if found[1] in (*suffixes, *_OTHER_NOTES):
                by_ending.setdefault(found[0], []).append(name)
        elif time_in_path(f"{name}.txt").is_known:
            by_ending.setdefault("", []).append(name)
    for ending, names in by_ending.items():
        fault = msg("a file without an ending is not read")
        if ending:
            fault = msg("a `{ending}` file is not read", ending=ending)
        hint = msg(
            "if the file is Markdown or plain text, rename it to {endings}; if not, list it below"
            " `ignore:` in weeknotes.yml",
            endings=", ".join(suffixes),
        )
        path = f"{shown.rstrip('/')}/{names[0]}"
        message = _counted(len(names), fault)
        yield file_warning("unread-file", path, message, hint)


def is_missing(path: Path) -> bool:
    """Whether there is no such file or folder."""
    return not path.exists()


def stray_digests(
    site: Path, notes: Path, suffixes: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """A warning for the files in the site's folder, beside the notes folder, whose names tell a
    week or a day."""
    try:
        with os.scandir(site) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file())
        if site.samefile(notes):
            return
    except OSError:
        return
    names = [
        n for n in names if n.lower().endswith(suffixes) and time_in_path(n).is_known
    ]
    if names:
        fault = msg("a digest outside of the notes folder is not read")
        message = _counted(len(names), fault)
        hint = msg(
            "move the file into {folder}, or choose its folder with --notes",
            folder=notes.as_posix(),
        )
        path = (site / names[0]).as_posix()
        yield file_warning("unread-file", path, message, hint)


def _counted(n: int, fault: Message) -> Message:
    """The message for the first of `n` files with the same fault."""
    return (
        msg("{fault}; there are {n} such files", fault=fault, n=n)
        if n > 1
        else fault
    )


def _unlisted(notes: Path, shown: str, error: OSError) -> Diagnostic:
    """The error for a folder that cannot be listed."""
    inner = os.path.relpath(os.fsdecode(error.filename or notes), notes)
    path = shown if inner == "." else f"{shown.rstrip('/')}/{inner}"
    reason = reason_of(error)
    if len(inner) > _LONGEST:
        path = path[:_LONGEST]
        message = msg("folders are nested too deeply here")
        hint = msg("move the digests to an outer folder")
    elif os.path.lexists(notes):
        message = msg("this folder cannot be read: {reason}", reason=reason)
        hint = msg("check that this is a folder, and check its permissions")
    else:
        message = msg("the notes folder cannot be read: {reason}", reason=reason)
        hint = msg(
            "create the folder with `weeknotes new`, or choose another folder with --notes"
        )
    return file_error("unreadable-file", path, message, hint)


def _problem(
    entry: os.DirEntry[str],
    name: str,
    path: str,
    notes: Path,
    suffixes: tuple[str, ...],
) -> Diagnostic | None:
    """The diagnostic for a file or folder of the notes that should be read but cannot be, or
    None."""
    if entry.is_symlink() and _is_folder(entry):
        message = msg("this link points to a folder; its files are not read")
        hint = msg(
            "replace the link with the folder itself, or choose the folder with --notes"
        )
        return file_warning("unreadable-file", path, message, hint)
    if not name.lower().endswith(suffixes):
        return None
    if entry.is_symlink() and leads_out(Path(entry.path), notes):
        message = msg("this link points outside of the notes folder")
        hint = msg(
            "replace the link with a copy of the file, or choose the file's folder with --notes"
        )
    elif _is_folder(entry):
        message = msg("this is an empty folder with the name of a digest")
        hint = msg("rename or remove it")
    elif not is_utf8(name):
        message = msg("the name of this file is not UTF-8")
        hint = _better_name(name)
    else:
        return None
    return file_error("unreadable-file", path, message, hint)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle
        return False


def _better_name(name: str) -> Message:
    """The hint for a name that is not UTF-8: often it is CP949, from a zip file."""
    try:
        better = os.fsencode(name).decode("cp949")
    except UnicodeDecodeError:
        return msg("rename the file")
    return msg("rename the file, for example to {name}", name=better)


def _state(entry: os.DirEntry[str]) -> FileState:
    try:
        return state_of(entry.stat())
    except OSError:  # a broken link: reading the file reports an error
        return (0, 0, 0, 0)


def walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (name, entry) for each file and each empty folder below a folder, except for hidden and
    backup files.  Sorts by name in NFC, so that the order does not depend on the file system.
    Raises OSError."""
    waiting = _entries(folder, "")
    while waiting:
        name, entry = waiting.pop()
        if not entry.is_dir(follow_symlinks=False):
            yield name, entry
            continue
        inner = _entries(Path(entry.path), f"{name}/")
        waiting += inner
        if not inner:
            yield name, entry


def _entries(folder: Path, prefix: str) -> list[tuple[str, os.DirEntry[str]]]:
    """(name, entry) of everything in a folder, in the reverse order."""
    with os.scandir(folder) as entries:
        ordered = sorted(
            entries, key=lambda e: (unicodedata.normalize("NFC", e.name), e.name)
        )
    return [
        (prefix + e.name, e) for e in reversed(ordered) if not _is_hidden(e.name)
    ]


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~")) or name.endswith("~")


def leads_out(file: Path, folder: Path) -> bool:
    """Whether a file is outside of a folder after links are followed.  Such files are not
    published: notes from other people must not publish private files of this machine."""
    return real(folder) not in real(file).parents
