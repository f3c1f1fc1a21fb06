"""The folders of a site and of the theme."""

from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """The folders of a site: `site` has its settings, templates and static files.  `shown` is the
    path of the notes in messages."""

    site: Path
    notes: Path
    output: Path
    shown: str


class Choices(NamedTuple):
    """What the command line chooses for one run: another `base_url`, and whether drafts are
    shown."""

    base_url: str = ""
    drafts: bool = False


AS_SET = Choices()
"""No choices on the command line: everything is as in the settings."""


def theme_folder(name: str) -> Path:
    """The theme's `templates` or `static` folder: inside an installed package, or beside `src/` in
    a checkout."""
    package = Path(__file__).parents[1]
    return package / name if (package / name).is_dir() else package.parents[1] / name
