"""Files → Source: what stands under the notes folder, read once, in one order on every machine."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeAlias

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.text.weeks import WeekLabel, in_name

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


Stamp: TypeAlias = tuple[int, int, int, int]
"""What tells a file from its other states without reading it: size, times of change (of content and
of record, in nanoseconds), number."""


def stamp_of(told: os.stat_result) -> Stamp:
    """A file's stamp."""
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino


class Source(NamedTuple):
    """A digest's file: `path` as shown to people, `name` relative to the notes folder with `/`, the
    bytes, their text.

    The text keeps its line ends and its byte order mark, so that offsets into it can be told in
    bytes."""

    path: str
    name: str
    data: bytes
    text: str


class Asset(NamedTuple):
    """A file beside the digests: `name` relative to the notes folder, where it is, what tells it
    from its other states, and its size in pixels if an image."""

    name: str
    file: Path
    stamp: Stamp
    width: int | None = None
    height: int | None = None

    def read(self) -> bytes:
        """Its bytes."""
        return self.file.read_bytes()


class NoteFile(NamedTuple):
    """A digest's file before it is read: its name, the path as shown to people, where it is, what
    tells it from its other states."""

    name: str
    path: str
    file: str
    stamp: Stamp

    def read(self) -> Source | Diagnostic:
        """What it holds, or why that cannot be had."""
        return read_source(Path(self.file), self.path, self.name)


class Listing(NamedTuple):
    """The notes folder before it is read; `whole` as in `Notes`."""

    files: tuple[NoteFile, ...]
    others: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    whole: bool = True


class Notes(NamedTuple):
    """The notes folder: its digests in the order of their names, and the names of all other files.

    `whole` is False where a folder could not be listed: what stands in it is not known to be gone.
    """

    sources: tuple[Source, ...]
    others: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    whole: bool = True


def _walk(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder but hidden ones, by name in NFC, so that no file system's order
    shows."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda e: (unicodedata.normalize("NFC", e.name), e.name))
    for entry in ordered:
        if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name + "/")
        else:
            yield name, entry


def leads_out(file: Path, folder: Path) -> bool:
    """Whether a file lies elsewhere than its folder by way of a link: a site of others' notes
    publishes nothing else of its machine."""
    return (
        Path(os.path.realpath(folder)) not in Path(os.path.realpath(file)).parents
    )  # resolve() ends on links that lead around


def read_notes(notes: Path, shown: str, suffixes: tuple[str, ...]) -> Notes:
    """Read every file below `notes` (which messages call `shown`) that ends in one of these
    suffixes.

    What cannot be read is reported, the rest is read.
    """
    listing = list_notes(notes, shown, suffixes)
    read = [file.read() for file in listing.files]
    found = [*listing.diagnostics, *(one for one in read if isinstance(one, Diagnostic))]
    return Notes(
        tuple(one for one in read if isinstance(one, Source)),
        listing.others,
        tuple(found),
        listing.whole,
    )


def list_notes(notes: Path, shown: str, suffixes: tuple[str, ...]) -> Listing:
    """Every file below `notes` (which messages call `shown`): those that end in one of these
    suffixes, and the names of the others."""
    digests: list[NoteFile] = []
    others: list[str] = []
    found: list[Diagnostic] = []
    try:
        files = list(_walk(notes))
    except OSError as error:
        hint = "make the folder, or name another one with --notes"
        reason = f"the notes folder cannot be read: {error.strerror}"
        return Listing(
            (),
            (),
            (Diagnostic("unreadable-file", Severity.ERROR, shown, Span(), reason, hint),),
            whole=False,
        )
    for name, entry in files:
        if entry.name.lower().endswith(suffixes):
            path = f"{shown.rstrip('/')}/{name}"
            if entry.is_symlink() and leads_out(Path(entry.path), notes):
                hint = "put the file itself here, or name the folder that it lies in with --notes"
                found.append(
                    Diagnostic(
                        "unreadable-file",
                        Severity.ERROR,
                        path,
                        Span(),
                        "a link that leads out of the notes folder",
                        hint,
                    )
                )
            else:
                digests.append(NoteFile(name, path, entry.path, _stamp(entry)))
        else:
            others.append(name)
    if digests or found:
        return Listing(tuple(digests), tuple(others), tuple(found))
    hint = "begin one with `weeknotes new`, or name another folder with --notes"
    none = Diagnostic(
        "no-digests",
        Severity.WARNING,
        shown,
        Span(),
        f"there are no digests ({', '.join(suffixes)}) here",
        hint,
    )
    return Listing((), tuple(others), (none,))


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        return stamp_of(entry.stat())
    except OSError:  # a link that leads nowhere: reading it will tell
        return (0, 0, 0, 0)


def read_source(file: Path, path: str, name: str) -> Source | Diagnostic:
    """One digest, or why it is none."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return Diagnostic(
                "unreadable-file",
                Severity.ERROR,
                path,
                Span(),
                "not a regular file",
                "replace it by a plain text file",
            )
        data = file.read_bytes()
    except OSError as error:
        return Diagnostic(
            "unreadable-file",
            Severity.ERROR,
            path,
            Span(),
            f"cannot be read: {error.strerror}",
            "check that it exists and that you may read it",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, error)
    if "\0" in text:
        at = data.index(b"\0")
        return Diagnostic(
            "not-utf-8",
            Severity.ERROR,
            path,
            _span(data, at),
            "a binary file, not text",
            "move it out of the notes, or give it its own file ending",
        )
    return Source(path, name, data, text)


def _span(data: bytes, at: int) -> Span:
    line_start = data.rfind(b"\n", 0, at) + 1
    column = len(data[line_start:at].decode("utf-8", "replace")) + 1
    return Span(data.count(b"\n", 0, at) + 1, column, at, at + 1)


def _not_utf8(data: bytes, path: str, error: UnicodeDecodeError) -> Diagnostic:
    """Which encoding it is likely in, and the command that converts it."""
    for encoding, name in (("utf-16", "UTF-16"), ("cp949", "CP949")):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp949" and b"\0" in data:
            continue
        hint = f"save it as UTF-8, for example: iconv -f {name} -t UTF-8 FILE > NEW"
        return Diagnostic(
            "not-utf-8",
            Severity.ERROR,
            path,
            _span(data, error.start),
            f"not UTF-8: this looks like {name}",
            hint,
        )
    message = (
        "a binary file, not text"
        if b"\0" in data
        else f"not UTF-8: byte 0x{data[error.start]:02x} cannot stand here"
    )
    hint = "save it as UTF-8 text, or move it out of the notes"
    return Diagnostic("not-utf-8", Severity.ERROR, path, _span(data, error.start), message, hint)


def read_assets(notes: Path, others: Iterable[str], wanted: Container[str]) -> dict[str, Asset]:
    """Those of the other files that are wanted (by their names in NFC), with the sizes of the
    images.  What cannot be read or leads out of `notes` is left out."""
    assets: dict[str, Asset] = {}
    for other in others:
        name = unicodedata.normalize("NFC", other)
        if name not in wanted:
            continue
        file = notes / other
        try:
            if leads_out(file, notes) or not file.is_file():
                continue
            with file.open("rb"):
                stamp = stamp_of(file.stat())
        except OSError:
            continue
        width, height = _image_size(file) if name.lower().endswith(_IMAGES) else (None, None)
        assets[name] = Asset(name, file, stamp, width, height)
    return assets


def _image_size(file: Path) -> tuple[int | None, int | None]:
    import imagesize

    try:
        width, height = imagesize.get(str(file))
    except (OSError, ValueError):
        return None, None
    return (int(width), int(height)) if width > 0 and height > 0 else (None, None)


def begin_digest(notes: Path, label: WeekLabel, suffixes: tuple[str, ...]) -> Path | Diagnostic:
    """Write a week's file with its heading, in the style of the newest digest there; why not, where
    it exists already."""
    files = (
        [name for name, _ in _walk(notes) if name.lower().endswith(suffixes)]
        if notes.is_dir()
        else []
    )
    same = next((name for name in files if in_name(PurePosixPath(name).stem) == label), None)
    markdown = bool(files) and max(
        files, key=lambda name: PurePosixPath(name).name
    ).lower().endswith(".md")
    path = notes / (same or label.id + (".md" if markdown else ".txt"))
    try:
        if not notes.is_dir():
            notes.mkdir(parents=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(f"# {label.text}\n\n" if markdown else f"{label.text}\n")
    except FileExistsError as error:
        if Path(error.filename) != path:
            return Diagnostic(
                "not-written",
                Severity.ERROR,
                notes.as_posix(),
                Span(),
                "is no folder",
                "name the folder of digests with --notes",
            )
        hint = "write on in it, or name another week with --date"
        return Diagnostic(
            "file-exists",
            Severity.ERROR,
            path.as_posix(),
            Span(),
            f"{label.text} has been begun already",
            hint,
        )
    except OSError as error:
        message, hint = f"cannot be written: {error.strerror}", "see to the folder's permissions"
        return Diagnostic("not-written", Severity.ERROR, path.as_posix(), Span(), message, hint)
    return path


def rewrite(file: Path, source: Source, text: str) -> Diagnostic | None:
    """Put a text in the place of a digest, whole or not at all; why not, where the file has changed
    since or cannot be written."""
    beside = file.with_name(f".{file.name}.new")
    try:
        if file.read_bytes() != source.data:
            hint = "run the command again"
            return Diagnostic(
                "not-written",
                Severity.ERROR,
                source.path,
                Span(),
                "has changed in the meantime",
                hint,
            )
        beside.write_bytes(text.encode())
        beside.chmod(file.stat().st_mode & 0o777)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message, hint = f"cannot be written: {error.strerror}", "see to the folder's permissions"
        return Diagnostic("not-written", Severity.ERROR, source.path, Span(), message, hint)
    return None
