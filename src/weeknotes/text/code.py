"""Syntax that `parsing/` and `markup/` must recognize in the same way: code, and table lines."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_TICKS = re.compile("(`+)")
_NEW_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|$)")
DELIMITER_ROW = re.compile(r"(?=.*[|:])\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
"""The delimiter row of a Markdown table: its second line."""


def fenced_lines(lines: Sequence[str]) -> set[int]:
    """Indexes of the lines in fenced blocks (code or `$$`), including the fences.  A fence that is
    never closed is plain text."""
    marked = [
        i
        for i, line in enumerate(lines)
        if "```" in line or "~~~" in line or "$$" in line
    ]
    inside: set[int] = set()
    if not marked:
        return inside
    closers = {mark: fence_closers(lines, mark) for mark in "`~$"}
    for i in marked:
        if i in inside or not (opening := opening_fence(lines[i])):
            continue
        end = closers[opening[0]].after(i, len(opening))
        if end is not None:
            inside.update(range(i, end + 1))
    return inside


def opening_fence(line: str) -> str:
    """The opening fence on this line (three or more backticks or tildes, or `$$`); empty if there
    is none."""
    if line.strip() == "$$":
        return "$$"
    found = _FENCE.fullmatch(line)
    if not found:
        return ""
    fence, info = found.groups()
    if fence[0] == "`" and "`" in info:
        return ""
    return fence


class Closers:
    """The lines that can close a fence of one mark, in order, with the number of marks in each."""

    def __init__(
        self,
        lines: list[int],
        lengths: list[int],
    ) -> None:
        self.lines = lines
        self.lengths = lengths
        # For each closer, the longest length from there on.  This avoids searches that would find
        # nothing.
        self.longest = list(accumulate(reversed(lengths), max))[::-1]

    def after(self, line: int, length: int) -> int | None:
        """The first line after `line` that closes a fence of this length; None if there is none."""
        k = bisect_right(self.lines, line)
        if k >= len(self.lines) or self.longest[k] < length:
            return None
        while self.lengths[k] < length:
            k += 1
        return self.lines[k]


def fence_closers(lines: Sequence[str], mark: str) -> Closers:
    """The lines that consist only of a mark (backtick, tilde, `$`) and can close a fence."""
    numbers: list[int] = []
    lengths: list[int] = []
    for i, line in enumerate(lines):
        if mark not in line:
            continue
        text = line.strip()
        length = len(text)
        enough = length == 2 if mark == "$" else length >= 3
        if enough and text == mark * length:
            numbers.append(i)
            lengths.append(length)
    return Closers(numbers, lengths)


def prose(text: str) -> str:
    """The text with its code replaced by spaces; all other characters have the same offset."""
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    inside = fenced_lines(lines)
    shown: list[str] = []
    block: list[str] = []
    for i, line in enumerate(lines):
        if block and (i in inside or _NEW_BLOCK.match(line)):
            shown += _without_spans(block)
            block = []
        if i in inside:
            shown.append(" " * len(line))
        else:
            block.append(line)
    return "\n".join([*shown, *_without_spans(block)])


def _without_spans(lines: list[str]) -> list[str]:
    """The lines of one paragraph or list item, with code spans replaced by spaces.  A code span
    goes from a run of backticks to the next run of the same length (CommonMark 6.1)."""
    if not lines:
        return lines
    pieces = _TICKS.split("\n".join(lines))  # every second one is a run of backticks
    next_run: dict[str, int] = {}
    ends: dict[int, int] = {}
    for k in range(len(pieces) - 2, 0, -2):
        ends[k] = next_run.get(pieces[k], k)
        next_run[pieces[k]] = k
    k = 1
    while k < len(pieces):
        if (end := ends[k]) > k:
            span = "".join(pieces[k : end + 1]).split("\n")
            blank = "\n".join([" " * len(line) for line in span])
            pieces[k : end + 1] = [blank, *[""] * (end - k)]
        k = end + 2
    return "".join(pieces).split("\n")
