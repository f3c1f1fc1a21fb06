"""Titles and authors that were fetched, so that a second run need not ask again.  No build reads
these works."""

import contextlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from weeknotes.cache import state

_KEPT = 30
"""In days."""
KnownWork = tuple[str, tuple[str, ...], int]
"""A title, the authors, and the number of the day on which they were fetched."""


def load_known(site: Path, today: date) -> dict[str, KnownWork]:
    """The works that were fetched in the last month, by key.  Empty if the file is missing or
    damaged."""
    try:
        known: dict[str, KnownWork] = state.load(_file(site))
    except state.DAMAGED:
        return {}
    oldest = today.toordinal() - _KEPT
    return {key: one for key, one in known.items() if one[2] >= oldest}


def save_known(site: Path, known: Mapping[str, KnownWork]) -> None:
    """Store fetched works."""
    with contextlib.suppress(OSError):  # then nothing is stored
        _file(site).parent.mkdir(exist_ok=True)
        state.keep(_file(site), dict(known))


def _file(site: Path) -> Path:
    return site / state.STATE_FOLDER / "known-works.bin"
