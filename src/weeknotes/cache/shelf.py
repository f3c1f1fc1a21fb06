"""What is made once and used all over a site, for all processes: in a file without a name, which
each reads without holding it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from errno import ENOSYS
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, Generic, TypeVar

from weeknotes.processes import Workers, shared_out

K = TypeVar("K")

_SHARE: Final = 500
"""Things that one process takes at a time, at least."""
_SHARES: Final = 1_000
"""Shares, at most."""
_ROOM: Final = 1 << 32
"""Bytes of the file that a share may fill; what it leaves takes no room on the disk."""


class Shelf(Generic[K]):
    """Bytes by what they are made of."""

    def __init__(
        self, file: int, places: dict[K, int], starts: array[int], lengths: array[int]
    ) -> None:
        self._file = file
        self._places = places
        self._starts = starts
        self._lengths = lengths

    def get(self, key: K) -> bytes | None:
        """What was made of this; None where nothing was."""
        place = self._places.get(key)
        return (
            None
            if place is None
            else os.pread(self._file, self._lengths[place], self._starts[place])
        )


@contextmanager
def shelved(
    what: str, make: Callable[[K], bytes], keys: Sequence[K], folder: Path, workers: Workers
) -> Iterator[Shelf[K]]:
    """What `make` makes of each, while this lasts, for this process and its copies; the file takes
    room in `folder`.

    Raises OSError where it cannot be written, or this system cannot read at a place.
    """
    if not hasattr(os, "pread"):
        raise OSError(ENOSYS, os.strerror(ENOSYS))
    with TemporaryFile(dir=folder) as out:
        file = out.fileno()
        size = max(_SHARE, -(-len(keys) // _SHARES))

        def lay(number: int) -> bytes:
            made = [make(key) for key in keys[number * size : (number + 1) * size]]
            data, at = b"".join(made), number * _ROOM
            while data:  # a system may take less
                taken = os.pwrite(file, data, at)
                data, at = data[taken:], at + taken
            return array("I", map(len, made)).tobytes()

        starts, lengths = array("Q"), array("I")
        for number, packed in enumerate(
            shared_out(what, lay, range(-(-len(keys) // size)), workers)
        ):
            at = number * _ROOM
            for length in array("I", packed):
                starts.append(at)
                lengths.append(length)
                at += length
        yield Shelf(file, {key: place for place, key in enumerate(keys)}, starts, lengths)
