"""A digest's text → classified lines.  Every byte belongs to one line, every line to one class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.parsing.result import Text
from weeknotes.parsing.titles import TitleLine, split_title
from weeknotes.text.links import UrlMatch, fenced_lines, find_urls, url_at
from weeknotes.text.unicode import LINE_END, UNSEEN
from weeknotes.text.weeks import WeekLabel, heading


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
    """Addresses, and nothing else but hashtags after them."""
    TAGS = "tags"
    """Hashtags, and nothing else."""
    FENCED = "fenced"
    """A line of a fenced code block or of a block of mathematics, its fences included."""
    TEXT = "text"


BLANK, FRONT, SEPARATOR, HEADING, URLS, TAGS, FENCED, TEXT = LineKind
"""The kinds by themselves: they are asked for many times a line, and looking one up in its class
takes thrice as long."""


_new = tuple.__new__
"""Most of what a reading is made of comes from here: `_new(Text, (…))` is `Text(…)` in half the
time."""


class Line(NamedTuple):
    """One line: `indented` is its text without the line end, `text` that without white space around
    it; start and end are byte offsets, the line end within.  The other fields are what a line of
    its kind says."""

    number: int
    start: int
    end: int
    kind: LineKind
    indented: str
    text: str
    label: WeekLabel | None = None
    urls: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    """Without their `#`; also those that end a line of addresses, or a `Title (Authors)`."""
    title: TitleLine | None = None
    """Of a line of text that is `Title (Authors)`: where they stand in `text`."""
    before: int = 0
    """How many characters were taken off before it."""

    @property
    def indent(self) -> int:
        """How many characters of white space stand before the text."""
        return _indent(self.indented)

    @property
    def span(self) -> Span:
        return Span(self.number, self.before + self.indent + 1, self.start, self.end)

    def part(self, start: int, end: int) -> Text:
        """indented[start:end] with its place."""
        return self.parts([(start, end)])[0]

    def parts(self, ranges: Iterable[tuple[int, int]]) -> list[Text]:
        """indented[start:end] for each range, in ascending order, with its place."""
        return _placed(self.number, self.start, self.indented, ranges, self.before)

    def byte_at(self, column: int) -> int:
        """Where indented[column] stands in the file, in bytes."""
        return self.start + _size(self.indented[:column])

    def rest(self, start: int, end: int | None = None) -> Line:
        """The line without what stands before `start` and from `end` on, as a line of text; its
        place stays true."""
        first = self.byte_at(start)
        last = self.end if end is None else self.byte_at(end)
        return _text_line(self.number, first, last, self.indented[start:end], self.before + start)


def _text_line(number: int, start: int, end: int, indented: str, before: int = 0) -> Line:
    text = _trimmed(indented)
    title = split_title(text)
    tags: list[Text] = []
    if (
        title is None
        and "#" in text
        and (tail := tag_tail(text))
        and (title := split_title(text[:tail]))
    ):
        lead = _indent(indented)
        tags = _placed(number, start, indented, hashtags(text[tail:], lead + tail), before)
    return _new(
        Line, (number, start, end, TEXT, indented, text, None, (), tuple(tags), title, before)
    )


def _indent(indented: str) -> int:
    rest = indented.lstrip()
    return len(indented) - len(rest if rest[:1] not in _UNSEEN else indented.lstrip(_at_ends()))


@cache
def _at_ends() -> str:
    """What is white space at the ends of a line, where something that nobody sees is among it."""
    return "".join(filter(str.isspace, map(chr, range(0x3001)))) + UNSEEN


def _trimmed(indented: str) -> str:
    """A line's text without what is white space at its ends."""
    text = indented.strip()
    return (
        text if text[:1] not in _UNSEEN and text[-1:] not in _UNSEEN else indented.strip(_at_ends())
    )


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _placed(
    number: int, byte: int, text: str, ranges: Iterable[tuple[int, int]], before: int = 0
) -> list[Text]:
    """text[start:end] for each range, in ascending order: bytes are counted once along a line that
    begins at `byte`."""
    column = before + 1
    if text.isascii():
        return [
            _new(
                Text,
                (text[start:end], _new(Span, (number, start + column, byte + start, byte + end))),
            )
            for start, end in ranges
        ]
    found: list[Text] = []
    at = 0
    for start, end in ranges:
        piece = text[start:end]
        first = byte + _size(text[at:start])
        at, byte = end, first + _size(piece)
        found.append(_new(Text, (piece, _new(Span, (number, start + column, first, byte)))))
    return found


_UNSEEN = tuple(UNSEEN)
_RULE = re.compile(r"-{3,}")
_ATX = re.compile(r"#{1,6}\s+\S")
# A tag holds a letter or a symbol such as an emoji; numbers are tags only beside others, `#1` is a
# rank.
_LETTER = r"[^\W\d_]|[\u2190-\u2bff\U0001f000-\U0001faff]"
# It goes on to a blank, a comma or the next `#`; what closes a sentence or a bracket, and strokes
# between tags, are none of it.
_IN_BRACKETS = r"\([^\s#＃(),;]*\)"
_IN_TAG = rf"(?:{_IN_BRACKETS}|[^\s#＃,;，、；{UNSEEN}()])"
_ENDS_TAG = rf"(?:{_IN_BRACKETS}|[^\s#＃,;，、；{UNSEEN}.!?。…/|·()\[\]{{}}（）\"'”’」』])"
_HASHTAG = re.compile(rf"[#＃]{_IN_TAG}*{_ENDS_TAG}(?:#+(?=[\s,;.]|$))?")
_BETWEEN_TAGS = rf"[\s,;.|/·!?，、；{UNSEEN}]*"
_TAGS = rf"{_HASHTAG.pattern}(?:{_BETWEEN_TAGS}{_HASHTAG.pattern})*{_BETWEEN_TAGS}"
_TAGS_NAMED = r"(?:\*\*)?(?:태그|키워드|[Tt]ags?|[Kk]eywords?)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*"
_TAG_LINE = re.compile(
    rf"(?:[-*+•]\s+)?(?:{_TAGS_NAMED})?(?:{_TAGS}|\({_TAGS}\)|\[{_TAGS}\]|（{_TAGS}）)"
)
_REAL_TAG = re.compile(rf"[#＃][^\s#＃]*?(?:{_LETTER})")
_BEGINS_TAGS = "#＃태키TtKk-*+•([（"
_WORD = re.compile(r"\S+")


def hashtags(text: str, lead: int = 0) -> list[tuple[int, int]]:
    """Where the hashtags stand, without their `#`, in a text that is known to hold nothing else and
    begins at `lead`."""
    return [(lead + m.start() + 1, lead + m.end()) for m in _HASHTAG.finditer(text)]


def is_tag_line(text: str) -> bool:
    """Whether a text is hashtags and nothing else (but a word such as `태그:` before them)."""
    return _TAG_LINE.fullmatch(text) is not None and _REAL_TAG.search(text) is not None


def tag_tail(text: str) -> int | None:
    """Where a run of hashtags begins that ends a paragraph; None where it ends otherwise."""
    last = max(text.rfind("#"), text.rfind("＃"))
    if last < 0 or any(c.isspace() for c in text[last:].rstrip()):
        return None
    body = text.rstrip()
    if (
        body[-1] in ")]）"
        and (bracket := max(map(body.rfind, "([（"))) >= 0
        and is_tag_line(body[bracket:])
    ):
        return bracket if len(hashtags(body[bracket:])) > 1 else None  # one alone is an aside
    start: int | None = None
    for word in reversed(list(_WORD.finditer(text))):
        if not _TAG_LINE.fullmatch(word.group()) or not _REAL_TAG.search(word.group()):
            break
        start = word.start()
    before = text[:start].rstrip().rstrip("'\"”’)]")
    if start and body[-1] in ".?!。…" and before and before[-1] not in ".?!。…:;":
        return None  # a tag in the middle of a sentence, which would lose its end
    return start


def _raw_lines(text: str) -> tuple[list[str], list[int]]:
    """The lines, cut at CR, LF, CRLF and Unicode's two separators, and how many bytes the end of
    each has."""
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        lines, ends = LINE_END.split(text), [len(end.encode()) for end in LINE_END.findall(text)]
    else:
        lines = text.split("\n")
        ends = [1] * (len(lines) - 1)
    return (lines, [*ends, 0]) if lines[-1] else (lines[:-1], ends)


def _urls_only(number: int, start: int, indented: str, text: str) -> list[Text]:
    """The addresses of a line that holds nothing else."""
    alone = url_at(text, 0)
    if alone and alone.end == len(text):
        lead = _indent(indented)
        return _placed(number, start, indented, [(lead, lead + len(text))])
    found = find_urls(indented)
    if not found or _between(indented, found).strip(" \t\u3000,;.|/"):
        return []
    return _placed(number, start, indented, [(m.start, m.end) for m in found])


def _between(text: str, urls: list[UrlMatch]) -> str:
    ends = [0, *(m.end for m in urls)]
    starts = [*(m.start for m in urls), len(text)]
    return " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _front_matter_end(lines: Sequence[str]) -> int:
    """How many lines the YAML head takes: from a first line `---` to the next one; 0 where there is
    none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    keys = False
    for i in range(1, min(len(lines), 200)):
        text = lines[i].rstrip()
        if text in ("---", "..."):
            return i + 1 if keys else 0
        keys = keys or re.match(r"[A-Za-z_][\w-]*\s*:(\s|$)", text) is not None
        # A separator before the first entry looks alike; what follows it then is no `key: value`.
        if text and not re.match(r"[A-Za-z_][\w-]*\s*:(\s|$)|\s|#|- |[}\]]", text):
            return 0
    return 0


def classify(text: str) -> list[Line]:
    """The lines of a digest, each with its class."""
    texts, ends = _raw_lines(text)
    start = 0
    if text.startswith("\ufeff"):
        texts[0] = texts[0][1:]
        start = len("\ufeff".encode())
    head = _front_matter_end(texts)
    inside = fenced_lines(texts)
    lines: list[Line] = []
    for i, line in enumerate(texts):
        if (
            not line and i not in inside and i >= head
        ):  # half of all lines, where there are blank ones
            end = start + ends[i]
            lines.append(_new(Line, (i + 1, start, end, BLANK, "", "", None, (), (), None, 0)))
            start = end
            continue
        end = start + (len(line) if line.isascii() else len(line.encode())) + ends[i]
        if i < head or i in inside:
            lines.append(Line(i + 1, start, end, FRONT if i < head else FENCED, line, line.strip()))
        else:
            lines.append(_classified(i + 1, start, end, line))
        start = end
    return _separators_settled(lines)


def _classified(number: int, start: int, end: int, indented: str) -> Line:
    """A line outside of fences, by its first character and what must follow it."""
    text = _trimmed(indented)
    if not text:
        return Line(number, start, end, BLANK, indented, text)
    first = text[0]
    if first in "hH" and "://" in text[:8]:
        if urls := _urls_only(number, start, indented, text):
            return _new(
                Line, (number, start, end, URLS, indented, text, None, tuple(urls), (), None, 0)
            )
        tail = tag_tail(indented)
        if tail and (urls := _urls_only(number, start, indented[:tail], _trimmed(indented[:tail]))):
            tags = _placed(number, start, indented, hashtags(indented[tail:], tail))
            return _new(
                Line,
                (number, start, end, URLS, indented, text, None, tuple(urls), tuple(tags), None, 0),
            )
    if first in _BEGINS_TAGS and is_tag_line(text):
        tags = _placed(number, start, indented, hashtags(text, _indent(indented)))
        return _new(
            Line, (number, start, end, TAGS, indented, text, None, (), tuple(tags), None, 0)
        )
    if not first.isalpha() and (label := heading(text)) and label.plausible:
        return Line(number, start, end, HEADING, indented, text, label)
    if first == "-" and _RULE.fullmatch(text):
        return Line(number, start, end, SEPARATOR, indented, text)
    return _text_line(number, start, end, indented)


def _separators_settled(lines: list[Line]) -> list[Line]:
    """`---` separates where an entry or a week can begin after it, or tags have closed one before;
    elsewhere it is a rule."""
    settled = list(lines)
    for i, line in enumerate(lines):
        if line.kind is SEPARATOR:
            before = next(
                (lines[j] for j in range(i - 1, -1, -1) if lines[j].kind is not BLANK), None
            )
            after = next(
                (lines[j] for j in range(i + 1, len(lines)) if lines[j].kind is not BLANK), None
            )
            if not (before and before.kind is TAGS) and not (after and _may_begin(after)):
                settled[i] = line._replace(kind=TEXT)
    return settled


def _may_begin(line: Line) -> bool:
    """Whether an entry or a week can begin with this line: addresses, a week, a `# heading`, or
    `Title (Authors)`."""
    if line.kind in (URLS, HEADING):
        return True
    text = line.text
    return line.kind is TEXT and (
        text.startswith(("http://", "https://")) or is_atx(text) or line.title is not None
    )


def is_atx(text: str) -> bool:
    """Whether a line is a Markdown heading: `## Title`."""
    return text.startswith("#") and _ATX.match(text) is not None
