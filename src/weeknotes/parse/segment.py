"""Where entries begin.  Addresses open an entry or stand in its commentary; the rules below say which, in this order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from weeknotes.identity import Kind, identify
from weeknotes.parse.lines import Line, LineKind, is_atx, tag_tail
from weeknotes.parse.raw import Doubt
from weeknotes.parse.titles import split_title, split_unclosed_title
from weeknotes.text import has_hangul


@dataclass(frozen=True, slots=True)
class Segment:
    """One entry's lines: `lines[:opening]` are those that open it (none for an essay)."""

    lines: tuple[Line, ...]
    opening: int
    doubts: tuple[Doubt, ...]


class _Next(Enum):
    """What follows a run of addresses."""

    TITLE = "title"
    TAGS = "tags"
    TEXT = "text"
    END = "end"


MAX_TITLE_LINES = 4


def title_lines(lines: Sequence[Line], at: int) -> int:
    """How many lines from `lines[at]` on, with no blank between, make a `Title (Authors)`; 0 where they do not."""
    text = ""
    for count in range(1, MAX_TITLE_LINES + 1):
        if at + count > len(lines) or lines[at + count - 1].kind is not LineKind.TEXT:
            return 0
        line = lines[at + count - 1].text
        text = f"{text} {line}".strip()
        if split_title(text):
            return count
        if has_hangul(line) or len(line) > 1500 or re.search(r"[.:]$", line):
            return 0
    return 0


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive lines of addresses (blank lines between do not count), by their places among the non-blank lines."""

    first: int
    last: int


class _Week:
    """The non-blank lines of one week and what can be asked of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.all = lines
        self.at = [i for i, line in enumerate(lines) if line.kind is not LineKind.BLANK]
        self.lines = [lines[i] for i in self.at]
        self.grouped, self.spaced = self._blank_lines()

    def blank_before(self, i: int) -> bool:
        return i > 0 and self.at[i] - self.at[i - 1] > 1

    def title_after(self, i: int) -> bool:
        return i + 1 < len(self.at) and title_lines(self.all, self.at[i + 1]) > 0

    def next_kind(self, i: int) -> _Next:
        if i + 1 >= len(self.lines):
            return _Next.END
        kind = self.lines[i + 1].kind
        if kind is LineKind.TAGS:
            return _Next.TAGS
        if kind in (LineKind.SEPARATOR, LineKind.HEADING):
            return _Next.END
        return _Next.TITLE if self.title_after(i) else _Next.TEXT

    def _blank_lines(self) -> tuple[bool, bool]:
        """(grouped, spaced): blank lines stand between entries only, or between all that is not one paragraph."""
        sure = [i for i, line in enumerate(self.lines) if line.kind is LineKind.URLS and self.title_after(i)]
        inner = [i for i in sure if i and (self.blank_before(i) or self.lines[i - 1].kind is not LineKind.URLS)]
        if not inner or not all(self.blank_before(i) or self.lines[i - 1].kind is LineKind.HEADING for i in inner):
            return False, False
        adjacent = [i for i in sure if not self.blank_before(i + 1)]
        return len(adjacent) == len(sure) and any(self.blank_before(i) for i in inner), not adjacent


def _is_paper(line: Line) -> bool:
    return identify(line.urls[0].text).kind is Kind.PAPER


def _names(line: Line, title: str) -> bool:
    """Whether an address carries the name that a title gives its work: `…/musiclm/…` and `MusicLM: Generating …`."""
    head = re.split(r"[:\s–—]", title.strip(), maxsplit=1)[0]
    name = re.sub(r"[^a-z0-9]", "", head.lower())
    return len(name) >= 4 and any(name in re.sub(r"[^a-z0-9]", "", url.text.lower()) for url in line.urls)


def segment(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
    """A week's lines (its heading apart) → the lines of its introduction, and its entries."""
    week = _Week(lines)
    cuts = _Cuts(week)
    i = 0
    while i < len(week.lines):
        line = week.lines[i]
        if line.kind is LineKind.URLS:
            last = i
            while last + 1 < len(week.lines) and week.lines[last + 1].kind is LineKind.URLS:
                last += 1
            cuts.run(_Run(i, last))
            i = last + 1
        else:
            cuts.other(i)
            i += 1
    return cuts.result()


class _Cuts:
    """The beginnings found so far, and whether the entry before is closed."""

    def __init__(self, week: _Week) -> None:
        self.week = week
        self.starts: list[tuple[int, int, list[Doubt]]] = []  # (first line, lines that open it, doubts)
        papers = [i for i, line in enumerate(week.lines) if line.kind is LineKind.URLS and _is_paper(line)]
        self.titled = sum(week.title_after(i) for i in papers) * 5 >= len(papers) * 4

    # Rules for lines that are no addresses.

    def other(self, i: int) -> None:
        """`---` asks for an entry whatever follows; so does text that begins with an address after a closed entry."""
        line = self.week.lines[i]
        if line.kind is not LineKind.TEXT:
            return
        before = self.week.lines[i - 1].kind if i else None
        if before is LineKind.SEPARATOR or (self._closed(i) and re.match(r"https?://", line.text)):
            self.begin(i, 0)
        elif before is LineKind.TAGS and self.starts and not re.match(r"https?://", line.text) and not is_atx(line.text):
            _, _, doubts = self.starts[-1]
            doubts.append(Doubt(line.number, "boundary", "the entry goes on", "a new entry without an address", "text after the tags"))

    def begin(self, i: int, opening: int, doubt: Doubt | None = None) -> None:
        self.starts.append((i, opening, [doubt] if doubt else []))

    def _closed(self, i: int) -> bool:
        """Whether nothing before line i can go on: a week's beginning, `---`, or tags."""
        if i == 0 or not self.starts:
            return True
        before = self.week.lines[i - 1]
        return before.kind in (LineKind.SEPARATOR, LineKind.TAGS, LineKind.HEADING) or (
            before.kind is LineKind.TEXT and tag_tail(before.text) is not None
        )

    # Rules for a run of addresses.

    def run(self, run: _Run) -> None:
        following = self.week.next_kind(run.last)
        cut = self._second_entry(run) if following is _Next.TITLE else run.first
        if cut > run.first:
            before = len(self.starts)
            self._first_part(_Run(run.first, cut - 1))
            why = "a paper and its title follow other addresses"
            doubt = Doubt(self.week.lines[cut].number, "boundary", "a new entry", "one entry with the addresses above", why)
            self.begin(cut, run.last - cut + 1, doubt if len(self.starts) > before else None)
        elif self._closed(run.first) or following is _Next.TITLE:
            self.begin(run.first, run.last - run.first + 1)
        else:
            self._open(run, following)

    def _second_entry(self, run: _Run) -> int:
        """Where in a run that a title follows the entry begins that the title belongs to.

        It is the last paper's; but an address that carries the title's name, or another archive's, is of the same work.
        """
        week = self.week
        papers = [i for i in range(run.first, run.last + 1) if _is_paper(week.lines[i])]
        if not papers or papers[-1] == run.first:
            return run.first
        cut = papers[-1]
        title = week.lines[run.last + 1].text
        archive = identify(week.lines[cut].urls[0].text).key.partition(":")[0]
        before = week.lines[cut - 1]
        other = identify(before.urls[0].text)
        same = _names(before, title) or (other.kind is Kind.PAPER and other.key.partition(":")[0] != archive)
        return run.first if same else cut

    def _first_part(self, run: _Run) -> None:
        if self._closed(run.first):
            self.begin(run.first, run.last - run.first + 1)
        else:
            self._open(run, _Next.END)

    def _open(self, run: _Run, following: _Next) -> None:
        """After commentary or a title that nothing closed: the addresses begin an entry, or are part of it."""
        week = self.week
        line = week.lines[run.first]
        several = run.last > run.first or len(line.urls) > 1
        paper = _is_paper(line)
        begins: bool
        why: str | None
        if week.grouped:
            begins, why = week.blank_before(run.first), None
        elif week.spaced and not week.blank_before(run.first):
            begins, why = False, None
        elif title := self._bare_title(run.first):
            begins, why = self._after_title(line, title, following, paper)
        else:
            begins, why = self._after_text(run.first, following, paper, several)
        new, same = "a new entry", "a link of the entry above"
        doubt = Doubt(line.number, "boundary", new if begins else same, same if begins else new, why) if why else None
        if begins:
            self.begin(run.first, run.last - run.first + 1, doubt)
        elif doubt:
            self.starts[-1][2].append(doubt)

    def _after_title(self, line: Line, title: str, following: _Next, paper: bool) -> tuple[bool, str | None]:
        if paper:
            return True, None
        if _names(line, title):
            return False, "an address that carries the title's name follows the title"
        if following is _Next.TAGS:
            return False, "an address between a title and its tags"
        return True, "an address follows a title with neither commentary nor tags"

    def _after_text(self, first: int, following: _Next, paper: bool, several: bool) -> tuple[bool, str | None]:
        announced = self.week.lines[first - 1].text.endswith(":")
        if following is _Next.TAGS and not paper:
            return False, None
        if paper:
            mention = announced or (self.titled and following is not _Next.TAGS)
            return not mention, "a paper's address without a title follows commentary that no tags close"
        return several, "addresses follow commentary that no tags close"

    def _bare_title(self, first: int) -> str | None:
        """The title of the open entry, if nothing else stands between it and line `first`."""
        start, opening, _ = self.starts[-1]
        if not opening:
            return None
        begin = self.week.at[start + opening] if start + opening < len(self.week.at) else 0
        count = title_lines(self.week.all, begin)
        if count and self.week.lines[first - 1] is self.week.all[begin + count - 1]:
            return self.week.all[begin].text
        only = self.week.lines[first - 1]
        return only.text if first == start + opening + 1 and split_unclosed_title(only.text) else None

    def result(self) -> tuple[tuple[Line, ...], tuple[Segment, ...]]:
        week = self.week
        bounds = [week.at[first] for first, _, _ in self.starts] + [len(week.all)]
        intro = tuple(week.all[: bounds[0]])
        segments = []
        for (first, opening, doubts), begin, end in zip(self.starts, bounds, bounds[1:], strict=False):
            opening_end = week.at[first + opening - 1] + 1 - begin if opening else 0
            segments.append(Segment(tuple(week.all[begin:end]), opening_end, tuple(doubts)))
        return intro, tuple(segments)
