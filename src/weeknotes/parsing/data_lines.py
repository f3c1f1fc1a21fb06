"""Read lines that only give data about a paper.  Such a line has labelled fields, authors, a
reference, or links that only name a kind."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from weeknotes.parsing.bibtex import BibEntry, read_bibtex
from weeknotes.parsing.byline import NameList
from weeknotes.parsing.doubts import Doubt
from weeknotes.parsing.hashtags import hashtags
from weeknotes.parsing.line_links import addressed, find_links
from weeknotes.parsing.lines import BLANK, TAGS, TEXT, URLS, Line
from weeknotes.parsing.openings import (
    BY,
    cut_title,
    has_subtitle,
    is_byline,
    trimmed,
)
from weeknotes.parsing.references import read_reference, read_stopped, read_titled
from weeknotes.parsing.result import AuthorList, Text
from weeknotes.parsing.shapes import Block, Shape, block_of
from weeknotes.parsing.tag_lines import odd_words
from weeknotes.parsing.titles import (
    are_names,
    cited_names,
    is_only_cited,
    name_ranges,
    split_cited_title,
    split_title,
    year_behind,
)
from weeknotes.parsing.vocabulary import (
    Field,
    after_emoji,
    is_kind,
    is_reference,
    label_at,
)
from weeknotes.text.patterns import lazy_pattern
from weeknotes.text.unicode import Range

_DATED = lazy_pattern(
    r"(?P<names>[^\d()（）\"“「『]{2,80}?)\s?[(（](?P<year>(?:19|20)\d\d)[a-z]?[)）][.,:，：]?\s{0,2}"
    r"[\"“「『《](?P<title>[^\"”」』》\n]{4,200})[\"”」』》]"
)
"""Names, a year and a title in quotation marks."""
_EMPHASIS = lazy_pattern(
    r"(?P<mark>\*\*|__|\*|_|<(?P<tag>i|em|b|strong)>)(?P<inside>[^*_<>\n]{3,})"
    r"(?(tag)</(?P=tag)>|(?P=mark))[.,]?"
)
_LONGEST = 1000
"""The maximum length of a `Title | Names`, in characters."""
_SHORT = 40
"""A line with a label of links is data even without a link, if it has at most this many
characters."""
_BEFORE_NAMES = re.compile(r"\s+[|–—-]\s+")
_TAB_TITLE = re.compile(r"\[\d{4}\.\d{4,5}(?:v\d+)?\]\s+(?=\S)")
"""The title of an arXiv page, as browsers show it."""
_BRACKETS = lazy_pattern(r"[(\[（](?P<inside>[^()\[\]（）\n]{3,})[)\]）](?!\()\.?")
_NAMES_END = re.compile(
    r"(?<![A-Z])[.|;]\s+|\s[-–—|·]\s|\s+\((?=(?:[A-Z][A-Za-z]*\W*)?\d{4}\))"
)
_ET_AL = re.compile(r"\bet al\b\.?")
YEAR = re.compile(r"\(?(?:19|20)\d\d[a-z]?\)?")
_TAG_SEPARATOR = re.compile(r"[^,;，、；/|\[\]#＃]+")


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

    def add_urls(self, line: Line, ranges: Sequence[Range]) -> None:
        self.urls += line.parts(ranges)

    def add_texts(self, line: Line, ranges: Sequence[Range]) -> None:
        """Add parts of a line, without white space at their beginnings."""
        text = line.indented
        starts = [end - len(text[start:end].lstrip()) for start, end in ranges]
        whole = [
            (start, end) for start, (_, end) in zip(starts, ranges, strict=True)
        ]
        self.texts += line.parts([one for one in whole if one[0] < one[1]])

    def commentary(self, paragraphs: list[Text]) -> list[Text]:
        """The commentary, in the order of the file.  The year of the publication is its last
        paragraph, because the commentary does not begin with it."""
        if not self.texts:
            return paragraphs
        years = [one for one in self.texts if YEAR.fullmatch(one.text)]
        others = [one for one in self.texts if not YEAR.fullmatch(one.text)]
        return [
            *sorted([*others, *paragraphs], key=lambda one: one.span.start),
            *years,
        ]


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
        if (
            not data.title
            and line.text[:1] in ("@", "`", "~")
            and (bib := _bibtex(body[k:], data))
        ):
            pasted = k + bib.size
        elif line.kind is BLANK or line.text == "---":
            other.append(line)
            ruled = ruled or line.kind is not BLANK
        elif ruled and not block_of(line).label:
            return other + list(body[k:])
        elif line.kind is TAGS and links:
            data.tags += line.tags
            other += odd_words(line) if line.odd else ()
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


def _bibtex(lines: Sequence[Line], data: Data) -> BibEntry | None:
    found = read_bibtex(lines, named=data.byline is not None)
    if found:
        data.title, data.byline = found.title, data.byline or found.byline
        data.texts += found.rest
    return found


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
        return _read_label(line, *label, end, data, links)
    if links and block.opening and not data.byline and (cited := block.cited):
        names, rest = cited
        data.add_urls(line, block.opening.urls)
        data.byline = NameList(line, names)
        data.add_texts(line, rest)
        return False
    if links and (block.is_field or _is_kind(block)):
        if block.opening:
            data.add_urls(line, block.opening.urls)
            others = [*block.opening.rest]
            if others and not data.byline and is_byline(block.text_of(others[-1])):
                found = authors_of_line(line, *others.pop())
                data.byline = NameList(line, found[0] if found else ())
            data.add_texts(line, others)
        return False
    if (
        data.title
        and not data.byline
        and (found := authors_of_line(line, start, end))
        and not _heads_item(block, found[0])
    ):
        names, rest = found
        data.byline = NameList(line, names)
        data.add_texts(line, rest)
        return False
    if not data.title and (tab := _TAB_TITLE.match(line.indented, start, end)):
        data.title = line.part(tab.end(), end)
        return False
    if not data.title and not data.byline:
        return _read_reference(line, start, end, data)
    return None


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


def _read_label(
    line: Line, field: Field, start: int, end: int, data: Data, links: bool
) -> bool | None:
    inside = trimmed(line.indented, start, end)
    match field:
        case Field.AUTHORS if inside and not data.byline:
            read_names(line, inside, data)
        case Field.TITLE if inside and not data.title:
            found = split_title(line.indented[slice(*inside)])
            if found and not data.byline:
                by = inside[0]
                names = name_ranges(
                    line.indented, found.opening + by, found.closing + by
                )
                data.byline = NameList(line, tuple(names))
                inside = (found.start + by, found.end + by)
            data.title = line.part(*inside)
        case Field.TAGS if inside and "://" not in line.text:
            tags = _TAG_SEPARATOR.finditer(line.indented, *inside)
            ranges = (trimmed(line.indented, *tag.span()) for tag in tags)
            data.tags += line.parts([one for one in ranges if one])
        case Field.LINK if links:
            read = _read_links(line, start, end, data)
            return True if read is None and end - start <= _SHORT else read
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
        data.byline = NameList(line, tuple(cited[0]))
        data.add_texts(line, cited[1])
        return
    urls: list[Range] = []
    shown: list[str] = []
    at = 0
    for link in addressed(find_links(text[slice(*place)])):
        start, first, last, end = (
            place[0] + at for at in (link.start, *link.words, link.end)
        )
        if first < last:
            urls.append((place[0] + link.url[0], place[0] + link.url[1]))
            name = text[first:last].rjust(last - start).ljust(end - start)
            shown += [text[at:start], name]
            at = end
    names = name_ranges("".join([*shown, text[at:]]), *place)
    if any("](" in text[first:last] for first, last in names):
        names, urls = name_ranges(text, *place), []
    data.byline = NameList(line, tuple(names))
    data.add_texts(line, urls)


def _read_links(line: Line, start: int, end: int, data: Data) -> bool | None:
    """Read a line with a label and links.  Other words of the line become commentary.  Returns None
    if the line has no address, else False."""
    found = addressed(find_links(line.indented[start:end]))
    if not found:
        return None
    at = start
    for link in found:
        if trimmed(line.indented, at, start + link.start):
            break
        data.add_urls(line, [(start + link.url[0], start + link.url[1])])
        at = start + link.end
    if rest := trimmed(line.indented, at, end):
        data.add_texts(line, [rest])
    return False


def _read_reference(line: Line, start: int, end: int, data: Data) -> bool | None:
    found = read_reference(line.indented, start, end)
    if not found:
        return None
    data.title = line.part(*found.title)
    data.byline = NameList(line, found.names)
    data.add_texts(line, found.rest)
    return False


def authors_of_line(
    line: Line, start: int, end: int
) -> tuple[tuple[Range, ...], tuple[Range, ...]] | None:
    """(names, other words) of a line of authors; None if it is not a line of authors."""
    text = line.indented
    start = after_emoji(text, start)
    cited = cited_names(text, start, end)
    if cited and (len(cited[0]) > 1 or not text[:start].strip()):
        return tuple(cited[0]), tuple(cited[1])
    least = 2
    if by := BY().match(text, start, end):
        start, least = by.end(), 1
    inside: Range | None = None
    last = end
    if found := _EMPHASIS().match(text, start, end):
        inside, last, least = found.span("inside"), found.end(), 1
    elif found := _BRACKETS().match(text, start, end):
        inside, last = found.span("inside"), found.end()
        if cited := cited_names(text, *inside):
            return tuple(cited[0]), (*cited[1], *_rest(text, last, end))
    elif (stop := _NAMES_END.search(text, start, end)) and are_names(
        text, start, stop.start(), least
    ):
        last = stop.start() + (text[start : stop.start()].endswith("et al"))
        inside = (start, last)
    first, stop_at = inside or (start, end)
    while (
        stop_at > first
        and text[stop_at - 1] in " .,:"
        and text[stop_at - 3 : stop_at - 2] != " "
        and text[stop_at - 4 : stop_at] != " al."
    ):
        stop_at -= 1
    venue: tuple[Range, ...] = ()
    if et_al := _ET_AL.search(text, first, stop_at):
        venue, stop_at = _rest(text, et_al.end(), stop_at), et_al.end()
    if text[last : last + 1] in (":", "：") or not are_names(
        text, first, stop_at, least
    ):
        return None
    rest = (*venue, *_rest(text, last, end))
    return tuple(name_ranges(text, first, stop_at)), rest


def _rest(text: str, start: int, end: int) -> tuple[Range, ...]:
    while start < end and text[start] in " .,;:：|*_-–—·":
        start += 1
    return ((start, end),) if start < end else ()


class TitleWords(NamedTuple):
    """A title, its authors and the other words of a text without a link."""

    title: Range | None
    names: tuple[Range, ...]
    rest: tuple[Range, ...]


def names_work(block: Block) -> bool:
    """Whether words without a link name a work: a title with authors, or a reference."""
    if block.opening or "://" in block.line.text or block.start == block.end:
        return False
    words = read_words(block.line.indented, block.start, block.end)
    return words.title is not None and len(words.names) > 0


def _read_dated(text: str, start: int, end: int) -> TitleWords | None:
    """`김철수(2023), "제목", 학회지`"""
    found = _DATED().match(text, start, end)
    names = name_ranges(text, *found.span("names")) if found else []
    if not found or not names:
        return None
    rest = trimmed(text, found.end(), end)
    year = found.span("year")
    return TitleWords(
        found.span("title"), tuple(names), (year, rest) if rest else (year,)
    )


def read_words(text: str, start: int, end: int) -> TitleWords:
    """Take a text without a link apart.  It is a reference, a `Title (Authors)` or a title."""
    found = (
        _read_dated(text, start, end)
        or read_reference(text, start, end)
        or read_titled(text, start, end)
        or read_stopped(text, start, end)
    )
    if found:
        return TitleWords(found.title, found.names, found.rest)
    if title := split_cited_title(text[start:end]):
        names = name_ranges(text, title.opening + start, title.closing + start)
        year = [
            (start + a, start + b) for a, b in year_behind(text[start:end], title)
        ]
        return TitleWords(
            (title.start + start, title.end + start), tuple(names), tuple(year)
        )
    if title := split_title(text[start:end]):
        names = name_ranges(text, title.opening + start, title.closing + start)
        return TitleWords((title.start + start, title.end + start), tuple(names), ())
    bold = _EMPHASIS().match(text, start, end)
    if bold and not has_subtitle(text, bold.end(), end):
        rest = trimmed(text, bold.end(), end)
        if rest and are_names(text, *rest):
            return TitleWords(
                trimmed(text, *bold.span("inside")),
                tuple(name_ranges(text, *rest)),
                (),
            )
        if rest:
            return TitleWords(trimmed(text, *bold.span("inside")), (), (rest,))
    if linked := _whole_link(text, start, end):
        return linked
    marks = (
        _BEFORE_NAMES.finditer(text, start, end) if end - start <= _LONGEST else ()
    )
    for mark in marks:
        if are_names(text, mark.end(), end) or _is_cited(text, mark.end(), end):
            listed = tuple(name_ranges(text, mark.end(), end))
            return TitleWords(trimmed(text, start, mark.start()), listed, ())
    place = trimmed(text, start, end)
    words, other = cut_title(text, *place) if place else (None, [])
    return TitleWords(words, (), tuple(other))


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the text is names and `et al.`, without a year."""
    cited = cited_names(text, start, end)
    return bool(cited and not cited[1] and is_only_cited(text, cited[0]))


def _whole_link(text: str, start: int, end: int) -> TitleWords | None:
    """The words and the target of a link to a file, if text[start:end] is this link and nothing
    else."""
    links = find_links(text[start:end])
    if len(links) != 1 or links[0].start or links[0].end != end - start:
        return None
    words = links[0].words
    target = (start + words[1] + 1, end)
    title = trimmed(text, start + words[0], start + words[1])
    return TitleWords(
        title, (), () if text.startswith("(#", target[0]) else (target,)
    )
