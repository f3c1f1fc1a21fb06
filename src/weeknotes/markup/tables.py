"""Tables as people write them: a cell too many is kept, and a sentence below a table is no row of
it."""

from __future__ import annotations

import re

from weeknotes.parsing.blocks import DELIMITER_ROW
from weeknotes.text.links import prose

_BAR = re.compile(r"(?<!\\)\|")


def mend_tables(text: str) -> str:
    """The text with every table as wide as its widest row, and ended by a blank line: the library
    drops what is beyond."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    visible = prose(text).split("\n")
    mended: list[str] = []
    i = 0
    while i < len(lines):
        if (
            "|" in visible[i]
            and i + 1 < len(lines)
            and "-" in visible[i + 1]
            and DELIMITER_ROW.fullmatch(visible[i + 1])
        ):
            end = i + 2
            while end < len(lines) and _is_row(visible[end], visible[i]):
                end += 1
            mended += _widened(lines[i:end])
            if end < len(lines) and lines[end].strip():
                mended.append("")
            i = end
        else:
            mended.append(lines[i])
            i += 1
    return "\n".join(mended)


def _is_row(line: str, header: str) -> bool:
    return line.lstrip().startswith("|") if header.lstrip().startswith("|") else "|" in line


def _cells(line: str) -> int:
    return len(_BAR.split(line.strip().removeprefix("|").removesuffix("|")))


def _widened(rows: list[str]) -> list[str]:
    missing = max(map(_cells, rows)) - _cells(rows[0])
    if missing <= 0 or _cells(rows[0]) != _cells(rows[1]):
        return rows
    head, rule = (row.rstrip().removesuffix("|") for row in rows[:2])
    return [head + " |" * (missing + 1), rule + "|---" * missing + "|", *rows[2:]]
