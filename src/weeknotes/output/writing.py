"""Write a file for other programs, and report errors."""

from pathlib import Path

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.sources.files import real, replace_text
from weeknotes.sources.writing import unwritable_texts
from weeknotes.text.messages import Message, msg


def output_error(
    rule: str,
    path: Path | str,
    message: Message,
    hint: Message,
) -> Diagnostic:
    """An error for a file or folder that is to be written."""
    return Diagnostic(rule, Severity.ERROR, str(path), Span(), message, hint)


def not_written(error: OSError, path: Path) -> Diagnostic:
    """The error for a file that cannot be written.  `path` is used if the exception has no file
    name."""
    return _not_written(error, error.filename or path)


def _not_written(
    error: OSError,
    path: Path | str,
) -> Diagnostic:
    return output_error("not-written", path, *unwritable_texts(error))


def write_file(path: Path, text: str) -> Diagnostic | None:
    """Write a text file, all or nothing.

    Writes directly to a pipe or a terminal.  Refuses a link to a file: version control restores
    links, so it may lead anywhere.  Returns an error if the file cannot be written.
    """
    if path.is_symlink() and (path.is_file() or not path.exists()):
        target = str(real(path))
        message = msg("this is a link, and files are not written through links")
        return output_error(
            "not-written", path, message, msg("write to {path}", path=target)
        )
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")
        else:
            replace_text(path, text.encode())
    except OSError as error:
        return _not_written(error, path)
    return None
