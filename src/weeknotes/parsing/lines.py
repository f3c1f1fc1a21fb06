"""Split the text of a digest into lines, and classify them.  Each byte belongs to exactly one line,
and each line has exactly one kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.parsing.hashtags import (
    FIRST_CHARACTERS,
    hashtags,
    tag_tail,
    tags_of_line,
)
from weeknotes.parsing.heads import FIRST_OF_MARK, find_head, is_draft_mark
from weeknotes.parsing.hidden import Cut, Hidden, hidden_parts, without
from weeknotes.parsing.reference_links import reference_links
from weeknotes.parsing.result import Text
from weeknotes.parsing.titles import (
    TITLE_ENDS,
    TitleLine,
    split_cited_title,
    split_title,
)
from weeknotes.text.code import fenced_lines
from weeknotes.text.headings import heading
from weeknotes.text.links import find_urls, is_url
from weeknotes.text.time_headings import TimeHeading
from weeknotes.text.times import Time
from weeknotes.text.unicode import LINE_END, UNSEEN, WHITE_SPACE, Range
from weeknotes.text.weeks import WeekLabel


class LineKind(StrEnum):
    """The kind of a line.  It depends on the line itself.  For front matter, fences and separators,
    it also depends on the lines around it."""

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
    LINK = "link"
    """A title and its address, as one link or side by side."""
    SECTION = "section"
    """The heading of a part of a note.  It is not a title."""
    TEXT = "text"
    HIDDEN = "hidden"
    """Nothing but a comment, or a part of one."""
    DRAFT = "draft"
    """The mark `draft: true`, which hides an entry."""


(
    BLANK,
    FRONT,
    SEPARATOR,
    HEADING,
    URLS,
    TAGS,
    FENCED,
    LINK,
    SECTION,
    TEXT,
    HIDDEN,
    DRAFT,
) = LineKind
"""The kinds as module variables, because attribute access on an enum is three times slower."""

_WITHOUT_SCHEME = re.compile(
    r"arXiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
    r"|(?:doi:\s?)?10\.\d{4,9}/[^\s,;]+"
    r"|(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|org|net|io|ai|dev|edu|gov|co|kr|jp|cn|uk|de|fr|ch|me|app|info)(?=/.))"
    r"(?:/[!-~]*)?",
    re.IGNORECASE,
)
"""An address without its scheme, or the name of a paper, on a line of its own."""

_UNSEEN = tuple(UNSEEN)
_TRIMMED = WHITE_SPACE + UNSEEN
_RULE = re.compile(r"-{3,}")
_LINE_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
ATX = re.compile(r"(?P<marks>#{1,6})(?:\s+(?=\S)|(?<=##)(?=[^\W_]))")
"""The marks of a Markdown heading: `## Title`, and without a blank `##Title`; `#Title` is a tag."""


class Gap(NamedTuple):
    """A comment that was removed from a line, or `shown`, which was put in.  `at` is its offset in
    `Line.indented`.  `characters` and `bytes` are the size of all that was removed up to here, less
    what was put in."""

    at: int
    characters: int
    bytes: int
    shown: str = ""


@dataclass(slots=True)
class Line:
    """One line of a digest.  It never changes once all lines of the file are classified, but the
    class is not frozen, because making a frozen object takes twice as long.

    `number` counts from 1.  `start` and `end` are byte offsets in the file, including the line end.
    `indented` is the text without the line end.  `text` also has no white space at both ends.  The
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
    gaps: tuple[Gap, ...] = ()
    """The comments that were removed from `indented`."""
    time: TimeHeading | None = None
    """The time of a heading that is in another form than `label`."""
    odd: tuple[Range, ...] = ()
    """The offsets in `indented` of words that are not tags.  Only for a line of tags, and for a
    line of text that is nearly a line of tags."""

    @property
    def indent(self) -> int:
        """The number of white space characters before the text."""
        return 0 if self.text is self.indented else _indent(self.indented)

    @property
    def heading(self) -> str:
        """The words of a Markdown heading; empty for other lines."""
        return (
            self.text.strip("# ") if self.kind is TEXT and is_atx(self.text) else ""
        )

    @property
    def span(self) -> Span:
        """The position of the line.  Its column is the column of the first character that is not a
        space."""
        column = self.before + self.indent + 1
        if self.gaps:
            column += self._hidden(self.indent)[0]
        return Span(self.number, column, self.start, self.end)

    def _hidden(self, column: int, *, is_end: bool = False) -> Range:
        """The number of characters and of bytes that were removed before indented[column].  With
        `is_end`, those before the end of indented[:column]."""
        limit = column - 1 if is_end else column
        count = bisect_right(self.gaps, limit, key=attrgetter("at"))
        if not count:
            return 0, 0
        gap = self.gaps[count - 1]
        if not gap.shown:
            return gap.characters, gap.bytes
        inside = limit - gap.at
        return gap.characters - inside, gap.bytes - _size(gap.shown[:inside])

    def of_kind(self, kind: LineKind) -> Line:
        """The line with another kind, without the fields that describe its text."""
        return replace(
            self,
            kind=kind,
            label=None,
            urls=(),
            tags=(),
            title=None,
            time=None,
            odd=(),
        )

    def part(self, start: int, end: int) -> Text:
        """indented[start:end] with its position."""
        return self.parts(((start, end),))[0]

    def parts(self, ranges: Sequence[Range]) -> tuple[Text, ...]:
        """indented[start:end] with its position, for each range.  Ranges are in ascending
        order."""
        parts: list[Text] = []
        indented, number = self.indented, self.number
        before, byte = self.before + 1, self.start
        is_ascii = indented.isascii()
        at = 0
        for start, end in ranges:
            text = indented[start:end]
            if is_ascii:  # fast, for most addresses, tags and titles
                first, byte = self.start + start, self.start + end
            else:
                first = byte + len(indented[at:start].encode())
                at, byte = end, first + len(text.encode())
            span = Span(number, before + start, first, byte)
            if self.gaps:
                span = self._shifted(span, start, end)
            parts.append(Text(text, span))
        return tuple(parts)

    def _shifted(self, span: Span, start: int, end: int) -> Span:
        """The span of indented[start:end] in a line with gaps."""
        characters, first = self._hidden(start)
        _, last = self._hidden(max(end, start + 1), is_end=True)
        return Span(
            span.line, span.column + characters, span.start + first, span.end + last
        )

    def byte_at(self, column: int, *, is_end: bool = False) -> int:
        """The byte offset of indented[column] in the file.  With `is_end`, the byte offset of the
        end of indented[:column]."""
        hidden = self._hidden(column, is_end=is_end)[1] if self.gaps else 0
        return self.start + _size(self.indented[:column]) + hidden

    def rest(self, start: int, end: int | None = None) -> Line:
        """indented[start:end] as a line of text with the correct position in the file."""
        indented = self.indented[start:end]
        line = Line(
            number=self.number,
            start=self.byte_at(start),
            end=self.end if end is None else self.byte_at(end, is_end=True),
            kind=TEXT,
            indented=indented,
            text=_trimmed(indented),
            before=self.before + start,
        )
        if self.gaps:
            characters, size = self._hidden(start)
            inside = [
                gap._replace(
                    at=gap.at - start,
                    characters=gap.characters - characters,
                    bytes=gap.bytes - size,
                )
                for gap in self.gaps
                if gap.at > start
            ]
            line.before += characters
            line.gaps = tuple(inside)
        _find_title(line)
        return line


def is_without_scheme(text: str) -> bool:
    """Whether a text is an address without its scheme, or the name of a paper."""
    return (
        "." in text
        and " " not in text.strip()
        and bool(_WITHOUT_SCHEME.fullmatch(text))
    )


def address_before_words(text: str) -> int:
    """The length of an address with a path, but without its scheme, before other words; 0 if there
    is none."""
    found = _WITHOUT_SCHEME.match(text) if "." in text[:100] else None
    if not found or "/" not in found[0]:
        return 0
    words = text[found.end() :]
    return found.end() if words[:1].isspace() and words.strip() else 0


_HEADING_ID = re.compile(r"\s*\{[#.][^{}]*\}\s*$")


def without_id(text: str) -> str:
    """A heading without the id at its end: `Title {#id}`."""
    return _HEADING_ID.sub("", text) if text.endswith("}") else text


def is_atx(text: str) -> bool:
    """Whether a line is a Markdown heading: `## Title`."""
    return text.startswith("#") and ATX.match(text) is not None


class Classified(NamedTuple):
    """The lines of a digest, those of them that are not blank, the comments in them, the front
    matter, and the marks of drafts.  `outer` is the time that the path of the file tells."""

    lines: list[Line]
    filled: list[Line]
    hidden: Hidden
    head: list[Line]
    drafts: list[Line]
    outer: Time = Time()


def line_at(lines: Sequence[Line], number: int) -> Line | None:
    """The line with this number, if it is among `lines`."""
    k = bisect_left(lines, number, key=attrgetter("number"))
    return lines[k] if k < len(lines) and lines[k].number == number else None


def filled_beside(
    lines: Sequence[Line], at: int, step: int, *, marks: bool = True
) -> Line | None:
    """The next line that is shown, in the direction of `step`.  With `marks`, marks of drafts count
    as well."""
    skipped = (BLANK, HIDDEN) if marks else (BLANK, HIDDEN, DRAFT)
    at += step
    while 0 <= at < len(lines) and lines[at].kind in skipped:
        at += step
    return lines[at] if 0 <= at < len(lines) else None


def classify(text: str) -> Classified:
    """Split the text of a digest into lines, classify each, and find its comments."""
    end = 0
    if text.startswith("\ufeff"):
        text = text[1:]
        end = len("\ufeff".encode())
    texts = LINE_END.split(text) if "\r" in text else text.split("\n")
    if not texts[-1]:
        texts.pop()
    typed = texts
    front = find_head(texts)
    hidden = hidden_parts(text, texts, front)
    parts = hidden.parts
    if "]:" in text:
        parts = {**parts, **reference_links(texts, {*parts, *front})}
    if parts:
        texts = [without(line, parts.get(i, ())) for i, line in enumerate(texts)]
        front = find_head(texts)
    has_fences = "```" in text or "~~~" in text or "$$" in text
    fenced = fenced_lines(texts) if has_fences else ()
    apart = dict.fromkeys(fenced, FENCED) | dict.fromkeys(front, FRONT)
    trimmed = _trimmed if any(mark in text for mark in UNSEEN) else str.strip
    lines: list[Line] = []
    filled: list[Line] = []
    typed_data = text.encode().splitlines(keepends=True)
    for i, (indented, shown, data) in enumerate(
        zip(texts, map(trimmed, texts), typed_data, strict=True)
    ):
        start, end = end, end + len(data)
        line = Line(i + 1, start, end, TEXT if shown else BLANK, indented, shown)
        lines.append(line)
        if i in apart:
            line.kind = apart[i]
            line.text = indented.strip()
            filled.append(line)
        elif shown:
            if i in parts:
                line.gaps = _gaps(typed[i], parts[i])
            filled.append(line)
            _classify(line)
        elif i in parts:
            line.kind = HIDDEN
    _find_breaks(filled if "---" in text else ())
    drafts = [line for line in filled if line.kind is DRAFT]
    return Classified(lines, filled, hidden, [lines[i] for i in front], drafts)


def _gaps(line: str, parts: Sequence[Cut]) -> tuple[Gap, ...]:
    """The hidden parts of a line, as gaps in the text that is left.  All that is shown in place of
    a part has the position of its first character."""
    gaps: list[Gap] = []
    removed = size = 0
    for start, end, shown in parts:
        at = start - removed
        if shown:
            gaps.append(Gap(at, removed, size, shown))
        at += len(shown)
        removed += end - start - len(shown)
        size += _size(line[start:end]) - _size(shown)
        gaps.append(Gap(at, removed, size))
    return tuple(gaps)


def _classify(line: Line) -> None:
    """Set the kind of a line of text, and its fields.  The first character limits the possible
    kinds."""
    text = line.text
    first = text[0]
    if first in "hH" and "://" in text[:8] and _find_addresses(line, _url_ranges):
        return
    if first in FIRST_OF_MARK and is_draft_mark(text):
        line.kind = DRAFT
        return
    if first > "\x7f" and first.isalpha() and first not in FIRST_CHARACTERS:
        _find_title(line)  # most commentary in Korean
        return
    if first in FIRST_CHARACTERS and (tags := tags_of_line(text, line.indent)):
        line.kind = TAGS
        line.tags = line.parts(tags)
        return
    if first.isascii() and _may_be_name(text) and _find_addresses(line, _name_range):
        return
    if not first.isalpha():
        label = heading(text)
        if label and label.plausible:
            line.kind = HEADING
            line.label = label
            return
    if first == "-" and _RULE.fullmatch(text):
        line.kind = SEPARATOR
    else:
        _find_title(line)


def _may_be_name(text: str) -> bool:
    """Whether a line may begin with an address without its scheme.  Only `arXiv:` and `doi:` may
    have a space before the first full stop."""
    dot = text.find(".")
    return dot > 0 and (text.find(" ", 0, dot) < 0 or text.find(":", 0, 6) > 0)


def _find_addresses(
    line: Line, addresses_in: Callable[[str], Sequence[Range]]
) -> bool:
    """Make a line a line of addresses if it consists of addresses and the tags after them.  Returns
    whether it does."""
    indented, tail = line.indented, None
    ranges = addresses_in(indented)
    if not ranges and (tail := tag_tail(indented)):
        ranges = addresses_in(indented[:tail])
    if not ranges:
        return False
    line.kind = URLS
    line.urls = line.parts(ranges)
    if tail:
        line.tags = line.parts(hashtags(indented[tail:], tail))
    return True


def _name_range(indented: str) -> list[Range]:
    """(start, end) of the address without its scheme that `indented` consists of; empty if it
    contains other text."""
    text = _trimmed(indented)
    start = indented.index(text)
    return [(start, start + len(text))] if _WITHOUT_SCHEME.fullmatch(text) else []


def _url_ranges(indented: str) -> list[Range]:
    """(start, end) of each address in `indented`; empty if it contains other text."""
    if is_url(indented):
        return [(0, len(indented))]
    ranges: list[Range] = []
    between = ""
    at = 0
    for url in find_urls(indented):
        between += indented[at : url.start]
        at = url.end
        ranges.append((url.start, at))
    other = _LINE_BREAK.sub("", between + indented[at:])
    return [] if other.strip(_TRIMMED + ",;.|/") else ranges


def _find_title(line: Line) -> None:
    """Set the title of a line if it is a `Title (Authors)`, and the tags after a title or a
    heading."""
    text = line.text
    if text.endswith(TITLE_ENDS):
        line.title = split_title(text) or split_cited_title(text)
    if not line.title and "#" in text and (tail := tag_tail(text)):
        line.title = split_title(text[:tail])
        if line.title or (is_atx(text) and text[:tail].strip("# ")):
            line.tags = line.parts(hashtags(text[tail:], line.indent + tail))


def _find_breaks(lines: Sequence[Line]) -> None:
    """Change a `---` that does not separate entries to text, because it is a thematic break of the
    commentary.  `lines` are not blank."""
    for k, line in enumerate(lines):
        if line.kind is SEPARATOR and not (
            (k > 0 and lines[k - 1].kind is TAGS)
            or (k + 1 < len(lines) and _may_begin(lines[k + 1]))
        ):
            line.kind = TEXT


def _may_begin(line: Line) -> bool:
    """Whether an entry or a week can begin with this line.  Such a line is an address, a week
    heading, a Markdown heading or a `Title (Authors)`."""
    if line.kind is not TEXT:
        return line.kind in (URLS, HEADING)
    addressed = line.text.startswith(("http://", "https://"))
    return addressed or is_atx(line.text) or line.title is not None


def _trimmed(indented: str) -> str:
    """The text of a line without white space and zero-width characters at both ends."""
    text = indented.strip()
    if text[:1] in _UNSEEN or text[-1:] in _UNSEEN:
        return indented.strip(_TRIMMED)
    return text


def _indent(indented: str) -> int:
    rest = indented.lstrip()
    if rest[:1] in _UNSEEN:
        rest = indented.lstrip(_TRIMMED)
    return len(indented) - len(rest)


def _size(text: str) -> int:
    """The number of bytes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())
