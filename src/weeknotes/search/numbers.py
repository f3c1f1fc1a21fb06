"""Ascending numbers → text: the first number and the steps between them."""

from collections.abc import Sequence
from itertools import islice
from operator import sub

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""A digit of the first half ends a number, one of the second half says that more follow."""
_LAST, _MORE = list(DIGITS[:32]), list(DIGITS[32:])
# Two digits at a time: larger tables of three took longer.
_WHOLE: list[str] = _LAST + [more + last for last in _LAST[1:] for more in _MORE]
"""Numbers below 2¹⁰ as digits."""
_LOWER: list[str] = [low + high for high in _MORE for low in _MORE]
"""Two digits after which others follow."""


Numbers = tuple[int, int, str]
"""Ascending numbers: the first, the last, and their digits: the first number and then the steps."""


def packed(ascending: Sequence[int]) -> Numbers:
    """Ascending numbers, of which there is one at least."""
    first = ascending[0]
    if len(ascending) == 1:
        return first, first, _digits(first)
    steps = list(map(sub, islice(ascending, 1, None), ascending))
    digits = _WHOLE.__getitem__ if max(steps) < 1 << 10 else _digits
    return first, ascending[-1], _digits(first) + "".join(map(digits, steps))


def joined(before: Numbers, after: Numbers, restart: int) -> Numbers:
    """Numbers that follow on others; after each multiple of `restart` they begin anew, behind a
    `~`."""
    start, end, text = before
    first, last, digits = after
    if first // restart != end // restart:
        return start, last, f"{text}~{digits}"
    return start, last, text + _digits(first - end) + digits[len(_digits(first)) :]


def _digits(n: int) -> str:
    """A number below 2³⁰ in base 32, lowest digit first."""
    if n < 1 << 10:
        return _WHOLE[n]
    if n < 1 << 20:
        return _LOWER[n & 1023] + _WHOLE[n >> 10]
    return _LOWER[n & 1023] + _LOWER[n >> 10 & 1023] + _WHOLE[n >> 20]
