"""The theme, and the site's own files over it; and all pages and files of a site put together, none
in another's place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from weeknotes.config.folders import theme_folder
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.fingerprints import mark_of
from weeknotes.pages.common.views import FileView, Page
from weeknotes.sources.listing import Stamp, leads_out, stamp_of

CUSTOM_STYLE: Final = "custom.css"
"""In a site's own static/: what is put after style.css, so that one rule can be changed without
copying the rest."""
_YIELDS: Final = frozenset({"robots.txt"})
"""Pages in whose place a site may put a static file of its own."""
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
            pages.append(Page.of(name, "", mark_of(*map(_stamp, files)), _static, files))
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


def _stamp(file: Path) -> tuple[str, Stamp]:
    return file.as_posix(), stamp_of(file.stat())


def _static(files: Sequence[Path]) -> FileView:
    return FileView(b"\n".join(map(_sent, files)))


def _sent(file: Path) -> bytes:
    """A file as it is sent: the theme's style sheets without what says nothing."""
    data = file.read_bytes()
    return (
        compact(data.decode()).encode()
        if file.suffix == ".css" and file.is_relative_to(theme_folder("static"))
        else data
    )


def templates_mark(site: Path) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """What stands for all templates as they are now, and what keeps some from being read."""
    rows: list[tuple[int, str, bytes]] = []
    told: list[Diagnostic] = []
    for own, folder in enumerate((theme_folder("templates"), site / "templates")):
        files, problems = _files_below(folder)
        told += problems
        for file in files:
            inner = file.relative_to(folder).as_posix()
            try:
                rows.append((own, inner, file.read_bytes()))
            except OSError as error:
                told.append(_unreadable(f"templates/{inner}", f"cannot be read: {error.strerror}"))
    return mark_of(*rows), tuple(told)


_CSS = re.compile(
    r'(?P<kept>"[^"]*")|/\*.*?\*/\s*|\s*(?P<mark>[{};,])\s*|(?<=[\w-])(?P<colon>:)\s+|(?P<space>\s+)',
    re.DOTALL,
)


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


def merged(
    pages: Sequence[Page], static: Sequence[Page]
) -> tuple[list[Page], tuple[Diagnostic, ...]]:
    """All files of the site; of two that would be one file on some file system the first stays, and
    an error tells of both."""
    own = {page.path for page in static}
    done: list[Page] = []
    owners: dict[str, str] = {}
    found: list[Diagnostic] = []
    for shown, part in (("", pages), ("static/", static)):
        for page in part:
            path = page.path
            if part is pages and path in _YIELDS and path in own:
                continue
            if other := owners.get(path.casefold()):
                message = (
                    f"{shown}{path} and {other} would be one file"
                    if other != shown + path
                    else f"two pages would be {path}"
                )
                found.append(
                    _clash(
                        shown + path, message, "rename the file in static/, or beside the digest"
                    )
                )
            elif not _is_text(path):
                found.append(
                    Diagnostic(
                        "not-written",
                        Severity.ERROR,
                        shown + path,
                        Span(),
                        "a file whose name is not UTF-8",
                        "rename the file",
                    )
                )
            else:
                owners[path.casefold()] = shown + path
                done.append(page)
    folders = _folders(page.path.casefold() for page in done)
    for page in [page for page in done if page.path.casefold() in folders]:
        done.remove(page)
        owner = owners[page.path.casefold()]
        found.append(
            _clash(
                owner,
                f"{owner} is a file where the site has a folder",
                "rename the file in static/",
            )
        )
    return done, tuple(found)


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to a path."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _clash(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("path-clash", Severity.ERROR, path, Span(), message, hint)
