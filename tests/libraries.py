"""The libraries on which laws are tested, and the correct parse results of some of them.

`sample` is tests/sample, which was written for the tests.  `notes` are the project's own digests.
`seed`, `flat` and `markdown` are real weeks in a folder beside the repository; without it, tests of
them are skipped and `sample` still tests each law."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers import NOTES, SHARED
from tests.labelled import Labelled, read_labelled

SAMPLE = Path(__file__).parent / "sample"
FOLDERS = {
    "sample": SAMPLE / "notes",
    "notes": NOTES,
    "seed": SHARED / "seed",
    "flat": SHARED / "corpus" / "flat",
    "markdown": SHARED / "corpus" / "markdown",
}
without_shared = pytest.mark.skipif(not SHARED.exists(), reason="without ../shared")


class Meant(NamedTuple):
    """An entry as its writer meant it."""

    urls: list[str]
    title: str
    authors: list[str]
    paragraphs: list[str]
    tags: list[str]


class Library(NamedTuple):
    """A folder of digests."""

    name: str
    notes: Path

    def digests(self) -> Iterator[Path]:
        """Its digests, in the order of their names."""
        return (
            file
            for file in sorted(self.notes.rglob("*"))
            if file.suffix in (".txt", ".md")
        )

    def files(self) -> dict[str, str | bytes]:
        """Its files, below `notes/`."""
        return {
            f"notes/{file.relative_to(self.notes).as_posix()}": file.read_bytes()
            for file in sorted(self.notes.rglob("*"))
            if file.is_file()
        }

    def truth(self) -> dict[str, list[Meant]]:
        """The published entries of each week, in order."""
        return _labelled_truth() if self.name == "sample" else _json_truth(self.name)


def libraries(*names: str) -> list[object]:
    """These libraries, as parameters of a test or of a fixture."""
    return [
        pytest.param(
            Library(name, FOLDERS[name]),
            id=name,
            marks=()
            if name in ("sample", "notes")
            else (without_shared, pytest.mark.slow),
        )
        for name in names
    ]


def labelled() -> dict[str, Labelled]:
    """What each digest of the sample says, by its path."""
    folder = SAMPLE / "labelled"
    return {
        file.relative_to(folder).as_posix(): read_labelled(file)
        for file in sorted(folder.rglob("*.*"))
    }


@cache
def _labelled_truth() -> dict[str, list[Meant]]:
    weeks: dict[str, list[Meant]] = {}
    for digest in labelled().values():
        for week in digest.weeks:
            if not week["draft"]:
                weeks.setdefault(week["id"], []).extend(
                    Meant(
                        entry["urls"],
                        entry["title"],
                        entry["authors"],
                        entry["commentary"],
                        entry["tags"] + week["tags"],
                    )
                    for entry in week["entries"]
                )
    return weeks


@cache
def _json_truth(name: str) -> dict[str, list[Meant]]:
    folder = SHARED / ("seed" if name == "seed" else "corpus")
    return {
        week: [
            Meant(
                entry["urls"],
                entry["title"],
                entry["authors"],
                [unicodedata.normalize("NFC", text) for text in entry["body"]],
                entry["tags"],
            )
            for entry in entries
        ]
        for week, entries in json.loads(
            (folder / "truth.json").read_text("utf-8")
        ).items()
    }
