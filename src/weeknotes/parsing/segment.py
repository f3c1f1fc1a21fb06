"""Split the lines of a week into entries.

Addresses either begin an entry or belong to the commentary of the entry above.  The rules in
`boundaries` decide which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing import boundaries as rules
from weeknotes.parsing.boundaries import BoundaryDecision, BoundaryRule
from weeknotes.parsing.hashtags import tag_tail
from weeknotes.parsing.lines import LINK, SEPARATOR, TAGS, TEXT, URLS, Line, is_atx
from weeknotes.parsing.titles import split_unclosed_title
from weeknotes.parsing.week_lines import (
    MAX_TITLE_LINES,
    STARTS_WITH_URL,
    Next,
    WeekLines,
    archive_of,
    contains_name,
    is_paper,
)
from weeknotes.text.links import find_urls

_BESIDE_PAPER = (Kind.CODE, Kind.MODEL, Kind.DATA, Kind.DEMO)
"""In a list of addresses, these belong to the paper above."""


_CLOSING = (TAGS, SEPARATOR)
"""Below these, a line of text may begin an entry."""

_MOST_ABOVE = 3
"""Addresses below more lines of text than this are the references of a note."""


EntryLines = tuple[Sequence[Line], int, tuple[BoundaryDecision, ...]]
"""The arguments of `build_entry`: the lines of one entry, the number of lines in its opening, and
the boundary decisions on its lines."""


def segment(
    lines: Sequence[Line], *, listing: bool = True
) -> tuple[Sequence[Line], list[EntryLines]]:
    """(introduction, entries) from the lines of a week without its heading.  With `listing`, each
    of the addresses in a list is an entry."""
    week = _Segmenter(lines)
    if listing and (starts := _list_of_addresses(week)):
        for first, end in pairwise([*starts, len(week)]):
            week.apply(rules.LISTED, first, end - first)
        return week.result()
    above = None
    i = 0
    lines = week.lines
    while i < len(lines):
        first = i
        kind = lines[i].kind
        if kind is URLS:
            while i + 1 < len(lines) and lines[i + 1].kind is URLS:
                i += 1
            week.add_run(first, i)
        elif kind is LINK or (
            kind is TEXT and (above in _CLOSING or "://" in lines[i].text)
        ):
            week.add_line(i)
        above = kind
        i += 1
    return week.result()


def _list_of_addresses(week: WeekLines) -> list[int]:
    """The first line of each entry in a list of addresses.  A week or a section is such a list if
    it contains only addresses, or a few lines of text and then only addresses.

    If blank lines separate groups of addresses, each group is an entry.  Otherwise each line is an
    entry.  Such an entry also has the lines right below it with other addresses of the paper, or
    with addresses of code, models, data or demos.  The result is empty for anything else."""
    lines = week.lines
    if not lines or lines[-1].kind is not URLS:
        return []
    first = next(i for i, line in enumerate(lines) if line.kind is URLS)
    if not all(line.kind is URLS and not line.tags for line in lines[first:]):
        return []
    if first > _MOST_ABOVE or not all(map(_is_plain, lines[:first])):
        return []
    if lines[-1].number - lines[first].number > week.at[-1] - week.at[first]:
        return []  # a mark of a draft stood between them
    below = range(first + 1, len(week))
    apart = set(map(week.blank_before, below))
    starts = [first]
    for i in below:
        paper = lines[starts[-1]]
        grouped = len(apart) > 1
        if week.blank_before(i) if grouped else not _names_same(paper, lines[i]):
            starts.append(i)
    papers = sum(is_paper(lines[i]) for i in starts)
    return starts if len(starts) > 2 or papers > 1 else []


def _is_plain(line: Line) -> bool:
    """Whether a line can only be introduction."""
    plain = line.kind is TEXT and not line.title and not is_atx(line.text)
    return plain and "://" not in line.text


def _names_same(paper: Line, line: Line) -> bool:
    """Whether the address below the address of a paper is another address of this paper, or the
    address of code, a model, data or a demo."""
    resource, other = identify(paper.urls[0].text), identify(line.urls[0].text)
    beside = resource.kind is Kind.PAPER and other.kind in _BESIDE_PAPER
    return beside or resource.key == other.key


def _in_other_archive(above: Line, paper: Line) -> bool:
    """Whether `above` is the address of a paper in another archive than `paper`."""
    return is_paper(above) and archive_of(above) != archive_of(paper)


class _Start(NamedTuple):
    """The beginning of an entry.  `first` is its first line, and `opening` is the number of lines
    in its opening.  `decisions` are the decisions on its lines so far."""

    first: int
    opening: int
    decisions: list[BoundaryDecision]

    @property
    def body(self) -> int:
        """The first line after the opening."""
        return self.first + self.opening


def _ends_with_tags(line: Line) -> bool:
    return line.kind is TAGS or (
        line.kind is TEXT and tag_tail(line.text) is not None
    )


class _Segmenter(WeekLines):
    """Processes the lines of a week in order, and collects the starts of entries."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(lines)
        self.starts: list[_Start] = []

    def result(self) -> tuple[Sequence[Line], list[EntryLines]]:
        bounds = [self.at[start.first] for start in self.starts]
        bounds.append(len(self.all))
        entries: list[EntryLines] = []
        for start, (begin, end) in zip(self.starts, pairwise(bounds), strict=True):
            opening = self.at[start.body - 1] + 1 - begin if start.opening else 0
            entries.append((self.all[begin:end], opening, tuple(start.decisions)))
        return self.all[: bounds[0]], entries

    def apply(self, rule: BoundaryRule, first: int, opening: int = 0) -> None:
        """Begin an entry at a line, or add the line to the entry above, according to the rule."""
        decision = BoundaryDecision(self.lines[first].number, rule)
        if rule.begins:
            self.starts.append(_Start(first, opening, [decision]))
        else:
            self.starts[-1].decisions.append(decision)

    def _closed(self, i: int) -> BoundaryRule | None:
        """The rule that applies if no entry can continue at line i.  This is so at the start of the
        week, after `---` and after tags.  None if the entry above can continue."""
        before = self.lines[i - 1] if i else None
        if before and before.kind is SEPARATOR:
            return rules.AFTER_SEPARATOR
        if not self.starts:
            return rules.OPENS_WEEK
        if before and _ends_with_tags(before):
            return rules.AFTER_TAGS
        return None

    def add_line(self, i: int) -> None:
        """Process a line of text, or of a title and its address."""
        line = self.lines[i]
        before = self.lines[i - 1].kind if i else None
        if line.kind is LINK:
            apart = i > 0 and self.lines[i - 1].number + 1 < line.number
            repeats = before is LINK and apart
            rule = rules.LINK_LINES if repeats else rules.LINK_LINE
            self.apply(rules.LINK_LINE_CLOSED if self._closed(i) else rule, i)
            return
        has_url = "://" in line.text
        if before is SEPARATOR:
            self.apply(rules.AFTER_SEPARATOR, i)
        elif has_url and STARTS_WITH_URL.match(line.text):
            if (
                self._closed(i)
                or self.next_kind(i) is Next.TITLE
                or self._is_inline()
            ):
                self.apply(rules.INLINE_ADDRESS, i)
            elif line.title:
                self.apply(rules.TITLE_FOLLOWS, i)
        elif not self.starts:
            return
        elif before is TAGS and not self._is_title_above(i):
            self.apply(rules.TEXT_AFTER_TAGS, i)
        elif has_url and self.names_paper(i) and not self._repeats(i):
            self.apply(rules.TITLE_BESIDE, i)

    def _repeats(self, i: int) -> bool:
        """Whether all addresses in line i are also addresses of the entry above."""
        start = self.starts[-1]
        opening = self.lines[start.first : start.body]
        own = {identify(url.text).key for line in opening for url in line.urls}
        urls = find_urls(self.lines[i].text)
        return all(identify(url.url).key in own for url in urls)

    def _is_inline(self) -> bool:
        """Whether the entry above begins with an address and words on the same line."""
        start = self.starts[-1]
        return not start.opening and bool(
            STARTS_WITH_URL.match(self.lines[start.first].text)
        )

    def add_run(self, first: int, last: int) -> None:
        """Process a run, which is consecutive lines of addresses.  If a title follows, the last of
        them may begin an entry of their own."""
        following = self.next_kind(last)
        cut = first
        if first < last and following is Next.TITLE:
            cut = self._second_entry(first, last)
        if cut == first:
            self._add_addresses(first, last, following)
            return
        entries = len(self.starts)
        self._add_addresses(first, cut - 1, Next.END)
        # This is doubtful only if the addresses above the cut are an entry of their own.
        separate = len(self.starts) > entries
        rule = rules.SECOND_ENTRY if separate else rules.TITLE_FOLLOWS
        self.apply(rule, cut, last - cut + 1)

    def _second_entry(self, first: int, last: int) -> int:
        """The index of the line at which the entry for the title below the run begins.

        The entry begins at the line of the last paper.  It begins at the first line of the run if
        there is no paper, or if the address above that paper contains the name in the title or
        belongs to a paper in another archive."""
        lines = self.lines
        papers = [i for i in range(first, last + 1) if is_paper(lines[i])]
        if not papers or papers[-1] == first:
            return first
        cut = papers[-1]
        above = lines[cut - 1]
        named = contains_name(above, lines[last + 1].text)
        if named or _in_other_archive(above, lines[cut]):
            return first
        return cut

    def _add_addresses(self, first: int, last: int, following: Next) -> None:
        above = self._title_above(first)
        opening = last - above + 1
        if above == first:
            rule = self._closed(above)
            if not rule and following is Next.TITLE:
                rule = rules.TITLE_FOLLOWS
            rule = rule or self._after_open_entry(first, last, following)
            self.apply(rule, above, opening)
        elif self.starts and self.starts[-1].first == above:
            # `---` and this heading have already begun an entry, which now gets its addresses.
            self.starts[-1] = self.starts[-1]._replace(opening=opening)
        else:
            rule = rules.TITLE_ABOVE if self._closed(above) else rules.HEADING_ABOVE
            self.apply(rule, above, opening)

    # A title above the addresses

    def _title_above(self, first: int) -> int:
        """The first line of the title right above line `first`.  If there is no such title, returns
        `first`.

        The title is a Markdown heading, or a `Title (Authors)` at a place where no entry can
        continue."""
        lines = self.lines
        if first == 0 or lines[first - 1].kind is not TEXT:
            return first
        if is_atx(lines[first - 1].text):
            # The heading may be the title of the entry above, below its addresses.
            below_opening = self._is_body(first - 1) and self.starts[-1].opening
            return first if below_opening else first - 1
        for count in range(1, min(MAX_TITLE_LINES, first) + 1):
            above = first - count
            if self.title_size(above) == count:
                return above if self._may_stand_above(above) else first
        return first

    def _may_stand_above(self, i: int) -> bool:
        """Whether the title on line i can belong to the addresses below it.  This is so if no entry
        can continue there, and the line is not the title of the entry above.  After `---`, it is so
        if the line does not begin with an address."""
        closed = self._closed(i)
        if closed is rules.AFTER_SEPARATOR:
            return not STARTS_WITH_URL.match(self.lines[i].text)
        return closed is not None and not self._is_body(i)

    def _is_title_above(self, i: int) -> bool:
        """Whether line i begins a title above its addresses."""
        below = self.lines[i + 1 : i + 1 + MAX_TITLE_LINES]
        for j, line in enumerate(below, i + 1):
            if line.kind is URLS:
                return self._title_above(j) <= i
        return False

    def _is_body(self, i: int) -> bool:
        """Whether line i is the first line after the opening of the entry above."""
        return bool(self.starts) and self.starts[-1].body == i

    # Addresses after commentary or a title, where the entry above can continue

    def _after_open_entry(
        self, first: int, last: int, following: Next
    ) -> BoundaryRule:
        blank = self.blank_before(first)
        if self.grouped and blank:
            return rules.BLANK_BEFORE
        if (self.grouped or self.spaced) and not blank:
            return rules.NO_BLANK_BEFORE
        if any(line.tags for line in self.lines[first : last + 1]):
            return rules.TAGGED
        if title := self._lone_title(first):
            return self._after_title(first, title, following)
        return self._after_text(first, last, following)

    def _lone_title(self, first: int) -> str | None:
        """The first line of the title of the entry above, if only this title stands between the
        addresses of that entry and line `first`.  Otherwise None."""
        start = self.starts[-1]
        if not start.opening:
            return None
        title = self.lines[start.body]
        above = self.lines[first - 1]
        size = self.title_size(start.body)
        if size and above.number == title.number + size - 1:
            return title.text
        if above is title and split_unclosed_title(title.text):
            return title.text
        return None

    def _after_title(self, first: int, title: str, following: Next) -> BoundaryRule:
        line = self.lines[first]
        if is_paper(line):
            return rules.PAPER_AFTER_TITLE
        if contains_name(line, title):
            return rules.NAMED_BY_TITLE
        return (
            rules.BEFORE_TAGS_OF_TITLE
            if following is Next.TAGS
            else rules.AFTER_TITLE
        )

    def _after_text(self, first: int, last: int, following: Next) -> BoundaryRule:
        line = self.lines[first]
        above = self.lines[first - 1]
        announced = above.text.endswith(":")
        if is_paper(line):
            untitled = following is not Next.TAGS and self.papers_have_titles
            return (
                rules.PAPER_MENTIONED
                if announced or untitled
                else rules.PAPER_AFTER_TEXT
            )
        if following is Next.TAGS:
            return rules.LINK_BEFORE_TAGS
        if last > first or len(line.urls) > 1:
            return rules.SEVERAL_AFTER_TEXT
        if following is Next.TEXT and not announced:
            below = self.lines[last + 1].text
            if contains_name(line, below):
                return rules.NAMED_BY_TEXT
        return rules.LINK_AFTER_TEXT
