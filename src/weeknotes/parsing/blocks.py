"""Lines → paragraphs: what stands together in commentary, in either style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weeknotes.parsing.lines import BLANK, FENCED, TEXT, URLS, Line
from weeknotes.parsing.result import Text

ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\S")
_BULLET = re.compile(r"\s*[-*]\s+\S")
_NUMBER = re.compile(r"(\s*)(\d{1,9})[.)]\s+\S")
DELIMITER_ROW = re.compile(r"(?=.*[|:])\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_QUOTED = re.compile(r"\s*>")
_ROW = re.compile(r".*\|")
_BARRED_ROW = re.compile(r"\s*\|")
_LISTED = re.compile(r"\s*(?:[-*]|\d{1,9}[.)])\s+\S|\s{2,}\S|\t")


def blocks(lines: Sequence[Line], *, spaced: bool) -> list[Text]:
    """Lines → paragraphs.  Where blank lines separate them a paragraph is what stands between; else
    a line is one, and a list, a quotation, a table or a fence is one with all its lines."""
    found: list[Text] = []
    i = last = 0
    while i < len(lines):
        line = lines[i]
        if line.kind is BLANK:
            i += 1
            continue
        size = _block_size(lines, i, spaced=spaced)
        block = _block(lines[i : i + size])
        if (
            found
            and spaced
            and line.indented.startswith(("  ", "\t"))
            and ITEM.match(found[-1].text)
            and _whole(lines, last, i)
        ):
            # An indented paragraph after a list is part of its last item.
            joined = f"{found[-1].text}\n\n{line.indented[: line.indent]}{block.text}"
            found[-1] = Text(joined, found[-1].span._replace(end=block.span.end))
        else:
            found.append(block)
        i += size
        last = i - 1
    return found


def _whole(lines: Sequence[Line], last: int, i: int) -> bool:
    """Whether no heading or tags were taken out between two lines."""
    return lines[i].number - lines[last].number == i - last


def _block(lines: Sequence[Line]) -> Text:
    span = lines[0].span
    if len(lines) == 1:
        return Text(lines[0].text, span)
    text = "\n".join([line.indented.rstrip() for line in lines])
    return Text(text.strip(), span._replace(end=lines[-1].end))


def _block_size(lines: Sequence[Line], i: int, *, spaced: bool) -> int:
    """How many lines from i on make one paragraph."""

    line = lines[i]
    if line.kind is FENCED:
        j = i + 1
        while j < len(lines) and lines[j].kind is FENCED and not _fence_ends(lines, i, j):
            j += 1
        return min(j + 1, len(lines)) - i
    if spaced:
        j = i + 1
        while j < len(lines) and _goes_on(lines, j):
            j += 1
        return j - i
    if line.text[0] == ">":
        return _run(lines, i, i + 1, _QUOTED)
    if (
        "|" in line.text
        and i + 1 < len(lines)
        and _goes_on(lines, i + 1)
        and DELIMITER_ROW.fullmatch(lines[i + 1].indented)
    ):
        return _run(lines, i, i + 2, _BARRED_ROW if line.text[0] == "|" else _ROW)
    if line.text[0] in "-*1" and _starts_list(lines, i):
        return _run(lines, i, i + 1, _LISTED)
    return 1


def _run(lines: Sequence[Line], i: int, j: int, keep: re.Pattern[str]) -> int:
    """How many lines there are from i on where those from j on must look so."""
    while j < len(lines) and _goes_on(lines, j) and keep.match(lines[j].indented):
        j += 1
    return j - i


def _goes_on(lines: Sequence[Line], j: int) -> bool:
    """Whether line j stands right below the one before it (no tags were taken out between) and is
    text as well."""
    return lines[j].kind in (TEXT, URLS) and lines[j].number == lines[j - 1].number + 1


def _fence_ends(lines: Sequence[Line], i: int, j: int) -> bool:
    """Whether fenced line j closes the block that line i opened."""
    opening, closing = lines[i].text, lines[j].text
    if opening == "$$":
        return closing == "$$"
    mark = opening[0]
    length = len(opening) - len(opening.lstrip(mark))
    return len(closing) >= length and closing == mark * len(closing)


def _starts_list(lines: Sequence[Line], i: int) -> bool:
    """A bullet; or a line numbered 1 with one numbered 2 after it, for `2023. 그 해에는` is no list."""
    if _BULLET.match(lines[i].indented):
        return True
    number = _NUMBER.match(lines[i].indented)
    if not number or number[2] != "1":
        return False
    for k in range(i + 1, len(lines)):
        line = lines[k]
        following = _NUMBER.match(line.indented)
        if following and following[1] == number[1]:
            return following[2] == "2"
        if not re.match(r"\s{2,}\S|\t", line.indented):
            return False
    return False
