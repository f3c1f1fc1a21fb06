"""The theme, and the site's own files over it; and all files of a site put together, none in another's place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.source import leads_out

CUSTOM_STYLE: Final = "custom.css"
"""In a site's own static/: what is put after style.css, so that one rule can be changed without copying the rest."""
_YIELDS: Final = frozenset({"robots.txt"})
"""Pages in whose place a site may put a static file of its own."""
_LEFT_BY_TOOLS = frozenset({".DS_Store", ".git", ".gitignore", ".gitkeep", "Thumbs.db"})


def theme_folder(name: str) -> Path:
    """The theme's `templates` or `static`: within the package where it is installed, beside src/ in a checkout."""
    packaged = Path(__file__).parent / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name


def static_files(site: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Every static file by its path in the site: the theme's, and over them the site's own; its `custom.css` ends style.css.

    What cannot be read or leads out of the folder is reported and left out.
    """
    files: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for folder in (theme_folder("static"), site / "static"):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            inner = file.relative_to(folder)
            if not file.is_file() or _LEFT_BY_TOOLS.intersection(inner.parts):
                continue
            data = _read(file, folder)
            if isinstance(data, str):
                path, hint = f"static/{inner.as_posix()}", "put a file that you may read in its place"
                found.append(Diagnostic("unreadable-file", Severity.ERROR, path, Span(), data, hint))
                continue
            ours = file.suffix == ".css" and folder.samefile(theme_folder("static"))
            files[inner.as_posix()] = compact(data.decode()).encode() if ours else data
    if custom := files.pop(CUSTOM_STYLE, b""):
        files["style.css"] = files.get("style.css", b"") + b"\n" + custom
    return files, tuple(found)


def _read(file: Path, folder: Path) -> bytes | str:
    """What a file holds, or why it is left out."""
    if leads_out(file, folder):
        return "a link that leads out of the static folder"
    try:
        return file.read_bytes()
    except OSError as error:
        return f"cannot be read: {error.strerror}"


_CSS = re.compile(r'(?P<kept>"[^"]*")|/\*.*?\*/\s*|\s*(?P<mark>[{};,])\s*|(?<=[\w-])(?P<colon>:)\s+|(?P<space>\s+)', re.DOTALL)


def compact(css: str) -> str:
    """A style sheet as it is sent: without comments, and without white space that says nothing."""

    def shorter(found: re.Match[str]) -> str:
        return " " if found["space"] else found["kept"] or found["mark"] or found["colon"] or ""

    return _CSS.sub(shorter, css).replace(";}", "}").strip() + "\n"


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes that the file system took and no encoding has
        return False
    return True


def merge_files(pages: Mapping[str, bytes], static: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """All files of the site; two that would be one file on some file system are an error, and the page stays."""
    merged: dict[str, bytes] = {}
    owners: dict[str, str] = {}
    found: list[Diagnostic] = []
    for folder, part in (("", pages), ("static/", static)):
        for path, data in part.items():
            if part is pages and path in _YIELDS and path in static:
                continue
            if not _is_text(path):
                message, hint = "a file whose name is not UTF-8", "rename the file"
                found.append(Diagnostic("not-written", Severity.ERROR, folder + path, Span(), message, hint))
                continue
            if (other := owners.setdefault(path.casefold(), folder + path)) != folder + path or path in merged:
                message = f"{folder}{path} and {other} would be one file"
                found.append(
                    Diagnostic(
                        "path-clash", Severity.ERROR, folder + path, Span(), message, "rename the file in static/, or beside the digest"
                    )
                )
            else:
                merged[path] = data
    folders = {parent.as_posix().casefold() for path in merged for parent in PurePosixPath(path).parents}
    for path in [path for path in merged if path.casefold() in folders]:
        del merged[path]
        message, hint = f"{owners[path.casefold()]} is a file where the site has a folder", "rename the file in static/"
        found.append(Diagnostic("path-clash", Severity.ERROR, owners[path.casefold()], Span(), message, hint))
    return merged, tuple(found)
