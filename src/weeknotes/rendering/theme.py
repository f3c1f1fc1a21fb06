"""Static files and templates of the theme.  Files of the site override them."""

import os
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache.manifest import digest_of
from weeknotes.config.folders import theme_folder
from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.fingerprints import fingerprint_of
from weeknotes.pages.common.page import FileCopy, FileView, Page, file_view
from weeknotes.rendering.minify import MINIFIERS
from weeknotes.sources.files import open_regular, parts_of, read_regular
from weeknotes.sources.listing import FileState, leads_out, state_of
from weeknotes.text.messages import Message, msg, reason_of

CUSTOM_STYLE = "custom.css"
"""A file in a site's static/ folder that is appended to style.css, so that a site can change single
rules."""
JOINED = {
    joined: [f"search-{part}.js" for part in parts.split()]
    for joined, parts in (
        (
            "search-all.js",
            "fold query match heard files index text names elements view",
        ),
        ("search-marks.js", "fold query text marks"),
    )
}
"""Scripts of search that are published as one file, which is smaller and loads faster."""
_LEFT_BY_TOOLS = frozenset(
    {".DS_Store", ".git", ".gitignore", ".gitkeep", "Thumbs.db"}
)


def static_pages(
    site: Path, *, search: bool = True
) -> tuple[list[Page], tuple[Diagnostic, ...]]:
    """A page for each static file.  Files of the site override those of the theme; `custom.css` is
    appended to style.css.  Without `search`, the theme's files for it are left out.

    Links to files outside of the folder are errors.
    """
    found: dict[str, list[Path]] = {}
    diagnostics: list[Diagnostic] = []
    for folder in (theme_folder("static"), site / "static"):
        files, problems = _files_below(folder)
        diagnostics += problems
        for file in files:
            inner = file.relative_to(folder).as_posix()
            if (
                not search
                and folder != site / "static"
                and inner.startswith("search")
            ):
                continue
            if leads_out(file, folder):
                diagnostics.append(
                    _unreadable(
                        f"static/{inner}",
                        msg("this link points outside of the folder static/"),
                    )
                )
            else:
                found[inner] = [file]
    if custom := found.pop(CUSTOM_STYLE, []):
        found["style.css"] = found.get("style.css", []) + custom
    if search:
        found = _joined(found)
    pages = []
    for name, files in found.items():
        try:
            pages.append(
                _static_page(name, tuple(_static_file(file) for file in files))
            )
        except OSError as error:  # for example, the file was removed meanwhile
            diagnostics.append(_unreadable(f"static/{name}", _reason(error)))
    return pages, tuple(diagnostics)


def _joined(found: Mapping[str, list[Path]]) -> dict[str, list[Path]]:
    """The files by published name, with the scripts of `JOINED` in one."""
    parts = set(chain(*JOINED.values()))
    single = {name: files for name, files in found.items() if name not in parts}
    return single | {
        name: [file for part in own for file in found.get(part, ())]
        for name, own in JOINED.items()
    }


def _files_below(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The files below a folder, sorted, and an error for each one that cannot be read."""
    if not os.path.lexists(folder):
        return [], []
    found: list[Path] = []
    diagnostics: list[Diagnostic] = []
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
                    elif Path(entry.path).is_file():
                        found.append(Path(entry.path))
                    else:
                        message = msg("this is not a regular file")
                        if entry.is_symlink():
                            message = msg("this link does not point to a file")
                        shown = _shown(Path(entry.path), folder)
                        diagnostics.append(_unreadable(shown, message))
        except OSError as error:
            diagnostics.append(_unreadable(_shown(at, folder), _reason(error)))
    return sorted(found), sorted(diagnostics, key=lambda problem: problem.path)


def _shown(path: Path, folder: Path) -> str:
    """The path for messages: `static/…` or `templates/…`."""
    return (folder.name / path.relative_to(folder)).as_posix()


def _reason(error: OSError) -> Message:
    return msg("this file cannot be read: {reason}", reason=reason_of(error))


def _unreadable(path: str, message: Message) -> Diagnostic:
    hint = msg(
        "put a copy of the file in this place, and check the permissions of the copy"
    )
    return file_error("unreadable-file", path, message, hint)


def static_version(pages: Iterable[Page]) -> tuple[str, tuple[Diagnostic, ...]]:
    """A hash of the style sheets and scripts of the theme, and an error for each one that cannot be
    read.  The hash is part of their addresses, so that no page gets files of an earlier build from
    a cache."""
    hashed = blake2b(digest_size=6)
    diagnostics: list[Diagnostic] = []
    for page in pages:
        if page.path.endswith((".css", ".js")) and "/" not in page.path:
            try:
                match page.make_view(Config()):
                    case FileView(data):
                        digest = digest_of([data])
                    case FileCopy(file):
                        digest = digest_of(parts_of(file))
            except OSError as error:
                diagnostics.append(_unreadable(page.source, _reason(error)))
            else:
                hashed.update(page.path.encode() + digest)
    return urlsafe_b64encode(hashed.digest()).decode(), tuple(diagnostics)


class StaticFile(NamedTuple):
    """A static file and its stat, so that a page is stale if the file changed."""

    path: str
    stat: FileState


def _static_file(file: Path) -> StaticFile:
    os.close(open_regular(file))  # raises the error of a file that cannot be read
    return StaticFile(file.as_posix(), state_of(file.stat()))


def _static_page(name: str, files: tuple[StaticFile, ...]) -> Page:
    return Page.of(name, "", _static_view, lambda: (files,), source=f"static/{name}")


def _static_view(
    _config: Config, files: tuple[StaticFile, ...]
) -> FileView | FileCopy:
    if len(files) == 1 and not _is_minified(Path(files[0].path)):
        return file_view(Path(files[0].path))
    return FileView(b"\n".join(map(_sent, files)))


def _is_minified(file: Path) -> bool:
    """Whether a file is a style sheet or a script of the theme."""
    return file.suffix in MINIFIERS and file.is_relative_to(theme_folder("static"))


@lru_cache(64)
def _sent(static: StaticFile) -> bytes:
    """The published bytes of a file.  Cached, because `serve` needs their hash after each save."""
    file = Path(static.path)
    data = read_regular(file)
    if not _is_minified(file):
        return data
    return MINIFIERS[file.suffix](data.decode()).encode()


_USED = re.compile(
    r"{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%}", re.DOTALL
)
_NAME = re.compile(
    r"""\s*(["'])([^"'\\]+)\1\s*(?:(?:ignore|with|without|as|import)\s.*)?""",
    re.DOTALL,
)


def template_fingerprints(
    site: Path,
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """A fingerprint of each template and of all templates that it uses, by name.  The second result
    has an error for each template that cannot be read."""
    theme, of_theme = _templates(theme_folder("templates"))
    own, of_own = _templates(site / "templates")
    sources = theme | {f"theme/{name}": text for name, text in theme.items()} | own
    used = {name: _used(text, sources.keys()) for name, text in sources.items()}
    fingerprints = {
        name: fingerprint_of(
            [(one, sources[one]) for one in sorted(_all_used(name, used))]
        )
        for name in sources
    }
    return fingerprints, (*of_theme, *of_own)


def _templates(folder: Path) -> tuple[dict[str, str], list[Diagnostic]]:
    """The templates in a folder by name."""
    sources = {}
    files, diagnostics = _files_below(folder)
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            sources[name] = read_regular(file).decode("utf-8", "surrogateescape")
        except OSError as error:
            diagnostics.append(_unreadable(f"templates/{name}", _reason(error)))
    return sources, diagnostics


def _used(template: str, known: Set[str]) -> Set[str]:
    """The templates that a template names.  If a name is not plain text, or is not known, these are
    all templates."""
    tags = _USED.findall(template)
    names = {found[2] if (found := _NAME.fullmatch(tag)) else "" for tag in tags}
    if names <= known:
        return names
    return known


def _all_used(name: str, used: Mapping[str, Set[str]]) -> Set[str]:
    """A template and all that it uses, directly or through others."""
    found: set[str] = set()
    left = {name}
    while left:
        found |= left
        left = set().union(*[used[one] for one in left]) - found
    return found
