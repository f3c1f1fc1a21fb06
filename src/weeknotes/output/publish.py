"""Publish a build: move changed files to their final paths and remove obsolete ones."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from weeknotes.output.manifest import GENERATOR, manifest_path, read_manifest, write_manifest
from weeknotes.output.staging import Staging
from weeknotes.text.unicode import normalize

_PAGES = (".html", ".xml")
"""Endings of files that people have the address of."""


class Published(NamedTuple):
    """The numbers of files that a build wrote, left unchanged and removed, and the removed pages
    and feeds."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: tuple[str, ...] = ()


def publish(
    changed: Sequence[str],
    names: Set[str],
    failed: Set[str],
    staging: Staging,
    site: Path,
) -> Published:
    """Publish the staged files.  `names` are all paths of this build, `changed` the staged ones.
    Removes files of an earlier build that are not in `names`.

    `failed` are paths that this build could not render; their old files stay.  Raises OSError if it
    cannot finish; then each single file is complete, and the next build publishes the rest.
    """
    unchanged = len(names) - len(changed)
    listed = read_manifest(manifest_path(site, staging.output))
    if listed == names:  # the usual case
        staging.publish(changed)
        return Published(len(changed), unchanged)
    before = _own_pages(staging, names) if listed is None else listed
    if listed is None or not names <= before:
        # List old and new files first.  If this build is interrupted, the next one still knows all
        # our files.
        write_manifest(site, staging.output, before | names)
    gone = before - names - failed
    # Where the file system ignores case, `Logo.svg` and its new name `logo.svg` are one file. It is
    # removed first, because later this would remove the new file.
    spellings = {normalize("NFC", name).casefold() for name in names} if gone else set()
    respelled = {name for name in gone if normalize("NFC", name).casefold() in spellings}
    removed = _remove_all(respelled, staging)
    staging.publish(changed)
    removed += _remove_all(gone - respelled, staging)
    after = names | (before & failed)
    if before != after:
        write_manifest(site, staging.output, after)
    pages = sorted(name for name in gone - respelled if name.endswith(_PAGES))
    return Published(len(changed), unchanged, removed, tuple(pages))


def folders_of(names: Set[str]) -> tuple[str, ...]:
    """The folders of these paths, and the output folder itself (the empty string), sorted."""
    return tuple(sorted({name.rpartition("/")[0] for name in names} | {""}))


def _own_pages(
    staging: Staging,
    names: Set[str],
) -> set[str]:
    """Existing pages with our generator mark.  If the manifest is lost, this finds obsolete pages.

    Ignores folders where this site has no files: pages there may belong to another site or be a
    copy.
    """
    folders = set(folders_of(names))
    return {
        name
        for name in staging.there
        if name.endswith(".html")
        and name.rpartition("/")[0] in folders
        and GENERATOR in staging.old(name)
    }


def _remove_all(
    gone: Set[str],
    staging: Staging,
) -> int:
    """Remove obsolete files; returns the number of removed files."""
    names = [name for name in gone & staging.there.keys() if _is_inside(name)]
    return sum(_remove(staging.output / name, staging.output) for name in sorted(names))


def _is_inside(name: str) -> bool:
    """Whether a path is inside the output folder.  A damaged manifest may contain other paths."""
    if name in ("", ".") or "\0" in name:
        return False
    return not name.startswith("/") and ".." not in name.split("/")


def _remove(path: Path, output: Path) -> bool:
    """Remove a file, and folders that become empty.  Returns False if there is no such file."""
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
