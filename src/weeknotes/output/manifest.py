"""The manifest: the output folder and the list of files that the last build wrote.  Only these may
be removed."""

import json
import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from weeknotes.cache.state import output_name, state_file
from weeknotes.output.writing import replace_file

GENERATOR = b'<meta name="generator" content="weeknotes">'
"""Part of each page.  It identifies our pages if the manifest is lost."""
_VERSION = 1


def manifest_path(site: Path, output: Path) -> Path:
    """The path of the manifest for an output folder."""
    return state_file("manifest", site, output, ".json")


def read_manifest(path: Path) -> set[str] | None:
    """The paths in the manifest, relative to the output folder.

    None if the manifest is missing, damaged or of another version.
    """
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(manifest, dict) or manifest.get("version") != _VERSION:
        return None
    files = manifest.get("files")
    if not isinstance(files, list):
        return None
    return {name for name in files if isinstance(name, str)}


def write_manifest(site: Path, output: Path, files: Set[str]) -> None:
    """Write the manifest of an output folder.  Raises OSError."""
    name = output_name(site, output)
    manifest = {"version": _VERSION, "output": name, "files": sorted(files)}
    path = manifest_path(site, output)
    replace_file(path, json.dumps(manifest, ensure_ascii=False).encode())


def forget_lost_outputs(site: Path, output: Path) -> None:
    """Remove the state of output folders that no longer exist.  `output` is the folder of this
    build.  Errors are ignored, because the state may be removed at any time."""
    own = manifest_path(site, output)
    for manifest in own.parent.glob("manifest-*.json"):
        with suppress(OSError, ValueError, AttributeError):
            name = "" if manifest == own else json.loads(manifest.read_bytes()).get("output")
            if name and not os.path.lexists(site / name):
                for file in own.parent.glob(f"*-{manifest.stem.removeprefix('manifest-')}.*"):
                    file.unlink()
