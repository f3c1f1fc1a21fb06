"""The manifest: the list of files that the last build wrote.  Only these may be removed."""

import json
from collections.abc import Set
from pathlib import Path

from weeknotes.cache.state import state_file
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


def write_manifest(
    path: Path,
    files: Set[str],
) -> None:
    """Write the manifest.  Raises OSError."""
    manifest = {"version": _VERSION, "files": sorted(files)}
    replace_file(path, json.dumps(manifest, ensure_ascii=False).encode())
