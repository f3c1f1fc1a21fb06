"""Correct tables before parsing: keep extra cells, and end a table before a line without bars."""

import re

from weeknotes.text.code import DELIMITER_ROW, prose

_BAR = re.compile(r"(?<!\\)\|")


def normalize_tables(text: str) -> str:
    """Widen the header of each table to its widest row, and add a blank line after each table.
    Otherwise the library would drop cells, and parse the line below the table as a row."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    visible = prose(text).split("\n")
    mended: list[str] = []
    at = 0
    while at < len(lines):
        end = _table_end(visible, at)
        if end == at:
            mended.append(lines[at])
            at += 1
            continue
        mended += _widened(lines[at:end])
        if end < len(lines) and lines[end].strip():
            mended.append("")
        at = end
    return "\n".join(mended)


def _table_end(lines: list[str], at: int) -> int:
    """The index of the line after the table that begins at `at`; `at` if no table begins there."""
    if "|" not in lines[at] or not _is_delimiter_row(lines, at + 1):
        return at
    end = at + 2
    while end < len(lines) and _is_row(lines[end], lines[at]):
        end += 1
    return end


def _is_delimiter_row(lines: list[str], at: int) -> bool:
    if at == len(lines) or "-" not in lines[at]:
        return False
    return DELIMITER_ROW.fullmatch(lines[at]) is not None


def _is_row(line: str, header: str) -> bool:
    if header.lstrip().startswith("|"):
        return line.lstrip().startswith("|")
    return "|" in line


def _cells(line: str) -> int:
    row = line.strip()
    return len(_BAR.split(row.removeprefix("|").removesuffix("|")))


def _widened(rows: list[str]) -> list[str]:
    """The rows of a table, with cells added to its header to match the widest row."""
    header, delimiter, *others = map(_cells, rows)
    missing = max(others, default=header) - header
    if missing <= 0 or header != delimiter:
        return rows
    head, rule, *rest = rows
    head = head.rstrip().removesuffix("|") + " |" * (missing + 1)
    rule = rule.rstrip().removesuffix("|") + "|---" * missing + "|"
    return [head, rule, *rest]
