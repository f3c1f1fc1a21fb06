"""Ascending numbers ↔ text: the first number, then the differences."""

from collections.abc import Sequence
from itertools import accumulate, islice
from operator import sub

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""A digit of the first half ends a number; after a digit of the second half, another digit
follows."""
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_LAST, _MORE = list(DIGITS[:32]), list(DIGITS[32:])
# Two digits at a time: tables for three digits were slower.
_WHOLE: list[str] = _LAST + [more + last for last in _LAST[1:] for more in _MORE]
"""Numbers below 2¹⁰ as digits."""
_LOWER: list[str] = [low + high for high in _MORE for low in _MORE]
"""All pairs of digits after which another digit follows."""


def packed(ascending: Sequence[int]) -> str:
    """Encode one or more ascending numbers.  Repetitions are left out."""
    steps = filter(None, map(sub, islice(ascending, 1, None), ascending))
    # A call takes twice as long, so only the few steps beyond 2²⁰ need one.
    digits = [
        _WHOLE[step]
        if step < 1 << 10
        else _LOWER[step & 1023] + _WHOLE[step >> 10]
        if step < 1 << 20
        else _digits(step)
        for step in steps
    ]
    return _digits(ascending[0]) + "".join(digits)


def unpacked(text: str) -> list[int]:
    """The ascending numbers that `packed` encoded."""
    found: list[int] = []
    n = shift = 0
    for digit in map(_VALUES.__getitem__, text):
        n |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(n)
            n = shift = 0
    return list(accumulate(found))


def _digits(n: int) -> str:
    """A number in base 32, lowest digit first."""
    return _WHOLE[n] if n < 1 << 10 else _LOWER[n & 1023] + _digits(n >> 10)
