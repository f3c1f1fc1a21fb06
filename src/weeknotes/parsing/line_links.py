"""The links of one line, with the ranges of their words and addresses."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.lines import address_before_words, is_without_scheme
from weeknotes.parsing.vocabulary import is_kind, is_plain_kind, named_address
from weeknotes.text.links import find_urls, is_url
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import LETTER_OR_DIGIT, Range, moved

_MAX_WORDS = 400
"""Maximum length of the words of a link, in characters."""
_DESTINATION = LazyPattern(
    r"\](?:(?<!\]\])[ \t]{1,8}(?=\(https?://))?\(\s*<?(?P<url>[^\s<>()]+(?:\([^\s<>()]{0,200}\)[^\s<>()]*)?)>?"
    r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s*\)"
)
_HTTP = re.compile("https?://", re.IGNORECASE)
_ANCHOR = LazyPattern(
    r"(?:<(?P<tag>b|strong|em|i)>\s{0,4})?<a\s[^<>]{0,200}?href\s*=\s*"
    r"(?:\"(?P<double>https?://[^\"<>\s]+)\"|'(?P<single>https?://[^'<>\s]+)')[^<>]{0,200}>"
    r"(?P<words>[^\n]{0,400}?)</a\s*>(?(tag)\s{0,4}</(?P=tag)>)",
    re.IGNORECASE,
)
"""A link in HTML, with the tags of emphasis that are right around it."""
_ATTRIBUTE = LazyPattern(r"=\s*[\"']\Z")
"""What stands before the address in a tag: `<img src = "`."""
_BARE_NAME = LazyPattern(
    r"(?<![\w/.:])(?:arXiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?"
    r"|doi:\s?10\.\d{4,9}/[^\s,;)\]]+)",
    re.IGNORECASE,
)
_BRACKETED_WORDS = re.compile(r"\[(?P<words>[^\[\]\n]{1,400})\](?!\()")
"""The words of a link in AsciiDoc: `https://a.b/c[words]`."""
_BADGE = LazyPattern(
    r"!\[[^\[\]]*\]\([^()\s]*(?:badge|shields)[^()\s]*\)|<img\b[^<>]*>",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"`\s*(?:[$%]\s+)?[a-z][a-z0-9_.-]*\s(?:[^`]*[\s+=])?[\"']?")
_MAX_COMMAND = 80
"""Maximum length of a command before an address in it, in characters."""
_REPOSITORY = re.compile(r"[\w./-]+", re.ASCII)
DEFINITION = re.compile(r"\[(?P<id>[^\[\]]+)\]:\s*<?https?://", re.IGNORECASE)
"""The beginning of a line that defines the address of links such as `[words][id]`, or a
footnote."""


class LineLink(NamedTuple):
    """A link at text[start:end].  `words` is the range of its words, and `url` is the range of its
    http(s) address.  A range is empty if the link has no words or no address.  `image` says that
    the link has an image in place of words."""

    start: int
    end: int
    words: Range
    url: Range
    image: bool = False


def find_links(text: str) -> list[LineLink]:
    """Every link in `text`, in order.  A link has the form `[words](address)`, `[words] (address)`,
    `<a href="address">words</a>`, `arXiv:2304.07880` or `doi:10.…`, or is a bare address.  Links to
    files are included, but images are not."""
    if "://" not in text and "](" not in text:
        return _bare_names(text)
    marked = _marked_links(text)
    links = [link for link in marked if text[link.start] != "!"]
    k = 0
    ticks, coded, at = "`" in text, False, 0
    for url in find_urls(text):
        if ticks:
            coded ^= text.count("`", at, url.start) % 2 == 1
            at = url.start
        while k < len(marked) and marked[k].end <= url.start:
            k += 1
        overlaps = k < len(marked) and marked[k].start < url.end
        if overlaps or _ATTRIBUTE.search(text, max(url.start - 4, 0), url.start):
            continue
        if coded and _in_command(text, url.start):
            continue
        span = (url.start, url.end)
        if named := _BRACKETED_WORDS.match(text, url.end):
            links.append(LineLink(url.start, named.end(), named.span("words"), span))
            continue
        links.append(
            LineLink(*_in_angles(text, *span), (url.start, url.start), span)
        )
    if names := _bare_names(text):
        ends = [(link.start, link.end) for link in [*marked, *links]]
        addresses = [text[slice(*link.url)] for link in links]
        links += [
            one
            for one in names
            if not any(a <= one.start < b for a, b in ends)
            and not any(
                text[one.start : one.end].endswith(a[-9:]) for a in addresses
            )
        ]
    return sorted(links)


def _in_command(text: str, at: int) -> bool:
    """Whether the address at `at`, in a code span, is a part of a command: `git clone https://…`."""
    start = text.rfind("`", max(at - _MAX_COMMAND, 0), at)
    return start >= 0 and _COMMAND.fullmatch(text, start, at) is not None


def _bare_names(text: str) -> list[LineLink]:
    if ":" not in text and "/" not in text:
        return []
    if is_without_scheme(text):
        return [LineLink(0, len(text), (0, 0), (0, len(text)))]
    if size := address_before_words(text):
        return [LineLink(0, size, (0, 0), (0, size))]
    found = (name.span() for name in _BARE_NAME.finditer(text))
    return [
        LineLink(start, end, (start, start), (start, end)) for start, end in found
    ]


def _in_angles(text: str, start: int, end: int) -> Range:
    """The range of a bare address, with the angle brackets around it."""
    inside = text[start - 1 : start] == "<" and text[end : end + 1] == ">"
    return (start - 1, end + 1) if inside else (start, end)


def _marked_links(text: str) -> list[LineLink]:
    """Links with words, and images, in order.  If a link is inside another link, only the outer
    link is returned."""
    found: list[LineLink] = []
    marked = "](" in text or ("(http" in text and "] " in text)
    for target in _DESTINATION.finditer(text) if marked else ():
        opening = _opening(text, target.start())
        if opening is None:
            continue
        is_image = text[opening - 1 : opening] == "!"
        http = _HTTP.match(target["url"]) and not is_image
        url = target.span("url") if http else (0, 0)
        words = (opening + 1, target.start())
        image = text.startswith("![", opening + 1)
        found.append(LineLink(opening - is_image, target.end(), words, url, image))
    if "<a" in text or "<A" in text:
        for anchor in _ANCHOR.finditer(text):
            url = anchor.span("double" if anchor["double"] else "single")
            image = "<img" in anchor["words"]
            found.append(LineLink(*anchor.span(), anchor.span("words"), url, image))
    outer: list[LineLink] = []
    for link in sorted(found, key=lambda link: (link.start, -link.end)):
        if not outer or link.start >= outer[-1].end:
            outer.append(link)
    return outer


def _opening(text: str, closing: int) -> int | None:
    """The offset of the `[` that the `]` at `closing` closes; None if it is too far away."""
    depth = 0
    for at in range(closing, max(closing - _MAX_WORDS, -1), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            depth -= 1
            if not depth:
                return at
    return None


def addressed(links: Sequence[LineLink]) -> list[LineLink]:
    """The links with an http(s) address."""
    return [link for link in links if link.url[0] < link.url[1]]


def links_in(text: str, start: int, end: int) -> list[LineLink]:
    """The links with an http(s) address in text[start:end], with their offsets in `text`."""
    return [
        LineLink(
            link.start + start,
            link.end + start,
            moved(link.words, start),
            moved(link.url, start),
            link.image,
        )
        for link in addressed(find_links(text[start:end]))
    ]


def is_titled(text: str, link: LineLink) -> bool:
    """Whether the words of a link can be a title."""
    words = text[slice(*link.words)]
    named = is_kind(words) or (
        names_host(text, link)
        and identify(text[slice(*link.url)]).kind is Kind.PAPER
    )
    return not link.image and bool(LETTER_OR_DIGIT.search(words)) and not named


def names_host(text: str, link: LineLink) -> bool:
    """Whether the words of a link are only the host of its address, or the last part of this host:
    `arxiv.org`, `nips.cc` for `papers.nips.cc`."""
    host = text[slice(*link.words)].strip(" `*_").casefold().removeprefix("www.")
    if "." not in host or " " in host:
        return False
    at = text[slice(*link.url)].casefold().partition("://")[2].partition("/")[0]
    return f".{at}".endswith(f".{host}")


def is_plain(text: str, link: LineLink) -> bool:
    """Whether the words of a link say nothing that its address does not say.  Such words are
    `[pdf]`, or a badge of the kind that shields.io draws.  Other images are kept."""
    words = text[slice(*link.words)]
    if link.image:
        return bool(_BADGE.fullmatch(words.strip()))
    plain = is_plain_kind(words) and not names_other(words, text[slice(*link.url)])
    return plain or names_host(text, link)


def names_other(words: str, url: str) -> bool:
    """Whether these words are an address or an identifier that is not a part of `url`."""
    named = named_address(words)
    return named is not None and named.casefold() not in url.casefold()


def names_kinds(text: str) -> bool:
    """Whether a text is nothing but links (`[Talk](…) | [mixers](…)`) whose words name a kind or a
    repository."""
    at = 0
    for link in addressed(find_links(text)):
        words = text[slice(*link.words)]
        if LETTER_OR_DIGIT.search(text, at, link.start) or not (
            is_kind(words) or _REPOSITORY.fullmatch(words)
        ):
            return False
        at = link.end
    return at > 0 and not LETTER_OR_DIGIT.search(text, at)


def is_address(text: str) -> bool:
    """Whether a text is a bare address and nothing else."""
    if ":" not in text:
        return False
    if _BARE_NAME.fullmatch(text):
        return True
    return is_url(text)
