"""Find links in Korean prose: bare URLs, `[[…]]`, and the targets of Markdown links.  `parsing/`,
`resolving/` and `markup/` share these rules."""

import re
from typing import NamedTuple

from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import CJK

_PLAIN = r"A-Za-z0-9!\#$%&'*+,\-./:;=?@_~"
# Most URLs: plain ASCII, followed by white space, a closing bracket or the end of the text.
_PLAIN_RUN = re.compile(rf"(?i:https?)://[{_PLAIN}]++(?=[\s)\]<>\"]|\Z)")


_RUN = LazyPattern(
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
"""Matches any URL, with trailing punctuation.

Hangul after an ASCII letter or digit is a Korean particle and ends the URL.  CJK is part of the URL
only after `/`, `=`, `_`, `#` or `_(`, and after other CJK in the URL.  Other non-ASCII letters (é)
are always part of the URL.  A bracket is part of the URL only if it is closed; its maximum length
keeps the time linear.  Only the scheme ignores case, because IGNORECASE on such large character
classes would double the compile time."""
_TRAILING = ".,;:!?'*~"
_PLAIN_URL = re.compile(rf"(?i:https?)://[{_PLAIN}]++(?<![{_TRAILING}])")
"""Matches a whole text that is a URL in plain ASCII, for speed."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_DESTINATION = re.compile(
    r"\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]{0,200}\)[^\s()<>]*)?))"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_SPACED_DESTINATION = re.compile(
    r"!?\[[^\[\]\n]{0,200}\]\(([^()<>\n\"]{1,200} [^()<>\n\"]{0,100}\.[A-Za-z0-9]{2,5})\)"
)
# `[[pdf]](https://…)` is a link with words in brackets.
_WIKI = re.compile(
    r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n|]+))?\]\](?!\(\s*<?(?:https?:|mailto:)\S)",
    re.IGNORECASE,
)
_HTML_TARGET = re.compile(
    r"<(?:a\s[^<>]{0,500}?\bhref|img\s[^<>]{0,500}?\bsrc)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')",
    re.IGNORECASE,
)


class UrlMatch(NamedTuple):
    """A bare URL in a text: text[start:end] == url."""

    start: int
    end: int
    url: str


class Destination(NamedTuple):
    """The destination of a Markdown link or image, as typed: text[start:end] == typed."""

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
    """The bare URL that begins exactly at `start`, or None.  Excludes punctuation, closing brackets
    and Korean particles that follow it."""
    found = _PLAIN_RUN.match(text, start)
    if not found:
        found = _RUN.match(text, start)
    if not found:
        return None
    url = found.group().rstrip(_TRAILING)
    if url[-2:] == "==" and text[max(start - 2, 0) : start] == "==":  # `==marked==`
        url = url[:-2].rstrip(_TRAILING)
    if len(url) == url.index(":") + len("://"):
        return None
    return UrlMatch(start, start + len(url), url)


def is_url(text: str) -> bool:
    """Whether a text is a bare URL and nothing else."""
    if _PLAIN_URL.fullmatch(text):
        return True
    url = url_at(text, 0)
    return url is not None and url.end == len(text)


def find_urls(text: str) -> list[UrlMatch]:
    """Every bare URL in `text`, in order."""
    urls: list[UrlMatch] = []
    position = 0
    while scheme := _SCHEME.search(text, position):
        position = scheme.end()
        if match := url_at(text, scheme.start()):
            urls.append(match)
            position = match.end
    return urls


def find_wiki_links(text: str) -> list[WikiLink]:
    """Every `[[…]]` in `text`, in order."""
    return [_wiki_link(found) for found in _WIKI.finditer(text)]


def wiki_words(text: str) -> str:
    """The text with the label of each `[[…]]` in its place."""
    return _WIKI.sub(lambda found: _wiki_link(found).label, text)


def wiki_link_at(text: str, start: int) -> WikiLink | None:
    """The `[[…]]` that begins exactly at `start`, or None."""
    found = _WIKI.match(text, start)
    return _wiki_link(found) if found else None


def _wiki_link(found: re.Match[str]) -> WikiLink:
    target, label = found.groups()
    shown = label or target
    return WikiLink(*found.span(), target.strip(), shown.strip())


def find_destinations(text: str) -> list[Destination]:
    """The destinations of Markdown links and images, `[…](here)`, in order; then those of the HTML
    elements `<a>` and `<img>`."""
    found = [*_DESTINATION.finditer(text)]
    if "<" in text:
        found += _HTML_TARGET.finditer(text)
    return [_destination(one, one.lastindex or 0) for one in found]


def find_spaced_destinations(text: str) -> list[Destination]:
    """Destinations with spaces, `[…](my file.pdf)`, in order.  Markdown does not parse these as
    links."""
    return [_destination(found, 1) for found in _SPACED_DESTINATION.finditer(text)]


def _destination(found: re.Match[str], group: int) -> Destination:
    return Destination(*found.span(group), found[group])
