"""Read and write the files in `.weeknotes/`.  They have the results of a build that the next build
uses, and may be deleted at any time."""

import contextlib
import marshal
import os
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any
from zlib import crc32

from weeknotes.fingerprints import fingerprint_of
from weeknotes.sources.files import Folder, open_regular, real

STATE_FOLDER = ".weeknotes"
"""This folder is beside weeknotes.yml.  It contains the lock, and the state of each output
folder."""
_CHECKSUM_SIZE = 4
DAMAGED = (OSError, ValueError, EOFError, TypeError)
"""The exceptions that reading a missing or damaged file may raise."""


def state_file(what: str, site: Path, output: Path) -> Path:
    """The file that stores one kind of state of an output folder."""
    key = fingerprint_of(output_name(site, output))[:12]
    return site / STATE_FOLDER / f"{what}-{key}.bin"


def output_name(site: Path, output: Path) -> str:
    """The path of an output folder, relative to the site if it is inside of it."""
    target, home = real(output), real(site)
    shown = target.relative_to(home) if target.is_relative_to(home) else target
    return shown.as_posix()


def keep(path: Path, values: object) -> None:
    """Store plain values in a file.  If the file cannot be written, nothing is stored."""
    with contextlib.suppress(OSError):
        replace(path, values, durable=False)


def replace(path: Path, values: Any, *, durable: bool = True) -> None:
    """Store plain values in a file, with a checksum before them.  Raises OSError."""
    data = marshal.dumps(values)
    with Folder.open(path.parent, follow=False) as folder:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            folder.rmdir(path.name)  # an empty folder: no build made it
        folder.replace(path.name, _checksum(data), data, durable=durable)


def forget(path: Path) -> None:
    """Remove a stored file.  Raises OSError if the file cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_file():
            raise


def load(path: Path) -> Any:
    """The values that `replace` stored.  Raises one of the exceptions in DAMAGED."""
    # Mapped: reading a large file would need as much memory again.
    with (
        os.fdopen(open_regular(path, follow=False), "rb") as file,
        mmap(file.fileno(), 0, access=ACCESS_READ) as mapped,
        memoryview(mapped) as data,
        data[_CHECKSUM_SIZE:] as rows,
    ):
        if data[:_CHECKSUM_SIZE] != _checksum(rows):
            raise ValueError("torn")
        return marshal.loads(rows)


def _checksum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM_SIZE, "little")
