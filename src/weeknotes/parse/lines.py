"""A digest's text → classified lines.  Every byte belongs to one line, every line to one class."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.links import UrlMatch, find_urls
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its end; `text` is without white space around it, `indented` keeps that before it."""

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
        return self.indented.strip()

    @property
    def span(self) -> Span:
        column = len(self.indented) - len(self.indented.lstrip()) + 1
        return Span(self.number, column, self.start, self.end)


class Token(NamedTuple):
    """A hashtag in a line: line[start:end] == '#' + name."""

    start: int
    end: int
    name: str


_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_RULE = re.compile(r"-{3,}")
_HASHTAG = re.compile(r"#(?=[^\s#]*[^\W\d_])[^\s#,;]+(?:#+(?=[\s,;]|$))?")
_TAG_LINE = re.compile(rf"{_HASHTAG.pattern}(?:[\s,;]*{_HASHTAG.pattern})*[\s,;]*")


def hashtags(text: str) -> list[Token]:
    """The hashtags in a text that is known to hold nothing else."""
    return [Token(m.start(), m.end(), m.group()[1:]) for m in _HASHTAG.finditer(text)]


def tag_tail(text: str) -> int | None:
    """Where a run of hashtags begins that ends a paragraph; None where it ends otherwise."""
    at = len(text.rstrip())
    start: int | None = None
    # From the end, word by word: a pattern anchored at both ends would try every word.
    while at > 0:
        word_start = max(text.rfind(" ", 0, at), text.rfind("\t", 0, at), text.rfind("\u3000", 0, at), text.rfind("\n", 0, at)) + 1
        if not _TAG_LINE.fullmatch(text, word_start, at):
            break
        start = word_start
        at = len(text[:word_start].rstrip())
    return start


class _Raw(NamedTuple):
    number: int
    start: int
    end: int
    text: str


def _raw_lines(text: str) -> list[_Raw]:
    """Cut at CR, LF and CRLF only; offsets are in UTF-8 bytes and each line's end includes its line end."""
    lines: list[_Raw] = []
    at = 0
    for number, found in enumerate(_LINE.finditer(text), 1):
        whole = found.group()
        if not whole:
            break
        size = len(whole) if whole.isascii() else len(whole.encode())
        lines.append(_Raw(number, at, at + size, found[1]))
        at += size
    return lines


def _fenced(lines: list[_Raw]) -> set[int]:
    """Indexes of the lines inside closed fences (code, `$$`), fences included; an unclosed fence is a line of text."""
    inside: set[int] = set()
    closers: dict[str, list[int]] = {"`": [], "~": [], "$": []}
    for i, line in enumerate(lines):
        stripped = line.text.strip()
        if stripped == "$$":
            closers["$"].append(i)
        elif len(stripped) >= 3 and stripped[0] in "`~" and stripped == stripped[0] * len(stripped):
            closers[stripped[0]].append(i)
    position = dict.fromkeys(closers, 0)
    failed: dict[str, int] = {}

    def closer(mark: str, length: int, after: int) -> int | None:
        if failed.get(mark, length + 1) <= length:
            return None
        ends = closers[mark]
        while position[mark] < len(ends) and ends[position[mark]] <= after:
            position[mark] += 1
        for end in ends[position[mark] :]:
            if len(lines[end].text.strip()) >= length:
                return end
        failed[mark] = length
        return None

    i = 0
    while i < len(lines):
        text = lines[i].text
        end = None
        if text.strip() == "$$":
            end = closer("$", 2, i)
        elif (found := _FENCE.fullmatch(text)) and not (found["fence"][0] == "`" and "`" in found["info"]):
            end = closer(found["fence"][0], len(found["fence"]), i)
        if end is not None:
            inside.update(range(i, end + 1))
            i = end
        i += 1
    return inside


def _urls_only(line: _Raw) -> tuple[Text, ...]:
    """The addresses of a line that holds nothing else."""
    if "://" not in line.text[:12]:
        return ()
    found = find_urls(line.text)
    if not found or _between(line.text, found).strip():
        return ()
    return tuple(_part(line, m.start, m.end) for m in found)


def _between(text: str, urls: list[UrlMatch]) -> str:
    ends = [0, *(m.end for m in urls)]
    starts = [*(m.start for m in urls), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _part(line: _Raw, start: int, end: int) -> Text:
    """line.text[start:end] with its place."""
    before = len(line.text[:start].encode())
    piece = line.text[start:end]
    return Text(piece, Span(line.number, start + 1, line.start + before, line.start + before + len(piece.encode())))


def _front_matter_end(lines: list[_Raw]) -> int:
    """How many lines the YAML head takes: from a first line `---` to the next one; 0 where there is none."""
    if not lines or lines[0].text.rstrip() != "---":
        return 0
    for i in range(1, min(len(lines), 200)):
        text = lines[i].text.rstrip()
        if text in ("---", "..."):
            return i + 1
        # A separator before the first entry looks alike; what follows it then is no `key: value`.
        if text and not re.match(r"[A-Za-z_][\w-]*\s*:(\s|$)|\s|#|- |[}\]]", text):
            return 0
    return 0


def classify(text: str) -> tuple[Line, ...]:
    """The lines of a digest, each with its class."""
    raw = _raw_lines(text)
    if raw and raw[0].text.startswith("\ufeff"):
        raw[0] = raw[0]._replace(text=raw[0].text[1:], start=len("\ufeff".encode()))
    head = _front_matter_end(raw)
    inside = _fenced(raw)
    lines: list[Line] = []
    for i, line in enumerate(raw):
        label = urls = tags = None
        stripped = line.text.strip()
        if i < head:
            kind = LineKind.FRONT
        elif i in inside:
            kind = LineKind.FENCED
        elif not stripped:
            kind = LineKind.BLANK
        elif (stripped[0].isdigit() or stripped[0] == "#") and (label := heading(stripped)) and label.plausible:
            kind = LineKind.HEADING
        elif stripped[0] in "hH" and (urls := _urls_only(line)):
            kind = LineKind.URLS
        elif stripped[0] == "#" and _TAG_LINE.fullmatch(stripped):
            kind = LineKind.TAGS
            shift = len(line.text) - len(line.text.lstrip())
            tags = tuple(_part(line, shift + t.start, shift + t.end) for t in hashtags(stripped))
        elif stripped[0] == "-" and _RULE.fullmatch(stripped):
            kind = LineKind.SEPARATOR
        else:
            kind = LineKind.TEXT
        lines.append(
            Line(line.number, line.start, line.end, kind, line.text, label if kind is LineKind.HEADING else None, urls or (), tags or ())
        )
    return tuple(_separators_settled(lines))


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
            settled[i] = replace(line, kind=LineKind.TEXT)
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
