"""Titles and authors that were fetched, so that a second run need not ask again.  No build reads
these works."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache.state import STATE_FOLDER, keep

_KEPT = timedelta(days=30)


class KnownWork(NamedTuple):
    """A title, the authors, and the day on which they were fetched."""

    title: str
    authors: tuple[str, ...]
    day: date


def load_known(site: Path, today: date) -> dict[str, KnownWork]:
    """The works that were fetched in the last month, by key.  Empty if the file is missing or
    damaged."""
    try:
        rows = json.loads(_file(site).read_bytes())
        known = {
            str(key): KnownWork(
                str(title), tuple(map(str, authors)), date.fromisoformat(day)
            )
            for key, (title, authors, day) in rows.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {key: one for key, one in known.items() if today - one.day <= _KEPT}


def save_known(site: Path, known: Mapping[str, KnownWork]) -> None:
    """Store fetched works."""
    rows = {
        key: (one.title, one.authors, one.day.isoformat())
        for key, one in known.items()
    }
    folder = site / STATE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return  # then nothing is stored
    keep(_file(site), json.dumps(rows, ensure_ascii=False, sort_keys=True).encode())


def _file(site: Path) -> Path:
    return site / STATE_FOLDER / "known-works.json"
