"""Pages → bytes in their places, in as many processes as pay."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from weeknotes import diagnostics
from weeknotes.diagnostics import Diagnostic
from weeknotes.marks import pack
from weeknotes.processes import shared_out
from weeknotes.render import Parts, Renderer, render
from weeknotes.views import Page

_SHARE: Final = 100
"""Pages that one process takes at a time."""
_WORTH: Final = 400
"""Pages: fewer are made sooner by one process alone."""


class Place(Protocol):
    """Where bytes go: a folder, or memory."""

    def old(self, path: str) -> bytes:
        """What is at a path now; nothing where there is no file."""

    def put(self, path: str, data: bytes) -> bool:
        """Lay a file ready; False where its place holds the same already."""


class Produced(NamedTuple):
    """What was made: the paths that are others now, those that came out the same, those that failed; the parts of long texts."""

    changed: tuple[str, ...]
    same: tuple[str, ...]
    failed: tuple[str, ...]
    parts: Mapping[str, Parts]
    diagnostics: tuple[Diagnostic, ...]


def produce(
    pages: Sequence[Page],
    files: Callable[[], Iterable[tuple[str, bytes]]] | None,
    renderer: Renderer,
    site: Path,
    place: Place,
    before: Mapping[str, Parts],
    jobs: int,
) -> Produced:
    """Lay every page ready, and what `files` makes.  `before` are the parts of long texts as they are in `place`."""

    def work(share: Sequence[Page] | None) -> bytes:
        return pack(tuple(_files(files(), place)) if share is None and files else tuple(_pages(share or (), renderer, site, place, before)))

    shares: list[Sequence[Page] | None] = [None] if files else []
    shares += [pages[at : at + _SHARE] for at in range(0, len(pages), _SHARE)]
    rows = [row for done in shared_out(work, shares, jobs if len(pages) > _WORTH else 1) for row in marshal.loads(done)]
    changed, same, failed = ([path for path, state, *_ in rows if state == which] for which in (_CHANGED, _SAME, _FAILED))
    parts = {path: parts for path, _, parts, _ in rows if parts}
    # One diagnostic for a fault, however many pages meet it.
    told = {
        (d.path, d.span.line, d.message.partition(" (while writing ")[0]): d
        for d in reversed(diagnostics.unpacked(d for row in rows for d in row[3]))
    }
    return Produced(tuple(changed), tuple(same), tuple(failed), parts, tuple(reversed(told.values())))


_CHANGED, _SAME, _FAILED = 0, 1, 2
_Row = tuple[str, int, Parts, tuple[tuple[object, ...], ...]]


def _pages(pages: Sequence[Page], renderer: Renderer, site: Path, place: Place, before: Mapping[str, Parts]) -> Iterator[_Row]:
    for page in pages:
        path = page.path
        made = render(page, renderer, site, before.get(path, ()), lambda path=path: place.old(path))  # type: ignore[misc]
        if made.problem:
            yield path, _FAILED, (), diagnostics.packed([made.problem])
        else:
            yield path, _CHANGED if place.put(path, made.data) else _SAME, made.parts, ()


def _files(files: Iterable[tuple[str, bytes]], place: Place) -> Iterator[_Row]:
    for path, data in files:
        yield path, _CHANGED if place.put(path, data) else _SAME, (), ()
