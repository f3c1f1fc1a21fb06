"""Decides whether there is anything to build, from names, sizes and times of files alone.  The
check runs before any slow import."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache import state
from weeknotes.cache.manifest import changed_files, read_manifest
from weeknotes.cache.state import state_file
from weeknotes.config.folders import theme_folder
from weeknotes.fingerprints import fingerprint_of
from weeknotes.sources.files import Folder, real

_FORMAT = 5
_MISPLACED = (".txt", ".md", ".yml", ".yaml", ".toml", ".json", ".ini")
"""The endings of files outside of the notes folder that may be digests, or settings with a wrong
name."""
_MOST_LOOKED_AT = 8_000
"""The number of published files that a build without changes looks at.  This takes some 0.03 s."""


class InputState(NamedTuple):
    """The state of all files from which a site is made.  `fingerprint` identifies this state.
    `newest` is the time of the newest change, in nanoseconds of the file system."""

    fingerprint: str
    newest: int


class FreshBuild(NamedTuple):
    """A successful build.  `inputs` is the fingerprint of its inputs, and `messages` are the
    messages that it printed."""

    inputs: str
    messages: tuple[str, str, str, str]


@cache
def program_fingerprint() -> str:
    """A fingerprint of this program, its libraries and Python.  With another version of any of
    these, the same notes may give other bytes."""
    package = Path(__file__).parents[1].as_posix()
    # Installing or removing a library changes the folder of libraries.
    folders = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    libraries = [
        (folder, folder.stat().st_mtime_ns) for folder in folders if folder.is_dir()
    ]
    own = [
        (name, found.st_size, found.st_mtime_ns)
        for name, found in _files(package)
        if name.endswith(".py")
    ]
    return fingerprint_of(_FORMAT, sys.version, sorted(own), libraries)


def input_state(
    site: Path, notes: Path, choices: tuple[str, ...]
) -> InputState | None:
    """The state of a site's inputs.  None if some inputs cannot be read.  `choices` are the inputs
    that are not files, namely the options of the command line and the language of the stored
    messages."""
    places = [site / "weeknotes.yml", notes, site / "pages"]
    for name in ("templates", "static"):
        places += [site / name, theme_folder(name)]
    files: list[tuple[str, os.stat_result]] = []
    try:
        for place in places:
            if place.is_dir():
                files += _files(place.as_posix())
            elif os.path.lexists(place):
                files.append((place.as_posix(), place.stat()))
        beside = sorted(
            path.name for path in site.iterdir() if path.suffix.lower() in _MISPLACED
        )
    except OSError:
        return None
    rows = [
        (name, f.st_size, f.st_mtime_ns, f.st_ctime_ns, f.st_ino, f.st_mode)
        for name, f in files
    ]
    rows.sort()
    newest = max([max(row[2], row[3]) for row in rows], default=0)
    fingerprint = fingerprint_of(
        program_fingerprint(), choices, real(notes).as_posix(), rows, beside
    )
    return InputState(fingerprint, newest)


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file and every empty folder below a folder.  For a link, the stat is the stat of its
    target."""
    folders = [folder]
    while folders:
        at = folders.pop()
        with os.scandir(at) as entries:
            found = list(entries)
            if not found:
                yield at, Path(at).stat()
            for entry in found:
                if entry.name == ".git":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                try:
                    yield entry.path, entry.stat()
                except OSError:  # a broken link
                    yield entry.path, entry.stat(follow_symlinks=False)


def fresh_build(site: Path, output: Path, inputs: InputState) -> FreshBuild | None:
    """The last build into a folder, if it had the same inputs and nobody has changed its files."""
    try:
        build = FreshBuild(*state.load(state_file("fresh", site, output)))
        same = build.inputs == inputs.fingerprint and _is_as_it_was(site, output)
        return build if same else None
    except state.DAMAGED:
        return None


def _is_as_it_was(site: Path, output: Path) -> bool:
    """Whether no published file changed.  If there are very many files, only a part of them is
    checked, and the process id determines which part.  A build with changes checks all files."""
    rows = read_manifest(site, output)
    if not rows:
        return False
    parts = -(-len(rows) // _MOST_LOOKED_AT)
    part = os.getpid() % parts
    first = part * len(rows) // parts
    some = islice(rows.items(), first, first + _MOST_LOOKED_AT)
    with Folder.open(output, follow=False) as folder:
        return next(changed_files(folder, some), None) is None


def keep_fresh(
    site: Path,
    output: Path,
    inputs: InputState,
    started: int,
    messages: tuple[str, str, str, str],
) -> None:
    """Store a successful build, unless an input is so new that a later change might have the same
    time."""
    if inputs.newest < started:
        path = state_file("fresh", site, output)
        state.keep(path, (inputs.fingerprint, messages))
