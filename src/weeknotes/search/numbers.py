"""Ascending numbers ↔ text, in chunks, so that what one document has in a long line is found and
changed without the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice
from operator import sub
from typing import Final

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ANEW: Final = "~"
_NUMBER: Final = re.compile("[g-z0-9_-]*[A-Za-f]")


_LAST, _MORE = list(DIGITS[:32]), list(DIGITS[32:])
# Two digits at a time: larger tables of three took longer.
_WHOLE: Final[list[str]] = _LAST + [more + last for last in _LAST[1:] for more in _MORE]
"""Numbers below 2¹⁰ as digits."""
_LOWER: Final[list[str]] = [low + high for high in _MORE for low in _MORE]
"""Two digits after which others follow."""


class _Values(dict[str, int]):
    """What digits say."""

    def __missing__(self, digits: str) -> int:
        value = sum(DIGITS.index(digit) % 32 << 5 * i for i, digit in enumerate(digits))
        if len(digits) < 4:
            self[digits] = value
        return value


_VALUE: Final = _Values()


def _digits(n: int) -> str:
    """A number below 2³⁰ in base 32, lowest digit first; a digit from the second half of the
    alphabet says that another follows."""
    if n < 1 << 10:
        return _WHOLE[n]
    return _LOWER[n & 1023] + (
        _WHOLE[n >> 10] if n < 1 << 20 else _LOWER[n >> 10 & 1023] + _WHOLE[n >> 20]
    )


def _steps(ascending: Sequence[int]) -> list[str]:
    """The first number and the steps to each other one as digits."""
    steps = [*map(sub, islice(ascending, 1, None), ascending)]
    if max(steps, default=0) < 1 << 10:
        return [_digits(ascending[0]), *map(_WHOLE.__getitem__, steps)]
    whole, lower = _WHOLE, _LOWER  # `_digits` written out: there are millions
    texts = [
        whole[n]
        if n < 1 << 10
        else lower[n & 1023]
        + (whole[n >> 10] if n < 1 << 20 else lower[n >> 10 & 1023] + whole[n >> 20])
        for n in steps
    ]
    return [_digits(ascending[0]), *texts]


def encoded(ascending: Sequence[int]) -> str:
    """The numbers of one chunk as the first and the steps between them."""
    return "".join(_steps(ascending))


def chunked(ascending: Sequence[int], size: int) -> str:
    """A line's numbers, which begin anew at each multiple of `size`."""
    if len(ascending) == 1:
        return _digits(ascending[0])
    texts, at, last = _steps(ascending), 0, ascending[-1]
    while (end := ascending[at] // size * size + size) <= last:
        at = bisect_left(ascending, end, at)
        texts[at] = _ANEW + _digits(ascending[at])
    return "".join(texts)


def decoded(chunk: str) -> list[int]:
    return list(accumulate(map(_VALUE.__getitem__, _NUMBER.findall(chunk))))


def replaced(text: str, unit: int, size: int, own: Mapping[int, Sequence[int]]) -> str:
    """A line's numbers with those of some documents replaced by `own`; a document has `unit`
    numbers."""
    chunks = {
        _VALUE[_NUMBER.findall(part, 0, 8)[0]] // size: part for part in text.split(_ANEW) if part
    }
    by_chunk: defaultdict[int, set[int]] = defaultdict(set)
    for document in own:
        by_chunk[document * unit // size].add(document)
    for chunk, changed in by_chunk.items():
        kept = [n for n in decoded(chunks.pop(chunk, "")) if n // unit not in changed]
        if kept := sorted([*kept, *(n for document in changed for n in own[document])]):
            chunks[chunk] = encoded(kept)
    return _ANEW.join(chunks[chunk] for chunk in sorted(chunks))
