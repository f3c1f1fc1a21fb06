"""Group the lines of a commentary into paragraphs."""

import re
import textwrap
from collections.abc import Sequence

from weeknotes.parsing.lines import BLANK, FENCED, TEXT, URLS, Line
from weeknotes.parsing.result import Text
from weeknotes.text.code import DELIMITER_ROW

ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\S")
"""The beginning of a list item."""
_BULLET = re.compile(r"\s*[-*]\s+\S")
_NUMBER = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,9})[.)]\s+\S")
_INDENTED = re.compile(r"\s{2,}\S|\t")
_QUOTED = re.compile(r"\s*>")
_ROW = re.compile(r".*\|")
_BARRED_ROW = re.compile(r"\s*\|")
_LISTED = re.compile(rf"\s*(?:[-*]|\d{{1,9}}[.)])\s+\S|{_INDENTED.pattern}")


def blocks(lines: Sequence[Line], *, spaced: bool) -> list[Text]:
    """Group lines into paragraphs.

    If `spaced` is true, blank lines separate paragraphs.  Otherwise each line is a paragraph,
    except that a list, a quotation, a table or a fenced block is one paragraph."""
    found: list[Text] = []
    end = 0
    for i, line in enumerate(lines):
        if i < end or line.kind is BLANK:
            continue
        size = _block_size(lines, i, spaced=spaced)
        block = (
            Text(line.text, line.span) if size == 1 else _block(lines[i : i + size])
        )
        indented = line.text is not line.indented
        if (
            indented
            and spaced
            and found
            and _continues_item(lines, found[-1], end - 1, i)
        ):
            found[-1] = _joined(found[-1], block, line)
        else:
            found.append(block)
        end = i + size
    return found


def _continues_item(lines: Sequence[Line], above: Text, last: int, i: int) -> bool:
    """Whether line i begins another paragraph of the last item in the list above.  The list ends on
    line `last`.  False if a heading or tags were removed between the two lines."""
    if not lines[i].indented.startswith(("  ", "\t")):
        return False
    if not ITEM.match(above.text):
        return False
    return lines[i].number - lines[last].number == i - last


def _joined(above: Text, block: Text, first: Line) -> Text:
    """The list `above`, with `block` added as another paragraph of its last item.  `first` is the
    first line of `block`."""
    # From a block's lines, the indent of its first one is removed.
    base = above.span.column - 1
    indent = first.indented[base : first.indent]
    return Text(
        f"{above.text}\n\n{textwrap.indent(block.text, indent)}",
        above.span._replace(end=block.span.end),
    )


def _block(lines: Sequence[Line]) -> Text:
    span = lines[0].span
    # Remove the indent of the first line.  Otherwise items of the same level would be nested.
    indent = lines[0].indent
    texts = [line.indented[min(indent, line.indent) :].rstrip() for line in lines]
    text = "\n".join(texts).strip()
    return Text(text, span._replace(end=lines[-1].end))


def _block_size(lines: Sequence[Line], i: int, *, spaced: bool) -> int:
    """The number of lines in the paragraph that begins on line i."""
    line = lines[i]
    if i + 1 == len(lines) or lines[i + 1].kind is BLANK:
        return 1
    if line.kind is FENCED:
        return _fence_size(lines, i)
    if spaced:
        return _run(lines, i, 1)
    if line.text[0] == ">":
        return _run(lines, i, 1, _QUOTED)
    if "|" in line.text and _is_delimited(lines, i):
        row = _BARRED_ROW if line.text[0] == "|" else _ROW
        return _run(lines, i, 2, row)
    if line.text[0] in "-*1" and _starts_list(lines, i):
        return _run(lines, i, 1, _LISTED)
    return 1


def _run(
    lines: Sequence[Line], i: int, size: int, row: re.Pattern[str] | None = None
) -> int:
    """The number of lines in a paragraph that begins on line i.  The paragraph has at least `size`
    lines, and continues while the next line matches `row`."""
    j = i + size
    while j < len(lines) and _is_adjacent(lines, j):
        if row and not row.match(lines[j].indented):
            break
        j += 1
    return j - i


def _is_adjacent(lines: Sequence[Line], j: int) -> bool:
    """Whether line j is text, and no line was removed between it and line j - 1."""
    kind = lines[j].kind
    shown = kind is TEXT or kind is URLS
    return shown and lines[j].number == lines[j - 1].number + 1


def _is_delimited(lines: Sequence[Line], i: int) -> bool:
    """Whether line i is the header of a table, because the next line is a delimiter row."""
    if not _is_adjacent(lines, i + 1):
        return False
    return DELIMITER_ROW.fullmatch(lines[i + 1].indented) is not None


def _fence_size(lines: Sequence[Line], i: int) -> int:
    """The number of lines in the fenced block that begins on line i."""
    j = i + 1
    while j < len(lines) and lines[j].kind is FENCED:
        j += 1
        if _closes_fence(lines[i].text, lines[j - 1].text):
            break
    return j - i


def _closes_fence(opening: str, line: str) -> bool:
    """Whether `line` is the closing fence for `opening`."""
    if opening == "$$":
        return line == "$$"
    mark = opening[0]
    length = len(opening) - len(opening.lstrip(mark))
    return len(line) >= length and line == mark * len(line)


def _starts_list(lines: Sequence[Line], i: int) -> bool:
    """Whether line i begins a list.  It has a bullet, or the number 1 with a number 2 after it.  So
    `2023. 그 해에는` is not a list."""
    if _BULLET.match(lines[i].indented):
        return True
    first = _NUMBER.match(lines[i].indented)
    if not first or first["number"] != "1":
        return False
    for k in range(i + 1, len(lines)):
        indented = lines[k].indented
        item = _NUMBER.match(indented)
        if item and item["indent"] == first["indent"]:
            return item["number"] == "2"
        if not _INDENTED.match(indented):
            return False
    return False
