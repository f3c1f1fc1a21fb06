"""Write new files to a folder of their own first (staging), so that nothing is published before
everything is rendered."""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache.manifest import (
    GENERATOR,
    GONE,
    Manifest,
    changed_files,
    digest_of,
    digests_in,
    is_unfinished,
    read_manifest,
    row_of,
    state_in,
)
from weeknotes.cache.state import STATE_FOLDER
from weeknotes.diagnostics import Diagnostic, file_error, file_warning
from weeknotes.output.locks import Lock, build_start, lock_of_folder, lock_of_site
from weeknotes.sources.files import (
    TEMPORARY,
    Folder,
    is_temporary,
    parts_of,
    temporary_name,
)
from weeknotes.sources.writing import not_written
from weeknotes.text.messages import Message, msg
from weeknotes.urls import PATHS

STAGING = TEMPORARY
"""How the names of staging folders begin.  Staging folders exist only during a build.  An empty
folder in the output with exactly this name is the sign of a running build, for people and for other
programs."""
_SUMMARIES = (PATHS.home, PATHS.weeks, PATHS.papers)
"""Pages that each build makes, and that are different in any two sites."""
Data = bytes | Path
"""The bytes of a file of the site, or the file to copy, because a static file can have any size."""
_MARKERS = (".nojekyll",)
"""Files that matter by their names only.  If such a file exists, it stays as it is."""


class Placed(NamedTuple):
    """A rendered file.  `digest` is the digest of its bytes.  `staged` is false if the published
    file has the same bytes."""

    path: str
    digest: bytes
    staged: bool


class Staging:
    """The changed files of a build that are not published yet.

    `kept` is for old files while a build is published.  `manifest` has the states that the files
    have now.  `is_lost` says that the manifest is lost, or does not match the files in the output
    folder.  `sound` are the paths of published files that nobody changed.  `locks` are descriptors
    that no other process may have.  `remarks` are warnings.  Methods that write raise OSError.
    """

    def __init__(
        self,
        site: Path,
        folders: tuple[Folder, Folder, Folder, Folder],
        locks: tuple[int, ...],
        remarks: tuple[Diagnostic, ...],
    ) -> None:
        self.site = site
        self.state, self.output, self.staged, self.kept = folders
        self.locks, self.remarks = locks, remarks
        self.started = build_start(self.state)
        self.folder = Path(self.output.path)
        self.top = frozenset(self.output.names())
        stored = read_manifest(site, self.folder)
        self.stored: Manifest = stored or {}
        self.manifest, self.sound = _compared(self.output, self.stored)
        self.is_lost = stored is None or self._is_of_another_build()

    def put(self, path: str, data: Data) -> Placed:
        """Stage a file, unless the published file has the same bytes."""
        digest = digest_of(_parts(data))
        is_kept = path in _MARKERS and path in self.top
        is_new = not is_kept and not self._is_published(path, digest)
        if is_new:
            self.staged.create(path, _parts(data))
        return Placed(path, digest, is_new)

    def is_untouched(self, path: str) -> bool:
        """Whether the published file exists and nobody changed it since the last build."""
        return path in self.sound

    def published(self, path: str) -> bytes:
        """The bytes of a published file."""
        return self.output.read(path)

    def readable(self, path: str) -> bytes:
        """The bytes of a published file; empty if it cannot be read."""
        try:
            return self.published(path)
        except OSError:
            return b""

    def _is_of_another_build(self) -> bool:
        """Whether the files of another build are here.  This may be a build of another site, or a
        build on another machine whose files came by version control."""
        return all(
            path not in self.sound
            and GENERATOR in (page := self.readable(path))
            and digest_of([page]) not in digests_in(self.manifest.get(path, GONE))
            for path in _SUMMARIES
        )

    def _is_published(self, path: str, digest: bytes) -> bool:
        if path in self.sound:
            return digests_in(self.manifest[path])[:1] == [digest]
        if path.partition("/")[0] not in self.top:
            return False
        try:
            return digest_of(self.output.parts(path)) == digest
        except OSError:
            return False


def _parts(data: Data) -> Iterable[bytes]:
    return parts_of(data) if isinstance(data, Path) else (data,)


def _compared(output: Folder, stored: Manifest) -> tuple[Manifest, frozenset[str]]:
    """The manifest with the present states of files, and the paths of the files that have the bytes
    of the last build.  A file that looks changed, for example because it was copied, is read."""
    rows = dict(stored)
    sound = {path for path, row in stored.items() if state_in(row) != GONE}
    for path, found in changed_files(output, stored.items()):
        digests = digests_in(stored[path])
        sound.discard(path)
        with contextlib.suppress(OSError):
            if found != GONE and digest_of(output.parts(path)) == digests[0]:
                rows[path] = row_of(found, digests)
                sound.add(path)
    return rows, frozenset(sound)


@contextlib.contextmanager
def staging(output: Path, site: Path) -> Iterator[Staging | Diagnostic]:
    """A context with a staging folder, which is removed at the end.  Only one build at a time can
    have a staging folder.

    Yields an error if another build is running or a folder cannot be written to.
    """
    with contextlib.ExitStack() as stack:
        try:
            opened = _open(output, site, stack)
        except OSError as error:
            opened = not_written(str(error.filename or output), error)
        yield opened


def _open(
    output: Path, site: Path, stack: contextlib.ExitStack
) -> Staging | Diagnostic:
    path = site / STATE_FOLDER
    if path.is_symlink():
        message = msg("this is a link, but builds need a folder here")
        return file_error("not-written", str(path), message, msg("remove the link"))
    path.mkdir(exist_ok=True)
    state = stack.enter_context(Folder.open(path, follow=False))
    site_lock, lock = stack.enter_context(lock_of_site(state))
    if lock is Lock.BUSY:
        return _busy(output, msg("another build of this site is running"))
    stack.enter_context(_made(output))
    folder = stack.enter_context(Folder.open(output, follow=False))
    folder_lock, other = stack.enter_context(lock_of_folder(folder))
    if other is Lock.BUSY:
        return _busy(output, msg("another build into this folder is running"))
    _clean(state, folder, site)
    stack.callback(_remove_sign, folder)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(STAGING)
    # A build that is killed leaves its staged files. So these are outside of the deployed folder,
    # unless it is on another file system.
    same_device = (
        os.fstat(state.descriptor).st_dev == os.fstat(folder.descriptor).st_dev
    )
    home, name = (state if same_device else folder), temporary_name()
    stack.callback(home.remove_tree, name)
    home.mkdir(name, 0o700)
    staged = stack.enter_context(home.open_inner(f"{name}/new", make=True))
    # Errors name the path in the output folder, not the staged file.
    staged.path = folder.path
    kept = stack.enter_context(home.open_inner(f"{name}/old", make=True))
    folders, locks = (state, folder, staged, kept), (site_lock, folder_lock)
    return Staging(
        site, folders, locks, () if lock is Lock.HELD else (_no_locks(path),)
    )


def _remove_sign(output: Folder) -> None:
    for _ in range(2):  # a call that fails may succeed the next time
        with contextlib.suppress(OSError):
            output.rmdir(STAGING)


def _busy(output: Path, message: Message) -> Diagnostic:
    return file_error("locked", str(output), message, msg("wait until it ends"))


def _no_locks(path: Path) -> Diagnostic:
    message = msg(
        "this file system has no locks, so builds do not notice each other"
    )
    hint = msg("run only one build of this site at a time")
    return file_warning("locked", path.as_posix(), message, hint)


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder.  At the end, the folder and its parents are removed again if they are still
    empty."""
    missing = [
        path for path in (folder, *folder.parents) if not os.path.lexists(path)
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        with contextlib.suppress(OSError):
            for path in missing:
                path.rmdir()


def _clean(state: Folder, output: Folder, site: Path) -> None:
    """Remove what an interrupted build left."""
    for name in filter(is_temporary, state.names()):
        state.remove_tree(name)
    inner = {""}
    if is_unfinished(site, Path(output.path)):
        stored = read_manifest(site, Path(output.path)) or {}
        inner |= {path.rpartition("/")[0] for path in stored}
    for folder in inner:
        with contextlib.suppress(OSError), output.open_inner(folder) as opened:
            for name in filter(is_temporary, opened.names()):
                found = opened.state(name)
                # A build makes no links, so a link does not belong to the site.
                if found and not stat.S_ISLNK(found.st_mode):
                    opened.remove_tree(name)
