"""Publish a build: move changed files to their final paths and remove obsolete ones."""

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from weeknotes.cache.manifest import (
    GONE,
    Row,
    changed_files,
    digests_in,
    in_order,
    row_of,
    write_manifest,
    write_unfinished,
)
from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic, file_warning
from weeknotes.output.ownership import Owner, looks_ours, own_files, owner_of
from weeknotes.output.staging import Placed, Staging
from weeknotes.output.transaction import Transaction, transaction
from weeknotes.text.messages import Message, counted, msg
from weeknotes.text.unicode import fold_path
from weeknotes.urls import folders_above, is_sitemap

_PAGES = (".html", ".xml")
"""The extensions of files whose addresses people may have saved."""
REPLACED = "replaced"
"""The folder in `.weeknotes/` with files that somebody changed in the output."""


class Published(NamedTuple):
    """The numbers of files that a build wrote, left unchanged and removed, the removed pages and
    feeds, and its warnings."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class FileChanges(NamedTuple):
    """What a build changes in the output folder.  `names` are all paths of the site, and `placed`
    are the rendered ones.  `gone` are files of earlier builds that are to be removed.  `edited` and
    `left` are files that somebody changed.  A copy of each file in `edited` is kept.  The files in
    `left` are not removed."""

    placed: Sequence[Placed]
    names: Set[str]
    gone: Sequence[str]
    edited: Sequence[str]
    left: Sequence[str]

    @property
    def staged(self) -> Mapping[str, bytes]:
        """The digests of the files that are to be written, by path."""
        return {file.path: file.digest for file in self.placed if file.staged}


def changes_of(
    placed: Sequence[Placed], names: Set[str], failed: Set[str], stage: Staging
) -> FileChanges:
    """The changes of a build.  `failed` are paths that it could not render; their old files
    stay."""
    edited = [
        file.path
        for file in placed
        if file.staged and owner_of(file.path, stage) is Owner.CHANGED
    ]
    found = set(own_files(names, stage)) if stage.is_lost else set()
    gone, left = [], []
    for path in sorted((found | stage.manifest.keys()) - names - failed):
        owner = owner_of(path, stage)
        if path in found and owner is not Owner.NOBODY:
            owner = Owner.OURS
        if owner is Owner.OURS:
            gone.append(path)
        elif owner is Owner.CHANGED and looks_ours(path, stage):
            gone.append(path)
            edited.append(path)
        elif owner in (Owner.CHANGED, Owner.FOREIGN):
            left.append(path)
    return FileChanges(placed, names, gone, edited, left)


def publish(changes: FileChanges, stage: Staging) -> Published:
    """Make the changes, all or none.  Raises OSError if nothing was changed.  Raises NotUndoneError
    if some changes remain.  Then each file is whole, and the next build publishes the rest."""
    staged = changes.staged
    unchanged = len(changes.names) - len(staged)
    if not staged and not changes.gone:
        rows = _rows(changes, stage)
        if rows != stage.stored or stage.is_lost:
            write_manifest(rows, stage.site, stage.folder)
        return Published(0, unchanged)
    write_unfinished(staged, stage.site, stage.folder)
    # A power cut must not leave names of files whose bytes were not written.  One `sync` for all
    # files takes a hundredth of the time of one `fsync` for each file.
    os.sync()
    for path in changes.edited:
        _keep_copy(path, stage)
    successors: Mapping[str, str] = {}
    if changes.gone:
        successors = {fold_path(name): name for name in changes.names}
    with transaction(stage.staged, stage.kept, stage.output) as made:
        _put_all(staged, stage, made)
        _remove_all(changes.gone, successors, stage, made)
        write_manifest(_rows(changes, stage), stage.site, stage.folder)
    _remove_empty_folders(changes.gone, stage)
    # Only search engines read a sitemap, so its address need not be kept.
    pages = [
        path
        for path in changes.gone
        if path.endswith(_PAGES)
        and not is_sitemap(path)
        and fold_path(path) not in successors
    ]
    return Published(
        *(len(staged), unchanged, len(changes.gone)),
        tuple(pages),
        _warnings(changes, stage),
    )


def _put_all(staged: Iterable[str], stage: Staging, made: Transaction) -> None:
    """Move all staged files.  A new top-level folder is moved as a whole."""
    tops = {path.partition("/")[0] for path in staged if "/" in path}
    moved = {top for top in sorted(tops - stage.top) if made.put_folder(top)}
    rest = [path for path in staged if path.partition("/")[0] not in moved]
    folders = {folder for path in rest for folder in folders_above(path)}
    for folder in sorted(folders):
        made.make_folder(folder)
    for path in rest:
        made.put(path)


def _remove_all(
    gone: Iterable[str],
    successors: Mapping[str, str],
    stage: Staging,
    made: Transaction,
) -> None:
    """Remove obsolete files, now that their successors are there.  Where the file system ignores
    case, `Logo.svg` and its successor `logo.svg` are one file.  It is renamed, not removed."""
    for path in gone:
        successor = successors.get(fold_path(path))
        if successor and stage.output.state(successor) == stage.output.state(path):
            made.respell(path, successor)
        else:
            made.remove(path)


def _remove_empty_folders(gone: Iterable[str], stage: Staging) -> None:
    for folder in sorted(
        {folder for path in gone for folder in folders_above(path)}, reverse=True
    ):
        with contextlib.suppress(OSError):
            stage.output.rmdir(folder)


def _rows(changes: FileChanges, stage: Staging) -> Mapping[str, Row]:
    """The manifest after the build."""
    rows = dict(stage.manifest)
    placed = {file.path: file.digest for file in changes.placed}
    unknown = in_order(dict.fromkeys(placed, b""))
    for path, found in changed_files(stage.output, unknown.items()):
        digests = digests_in(rows.get(path, GONE))
        rows[path] = row_of(found, (placed[path], *digests))
    for path in (*changes.gone, *changes.left):
        if digests := digests_in(rows.pop(path, GONE)):
            rows[path] = row_of(GONE, digests)
    return rows if rows.keys() == stage.manifest.keys() else in_order(rows)


def _keep_copy(path: str, stage: Staging) -> None:
    """Keep a copy of a published file that somebody changed."""
    kept = f"{REPLACED}/{path}"
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        stage.state.remove(kept)
    stage.output.link(path, stage.state, kept)


def _warnings(changes: FileChanges, stage: Staging) -> tuple[Diagnostic, ...]:
    """Warnings about published files that somebody changed, and what this build did with them."""
    warnings = []
    if changes.edited:
        message = msg(
            "{files} in the output had been changed, and this build replaced or removed them",
            files=_number(changes.edited),
        )
        copies = (stage.site / STATE_FOLDER / REPLACED).as_posix()
        hint = msg(
            "change digests or templates instead; copies are in {folder}",
            folder=copies,
        )
        warnings.append(_warning(changes.edited, message, hint, stage))
    if changes.left:
        message = msg(
            "{files} of an earlier build had been changed, so this build did not remove them",
            files=_number(changes.left),
        )
        hint = msg("remove what you do not need")
        warnings.append(_warning(changes.left, message, hint, stage))
    return tuple(warnings)


def _number(paths: Sequence[str]) -> Message:
    return counted(len(paths), "{n} file", "{n:,} files")


def _warning(
    paths: Sequence[str], message: Message, hint: Message, stage: Staging
) -> Diagnostic:
    path = (stage.folder / paths[0]).as_posix()
    return file_warning("changed-output", path, message, hint)
