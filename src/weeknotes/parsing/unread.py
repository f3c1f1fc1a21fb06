"""Report addresses that are in no entry.  They open a list item, a line, a heading, a row or a
cell, but no entry begins there."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.boundaries import FILE
from weeknotes.parsing.faults import warning
from weeknotes.parsing.line_links import DEFINITION, addressed, find_links, is_titled
from weeknotes.parsing.lines import FENCED, TEXT, URLS, Line, is_atx, line_at
from weeknotes.parsing.result import RawEntry, RawWeek, Text
from weeknotes.parsing.shapes import ITEM_MARK
from weeknotes.parsing.titles import plain_title
from weeknotes.sources.decoding import Source
from weeknotes.text.links import find_urls
from weeknotes.text.messages import msg
from weeknotes.text.patterns import LazyPattern

_HINT = msg(
    "begin a line with the address (https://…), or write all entries of the file in the same"
    " form; `weeknotes parse --explain` shows how each line was read"
)
_LABEL = (
    r"(?:papers?|links?|urls?|pdf|arxiv|doi|code|project|source|논문|링크|주소|원문|코드|論文|论文"
    r"|リンク|链接|連結|出典|原文)\W{0,3}[:：]\W{0,4}"
)
_OPENS = LazyPattern(
    rf"(?:</?[a-z][a-z1-6]*>\s*){{0,6}}(?:[>*_~\s]*{_LABEL})?"
    r"[>*_~(\[<|\s-]*(?:\[[^\[\]]{1,300}\]\]?\()?<?(?:a\s[^<>]{0,100}?href=[\"'])?https?://",
    re.IGNORECASE,
)
_HTML = re.compile(r"<(?P<tag>li|tr|td|h[1-6])\b", re.IGNORECASE)
_FORM_OF_TAG = {"li": "item", "tr": "row", "td": "row"}
_CLOSING = " \t)]>|*_."
_BIBTEX = re.compile(r"\s*url\s*=\s*[{\"]\s*https?://", re.IGNORECASE)
"""The address in a BibTeX entry, in a code block or as it is."""
_BETWEEN_TITLES = LazyPattern(
    r"\W*(?:[,，、;；&＆+]|<br\s*/?>|\b(?:and|und|와|과|및|と|和|与|及)\b)\W*"
)
"""What stands between the linked titles of two papers, in one line."""
_ALONE = re.compile(
    r"(?:\*\*|__|\*|_)?\[{1,2}[^\[\]]*\]{1,2}\(https?://[^\s()]+(?:\([^\s()]*\))?\)[*_\s.]*"
)
"""A line that is nothing but a link."""


_IMAGE = LazyPattern(
    r"\[!\[[^\[\]]*\]\([^()\s]*\)\]\([^()\s]*\)|<img\b[^<>]*>", re.IGNORECASE
)
"""An image, and a link around an image, as at the top of a README."""


class _Place(NamedTuple):
    """Where the first address of a line stands.  `form` is `item`, `heading`, `row` or `line`.
    `opens` says that the address is at the beginning of this form and not inside it."""

    form: str
    opens: bool
    paper: bool
    key: str


def with_unread_addresses(
    source: Source,
    lines: Sequence[Line],
    left: Collection[int],
    weeks: Sequence[RawWeek],
    diagnostics: Sequence[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """The diagnostics of a file, with one warning if addresses are in no entry.  It replaces the
    warning of a week about such an address.  `left` are the numbers of lines that count in any
    case."""
    unread = [*_unread(lines, left, weeks)] if "://" in source.text else []
    unread.sort(key=lambda line: line.number)
    if not unread:
        return tuple(diagnostics)
    numbers = {line.number for line in unread}
    others = (
        d
        for d in diagnostics
        if d.rule != "no-entries" or d.span.line not in numbers
    )
    return (*others, _finding(source, unread))


def _finding(source: Source, unread: Sequence[Line]) -> Diagnostic:
    first = unread[0]
    if len(unread) == 1:
        message = msg("1 address is in no entry, at line {line}", line=first.number)
    else:
        message = msg(
            "{n} addresses are in no entry; the first is at line {line}",
            n=len(unread),
            line=first.number,
        )
    return warning("unread-addresses", source, first, message, _HINT)


def _unread(
    lines: Sequence[Line], left: Collection[int], weeks: Sequence[RawWeek]
) -> Iterator[Line]:
    """The line of each address that is in no entry."""
    entries = [entry for week in weeks for entry in week.entries]
    read = {url.span.line for entry in entries for url in entry.urls}
    read |= {one.line for entry in entries for one in entry.decisions}
    for entry in entries:
        yield from _beside_title(lines, entry)
    given = {url.span.line for week in weeks for url in week.front.url}
    if certain := given.union(left) - read:
        yield from (line for line in lines if line.number in certain)
        read |= certain
    others = [line for line in lines if "://" in line.text]
    others = [line for line in others if line.number not in read]
    above = (block for entry in entries for block in entry.above)
    blocks = [*(block for week in weeks for block in week.intro), *above]
    intro = {n for block in blocks for n in _numbers(block)} if others else set()
    for line in others:
        place = _place(line)
        if line.number in intro:
            opens = place and (place.opens or place.form != "line")
            if opens or _is_bibtex(line):
                yield line
        elif place and (around := _entry_of(entries, line.number)):
            opening = line_at(lines, around.line)
            if opening and _is_beside(line, place, opening, around):
                yield line


def _beside_title(lines: Sequence[Line], entry: RawEntry) -> Iterator[Line]:
    """The line of a linked title, for each other title in it: `- [A Title](…), [Another](…)`."""
    if not entry.title or entry.title.span.line != entry.line:
        return
    line = line_at(lines, entry.line)
    if not line or line.text.count("](") < 2:
        return
    text = line.indented
    for above, link in pairwise(addressed(find_links(text))):
        titled = is_titled(text, above) and is_titled(text, link)
        if not titled or not _BETWEEN_TITLES.fullmatch(text, above.end, link.start):
            return
        yield line


def _numbers(block: Text) -> range:
    """The numbers of the lines of a paragraph."""
    return range(block.span.line, block.span.line + block.text.count("\n") + 1)


def _is_bibtex(line: Line) -> bool:
    """Whether a line has the address in a BibTeX entry."""
    return line.kind in (TEXT, FENCED) and _BIBTEX.match(line.text) is not None


def _place(line: Line) -> _Place | None:
    """The first address of a line, unless it stands inside a sentence."""
    text = line.text
    if line.kind not in (TEXT, URLS):
        return None
    if "[![" in text or "<img" in text:
        text = _IMAGE.sub("", text).strip()
    text = text.lstrip("> ")
    urls = find_urls(text)
    if not urls or DEFINITION.match(text):
        return None
    resource = identify(urls[0].url)
    form, begin = "line", 0
    if item := ITEM_MARK.match(text):
        form, begin = "item", item.end()
    elif is_atx(text):
        form, begin = "heading", len(text) - len(text.lstrip("# "))
    elif html := _HTML.match(text):
        form = _FORM_OF_TAG.get(html["tag"].lower(), "heading")
    elif text[0] == "|":
        form = "row"
    opens = _OPENS.match(text, begin) is not None
    if form == "line" and not opens and text[urls[-1].end :].strip(_CLOSING):
        return None
    return _Place(form, opens, resource.kind is Kind.PAPER, resource.key)


def _entry_of(entries: Sequence[RawEntry], number: int) -> RawEntry | None:
    """The entry in whose commentary a line stands."""
    k = bisect_right(entries, number, key=lambda entry: entry.line) - 1
    blocks = entries[k].commentary if k >= 0 else ()
    b = bisect_right(blocks, number, key=lambda block: block.span.line) - 1
    return entries[k] if b >= 0 and number in _numbers(blocks[b]) else None


def _is_beside(line: Line, place: _Place, opening: Line, entry: RawEntry) -> bool:
    """Whether an address in the commentary of an entry looks as if it began another entry.  It may
    stand in the form in which the entry begins (with the line `opening`).  It may also stand alone,
    as the address of another paper.  In a note on one paper, only another paper counts."""
    if place.form != "line":
        if entry.decisions and entry.decisions[0].rule is FILE:
            return place.opens and place.paper
        own = _place(opening) if "://" in opening.text else None
        same = own is not None and own.form == place.form
        return same and _depth(line) <= _depth(opening)
    text = line.text
    titled = text.startswith("http") and plain_title(text.partition(" ")[2]) is True
    alone = line.indent == 0 and (titled or _ALONE.fullmatch(text))
    own_keys = {identify(url.text).key for url in entry.urls}
    return bool(alone) and place.paper and place.key not in own_keys


def _depth(line: Line) -> int:
    """How deep a list item or a heading is nested."""
    if is_atx(line.text):
        return len(line.text) - len(line.text.lstrip("#"))
    return line.indent
