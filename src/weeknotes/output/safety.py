"""Checks before publishing: the output folder must be ours, and all files must be writable."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic
from weeknotes.output.manifest import GENERATOR, manifest_path
from weeknotes.output.staging import STAGING, Staging
from weeknotes.output.writing import output_error

_EMPTY_FOLDER = "name an empty folder with --output"


def refuse(
    output: Path,
    site: Path,
    notes: Path,
) -> Diagnostic | None:
    """The error if the output folder must not be used: it is or contains something that no build of
    this site wrote, or it is one of the site's own folders.  None if it can be used."""
    for message, hint in _refusals(output, site, notes):
        return output_error("output-refused", output, message, hint)
    return None


def _refusals(
    output: Path,
    site: Path,
    notes: Path,
) -> Iterator[tuple[str, str]]:
    """Yield (message, hint) for each reason to refuse the folder."""
    target = output.resolve()
    own_names = ("templates", "static", STATE_FOLDER)
    own_folders = {f"the site's own {name}/": (site / name).resolve() for name in own_names}
    if any(target.is_relative_to(folder) for folder in own_folders.values()):
        message = "the output lies in one of the site's own folders"
        yield message, "name another folder with --output"
    precious = {
        "the site's own folder": site.resolve(),
        "the notes folder": notes.resolve(),
        "a home folder": Path.home().resolve(),
        **own_folders,
    }
    for name, folder in precious.items():
        if folder.is_relative_to(target):
            yield f"the output would overwrite {name}", _EMPTY_FOLDER
    if target.is_relative_to(notes.resolve()):
        message = "the output lies in the notes folder"
        yield message, "name a folder outside of it with --output"
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        yield "the output is no folder", _EMPTY_FOLDER
    if _holds_foreign_files(output, site):
        message = "the folder holds files that no build of this site wrote"
        yield message, f"{_EMPTY_FOLDER}, or empty this one if it holds nothing of yours"


def _holds_foreign_files(output: Path, site: Path) -> bool:
    if not output.is_dir() or all(file.name == STAGING for file in output.iterdir()):
        return False
    return not manifest_path(site, output).exists() and not _has_our_home_page(output)


def _has_our_home_page(output: Path) -> bool:
    """Whether index.html has our generator mark, as in a fresh clone, which has no manifest."""
    try:
        return GENERATOR in (output / "index.html").read_bytes()
    except OSError:
        return False


def obstacle(
    changed: Sequence[str],
    folders: Sequence[str],
    staging: Staging,
) -> Diagnostic | None:
    """The first thing that would prevent publishing: a file or link at the path of a folder, a
    folder at the path of a file, or a folder without write permission.  None if there is nothing.

    It is checked before publishing begins, so that publishing does not stop in the middle.
    """
    for path, message, hint in _obstacles(changed, folders, staging):
        return output_error("not-written", staging.output / path, message, hint)
    return None


def _obstacles(
    changed: Sequence[str],
    folders: Sequence[str],
    staging: Staging,
) -> Iterator[tuple[str, str, str]]:
    """Yield (path, message, hint) for each obstacle."""
    existing = set()
    for folder in folders:
        for path in (folder, *map(str, Path(folder).parents)):
            if path in staging.there:
                yield path, "no folder, where the site has one", "move it elsewhere"
        full_path = staging.output / folder
        if full_path.is_dir():
            existing.add(folder)
            if not os.access(full_path, os.W_OK | os.X_OK):
                yield folder, "this folder may not be written to", "see to its permissions"
    for path in changed:
        if path in staging.there or path.rpartition("/")[0] not in existing:
            continue
        if (staging.output / path).is_dir():
            yield path, "a folder, where the site has a file", "move it elsewhere"
