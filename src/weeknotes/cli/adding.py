"""Write entries into the digest of a week, for `weeknotes add`."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from weeknotes.cli.common import FAILED, OK
from weeknotes.config.folders import Folders
from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, file_error, printable
from weeknotes.editing.entry import Form, NewEntry
from weeknotes.editing.insert import (
    Insertion,
    form_of_digest,
    insert_entry,
    week_index,
)
from weeknotes.identifiers import identify
from weeknotes.parsing import SUFFIXES, parse
from weeknotes.parsing.parsed_file import address_rows, subject
from weeknotes.parsing.result import ParseResult
from weeknotes.sources.decoding import Source, read_source
from weeknotes.sources.listing import list_notes
from weeknotes.sources.writing import (
    begin_digest,
    not_written,
    rewrite,
    write_new,
    writing_lock,
)
from weeknotes.text.headings import heading
from weeknotes.text.messages import Catalogue, msg, reason_of
from weeknotes.text.weeks import WeekLabel, week_of

_ATTEMPTS = 5
"""The maximum number of attempts: if an editor saves the digest at the same moment, the digest is
read again."""


class Target(NamedTuple):
    """The week and the folders to which entries are written."""

    folders: Folders
    config: Config
    label: WeekLabel

    @classmethod
    def of(
        cls, folders: Folders, config: Config, week: str | None, day: date
    ) -> Self:
        """The target for the named week.  Without a name, the target for the week of `day`."""
        label = heading(week) if week else None
        return cls(folders, config, label or week_of(day, config.week_rule))


class Added(NamedTuple):
    """The result of adding an entry.  `path` and `line` are its position, and `entry` is the text
    that the command shows.  If `is_new` is false, the week already had an entry on this paper, and
    nothing was written."""

    path: Path
    line: int
    entry: NewEntry
    is_new: bool = True


class _Digest(NamedTuple):
    """The digest of a week.  `source` is its file, and `result` is the result of parsing it.
    `part` is the index of the week in `result`.  `is_begun` says that the file is new."""

    source: Source
    result: ParseResult
    part: int
    is_begun: bool = False


def add_entry(target: Target, entry: NewEntry) -> Added | Diagnostic:
    """Add an entry to the digest of the week, which is created if it does not exist."""
    problem: Diagnostic | None = None
    try:
        target.folders.notes.mkdir(parents=True, exist_ok=True)
        for _ in range(_ATTEMPTS):
            with writing_lock(target.folders.notes):
                added = _add_once(target, entry)
            if not isinstance(added, Diagnostic) or added.rule != "not-written":
                return added
            problem = added
    except OSError as error:
        return not_written(target.folders.shown, error)
    assert problem
    return problem


def _add_once(target: Target, entry: NewEntry) -> Added | Diagnostic:
    digest = _digest(target)
    if isinstance(digest, Diagnostic):
        return digest
    if there := _there(target, digest, entry):
        return there
    form = form_of_digest(digest.source, digest.result) or _newest_form(target)
    for fields in _fallbacks(entry):
        insertion = insert_entry(*digest[:3], fields, form)
        if insertion:
            return _write(target, digest.source, insertion, fields)
        if beside := _add_beside(target, fields):
            return beside
    if digest.is_begun:
        (target.folders.notes / digest.source.name).unlink()
    text = " ".join(entry.urls)
    message = msg("weeknotes would not read this as one entry: {text}", text=text)
    hint = msg("write the entry with an editor")
    if entry.note:
        hint = msg(
            "write the entry with an editor; a line of a note must not begin with an address"
        )
    return file_error("not-readable", digest.source.path, message, hint)


def _there(target: Target, digest: _Digest, entry: NewEntry) -> Added | None:
    """The existing entry on this paper in the week. None if there is no such entry, or if a note or
    a tag is to be added."""
    if entry.note or entry.tags:
        return None
    keys = {identify(url).key for url in entry.urls}
    for old in digest.result.weeks[digest.part].entries:
        about = subject(address_rows(old))
        if about and about[1] in keys:
            title = old.title.text if old.title else ""
            shown = NewEntry(entry.urls, title, tuple(old.names))
            path = target.folders.notes / digest.source.name
            return Added(path, old.line, shown, is_new=False)
    return None


def _add_beside(target: Target, entry: NewEntry) -> Added | Diagnostic | None:
    """Add an entry to another file of the same week.  This is for digests to which no entry can be
    added, such as a table.  None if the entry cannot be read in the other file either."""
    name = f"{target.label.id}-added.txt"
    path = target.folders.notes / name
    source = read_source(path, path.as_posix(), name) if path.exists() else None
    if isinstance(source, Diagnostic):
        return source
    heading_line = f"{target.config.words.heading(target.label)}\n"
    whole = source or Source(
        path.as_posix(), name, heading_line.encode(), heading_line
    )
    result = parse(whole)
    index = week_index(result, target.label, target.config.week_rule)
    if index is None:
        return None
    if there := _there(target, _Digest(whole, result, index), entry):
        return there
    insertion = insert_entry(whole, result, index, entry, Form.FLAT)
    if insertion is None:
        return None
    if source:
        return _write(target, source, insertion, entry)
    problem = write_new(path, insertion.text.encode())
    return problem or Added(path, insertion.line, entry)


def _fallbacks(entry: NewEntry) -> Iterator[NewEntry]:
    """The entry with all its fields, then without authors, then also without a title."""
    yield entry
    if entry.authors:
        yield entry._replace(authors=())
    if entry.title:
        yield entry._replace(title="", authors=())


def _write(
    target: Target, source: Source, insertion: Insertion, entry: NewEntry
) -> Added | Diagnostic:
    path = target.folders.notes / source.name
    problem = rewrite(path, source, insertion.text)
    return problem or Added(path, insertion.line, entry)


def _digest(target: Target) -> _Digest | Diagnostic:
    """The digest of the week: the last file with this week.  If there is no such file, it is
    created."""
    for source, result in _digests(target):
        index = week_index(result, target.label, target.config.week_rule)
        if index is not None:
            return _Digest(source, result, index)
    heading_line = target.config.words.heading(target.label)
    begun = begin_digest(target.folders.notes, target.label, heading_line, SUFFIXES)
    if isinstance(begun, Diagnostic):
        return begun
    name = begun.relative_to(target.folders.notes).as_posix()
    source = Source(
        begun.as_posix(), name, begun.read_bytes(), begun.read_text("utf-8")
    )
    return _Digest(source, parse(source), 0, is_begun=True)


def _digests(target: Target) -> Iterator[tuple[Source, ParseResult]]:
    """All digests that can be read, the last name first."""
    listing = list_notes(
        target.folders.notes, target.folders.shown, SUFFIXES, target.config.ignore
    )
    for file in reversed(listing.files):
        if isinstance(source := file.read(), Source):
            yield source, parse(source)


def _newest_form(target: Target) -> Form:
    """The form of the newest digest with entries."""
    forms = (form_of_digest(*digest) for digest in _digests(target))
    return next(filter(None, forms), Form.FLAT)


def open_editor(path: Path, line: int, catalogue: Catalogue) -> int:
    """Open a file at a line in the writer's editor, and wait until the editor ends.  Returns the
    exit code of the command."""
    default = "vi" if sys.stdin.isatty() else ""  # it needs a terminal
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or default
    sys.stdout.flush()
    try:
        command = shlex.split(editor)
    except ValueError:  # a quotation mark is not closed
        command = [editor]
    name = Path(command[0]).name if command else ""
    if name in ("code", "codium", "cursor"):
        arguments = ["--goto", f"{path}:{line}"]
    elif name in ("subl", "zed", "hx"):
        arguments = [f"{path}:{line}"]
    else:
        arguments = [f"+{line}", str(path)]
    problem = msg("there is no editor; set the environment variable EDITOR")
    try:
        if command:
            done = subprocess.run([*command, *arguments], check=False)
            return FAILED if done.returncode else OK
    except OSError as error:
        problem = msg(
            "{editor} cannot be started ({reason}); set the environment variable EDITOR",
            editor=printable(editor),
            reason=reason_of(error),
        )
    print(f"weeknotes add: {problem.text(catalogue)}", file=sys.stderr)
    return FAILED
