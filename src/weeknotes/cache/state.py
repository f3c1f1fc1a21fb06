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


def keep(path: Path, *data: bytes) -> None:
    """Write a file from several parts.  If the file cannot be written, nothing is stored."""
    with contextlib.suppress(OSError):
        replace(path, *data, durable=False)


def replace(path: Path, *data: bytes, durable: bool = True) -> None:
    """Write a file from several parts.  Raises OSError."""
    with Folder.open(path.parent, follow=False) as folder:
        try:
            folder.replace(path.name, *data, durable=durable)
        except IsADirectoryError:  # no build made a folder of this name
            folder.rmdir(path.name)
            folder.replace(path.name, *data, durable=durable)


def forget(path: Path) -> None:
    """Remove a stored file.  Raises OSError if the file cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_file():
            raise


def packed(values: Any) -> tuple[bytes, bytes]:
    """Plain values as bytes, with a checksum before them."""
    data = marshal.dumps(values)
    return _checksum(data), data


def load(path: Path) -> Any:
    """The values that `packed` wrote.  Raises one of the exceptions in DAMAGED."""
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
