"""Checks before publishing: the output folder must belong to the site, and all files must be
writable."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from weeknotes.cache.manifest import GENERATOR, manifest_exists
from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.output.ownership import Owner, owner_of
from weeknotes.output.publish import FileChanges
from weeknotes.output.staging import STAGING, Staging
from weeknotes.sources.files import read_regular, real
from weeknotes.sources.listing import PAGES_FOLDER
from weeknotes.text.messages import Message, msg
from weeknotes.urls import folders_above

_OTHER_FOLDER = msg("choose another folder with --output")
_EMPTY_FOLDER = msg("choose an empty folder with --output")
_MOVE = msg("move this file or folder to another place")


def refuse(output: Path, site: Path, notes: Path) -> Diagnostic | None:
    """The error if the output folder must not be used.  The folder must not contain files that no
    build of this site wrote, and must not be one of the site's own folders.  None if the folder can
    be used."""
    for message, hint in _refusals(output, site, notes):
        return file_error("output-refused", str(output), message, hint)
    return None


def _refusals(
    output: Path,
    site: Path,
    notes: Path,
) -> Iterator[tuple[Message, Message]]:
    """Yield (message, hint) for each reason to refuse the folder."""
    target = real(output)
    own_names = ("templates", "static", PAGES_FOLDER, STATE_FOLDER)
    own_folders = [real(site / name) for name in own_names]
    if any(target.is_relative_to(folder) for folder in (*own_folders, real(notes))):
        yield (
            msg("the output folder is inside a folder of the site's sources"),
            _OTHER_FOLDER,
        )
    precious = [real(site), real(notes), *own_folders]
    with contextlib.suppress(RuntimeError, KeyError):  # a user without a home folder
        precious.append(real(Path.home()))
    for folder in precious:
        if folder.is_relative_to(target):
            message = msg(
                "the build would overwrite the folder {folder}", folder=str(folder)
            )
            yield message, _EMPTY_FOLDER
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        yield msg("the output is not a folder"), _EMPTY_FOLDER
    if _holds_foreign_files(output, site):
        message = msg("the folder contains files that no build of this site wrote")
        hint = msg(
            "choose an empty folder with --output, or empty this folder if you can"
        )
        yield message, hint


def _holds_foreign_files(output: Path, site: Path) -> bool:
    if not output.is_dir() or all(
        file.name.startswith(STAGING) for file in output.iterdir()
    ):
        return False
    return not manifest_exists(site, output) and not _has_our_home_page(output)


def _has_our_home_page(output: Path) -> bool:
    """Whether index.html has the mark of weeknotes.  A new clone has this mark, but no manifest."""
    try:
        return GENERATOR in read_regular(output / "index.html", follow=False)
    except OSError:
        return False


def obstacle(changes: FileChanges, stage: Staging) -> Diagnostic | None:
    """The first thing that would prevent publishing.  An obstacle is a folder without write
    permission, or something at the path of a file or a folder that does not belong to the site.
    None if nothing prevents publishing.  This is checked before publishing begins, so that
    publishing does not stop in the middle."""
    for path, message, hint in _obstacles(changes, stage):
        shown = str(stage.folder / path)
        return file_error("not-written", shown, message, hint)
    return None


def _obstacles(
    changes: FileChanges, stage: Staging
) -> Iterator[tuple[str, Message, Message]]:
    """Yield (path, message, hint) for each obstacle."""
    for folder in sorted({"", *[name.rpartition("/")[0] for name in changes.names]}):
        for path in reversed(folders_above(f"{folder}/")):
            found = stage.output.state(path)
            if found and not stat.S_ISDIR(found.st_mode):
                message = msg("this is a file, but the site needs a folder here")
                yield path, message, _MOVE
        full_path = stage.folder / folder
        if full_path.is_dir() and not os.access(full_path, os.W_OK | os.X_OK):
            message = msg("this folder is not writable")
            yield folder, message, msg("check its permissions")
    for path in changes.staged:
        if owner_of(path, stage) is Owner.FOREIGN:
            yield path, *_in_the_way(path, stage)


def _in_the_way(path: str, stage: Staging) -> tuple[Message, Message]:
    """(message, hint) for something at the path of a file that does not belong to the site."""
    found = stage.output.state(path)
    if found and stat.S_ISDIR(found.st_mode):
        return msg("this is a folder, but the site needs a file here"), _MOVE
    if found and not stat.S_ISREG(found.st_mode):
        return msg("this is not a regular file, but the site needs one here"), _MOVE
    return msg(
        "no build of this site wrote this file, but the site needs a file at this path"
    ), _MOVE
