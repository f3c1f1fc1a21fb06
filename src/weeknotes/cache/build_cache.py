"""Store the results of a build (`BuildCache`), which the next build uses again."""

import marshal
import os
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from weeknotes.cache import state
from weeknotes.cache.freshness import program_fingerprint
from weeknotes.cache.parsed_files import CachedFile
from weeknotes.cache.state import state_file
from weeknotes.sources.files import open_regular

_CHECKSUM_SIZE = 4


class CachedIndex(NamedTuple):
    """The published search index.  `files` are the paths of its files.  `parts` are its parts by
    fingerprint, in the order of their documents.  `joined` says how the parts were joined.  Parts
    are plain values."""

    files: tuple[str, ...] = ()
    parts: Mapping[str, tuple[object, ...]] = {}
    joined: tuple[object, ...] = ((), "", (), ())


class BuildCache(NamedTuple):
    """The results of the last build.  `started` is the start of the build in nanoseconds of the
    file system.  `files` are the parsed files by name.  `looks` are the fingerprints of settings
    and templates by template, `pages` the fingerprints of pages by path."""

    started: int = 0
    files: Mapping[str, CachedFile] = {}
    looks: Mapping[str, str] = {}
    pages: Mapping[str, str] = {}
    search_index: CachedIndex = CachedIndex()


def load_cache(site: Path, output: Path) -> BuildCache:
    """The cache of the last build of a site into a folder.  Empty if the file is missing or
    damaged, or was written by another version of the program."""
    try:
        rows = _read(state_file("cache", site, output, ".bin"))
        program, started, files, looks, pages, index = rows
        if program != program_fingerprint():
            return BuildCache()
    except (OSError, ValueError, EOFError, TypeError):
        return BuildCache()
    cached = {name: CachedFile._make(row) for name, row in files.items()}
    return BuildCache(started, cached, looks, pages, CachedIndex._make(index))


def _read(path: Path) -> Any:
    # Mapped: reading the file would need as much memory again.
    with (
        os.fdopen(open_regular(path, follow=False), "rb") as file,
        mmap(file.fileno(), 0, access=ACCESS_READ) as mapped,
        memoryview(mapped) as data,
        data[_CHECKSUM_SIZE:] as rows,
    ):
        if data[:_CHECKSUM_SIZE] != _checksum(rows):
            raise ValueError("torn")
        return marshal.loads(rows)


def save_cache(cache: BuildCache, site: Path, output: Path) -> None:
    """Store the cache for the next build."""
    files = {name: tuple(file) for name, file in cache.files.items()}
    head = (program_fingerprint(), cache.started)
    rows: Any = (*head, files, cache.looks, cache.pages, tuple(cache.search_index))
    data = marshal.dumps(rows)
    state.keep(state_file("cache", site, output, ".bin"), _checksum(data), data)


def forget_cache(site: Path, output: Path) -> None:
    """Remove the cache.  Called before a site changes, because after an interrupted build the cache
    would be wrong."""
    state.forget(state_file("cache", site, output, ".bin"))


def _checksum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM_SIZE, "little")
