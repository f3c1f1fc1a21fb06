"""Extract the fields of an entry that is a list item, a heading with what stands below it, or the
row of a table."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, takewhile

from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.data_lines import (
    Data,
    authors_of_line,
    labelled_parts,
    read_data,
    read_label,
    read_names,
    read_words,
    tags_behind,
)
from weeknotes.parsing.doubts import boundary_doubt
from weeknotes.parsing.line_links import (
    find_links,
    is_plain,
    is_titled,
    links_in,
)
from weeknotes.parsing.lines import BLANK, SEPARATOR, TEXT, URLS, Line
from weeknotes.parsing.openings import (
    MAX_TITLE,
    NUMBER,
    Opening,
    read_opening,
    trimmed,
)
from weeknotes.parsing.references import TitleWords, read_reference
from weeknotes.parsing.result import AuthorList, RawEntry, Text
from weeknotes.parsing.shapes import BOLD_LABEL, Block, Shape, block_of, wraps_link
from weeknotes.parsing.tag_lines import without_tags
from weeknotes.parsing.titles import cited_names, name_ranges
from weeknotes.parsing.vocabulary import (
    Field,
    column_of,
    field_of,
    is_plain_kind,
    label_at,
)
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import LETTER_OR_DIGIT, Range, stripped

_STOPPED = re.compile(r"[.,](?!.*:)|[(（]")
_SHORT = re.compile(r"[\W\d_]*|.{0,3}")
_MARKS = LazyPattern(
    r"[^\w\s\"'“‘(（\[【「『《<*`$\\!~-]*\s*(?P<words>(?:\[[^\[\]]{1,40}\]|【[^【】]{1,40}】)?)\s*"
    r"(?=(?P<bold>\*\*|__)[^\s*_][^*_\n]{0,250}(?P=bold)\s*(?:[(（:：*_]|$))"
)
"""What may stand before a title in bold."""
_CELL = re.compile(r"(?:[^|\\`\n]|\\.|`[^`\n]*`|`)+")
_NOTHING = re.compile(r"[-–—―]+")
"""A cell without content."""
_DETAILS = re.compile(r"</?details\b", re.IGNORECASE)


def unit_entry(
    head: Block,
    body: Sequence[Line],
    decisions: tuple[BoundaryDecision, ...],
    header: Line | None = None,
    title: Text | None = None,
    byline: AuthorList | None = None,
) -> RawEntry:
    """The entry that begins with the line `head`.  `header` is the header of its table.  `title`
    and `byline` are given if they stand elsewhere."""
    data = Data(head.kinds)
    data.title, data.byline = title, byline
    if head.shape is Shape.ROW:
        _read_row(head, header, data)
    elif not (taken := _read_wrapped(head, body, data)):
        _read_head(head, data)
    else:
        body = body[taken:]
    other = read_data(_without_markup(body), data, links=True)
    if not data.urls:
        other = _with_address_below(other, data)
    other, tags = without_tags(other)
    spaced = _is_spaced(other)
    commentary = data.commentary(blocks(other, spaced=spaced))
    return RawEntry(
        line=head.line.number,
        urls=tuple(data.urls),
        title=data.title,
        byline=data.byline,
        alternate_titles=(),
        commentary=tuple(commentary),
        tags=(*data.tags, *tags),
        doubts=tuple(boundary_doubt(one) for one in decisions if one.rule.doubtful),
        decisions=decisions,
    )


def _read_head(head: Block, data: Data) -> None:
    """Read the first line of an item or a heading."""
    line = head.line
    text = line.indented
    data.tags += tags_behind(head)
    opening = head.opening
    if opening is None and field_of(head.content) is Field.TITLE:
        return  # a form that was not filled in
    if _read_labels(head, data):
        return
    if opening is None:
        number = NUMBER.match(text, head.start, head.end)
        start = number.end() if number else head.start
        read = _read_title if head.shape is Shape.HEADING else read_words
        if (label := label_at(text, start)) and label[0] is Field.TITLE:
            start, read = label[1], _read_title
        kept, start = _before_bold(text, start, head.end)
        words = read(text, start, head.end)
        data.add_words(line, words._replace(rest=[*kept, *words.rest]))
        return
    data.add_urls(line, opening.urls)
    if head.cited:
        data.add_words(line, TitleWords(None, *head.cited))
        return
    title, rest = opening.title, opening.rest
    words = _described(text, opening)
    if reference := _reference_in(text, opening):
        others = rest if opening.title_is_link else rest[1:]
        words = reference._replace(rest=[*reference.rest, *others])
    elif title and not opening.authors and not opening.title_is_link:
        found = read_words(text, *title)
        if found.title:
            words = found._replace(rest=[*rest, *found.rest])
    data.add_words(line, _with_names(line, words))


def _read_labels(head: Block, data: Data) -> bool:
    """Read the parts of a line with several labels, if the address has one of them."""
    line, text = head.line, head.line.indented
    found = labelled_parts(text, head.start, head.end)
    labels = [label for part in found if (label := label_at(text, part[0]))]
    if head.opening and Field.LINK not in [field for field, _ in labels]:
        return False
    for part, (field, start) in zip(found, labels, strict=True):
        if read_label(line, field, start, part[1], data, links=True) is not False:
            data.add_texts(line, [part])
    return found != []


def _before_bold(text: str, start: int, end: int) -> tuple[Sequence[Range], int]:
    """(ranges to keep, where the title begins) of the marks before a title in bold: a symbol
    (`⭐ **Title**`), which says nothing, and words in brackets (`[NLP] **Title**`)."""
    found = _MARKS.match(text, start, end)
    if not found:
        return (), start
    place = found.span("words")
    return ([place] if place[0] < place[1] else ()), found.end()


def _described(text: str, opening: Opening) -> TitleWords:
    """The title, the authors and the other words of an opening."""
    names = name_ranges(text, *opening.authors) if opening.authors else ()
    return TitleWords(opening.title, names, opening.rest)


def _reference_in(text: str, opening: Opening) -> TitleWords | None:
    """The reference in the words of the link.  If the link is not a title, the reference in the
    words beside it."""
    if opening.title and opening.title_is_link:
        found = read_reference(text, *opening.title)
        if not found or not found.title:
            return None
        # Without a full stop or a comma, this is not a reference, but a quotation: `Jane Roe: "…"`.
        (_, first), (second, _) = sorted(
            [found.title, (found.names[0][0], found.names[-1][1])]
        )
        return found if _STOPPED.search(text, first - 1, second) else None
    if opening.title or not opening.rest:
        return None
    return read_reference(text, *opening.rest[0])


def _read_title(text: str, start: int, end: int) -> TitleWords:
    """Read words in the place of a title.  They are a title even if they read as a sentence."""
    words = read_words(text, start, end)
    if words.title or end - start > MAX_TITLE:
        return words
    return TitleWords(trimmed(text, start, end))


def _read_wrapped(head: Block, body: Sequence[Line], data: Data) -> int:
    """Read an item or a link whose title continues in the next line, up to its address.  Return the
    number of lines below the first that were read."""
    if head.opening or not body or body[0].kind is not TEXT:
        return 0
    linked = wraps_link(head, body[0])
    if not linked and head.shape is not Shape.ITEM:
        return 0
    below = block_of(body[0])
    adjacent = body[0].number == head.line.number + 1 and below.shape is Shape.TEXT
    opening = below.opening if adjacent else None
    if (
        not opening
        or not opening.title
        or opening.title_is_link
        or opening.title[0] != below.start
    ):
        return 0
    first = head.line.part(head.start + linked, head.end)
    second = body[0].part(*opening.title)
    span = first.span._replace(end=second.span.end)
    data.title = Text(f"{first.text} {second.text}", span)
    data.add_urls(body[0], opening.urls)
    words = _with_names(body[0], _described(body[0].indented, opening))
    data.add_words(body[0], words._replace(title=None))
    data.tags += tags_behind(below)
    return 1


def _with_names(line: Line, words: TitleWords) -> TitleWords:
    """Words with the authors that stand right after the title or its links, or before them."""
    title, rest = words.title, sorted(words.rest)
    if title and not words.names:
        after = [one for one in rest if one[0] > title[1]][:1]
        for place in after + [one for one in rest if one[1] <= title[0]]:
            cited = cited_names(line.indented, *place)
            if found := cited or authors_of_line(line, *place):
                names, more = found
                rest = sorted([*(one for one in rest if one != place), *more])
                return TitleWords(title, names, rest)
    return words._replace(rest=rest)


def _with_address_below(body: list[Line], data: Data) -> list[Line]:
    """The lines without the first line that contains only an address, which is added to the
    data."""
    for k, line in enumerate(body):
        if line.kind is URLS:
            data.urls += line.urls
            data.tags += line.tags
            return body[:k] + body[k + 1 :]
        if line.kind is not TEXT or ":" not in line.text:
            continue
        block = block_of(line, data.kinds)
        if block.is_field and block.opening:
            labelled = takewhile(_is_labelled, reversed(body[:k]))
            first = k - len([*labelled])
            labels = [read_data([one], data, links=True) for one in body[first:k]]
            below = read_data(body[k:], data, links=True)
            return [*body[:first], *chain(*labels), *below]
        if block.shape is Shape.ITEM and block.bare:
            _read_head(block, data)
            return body[:k] + body[k + 1 :]
    for k, line in enumerate(body):
        opening = block_of(line, data.kinds).opening if "](" in line.text else None
        if opening and line.kind is TEXT:
            data.add_urls(line, opening.urls)
            data.add_texts(line, opening.words)
            return body[:k] + body[k + 1 :]
    return body


def _is_labelled(line: Line) -> bool:
    block = block_of(line)
    labelled = block.label is not None or BOLD_LABEL.match(block.content) is not None
    return line.kind is TEXT and labelled


# Commentary


def _without_markup(body: Sequence[Line]) -> list[Line]:
    """The lines without HTML that only groups them, and without rules at their end."""
    last = len(body)
    while last and body[last - 1].kind in (BLANK, SEPARATOR):
        last -= 1
    lines = [_as_text(line) for line in body[:last]]
    balanced = _is_balanced(lines)
    kept: list[Line] = []
    for line in lines:
        if line.kind is not TEXT or line.text[0] != "<":
            kept.append(line)
            continue
        block = block_of(line)
        if block.start < block.end:
            whole = block.tags_end - block.start == len(line.text)
            kept.append(line if whole else line.rest(block.start, block.tags_end))
        elif balanced and "details" in line.text.lower():
            kept.append(line)
    return kept


def _as_text(line: Line) -> Line:
    return line.of_kind(TEXT) if line.kind is SEPARATOR else line


def _is_balanced(lines: Sequence[Line]) -> bool:
    """Whether each `<details>` is closed in these lines."""
    depth = 0
    for line in lines:
        for tag in _DETAILS.findall(line.text) if "<" in line.text else ():
            depth += -1 if tag[1] == "/" else 1
            if depth < 0:
                return False
    return depth == 0


def _is_spaced(body: Sequence[Line]) -> bool:
    """Whether blank lines separate the paragraphs."""
    filled = [i for i, line in enumerate(body) if line.kind is not BLANK]
    return bool(filled) and filled[-1] - filled[0] + 1 > len(filled)


# Rows of tables


@lru_cache(maxsize=8)
def _columns(header: str) -> tuple[Field | None, ...]:
    """The fields that the header of a table names."""
    return tuple(column_of(header[slice(*cell)]) for cell in cells(header))


def cells(text: str) -> list[Range]:
    """The cells of a row, without white space at both ends.  `|` in code or after a backslash
    separates no cells."""
    ranges: list[Range] = []
    start, end = stripped(text, 0, len(text))
    start += text[start : start + 1] == "|"
    at = start
    while at <= end:
        found = _CELL.match(text, at, end)
        stop = found.end() if found else at
        if stop >= end and stop == at and ranges:
            break
        ranges.append(stripped(text, at, stop))
        at = stop + 1
    return ranges


def _read_row(head: Block, header: Line | None, data: Data) -> None:
    line = head.line
    text = line.indented
    found = cells(text)
    columns = list(_columns(header.indented)) if header else []
    columns += [None] * (len(found) - len(columns))
    at = _title_cell(text, found, columns)
    for i, (cell, column) in enumerate(zip(found, columns, strict=False)):
        if cell[0] == cell[1] or _NOTHING.fullmatch(text, *cell):
            continue
        if i == at:
            _read_title_cell(line, cell, data)
        elif column is Field.AUTHORS and not data.byline:
            read_names(line, cell, data)
        elif column is Field.TAGS:
            data.add_tags(line, cell)
        else:
            _read_cell(line, cell, data)


def _title_cell(
    text: str, found: Sequence[Range], columns: Sequence[Field | None]
) -> int | None:
    """The index of the cell with the title.  These cells are tried in this order: the cell in the
    column of titles, the first cell with a titled link, the first cell with words that are not
    data, the first cell with words and a link."""
    for i, cell in enumerate(found):
        if columns[i] is Field.TITLE and cell[0] < cell[1]:
            return i
    words = [text[slice(*cell)] for cell in found]
    links = [find_links(one) for one in words]
    for i, one in enumerate(words):
        if any(is_titled(one, link) for link in links[i]):
            return i
    for i, one in enumerate(words):
        may_be = columns[i] in (None, Field.LINK) and not links[i]
        if may_be and not _SHORT.fullmatch(one) and not is_plain_kind(one):
            return i
    openings = (read_opening(text, *cell) for cell in found)
    return next((i for i, one in enumerate(openings) if one and one.title), None)


def _read_title_cell(line: Line, cell: Range, data: Data) -> None:
    text = line.indented
    if number := NUMBER.match(text, *cell):
        cell = (number.end(), cell[1])
    opening = read_opening(text, *cell)
    if opening:
        data.add_urls(line, opening.urls)
    words = _described(text, opening) if opening else _read_title(text, *cell)
    data.add_words(line, _with_names(line, words))


def _read_cell(line: Line, cell: Range, data: Data) -> None:
    """Read a cell.  It has addresses that only name a kind, or commentary."""
    text = line.indented
    links = links_in(text, *cell)
    at = cell[0]
    other = ""
    for link in links:
        other += text[at : link.start]
        at = link.end
    other += text[at : cell[1]]
    if (
        links
        and not LETTER_OR_DIGIT.search(other)
        and all(is_plain(text, x) for x in links)
    ):
        data.add_urls(line, [link.url for link in links])
    elif links and not data.urls:
        opening = read_opening(text, *cell)
        data.add_urls(line, opening.urls if opening else ())
        data.add_texts(line, opening.words if opening else [cell])
    else:
        data.add_texts(line, [cell])
