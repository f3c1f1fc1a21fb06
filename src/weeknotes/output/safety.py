"""Checks before publishing: the output folder must be ours, and all files must be writable."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic
from weeknotes.output.manifest import GENERATOR, manifest_path
from weeknotes.output.staging import STAGING, Staging
from weeknotes.output.writing import output_error
from weeknotes.text.messages import Message, msg

_OTHER_FOLDER = msg("choose another folder with --output")
_EMPTY_FOLDER = msg("choose an empty folder with --output")
_MOVE = msg("move it to another place")


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
) -> Iterator[tuple[Message, Message]]:
    """Yield (message, hint) for each reason to refuse the folder."""
    target = output.resolve()
    own_names = ("templates", "static", STATE_FOLDER)
    own_folders = [(site / name).resolve() for name in own_names]
    if any(target.is_relative_to(folder) for folder in (*own_folders, notes.resolve())):
        yield msg("the output folder is inside a folder of the site's sources"), _OTHER_FOLDER
    precious = [site.resolve(), notes.resolve(), Path.home().resolve(), *own_folders]
    for folder in precious:
        if folder.is_relative_to(target):
            message = msg("the build would overwrite the folder {folder}", folder=str(folder))
            yield message, _EMPTY_FOLDER
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        yield msg("the output is not a folder"), _EMPTY_FOLDER
    if _holds_foreign_files(output, site):
        message = msg("the folder contains files that no build of this site wrote")
        hint = msg("choose an empty folder with --output, or empty this one if you can")
        yield message, hint


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
) -> Iterator[tuple[str, Message, Message]]:
    """Yield (path, message, hint) for each obstacle."""
    existing = set()
    for folder in folders:
        for path in (folder, *map(str, Path(folder).parents)):
            if path in staging.there:
                yield path, msg("this is a file, but the site needs a folder here"), _MOVE
        full_path = staging.output / folder
        if full_path.is_dir():
            existing.add(folder)
            if not os.access(full_path, os.W_OK | os.X_OK):
                yield folder, msg("this folder is not writable"), msg("check its permissions")
    for path in changed:
        if path in staging.there or path.rpartition("/")[0] not in existing:
            continue
        if (staging.output / path).is_dir():
            yield path, msg("this is a folder, but the site needs a file here"), _MOVE
