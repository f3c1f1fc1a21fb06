"""Extract addresses, title, authors, commentary and tags from the lines of an entry."""

import re
from collections.abc import Sequence

from weeknotes.identifiers.people import same_people
from weeknotes.parsing.blocks import ITEM, blocks
from weeknotes.parsing.boundaries import BoundaryDecision
from weeknotes.parsing.byline import atx_heading, authored, joined, unauthored
from weeknotes.parsing.data_lines import Data, authors_of_line, read_data
from weeknotes.parsing.doubts import (
    boundary_doubt,
    section_heading,
    unclosed_authors,
    unnamed_authors,
)
from weeknotes.parsing.lines import BLANK, LINK, SEPARATOR, TEXT, Line, is_atx
from weeknotes.parsing.result import AuthorList, RawEntry, Text
from weeknotes.parsing.shapes import block_of
from weeknotes.parsing.tag_lines import without_tags
from weeknotes.parsing.titles import (
    author_ranges,
    plain_title,
    split_unclosed_title,
    year_behind,
)
from weeknotes.parsing.unit_fields import unit_entry
from weeknotes.parsing.vocabulary import Field, is_kind, label_at, names_venue
from weeknotes.parsing.week_lines import (
    MAX_TITLE_LINES,
    STARTS_WITH_URL,
    title_lines,
)
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import has_cjk, has_hangul, moved

_MAX_ESSAY_TITLE = 60
"""Maximum length in characters."""
_SENTENCE_END = re.compile(r"(?:[.?!…:]|[다요죠까네음임함])['\"”’)\]]*$")
_AFTER_URL = re.compile(r"[-–—:|]\s+")
"""The characters that may separate an address from a title."""
_EXPLAINED = re.compile(
    r"([^\W\d_][^()（）.?!。:：\n#@|]{1,80}?)\s*[(（]([^()（）.?!。\n]{2,60})[)）]"
)
_INDENTED = re.compile(r"\s{2,}\S")


def build_entry(
    lines: Sequence[Line], opening: int, decisions: tuple[BoundaryDecision, ...]
) -> RawEntry:
    """Assign the lines of an entry to its fields.  No text is dropped.

    lines[:opening] are its addresses, with the title if it is above them; an essay has no opening.
    `decisions` are the boundary decisions on its lines."""
    if lines[0].kind is LINK:
        head, *below = lines
        return unit_entry(block_of(head.of_kind(TEXT)), below, decisions)
    doubts = [boundary_doubt(one) for one in decisions if one.rule.doubtful]
    urls: list[Text] = []
    tags: list[Text] = []
    section: list[Line] = []
    body: list[Line] = []
    for line in lines[:opening]:
        if line.kind is TEXT:  # a title, parsed as if it were below the addresses
            body.append(line)
        else:
            urls += line.urls
            tags += line.tags
    if body and _is_section(body[0], lines[opening:]):
        section = [body.pop(0)]
        doubts.append(section_heading(section[0].number))
    body += [line for line in lines[opening:] if line.kind is not SEPARATOR]
    if not urls:
        urls, body = _inline_urls(body)
    spaced = _is_spaced(lines, opening)
    data, text = _title_and_data(body, spaced=spaced, essay=not urls)
    if data.doubt:
        doubts.append(data.doubt)
    alternate_titles: tuple[Text, ...] = ()
    if data.byline:
        alternate_titles, text = _alternate_titles(text, data.byline)
    text, tags_below = without_tags(section + text)
    commentary = data.commentary(blocks(text, spaced=spaced))
    return RawEntry(
        line=lines[0].number,
        urls=tuple(urls),
        title=data.title,
        byline=data.byline,
        alternate_titles=alternate_titles,
        commentary=tuple(commentary),
        tags=(*tags, *data.tags, *tags_below),
        doubts=tuple(doubts),
        decisions=decisions,
    )


def _title_and_data(
    body: list[Line], *, spaced: bool, essay: bool
) -> tuple[Data, list[Line]]:
    """The title with its authors and the data about the paper, and the other lines."""
    data = Data()
    first = _filled(body, 0)
    if first is None:
        return data, body
    line = body[first]
    if line.title and not is_atx(line.text):  # fast, for most entries
        data.title, data.byline = authored([line], line.title)
        data.tags += line.tags
        _add_beside_names(line, data)
        return data, body[first + 1 :]
    if essay or line.title:
        size, data.byline = _read_title(
            body, first, data, spaced=spaced, essay=essay
        )
        if size:
            _add_beside_names(body[size - 1], data)
        return data, body[size:]
    below = body
    if not has_hangul(line.text[:1]):
        below = read_data(body, data, links=False)
        if data.title:
            return data, below
    other, below = _split_data(below)
    size, byline = _read_title(below, _filled(below, 0), data, spaced=spaced)
    if byline and data.byline:  # one of two lists of authors stays in the text
        data, other, below = Data(), [], body
        size, byline = _read_title(body, first, data, spaced=spaced)
    data.byline = data.byline or byline
    below = other + below[size:]
    if data.title and not byline:
        below = read_data(below, data, links=False)
        if data.byline:
            data.doubt = None
    return data, below


def _split_data(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the beginning that have a label of data without a field, such as `Corpus ID:`,
    and the other lines.  A title may follow them."""
    for size, line in enumerate(lines):
        label = label_at(line.text) if line.kind is TEXT else None
        if not label or label[0] is not Field.OTHER:
            return lines[:size], lines[size:]
    return lines, []


def _add_beside_names(line: Line, data: Data) -> None:
    """Keep the affiliations of the authors of a title, and the year after them, as text."""
    if not (found := line.title):
        return
    if ")" in line.text[found.opening : found.closing]:
        names = author_ranges(line.text, found)
        data.add_authors(line, [moved(name, line.indent) for name in names])
    if years := year_behind(line.text, found):
        data.add_texts(line, [moved(year, line.indent) for year in years])


def _is_section(first: Line, rest: Sequence[Line]) -> bool:
    """Whether the first line of an entry is the heading of a section and not the title of the
    entry.  This is so if the heading has no authors, and a `Title (Authors)` is below the
    addresses."""
    if not is_atx(first.text) or (below := _filled(rest, 0)) is None:
        return False
    _, found = title_lines(rest, below)
    _, byline = atx_heading(first)
    return found is not None and byline is None


def _is_spaced(lines: Sequence[Line], opening: int) -> bool:
    """Whether blank lines separate the paragraphs.  This is so if a blank line is right below the
    addresses, or right below the first line of an essay."""
    below = opening or 1
    apart = below < len(lines) and lines[below].kind is BLANK
    return apart and _filled(lines, below) is not None


def _filled(
    lines: Sequence[Line],
    at: int,
) -> int | None:
    """The index of the first non-blank line from `at` on, or None."""
    while at < len(lines):
        if lines[at].kind is not BLANK:
            return at
        at += 1
    return None


def _inline_urls(body: list[Line]) -> tuple[list[Text], list[Line]]:
    """(addresses, lines): the addresses at the beginning of the first line, and the lines without
    them."""
    if not body or body[0].kind is not TEXT:
        return [], body
    line = body[0]
    urls: list[Text] = []
    at = line.indent
    if marker := STARTS_WITH_URL.match(line.text):
        at += marker.end()
    for match in find_urls(line.indented):
        if match.start != at:
            break
        urls.append(line.part(match.start, match.end))
        after = line.indented[match.end :]
        at = match.end + len(after) - len(after.lstrip())
    if not urls:
        return [], body
    if mark := _AFTER_URL.match(line.indented, at):
        at = mark.end()
    rest = line.rest(at)
    below = body[1:]
    return urls, [rest, *below] if rest.text else below


# Title and authors


def _read_title(
    body: Sequence[Line],
    first: int | None,
    data: Data,
    *,
    spaced: bool,
    essay: bool = False,
) -> tuple[int, AuthorList | None]:
    """Read the title of an entry.  `body` are its lines without the addresses.  `first` is the
    index of the first line that is not blank.  `essay` is true if the entry has no addresses.
    Returns the number of lines that the title takes from the start of the body, and its authors."""
    if first is None or body[first].kind is not TEXT:
        return 0, None
    line = body[first]
    end = first + 1
    byline: AuthorList | None = None
    size, found = title_lines(body, first)
    if is_atx(line.text):
        data.title, byline = atx_heading(line)
    elif found:
        end = first + size
        data.title, byline = authored(body[first:end], found)
    elif unclosed := split_unclosed_title(line.text):
        data.doubt = unclosed_authors(line.number)
        data.title, byline = authored([line], unclosed)
    elif not essay:
        end = _read_unauthored(body, first, data, spaced=spaced)
    elif _is_essay_title(line.text):
        data.title = unauthored([line])
    else:
        end = 0
    data.tags += [tag for one in body[:end] for tag in one.tags]
    return end, byline


def _is_essay_title(text: str) -> bool:
    """Whether the first line of an essay is its title.  A title is short, and is neither a sentence
    nor a list item."""
    sentence = _SENTENCE_END.search(text)
    return len(text) <= _MAX_ESSAY_TITLE and not sentence and not ITEM.match(text)


def _read_unauthored(
    body: Sequence[Line], first: int, data: Data, *, spaced: bool
) -> int:
    """Read a title without authors.  It is in English, and capitalized like a title.  It may
    continue on the next lines if they are indented."""
    if first == 0 and _is_explained(body[0].text):
        data.title = unauthored(body[:1])
        return 1
    end = first + 1
    while spaced and _wraps(body, first, end):
        end += 1
    lines = body[first:end]
    verdict = plain_title(joined(lines))
    if verdict is False or (spaced and _goes_on(body[end:])):
        return 0
    if verdict is None and _is_english(body, end):
        return 0  # a quotation
    data.title = unauthored(lines)
    data.doubt = unnamed_authors(lines[0].number)
    return end


def _is_explained(text: str) -> bool:
    """Whether a line is a title and a venue, or a title and the same in another language:
    `링 어텐션 (ICLR 2024)`, `RLHF (사람 피드백을 쓴 강화 학습)`."""
    found = _EXPLAINED.fullmatch(text)
    if not found or not has_cjk(text):
        return False
    if any(map(_SENTENCE_END.search, found.groups())):
        return False
    words, inside = found.groups()
    if names_venue(inside):
        return True
    if has_cjk(words) and has_cjk(inside):
        return False
    name = inside if has_cjk(words) else words
    return name[0].isupper() and not is_kind(name)


def _goes_on(below: Sequence[Line]) -> bool:
    """Whether text that is not a list of authors stands right below a title."""
    if not below or below[0].kind is BLANK:
        return False
    line = below[0]
    end = len(line.indented.rstrip())
    return authors_of_line(line, line.indent, end) is None


def _wraps(
    body: Sequence[Line],
    first: int,
    end: int,
) -> bool:
    """Whether the title in body[first:end] continues on the next line, because that is indented."""
    if end == len(body) or end - first == MAX_TITLE_LINES:
        return False
    line = body[end]
    adjacent = line.number == body[end - 1].number + 1
    return (
        adjacent and line.kind is TEXT and _INDENTED.match(line.indented) is not None
    )


def _is_english(body: Sequence[Line], at: int) -> bool:
    """Whether the first non-blank line from `at` on is text without Hangul."""
    below = _filled(body, at)
    if below is None or body[below].kind is not TEXT:
        return False
    return not has_hangul(body[below].text)


def _alternate_titles(
    body: list[Line], byline: AuthorList
) -> tuple[tuple[Text, ...], list[Line]]:
    """(titles, lines): more titles with the same authors right below the first one, and the lines
    without them."""
    titles: list[Text] = []
    at = 0
    while (first := _filled(body, at)) is not None:
        size, found = title_lines(body, first)
        if found is None or year_behind(body[first].text, found):
            break
        lines = body[first : first + size]
        title, again = authored(lines, found)
        if not same_people(byline.names(), again.names()):
            break
        # The authors are those of the first title, so the span of this title includes its list of
        # authors. If the list contains a name that the first list does not have, the whole line is
        # shown as typed.
        span = title.span._replace(end=lines[-1].end)
        words = set(" ".join(byline.names()).split())
        known = words.issuperset(" ".join(again.names()).split())
        titles.append(Text(title.text if known else joined(lines), span))
        at = first + size
    return tuple(titles), body[at:]
