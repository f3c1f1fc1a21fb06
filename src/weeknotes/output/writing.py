"""Write a file for other programs."""

from pathlib import Path

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.sources.files import real, replace_text
from weeknotes.sources.writing import not_written
from weeknotes.text.messages import msg


def write_file(path: Path, text: str) -> Diagnostic | None:
    """Write a text file, all or nothing.

    Writes directly to a pipe or a terminal.  Refuses a link to a file, because a link from version
    control may lead to any file.  Returns an error if the file cannot be written.
    """
    if path.is_symlink() and (path.is_file() or not path.exists()):
        target = str(real(path))
        message = msg("this is a link, and files are not written through links")
        hint = msg("write to {path}", path=target)
        return file_error("not-written", str(path), message, hint)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")
        else:
            replace_text(path, text.encode())
    except OSError as error:
        return not_written(str(path), error)
    return None
