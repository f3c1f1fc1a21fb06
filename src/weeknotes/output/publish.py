"""Publish a build: put changed files into their places and remove those that are gone."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from weeknotes.output.manifest import GENERATOR, manifest_path, read_manifest, write_manifest
from weeknotes.output.staging import Staging


class Published(NamedTuple):
    """What a build did to the output folder, in files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def publish(
    changed: Sequence[str],
    names: Set[str],
    failed: Set[str],
    staging: Staging,
    site: Path,
) -> Published:
    """Make the output folder hold `names`: move the changed files into their places, remove what an
    earlier build wrote and this one did not.

    `failed` are paths whose old files stay, because this build could not make them.  Raises OSError
    where it stops half-way: then each file is whole, and the next build completes the set.
    """
    unchanged = len(names) - len(changed)
    manifest = manifest_path(site, staging.output)
    listed = read_manifest(manifest)
    if listed == names:  # as after most edits
        staging.publish(changed)
        return Published(len(changed), unchanged)
    before = _own_pages(staging, names) if listed is None else listed
    if listed is None or not names <= before:
        # First old and new files together: if this build is interrupted, the next one still knows
        # all files that are ours.
        write_manifest(manifest, before | names)
    staging.publish(changed)
    removed = _remove_all(before - names - failed, staging)
    after = names | (before & failed)
    if before != after:
        write_manifest(manifest, after)
    return Published(len(changed), unchanged, removed)


def folders_of(names: Set[str]) -> tuple[str, ...]:
    """The folders in which files of these names stand, and the output folder itself (empty)."""
    return tuple(sorted({name.rpartition("/")[0] for name in names} | {""}))


def _own_pages(
    staging: Staging,
    names: Set[str],
) -> set[str]:
    """Pages that show by themselves that they are ours, so that those of deleted digests go though
    the manifest is lost.

    Not in folders where this site has no files: there they may be of another site, or a copy.
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
    """Remove files of an earlier build; returns how many there were."""
    names = [name for name in gone & staging.there if _is_inside(name)]
    return sum(_remove(staging.output / name, staging.output) for name in sorted(names))


def _is_inside(name: str) -> bool:
    """Whether a path of the manifest, which may be damaged, lies in the output folder."""
    if name in ("", ".") or "\0" in name:
        return False
    return not name.startswith("/") and ".." not in name.split("/")


def _remove(path: Path, output: Path) -> bool:
    """Remove a file, and the folders that it leaves empty; False where there was none."""
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
