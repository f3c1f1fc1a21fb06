"""The manifest of an output folder lists the files that builds of this site published there.  For
each file, it has the state at that time.  A build may replace or remove only these files."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from struct import Struct

from weeknotes.cache import state
from weeknotes.cache.state import output_name, state_file
from weeknotes.sources.files import Folder

Row = bytes
"""What is known of a published file.  First comes the state of the file on the disk.  Then come the
digests of the bytes that were published there, the newest first.  One `bytes` value needs little
memory, which matters for the 100,000 rows of a large site."""
Manifest = Mapping[str, Row]
"""The rows by paths relative to the output folder, in the order of the folders.  A file that was
published once and is gone keeps its digests, because it may come back from version control."""

GENERATOR = b'<meta name="generator" content="weeknotes">'
"""The mark in each page.  If the manifest is lost, this mark identifies the pages of weeknotes."""
_STATE = Struct("<QQQQ")
_DIGEST_SIZE = 16
_MOST_DIGESTS = 16
GONE = bytes(_STATE.size)
"""The state of a file that does not exist."""
_MASK = (1 << 64) - 1
"""For times before 1970 or after 2554."""


def digest_of(parts: Iterable[bytes]) -> bytes:
    """The digest of a file's bytes."""
    digest = blake2b(digest_size=_DIGEST_SIZE)
    for part in parts:
        digest.update(part)
    return digest.digest()


def disk_state(status: os.stat_result) -> bytes:
    """The state of a file, which consists of its size, times and inode.  The system alone sets the
    time of change (ctime), so every change of the file changes its state."""
    return _STATE.pack(
        status.st_size,
        status.st_mtime_ns & _MASK,
        status.st_ctime_ns & _MASK,
        status.st_ino,
    )


def row_of(file_state: bytes, digests: Iterable[bytes]) -> Row:
    return file_state + b"".join(list(dict.fromkeys(digests))[:_MOST_DIGESTS])


def state_in(row: Row) -> bytes:
    return row[: _STATE.size]


def digests_in(row: Row) -> list[bytes]:
    """The digests in a row."""
    return [
        row[at : at + _DIGEST_SIZE]
        for at in range(_STATE.size, len(row), _DIGEST_SIZE)
    ]


def read_manifest(site: Path, output: Path) -> Manifest | None:
    """The manifest of an output folder.  If a build was interrupted, the manifest also has the
    files that this build was publishing.  None if the manifest is missing, damaged or of another
    version."""
    rows = _loaded(_path(site, output))
    digests = _loaded(_unfinished(site, output))
    if rows is None and digests is None:
        return None
    rows = rows or {}
    for path, digest in (digests or {}).items():
        old = rows.get(path, GONE)
        rows[path] = row_of(state_in(old), (*digests_in(old), digest))
    return rows


def _loaded(path: Path) -> dict[str, bytes] | None:
    try:
        _, rows = state.load(path)
    except state.DAMAGED:
        return None
    return rows if isinstance(rows, dict) else None


def write_manifest(manifest: Manifest, site: Path, output: Path) -> None:
    """Store the manifest.  Raises OSError."""
    name = output_name(site, output)
    state.replace(_path(site, output), (name, dict(manifest)))
    state.forget(_unfinished(site, output))


def in_order(manifest: Manifest) -> Manifest:
    """The manifest sorted by folder, so that `changed_files` opens each folder once."""
    return dict(sorted(manifest.items(), key=lambda item: item[0].rpartition("/")))


def write_unfinished(digests: Mapping[str, bytes], site: Path, output: Path) -> None:
    """Store the digests of the files that will be published now.  The next build needs them if this
    build is interrupted.  Raises OSError."""
    name = output_name(site, output)
    state.replace(_unfinished(site, output), (name, dict(digests)))


def forget_lost_outputs(site: Path, output: Path) -> None:
    """Remove the state of output folders that no longer exist.  `output` is the folder of this
    build.  Errors are ignored, because the state may be removed at any time."""
    own = _path(site, output)
    for manifest in own.parent.glob("manifest-*.bin"):
        with suppress(*state.DAMAGED):
            name = "" if manifest == own else state.load(manifest)[0]
            if name and not os.path.lexists(site / name):
                for file in own.parent.glob(
                    f"*-{manifest.stem.removeprefix('manifest-')}.*"
                ):
                    file.unlink()


def is_unfinished(site: Path, output: Path) -> bool:
    """Whether the last build was interrupted while it published."""
    return os.path.lexists(_unfinished(site, output))


def manifest_exists(site: Path, output: Path) -> bool:
    """Whether a build of this site has begun to publish into a folder."""
    return os.path.lexists(_path(site, output)) or is_unfinished(site, output)


def _path(site: Path, output: Path) -> Path:
    return state_file("manifest", site, output)


def _unfinished(site: Path, output: Path) -> Path:
    return state_file("publishing", site, output)


def changed_files(
    output: Folder, rows: Iterable[tuple[str, Row]]
) -> Iterator[tuple[str, bytes]]:
    """(path, state) of each file that changed since it was published.  The state of a missing file
    is GONE."""
    last, folder = "", output.descriptor_of("")
    for path, row in rows:
        inner, _, name = path.rpartition("/")
        if inner != last:
            last, folder = inner, output.descriptor_of(inner)
        try:
            found = GONE
            if folder is not None:
                found = disk_state(
                    os.stat(name, dir_fd=folder, follow_symlinks=False)
                )
        except (OSError, ValueError):  # ValueError: a damaged name
            found = GONE
        if not row.startswith(found):
            yield path, found
