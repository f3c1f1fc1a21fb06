"""Create a digest, or replace its text."""

from pathlib import Path, PurePosixPath

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import walk
from weeknotes.text.messages import Message, msg
from weeknotes.text.times import time_in_path
from weeknotes.text.weeks import WeekLabel


def begin_digest(
    notes: Path,
    label: WeekLabel,
    heading: str,
    suffixes: tuple[str, ...],
) -> Path | Diagnostic:
    """Create the digest of the week `label` with its heading, as flat text or as Markdown, like the
    newest digest.  Returns its path, or an error."""
    digests = _digests(notes, suffixes)
    markdown = _is_markdown(max(digests, key=lambda name: PurePosixPath(name).name, default=""))
    same = (name for name in digests if time_in_path(name).label == label)
    new_name = label.id + (".md" if markdown else ".txt")
    path = notes / next(same, new_name)
    try:
        if not notes.is_dir():
            notes.mkdir(parents=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(f"# {heading}\n\n" if markdown else f"{heading}\n")
    except FileExistsError as error:
        if Path(error.filename) != path:
            hint = msg("choose the folder of digests with --notes")
            return _not_written(notes.as_posix(), msg("this is not a folder"), hint)
        message = msg("there is already a file for {week}", week=heading)
        hint = msg("write in this file, or choose another week with --date")
        return Diagnostic(
            "file-exists",
            Severity.ERROR,
            path.as_posix(),
            Span(),
            message,
            hint,
        )
    except OSError as error:
        return _unwritable(path.as_posix(), error)
    return path


def _digests(
    notes: Path,
    suffixes: tuple[str, ...],
) -> list[str]:
    """The names of the existing digests."""
    if not notes.is_dir():
        return []
    return [name for name, _ in walk(notes) if name.lower().endswith(suffixes)]


def _is_markdown(name: str) -> bool:
    return name.lower().endswith(".md")


def rewrite(
    file: Path,
    source: Source,
    text: str,
) -> Diagnostic | None:
    """Replace the text of a digest atomically.  Returns an error if the file changed since `source`
    was read, or cannot be written."""
    temporary = file.with_name(f".{file.name}.new")
    try:
        if file.read_bytes() != source.data:
            message = msg("this file changed while the command was running")
            return _not_written(source.path, message, msg("run the command again"))
        temporary.write_bytes(text.encode())
        temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        return _unwritable(source.path, error)
    return None


def _unwritable(path: str, error: OSError) -> Diagnostic:
    message = msg("this file cannot be written: {reason}", reason=str(error.strerror))
    return _not_written(path, message, msg("check the permissions of the folder"))


def _not_written(path: str, message: Message, hint: Message) -> Diagnostic:
    return Diagnostic(
        "not-written",
        Severity.ERROR,
        path,
        Span(),
        message,
        hint,
    )
