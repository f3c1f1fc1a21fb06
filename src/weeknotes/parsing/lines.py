"""A digest's text → classified lines.  Every byte belongs to one line, every line has one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.parsing.hashtags import FIRST_CHARACTERS, hashtags, is_tag_line, tag_tail
from weeknotes.parsing.result import Text
from weeknotes.parsing.titles import TitleLine, split_title
from weeknotes.text.links import UrlMatch, fenced_lines, find_urls, url_at
from weeknotes.text.unicode import LINE_END, UNSEEN
from weeknotes.text.weeks import WeekLabel, heading


class LineKind(StrEnum):
    """The kind of a line, which follows from the line alone (and the fence around it)."""

    BLANK = "blank"
    FRONT = "front"
    """Front matter, with its two lines `---`."""
    SEPARATOR = "separator"
    """`---` after tags, or where an entry or a week can begin below it."""
    HEADING = "heading"
    """The week, and nothing else."""
    URLS = "urls"
    """Addresses, and nothing else but hashtags after them."""
    TAGS = "tags"
    """Hashtags, and nothing else."""
    FENCED = "fenced"
    """A line of a fenced code block or of a block of mathematics, with its fences."""
    TEXT = "text"


BLANK, FRONT, SEPARATOR, HEADING, URLS, TAGS, FENCED, TEXT = LineKind
"""The kinds as plain names: to look one up in its class takes three times as long."""

_UNSEEN = tuple(UNSEEN)
_RULE = re.compile(r"-{3,}")
_ATX = re.compile(r"#{1,6}\s+\S")
_FRONT_MATTER_END = ("---", "...")
_FRONT_MATTER_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")
_FRONT_MATTER_LINE = re.compile(rf"{_FRONT_MATTER_KEY.pattern}|\s|#|- |[}}\]]")
_LONGEST_FRONT_MATTER = 200
"""Lines."""


class Line(NamedTuple):
    """One line of a digest.

    `number` counts from 1; `start` and `end` are byte offsets in the file, the line end included.
    `indented` is the text without the line end, `text` the same without white space around it.  The
    fields below `text` belong to certain kinds of lines."""

    number: int
    start: int
    end: int
    kind: LineKind
    indented: str
    text: str
    label: WeekLabel | None = None
    urls: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    """Without `#`; also the tags after addresses or after a `Title (Authors)`."""
    title: TitleLine | None = None
    """Title and authors in `text`, where a line of text is `Title (Authors)`."""
    before: int = 0
    """How many characters of the line in the file were cut off before `indented`."""

    @property
    def indent(self) -> int:
        """The number of white space characters before the text."""
        return _indent(self.indented)

    @property
    def span(self) -> Span:
        """The place of the line, from its first character that is not white space."""
        return Span(self.number, self.before + self.indent + 1, self.start, self.end)

    def part(self, start: int, end: int) -> Text:
        """indented[start:end] with its place."""
        return self.parts([(start, end)])[0]

    def parts(self, ranges: Iterable[tuple[int, int]]) -> list[Text]:
        """indented[start:end] with its place, for each range in ascending order."""
        return _placed(self.number, self.start, self.indented, ranges, self.before)

    def byte_at(self, column: int) -> int:
        """The byte offset of indented[column] in the file."""
        return self.start + _size(self.indented[:column])

    def rest(self, start: int, end: int | None = None) -> Line:
        """indented[start:end] as a line of text that knows its place in the file."""
        first = self.byte_at(start)
        last = self.end if end is None else self.byte_at(end)
        indented = self.indented[start:end]
        return _text_line(
            self.number, first, last, indented, _trimmed(indented), self.before + start
        )


def is_atx(text: str) -> bool:
    """Whether a line is a Markdown heading: `## Title`."""
    return text.startswith("#") and _ATX.match(text) is not None


def classify(text: str) -> list[Line]:
    """The lines of a digest, each with its kind."""
    texts, ends = _raw_lines(text)
    start = 0
    if text.startswith("\ufeff"):
        texts[0] = texts[0][1:]
        start = len("\ufeff".encode())
    head = _front_matter_length(texts)
    fenced = fenced_lines(texts)
    lines: list[Line] = []
    for number, (indented, line_end) in enumerate(zip(texts, ends, strict=True), 1):
        end = start + _size(indented) + line_end
        if number <= head:
            lines.append(Line(number, start, end, FRONT, indented, indented.strip()))
        elif number - 1 in fenced:
            lines.append(Line(number, start, end, FENCED, indented, indented.strip()))
        else:
            lines.append(_classified(number, start, end, indented))
        start = end
    return _with_separators(lines)


def _raw_lines(text: str) -> tuple[list[str], list[int]]:
    """The lines, without CR, LF, CRLF or Unicode's two separators at their ends, and how many bytes
    each end has."""
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        lines = LINE_END.split(text)
        ends = [len(end.encode()) for end in LINE_END.findall(text)]
    else:
        lines = text.split("\n")
        ends = [1] * (len(lines) - 1)
    if lines[-1]:
        ends.append(0)
    else:
        lines.pop()
    return lines, ends


def _front_matter_length(lines: Sequence[str]) -> int:
    """The number of lines of the YAML head, from a first line `---` to the next one; 0 where there
    is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    keys = False
    for i, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 1):
        text = line.rstrip()
        if text in _FRONT_MATTER_END:
            return i + 1 if keys else 0
        keys = keys or _FRONT_MATTER_KEY.match(text) is not None
        # A separator before the first entry looks the same, but no `key: value` follows it.
        if text and not _FRONT_MATTER_LINE.match(text):
            return 0
    return 0


def _classified(number: int, start: int, end: int, indented: str) -> Line:
    """A line outside of fences: its first character says which kinds are possible."""
    text = _trimmed(indented)
    if not text:
        return Line(number, start, end, BLANK, indented, text)
    first = text[0]
    if first in "hH" and "://" in text[:8]:
        urls, tags = _urls_and_tags(number, start, indented, text)
        if urls:
            return Line(number, start, end, URLS, indented, text, None, tuple(urls), tuple(tags))
    if first in FIRST_CHARACTERS and is_tag_line(text):
        ranges = hashtags(text, _indent(indented))
        tags = _placed(number, start, indented, ranges)
        return Line(number, start, end, TAGS, indented, text, None, (), tuple(tags))
    if not first.isalpha() and (label := heading(text)) and label.plausible:
        return Line(number, start, end, HEADING, indented, text, label)
    if first == "-" and _RULE.fullmatch(text):
        return Line(number, start, end, SEPARATOR, indented, text)
    return _text_line(number, start, end, indented, text)


def _urls_and_tags(
    number: int, start: int, indented: str, text: str
) -> tuple[list[Text], list[Text]]:
    """The addresses of a line and the tags after them; no addresses where the line holds other
    text too."""
    if urls := _urls_only(number, start, indented, text):
        return urls, []
    if not (tail := tag_tail(indented)):
        return [], []
    before = indented[:tail]
    ranges = hashtags(indented[tail:], tail)
    tags = _placed(number, start, indented, ranges)
    return _urls_only(number, start, before, _trimmed(before)), tags


def _urls_only(number: int, start: int, indented: str, text: str) -> list[Text]:
    """The addresses of a line; none where it holds other text too."""
    alone = url_at(text, 0)
    if alone and alone.end == len(text):
        lead = _indent(indented)
        ranges = [(lead, lead + len(text))]
    else:
        urls = find_urls(indented)
        if _between(indented, urls).strip(" \t\u3000,;.|/"):
            return []
        ranges = [(url.start, url.end) for url in urls]
    return _placed(number, start, indented, ranges)


def _between(text: str, urls: Sequence[UrlMatch]) -> str:
    """The text without its addresses."""
    ends = [0, *(url.end for url in urls)]
    starts = [*(url.start for url in urls), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _text_line(
    number: int, start: int, end: int, indented: str, text: str, before: int = 0
) -> Line:
    """A line of text, with its title and authors, and the tags after them, where it has these."""
    title = split_title(text)
    tags: list[Text] = []
    if title is None and "#" in text and (tail := tag_tail(text)):
        title = split_title(text[:tail])
        if title:
            ranges = hashtags(text[tail:], _indent(indented) + tail)
            tags = _placed(number, start, indented, ranges, before)
    return Line(number, start, end, TEXT, indented, text, None, (), tuple(tags), title, before)


def _with_separators(lines: list[Line]) -> list[Line]:
    """The lines, where `---` is a separator only after tags or where an entry or a week can begin
    below it; elsewhere it is a rule of the text."""
    filled = [i for i, line in enumerate(lines) if line.kind is not BLANK]
    separated = list(lines)
    for k, i in enumerate(filled):
        if lines[i].kind is not SEPARATOR:
            continue
        after_tags = k > 0 and lines[filled[k - 1]].kind is TAGS
        before_entry = k + 1 < len(filled) and _may_begin(lines[filled[k + 1]])
        if not after_tags and not before_entry:
            separated[i] = lines[i]._replace(kind=TEXT)
    return separated


def _may_begin(line: Line) -> bool:
    """Whether an entry or a week can begin with this line: addresses, a week, a `# heading`, or
    `Title (Authors)`."""
    if line.kind is not TEXT:
        return line.kind in (URLS, HEADING)
    addressed = line.text.startswith(("http://", "https://"))
    return addressed or is_atx(line.text) or line.title is not None


def _trimmed(indented: str) -> str:
    """The text of a line without the white space at its ends, invisible characters included."""
    text = indented.strip()
    if text[:1] in _UNSEEN or text[-1:] in _UNSEEN:
        return indented.strip(_white_space())
    return text


def _indent(indented: str) -> int:
    rest = indented.lstrip()
    if rest[:1] in _UNSEEN:
        rest = indented.lstrip(_white_space())
    return len(indented) - len(rest)


@cache
def _white_space() -> str:
    """What is white space at the ends of a line, invisible characters included."""
    return "".join(filter(str.isspace, map(chr, range(0x3001)))) + UNSEEN


def _size(text: str) -> int:
    """The number of bytes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def _placed(
    number: int, start: int, text: str, ranges: Iterable[tuple[int, int]], before: int = 0
) -> list[Text]:
    """text[first:last] with its place, for each range in ascending order.

    The text is that of line `number`; it begins at byte `start` of the file, after `before`
    characters of the line.  Its bytes are counted once for all ranges."""
    placed: list[Text] = []
    at = 0
    byte = start
    for first, last in ranges:
        piece = text[first:last]
        begin = byte + _size(text[at:first])
        at, byte = last, begin + _size(piece)
        placed.append(Text(piece, Span(number, before + first + 1, begin, byte)))
    return placed
