"""Copy files of the theme to a site, so that the user can change them.  The first line of a copy is
a note: the version and a fingerprint of the original."""

import re
from collections.abc import Iterator
from pathlib import Path

from weeknotes import __version__
from weeknotes.config.folders import theme_folder
from weeknotes.diagnostics import Diagnostic, file_error, file_warning
from weeknotes.fingerprints import fingerprint_of
from weeknotes.sources.files import create_file, read_regular
from weeknotes.sources.writing import not_written
from weeknotes.text.messages import msg

_COMMENTS = {
    ".html": ("{# ", " #}"),
    ".xml": ("{# ", " #}"),
    ".txt": ("{# ", " #}"),
    ".css": ("/* ", " */"),
    ".js": ("/* ", " */"),
    ".svg": ("<!-- ", " -->"),
}
"""The start and the end of a comment, by file extension.  Other files cannot be copied."""
_NOTE = re.compile(
    r"\W+ weeknotes (?P<version>\S+) \S+ (?P<fingerprint>[0-9a-f]{24}) "
)


def theme_files() -> list[str]:
    """The files that can be copied: `templates/paper.html`, `static/style.css`."""
    return [name for name in _all_files() if Path(name).suffix in _COMMENTS]


def _all_files() -> Iterator[str]:
    for name in ("templates", "static"):
        for file in sorted(theme_folder(name).rglob("*")):
            if file.is_file():
                yield f"{name}/{file.relative_to(theme_folder(name)).as_posix()}"


def eject(site: Path, name: str) -> Path | Diagnostic:
    """Copy a file of the theme to a site.  Returns the path of the copy, or an error."""
    if name not in theme_files():
        message = msg("the theme has no such file")
        hint = msg("`weeknotes theme eject` lists all files that can be copied")
        if name in _all_files():  # an image
            message = msg("a file of this kind cannot be copied")
            hint = msg(
                "to replace it, put your own file of the same name into {folder}",
                folder=Path(name).parent.as_posix() + "/",
            )
        return file_error("not-written", name, message, hint)
    text, path = _theme_text(name), site / name
    before, after = _COMMENTS[path.suffix]
    note = f"{before}weeknotes {__version__} {name} {fingerprint_of(text)}{after}\n"
    try:
        create_file(path, (note + text).encode())
    except FileExistsError:
        message = msg("the site already has this file")
        hint = msg("change this file, or rename it and copy again")
        return file_error("file-exists", name, message, hint)
    except OSError as error:
        return not_written(name, error)
    return path


def outdated_files(site: Path) -> Iterator[Diagnostic]:
    """Yield a warning for each copy whose original has changed."""
    for name in theme_files():
        note = _note_of(site / name)
        if note and note["fingerprint"] != fingerprint_of(_theme_text(name)):
            message = msg(
                "this is a copy of a theme file of weeknotes {version}; the theme has a newer file",
                version=note["version"],
            )
            hint = msg(
                "`weeknotes explain theme-file-outdated` tells how to update the copy"
            )
            found = file_warning("theme-file-outdated", name, message, hint)
            yield found._replace(excerpt=note.string)


def _theme_text(name: str) -> str:
    folder, _, inner = name.partition("/")
    return (theme_folder(folder) / inner).read_text("utf-8")


def _note_of(file: Path) -> re.Match[str] | None:
    """The note in the first line of a file, if it has one."""
    try:
        first, _, _ = read_regular(file).partition(b"\n")
    except OSError:  # it does not exist, or the build reports that it cannot be read
        return None
    return _NOTE.match(first.decode("utf-8", "replace").rstrip("\r"))
