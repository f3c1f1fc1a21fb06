"""Files → ParsedFile….  New files are parsed.  Files whose bytes are known come from the cache."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from weeknotes import diagnostics
from weeknotes.cache.manifest import digest_of
from weeknotes.diagnostics import Diagnostic
from weeknotes.parsing import parse
from weeknotes.parsing.parsed_file import (
    ParsedFile,
    Rows,
    from_rows,
    parsed_file,
    to_rows,
)
from weeknotes.processes import Workers, run_tasks
from weeknotes.sources.listing import FileState, Listing, NoteFile

_SHARE = 100
"""The number of files that a process parses at a time.  If there are no more files than this, one
process is faster than several."""


class CachedFile(NamedTuple):
    """A parsed file.  `path` is its path in messages, and `digest` is a hash of its bytes.  `rows`
    are the ParsedFile as plain values.  The diagnostics are plain values, too."""

    path: str
    stat: FileState
    digest: bytes
    rows: Rows
    diagnostics: tuple[diagnostics.Row, ...]


class ParsedNotes(NamedTuple):
    """All readable files.  `files` are sorted by name.  `cached` are their cache entries by
    name."""

    files: tuple[ParsedFile, ...]
    cached: Mapping[str, CachedFile]
    diagnostics: tuple[Diagnostic, ...]


def parse_notes(
    listing: Listing,
    cached: Mapping[str, CachedFile],
    started: int,
    workers: Workers,
    *,
    drafts: bool,
) -> ParsedNotes:
    """Parse every file, or take it from the cache of a build that started at `started` (nanoseconds
    of the file system).  A file that was written later is always read.  With `drafts`, drafts are
    kept; the build that made the cache must also have kept drafts."""
    to_read = [
        file for file in listing.files if not _is_unchanged(file, cached, started)
    ]
    shares = [
        to_read[start : start + _SHARE] for start in range(0, len(to_read), _SHARE)
    ]

    def read_share(files: Sequence[NoteFile]) -> list[CachedFile | Diagnostic]:
        return [_read(file, cached.get(file.name), drafts=drafts) for file in files]

    results = run_tasks("reading", read_share, shares, workers)
    read = dict(
        zip(to_read, [one for share in results for one in share], strict=True)
    )
    kept: dict[str, CachedFile] = {}
    unread: list[Diagnostic] = []
    for file in listing.files:
        result = read.get(file) or cached[file.name]
        if isinstance(result, CachedFile):
            kept[file.name] = result
        else:
            unread.append(result)
    parsed = tuple(from_rows(file.rows) for file in kept.values())
    rows = [row for file in kept.values() for row in file.diagnostics]
    return ParsedNotes(parsed, kept, (*unread, *diagnostics.unpacked(rows)))


def _is_unchanged(
    file: NoteFile, cached: Mapping[str, CachedFile], started: int
) -> bool:
    """Whether the cache contains the current file.  False for a file that was written while the
    cached build ran."""
    old = cached.get(file.name)
    if old is None or old.path != file.path or old.stat != file.state:
        return False
    return max(file.state[1:3]) < started


def _read(
    file: NoteFile, old: CachedFile | None, *, drafts: bool
) -> CachedFile | Diagnostic:
    source = file.read()
    if isinstance(source, Diagnostic):
        return source
    digest = digest_of([source.data])
    if old and old.digest == digest and old.path == file.path:
        return old._replace(stat=file.state)
    result = parse(source)
    found = diagnostics.packed(result.diagnostics)
    return CachedFile(
        file.path,
        file.state,
        digest,
        to_rows(parsed_file(result, drafts=drafts)),
        found,
    )
