"""Files → their drafts: read and parsed where they are new, remembered where they are as they
were."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from weeknotes import diagnostics
from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic
from weeknotes.fingerprints import pack
from weeknotes.model import Draft, Written
from weeknotes.parsing import parse
from weeknotes.processes import Workers, shared_out
from weeknotes.resolving.aliases import Aliases
from weeknotes.resolving.drafts import (
    FileDraft,
    Texts,
    draft_file,
    texts_of,
    unpacked,
    unpacked_entry,
)
from weeknotes.resolving.merge import Digest
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import Listing, NoteFile, Stamp

SHARED = 100
"""Files: fewer are read sooner by one process alone."""


class Kept(NamedTuple):
    """What is kept of a file: its stamp, what stands for its bytes, its packed draft, and what was
    odd about it in plain values."""

    stamp: Stamp
    digest: bytes
    draft: bytes
    odd: tuple[diagnostics.Row, ...]


class FileChangedError(Exception):
    """A file is another than the build began with."""


class FileTexts(NamedTuple):
    """The prose of a file's weeks: packed, which takes less memory, or to be read again when
    somebody asks."""

    file: NoteFile
    digest: bytes
    packed: bytes | None

    def weeks(self) -> tuple[Texts, ...]:
        """Raises FileChangedError where the file is another by now."""
        return _unpacked_texts(
            _read_again(self.file, self.digest) if self.packed is None else self.packed
        )


@lru_cache(maxsize=256)
def _unpacked_texts(packed: bytes) -> tuple[Texts, ...]:
    """Of the files whose prose pages show in turn."""
    weeks: tuple[Texts, ...] = marshal.loads(packed)
    return weeks


@lru_cache(maxsize=1 << 17)
def _read_again(file: NoteFile, digest: bytes) -> bytes:
    """For all pages of a build, and for the next builds of a process."""
    source = file.read()
    if isinstance(source, Diagnostic) or _digest(source) != digest:
        raise FileChangedError(file.path)
    return pack(texts_of(parse(source)))


class _File:
    """A digest, unpacked when somebody asks; it stays so while it is held."""

    __slots__ = ("_held", "packed", "texts")

    def __init__(self, packed: bytes, texts: FileTexts) -> None:
        self.packed = packed
        self._held: FileDraft | None = None
        self.texts = texts

    @property
    def draft(self) -> FileDraft:
        return self._held or unpacked(self.packed)

    def entry(self, number: int, place: int) -> Draft:
        return (
            self._held.parts[number].entries[place] if self._held else _entry(self, number, place)
        )

    def hold(self) -> None:
        self._held = unpacked(self.packed)

    def let_go(self) -> None:
        self._held = None

    @property
    def digest(self) -> Digest:
        draft = self.draft
        return Digest(draft, tuple([_Week(self, number) for number in range(len(draft.parts))]))


@lru_cache(maxsize=1 << 14)
def _entry(file: _File, number: int, place: int) -> Draft:
    """Lists show the same entries over and over, in no order of files; few are kept, of those of a
    large library."""
    return unpacked_entry(file.packed, number, place)


class _Week:
    """A week of a digest."""

    __slots__ = ("_file", "_number")

    def __init__(self, file: _File, number: int) -> None:
        self._file = file
        self._number = number

    @property
    def where(self) -> tuple[str, int]:
        return self._file.texts.file.name, self._number

    def draft(self, place: int) -> Draft:
        return self._file.entry(self._number, place)

    def texts(self, place: int) -> tuple[str, ...]:
        return self._file.texts.weeks()[self._number][place]


class Drafted(NamedTuple):
    """The drafts of all digests that could be read: `files` by name, what to keep of each, the
    packed prose of those that are `new`; what was odd about the others."""

    files: Mapping[str, NoteFile]
    kept: Mapping[str, Kept]
    new: Mapping[str, bytes]
    unread: tuple[Diagnostic, ...]

    def of(self, name: str) -> Digest:
        """What a digest says."""
        return self._file(name).digest

    def week(self, name: str, number: int) -> Written:
        """A week of a digest, of which nothing is unpacked before somebody asks."""
        return _Week(self._file(name), number)

    def _file(self, name: str) -> _File:
        one = self.kept[name]
        return _File(one.draft, FileTexts(self.files[name], one.digest, self.new.get(name)))

    @contextmanager
    def all(self) -> Iterator[list[Digest]]:
        """What each says, in the order of their names.  For as long as this lasts they stay
        unpacked, which takes twice the memory."""
        files = list(map(self._file, self.kept))
        for file in files:
            file.hold()
        try:
            yield [file.digest for file in files]
        finally:
            for file in files:
                file.let_go()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was odd about digests by themselves."""
        return (
            *self.unread,
            *diagnostics.unpacked(row for one in self.kept.values() for row in one.odd),
        )


def draft(
    listing: Listing,
    config: Config,
    aliases: Aliases,
    kept: Mapping[str, Kept],
    since: int,
    workers: Workers,
) -> Drafted:
    """What every file says by itself.  `kept` is of an earlier build that began at `since`
    (nanoseconds of the file system) with the same settings; a file that was written later is read,
    whatever its stamp says."""
    keep = {
        file.name: old
        for file in listing.files
        if (old := kept.get(file.name)) and _is_of(old, file, since)
    }
    to_read = [file for file in listing.files if file.name not in keep]
    unread: list[Diagnostic] = []
    texts = {}
    for file, read in zip(to_read, _read(to_read, kept, config, aliases, workers), strict=True):
        if not read.digest:
            unread += diagnostics.unpacked(read.odd)
        elif not read.draft:
            keep[file.name] = kept[file.name]._replace(stamp=file.stamp)
        else:
            keep[file.name] = Kept(file.stamp, read.digest, read.draft, read.odd)
            texts[file.name] = read.texts
    files = {file.name: file for file in listing.files}
    return Drafted(
        files, {name: keep[name] for name in files if name in keep}, texts, tuple(unread)
    )


def _is_of(old: Kept, file: NoteFile, since: int) -> bool:
    """Whether what is kept is of the file as it is now; one that was written when a build had begun
    is looked into."""
    return old.stamp == file.stamp and file.stamp[1] < since and file.stamp[2] < since


def _digest(source: Source) -> bytes:
    return hashlib.blake2b(source.data, digest_size=16).digest()


class _Read(NamedTuple):
    """A file that was read: what stands for its bytes, its packed draft (none where these are as
    they were), what is odd about it, its packed prose.  Where it cannot be read, `odd` says why,
    and there is nothing else."""

    digest: bytes
    draft: bytes = b""
    odd: tuple[diagnostics.Row, ...] = ()
    texts: bytes = b""


def _read(
    files: Sequence[NoteFile],
    kept: Mapping[str, Kept],
    config: Config,
    aliases: Aliases,
    workers: Workers,
) -> Iterable[_Read]:
    """Each file, read where there is a processor to do so; only what it comes to is brought
    together here."""

    def read(file: NoteFile) -> _Read:
        source = file.read()
        if isinstance(source, Diagnostic):
            return _Read(b"", odd=diagnostics.packed([source]))
        digest, old = _digest(source), kept.get(file.name)
        if old and old.digest == digest:
            return _Read(digest)
        reading = parse(source)
        draft = draft_file(reading, config.week_rule, aliases).packed()
        return _Read(
            digest, draft, diagnostics.packed(reading.diagnostics), pack(texts_of(reading))
        )

    size = max(SHARED, -(-len(files) // (4 * workers.jobs)))
    shares = [files[at : at + size] for at in range(0, len(files), size)]
    results = shared_out(
        "reading", lambda share: pack([tuple(read(file)) for file in share]), shares, workers
    )
    results.reverse()
    while results:  # each is let go of when its rows are taken
        yield from map(_Read._make, marshal.loads(results.pop()))
