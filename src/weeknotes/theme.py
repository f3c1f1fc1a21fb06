"""The theme, and the site's own files over it; and all files of a site put together, none in another's place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from weeknotes.diagnostics import Diagnostic, Severity, Span

CUSTOM_STYLE: Final = "custom.css"
"""In a site's own static/: what is put after style.css, so that one rule can be changed without copying the rest."""
_YIELDS: Final = frozenset({"robots.txt"})
"""Pages in whose place a site may put a static file of its own."""
_LEFT_BY_TOOLS = frozenset({".DS_Store", ".git", ".gitignore", ".gitkeep", "Thumbs.db"})


def theme_folder(name: str) -> Path:
    """The theme's `templates` or `static`: within the package where it is installed, beside src/ in a checkout."""
    packaged = Path(__file__).parent / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name


def static_files(site: Path) -> dict[str, bytes]:
    """Every static file by its path in the site: the theme's, and over them the site's own; its `custom.css` ends style.css."""
    found: dict[str, bytes] = {}
    for folder in (theme_folder("static"), site / "static"):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            inner = file.relative_to(folder).parts
            if file.is_file() and not _LEFT_BY_TOOLS.intersection(inner):
                data = file.read_bytes()
                ours = file.suffix == ".css" and folder.samefile(theme_folder("static"))
                found[file.relative_to(folder).as_posix()] = compact(data.decode()).encode() if ours else data
    if custom := found.pop(CUSTOM_STYLE, b""):
        found["style.css"] = found.get("style.css", b"") + b"\n" + custom
    return found


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
