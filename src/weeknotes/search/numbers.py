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
"""Ascending numbers: the first, the last, and the digits of the steps between them."""


def packed(ascending: Sequence[int]) -> Numbers:
    """Ascending numbers, of which there is one at least."""
    if len(ascending) == 1:
        return ascending[0], ascending[0], ""
    steps = list(map(sub, islice(ascending, 1, None), ascending))
    digits = _WHOLE.__getitem__ if max(steps) < 1 << 10 else _digits
    return ascending[0], ascending[-1], "".join(map(digits, steps))


def encoded(parts: Sequence[Numbers], restart: int) -> str:
    """The text of parts that follow on each other; after each multiple of `restart` the numbers
    begin anew, behind a `~`."""
    first, last, steps = parts[0]
    text = _digits(first) + steps
    for first, end, steps in parts[1:]:
        is_anew = first // restart != last // restart
        text += f"~{_digits(first)}{steps}" if is_anew else _digits(first - last) + steps
        last = end
    return text


def _digits(n: int) -> str:
    """A number below 2³⁰ in base 32, lowest digit first."""
    if n < 1 << 10:
        return _WHOLE[n]
    if n < 1 << 20:
        return _LOWER[n & 1023] + _WHOLE[n >> 10]
    return _LOWER[n & 1023] + _LOWER[n >> 10 & 1023] + _WHOLE[n >> 20]
