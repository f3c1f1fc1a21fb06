"""Ascending numbers ↔ text, in chunks, so that what one document has in a long line is found and changed without the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from operator import sub
from typing import Final

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ANEW: Final = "~"
_NUMBER: Final = re.compile("[g-z0-9_-]*[A-Za-f]")


@cache
def _tables() -> tuple[list[str], list[str]]:
    """Numbers below 2¹⁵ as digits, and as the three lower digits of a number that has more."""
    last, more = list(DIGITS[:32]), list(DIGITS[32:])
    two = [a + b for b in last[1:] for a in more]
    three = [a + b for b in more for a in [c + d for d in more for c in more]]
    return last + two + [a + b for b in last[1:] for a in [c + d for d in more for c in more]], three


class _Values(dict[str, int]):
    """What digits say."""

    def __missing__(self, digits: str) -> int:
        value = sum(DIGITS.index(digit) % 32 << 5 * i for i, digit in enumerate(digits))
        if len(digits) < 4:
            self[digits] = value
        return value


_VALUE: Final = _Values()


def encoded(ascending: Sequence[int]) -> str:
    """The numbers of one chunk, each below 2³⁰, as the first and the steps between them: in base 32, lowest digit first, and a
    digit from the second half of the alphabet says that another follows."""
    whole, lower = _tables()
    n = ascending[0]
    first = whole[n] if n < 0x8000 else lower[n & 0x7FFF] + whole[n >> 15]
    if len(ascending) == 1:
        return first
    steps = [*map(sub, ascending[1:], ascending)]
    if max(steps) < 0x8000:
        return first + "".join(map(whole.__getitem__, steps))
    return first + "".join([whole[n] if n < 0x8000 else lower[n & 0x7FFF] + whole[n >> 15] for n in steps])


def chunked(ascending: Sequence[int], size: int) -> str:
    """A line's numbers, which begin anew at each multiple of `size`."""
    first, last = ascending[0] // size, ascending[-1] // size
    if first == last:
        return encoded(ascending)
    ends = [bisect_left(ascending, n * size) for n in range(first, last + 2)]
    return _ANEW.join([encoded(ascending[start:end]) for start, end in pairwise(ends) if start < end])


def decoded(chunk: str) -> list[int]:
    return list(accumulate(map(_VALUE.__getitem__, _NUMBER.findall(chunk))))


def replaced(text: str, unit: int, size: int, own: Mapping[int, Sequence[int]]) -> str:
    """A line's numbers with those of some documents replaced by `own`; a document has `unit` numbers."""
    chunks = {_VALUE[_NUMBER.findall(part, 0, 8)[0]] // size: part for part in text.split(_ANEW) if part}
    by_chunk: defaultdict[int, set[int]] = defaultdict(set)
    for document in own:
        by_chunk[document * unit // size].add(document)
    for chunk, changed in by_chunk.items():
        kept = [n for n in decoded(chunks.pop(chunk, "")) if n // unit not in changed]
        if kept := sorted([*kept, *(n for document in changed for n in own[document])]):
            chunks[chunk] = encoded(kept)
    return _ANEW.join(chunks[chunk] for chunk in sorted(chunks))
