"""Split the text of a digest into lines and classify them.  Each byte belongs to exactly one line;
each line has exactly one kind."""

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
    """The kind of a line.  It depends on the line itself; for front matter, fences and separators
    also on the lines around it."""

    BLANK = "blank"
    FRONT = "front"
    """Front matter, including its two `---` lines."""
    SEPARATOR = "separator"
    """`---` after tags, or before a line that can begin an entry or a week."""
    HEADING = "heading"
    """The heading of a week."""
    URLS = "urls"
    """Only addresses, which hashtags may follow."""
    TAGS = "tags"
    """Only hashtags."""
    FENCED = "fenced"
    """A line of a fenced block (code or mathematics), including its fences."""
    TEXT = "text"


BLANK, FRONT, SEPARATOR, HEADING, URLS, TAGS, FENCED, TEXT = LineKind
"""The kinds as module variables, because attribute access on an enum is three times slower."""

_UNSEEN = tuple(UNSEEN)
_RULE = re.compile(r"-{3,}")
_ATX = re.compile(r"#{1,6}\s+\S")
_FRONT_MATTER_END = ("---", "...")
_FRONT_MATTER_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")
_FRONT_MATTER_LINE = re.compile(rf"{_FRONT_MATTER_KEY.pattern}|\s|#|- |[}}\]]")
_LONGEST_FRONT_MATTER = 200
"""Maximum number of lines."""


class Line(NamedTuple):
    """One line of a digest.

    `number` counts from 1.  `start` and `end` are byte offsets in the file, including the line end.
    `indented` is the text without the line end; `text` also has no white space at both ends.  The
    other fields are for certain kinds of lines."""

    number: int
    start: int
    end: int
    kind: LineKind
    indented: str
    text: str
    label: WeekLabel | None = None
    urls: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    """Without `#`.  Includes tags after addresses or after a `Title (Authors)`."""
    title: TitleLine | None = None
    """Offsets in `text`, if the line is a `Title (Authors)`."""
    before: int = 0
    """The number of characters that were removed from the line before `indented`."""

    @property
    def indent(self) -> int:
        """The number of white space characters before the text."""
        return _indent(self.indented)

    @property
    def span(self) -> Span:
        """The position of the line; the column is that of its first non-space character."""
        return Span(self.number, self.before + self.indent + 1, self.start, self.end)

    def of_kind(
        self,
        kind: LineKind,
        label: WeekLabel | None = None,
        urls: tuple[Text, ...] = (),
        tags: tuple[Text, ...] = (),
        title: TitleLine | None = None,
    ) -> Line:
        """A copy of the line with another kind and its fields.  Twice as fast as `_replace`."""
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
        """indented[start:end] with its position."""
        (part,) = self.parts([(start, end)])
        return part

    def parts(
        self,
        ranges: Iterable[tuple[int, int]],
    ) -> tuple[Text, ...]:
        """indented[start:end] with its position, for each range.  Ranges are in ascending
        order."""
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
        """indented[start:end] as a line of text with the correct position in the file."""
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
    """Split the text of a digest into lines and classify each."""
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
    """(lines, sizes): the lines without their line ends, and the number of bytes of each line
    end."""
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
    """The number of lines in the front matter, including both `---` lines; 0 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    keys = False
    for i, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 1):
        text = line.rstrip()
        if text in _FRONT_MATTER_END:
            return i + 1 if keys else 0
        keys = keys or _FRONT_MATTER_KEY.match(text) is not None
        # A file may also begin with a separator: then no `key: value` follows it.
        if text and not _FRONT_MATTER_LINE.match(text):
            return 0
    return 0


def _classified(line: Line) -> Line:
    """Classify a line that is not blank.  The first character limits the possible kinds."""
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
    """The line as a line of addresses, with the tags after them; None if it contains other text."""
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
    """(start, end) of each address in `indented`; empty if it contains other text.  `text` is its
    trimmed form."""
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
    """A line of text; if it is a `Title (Authors)`, with the offsets of these, and with the tags
    after them."""
    text = line.text
    if title := split_title(text):
        return line.of_kind(TEXT, title=title)
    tail = tag_tail(text) if "#" in text else None
    if tail and (title := split_title(text[:tail])):
        tags = hashtags(text[tail:], line.indent + tail)
        return line.of_kind(TEXT, tags=line.parts(tags), title=title)
    return line


def _with_separators(lines: list[Line]) -> list[Line]:
    """Change a `---` that does not separate entries to text: it is a thematic break of the
    commentary."""
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
    """Whether the `---` at line filled[k] separates entries.  `filled` are the indexes of non-blank
    lines."""
    if k > 0 and lines[filled[k - 1]].kind is TAGS:
        return True
    return k + 1 < len(filled) and _may_begin(lines[filled[k + 1]])


def _may_begin(line: Line) -> bool:
    """Whether an entry or a week can begin with this line: an address, a week heading, a Markdown
    heading or a `Title (Authors)`."""
    if line.kind is not TEXT:
        return line.kind in (URLS, HEADING)
    addressed = line.text.startswith(("http://", "https://"))
    return addressed or is_atx(line.text) or line.title is not None


def _trimmed(indented: str) -> str:
    """The text of a line without white space and zero-width characters at both ends."""
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
    """All characters that are removed at both ends of a line."""
    return "".join(filter(str.isspace, map(chr, range(0x3001)))) + UNSEEN


def _size(text: str) -> int:
    """The number of bytes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())
