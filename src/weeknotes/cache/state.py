"""Files in `.weeknotes/`: what one build leaves to the next.  All of it may be lost at any time."""

import contextlib
from pathlib import Path

from weeknotes.fingerprints import fingerprint_of

STATE_FOLDER = ".weeknotes"
"""In the site's folder, beside weeknotes.yml: what is known of each output folder, and the lock."""


def state_file(what: str, site: Path, output: Path, suffix: str) -> Path:
    """The file that keeps something about an output folder."""
    target, home = output.resolve(), site.resolve()
    shown = target.relative_to(home) if target.is_relative_to(home) else target
    return site / STATE_FOLDER / f"{what}-{fingerprint_of(shown.as_posix())[:12]}{suffix}"


def keep(path: Path, *data: bytes) -> None:
    """Write a file, its parts one after the other; where it cannot be written, nothing is kept."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.writelines(data)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()


def forget(path: Path) -> None:
    """Remove a file that was kept; raises OSError where it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_file():
            raise
