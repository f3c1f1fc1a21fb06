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
from weeknotes.text.unicode import Range

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
    week = WeekLines(lines)
    segmenter = _Segmenter(week)
    if listing and (runs := _list_of_addresses(week)):
        segmenter.add_list(runs)
        return segmenter.result()
    above = None
    i = 0
    lines = week.lines
    while i < len(lines):
        first = i
        kind = lines[i].kind
        if kind is URLS:
            while i + 1 < len(lines) and lines[i + 1].kind is URLS:
                i += 1
            segmenter.add_run(first, i)
        elif kind is LINK or (
            kind is TEXT and (above in _CLOSING or "://" in lines[i].text)
        ):
            segmenter.add_line(i)
        above = kind
        i += 1
    return segmenter.result()


def _list_of_addresses(week: WeekLines) -> list[Range]:
    """(first, last) of each entry in a list of addresses.  A week or a section is such a list if it
    contains only addresses, or a few lines of text and then only addresses.

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
    apart = [week.blank_before(i) for i in range(first + 1, len(lines))]
    grouped = any(apart) and not all(apart)
    runs = [(first, first)]
    for i in range(first + 1, len(lines)):
        head = runs[-1][0]
        joins = (
            not week.blank_before(i)
            if grouped
            else _names_same(lines[head], lines[i])
        )
        runs[-1 if joins else len(runs) :] = [(head if joins else i, i)]
    papers = sum(is_paper(lines[i]) for i, _ in runs)
    return runs if len(runs) > 2 or papers > 1 else []


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


class _Segmenter:
    """Processes the lines of a week in order, and collects the starts of entries."""

    def __init__(self, week: WeekLines) -> None:
        self.week = week
        self.starts: list[_Start] = []

    def result(self) -> tuple[Sequence[Line], list[EntryLines]]:
        week = self.week
        bounds = [week.at[start.first] for start in self.starts]
        bounds.append(len(week.all))
        entries: list[EntryLines] = []
        for start, (begin, end) in zip(self.starts, pairwise(bounds), strict=True):
            opening = week.at[start.body - 1] + 1 - begin if start.opening else 0
            entries.append((week.all[begin:end], opening, tuple(start.decisions)))
        return week.all[: bounds[0]], entries

    def add_list(self, runs: Sequence[Range]) -> None:
        """Process a list of addresses.  Each run is an entry."""
        for first, last in runs:
            self._apply(rules.LISTED, first, last - first + 1)

    def _apply(
        self,
        rule: BoundaryRule,
        first: int,
        opening: int = 0,
    ) -> None:
        """Begin an entry at a line, or add the line to the entry above, according to the rule."""
        decision = BoundaryDecision(self.week.lines[first].number, rule)
        if rule.begins:
            self.starts.append(_Start(first, opening, [decision]))
        else:
            self.starts[-1].decisions.append(decision)

    def _closed(self, i: int) -> BoundaryRule | None:
        """The rule that applies if no entry can continue at line i.  This is so at the start of the
        week, after `---` and after tags.  None if the entry above can continue."""
        before = self.week.lines[i - 1] if i else None
        kind = before and before.kind
        if kind is SEPARATOR:
            return rules.AFTER_SEPARATOR
        if not self.starts:
            return rules.OPENS_WEEK
        if kind is TAGS or (
            before and kind is TEXT and tag_tail(before.text) is not None
        ):
            return rules.AFTER_TAGS
        return None

    def add_line(self, i: int) -> None:
        """Process a line of text, or of a title and its address."""
        line = self.week.lines[i]
        before = self.week.lines[i - 1].kind if i else None
        if line.kind is LINK:
            apart = i > 0 and self.week.lines[i - 1].number + 1 < line.number
            repeats = before is LINK and apart
            rule = rules.LINK_LINES if repeats else rules.LINK_LINE
            self._apply(rules.LINK_LINE_CLOSED if self._closed(i) else rule, i)
            return
        has_url = "://" in line.text
        if before is SEPARATOR:
            self._apply(rules.AFTER_SEPARATOR, i)
        elif has_url and STARTS_WITH_URL.match(line.text):
            if (
                self._closed(i)
                or self.week.next_kind(i) is Next.TITLE
                or self._is_inline()
            ):
                self._apply(rules.INLINE_ADDRESS, i)
            elif line.title:
                self._apply(rules.TITLE_FOLLOWS, i)
        elif not self.starts:
            return
        elif before is TAGS and not self._is_title_above(i):
            self._apply(rules.TEXT_AFTER_TAGS, i)
        elif has_url and self.week.names_paper(i) and not self._repeats(i):
            self._apply(rules.TITLE_BESIDE, i)

    def _repeats(self, i: int) -> bool:
        """Whether all addresses in line i are also addresses of the entry above."""
        start = self.starts[-1]
        opening = self.week.lines[start.first : start.body]
        own = {identify(url.text).key for line in opening for url in line.urls}
        urls = find_urls(self.week.lines[i].text)
        return all(identify(url.url).key in own for url in urls)

    def _is_inline(self) -> bool:
        """Whether the entry above begins with an address and words on the same line."""
        start = self.starts[-1]
        return not start.opening and bool(
            STARTS_WITH_URL.match(self.week.lines[start.first].text)
        )

    def add_run(self, first: int, last: int) -> None:
        """Process a run, which is consecutive lines of addresses.  If a title follows, the last of
        them may begin an entry of their own."""
        following = self.week.next_kind(last)
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
        self._apply(rule, cut, last - cut + 1)

    def _second_entry(self, first: int, last: int) -> int:
        """The index of the line at which the entry for the title below the run begins.

        The entry begins at the line of the last paper.  It begins at the first line of the run if
        there is no paper, or if the address above that paper contains the name in the title or
        belongs to a paper in another archive."""
        lines = self.week.lines
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
            self._apply(rule, above, opening)
        elif self.starts and self.starts[-1].first == above:
            # `---` and this heading have already begun an entry, which now gets its addresses.
            self.starts[-1] = self.starts[-1]._replace(opening=opening)
        else:
            rule = rules.TITLE_ABOVE if self._closed(above) else rules.HEADING_ABOVE
            self._apply(rule, above, opening)

    # A title above the addresses

    def _title_above(self, first: int) -> int:
        """The first line of the title right above line `first`.  If there is no such title, returns
        `first`.

        The title is a Markdown heading, or a `Title (Authors)` at a place where no entry can
        continue."""
        lines = self.week.lines
        if first == 0 or lines[first - 1].kind is not TEXT:
            return first
        if is_atx(lines[first - 1].text):
            # The heading may be the title of the entry above, below its addresses.
            below_opening = self._is_body(first - 1) and self.starts[-1].opening
            return first if below_opening else first - 1
        for count in range(1, min(MAX_TITLE_LINES, first) + 1):
            above = first - count
            if self.week.title_size(above) == count:
                return above if self._may_stand_above(above) else first
        return first

    def _may_stand_above(self, i: int) -> bool:
        """Whether the title on line i can belong to the addresses below it.  This is so if no entry
        can continue there, and the line is not the title of the entry above.  After `---`, it is so
        if the line does not begin with an address."""
        closed = self._closed(i)
        if closed is rules.AFTER_SEPARATOR:
            return not STARTS_WITH_URL.match(self.week.lines[i].text)
        return closed is not None and not self._is_body(i)

    def _is_title_above(self, i: int) -> bool:
        """Whether line i begins a title above its addresses."""
        below = self.week.lines[i + 1 : i + 1 + MAX_TITLE_LINES]
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
        week = self.week
        blank = week.blank_before(first)
        if week.grouped and blank:
            return rules.BLANK_BEFORE
        if (week.grouped or week.spaced) and not blank:
            return rules.NO_BLANK_BEFORE
        if any(line.tags for line in week.lines[first : last + 1]):
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
        title = self.week.lines[start.body]
        above = self.week.lines[first - 1]
        size = self.week.title_size(start.body)
        if size and above.number == title.number + size - 1:
            return title.text
        if above is title and split_unclosed_title(title.text):
            return title.text
        return None

    def _after_title(
        self,
        first: int,
        title: str,
        following: Next,
    ) -> BoundaryRule:
        line = self.week.lines[first]
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
        week = self.week
        line = week.lines[first]
        above = week.lines[first - 1]
        announced = above.text.endswith(":")
        if is_paper(line):
            untitled = following is not Next.TAGS and week.papers_have_titles
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
            below = week.lines[last + 1].text
            if contains_name(line, below):
                return rules.NAMED_BY_TEXT
        return rules.LINK_AFTER_TEXT
