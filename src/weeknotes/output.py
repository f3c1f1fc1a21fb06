"""Files → disk: only what changed is written, each file whole or not at all, and only what is ours is ever removed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from weeknotes.diagnostics import Diagnostic, Severity, Span

STATE_FOLDER = ".weeknotes"
"""In the site's folder, beside weeknotes.yml: the manifest of each output folder, and the lock."""
_MARK = b'<meta name="generator" content="weeknotes">'
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did to the output folder, in files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def _error(rule: str, path: Path | str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, str(path), Span(), message, hint)


def refuse(output: Path, site: Path, notes: Path) -> Diagnostic | None:
    """Why nothing may be published into a folder: it holds, or is, something that is not a site of ours."""
    target = output.resolve()
    home = Path.home().resolve()
    own = [(site / folder, f"the site's own {folder}/") for folder in ("templates", "static", STATE_FOLDER)]
    if any(target.is_relative_to(folder.resolve()) for folder, _ in own):
        return _error("output-refused", output, "the output lies in one of the site's own folders", "name another folder with --output")
    for kept, name in ((site, "the site's own folder"), (notes, "the notes folder"), (home, "a home folder"), *own):
        if target == kept.resolve() or kept.resolve().is_relative_to(target):
            return _error("output-refused", output, f"the output would overwrite {name}", "name an empty folder with --output")
    if target.is_relative_to(notes.resolve()):
        return _error("output-refused", output, "the output lies in the notes folder", "name a folder outside of it with --output")
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        return _error("output-refused", output, "the output is no folder", "name an empty folder with --output")
    if output.is_dir() and any(output.iterdir()) and not _manifest_path(site, output).exists() and not _marked(output):
        hint = "name an empty folder with --output, or empty this one if it holds nothing of yours"
        return _error("output-refused", output, "the folder holds files that no build of this site wrote", hint)
    return None


def _marked(output: Path) -> bool:
    """Whether a home page of ours stands there, as after a fresh clone without the manifest."""
    try:
        return _MARK in (output / "index.html").read_bytes()
    except OSError:
        return False


def _marked_pages(output: Path) -> set[str]:
    """The pages of ours in a folder whose manifest is lost, so that those of deleted digests go as well."""
    pages = output.rglob("*.html") if output.is_dir() else ()
    return {page.relative_to(output).as_posix() for page in pages if page.is_file() and _MARK in page.read_bytes()}


def _manifest_path(site: Path, output: Path) -> Path:
    relative = os.path.relpath(output.resolve(), site.resolve())
    return site / STATE_FOLDER / f"manifest-{hashlib.sha256(relative.encode()).hexdigest()[:12]}.json"


def _read_manifest(path: Path) -> set[str]:
    """The files that the last build wrote; none where the manifest is missing, torn or of another version."""
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return set()
    if not isinstance(stored, dict) or stored.get("version") != _VERSION or not isinstance(stored.get("files"), list):
        return set()
    return {name for name in stored["files"] if isinstance(name, str) and _is_inside(name)}


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/") and name not in ("", ".") and "\0" not in name


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


def publish(
    files: Mapping[str, bytes], output: Path, site: Path, kept: frozenset[str] = frozenset()
) -> tuple[Published | None, tuple[Diagnostic, ...]]:
    """Make `output` hold `files`: write those that differ, remove what an earlier build wrote and this one did not.

    `kept` are paths that stay as they are, because this build could not make them.  None for what was done means that it
    did not begin, or stopped half-way: then each file is whole, and the next build completes the set.
    """
    try:
        (site / STATE_FOLDER).mkdir(exist_ok=True)
        with _lock(site) as alone:
            if not alone:
                return None, (_error("locked", output, "another build of this site is running", "wait for it to end"),)
            return _publish(files, output, _manifest_path(site, output), kept), ()
    except OSError as error:
        where = error.filename or output
        return None, (
            _error("not-written", where, f"cannot be written: {error.strerror}", "see to the folder's permissions and the disk's space"),
        )


def _publish(files: Mapping[str, bytes], output: Path, manifest: Path, kept: frozenset[str]) -> Published:
    before = _read_manifest(manifest) if manifest.exists() else _marked_pages(output)
    output.mkdir(parents=True, exist_ok=True)
    # Old and new together first: should this build be cut off, the next one still knows all that is ours.
    _write_manifest(manifest, before | set(files))
    written = sum(_write(output / name, data) for name, data in files.items())
    gone = before - set(files) - kept
    removed = sum(_remove(output / name, output) for name in sorted(gone))
    _write_manifest(manifest, set(files) | (before & kept))
    return Published(written, len(files) - written, removed)


def write_file(path: Path, text: str) -> Diagnostic | None:
    """Write a file whole or not at all; why not, where it cannot be written."""
    try:
        _write(path, text.encode())
    except OSError as error:
        return _error("not-written", path, f"cannot be written: {error.strerror}", "see to the folder's permissions and the disk's space")
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


def _write_manifest(path: Path, names: set[str]) -> None:
    _write(path, json.dumps({"version": _VERSION, "files": sorted(names)}, ensure_ascii=False, indent=0).encode())
