"""The lines of one week, with the queries that the boundary rules need."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cached_property

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.lines import BLANK, SEPARATOR, TAGS, TEXT, URLS, Line
from weeknotes.parsing.shapes import block_of
from weeknotes.parsing.titles import TitleLine, split_title
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import has_hangul

MAX_TITLE_LINES = 4
"""The maximum number of lines of a `Title (Authors)`."""
_MAX_WRAPPED = 1500
"""A title does not continue after a line with more characters than this."""

STARTS_WITH_URL = re.compile(
    r"(?:(?:[-*+•▶►■●◆①-⑳]|\d{1,3}[.)]|\(\d{1,3}\)|\[\d{1,3}\])\s+|[▶►■●◆①-⑳])?(?=https?://)"
)
"""Matches an optional list marker at the beginning of a line, if an address follows."""

_MARKUP = frozenset("[<#=`")
_WORD = re.compile(r"\w")
_HEAD_END = re.compile(r"[:\s–—]")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]")


class Next(Enum):
    """What follows a run of addresses."""

    TITLE = "title"
    TAGS = "tags"
    TEXT = "text"
    END = "end"


def title_lines(lines: Sequence[Line], at: int) -> tuple[int, TitleLine | None]:
    """(count, title) of the `Title (Authors)` that begins at lines[at].  `count` is the number of
    its lines.  `title` has its offsets in these lines joined by spaces.  (0, None) if no
    `Title (Authors)` begins there."""
    first = lines[at]
    if first.title:
        return 1, first.title
    if first.kind is not TEXT or "가" <= first.text[0] <= "힣":  # most commentary
        return 0, None
    text = first.text
    if "://" in text or _ends_title(text):
        return 0, None
    for count, line in enumerate(lines[at + 1 : at + MAX_TITLE_LINES], 2):
        # A heading or a line of tags may have been removed between the two lines.
        adjacent = line.kind is TEXT and line.number == first.number + count - 1
        if not adjacent or "://" in line.text:
            break
        text = f"{text} {line.text}"
        if title := split_title(text):
            return count, title
        if _ends_title(line.text):
            break
    return 0, None


def _ends_title(text: str) -> bool:
    """Whether a title cannot continue after this line."""
    long = len(text) > _MAX_WRAPPED
    return long or text.endswith((".", ":")) or has_hangul(text)


def is_paper(line: Line) -> bool:
    """Whether the first address of a line is the address of a paper."""
    return _is_paper(line.urls[0].text)


def _is_paper(url: str) -> bool:
    return identify(url).kind is Kind.PAPER


def archive_of(line: Line) -> str:
    """The key prefix of the first address of a line, such as `arxiv`."""
    first = line.urls[0].text
    archive, _, _ = identify(first).key.partition(":")
    return archive


def contains_name(line: Line, title: str) -> bool:
    """Whether an address contains the name at the beginning of a title: `…/musiclm/…` and `MusicLM:
    Generating …`."""
    head = _HEAD_END.split(title, maxsplit=1)[0]
    name = _alphanumeric(head)
    if len(name) < 4:
        return False
    return any(name in _alphanumeric(url.text) for url in line.urls)


def _alphanumeric(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text.lower())


class WeekLines:
    """The lines of a week.

    All indexes (`i`, `first`, `last`) count non-blank lines, from 0."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.all = lines
        self.at = [i for i, line in enumerate(lines) if line.kind is not BLANK]
        """For each index, the index in `all`."""
        self.lines = [lines[i] for i in self.at]
        self._title_sizes: dict[int, int] = {}
        self.grouped, self.spaced = self._blank_lines()

    def __len__(self) -> int:
        return len(self.lines)

    def blank_before(self, i: int) -> bool:
        return self.at[i] - self.at[i - 1] > 1

    def title_size(self, i: int) -> int:
        """The number of lines from i on that form a `Title (Authors)`, or 0.  Cached, because many
        rules need it."""
        if self.lines[i].title:
            return 1
        if i not in self._title_sizes:
            self._title_sizes[i], _ = title_lines(self.all, self.at[i])
        return self._title_sizes[i]

    def title_after(self, i: int) -> bool:
        return i + 1 < len(self.lines) and self.title_size(i + 1) > 0

    def next_kind(self, i: int) -> Next:
        """What comes after line i."""
        if i + 1 == len(self.lines):
            return Next.END
        kind = self.lines[i + 1].kind
        if kind is SEPARATOR:
            return Next.END
        if kind is TAGS:
            return Next.TAGS
        return Next.TITLE if self.title_size(i + 1) else Next.TEXT

    def names_paper(self, i: int) -> bool:
        """Whether a line of text contains the address of a paper together with its title.  The line
        may have a form such as `Title => address`, or no word follows the address, and the title is
        on the next line."""
        text = self.lines[i].text
        urls = find_urls(text)
        # Words behind the first address, if it is bare, say that it is in a sentence.
        behind = urls and text[urls[0].end :].strip(" >")
        bare = behind and _MARKUP.isdisjoint(text)
        if not bare and block_of(self.lines[i]).names_paper:
            return True
        url = next((url for url in urls if _is_paper(url.url)), None)
        if url is None:
            return False
        return not _WORD.search(text, url.end) and self.title_after(i)

    @cached_property
    def papers_have_titles(self) -> bool:
        """Whether at least four in five addresses of papers in this week are followed by a
        title."""
        papers = [i for i in self._urls() if is_paper(self.lines[i])]
        titled = sum(map(self.title_after, papers))
        return titled * 5 >= len(papers) * 4

    def _urls(self) -> list[int]:
        """The indexes of the lines of the kind `URLS`."""
        lines = enumerate(self.lines)
        return [i for i, line in lines if line.kind is URLS]

    def _blank_lines(self) -> tuple[bool, bool]:
        """(grouped, spaced).  `grouped` says that blank lines occur only between entries.  `spaced`
        says that blank lines separate all paragraphs.  Both are judged by the entries with titles,
        if there are any."""
        if len(self.lines) == len(self.all):
            return False, False
        titled = list(filter(self.title_after, self._urls()))
        if not titled:
            return self._begin_with_addresses(), False
        later = list(filter(self._follows, titled))
        if not later or not all(map(self.blank_before, later)):
            return False, False
        separated = [self.blank_before(i + 1) for i in titled]
        return not any(separated), all(separated)

    def _begin_with_addresses(self) -> bool:
        """Whether all paragraphs begin with addresses, except for those above the first address."""
        addresses = self._urls()
        first = addresses[0] if addresses else len(self)
        paragraphs = list(filter(self.blank_before, range(first + 1, len(self))))
        return len(paragraphs) > 0 and set(paragraphs) <= set(addresses)

    def _follows(self, i: int) -> bool:
        """Whether line i is not the first, and the line above it is blank or not an address."""
        if i == 0 or self.blank_before(i):
            return i > 0
        return self.lines[i - 1].kind is not URLS
