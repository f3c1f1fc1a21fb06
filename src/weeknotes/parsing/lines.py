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
from weeknotes.text.code import fenced_lines
from weeknotes.text.headings import heading
from weeknotes.text.links import find_urls, url_at
from weeknotes.text.unicode import LINE_END, UNSEEN
from weeknotes.text.weeks import WeekLabel


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

    def of_kind(
        self,
        kind: LineKind,
        label: WeekLabel | None = None,
        urls: tuple[Text, ...] = (),
        tags: tuple[Text, ...] = (),
        title: TitleLine | None = None,
    ) -> Line:
        """The line with its kind and the fields of that kind; `_replace` would take twice as
        long."""
        return Line(
            self.number,
            self.start,
            self.end,
            kind,
            self.indented,
            self.text,
            label,
            urls,
            tags,
            title,
            self.before,
        )

    def part(self, start: int, end: int) -> Text:
        """indented[start:end] with its place."""
        (part,) = self.parts([(start, end)])
        return part

    def parts(
        self,
        ranges: Iterable[tuple[int, int]],
    ) -> tuple[Text, ...]:
        """indented[start:end] with its place, for each range in ascending order."""
        parts: list[Text] = []
        size = len if self.indented.isascii() else _size
        at = 0
        byte = self.start
        for start, end in ranges:
            text = self.indented[start:end]
            first = byte + size(self.indented[at:start])
            at, byte = end, first + size(text)
            span = Span(self.number, self.before + start + 1, first, byte)
            parts.append(Text(text, span))
        return tuple(parts)

    def byte_at(self, column: int) -> int:
        """The byte offset of indented[column] in the file."""
        return self.start + _size(self.indented[:column])

    def rest(
        self,
        start: int,
        end: int | None = None,
    ) -> Line:
        """indented[start:end] as a line of text that knows its place in the file."""
        indented = self.indented[start:end]
        line = Line(
            number=self.number,
            start=self.byte_at(start),
            end=self.end if end is None else self.byte_at(end),
            kind=TEXT,
            indented=indented,
            text=_trimmed(indented),
            before=self.before + start,
        )
        return _with_title(line)


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
    for i, indented in enumerate(texts):
        size = len(indented) if indented.isascii() else len(indented.encode())
        end = start + size + ends[i]
        if i < head or i in fenced:
            kind = FRONT if i < head else FENCED
            lines.append(
                Line(
                    i + 1,
                    start,
                    end,
                    kind,
                    indented,
                    indented.strip(),
                )
            )
        elif text := _trimmed(indented):
            line = Line(
                i + 1,
                start,
                end,
                TEXT,
                indented,
                text,
            )
            lines.append(_classified(line))
        else:
            lines.append(
                Line(
                    i + 1,
                    start,
                    end,
                    BLANK,
                    indented,
                    "",
                )
            )
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


def _classified(line: Line) -> Line:
    """A line of text with its kind.  Its first character says which kinds are possible."""
    text = line.text
    first = text[0]
    if first in "hH" and "://" in text[:8] and (urls := _as_urls(line)):
        return urls
    if first in FIRST_CHARACTERS and is_tag_line(text):
        tags = line.parts(hashtags(text, line.indent))
        return line.of_kind(TAGS, tags=tags)
    if not first.isalpha():
        label = heading(text)
        if label and label.plausible:
            return line.of_kind(HEADING, label=label)
    if first == "-" and _RULE.fullmatch(text):
        return line.of_kind(SEPARATOR)
    return _with_title(line)


def _as_urls(line: Line) -> Line | None:
    """The line with its addresses, and the tags after them; None where it holds other text too."""
    indented = line.indented
    if ranges := _url_ranges(indented, line.text):
        return line.of_kind(URLS, urls=line.parts(ranges))
    tail = tag_tail(indented)
    if not tail:
        return None
    before = indented[:tail]
    ranges = _url_ranges(before, _trimmed(before))
    if not ranges:
        return None
    tags = hashtags(indented[tail:], tail)
    return line.of_kind(
        URLS,
        urls=line.parts(ranges),
        tags=line.parts(tags),
    )


def _url_ranges(
    indented: str,
    text: str,
) -> list[tuple[int, int]]:
    """(start, end) of each address in a text that begins with one; none where it holds other text
    too."""
    alone = url_at(text, 0)
    if alone and alone.end == len(text):
        start = _indent(indented)
        return [(start, start + len(text))]
    ranges: list[tuple[int, int]] = []
    between = ""
    at = 0
    for url in find_urls(indented):
        between += indented[at : url.start]
        at = url.end
        ranges.append((url.start, at))
    other = between + indented[at:]
    return [] if other.strip(" \t\u3000,;.|/") else ranges


def _with_title(line: Line) -> Line:
    """A line of text with its title and authors, and the tags after them, where it has these."""
    text = line.text
    if title := split_title(text):
        return line.of_kind(TEXT, title=title)
    tail = tag_tail(text) if "#" in text else None
    if tail and (title := split_title(text[:tail])):
        tags = hashtags(text[tail:], line.indent + tail)
        return line.of_kind(TEXT, tags=line.parts(tags), title=title)
    return line


def _with_separators(lines: list[Line]) -> list[Line]:
    """The lines, where `---` is a separator only after tags or where an entry or a week can begin
    below it; elsewhere it is a rule of the text."""
    filled = [i for i, line in enumerate(lines) if line.kind is not BLANK]
    result = list(lines)
    for k, i in enumerate(filled):
        if lines[i].kind is SEPARATOR and not _separates(lines, filled, k):
            result[i] = lines[i]._replace(kind=TEXT)
    return result


def _separates(
    lines: Sequence[Line],
    filled: Sequence[int],
    k: int,
) -> bool:
    """Whether the line `---` at filled[k] separates entries; `filled` are the lines that are not
    blank."""
    if k > 0 and lines[filled[k - 1]].kind is TAGS:
        return True
    return k + 1 < len(filled) and _may_begin(lines[filled[k + 1]])


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
