"""Extract the fields of an entry that is a list item, a heading with what stands below it, or the
row of a table."""

import re
from collections.abc import Sequence
from functools import lru_cache

from weeknotes.parsing.blocks import blocks
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.byline import NameList
from weeknotes.parsing.data_lines import (
    Data,
    TitleWords,
    authors_of_line,
    read_data,
    read_names,
    read_words,
    tags_behind,
)
from weeknotes.parsing.doubts import boundary_doubt
from weeknotes.parsing.line_links import (
    addressed,
    find_links,
    is_plain,
    is_titled,
)
from weeknotes.parsing.lines import BLANK, SEPARATOR, TEXT, URLS, Line
from weeknotes.parsing.openings import (
    MAX_TITLE,
    NUMBER,
    Opening,
    read_opening,
    trimmed,
)
from weeknotes.parsing.references import (
    PastedReference,
    read_reference,
    read_stopped,
)
from weeknotes.parsing.result import AuthorList, RawEntry, Text
from weeknotes.parsing.shapes import Block, Shape, block_of, wraps_link
from weeknotes.parsing.tag_lines import without_tags
from weeknotes.parsing.titles import name_ranges, unlinked
from weeknotes.parsing.vocabulary import (
    Field,
    field_of,
    is_comment_label,
    is_plain_kind,
    label_at,
)
from weeknotes.text.unicode import Range

_STOPPED = re.compile(r"\.(?!.*:)|,(?!.*:)")
_SHORT = re.compile(r"[\W\d_]*|.{0,3}")
_CELL = re.compile(r"(?:[^|\\`\n]|\\.|`[^`\n]*`|`)+")
_NOTHING = re.compile(r"[-–—―]+")
"""A cell without content."""
_OPENING_TAG = re.compile(r"<details\b", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</details\b", re.IGNORECASE)


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
    if opening is None:
        number = NUMBER.match(text, head.start, head.end)
        start = number.end() if number else head.start
        read = _read_title if head.shape is Shape.HEADING else read_words
        if (label := label_at(text, start)) and label[0] is Field.TITLE:
            start, read = label[1], _read_title
        _add_words(line, read(text, start, head.end), data)
        return
    data.add_urls(line, opening.urls)
    if head.cited:
        _add_words(line, TitleWords(None, *head.cited), data)
        return
    title, rest = opening.title, opening.rest
    names: tuple[Range, ...] = ()
    if reference := _reference_in(text, opening):
        others = rest if opening.title_is_link else rest[1:]
        title, names, rest = (
            reference.title,
            reference.names,
            (*reference.rest, *others),
        )
    elif opening.authors:
        names = tuple(name_ranges(text, *opening.authors))
    elif title and not opening.title_is_link:
        words = read_words(text, *title)
        if words.title:
            title, names, rest = words.title, words.names, (*rest, *words.rest)
    if title and not names and rest:
        names, rest = _names_in(line, title, rest)
    _add_words(line, TitleWords(title, names, tuple(sorted(rest))), data)


def _reference_in(text: str, opening: Opening) -> PastedReference | None:
    """The reference in the words of the link.  If the link is not a title, the reference in the
    words beside it."""
    if opening.title and opening.title_is_link:
        found = read_reference(text, *opening.title)
        # Without a full stop or a comma, this is not a reference, but a quotation: `Jane Roe: "…"`.
        between = (found.names[-1][1], found.title[0]) if found else (0, 0)
        return found if _STOPPED.search(text, *between) else None
    if opening.title or not opening.rest:
        return None
    place = opening.rest[0]
    return read_reference(text, *place) or read_stopped(text, *place)


def _read_title(text: str, start: int, end: int) -> TitleWords:
    """Read words in the place of a title.  They are a title even if they read as a sentence."""
    words = read_words(text, start, end)
    if words.title or end - start > MAX_TITLE:
        return words
    return TitleWords(trimmed(text, start, end), (), ())


def _add_words(line: Line, words: TitleWords, data: Data) -> None:
    title, names, rest = words
    if title:
        data.title = line.part(*unlinked(line.indented, *title))
    if names:
        data.byline = NameList(line, names)
    data.add_texts(line, rest)


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
    if opening.authors:
        data.byline = NameList(
            body[0], tuple(name_ranges(body[0].indented, *opening.authors))
        )
    data.add_urls(body[0], opening.urls)
    names, rest = _names_in(body[0], opening.title, opening.rest)
    if names:
        data.byline = NameList(body[0], names)
    data.add_texts(body[0], rest)
    data.tags += tags_behind(below)
    return 1


def _names_in(
    line: Line, title: Range, rest: tuple[Range, ...]
) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """(names, other words).  The names are the authors that stand right after the title or its
    links, or before them."""
    after = [one for one in rest if one[0] > title[1]]
    for place in (*after[:1], *(one for one in rest if one[1] <= title[0])):
        if found := authors_of_line(line, *place):
            names, more = found
            return names, (*(one for one in rest if one != place), *more)
    return (), rest


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
            first = k
            while (
                first
                and body[first - 1].kind is TEXT
                and block_of(body[first - 1]).label
            ):
                first -= 1
            labelled = read_data(body[first:k], data, links=True)
            return [*body[:first], *labelled, *read_data(body[k:], data, links=True)]
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
        if "<" in line.text:
            depth += len(_OPENING_TAG.findall(line.text))
            depth -= len(_CLOSING_TAG.findall(line.text))
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
    return tuple(
        field_of(header[slice(*cell)].strip("* ")) for cell in cells(header)
    )


@lru_cache(maxsize=8)
def _comments(header: str) -> tuple[int, ...]:
    """The indexes of the columns of remarks in a table with this header."""
    found = enumerate(header[slice(*cell)] for cell in cells(header))
    return tuple(i for i, label in found if is_comment_label(label))


def cells(text: str) -> list[Range]:
    """The cells of a row, without white space at both ends.  `|` in code or after a backslash
    separates no cells."""
    ranges: list[Range] = []
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    start += text[start : start + 1] == "|"
    at = start
    while at <= end:
        found = _CELL.match(text, at, end)
        stop = found.end() if found else at
        if stop >= end and stop == at and ranges:
            break
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        ranges.append((first, last))
        at = stop + 1
    return ranges


def _read_row(head: Block, header: Line | None, data: Data) -> None:
    line = head.line
    text = line.indented
    found = cells(text)
    columns = list(_columns(header.indented)) if header else []
    columns += [None] * (len(found) - len(columns))
    comments = _comments(header.indented) if header else ()
    at = _title_cell(text, found, columns, comments)
    for i, (cell, column) in enumerate(zip(found, columns, strict=False)):
        if cell[0] == cell[1] or _NOTHING.fullmatch(text, *cell):
            continue
        if i == at:
            _read_title_cell(line, cell, data)
        elif column is Field.AUTHORS and not data.byline:
            read_names(line, cell, data)
        elif column is Field.TAGS:
            parts = re.finditer(r"[^,;，、；/|#＃]+", text[slice(*cell)])
            ranges = [
                trimmed(text, cell[0] + p.start(), cell[0] + p.end()) for p in parts
            ]
            data.tags += line.parts([one for one in ranges if one])
        else:
            _read_cell(line, cell, data)


def _title_cell(
    text: str,
    found: Sequence[Range],
    columns: Sequence[Field | None],
    comments: Sequence[int],
) -> int | None:
    """The index of the cell with the title.  These cells are tried in this order: the cell in the
    column of titles, the first cell with a titled link, the first cell with words that are not
    data, the first cell with words and a link.  `comments` are the columns of remarks."""
    for i, cell in enumerate(found):
        if columns[i] is Field.TITLE and cell[0] < cell[1]:
            return i
    for i, cell in enumerate(found):
        if any(
            is_titled(text[slice(*cell)], link)
            for link in find_links(text[slice(*cell)])
        ):
            return i
    for i, cell in enumerate(found):
        words = text[slice(*cell)]
        open_column = columns[i] in (None, Field.LINK) and not _SHORT.fullmatch(
            words
        )
        open_column = open_column and i not in comments
        if open_column and not find_links(words) and not is_plain_kind(words):
            return i
    openings = (read_opening(text, *cell) for cell in found)
    return next((i for i, one in enumerate(openings) if one and one.title), None)


def _read_title_cell(line: Line, cell: Range, data: Data) -> None:
    if number := NUMBER.match(line.indented, *cell):
        cell = (number.end(), cell[1])
    opening = read_opening(line.indented, *cell)
    if opening:
        data.add_urls(line, opening.urls)
        title = opening.title
        if title:
            data.title = line.part(*title)
        if opening.authors:
            data.byline = NameList(
                line, tuple(name_ranges(line.indented, *opening.authors))
            )
        data.add_texts(line, opening.rest)
        return
    _add_words(line, _read_title(line.indented, *cell), data)


def _read_cell(line: Line, cell: Range, data: Data) -> None:
    """Read a cell.  It has addresses that only name a kind, or commentary."""
    text = line.indented
    links = addressed(find_links(text[slice(*cell)]))
    inner = text[slice(*cell)]
    plain = all(is_plain(inner, link) for link in links)
    for link in reversed(links):
        inner = inner[: link.start] + inner[link.end :]
    if links and plain and not re.search(r"[^\W_]", inner):
        data.add_urls(
            line, [(cell[0] + a, cell[0] + b) for a, b in (x.url for x in links)]
        )
    elif links and not data.urls:
        opening = read_opening(text, *cell)
        data.add_urls(line, opening.urls if opening else ())
        data.add_texts(line, opening.words if opening else [cell])
    else:
        data.add_texts(line, [cell])
