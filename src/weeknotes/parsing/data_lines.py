"""Read lines that only give data about a paper.  Such a line has labelled fields, authors, a
reference, or links that only name a kind."""

import re
from collections.abc import Callable, Sequence, Set
from functools import partial
from itertools import takewhile

from weeknotes.parsing.bibtex import read_bibtex
from weeknotes.parsing.byline import NameList
from weeknotes.parsing.doubts import Doubt
from weeknotes.parsing.hashtags import hashtags, tags_of_line
from weeknotes.parsing.line_links import find_links, links_in
from weeknotes.parsing.lines import BLANK, TAGS, TEXT, URLS, Line
from weeknotes.parsing.openings import (
    BY,
    cut_title,
    has_subtitle,
    is_byline,
    trimmed,
)
from weeknotes.parsing.references import TitleWords, read_reference
from weeknotes.parsing.result import AuthorList, Text
from weeknotes.parsing.shapes import Block, Shape, block_of
from weeknotes.parsing.tag_lines import odd_words
from weeknotes.parsing.titles import (
    AFFILIATION,
    TitleLine,
    are_names,
    cited_names,
    is_asian_name,
    is_person,
    name_ranges,
    split_cited_title,
    split_title,
    unlinked,
    year_behind,
)
from weeknotes.parsing.vocabulary import (
    Field,
    after_emoji,
    column_of,
    heads_facts,
    is_kind,
    is_reference,
    label_at,
)
from weeknotes.text.code import DELIMITER_ROW
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import Range, has_cjk, moved, stripped

_EMPHASIS = LazyPattern(
    r"(?P<mark>\*\*|__|\*|_|<(?P<tag>i|em|b|strong)>)(?P<inside>[^*_<>\n]{3,})"
    r"(?(tag)</(?P=tag)>|(?P=mark))[.,]?"
)
_SHORT = 40
"""A line with a label of links is data even without a link, if it has at most this many
characters."""
_TAB_TITLE = re.compile(r"\[\d{4}\.\d{4,5}(?:v\d+)?\]\s+(?=\S)")
"""The title of an arXiv page, as browsers show it."""
_BRACKETS = LazyPattern(r"[(\[（](?P<inside>[^()\[\]（）\n]{3,})[)\]）](?!\()\.?")
_NAMES_END = re.compile(
    r"(?<![A-Z])[.|;]\s+|\s*<br\s?/?>\s*|\s[-–—|·]\s|\s+(?=\((?:[A-Z][A-Za-z]*\W*)?\d{4}\))"
)
_ET_AL = re.compile(r"\bet al\b\.?")
YEAR = re.compile(r"\(?(?:19|20)\d\d[a-z]?\)?")
_FACT = LazyPattern(r"\|(?P<label>[^|<>\[\]/]*)\|(?P<value>[^|]*)\|")
_BETWEEN_LABELS = LazyPattern(r"\s*(?:[|｜;；]|\s/)\s+")
_TAG = re.compile(r"[^,;，、；/|\[\]#＃]+")


class Data:
    """Collects what the lines of an entry say."""

    def __init__(self, kinds: Set[str] = frozenset()) -> None:
        self.kinds = kinds
        """The words of links that only name a kind in this file."""
        self.urls: list[Text] = []
        self.title: Text | None = None
        self.byline: AuthorList | None = None
        self.doubt: Doubt | None = None
        self.tags: list[Text] = []
        self.texts: list[Text] = []
        """Words beside the data, which become commentary."""
        self.affiliations: list[Text] = []

    def add_urls(self, line: Line, ranges: Sequence[Range]) -> None:
        self.urls += line.parts(ranges)

    def add_authors(
        self, line: Line, names: Sequence[Range], rest: Sequence[Range] = ()
    ) -> None:
        """Add a list of authors and other words.  An affiliation in brackets behind a name is not a
        part of the name."""
        found = [AFFILIATION.search(line.indented, *name) for name in names]
        split = [
            one
            for (start, _), one in zip(names, found, strict=True)
            if one
            and _is_affiliation(
                one["affiliation"], line.indented[start : one.start()]
            )
        ]
        ends = {one.end(): one.start() for one in split}
        ranges = [(start, ends.get(end, end)) for start, end in names]
        self.byline = NameList(line, tuple(ranges))
        places = {one["affiliation"]: one.span("affiliation") for one in split}
        self.affiliations += line.parts([*places.values()])
        self.add_texts(line, rest)

    def add_words(self, line: Line, words: TitleWords) -> None:
        """Add the title, the authors and the other words, if they exist.  Hashtags before a
        title are tags."""
        rest = [*words.rest]
        while rest and words.title and rest[0] < words.title:
            start, end = rest[0]
            tags = tags_of_line(line.indented[start:end], start)
            if line.indented[start] != "#" or not tags:
                break
            self.tags += line.parts(tags)
            del rest[0]
        if words.title:
            self.title = line.part(*unlinked(line.indented, *words.title))
        if words.names:
            self.add_authors(line, words.names)
        self.add_texts(line, rest)

    def add_tags(self, line: Line, place: Range) -> None:
        """Add a list of tags without `#`."""
        items = _TAG.finditer(line.indented, *place)
        ranges = (trimmed(line.indented, *item.span()) for item in items)
        self.tags += line.parts([*filter(None, ranges)])

    def add_texts(self, line: Line, ranges: Sequence[Range]) -> None:
        """Add parts of a line, without white space at their beginnings."""
        text = line.indented
        starts = [end - len(text[start:end].lstrip()) for start, end in ranges]
        ends = [end for _, end in ranges]
        whole = zip(starts, ends, strict=True)
        self.texts += line.parts([one for one in whole if one[0] < one[1]])

    def commentary(self, paragraphs: list[Text]) -> list[Text]:
        """The commentary, in the order of the file.  The year of the publication and the
        affiliations of authors are its last paragraphs, because they would be a bad first
        sentence."""
        if not self.texts:
            return [*paragraphs, *self.affiliations]
        years = [one for one in self.texts if YEAR.fullmatch(one.text)]
        others = [one for one in self.texts if not YEAR.fullmatch(one.text)]
        return [
            *sorted([*others, *paragraphs], key=lambda one: one.span.start),
            *years,
            *self.affiliations,
        ]


def _is_affiliation(inside: str, name: str) -> bool:
    """Whether the words in brackets behind a name are not a number, and not the same name in
    another script: `Minsu Kim (김민수)`."""
    if has_cjk(name) != has_cjk(inside) and (
        is_person(inside) or is_asian_name(inside)
    ):
        return False
    return any(map(str.isalpha, inside))


def read_data(body: Sequence[Line], data: Data, *, links: bool) -> list[Line]:
    """Read the lines of data at the beginning of `body`, and return the other lines.  With `links`,
    the addresses in the lines of data belong to the entry.  Below `---`, only lines with labels are
    data."""
    other: list[Line] = []
    pasted = 0
    ruled = False
    for k, line in enumerate(body):
        if k < pasted:
            continue
        if size := _read_pasted(body, k, data, other, links):
            pasted = k + size
        elif line.kind is BLANK or line.text == "---":
            other.append(line)
            ruled = ruled or line.kind is not BLANK
        elif ruled and not block_of(line).label:
            return other + list(body[k:])
        elif line.kind is TAGS and links:
            data.tags += line.tags
            other += odd_words(line)
        elif line.kind is URLS and links:
            data.urls += line.urls
            data.tags += line.tags
        elif (
            line.kind is not TEXT or (kept := _read_line(line, data, links)) is None
        ):
            return other + list(body[k:])
        elif kept:
            other.append(line)
    return other


def fact_at(text: str) -> tuple[Field, Range] | None:
    """(field, place of the value) of a row with two cells, if the first one is a label:
    `| Authors | Jane Roe |`."""
    found = _FACT.fullmatch(text)
    field = column_of(found["label"]) if found else None
    return (field, found.span("value")) if found and field else None


def _read_pasted(
    body: Sequence[Line], k: int, data: Data, other: list[Line], links: bool
) -> int:
    """Read the BibTeX entry or the table of facts that begins at k.  Returns the number of its
    lines.  Those that are no data are added to `other`."""
    mark = body[k].text[:1]
    if mark in ("@", "`", "~") and not data.title:
        return _bibtex(body[k:], data)
    if mark != "|" or (k and body[k - 1].text[:1] == "|"):
        return 0
    rows = _table(body[k:])
    other += _read_facts(rows, data, links)
    return len(rows)


def _table(lines: Sequence[Line]) -> list[Line]:
    """The rows of a table with facts about one paper, at the beginning of these lines.  Its header
    may be a fact, or any other words.  Empty if there is no such table."""
    rows = [
        *takewhile(lambda line: line.kind is TEXT and line.text[0] == "|", lines)
    ]
    headed = len(rows) > 1 and DELIMITER_ROW.fullmatch(rows[1].text)
    below = rows[2:] if headed else rows
    return rows if below and all(fact_at(row.text) for row in below) else []


def _read_facts(rows: Sequence[Line], data: Data, links: bool) -> list[Line]:
    """Read the rows of a table of facts.  Returns the other rows, which are text without bars if
    they are no table.  A header such as `| Key | Value |` is not shown then."""
    other: list[Line] = []
    for row in rows:
        field, place = fact_at(row.text) or (None, (0, 0))
        place = moved(place, row.indent)
        if field is Field.TITLE and data.title:  # the heading only numbers the paper
            data.texts.append(data.title)
            data.title = None
        if not field or read_label(row, field, *place, data, links) is not False:
            other.append(row)
    if len(other) > 2 and DELIMITER_ROW.fullmatch(other[1].text):
        return other
    marks = " \t|-:"
    lines = [
        row.rest(*stripped(row.indented, 0, len(row.indented), marks, marks))
        for row in other
        if not heads_facts(row.text)
    ]
    return [line for line in lines if line.text]


def _bibtex(lines: Sequence[Line], data: Data) -> int:
    found = read_bibtex(lines, named=data.byline is not None)
    if not found:
        return 0
    data.title, data.byline = found.title, data.byline or found.byline
    data.texts += found.rest
    return found.size


def _read_line(line: Line, data: Data, links: bool) -> bool | None:
    """Read one line of text, with the tags at its end.  Returns the result of `_read`."""
    block = block_of(line, data.kinds)
    kept = _read(block, data, links)
    if kept is False:
        data.tags += tags_behind(block)
    return kept


def tags_behind(block: Block) -> tuple[Text, ...]:
    """The tags after the content of a block."""
    if block.tags_at == block.tags_end:
        return ()
    tail = block.line.indented[block.tags_at : block.tags_end]
    return block.line.parts(hashtags(tail, block.tags_at))


def _read(block: Block, data: Data, links: bool) -> bool | None:
    """Read one line of text.  Returns False if the line is data and was read, True if it is data
    that has no field, None if it is not data."""
    line, start, end = block.line, block.start, block.end
    label = label_at(line.indented, start) if start < end else None
    if label and label[1] <= end:
        return read_label(line, *label, end, data, links)
    opening = block.opening if links else None
    if opening and not data.byline and (cited := block.cited):
        data.add_urls(line, opening.urls)
        data.add_authors(line, *cited)
        return False
    if links and (block.is_field or _is_kind(block)):
        if opening:
            data.add_urls(line, opening.urls)
            others = [*opening.rest]
            if others and not data.byline and is_byline(block.text_of(others[-1])):
                found = authors_of_line(line, *others.pop())
                data.add_authors(line, found[0] if found else ())
            data.add_texts(line, others)
        return False
    return _read_title(block, data)


def _read_title(block: Block, data: Data) -> bool | None:
    """Read a line of authors below a title, or a title without a link: a reference, or the title
    of an arXiv page."""
    line, start, end = block.line, block.start, block.end
    if data.title and not data.byline:
        found = authors_of_line(line, start, end)
        if found and not _heads_item(block, found[0]):
            data.add_authors(line, *found)
            return False
    if data.title:
        return None
    if tab := _TAB_TITLE.match(line.indented, start, end):
        data.title = line.part(tab.end(), end)
        return False
    reference = None if data.byline else read_reference(line.indented, start, end)
    if reference:
        data.add_words(line, reference)
    return False if reference else None


def _is_kind(block: Block) -> bool:
    """Whether an item is a link whose words only name its kind: `- [project](…)`."""
    if block.shape is not Shape.ITEM or not block.bare or not block.opening:
        return False
    words = [block.text_of(one) for one in block.opening.rest]
    return all(is_kind(one) and not is_reference(one) for one in words)


def _heads_item(block: Block, names: Sequence[Range]) -> bool:
    """Whether what may be a name is the bold title of an item: `2. **Two Words**`, `- **Two
    Words:** …`."""
    if block.shape is not Shape.ITEM or len(names) > 1:
        return False
    text = block.line.indented
    marked = block.line.text[0].isdigit() or text.startswith(
        (":", "："), names[0][1]
    )
    return marked and text.startswith(("**", "__"), block.start)


def labelled_parts(text: str, start: int, end: int) -> list[Range]:
    """The parts of `Title: … | Authors: … | Link: …`, with their labels.  Empty if there is only
    one label."""
    first = label_at(text, start)
    if not first or first[0] is not Field.TITLE:
        return []
    parts = [(start, end)]
    for mark in _BETWEEN_LABELS.finditer(text, first[1], end):
        if label_at(text, mark.end()):
            parts[-1:] = [(parts[-1][0], mark.start()), (mark.end(), end)]
    return parts if len(parts) > 1 else []


def read_label(
    line: Line, field: Field, start: int, end: int, data: Data, links: bool
) -> bool | None:
    """Read the value of a label, in line[start:end].  Returns what `_read` returns."""
    inside = trimmed(line.indented, start, end)
    match field:
        case Field.AUTHORS if inside and not data.byline:
            read_names(line, inside, data)
        case Field.TITLE if inside and not data.title:
            found = (
                None if data.byline else _parts(line.indented, *inside, split_title)
            )
            data.add_words(line, found or TitleWords(inside))
        case Field.TAGS if inside and "://" not in line.text:
            data.add_tags(line, inside)
        case Field.LINK if links:
            if not _read_links(line, start, end, data):
                return True if end - start <= _SHORT else None
        case Field.OTHER:
            return True
        case _:
            return None
    return False


def read_names(line: Line, place: Range, data: Data) -> None:
    """Read a list of authors.  The year behind them, and the addresses of linked names, become
    commentary."""
    text = line.indented
    cited = cited_names(text, *place)
    if cited and cited[1]:
        data.add_authors(line, *cited)
        return
    urls: list[Range] = []
    shown: list[str] = []
    at = 0
    for link in links_in(text, *place):
        first, last = link.words
        if first < last:
            urls.append(link.url)
            name = text[first:last].rjust(last - link.start)
            shown += [text[at : link.start], name.ljust(link.end - link.start)]
            at = link.end
    names = name_ranges("".join([*shown, text[at:]]), *place)
    if any("](" in text[first:last] for first, last in names):
        names, urls = name_ranges(text, *place), []
    data.add_authors(line, names, urls)


def _read_links(line: Line, start: int, end: int, data: Data) -> bool:
    """Read a line with a label and links.  Other words of the line become commentary.  Returns
    whether the line has an address."""
    links = links_in(line.indented, start, end)
    for link in links:
        if trimmed(line.indented, start, link.start):
            break
        data.add_urls(line, [link.url])
        start = link.end
    if links and (rest := trimmed(line.indented, start, end)):
        data.add_texts(line, [rest])
    return bool(links)


def authors_of_line(
    line: Line, start: int, end: int
) -> tuple[Sequence[Range], Sequence[Range]] | None:
    """(names, other words) of a line of authors; None if it is not a line of authors."""
    text = line.indented
    start = after_emoji(text, start)
    cited = cited_names(text, start, end)
    if cited and (len(cited[0]) > 1 or not text[:start].strip()):
        return cited
    least = 2
    if by := BY.match(text, start, end):
        start, least = by.end(), 1
    first, stop, last = start, end, end
    if found := _EMPHASIS.match(text, start, end):
        (first, stop), last, least = found.span("inside"), found.end(), 1
    elif found := _BRACKETS.match(text, start, end):
        (first, stop), last = found.span("inside"), found.end()
        if cited := cited_names(text, first, stop):
            return cited[0], [*cited[1], *_rest(text, last, end)]
    elif (found := _NAMES_END.search(text, start, end)) and are_names(
        text, start, found.start(), least
    ):
        stop = found.start() + text.endswith("et al", start, found.start())
        last = found.end()
    while (
        stop > first
        and text[stop - 1] in " .,:"
        and text[stop - 3 : stop - 2] != " "
        and text[stop - 4 : stop] != " al."
    ):
        stop -= 1
    venue: Sequence[Range] = ()
    if et_al := _ET_AL.search(text, first, stop):
        venue, stop = _rest(text, et_al.end(), stop), et_al.end()
    if text[last:end][:1] in (":", "：") or not are_names(text, first, stop, least):
        return None
    return name_ranges(text, first, stop), [*venue, *_rest(text, last, end)]


def _rest(text: str, start: int, end: int) -> Sequence[Range]:
    place = stripped(text, start, end, " .,;:：|*_-–—·", "")
    return [place] if place[0] < end else []


def names_work(block: Block) -> bool:
    """Whether words without a link name a work: a title with authors, or a reference."""
    if block.opening or "://" in block.line.text or block.start == block.end:
        return False
    words = read_words(block.line.indented, block.start, block.end)
    return words.title is not None and len(words.names) > 0


def read_words(text: str, start: int, end: int) -> TitleWords:
    """Take a text without a link apart.  It is a reference, a `Title (Authors)` or a title."""
    for read in _FORMS:
        if found := read(text, start, end):
            return found
    place = trimmed(text, start, end)
    return cut_title(text, *place) if place else TitleWords(None)


def _parts(
    text: str, start: int, end: int, split: Callable[[str], TitleLine | None]
) -> TitleWords | None:
    """`Title (Authors)`, `Title (Authors, 2017)`"""
    part = text[start:end]
    found = split(part)
    if not found:
        return None
    title, listed = moved(found[:2], start), moved(found[2:], start)
    years = [moved(year, start) for year in year_behind(part, found)]
    return TitleWords(title, name_ranges(text, *listed), years)


def _in_bold(text: str, start: int, end: int) -> TitleWords | None:
    """`**Title** Authors`, `**Title** other words`"""
    bold = _EMPHASIS.match(text, start, end)
    rest = trimmed(text, bold.end(), end) if bold else None
    if not bold or not rest or has_subtitle(text, bold.end(), end):
        return None
    title = trimmed(text, *bold.span("inside"))
    if cited := cited_names(text, *rest):
        return TitleWords(title, *cited)
    if are_names(text, *rest):
        return TitleWords(title, name_ranges(text, *rest))
    return TitleWords(title, rest=[rest])


def _whole_link(text: str, start: int, end: int) -> TitleWords | None:
    """A link to a file and nothing else.  Its target is kept."""
    links = find_links(text[start:end])
    if len(links) != 1 or links[0].start or links[0].end != end - start:
        return None
    words = moved(links[0].words, start)
    target = (words[1] + 1, end)
    heading = text.startswith("(#", target[0])
    return TitleWords(trimmed(text, *words), rest=() if heading else [target])


_FORMS: tuple[Callable[[str, int, int], TitleWords | None], ...] = (
    partial(_parts, split=split_cited_title),
    read_reference,
    partial(_parts, split=split_title),
    _in_bold,
    _whole_link,
)
"""What words without a link may be.  The first form that fits is taken."""
