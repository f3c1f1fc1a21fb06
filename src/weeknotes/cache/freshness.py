"""Whether there is anything to build, told from names, sizes and times alone, before anything that
takes time is imported."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from weeknotes.config import folders
from weeknotes.config.folders import state_file, theme_folder
from weeknotes.fingerprints import mark_of, pack

_FORMAT = 2


class Inputs(NamedTuple):
    """All that a site is made of: what stands for it, and when the newest of it was changed, in
    nanoseconds of the file system."""

    mark: bytes
    newest: int


class Stamp(NamedTuple):
    """What is kept of a build that went well: its inputs' mark, the folders that it wrote, what it
    said (summary, what was noticed, diagnostics)."""

    inputs: bytes
    folders: tuple[tuple[str, int, int], ...]
    said: tuple[str, str, str]


@cache
def code_mark() -> bytes:
    """What stands for this program, its libraries and Python: another one of these may make other
    bytes of the same notes."""
    package = Path(__file__).parents[1].as_posix()
    # Where libraries are installed, their folder changes with every one of them.
    folders = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    libraries = [
        (folder.as_posix(), folder.stat().st_mtime_ns) for folder in folders if folder.is_dir()
    ]
    own = [
        (name, told.st_size, told.st_mtime_ns)
        for name, told in _files(package)
        if name.endswith(".py")
    ]
    return mark_of(_FORMAT, sys.version, tuple(sorted(own)), tuple(libraries))


def inputs(site: Path, notes: Path) -> Inputs | None:
    """A site's inputs as they are; None where some cannot be told."""
    folders = [
        notes,
        *(place for name in ("templates", "static") for place in (site / name, theme_folder(name))),
    ]
    settings = site / "weeknotes.yml"
    try:
        files = [(settings.as_posix(), settings.stat())] if settings.exists() else []
        files += [
            file for folder in folders if folder.is_dir() for file in _files(folder.as_posix())
        ]
    except OSError:
        return None
    rows = [
        (name, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, told.st_mode)
        for name, told in files
    ]
    rows.sort()
    return Inputs(
        mark_of(code_mark(), notes.resolve().as_posix(), tuple(rows)),
        max((max(row[2], row[3]) for row in rows), default=0),
    )


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder; links by what they lead to."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name == ".git":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    try:
                        yield entry.path, entry.stat()
                    except OSError:  # a link that leads nowhere
                        yield entry.path, entry.stat(follow_symlinks=False)


def _kept(site: Path, output: Path) -> Stamp:
    """What was kept; raises OSError, ValueError, EOFError or TypeError where nothing was, or it is
    torn."""
    return Stamp(*marshal.loads(state_file("stamp", site, output, ".bin").read_bytes()))


def fresh(site: Path, output: Path, now: Inputs) -> Stamp | None:
    """What the last build into a folder said, if these inputs made it and nothing was added or
    removed there since."""
    try:
        stamp = _kept(site, output)
        if (
            stamp.inputs != now.mark
            or not stamp.folders
            or stamp.folders != _folders([folder for folder, *_ in stamp.folders])
        ):
            return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return stamp


def touched(site: Path, output: Path) -> frozenset[str]:
    """The folders, below the output and itself (``), in which something was added, removed or
    replaced since the last build, as far as it is known how that left them."""
    try:
        left = _kept(site, output).folders
        changed = [
            Path(row[0])
            for row in left
            if not Path(row[0]).is_dir() or _folders([row[0]]) != (row,)
        ]
        return frozenset(
            "" if folder == output else folder.relative_to(output).as_posix() for folder in changed
        )
    except (OSError, ValueError, EOFError, TypeError):
        return frozenset()


def keep(
    site: Path,
    output: Path,
    made_of: Inputs,
    began: int,
    written: Sequence[str],
    said: tuple[str, str, str],
) -> None:
    """Remember a build that went well, unless an input is so new that it might change without
    showing."""
    if made_of.newest >= began:
        return
    folders.keep(
        state_file("stamp", site, output, ".bin"), pack((made_of.mark, _folders(written), said))
    )


def forget(site: Path, output: Path) -> None:
    """Before a site changes: should the build be cut off, nobody knows what stands where."""
    folders.forget(state_file("stamp", site, output, ".bin"))


def _folders(folders: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """Folders, each with its time of change, which every new or lost file in it moves, and its
    number."""
    told = [(folder, Path(folder).stat()) for folder in folders]
    return tuple([(folder, stat.st_mtime_ns, stat.st_ino) for folder, stat in told])
