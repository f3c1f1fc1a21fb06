"""Files in `.weeknotes/`: the results of a build that the next one uses.  They may be deleted at
any time."""

import contextlib
from pathlib import Path

from weeknotes.fingerprints import fingerprint_of

STATE_FOLDER = ".weeknotes"
"""In the folder of the site, beside weeknotes.yml: state of each output folder, and the lock."""


def state_file(what: str, site: Path, output: Path, suffix: str) -> Path:
    """The file that stores one kind of state of an output folder."""
    key = fingerprint_of(output_name(site, output))[:12]
    return site / STATE_FOLDER / f"{what}-{key}{suffix}"


def output_name(site: Path, output: Path) -> str:
    """The path of an output folder, relative to the site if it is inside of it."""
    target, home = output.resolve(), site.resolve()
    shown = target.relative_to(home) if target.is_relative_to(home) else target
    return shown.as_posix()


def keep(path: Path, *data: bytes) -> None:
    """Write a file from several parts.  If it cannot be written, nothing is stored."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.writelines(data)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()


def forget(path: Path) -> None:
    """Remove a stored file.  Raises OSError if it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_file():
            raise
