"""Store the results of a build (`BuildCache`), which the next build uses again."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache import state
from weeknotes.cache.freshness import program_fingerprint
from weeknotes.cache.parsed_files import CachedFile
from weeknotes.cache.state import state_file


class CachedIndex(NamedTuple):
    """The published search index.  `files` are the paths of its files.  `parts` are its parts by
    fingerprint, in the order of their documents.  `joined` has what the next build needs to join
    the parts again."""

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


NO_CACHE = BuildCache()


def load_cache(site: Path, output: Path) -> BuildCache:
    """The cache of the last build of a site into a folder.  Empty if the file is missing or
    damaged, or was written by another version of the program."""
    try:
        rows = state.load(state_file("cache", site, output))
        program, started, files, looks, pages, index = rows
        if program != program_fingerprint():
            return NO_CACHE
    except state.DAMAGED:
        return NO_CACHE
    cached = {name: CachedFile._make(row) for name, row in files.items()}
    return BuildCache(started, cached, looks, pages, CachedIndex._make(index))


def save_cache(cache: BuildCache, site: Path, output: Path) -> None:
    """Store the cache for the next build."""
    files = {name: tuple(file) for name, file in cache.files.items()}
    head = (program_fingerprint(), cache.started)
    parts = {key: tuple(part) for key, part in cache.search_index.parts.items()}
    index = tuple(cache.search_index._replace(parts=parts))
    rows = (*head, files, cache.looks, cache.pages, index)
    state.keep(state_file("cache", site, output), rows)


def forget_results(site: Path, output: Path) -> None:
    """Remove what the last build stored, except for the manifest.  Called before a site changes,
    because after an interrupted build the stored results would be wrong."""
    for what in ("fresh", "cache"):
        state.forget(state_file(what, site, output))
