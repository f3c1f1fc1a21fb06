"""Plain values (text, numbers, bytes, tuples and dictionaries of these) as bytes: packed, to be kept or sent; or as a mark, short bytes
that stand for them, so that what was made of equal ones need not be made again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from typing import NamedTuple


def pack(value: object) -> bytes:
    """A plain value's bytes, for this version of Python; `marshal.loads` makes it again."""
    return marshal.dumps(value)  # type: ignore[arg-type]


def mark_of(*values: object) -> bytes:
    """What stands for plain values: equal for equal ones, on every machine."""
    # Version 2 writes each value in full, wherever else it may stand: later ones would tell by identity.
    return hashlib.blake2b(marshal.dumps(values, 2), digest_size=12).digest()  # type: ignore[arg-type]


class Piece(NamedTuple):
    """A part of a long text: its mark, and how it is made."""

    mark: bytes
    make: Callable[[], str]
