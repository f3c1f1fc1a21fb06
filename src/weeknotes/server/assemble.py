"""A site in memory, over what was there before: what `serve` shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from weeknotes.cache.parsed_files import FileChangedError
from weeknotes.cache.store import Memory
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.making import ask, make, understand
from weeknotes.model import Site
from weeknotes.processes import ALONE, uncollected
from weeknotes.rendering.render import Renderer


class Assembled(NamedTuple):
    """A site in memory: every file by its path, what was noticed, and what the next build can take
    over.  An older site is better than one that is not `publishable`."""

    site: Site
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    publishable: bool
    memory: Memory
    renderer: Renderer | None = None


def assemble(folders: Folders, before: Assembled | None = None) -> Assembled:
    """The site in memory; what is as it was `before` is taken over, and where nothing may be
    published all of it."""
    with uncollected():
        return _assemble(folders, before)


def _assemble(folders: Folders, before: Assembled | None) -> Assembled:
    memory, old = (before.memory, before.files) if before else (Memory(), {})
    renderer = before.renderer if before else None
    known = understand(folders, memory, ALONE)
    asked = ask(known, folders.site, memory, old.keys())
    found = asked.diagnostics
    if not known.listing.whole or has_errors(found):
        return Assembled(known.site, old, found, False, memory, renderer)
    place = _InMemory(old)
    try:
        made = make(folders.site, known, asked, memory, place, ALONE, renderer)
    except FileChangedError:  # since the build began: so it begins again
        return _assemble(folders, before)
    found += made.diagnostics
    if has_errors(found):
        return Assembled(known.site, old, found, False, memory, renderer)
    # What is written from now on is newer than all that there is.
    since = max((max(file.stamp[1:3]) for file in known.listing.files), default=0)
    files = {name: place.at(name) for name in made.names}
    return Assembled(
        known.site, files, found, True, made.memory._replace(since=since), made.renderer
    )


class _InMemory:
    """A place over files that stay as they are."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.there = files.keys()
        self.touched: frozenset[str] = frozenset()
        self._old = files
        self._new: dict[str, bytes] = {}

    def old(self, path: str) -> bytes:
        return self._old.get(path, b"")

    def put(self, path: str, data: bytes) -> bool:
        if self._old.get(path) == data:
            return False
        self._new[path] = data
        return True

    def put_long(self, path: str, parts: Iterable[bytes | memoryview]) -> bool:
        return self.put(path, b"".join(parts))

    def at(self, path: str) -> bytes:
        """What is at a path by now."""
        return self._new[path] if path in self._new else self._old[path]
