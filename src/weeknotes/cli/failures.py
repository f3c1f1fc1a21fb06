"""Unexpected failures, each in one line: what is wrong, and what to do."""

import os
from pathlib import Path

from weeknotes.diagnostics import printable

EXPECTED = (OSError, MemoryError, RecursionError, ImportError, UnicodeError)
"""Exceptions that the machine may cause, not the program."""


def text_of_failure(error: BaseException) -> str:
    """The text about an expected failure: what is wrong, and what to do."""
    match error:
        case OSError():
            return _text_of_system_error(error)
        case MemoryError():
            return (
                "there is not enough memory; let it have more, or end other programs"
            )
        case RecursionError():
            return "folders or text are nested too deeply; take them apart"
        case ImportError():
            return f"a part cannot be loaded: {printable(str(error))}; install weeknotes again"
        case UnicodeError():
            return f"a name is not UTF-8: {ascii(getattr(error, 'object', ''))[:200]}; rename it"
    return printable(str(error))


def _text_of_system_error(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is None and _has_no_folder():
        return "the current folder does not exist any more; change to another one"
    if error.filename is None:
        return f"{reason}; see to the limits of the system"
    name = error.filename
    shown = os.fsdecode(name) if isinstance(name, bytes) else str(name)
    return (
        f"{printable(shown)}: {reason}; check that it exists and that you may use it"
    )


def _has_no_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def text_of_bug(error: BaseException) -> str:
    """The text about an error of the program itself, with its place, for a bug report."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    message = printable(f"{type(error).__name__}: {error}", 500)
    return f"an error of weeknotes itself, please report it: {message}{where}"
