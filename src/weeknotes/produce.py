"""Pages → bytes in their places, in as many processes as pay."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from weeknotes import diagnostics
from weeknotes.diagnostics import Diagnostic
from weeknotes.marks import pack
from weeknotes.processes import Workers, shared_out
from weeknotes.render import NO_PARTS, Parts, Renderer, render
from weeknotes.views import Page

_SHARE: Final = 100
"""Pages that one process takes at a time."""
_WORTH: Final = 400
"""Pages: fewer are made sooner by one process alone."""


class Place(Protocol):
    """Where bytes go: a folder, or memory."""

    @property
    def there(self) -> Set[str]:
        """The paths at which there is something now."""

    def old(self, path: str) -> bytes:
        """What is at a path now; nothing where there is no file."""

    def put(self, path: str, data: bytes) -> bool:
        """Lay a file ready; False where its place holds the same already."""


class Produced(NamedTuple):
    """What was made: the paths that are others now, those that came out the same, those that failed, those
    that are no more; the parts of long texts."""

    changed: tuple[str, ...]
    same: tuple[str, ...]
    failed: tuple[str, ...]
    gone: tuple[str, ...]
    parts: Mapping[str, Parts]
    diagnostics: tuple[Diagnostic, ...]


def produce(
    pages: Sequence[Page],
    files: Callable[[], Iterable[tuple[str, bytes | None]]] | None,
    renderer: Renderer,
    site: Path,
    place: Place,
    before: Mapping[str, Parts],
    workers: Workers,
) -> Produced:
    """Lay every page ready, and what `files` makes.  `before` are the parts of long texts as they are in `place`."""

    def work(share: Sequence[Page] | None) -> bytes:
        return pack(tuple(_files(files(), place)) if share is None and files else tuple(_pages(share or (), renderer, site, place, before)))

    # What shows the same notes together: they are read once.
    pages = sorted(pages, key=lambda page: page.when, reverse=True)
    shares: list[Sequence[Page] | None] = [None] if files else []
    shares += [pages[at : at + _SHARE] for at in range(0, len(pages), _SHARE)]
    rows = [
        row
        for done in shared_out("making pages", work, shares, workers if len(pages) > _WORTH else workers._replace(jobs=1))
        for row in marshal.loads(done)
    ]
    changed, same, failed, gone = (tuple([path for path, state, *_ in rows if state == which]) for which in range(4))
    parts = {path: parts for path, _, parts, _ in rows if parts != NO_PARTS}
    # One diagnostic for a fault, however many pages meet it.
    told = {
        (d.path, d.span.line, d.message.partition(" (while writing ")[0]): d
        for d in reversed(diagnostics.unpacked(d for row in rows for d in row[3]))
    }
    return Produced(changed, same, failed, gone, parts, tuple(reversed(told.values())))


_CHANGED, _SAME, _FAILED, _GONE = range(4)
_Row = tuple[str, int, Parts, tuple[diagnostics.Row, ...]]


def _pages(pages: Sequence[Page], renderer: Renderer, site: Path, place: Place, before: Mapping[str, Parts]) -> Iterator[_Row]:
    for page in pages:
        path = page.path
        made = render(page, renderer, site, before.get(path, NO_PARTS), lambda path=path: place.old(path))  # type: ignore[misc]
        if made.problem:
            yield path, _FAILED, NO_PARTS, diagnostics.packed([made.problem])
        else:
            yield path, _CHANGED if place.put(path, made.data) else _SAME, made.parts, ()


def _files(files: Iterable[tuple[str, bytes | None]], place: Place) -> Iterator[_Row]:
    for path, data in files:
        yield path, _GONE if data is None else _CHANGED if place.put(path, data) else _SAME, NO_PARTS, ()
