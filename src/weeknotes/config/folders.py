"""Where a site and this program keep things."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from weeknotes.fingerprints import mark_of

STATE_FOLDER = ".weeknotes"
"""In the site's folder, beside weeknotes.yml: what is known of each output folder, and the lock."""


class Folders(NamedTuple):
    """Where a site is: its own folder (settings, templates, static), its notes, its output; `shown`
    is what messages call the notes."""

    site: Path
    notes: Path
    output: Path
    shown: str


def theme_folder(name: str) -> Path:
    """The theme's `templates` or `static`: within the package where it is installed, beside src/ in
    a checkout."""
    package = Path(__file__).parents[1]
    return package / name if (package / name).is_dir() else package.parents[1] / name


def keep(path: Path, *data: bytes) -> None:
    """Keep what may be lost, one after the other: where it cannot be written it is as if it had
    been."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.writelines(data)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()


def forget(path: Path) -> None:
    """Remove what is kept; raises OSError where it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_file():
            raise


def state_file(what: str, site: Path, output: Path, suffix: str) -> Path:
    """Where it stands what is known of an output folder."""
    target = output.resolve()
    relative = (
        target.relative_to(site.resolve()) if target.is_relative_to(site.resolve()) else target
    )
    return site / STATE_FOLDER / f"{what}-{mark_of(relative.as_posix()).hex()[:12]}{suffix}"
