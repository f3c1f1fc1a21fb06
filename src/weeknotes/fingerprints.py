"""Plain values (text, numbers, bytes, tuples and dictionaries of these) as bytes: packed, to be
kept or sent; or as a mark, short bytes that stand for them, so that what was made of equal ones
need not be made again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def pack(value: object) -> bytes:
    """A plain value's bytes, for this version of Python; `marshal.loads` makes it again."""
    return marshal.dumps(value)  # type: ignore[arg-type]


def canonical(value: object) -> bytes:
    """A plain value's bytes as `pack` has them, but equal for equal ones, on every machine."""
    # Version 2 writes each value in full, wherever else it may stand: later ones would tell by
    # identity.
    return marshal.dumps(value, 2)  # type: ignore[arg-type]


def mark_of(*values: object) -> bytes:
    """What stands for plain values: equal for equal ones, on every machine."""
    return hashlib.blake2b(canonical(values), digest_size=12).digest()


class Packed(Mapping[K, V]):
    """A mapping of plain values, unpacked when somebody asks for one; `data` are its bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def _values(self) -> dict[K, V]:
        values: dict[K, V] = marshal.loads(self.data)
        return values

    def __getitem__(self, key: K) -> V:
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Piece(NamedTuple):
    """A part of a long text: its mark, and how it is made."""

    mark: bytes
    make: Callable[[], str]
