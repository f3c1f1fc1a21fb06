"""Files in the notes folder that digests show or link to, such as images."""

import unicodedata
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from weeknotes.sources.listing import FileState, leads_out, state_of

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


class Asset(NamedTuple):
    """A file that is published unchanged.  `name` is relative to the notes folder, in NFC; `width`
    and `height` of an image are in pixels."""

    name: str
    file: Path
    state: FileState
    width: int | None = None
    height: int | None = None


def read_assets(
    notes: Path,
    others: Iterable[str],
    wanted: Container[str],
) -> dict[str, Asset]:
    """The files of `others` that are in `wanted`, by name in NFC. In `wanted`, `*/` and a name
    stand for the files of this name in any folder.  Skips files that cannot be read and links to
    files outside the notes folder."""
    assets: dict[str, Asset] = {}
    for other in others:
        name = unicodedata.normalize("NFC", other)
        anywhere = f"*/{name.rpartition('/')[2]}"
        if (name in wanted or anywhere in wanted) and (
            asset := _read_asset(notes, other, name)
        ):
            assets[name] = asset
    return assets


def _read_asset(notes: Path, other: str, name: str) -> Asset | None:
    file = notes / other
    try:
        if leads_out(file, notes) or not file.is_file():
            return None
        with file.open("rb"):
            state = state_of(file.stat())
    except OSError:
        return None
    if name.lower().endswith(_IMAGES):
        return Asset(name, file, state, *_image_size(file))
    return Asset(name, file, state)


def _image_size(file: Path) -> tuple[int | None, int | None]:
    """(width, height) in pixels, or (None, None) if unknown."""
    import imagesize

    try:
        width, height = imagesize.get(str(file))
    except (OSError, ValueError):
        return None, None
    return (int(width), int(height)) if width > 0 and height > 0 else (None, None)
