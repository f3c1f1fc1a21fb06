"""Recognize lines of tags that are not only hashtags.  These are `Tags: a, b`, and hashtags with an
odd word among them (`#multi agent`)."""

import re
from collections.abc import Sequence

from weeknotes.parsing.hashtags import hashtags, tag_tail, tags_of_line
from weeknotes.parsing.lines import (
    BLANK,
    HEADING,
    SEPARATOR,
    TAGS,
    TEXT,
    URLS,
    Classified,
    Line,
    is_atx,
)
from weeknotes.parsing.result import Text
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import LETTER_OR_DIGIT, Range, moved, stripped

_COLON = r"\s*(?:::?|：)"
_LABELLED = LazyPattern(
    r"(?:[-*+•]\s+)?(?P<mark>\*\*|__|\*|_)?(?:tags?|keywords?|topics?|태그|키워드|주제어"
    r"|タグ|キーワード|标签|標籤|关键词|關鍵詞)"
    rf"(?(mark)(?:(?P=mark){_COLON}|{_COLON}\s*(?P=mark))|{_COLON})\s*(?P<items>\S.*)",
    re.IGNORECASE,
)
_BRACKETS = (("[", "]"), ("(", ")"), ("{", "}"), ("（", "）"), ("【", "】"))
_BETWEEN = re.compile(r"\s*[,;，、；·|]\s*|\s+/\s+")
_MAX_TAG = 40
"""Maximum length in characters of a tag without `#`."""
_MAX_WORDS = 4
_SENTENCE = re.compile(r"[.?!。…]$|://|[(){}<>`]")
_WORD = re.compile(r"[^\s,;，、；]+")
_LETTER_ONLY = re.compile(r"[^\W\d_]")
_TRIMMED = "\"'` "
_SPACE = re.compile(r"\s+")
_BRACKET = re.compile(r"[\[\](),·/|\s]+")
_WRAPPED = LazyPattern(
    r"(?:\[[#＃][^\s#＃\[\]()]{1,40}\](?!\()[\s,·/|]*)+|(?:\([#＃][^\s#＃\[\]()]{1,40}\)[\s,·/|]*)+"
)
"""Tags in brackets of their own: `[#llm] [#agent]`."""
_LABELS = "tTkK태키주タキ标標关關-*+•_"
_FIRST = "#＃[(" + _LABELS
_LONGEST = 500
"""Maximum length in characters of a line of tags that needs this module."""


def find_tag_lines(read: Classified) -> None:
    """Change the lines that this module recognizes to lines of tags."""
    for line in read.filled:
        if line.kind is not TEXT or (first := line.text[0]) not in _FIRST:
            continue
        if first in "#＃":
            if not is_atx(line.text):
                _read_loose(line, read.lines)
        elif len(line.text) > _LONGEST:
            continue
        elif first in "[(" and line.text[1:2] in "#＃" and _is_wrapped(line.text):
            ranges = _split(line.text, _BRACKET)
            line.kind = TAGS
            line.tags = tuple(_part(line, start + 1, end) for start, end in ranges)
        elif first in _LABELS:
            _read_labelled(line)


def _read_labelled(line: Line) -> None:
    """`Tags: a, b`, `Tags: [a, b]`, `**Tags**: a; b` as a line of tags."""
    found = _LABELLED.fullmatch(line.text)
    if not found:
        return
    start, end = found.span("items")
    for opening, closing in _BRACKETS:
        if (
            line.text[start] == opening
            and line.text[end - 1] == closing
            and (not line.text.startswith("[[", start))
        ):
            start, end = start + 1, end - 1
    items = line.text[start:end]
    tags = []
    for first, last in _split(items, _BETWEEN if _BETWEEN.search(items) else _SPACE):
        item = items[first:last].lstrip("#＃ ")
        if item[:2] == "[[" and item[-2:] == "]]":
            item, last = item[2:-2], last - 2
        if (
            len(item) > _MAX_TAG
            or len(item.split()) > _MAX_WORDS
            or _SENTENCE.search(item)
        ):
            return
        if LETTER_OR_DIGIT.search(item):
            tags.append(_part(line, start + last - len(item), start + last))
    if tags:
        line.kind = TAGS
        line.tags = tuple(tags)


def _is_wrapped(text: str) -> bool:
    """Whether a line consists of tags, each in brackets of its own."""
    return (
        _WRAPPED.fullmatch(text) is not None
        and _LETTER_ONLY.search(text) is not None
    )


def _split(text: str, between: re.Pattern[str]) -> list[Range]:
    """(start, end) of each part of a text that is not empty."""
    parts: list[Range] = []
    at = 0
    for gap in [*between.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        start, end = stripped(text, at, stop, _TRIMMED, _TRIMMED)
        if start < end:
            parts.append((start, end))
        at = gap.end() if gap else stop
    return parts


def _part(line: Line, start: int, end: int) -> Text:
    indent = line.indent
    return line.part(indent + start, indent + end)


def _read_loose(line: Line, lines: Sequence[Line]) -> None:
    """Change a line to a line of tags if it consists of hashtags, with at most as many odd words
    between them.  If text follows, the whole line stays text.  `lines` are those of the file."""
    tags: list[Text] = []
    odd: list[Range] = []
    indent = line.indent
    for word in _WORD.finditer(line.text):
        place = moved(word.span(), indent)
        tagged = word[0][0] in "#＃"
        if tagged and (found := tags_of_line(word[0], place[0])):
            tags += line.parts(found)
        elif tagged or not _SENTENCE.search(word[0]):
            odd.append(place)
        else:
            return
    if not odd or len(odd) > len(tags):
        return
    line.odd = tuple(odd)
    if len(line.text) <= _LONGEST and _ends_entry(lines, line.number):
        line.kind = TAGS
        line.tags = tuple(tags)


def _ends_entry(lines: Sequence[Line], at: int) -> bool:
    """Whether an entry may end above line `at`: no text follows."""
    ends = (BLANK, URLS, SEPARATOR, HEADING)
    return at == len(lines) or lines[at].kind in ends or is_atx(lines[at].text)


def without_tags(lines: Sequence[Line]) -> tuple[list[Line], list[Text]]:
    """(lines, tags).  `lines` keep only the odd words of lines of tags.  The hashtags at the end of
    the last paragraph are removed, too."""
    text: list[Line] = []
    tags: list[Text] = []
    odd: list[Line] = []
    for line in lines:
        if line.kind is TAGS:
            tags += line.tags
            odd += odd_words(line) if line.odd else ()
        else:
            text.append(line)
    tail = _cut_tag_tail(text)
    return text + odd, tail + tags


def odd_words(line: Line) -> list[Line]:
    """On a line of tags, the words that are no tags, each as a paragraph."""
    words = ((line.of_kind(BLANK), line.rest(*place)) for place in line.odd)
    return [one for pair in words for one in pair]


def _cut_tag_tail(text: list[Line]) -> list[Text]:
    """Remove the hashtags at the end of the last paragraph, and return them."""
    last = len(text) - 1
    while last >= 0 and text[last].kind is BLANK:
        last -= 1
    if last < 0 or text[last].kind is not TEXT:
        return []
    line = text[last]
    start = tag_tail(line.indented)
    if start is None:
        return []
    rest = line.rest(0, start)
    text[last : last + 1] = [rest] if rest.text else []
    return [*line.parts(hashtags(line.indented[start:], start))]
