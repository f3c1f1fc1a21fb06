"""Where a site and the theme lie."""

from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """The folders of a site: its own (settings, templates, static), its notes, its output; `shown`
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
