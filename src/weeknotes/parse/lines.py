"""A digest's text → classified lines.  Every byte belongs to one line, every line to one class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.links import UrlMatch, fenced_lines, find_urls
from weeknotes.parse.raw import Text
from weeknotes.parse.titles import split_title
from weeknotes.weeks import WeekLabel, heading


class LineKind(StrEnum):
    """The class of a line, from the line alone (and the fence that it stands in)."""

    BLANK = "blank"
    FRONT = "front"
    """Front matter, its two `---` included."""
    SEPARATOR = "separator"
    """`---` before a URL or a heading, or before anything where it was asked for."""
    HEADING = "heading"
    """The week, and nothing else."""
    URLS = "urls"
    """Addresses, and nothing else."""
    TAGS = "tags"
    """Hashtags, and nothing else."""
    FENCED = "fenced"
    """A line of a fenced code block or of a block of mathematics, its fences included."""
    TEXT = "text"


class Line(NamedTuple):
    """One line: `indented` is its text without the line end; start and end are byte offsets, the line end within."""

    number: int
    start: int
    end: int
    kind: LineKind
    indented: str
    label: WeekLabel | None = None
    urls: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()

    @property
    def text(self) -> str:
        """The line without white space around it."""
        return self.indented.strip()

    @property
    def indent(self) -> int:
        """How many characters of white space stand before the text."""
        return len(self.indented) - len(self.indented.lstrip())

    @property
    def span(self) -> Span:
        return Span(self.number, self.indent + 1, self.start, self.end)

    def part(self, start: int, end: int) -> Text:
        """indented[start:end] with its place."""
        return self.parts([(start, end)])[0]

    def parts(self, ranges: Iterable[tuple[int, int]]) -> list[Text]:
        """indented[start:end] for each range, in ascending order: bytes are counted once along the line."""
        text, at, byte, number = self.indented, 0, self.start, self.number
        found: list[Text] = []
        if text.isascii():
            return [Text(text[start:end], Span(number, start + 1, byte + start, byte + end)) for start, end in ranges]
        for start, end in ranges:
            piece = text[start:end]
            byte += _size(text[at:start])
            size = _size(piece)
            found.append(Text(piece, Span(number, start + 1, byte, byte + size)))
            byte, at = byte + size, end
        return found

    def rest(self, start: int, end: int | None = None) -> Line:
        """The line without what stands before `start` and from `end` on, as a line of text; its place stays true."""
        first = self.start + _size(self.indented[:start])
        last = self.end if end is None else self.start + _size(self.indented[:end])
        return Line(self.number, first, last, LineKind.TEXT, self.indented[start:end])


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


class Token(NamedTuple):
    """A hashtag in a line: line[start:end] == '#' + name."""

    start: int
    end: int
    name: str


_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_RULE = re.compile(r"-{3,}")
# A tag holds a letter or a symbol such as an emoji; numbers are tags only beside others, `#1` is a rank.
_LETTER = r"[^\W\d_]|[\u2190-\u2bff\U0001f000-\U0001faff]"
_HASHTAG = re.compile(r"[#＃][^\s#＃,;]*[^\s#＃,;.!?](?:#+(?=[\s,;.]|$))?")
_BETWEEN_TAGS = r"[\s,;.|/·!?]*"
_TAG_LINE = re.compile(
    rf"(?:(?:태그|키워드|[Tt]ags?|[Kk]eywords?)\s*[:：]\s*)?{_HASHTAG.pattern}(?:{_BETWEEN_TAGS}{_HASHTAG.pattern})*{_BETWEEN_TAGS}"
)
_REAL_TAG = re.compile(rf"[#＃][^\s#＃]*?(?:{_LETTER})")
_WORD = re.compile(r"\S+")


def hashtags(text: str) -> list[Token]:
    """The hashtags in a text that is known to hold nothing else."""
    return [Token(m.start(), m.end(), m.group()[1:]) for m in _HASHTAG.finditer(text)]


def is_tag_line(text: str) -> bool:
    """Whether a text is hashtags and nothing else (but a word such as `태그:` before them)."""
    return _TAG_LINE.fullmatch(text) is not None and _REAL_TAG.search(text) is not None


def tag_tail(text: str) -> int | None:
    """Where a run of hashtags begins that ends a paragraph; None where it ends otherwise."""
    last = max(text.rfind("#"), text.rfind("＃"))
    if last < 0 or any(c.isspace() for c in text[last:].rstrip()):
        return None
    start: int | None = None
    for word in reversed(list(_WORD.finditer(text))):
        if not _TAG_LINE.fullmatch(word.group()) or not _REAL_TAG.search(word.group()):
            break
        start = word.start()
    return start


def _raw_lines(text: str) -> list[Line]:
    """Cut at CR, LF and CRLF only; offsets are in UTF-8 bytes and each line's end includes its line end."""
    lines: list[Line] = []
    at = 0
    if "\r" not in text:
        whole_lines = text.split("\n")
        last = whole_lines.pop()
        for number, line in enumerate(whole_lines, 1):
            size = _size(line) + 1
            lines.append(Line(number, at, at + size, LineKind.TEXT, line))
            at += size
        return [*lines, Line(len(lines) + 1, at, at + _size(last), LineKind.TEXT, last)] if last else lines
    for number, found in enumerate(_LINE.finditer(text), 1):
        whole = found.group()
        if not whole:
            break
        size = _size(whole)
        lines.append(Line(number, at, at + size, LineKind.TEXT, found[1]))
        at += size
    return lines


def _urls_only(line: Line) -> tuple[Text, ...]:
    """The addresses of a line that holds nothing else."""
    found = find_urls(line.indented)
    if len(found) == 1 and len(found[0].url) == len(line.indented):
        return (Text(line.indented, line.span._replace(end=line.start + _size(line.indented))),)
    if not found or _between(line.indented, found).strip(" \t\u3000,;.|/"):
        return ()
    return tuple(line.parts((m.start, m.end) for m in found))


def _between(text: str, urls: list[UrlMatch]) -> str:
    ends = [0, *(m.end for m in urls)]
    starts = [*(m.start for m in urls), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _front_matter_end(lines: list[Line]) -> int:
    """How many lines the YAML head takes: from a first line `---` to the next one; 0 where there is none."""
    if not lines or lines[0].indented.rstrip() != "---":
        return 0
    keys = False
    for i in range(1, min(len(lines), 200)):
        text = lines[i].indented.rstrip()
        if text in ("---", "..."):
            return i + 1 if keys else 0
        keys = keys or re.match(r"[A-Za-z_][\w-]*\s*:(\s|$)", text) is not None
        # A separator before the first entry looks alike; what follows it then is no `key: value`.
        if text and not re.match(r"[A-Za-z_][\w-]*\s*:(\s|$)|\s|#|- |[}\]]", text):
            return 0
    return 0


def classify(text: str) -> tuple[Line, ...]:
    """The lines of a digest, each with its class."""
    lines = _raw_lines(text)
    if lines and lines[0].indented.startswith("\ufeff"):
        lines[0] = lines[0]._replace(indented=lines[0].indented[1:], start=len("\ufeff".encode()))
    head = _front_matter_end(lines)
    inside = fenced_lines([line.indented for line in lines])
    for i, line in enumerate(lines):
        if i < head:
            lines[i] = line._replace(kind=LineKind.FRONT)
        elif i in inside:
            lines[i] = line._replace(kind=LineKind.FENCED)
        else:
            lines[i] = _classified(line)
    return tuple(_separators_settled(lines))


def _classified(line: Line) -> Line:
    """A line outside of fences, by its first character and what must follow it."""
    text = line.text
    if not text:
        return Line(line.number, line.start, line.end, LineKind.BLANK, line.indented)
    first = text[0]
    if (first in "#['" or first.isdigit()) and (label := heading(text)) and label.plausible:
        return line._replace(kind=LineKind.HEADING, label=label)
    if first in "hH" and "://" in text[:8] and (urls := _urls_only(line)):
        return Line(line.number, line.start, line.end, LineKind.URLS, line.indented, None, urls)
    if first in "#＃태키TtKk" and is_tag_line(text):
        lead = line.indent
        tags = tuple(line.parts((lead + t.start, lead + t.end) for t in hashtags(text)))
        return Line(line.number, line.start, line.end, LineKind.TAGS, line.indented, None, (), tags)
    if first == "-" and _RULE.fullmatch(text):
        return line._replace(kind=LineKind.SEPARATOR)
    return line


def _separators_settled(lines: list[Line]) -> list[Line]:
    """`---` separates where an entry or a week can begin after it, or tags have closed one before; elsewhere it is a rule."""
    settled = list(lines)
    following: Line | None = None
    closed: list[bool] = []
    tagged = False
    for line in lines:
        closed.append(tagged)
        tagged = line.kind is LineKind.TAGS or (tagged and line.kind is LineKind.BLANK)
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if line.kind is LineKind.SEPARATOR and not (closed[i] or (following and _may_begin(following))):
            settled[i] = line._replace(kind=LineKind.TEXT)
        if line.kind is not LineKind.BLANK:
            following = line
    return settled


def _may_begin(line: Line) -> bool:
    """Whether an entry or a week can begin with this line: addresses, a week, a `# heading`, or `Title (Authors)`."""
    if line.kind in (LineKind.URLS, LineKind.HEADING):
        return True
    text = line.text
    return line.kind is LineKind.TEXT and (text.startswith(("http://", "https://")) or is_atx(text) or split_title(text) is not None)


def is_atx(text: str) -> bool:
    """Whether a line is a Markdown heading: `## Title`."""
    return re.match(r"#{1,6}\s+\S", text) is not None
