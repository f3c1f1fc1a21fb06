"""The theme, and the site's own files over it."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from weeknotes.config.folders import theme_folder
from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.fingerprints import fingerprint_of
from weeknotes.pages.common.page import FileView, Page
from weeknotes.sources.listing import FileState, leads_out, state_of

CUSTOM_STYLE = "custom.css"
"""In a site's own static/: what is put after style.css, so that one rule can be changed without
copying the rest."""
_LEFT_BY_TOOLS = frozenset({".DS_Store", ".git", ".gitignore", ".gitkeep", "Thumbs.db"})


def static_pages(site: Path) -> tuple[list[Page], tuple[Diagnostic, ...]]:
    """Every static file: the theme's, and over them the site's own; its `custom.css` ends
    style.css.

    Links that lead out of the folder are reported and left out.
    """
    found: dict[str, list[Path]] = {}
    told: list[Diagnostic] = []
    for folder in (theme_folder("static"), site / "static"):
        files, problems = _files_below(folder)
        told += problems
        for file in files:
            inner = file.relative_to(folder).as_posix()
            if leads_out(file, folder):
                told.append(
                    _unreadable(f"static/{inner}", "a link that leads out of the static folder")
                )
            else:
                found[inner] = [file]
    if custom := found.pop(CUSTOM_STYLE, []):
        found["style.css"] = found.get("style.css", []) + custom
    pages = []
    for name, files in found.items():
        try:
            pages.append(_static_page(name, tuple(_static_file(file) for file in files)))
        except OSError as error:  # gone since it was found
            told.append(_unreadable(f"static/{name}", f"cannot be read: {error.strerror}"))
    return pages, tuple(told)


def _files_below(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The files below a folder of a site, and what keeps it from being read: that must not look as
    if nothing were there."""
    if not os.path.lexists(folder):
        return [], []
    found: list[Path] = []
    told: list[Diagnostic] = []
    folders = [folder]
    while folders:
        at = folders.pop()
        try:
            with os.scandir(at) as entries:
                for entry in entries:
                    if entry.name in _LEFT_BY_TOOLS:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif _is_file(entry):
                        found.append(Path(entry.path))
                    elif entry.is_symlink():
                        told.append(
                            _unreadable(
                                _shown(Path(entry.path), folder),
                                "a link to a folder, or to nothing",
                            )
                        )
        except OSError as error:
            told.append(_unreadable(_shown(at, folder), f"cannot be read: {error.strerror}"))
    return sorted(found), sorted(told, key=lambda problem: problem.path)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or leads to one."""
    try:
        return entry.is_file()
    except OSError:  # a link that leads around
        return False


def _shown(path: Path, folder: Path) -> str:
    """A path below one of a site's folders, as messages name it."""
    return (folder.name / path.relative_to(folder)).as_posix()


def _unreadable(path: str, message: str) -> Diagnostic:
    return Diagnostic(
        "unreadable-file",
        Severity.ERROR,
        path,
        Span(),
        message,
        "put the file itself in its place, and let it be read",
    )


class StaticFile(NamedTuple):
    """A static file, and its stat."""

    path: str
    stat: FileState


def _static_file(file: Path) -> StaticFile:
    return StaticFile(file.as_posix(), state_of(file.stat()))


def _static_page(name: str, files: tuple[StaticFile, ...]) -> Page:
    return Page.of(name, "", _static_view, lambda: (files,))


def _static_view(_config: Config, files: tuple[StaticFile, ...]) -> FileView:
    return FileView(b"\n".join(_sent(Path(file.path)) for file in files))


def _sent(file: Path) -> bytes:
    """A file as it is sent: the theme's style sheets without white space and comments."""
    data = file.read_bytes()
    if file.suffix == ".css" and file.is_relative_to(theme_folder("static")):
        return compact(data.decode()).encode()
    return data


def templates_fingerprint(site: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """What stands for all templates as they are now, and what keeps some from being read."""
    rows: list[tuple[int, str, str]] = []
    told: list[Diagnostic] = []
    for own, folder in enumerate((theme_folder("templates"), site / "templates")):
        files, problems = _files_below(folder)
        told += problems
        for file in files:
            inner = file.relative_to(folder).as_posix()
            try:
                rows.append((own, inner, file.read_bytes().decode("latin-1")))
            except OSError as error:
                told.append(_unreadable(f"templates/{inner}", f"cannot be read: {error.strerror}"))
    return fingerprint_of(rows), tuple(told)


_CSS = re.compile(
    r'(?P<kept>"[^"]*")|/\*.*?\*/\s*|\s*(?P<mark>[{};,])\s*'
    r"|(?<=[\w-])(?P<colon>:)\s+|(?P<space>\s+)",
    re.DOTALL,
)


def compact(css: str) -> str:
    """A style sheet as it is sent: without comments, and without white space that says nothing."""

    def shorter(found: re.Match[str]) -> str:
        return " " if found["space"] else found["kept"] or found["mark"] or found["colon"] or ""

    return _CSS.sub(shorter, css).replace(";}", "}").strip() + "\n"
