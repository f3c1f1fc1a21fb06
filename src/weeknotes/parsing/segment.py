"""Where entries begin.  Addresses open an entry or stand in its commentary; the grounds below say
which, in this order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.grounds import (
    AFTER_SEPARATOR,
    AFTER_TAGS,
    AFTER_TITLE,
    BEFORE_TAGS_OF_TITLE,
    BLANK_BEFORE,
    HEADING_ABOVE,
    INLINE_ADDRESS,
    LINK_AFTER_TEXT,
    LINK_BEFORE_TAGS,
    NAMED_BY_TEXT,
    NAMED_BY_TITLE,
    NO_BLANK_BEFORE,
    OPENS_WEEK,
    PAPER_AFTER_TEXT,
    PAPER_AFTER_TITLE,
    PAPER_MENTIONED,
    SECOND_ENTRY,
    SEVERAL_AFTER_TEXT,
    TAGGED,
    TEXT_AFTER_TAGS,
    TITLE_ABOVE,
    TITLE_BESIDE,
    TITLE_FOLLOWS,
    Decision,
    Ground,
)
from weeknotes.parsing.lines import BLANK, SEPARATOR, TAGS, TEXT, URLS, Line, is_atx, tag_tail
from weeknotes.parsing.titles import TitleLine, split_title, split_unclosed_title
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import has_hangul

ADDRESSED = re.compile(
    r"(?:(?:[-*+•▶►■●◆①-⑳]|\d{1,3}[.)]|\(\d{1,3}\)|\[\d{1,3}\])\s+|[▶►■●◆①-⑳])?(?=https?://)"
)
"""A line that begins with an address, be it as an item of a list."""


_WORD = re.compile(r"\w")


class Segment(NamedTuple):
    """One entry's lines: `lines[:opening]` are those that open it (none for an essay); what was
    decided within them."""

    lines: tuple[Line, ...]
    opening: int
    decisions: tuple[Decision, ...]


class _Next(Enum):
    """What follows a run of addresses."""

    TITLE = "title"
    TAGS = "tags"
    TEXT = "text"
    END = "end"


MAX_TITLE_LINES = 4


def title_lines(lines: Sequence[Line], at: int) -> tuple[int, TitleLine | None]:
    """How many lines from `lines[at]` on, with no blank between, make a `Title (Authors)`, and
    where these stand in the lines joined by spaces; (0, None) where they make none."""
    first = lines[at]
    if first.title:
        return 1, first.title
    if first.kind is not TEXT or "가" <= first.text[0] <= "힣":  # nearly every line of commentary
        return 0, None
    text = ""
    for count, line in enumerate(lines[at : at + MAX_TITLE_LINES], 1):
        # A heading may have been taken out between; and no title holds an address.
        if line.kind is not TEXT or line.number != first.number + count - 1 or "://" in line.text:
            break
        text = f"{text} {line.text}" if text else line.text
        if count > 1 and (title := split_title(text)):
            return count, title
        if line.text.endswith((".", ":")) or len(line.text) > 1500 or has_hangul(line.text):
            break
    return 0, None


class _Run(NamedTuple):
    """Consecutive lines of addresses (blank lines between do not count), by their places among the
    non-blank lines."""

    first: int
    last: int


class _Week:
    """The non-blank lines of one week and what can be asked of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.all = lines
        self.at = [i for i, line in enumerate(lines) if line.kind is not BLANK]
        self.lines = [lines[i] for i in self.at]
        self._titles: dict[int, int] = {}
        self.grouped, self.spaced = self._blank_lines()

    def blank_before(self, i: int) -> bool:
        return i > 0 and self.at[i] - self.at[i - 1] > 1

    def title_at(self, i: int) -> int:
        """How many lines from line i on make a `Title (Authors)`; every rule asks for the same
        ones."""
        if i not in self._titles:
            self._titles[i], _ = title_lines(self.all, self.at[i])
        return self._titles[i]

    def title_after(self, i: int) -> bool:
        return i + 1 < len(self.at) and self.title_at(i + 1) > 0

    def next_kind(self, i: int) -> _Next:
        if i + 1 >= len(self.lines):
            return _Next.END
        kind = self.lines[i + 1].kind
        if kind is TAGS:
            return _Next.TAGS
        if kind is SEPARATOR:
            return _Next.END
        return _Next.TITLE if self.title_after(i) else _Next.TEXT

    def _blank_lines(self) -> tuple[bool, bool]:
        """(grouped, spaced): blank lines stand between entries only, or between all that is not one
        paragraph."""
        sure = [i for i, line in enumerate(self.lines) if line.kind is URLS and self.title_after(i)]
        inner = [
            i for i in sure if i and (self.blank_before(i) or self.lines[i - 1].kind is not URLS)
        ]
        if not inner or not all(map(self.blank_before, inner)):
            return False, False
        parted = [self.blank_before(i + 1) for i in sure]
        return not any(parted), all(parted)


def _is_paper(line: Line) -> bool:
    return identify(line.urls[0].text).kind is Kind.PAPER


def _names(line: Line, title: str) -> bool:
    """Whether an address carries the name that a title gives its work: `…/musiclm/…` and `MusicLM:
    Generating …`."""
    head = re.split(r"[:\s–—]", title, maxsplit=1)[0]
    name = re.sub(r"[^a-z0-9]", "", head.lower())
    return len(name) >= 4 and any(
        name in re.sub(r"[^a-z0-9]", "", url.text.lower()) for url in line.urls
    )


def segment(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
    """A week's lines (its heading apart) → the lines of its introduction, and its entries."""
    week = _Week(lines)
    cuts = _Cuts(week)
    i = 0
    while i < len(week.lines):
        line = week.lines[i]
        if line.kind is URLS:
            last = i
            while last + 1 < len(week.lines) and week.lines[last + 1].kind is URLS:
                last += 1
            cuts.run(_Run(i, last))
            i = last + 1
        else:
            cuts.other(i)
            i += 1
    return cuts.result()


class _Start(NamedTuple):
    """An entry's beginning: its first line and how many open it, by their places, and the decisions
    about it so far."""

    first: int
    opening: int
    decisions: list[Decision]


class _Cuts:
    """The beginnings found so far."""

    def __init__(self, week: _Week) -> None:
        self.week = week
        self.starts: list[_Start] = []

    @cached_property
    def papers_have_titles(self) -> bool:
        """Whether four papers' addresses in five stand above their titles in this week."""
        papers = [
            i for i, line in enumerate(self.week.lines) if line.kind is URLS and _is_paper(line)
        ]
        return sum(self.week.title_after(i) for i in papers) * 5 >= len(papers) * 4

    def decide(self, ground: Ground, first: int, opening: int = 0) -> None:
        """Begin an entry at a line, or note why the open one goes on there."""
        decision = Decision(self.week.lines[first].number, ground)
        if ground.begins:
            self.starts.append(_Start(first, opening, [decision]))
        else:
            self.starts[-1].decisions.append(decision)

    def closed(self, i: int) -> Ground | None:
        """Why nothing before line i can go on, if so: the week begins, `---`, or tags."""
        before = self.week.lines[i - 1] if i else None
        if before and before.kind is SEPARATOR:
            return AFTER_SEPARATOR
        if before is None or not self.starts:
            return OPENS_WEEK
        tagged = before.kind is TAGS or (before.kind is TEXT and tag_tail(before.text) is not None)
        return AFTER_TAGS if tagged else None

    def other(self, i: int) -> None:
        """A line that is no addresses."""
        line = self.week.lines[i]
        if line.kind is not TEXT:
            return
        before = self.week.lines[i - 1].kind if i else None
        if before is SEPARATOR:
            self.decide(AFTER_SEPARATOR, i)
        elif "://" in line.text and ADDRESSED.match(line.text):
            if self.closed(i) or self.week.next_kind(i) is _Next.TITLE:
                self.decide(INLINE_ADDRESS, i)
        elif before is TAGS and self.starts and not self._titles_addresses(i):
            self.decide(TEXT_AFTER_TAGS, i)
        elif "://" in line.text and self.starts and self.title_beside(i):
            self.decide(TITLE_BESIDE, i)

    def title_beside(self, i: int) -> bool:
        """Whether a line of text names a paper with its title: in a heading, before the address, or
        on the next line."""
        text = self.week.lines[i].text
        url = next((url for url in find_urls(text) if identify(url.url).kind is Kind.PAPER), None)
        if url is None:
            return False
        alone = not _WORD.search(text, url.end)
        return is_atx(text) or (
            alone
            and (
                self.week.title_after(i)
                or split_title(text[: url.start].rstrip(" :：-–—<([")) is not None
            )
        )

    def run(self, run: _Run) -> None:
        """Lines of addresses: one entry, or the end of one and the beginning of the next."""
        following = self.week.next_kind(run.last)
        cut = self._second_entry(run) if following is _Next.TITLE else run.first
        if cut > run.first:
            entries = len(self.starts)
            self._addresses(_Run(run.first, cut - 1), _Next.END)
            # Only if the addresses above are an entry of their own could this be one with them.
            self.decide(
                SECOND_ENTRY if len(self.starts) > entries else TITLE_FOLLOWS,
                cut,
                run.last - cut + 1,
            )
        else:
            self._addresses(run, following)

    def _addresses(self, run: _Run, following: _Next) -> None:
        above = self._title_above(run.first)
        if above < run.first and self.starts and self.starts[-1].first == above:
            # `---` and a heading had begun an essay; with addresses it is an entry.
            self.starts[-1] = self.starts[-1]._replace(opening=run.last - above + 1)
            return
        if above < run.first:
            self.decide(
                TITLE_ABOVE if self.closed(above) else HEADING_ABOVE, above, run.last - above + 1
            )
            return
        ground = self.closed(run.first) or (
            TITLE_FOLLOWS if following is _Next.TITLE else self._open(run, following)
        )
        self.decide(ground, run.first, run.last - run.first + 1)

    def _title_above(self, first: int) -> int:
        """Where the title begins that stands right above line `first`: `## Title`, or `Title
        (Authors)` where nothing is open."""
        week = self.week
        if first == 0 or week.lines[first - 1].kind is not TEXT:
            return first
        if is_atx(week.lines[first - 1].text):
            opened = (
                self.starts
                and self.starts[-1].first + self.starts[-1].opening == first - 1
                and self.starts[-1].opening
            )
            return (
                first if opened else first - 1
            )  # the title of the entry above, which has just begun
        for count in range(1, min(MAX_TITLE_LINES, first) + 1):
            above = first - count
            if week.title_at(above) == count:
                return above if self._may_stand_above(above) else first
        return first

    def _may_stand_above(self, i: int) -> bool:
        """Whether nothing is open before the title on line i, nor that line the first of an entry
        that an address opens."""
        closed = self.closed(i)
        if closed is AFTER_SEPARATOR:
            return not ADDRESSED.match(self.week.lines[i].text)
        return closed is not None and not self._is_open_at(i)

    def _titles_addresses(self, i: int) -> bool:
        """Whether line i begins a title that stands above addresses."""
        below = range(i + 1, min(i + 1 + MAX_TITLE_LINES, len(self.week.lines)))
        urls = next((j for j in below if self.week.lines[j].kind is URLS), None)
        return urls is not None and self._title_above(urls) <= i

    def _is_open_at(self, i: int) -> bool:
        """Whether line i is that on which the open entry's commentary begins."""
        return bool(self.starts) and self.starts[-1].first + self.starts[-1].opening == i

    def _second_entry(self, run: _Run) -> int:
        """Where in a run that a title follows the entry begins that the title belongs to.

        It is the last paper's; but an address that carries the title's name, or another archive's,
        is of the same work."""
        week = self.week
        if run.first == run.last:
            return run.first
        papers = [i for i in range(run.first, run.last + 1) if _is_paper(week.lines[i])]
        if not papers or papers[-1] == run.first:
            return run.first
        cut = papers[-1]
        title = week.lines[run.last + 1].text
        archive = identify(week.lines[cut].urls[0].text).key.partition(":")[0]
        before = week.lines[cut - 1]
        other = identify(before.urls[0].text)
        same = _names(before, title) or (
            other.kind is Kind.PAPER and other.key.partition(":")[0] != archive
        )
        return run.first if same else cut

    def _open(self, run: _Run, following: _Next) -> Ground:
        """After commentary or a title that nothing closed."""
        week = self.week
        if week.grouped:
            return BLANK_BEFORE if week.blank_before(run.first) else NO_BLANK_BEFORE
        if week.spaced and not week.blank_before(run.first):
            return NO_BLANK_BEFORE
        if any(week.lines[i].tags for i in range(run.first, run.last + 1)):
            return TAGGED
        title = self._bare_title(run.first)
        return (
            self._after_title(run, title, following) if title else self._after_text(run, following)
        )

    def _after_title(self, run: _Run, title: str, following: _Next) -> Ground:
        line = self.week.lines[run.first]
        if _is_paper(line):
            return PAPER_AFTER_TITLE
        if _names(line, title):
            return NAMED_BY_TITLE
        return BEFORE_TAGS_OF_TITLE if following is _Next.TAGS else AFTER_TITLE

    def _after_text(self, run: _Run, following: _Next) -> Ground:
        line = self.week.lines[run.first]
        announced = self.week.lines[run.first - 1].text.endswith(":")
        if _is_paper(line):
            mentioned = announced or (self.papers_have_titles and following is not _Next.TAGS)
            return PAPER_MENTIONED if mentioned else PAPER_AFTER_TEXT
        if following is _Next.TAGS:
            return LINK_BEFORE_TAGS
        if run.last > run.first or len(line.urls) > 1:
            return SEVERAL_AFTER_TEXT
        below = self.week.lines[run.last + 1].text if following is _Next.TEXT else ""
        return NAMED_BY_TEXT if not announced and _names(line, below) else LINK_AFTER_TEXT

    def _bare_title(self, first: int) -> str | None:
        """The title of the open entry, if nothing else stands between it and line `first`."""
        start = self.starts[-1]
        if not start.opening:
            return None
        begin = self.week.at[start.first + start.opening]
        count = self.week.title_at(start.first + start.opening)
        if count and self.week.lines[first - 1] is self.week.all[begin + count - 1]:
            return self.week.all[begin].text
        only = self.week.lines[first - 1]
        return (
            only.text
            if first == start.first + start.opening + 1 and split_unclosed_title(only.text)
            else None
        )

    def result(self) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
        week = self.week
        bounds = [week.at[start.first] for start in self.starts] + [len(week.all)]
        segments = []
        for start, begin, end in zip(self.starts, bounds, bounds[1:], strict=False):
            opening_end = (
                week.at[start.first + start.opening - 1] + 1 - begin if start.opening else 0
            )
            segments.append(
                Segment(tuple(week.all[begin:end]), opening_end, tuple(start.decisions))
            )
        return tuple(week.all[: bounds[0]]), tuple(segments)
