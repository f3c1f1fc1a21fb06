"""Pages → bytes in their places, in as many processes as pay."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeAlias

from weeknotes import diagnostics
from weeknotes.diagnostics import Diagnostic
from weeknotes.fingerprints import pack
from weeknotes.pages.common.views import WHOLE, Page
from weeknotes.pages.search import Files, Work
from weeknotes.processes import Workers, shared_out
from weeknotes.rendering.render import NO_PARTS, LongText, Parts, Renderer, get_ready, render
from weeknotes.search.shards import Segment

_SHARE: Final = 100
"""Pages that one process takes at a time."""
_WHOLES: Final = 2_000
"""Shares of what shows the whole site, at most: with those of all else no more than can be shared
out."""
_SHARES: Final = 10_000
"""Shares of all else, at most."""
_WORTH: Final = 400
"""Pages: fewer are made sooner by one process alone."""


class Place(Protocol):
    """Where bytes go: a folder, or memory."""

    @property
    def there(self) -> Set[str]:
        """The paths at which there is something now."""

    @property
    def touched(self) -> Set[str]:
        """The folders that somebody else has changed: what stands there may be other than it was
        written."""

    def old(self, path: str) -> bytes:
        """What is at a path now; nothing where there is no file."""

    def put(self, path: str, data: bytes) -> bool:
        """Lay a file ready; False where its place holds the same already."""

    def put_long(self, path: str, parts: Iterable[bytes | memoryview]) -> bool:
        """The same of a long text, whose parts are made as they are taken."""


class Produced(NamedTuple):
    """What was made: the paths that are others now, those that came out the same, those that
    failed, those that are no more; the parts of long texts."""

    changed: tuple[str, ...]
    same: tuple[str, ...]
    failed: tuple[str, ...]
    gone: tuple[str, ...]
    parts: Mapping[str, Parts]
    diagnostics: tuple[Diagnostic, ...]


_Share: TypeAlias = Sequence[Page] | Callable[[], Generator[tuple[str, bytes], None, Segment]]


def produce(
    pages: Sequence[Page],
    index: Work | None,
    renderer: Renderer,
    site: Path,
    place: Place,
    before: Mapping[str, Parts],
    workers: Workers,
) -> Produced:
    """Lay every page ready, and the files of the index.  `before` are the parts of long texts as
    they are in `place`."""

    def make(share: _Share) -> bytes:
        if not callable(share):
            return pack((tuple(_pages(share, renderer, site, place, before)), None))
        segment: list[Segment] = []

        def files() -> Files:
            segment.append((yield from share()))

        return pack((tuple(_files(files(), place)), tuple(segment[0])))

    if len(pages) <= _WORTH:
        workers = workers._replace(jobs=1)
    if workers.jobs > 1:
        get_ready(renderer)
    large, small = shares_of(pages)
    first: list[_Share] = [*(index.parts if index else ()), *large]
    rows: list[_Row] = []
    segments: list[Segment] = []
    for made in shared_out("making pages", make, [*first, *small], workers, len(first)):
        of, segment = marshal.loads(made)
        rows += of
        segments += [Segment(*segment)] if segment else []
    if index:
        rows += _files(index.last(segments, {path for path, *_ in rows}), place)
    changed, same, failed, gone = (
        tuple([path for path, state, *_ in rows if state == which]) for which in range(4)
    )
    parts = {path: parts for path, _, parts, _ in rows if parts != NO_PARTS}
    # One diagnostic for a fault, however many pages meet it.
    told = {
        (d.path, d.span.line, d.message.partition(" (while writing ")[0]): d
        for d in reversed(diagnostics.unpacked(d for row in rows for d in row[3]))
    }
    return Produced(changed, same, failed, gone, parts, tuple(reversed(told.values())))


def shares_of(pages: Sequence[Page]) -> tuple[list[Sequence[Page]], list[Sequence[Page]]]:
    """What one process takes at a time, in the order in which it is best made: first what may be
    large, then all else.  There are no more than can be shared out."""
    # What shows the whole site may be large, and is made by itself where that can be; files that
    # stand for themselves are among it.
    whole = [page for page in pages if page.when == WHOLE]
    # What shows the same notes together: they are read once.
    some = sorted(
        [page for page in pages if page.when != WHOLE], key=lambda page: page.when, reverse=True
    )
    return _cut(whole, 1, _WHOLES), _cut(some, _SHARE, _SHARES)


def _cut(pages: Sequence[Page], least: int, most: int) -> list[Sequence[Page]]:
    """Pages in at most so many shares of at least so many."""
    size = max(least, -(-len(pages) // most))
    return [pages[at : at + size] for at in range(0, len(pages), size)]


_CHANGED, _SAME, _FAILED, _GONE = range(4)
_Row = tuple[str, int, Parts, tuple[diagnostics.Row, ...]]


def _pages(
    pages: Sequence[Page], renderer: Renderer, site: Path, place: Place, before: Mapping[str, Parts]
) -> Iterator[_Row]:
    for page in pages:
        path = page.path
        old = partial(place.old, path)
        made = render(page, renderer, site, before.get(path, NO_PARTS), old)
        if made.problem:
            yield path, _FAILED, NO_PARTS, diagnostics.packed([made.problem])
        elif isinstance(made.data, LongText):
            yield path, _CHANGED if place.put_long(path, made.data) else _SAME, made.data.parts, ()
        else:
            yield path, _CHANGED if place.put(path, made.data) else _SAME, made.parts, ()


def _files(files: Files, place: Place) -> Iterator[_Row]:
    for path, data in files:
        yield (
            path,
            _GONE if data is None else _CHANGED if place.put(path, data) else _SAME,
            NO_PARTS,
            (),
        )
