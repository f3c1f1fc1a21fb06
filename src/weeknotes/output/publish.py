"""Files → disk: only what changed is written, each file whole or not at all, and only what is ours
is ever removed."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Final, NamedTuple

from weeknotes.cache import freshness as stamp
from weeknotes.config.folders import STATE_FOLDER, state_file
from weeknotes.diagnostics import Diagnostic, Severity, Span

STAGING: Final = ".weeknotes-new"
"""In the output folder while a build is writing; no page leads there."""
_MARK = b'<meta name="generator" content="weeknotes">'
_VERSION = 1
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""How a file that is laid ready is opened."""


class Published(NamedTuple):
    """What a build did to the output folder, in files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def _error(rule: str, path: Path | str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, str(path), Span(), message, hint)


def refuse(output: Path, site: Path, notes: Path) -> Diagnostic | None:
    """Why nothing may be published into a folder: it holds, or is, something that is not a site of
    ours."""
    target = output.resolve()
    home = Path.home().resolve()
    own = [
        (site / folder, f"the site's own {folder}/")
        for folder in ("templates", "static", STATE_FOLDER)
    ]
    if any(target.is_relative_to(folder.resolve()) for folder, _ in own):
        return _error(
            "output-refused",
            output,
            "the output lies in one of the site's own folders",
            "name another folder with --output",
        )
    for kept, name in (
        (site, "the site's own folder"),
        (notes, "the notes folder"),
        (home, "a home folder"),
        *own,
    ):
        if target == kept.resolve() or kept.resolve().is_relative_to(target):
            return _error(
                "output-refused",
                output,
                f"the output would overwrite {name}",
                "name an empty folder with --output",
            )
    if target.is_relative_to(notes.resolve()):
        return _error(
            "output-refused",
            output,
            "the output lies in the notes folder",
            "name a folder outside of it with --output",
        )
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        return _error(
            "output-refused",
            output,
            "the output is no folder",
            "name an empty folder with --output",
        )
    if (
        output.is_dir()
        and any(file.name != STAGING for file in output.iterdir())
        and not state_file("manifest", site, output, ".json").exists()
        and not _marked(output)
    ):
        hint = "name an empty folder with --output, or empty this one if it holds nothing of yours"
        return _error(
            "output-refused",
            output,
            "the folder holds files that no build of this site wrote",
            hint,
        )
    return None


def _marked(output: Path) -> bool:
    """Whether a home page of ours stands there, as after a fresh clone without the manifest."""
    try:
        return _MARK in (output / "index.html").read_bytes()
    except OSError:
        return False


def _read_manifest(path: Path) -> set[str] | None:
    """The files that the last build wrote; None where the manifest is missing, torn or of another
    version."""
    try:
        stored = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if (
        not isinstance(stored, dict)
        or stored.get("version") != _VERSION
        or not isinstance(stored.get("files"), list)
    ):
        return None
    return {name for name in stored["files"] if isinstance(name, str)}


def _is_inside(name: str) -> bool:
    return (
        not name.startswith("/")
        and ".." not in name.split("/")
        and name not in ("", ".")
        and "\0" not in name
    )


@contextlib.contextmanager
def _lock(site: Path) -> Iterator[bool]:
    """Whether this build is the only one of this site; the lock dies with its process."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield True
        return
    with (site / STATE_FOLDER / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


class Staging:
    """Files laid ready beside their places, so that nothing is published before all of it is made.
    `there` are the paths at which there was something before, `touched` the folders of which it is
    known that somebody else has changed them."""

    def __init__(self, output: Path, touched: Set[str]) -> None:
        self.output = output
        self.there = _present(output)
        self.touched = touched
        self._root = os.path.join(output, "")
        self._laid = os.path.join(output, STAGING, "")

    def old(self, path: str) -> bytes:
        """What is published at a path."""
        try:
            with open(self._root + path, "rb") as file:
                return file.read()
        except OSError:
            return b""

    def put(self, path: str, data: bytes) -> bool:
        """Lay a file ready; False where it is published as it is already."""
        if path in self.there and self._is_published(path, data):
            return False
        self._lay(path, (data,))
        return True

    def put_long(self, path: str, parts: Iterable[bytes | memoryview]) -> bool:
        """The same of a long text, whose parts are made as they are taken."""
        self._lay(path, parts)
        if path in self.there and _same(self._root + path, self._laid + path):
            os.unlink(self._laid + path)
            return False
        return True

    def _is_published(self, path: str, data: bytes) -> bool:
        try:
            return os.stat(self._root + path).st_size == len(data) and self.old(path) == data
        except OSError:
            return False

    def _lay(self, path: str, parts: Iterable[bytes | memoryview]) -> None:
        try:
            file = os.open(
                self._laid + path, _NEW, 0o666
            )  # sooner than `open`, which asks what it got
        except FileNotFoundError:  # the first in its folder
            os.makedirs(os.path.dirname(self._laid + path), exist_ok=True)
            file = os.open(self._laid + path, _NEW, 0o666)
        try:
            for part in parts:
                while part:  # a system may take less, as where the disk is all but full
                    part = part[os.write(file, part) :]
        finally:
            os.close(file)

    def publish(self, laid: Sequence[str]) -> None:
        """Put files that are laid ready into their places: a folder where there was none as one,
        else each file, whole."""
        folders = {path.partition("/")[0] for path in laid if "/" in path}
        fresh = {folder for folder in folders if not os.path.lexists(self._root + folder)}
        for folder in sorted(fresh):
            os.rename(self._laid + folder, self._root + folder)
        for path in laid:
            if path.partition("/")[0] not in fresh:
                self._publish(path)

    def _publish(self, path: str) -> None:
        try:
            os.replace(self._laid + path, self._root + path)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self._root + path), exist_ok=True)
            os.replace(self._laid + path, self._root + path)


def _same(one: str, other: str) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


@contextlib.contextmanager
def staging(output: Path, site: Path) -> Iterator[Staging | Diagnostic]:
    """A place to lay files ready, for one build at a time; why there is none, where another build
    runs or nothing can be written.

    What is raised within goes on.
    """
    with contextlib.ExitStack() as stack:
        touched = stamp.touched(
            site, output
        )  # as the last build left it: what follows changes the output folder
        try:
            (site / STATE_FOLDER).mkdir(exist_ok=True)
            alone = stack.enter_context(_lock(site))
            if alone:
                shutil.rmtree(output / STAGING, ignore_errors=True)  # of a build that was cut off
        except OSError as error:
            yield not_written(error, output)
            return
        if not alone:
            yield _error(
                "locked", output, "another build of this site is running", "wait for it to end"
            )
            return
        stack.callback(shutil.rmtree, output / STAGING, ignore_errors=True)
        yield Staging(output, touched)


def not_written(error: OSError, output: Path) -> Diagnostic:
    """What keeps a file from being written."""
    where = error.filename or output
    return _error(
        "not-written",
        where,
        f"cannot be written: {error.strerror}",
        "see to the folder's permissions and the disk's space",
    )


def folders_of(names: Set[str]) -> tuple[str, ...]:
    """The folders, below the output and itself, in which files of these names stand."""
    return tuple(sorted({name.rpartition("/")[0] for name in names} | {""}))


def began(site: Path) -> int:
    """When this build began, in nanoseconds of the file system that holds the site: what is written
    from now on is newer."""
    return (site / STATE_FOLDER / "lock").stat().st_mtime_ns


def _present(output: Path) -> set[str]:
    """The paths of all files in the output folder."""
    found: set[str] = set()
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(output / prefix) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{prefix}{entry.name}/")
                    else:
                        found.add(prefix + entry.name)
        except OSError:
            continue
    return found


def obstacle(laid: Sequence[str], folders: Sequence[str], staged: Staging) -> Diagnostic | None:
    """What stands in the output where files are to be put, in these `folders`, so that nothing is
    begun which cannot be ended: a file or a link in a folder's place, a folder in a file's, a
    folder that may not be written to."""
    standing = set()
    for folder in folders:
        whole = staged.output / folder
        for place in (folder, *map(str, Path(folder).parents)):
            if place in staged.there:
                return _error(
                    "not-written",
                    staged.output / place,
                    "no folder, where the site has one",
                    "move it elsewhere",
                )
        if whole.is_dir():
            standing.add(folder)
            if not os.access(whole, os.W_OK | os.X_OK):
                return _error(
                    "not-written",
                    whole,
                    "this folder may not be written to",
                    "see to its permissions",
                )
    for path in laid:
        if (
            path.rpartition("/")[0] in standing
            and path not in staged.there
            and (staged.output / path).is_dir()
        ):
            return _error(
                "not-written",
                staged.output / path,
                "a folder, where the site has a file",
                "move it elsewhere",
            )
    return None


def publish(
    laid: Sequence[str], names: Set[str], kept: Set[str], staged: Staging, site: Path
) -> Published:
    """Make the output folder hold `names`: put what is laid ready into its place, remove what an
    earlier build wrote and this one did not.

    `kept` are paths that stay as they are, because this build could not make them.  Raises OSError
    where it stops half-way: then each file is whole, and the next build completes the set."""
    output = staged.output
    manifest = state_file("manifest", site, output, ".json")
    listed = _read_manifest(manifest)
    if listed == names:  # as after most edits
        staged.publish(laid)
        return Published(len(laid), len(names) - len(laid))
    before = _own_pages(staged, names) if listed is None else listed
    if listed is None or not names <= before:
        # Old and new together first: should this build be cut off, the next one still knows all
        # that is ours.
        _write_manifest(manifest, before | names)
    staged.publish(laid)
    gone = before - names - kept
    removed = sum(
        _remove(output / name, output) for name in sorted(gone & staged.there) if _is_inside(name)
    )
    if before != (now := names | (before & kept)):
        _write_manifest(manifest, now)
    return Published(len(laid), len(names) - len(laid), removed)


def _own_pages(staged: Staging, names: Set[str]) -> set[str]:
    """Pages that tell by themselves that they are ours, so that those of deleted digests go though
    the list is lost; pages in folders where this site has none may be of another site of ours, or a
    copy."""
    folders = set(folders_of(names))
    pages = [
        name
        for name in staged.there
        if name.endswith(".html") and name.rpartition("/")[0] in folders
    ]
    return {name for name in pages if _MARK in staged.old(name)}


def write_file(path: Path, text: str) -> Diagnostic | None:
    """Write a file whole or not at all (what is no regular file is written to as it is); why not,
    where it cannot be written."""
    try:
        path = path.resolve()  # a link stays one
        if (
            path.exists() and not path.is_file()
        ):  # a pipe or a terminal, which takes what it is given
            path.write_text(text, "utf-8")
        else:
            _write(path, text.encode())
    except OSError as error:
        return _error(
            "not-written",
            path,
            f"cannot be written: {error.strerror}",
            "see to the folder's permissions and the disk's space",
        )
    return None


def _write(path: Path, data: bytes) -> bool:
    """Whether the file had to be written: beside its place, then renamed over it."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".tmp-{hashlib.sha256(path.name.encode()).hexdigest()[:16]}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return True


def _remove(path: Path, output: Path) -> bool:
    """Remove a file of an earlier build, and the folders that it leaves empty."""
    try:
        path.unlink()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return False
    for folder in path.parents:
        if folder == output:
            break
        try:
            folder.rmdir()
        except OSError:
            break
    return True


def _write_manifest(path: Path, names: Set[str]) -> None:
    _write(
        path, json.dumps({"version": _VERSION, "files": sorted(names)}, ensure_ascii=False).encode()
    )
