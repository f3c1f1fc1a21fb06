"""Links in Korean prose: where a bare URL ends, and what `[[…]]` holds. One rule for the parser, resolver and markup."""

from __future__ import annotations

import re
from typing import NamedTuple

from weeknotes.text import CJK

_PLAIN = r"A-Za-z0-9!\#$%&'*+,\-./:;=?@_~"
# A URL goes on with CJK only where it cannot have ended: in a path segment or a value that has just begun (after `/`,
# `=`, `_`, `#` or `_(`), or after CJK that is already part of it.  Other letters (é) are part of a word.
# A bracket belongs to the URL only when it is closed again; the bound keeps hostile input linear.
_RUN = re.compile(
    rf"""https?://
    (?: [{_PLAIN}]+
      | (?: (?<=[/=_\#{CJK}]) | (?<=[{CJK}]-) )[{CJK}]+
      | [^\W\d_{CJK}\x00-\x7f]+
      | (?<=_)\([{_PLAIN}{CJK}]{{1,200}}\)
      | \([{_PLAIN}]{{0,200}}\)
      | \[[{_PLAIN}]{{0,200}}\]
    )+""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ".,;:!?'*~"
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_DESTINATION = re.compile(r"\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]{0,200}\)[^\s()<>]*)?))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_SPACED_DESTINATION = re.compile(r"!?\[[^\[\]\n]{0,200}\]\(([^()<>\n\"]{1,200} [^()<>\n\"]{0,100}\.[A-Za-z0-9]{2,5})\)")
_FENCED = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?^[ ]{0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)", re.DOTALL)
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
    """The URL that begins exactly at `start`, without the punctuation, brackets and particles that follow it."""
    found = _RUN.match(text, start)
    if not found:
        return None
    url = found.group().rstrip(_TRAILING)
    return UrlMatch(start, start + len(url), url) if len(url) > url.index(":") + len("://") else None


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
    return [WikiLink(m.start(), m.end(), m[1].strip(), (m[2] or m[1]).strip()) for m in _WIKI.finditer(text)]


def wiki_link_at(text: str, start: int) -> WikiLink | None:
    """The `[[…]]` that begins exactly at `start`."""
    found = _WIKI.match(text, start)
    return WikiLink(found.start(), found.end(), found[1].strip(), (found[2] or found[1]).strip()) if found else None


def find_destinations(text: str) -> list[Destination]:
    """The destinations of Markdown links and images, `[…](here)`, in order."""
    return [Destination(m.start(m.lastindex or 0), m.end(m.lastindex or 0), m[m.lastindex or 0]) for m in _DESTINATION.finditer(text)]


def find_spaced_destinations(text: str) -> list[Destination]:
    """What looks like a link to a file whose name has spaces, which Markdown does not read as one."""
    return [Destination(m.start(1), m.end(1), m[1]) for m in _SPACED_DESTINATION.finditer(text)]


def prose(text: str) -> str:
    """The text with its code blanked out, every other character in its place: code links to nothing."""
    if "`" not in text and "~~~" not in text:
        return text
    for pattern in (_FENCED, _CODE):
        text = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    return text
