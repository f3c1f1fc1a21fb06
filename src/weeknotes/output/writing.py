"""Write one file whole or not at all, and report why it cannot be written."""

import hashlib
from pathlib import Path

from weeknotes.diagnostics import Diagnostic, Severity, Span


def output_error(
    rule: str,
    path: Path | str,
    message: str,
    hint: str,
) -> Diagnostic:
    """An error about a file or folder that is to be written."""
    return Diagnostic(rule, Severity.ERROR, str(path), Span(), message, hint)


def not_written(error: OSError, path: Path) -> Diagnostic:
    """Why a file cannot be written; `path` is shown where the error names no file."""
    return _not_written(error, error.filename or path)


def _not_written(
    error: OSError,
    path: Path | str,
) -> Diagnostic:
    message = f"cannot be written: {error.strerror}"
    hint = "see to the folder's permissions and the disk's space"
    return output_error("not-written", path, message, hint)


def write_file(
    path: Path,
    text: str,
) -> Diagnostic | None:
    """Write a text file whole or not at all.

    A link stays a link; a pipe or a terminal takes the text as it is.  Returns the error where the
    file cannot be written.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")
        else:
            replace_file(path, text.encode())
    except OSError as error:
        return _not_written(error, path)
    return None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it over, unless it holds `data` already.

    Raises OSError.
    """
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    name_hash = hashlib.sha256(path.name.encode()).hexdigest()[:16]
    temporary = path.with_name(f".tmp-{name_hash}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
