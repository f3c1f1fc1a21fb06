"""Links in Korean prose: where a bare URL ends, and what `[[…]]` holds. One rule for the parser,
resolver and markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from weeknotes.text.unicode import CJK

_PLAIN = r"A-Za-z0-9!\#$%&'*+,\-./:;=?@_~"
# What most addresses are: nothing follows that could be part of one.
_PLAIN_RUN = re.compile(rf"(?i:https?)://[{_PLAIN}]++(?=[\s)\]<>\"]|\Z)")


@cache
def _run() -> re.Pattern[str]:
    """Any address, with what follows it.

    A URL goes on with CJK only where it cannot have ended: in a path segment or a value that has
    just begun (after `/`, `=`, `_`, `#` or `_(`), or after CJK that is already part of it.  Other
    letters (é) are part of a word.  A bracket belongs to the URL only when it is closed again; the
    bound keeps hostile input linear.  Case is ignored in the scheme alone: to ignore it in classes
    of this size takes as long as all else that is compiled."""
    return re.compile(
        rf"""(?i:https?)://
        (?: [{_PLAIN}]+
          | (?: (?<=[/=_\#{CJK}]) | (?<=[{CJK}]-) )[{CJK}]+
          | [^\W\d_{CJK}\x00-\x7f]+
          | (?<=_)\([{_PLAIN}{CJK}]{{1,200}}\)
          | \([{_PLAIN}]{{0,200}}\)
          | \[[{_PLAIN}]{{0,200}}\]
        )+""",
        re.VERBOSE,
    )


_TRAILING = ".,;:!?'*~"
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_DESTINATION = re.compile(
    r"\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]{0,200}\)[^\s()<>]*)?))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_SPACED_DESTINATION = re.compile(
    r"!?\[[^\[\]\n]{0,200}\]\(([^()<>\n\"]{1,200} [^()<>\n\"]{0,100}\.[A-Za-z0-9]{2,5})\)"
)
_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_TICKS = re.compile("`+")
_NEW_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|$)")
_WIKI = re.compile(r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n|]+))?\]\]")


class UrlMatch(NamedTuple):
    """A bare URL in a text: text[start:end] == url."""

    start: int
    end: int
    url: str


class Destination(NamedTuple):
    """Where a Markdown link or image leads, as typed: text[start:end] == typed."""

    start: int
    end: int
    typed: str


class WikiLink(NamedTuple):
    """`[[target]]` or `[[target|label]]` at text[start:end]."""

    start: int
    end: int
    target: str
    label: str


def url_at(text: str, start: int) -> UrlMatch | None:
    """The URL that begins exactly at `start`, without the punctuation, brackets and particles that
    follow it."""
    found = _PLAIN_RUN.match(text, start) or _run().match(text, start)
    if not found:
        return None
    url = found.group().rstrip(_TRAILING)
    return (
        UrlMatch(start, start + len(url), url) if len(url) > url.index(":") + len("://") else None
    )


def find_urls(text: str) -> list[UrlMatch]:
    """Every bare URL in `text`, in order."""
    urls: list[UrlMatch] = []
    position = 0
    while scheme := _SCHEME.search(text, position):
        match = url_at(text, scheme.start())
        if match:
            urls.append(match)
        position = match.end if match else scheme.end()
    return urls


def find_wiki_links(text: str) -> list[WikiLink]:
    """Every `[[…]]` in `text`, in order."""
    return [
        WikiLink(m.start(), m.end(), m[1].strip(), (m[2] or m[1]).strip())
        for m in _WIKI.finditer(text)
    ]


def wiki_link_at(text: str, start: int) -> WikiLink | None:
    """The `[[…]]` that begins exactly at `start`."""
    found = _WIKI.match(text, start)
    return (
        WikiLink(found.start(), found.end(), found[1].strip(), (found[2] or found[1]).strip())
        if found
        else None
    )


def find_destinations(text: str) -> list[Destination]:
    """The destinations of Markdown links and images, `[…](here)`, in order."""
    return [
        Destination(m.start(m.lastindex or 0), m.end(m.lastindex or 0), m[m.lastindex or 0])
        for m in _DESTINATION.finditer(text)
    ]


def find_spaced_destinations(text: str) -> list[Destination]:
    """What looks like a link to a file whose name has spaces, which Markdown does not read as
    one."""
    return [Destination(m.start(1), m.end(1), m[1]) for m in _SPACED_DESTINATION.finditer(text)]


def fenced_lines(lines: Sequence[str]) -> set[int]:
    """Indexes of the lines inside closed fences (code, `$$`), fences included; an unclosed fence is
    a line of text."""
    marked = [i for i, line in enumerate(lines) if "```" in line or "~~~" in line or "$$" in line]
    closers = {mark: fence_closers(lines, mark) for mark in "`~$"} if marked else {}
    inside: set[int] = set()
    for i in marked:
        opening = "$$" if lines[i].strip() == "$$" else _fence(lines[i])
        end = closers[opening[0]].after(i, len(opening)) if opening and i not in inside else None
        if end is not None:
            inside.update(range(i, end + 1))
    return inside


def _fence(line: str) -> str:
    """The backticks or tildes that open a fence on this line; empty where it opens none."""
    found = _FENCE.fullmatch(line)
    return (
        found["fence"] if found and not (found["fence"][0] == "`" and "`" in found["info"]) else ""
    )


class Closers:
    """The lines that can close a fence of one mark, so that the next for a length is found without
    reading on."""

    def __init__(self, lines: list[int], lengths: list[int]) -> None:
        self.lines, self.lengths = lines, lengths
        self.longest = list(accumulate(reversed(lengths), max))[::-1]

    def after(self, line: int, length: int) -> int | None:
        """The first line after `line` that closes a fence of this length."""
        k = bisect_right(self.lines, line)
        if k >= len(self.lines) or self.longest[k] < length:
            return None
        while self.lengths[k] < length:
            k += 1
        return self.lines[k]


def fence_closers(lines: Sequence[str], mark: str) -> Closers:
    """The lines that are nothing but a mark (backticks, tildes, `$`), often enough to close a
    fence."""
    marked = [(i, line.strip()) for i, line in enumerate(lines) if mark in line]
    found = [
        (i, len(text))
        for i, text in marked
        if text == mark * len(text) and (len(text) == 2 if mark == "$" else len(text) >= 3)
    ]
    return Closers([i for i, _ in found], [length for _, length in found])


def prose(text: str) -> str:
    """The text with its code blanked out, every other character in its place: code links to
    nothing."""
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    inside = fenced_lines(lines)
    shown: list[str] = []
    block: list[str] = []
    for i, line in enumerate(lines):
        if block and (i in inside or _NEW_BLOCK.match(line)):
            shown += _without_code(block)
            block = []
        if i in inside:
            shown.append(" " * len(line))
        else:
            block.append(line)
    return "\n".join([*shown, *_without_code(block)])


def _without_code(lines: list[str]) -> list[str]:
    """The lines of one paragraph or item without its code spans: a run of backticks up to the next
    of the same length."""
    text = "\n".join(lines)
    if "`" not in text:
        return lines
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    following: dict[int, int] = {}
    partner: list[int | None] = [None] * len(runs)
    for k in range(len(runs) - 1, -1, -1):
        length = runs[k][1] - runs[k][0]
        partner[k] = following.get(length)
        following[length] = k
    parts: list[str] = []
    at = k = 0
    while k < len(runs):
        close = partner[k]
        if close is None:
            k += 1
            continue
        parts += [text[at : runs[k][0]], re.sub(r"[^\n]", " ", text[runs[k][0] : runs[close][1]])]
        at, k = runs[close][1], close + 1
    return "".join([*parts, text[at:]]).split("\n")
