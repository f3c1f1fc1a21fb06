"""The outline of a file.  It has a block for each line that is not blank, and says which of these
are headings, because only the whole file shows this."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from weeknotes.parsing.lines import BLANK, FRONT, TEXT, Line
from weeknotes.parsing.openings import without_numbers
from weeknotes.parsing.shapes import (
    BLOCK_LEVEL,
    BOLD_LEVEL,
    DETAILS,
    SUMMARY,
    UNDERLINE,
    Block,
    Role,
    Shape,
    block_at,
)
from weeknotes.parsing.vocabulary import Field, is_part, label_at
from weeknotes.text.code import DELIMITER_ROW

_NAMED_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]{1,40})\]\((?P<url>https?://[^\s()]+)\)"
)
_LEAST_REPEATED = 3
"""Words of links that occur with so many addresses name a kind."""
_LEAST_LINKED = 3
"""Paragraphs that begin with a linked title are entries if a file has at least so many."""
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?\W*$", re.IGNORECASE
)
"""A time of day at the end of a line, as chat programs write it after the name of the sender."""


class Outline(NamedTuple):
    """The blocks of a file.  `underlined` are headings and the lines that only mark them, `===` or
    `----` below and `<details>` above.  These lines are not among the blocks.  `recurring` are
    headings that occur more than once."""

    blocks: list[Block]
    underlined: list[tuple[Block, Block]]
    recurring: Set[str]

    def is_part(self, block: Block) -> bool:
        """Whether a heading can only be a part of a note."""
        return block.words in self.recurring or is_part(block.content)


def read_outline(lines: Sequence[Line]) -> Outline:
    """The outline of a file with these lines."""
    blocks = [
        block_at(i, line)
        for i, line in enumerate(lines)
        if line.kind not in (BLANK, FRONT)
    ]
    if kinds := _repeated_words(blocks):
        for block in blocks:
            block.kinds = kinds
    _mark_rows(blocks)
    _mark_announced(blocks)
    underlined = [*_mark_underlined_titles(blocks), *_mark_summaries(blocks)]
    lines_below = {under for _, under in underlined}
    blocks = [block for block in blocks if block not in lines_below]
    _mark_block_titles(blocks)
    _mark_labelled_titles(blocks)
    heads = Counter(block.words for block in blocks if block.shape is Shape.HEADING)
    recurring = {words for words, count in heads.items() if count > 1}
    outline = Outline(blocks, underlined, recurring)
    _mark_titles_below(outline)
    return outline


def _repeated_words(blocks: Sequence[Block]) -> Set[str]:
    """The words of links that occur several times with different addresses, always after other
    words or alone on a line.  Such words, as in `URL: [Read it](…)`, are not a title."""
    found: dict[str, set[str]] = {}
    titles: set[str] = set()
    for block in blocks:
        if "](http" not in block.line.text:
            continue
        for link in _NAMED_LINK.finditer(block.line.indented):
            words = without_numbers(link["words"])
            whole = block.shape is Shape.TEXT and link.end() >= block.end
            if link.start() <= block.start and not whole:
                titles.add(words)
            found.setdefault(words, set()).add(link["url"])
    repeated = {
        words for words, urls in found.items() if len(urls) >= _LEAST_REPEATED
    }
    return repeated - titles


def _mark_rows(blocks: Sequence[Block]) -> None:
    """Give the rows of tables their shape.  `level` is the number of lines since the header."""
    header = None
    level = 0
    for above, block in pairwise(blocks):
        barred = "|" in block.line.text and block.line.kind is TEXT
        if header and barred:
            level += 1
        elif barred and _delimits(above, block):
            header, level = above.line, 1
            above.shape, above.level, above.header = Shape.ROW, 0, header
        else:
            header = None
        if header:
            block.shape, block.level, block.header = Shape.ROW, level, header


def _mark_summaries(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Treat the summaries of sections in HTML (`<summary>Title</summary>`) as headings, if there
    are several of them, all are different, each has an address in its section, and none names a
    part of a note.  Returns them and the lines `<details>` above them."""
    found: dict[Block, re.Match[str]] = {}
    last = None
    addressed: set[Block | None] = set()
    for block in blocks:
        html = block.line.text[:1] == "<"
        if html and (words := SUMMARY.fullmatch(block.line.indented)):
            found[block], last = words, block
        elif html and block.line.text.startswith("</details"):
            last = None
        if "://" in block.line.text:
            addressed.add(last)
    titles = {words["text"] for words in found.values()}
    parts = (title for title in titles if is_part(title) and "://" not in title)
    if (
        len(titles) < max(2, len(found))
        or not addressed.issuperset(found)
        or any(parts)
    ):
        return
    for block, words in found.items():
        block.shape, block.level = Shape.HEADING, BOLD_LEVEL
        block.start, block.end = words.span("text")
    for above, block in pairwise(blocks):
        if block in found and DETAILS.fullmatch(above.line.text):
            yield block, above


def _delimits(above: Block, block: Block) -> bool:
    """Whether a line is the delimiter row of a table with the header `above`."""
    return (
        block.shape is Shape.TEXT
        and "|" in above.line.text
        and DELIMITER_ROW.fullmatch(block.line.indented) is not None
    )


def _mark_announced(blocks: Sequence[Block]) -> None:
    """Find the lines that begin with a title, which is linked or in bold, and continue with other
    words.  This is done if nearly all paragraphs begin so.  Otherwise, only linked titles with a
    mark or a citation after them are found, if the file has several of them, and no other addresses
    that may open entries."""
    linked = [block for block in blocks if block.begins_linked]
    if _are_paragraphs(blocks, linked, 0.75):
        for block in linked:
            block.announce()
        return
    run_in = {block: block.run_in for block in blocks if block.run_in}
    if _are_paragraphs(blocks, [*run_in], 0.5):
        for block, opening in run_in.items():
            block.announce(opening)
        return
    found = [block for block in linked if block.is_announced]
    if len(found) < 2:
        return
    others = (b for b in blocks if not b.is_announced and not b.is_link_line)
    if not any(block.opening for block in others):
        for block in found:
            block.announce()


def _are_paragraphs(
    blocks: Sequence[Block], linked: Sequence[Block], share: float
) -> bool:
    """Whether these lines begin at least this share of all paragraphs of text or addresses."""
    if len(linked) < _LEAST_LINKED:
        return False
    begins = set(linked)
    count = first = 0
    above = -2
    for block in blocks:
        apart, above = block.i > above + 1, block.i
        plain = block.shape is Shape.TEXT and block.start < block.end
        if apart and (plain or block.shape is Shape.URLS):
            count += 1
            first += block in begins
    return first == len(linked) and first >= count * share


def _mark_underlined_titles(blocks: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Treat lines of text that begin a block, with a line `===` or `----` right below them, as
    headings.  They are of the first level if they have `===` and no address below.  Returns them
    and the lines below them."""
    found: list[tuple[Block, Block]] = []
    for k, (block, under) in enumerate(pairwise(blocks)):
        if not UNDERLINE.fullmatch(under.line.text) or block.shape is not Shape.TEXT:
            continue
        worded = block.start < block.end and not block.sentence
        above = blocks[k - 1] if k else None
        if _begins(above, block) and worded and under.i == block.i + 1:
            below = blocks[k + 2] if k + 2 < len(blocks) else block
            addressed = below.shape is Shape.URLS or below.is_link_line
            first = under.line.text[0] == "=" and not addressed
            block.shape, block.level = Shape.HEADING, 1 if first else 2
            found.append((block, under))
    return found


def _begins(above: Block | None, block: Block) -> bool:
    """Whether a line is the first one below a blank line or a time."""
    return not above or above.shape is Shape.WEEK or above.i < block.i - 1


def _mark_block_titles(blocks: Sequence[Block]) -> None:
    """Treat the first line of a block as a heading if an address follows it directly, and if most
    addresses of the file follow such a line."""
    heads: list[Block] = []
    runs = 0
    before = None
    for above, block in pairwise(blocks):
        addressed = block.shape is Shape.URLS or (
            block.shape is Shape.TEXT
            and (block.cited or (block.bare and block.is_field))
        )
        if addressed and above.shape is not Shape.URLS:
            runs += 1
            if _may_head_block(before, above, block):
                heads.append(above)
        before = above
    if len(heads) > 1 and len(heads) * 5 >= runs * 4:
        for block in heads:
            block.shape, block.level = Shape.HEADING, BLOCK_LEVEL


def _may_head_block(before: Block | None, above: Block, block: Block) -> bool:
    """Whether the line `above` an address can be its title, because it begins a block."""
    if above.shape is not Shape.TEXT or above.i != block.i - 1:
        return False
    if above.start == above.end or above.label or above.opening or above.sentence:
        return False
    deeper = block.line.indent > above.line.indent == 0
    begins = _begins(before, above) or deeper
    return begins and not _CLOCK.search(above.content)


def _mark_labelled_titles(blocks: Sequence[Block]) -> None:
    """Treat `Title: …` as a heading, if no address stands right above it, and if no heading says
    the same."""
    heads = {block.words for block in blocks if block.shape is Shape.HEADING}
    found: list[tuple[Block, int]] = []
    above = None
    for block in blocks:
        if block.shape in (Shape.TEXT, Shape.ITEM):
            label = label_at(block.line.indented, block.start)
            if label and label[0] is Field.TITLE:
                if above and above.i == block.i - 1 and above.opening:
                    return
                found.append((block, label[1]))
        above = block
    for block, start in found:
        title = block.line.indented[start : block.end].strip().casefold()
        if title and title not in heads and not block.opening:
            block.shape, block.level = Shape.HEADING, BLOCK_LEVEL
            block.start = start


def _mark_titles_below(outline: Outline) -> None:
    """If headings are below the addresses, they are not the headings of sections."""
    heads = (Shape.HEADING, Shape.URLS)
    order = [block.shape for block in outline.blocks if block.shape in heads]
    if order and order[0] is Shape.HEADING and order[-1] is Shape.URLS:
        return
    above = 0
    found: list[Block] = []
    for first, second in pairwise(outline.blocks):
        if first.shape is Shape.HEADING:
            above += second.shape is Shape.URLS or (second.bare and second.is_field)
        elif first.shape is Shape.URLS and second.shape is Shape.HEADING:
            found.append(second)
    if len(found) > above:
        for block in found:
            if outline.is_part(block):
                block.role = Role.PART
            block.shape = Shape.TEXT
