"""The list of the files that the last build wrote: only these are ever removed."""

import json
from collections.abc import Set
from pathlib import Path

from weeknotes.cache.state import state_file
from weeknotes.output.writing import replace_file

GENERATOR = b'<meta name="generator" content="weeknotes">'
"""Stands in each of our pages, so that they are recognized where the manifest is lost."""
_VERSION = 1


def manifest_path(site: Path, output: Path) -> Path:
    """The manifest of an output folder."""
    return state_file("manifest", site, output, ".json")


def read_manifest(path: Path) -> set[str] | None:
    """The paths of the listed files, relative to the output folder.

    None where the manifest is missing, damaged or of another version.
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
    """List these files.  Raises OSError."""
    manifest = {"version": _VERSION, "files": sorted(files)}
    replace_file(path, json.dumps(manifest, ensure_ascii=False).encode())
