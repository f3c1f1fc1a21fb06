"""Find the unit that a file repeats, and with it where entries begin.

An entry is a block that begins with its addresses (`segment` reads these), a list item, a heading
with what stands below it, or the row of a table.  Only the whole file shows which of these is the
unit, because only repetition distinguishes a title from the heading of a section."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.data_lines import names_work
from weeknotes.parsing.doubts import (
    Doubt,
    item_without_address,
    tags_after_list,
    work_without_address,
)
from weeknotes.parsing.leads import Lead
from weeknotes.parsing.lines import Line
from weeknotes.parsing.outline import read_outline
from weeknotes.parsing.shapes import (
    BLOCK_LEVEL,
    BOLD_LEVEL,
    Block,
    Role,
    Shape,
    block_of,
    needs_outline,
)
from weeknotes.parsing.vocabulary import (
    is_numbered,
    is_part,
    is_quotes,
    is_reference,
)

_MOST_DOUBTS = 3
"""If a list has more items without an address, only the first one is reported, with their
number."""
_MOST_UNREAD = 3
"""Numbered headings are titles if at least one in so many has an address."""


_LINES = (Role.LINK, Role.TEXT)
"""The roles of lines of text that open entries."""


class Plan(NamedTuple):
    """The plan of a file.  `blocks` has the block of each line that has a role, by line number.
    `left` are the numbers of lines with links below headings that look like entries, but are
    not."""

    blocks: Mapping[int, Block] = {}
    left: Collection[int] = ()
    doubts: Sequence[Doubt] = ()
    """The doubts about lines that open no entry."""

    def role(self, line: Line) -> Role | None:
        """The role of a line."""
        block = self.blocks.get(line.number)
        return block.role if block else None


class _Section(Lead):
    """A heading with all lines below it, up to the next heading that is not deeper."""

    def __init__(
        self, lines: Sequence[Line], head: Block, blocks: Sequence[Block]
    ) -> None:
        super().__init__(lines, blocks)
        self.head = head
        self.is_aside = False
        """Whether it is the only bold line below a heading that is a title with its link."""
        self.children: list[_Section] = []
        self.own = False
        self.unit = False
        self.left: Block | None = None
        """The first line with a link, if this section is not an entry, but the sections beside it
        are."""
        self.inner = 0
        """The number of entries in it that do not depend on its heading."""

    def decide(self, recurring: bool) -> None:
        """Find out whether a section has an address of its own, and how many entries it contains.
        The sections inside it are already decided."""
        linked = self.head.opening is not None
        named = not (recurring or self.is_aside or is_part(self.head.content))
        addressed = self.has_address or self._has_data or self.has_reference
        self.own = linked or (named and addressed)
        parts = self.own and not all(child.unit for child in self.children)
        inner = 0 if parts else sum(child.count for child in self.children)
        self.inner = self.entries + inner

    def settle(self, *, part: bool) -> None:
        """Make the section an entry, if it has an address.  If several titles with links follow a
        linked heading directly, these are entries beside it.  `part` says that the section is the
        part of a note."""
        listed = self.head.titled and self.titled > 1 and not self.text_above
        self.unit = self.own and not listed
        if not (self.own or self.inner or part):
            self.left = self.linked

    @property
    def is_part(self) -> bool:
        return is_part(self.head.content)

    @property
    def _has_data(self) -> bool:
        """Whether the first part of the section, such as `## Paper`, has the address."""
        if not self.children or self.openers or self.runs:
            return False
        first, *others = self.children
        given = is_part(first.head.content) and first.has_address and not first.inner
        entries = (c for c in others if not is_quotes(c.head.content))
        return given and not any(child.own or child.count for child in entries)

    @property
    def has_reference(self) -> bool:
        """Whether the address of the paper stands among its references."""
        return any(
            child.fields
            if is_reference(child.head.content)
            else child.has_reference and not child.own
            for child in self.children
        ) and not any(child.count for child in self.children)

    @property
    def cites(self) -> bool:
        """Whether a citation right below the heading has the address of the paper."""
        first = next(iter(self.fields), None)
        return bool(first and first.shape is Shape.TEXT and first.cited)

    @property
    def names_address(self) -> bool:
        """Whether a link whose words are its address stands right below the heading."""
        first = next(iter(self.fields), None)
        if not first or self.text_above or first.shape is not Shape.TEXT:
            return False
        opening = first.opening
        return bool(opening and not opening.words and not first.label)

    @property
    def is_single(self) -> bool:
        """Whether the section has no other entries.  If the address of a paper stands right below
        the heading, the links below it are a part of the note."""
        if not self.inner:
            return True
        alone = len(self.runs) == 1 and not self.named and self.inner == self.entries
        if not alone or self.runs != self.blocks[:1]:
            return False
        urls = self.blocks[0].line.urls
        return any(identify(url.text).kind is Kind.PAPER for url in urls)

    @property
    def count(self) -> int:
        """The number of entries in the section."""
        return 1 if self.unit else self.inner

    @property
    def has_link(self) -> bool:
        """Whether any line below the heading has a link."""
        return self.linked is not None or any(one.has_link for one in self.children)

    @property
    def all_runs(self) -> int:
        return len(self.runs) + sum(child.all_runs for child in self.children)


def plan_entries(lines: Sequence[Line]) -> Plan:
    """The plan of a file with these lines."""
    return _Planner(lines).plan() if needs_outline(lines) else Plan()


class _Planner:
    """Decides on the roles of the lines of a file."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.outline = read_outline(lines)
        self.blocks = self.outline.blocks
        self.left: list[int] = []
        self.doubts: list[Doubt] = []
        self.ending: dict[int, int] = {}
        """For each week, the deepest level of headings that end the entry above them."""
        self.weeks = [b.i for b in self.blocks if b.shape is Shape.WEEK]
        self.leads: list[Lead] = []
        self.sections: list[_Section] = []
        self.top: list[_Section] = []
        self._build()
        self.levels = Counter(section.head.level for section in self.sections)

    def plan(self) -> Plan:
        if self.sections:
            self._decide_levels()
        leads = [*self.leads, *self._open_leads(self.top)]
        self.addresses = sum(len(lead.runs) for lead in leads)
        self.free = sum(len(lead.openers) for lead in leads if not lead.runs)
        for lead in self.leads:
            self._assign(lead)
        for section in self.top:
            self._assign_section(section)
        if not self.addresses and not any(block.role for block in self.blocks):
            self._assign_marked(leads)
        self._mark_headers()
        self._mark_rules()
        for block, under in self.outline.underlined:
            under.role = Role.UNDERLINE if block.role else None
            self.blocks.append(under)
        blocks = {block.line.number: block for block in self.blocks if block.role}
        return Plan(blocks, self.left, self.doubts)

    def _build(self) -> None:
        """Find the sections and their content."""
        stack: list[_Section] = []
        bounds = [
            k
            for k, b in enumerate(self.blocks)
            if b.shape in (Shape.HEADING, Shape.WEEK)
        ]
        first = bounds[0] if bounds else len(self.blocks)
        self.leads.append(Lead(self.lines, self.blocks[:first]))
        for k, end in pairwise([*bounds, len(self.blocks)]):
            head, below = self.blocks[k], self.blocks[k + 1 : end]
            if head.shape is Shape.WEEK:
                stack = []
                self.leads.append(Lead(self.lines, below))
                continue
            section = _Section(self.lines, head, below)
            section.take_citation()
            if self.sections and is_reference(head.content):
                section.openers, section.groups = [], []
            while stack and stack[-1].head.level >= head.level:
                stack.pop()
            (stack[-1].children if stack else self.top).append(section)
            stack.append(section)
            self.sections.append(section)

    def _decide_levels(self) -> None:
        """Decide for each level of headings, the deepest first, whether its sections are
        entries."""
        for section in self.sections:
            bold = [c for c in section.children if c.head.level == BOLD_LEVEL]
            if len(bold) == 1:
                bold[0].is_aside = section.head.titled
        by_level = sorted(self.sections, key=lambda section: -section.head.level)
        for _, group in groupby(by_level, key=lambda section: section.head.level):
            sections = list(group)
            for section in sections:
                section.decide(section.head.words in self.outline.recurring)
            numbered = [s for s in sections if is_numbered(s.head.content)]
            addressed = sum(section.own for section in numbered)
            if len(numbered) > addressed * _MOST_UNREAD:
                for section in numbered:  # these are the parts of a text
                    section.own = section.head.opening is not None
            single = [s for s in sections if s.own and s.is_single]
            groups = [
                s
                for s in sections
                if (s.inner > 1 or (s.inner and not s.own)) and not s.is_part
            ]
            if len(single) > len(groups) and (
                len(single) > 1 or self._is_whole(single[0])
            ):
                for section in sections:
                    section.settle(part=self.outline.is_part(section.head))
            for section in single:
                certain = section.labelled or section.cites
                section.unit |= certain or section.names_address

    def _is_whole(self, section: _Section) -> bool:
        """Whether all entries are in the only section with an address.  Entries in parts of its
        note, such as `# Links`, do not count."""
        inside = {id(one) for one in _tree([section])}
        outside = [s for s in self.sections if id(s) not in inside and not s.is_part]
        return not any(lead.runs or lead.openers for lead in (*self.leads, *outside))

    # Roles

    def _open_leads(self, sections: Iterable[_Section]) -> Iterator[Lead]:
        """The leads of all sections that are not entries."""
        for section in sections:
            if not section.unit:
                yield section
                yield from self._open_leads(section.children)

    def _assign_section(self, section: _Section) -> None:
        head = section.head
        if section.unit or head.titled:
            head.role = Role.HEADING
        elif section.left or self._heads_group(section):
            head.role = Role.SECTION
            self.left += [section.left.line.number] if section.left else []
        elif section.own and section.runs:
            head.role = Role.ADDRESS
        elif is_part(head.content) and self._is_below_address(head):
            head.role = Role.PART
        elif self._ends_entry(section):
            head.role = Role.SECTION
            if names_work(head):
                self.doubts.append(work_without_address(head.line.number))
        if section.unit:
            self._end_above(head, head.level)
            return
        self._assign(section, head.level)
        for child in section.children:
            self._assign_section(child)

    def _end_above(self, block: Block, level: int) -> None:
        """Say that the headings below a block, of this level and of those above it, end its
        entry."""
        week = bisect_left(self.weeks, block.i)
        self.ending[week] = max(self.ending.get(week, 0), level)

    def _ends_entry(self, section: _Section) -> bool:
        """Whether a heading without addresses ends the entry above.  The heading of a part of
        a note ends no entry whose heading has the same level."""
        head = section.head
        level = self.ending.get(bisect_left(self.weeks, head.i), 0)
        if head.line.indent or head.level == BLOCK_LEVEL or section.has_link:
            return False
        return head.level < level or (
            head.level == level and not self.outline.is_part(head)
        )

    def _is_below_address(self, head: Block) -> bool:
        k = bisect_left(self.blocks, head.i, key=lambda block: block.i)
        return k > 0 and self.blocks[k - 1].shape is Shape.URLS

    def _heads_group(self, section: _Section) -> bool:
        """Whether a heading belongs to a group of entries.  A single heading above addresses is
        left to the segmenter."""
        if any(child.count or child.all_runs for child in section.children):
            return True
        if section.openers or (section.paragraphs > 1 and not section.named):
            return True
        if self.outline.is_part(section.head):
            return bool(section.runs or section.fields) and not section.text_above
        same = self.levels[section.head.level]
        return same > 1 and (section.own or section.inner > 0)

    def _assign(self, lead: Lead, level: int = 0) -> None:
        """Give the lines that open entries their roles.  `level` is the level of the heading above
        them."""
        items = sum(block.opens not in _LINES for block in lead.openers)
        skipped = lead.runs and items and not self._items_win(lead, items)
        for block in lead.openers:
            if block.opens in _LINES or not skipped:
                block.role = block.opens
            elif block.is_marked_link:
                block.role = Role.LINK
        if skipped:
            return
        for block in lead.groups:
            block.role = Role.SECTION
        if items:
            self._assign_beside(lead, BLOCK_LEVEL if items > 1 else level)
        if any(block.opens is not Role.LINK for block in lead.openers):
            for block in lead.runs:
                if not self.lines[block.i - 1].text:
                    block.role = Role.ADDRESS

    def _assign_beside(self, lead: Lead, level: int) -> None:
        """Read what stands beside the items or rows of a list, and after them.  Tags after a list
        stay with the last item.  `level` is that of the headings that end the list."""
        first = lead.openers[0]
        self._end_above(first, level)
        many = len(lead.unlinked) > _MOST_DOUBTS
        for block in lead.unlinked[:1] if many else lead.unlinked:
            number, above = block.line.number, block.i < first.i
            more = len(lead.unlinked) - 1 if many else 0
            self.doubts.append(item_without_address(number, more, first=above))
        after = lead.after
        if after and after.shape is Shape.TAGS:
            self.doubts.append(tags_after_list(after.line.number))
        elif after:
            after.role = Role.AFTER

    def _assign_marked(self, leads: Iterable[Lead]) -> None:
        """Give lines `words - address` their role, if a file has several of them and no other
        entries."""
        marked = [block for lead in leads for block in lead.marked]
        if len(marked) > 1:
            for block in marked:
                block.role = Role.LINK

    def _mark_headers(self) -> None:
        tables = {
            b.header.number for b in self.blocks if b.role is Role.ROW and b.header
        }
        for block in self.blocks:
            if block.header and block.header.number in tables:
                block.role = block.role if block.is_body_row else Role.HEADER

    def _mark_rules(self) -> None:
        """If no entry is separated by `---`, a `---` above a heading separates parts of a note."""
        found: list[Block] = []
        for k, block in enumerate(self.blocks[:-1]):
            if block.shape is not Shape.RULE:
                continue
            below = self.blocks[k + 1 : k + 3]
            heading = block_of(below[0].line).shape is Shape.HEADING
            addressed = len(below) > 1 and below[1].shape is Shape.URLS
            if (
                not heading
                or addressed
                or (k and self.blocks[k - 1].shape is Shape.TAGS)
            ):
                return
            found.append(block)
        for block in found:
            block.role = Role.RULE

    def _items_win(self, lead: Lead, items: int) -> bool:
        """Whether list items or rows that stand among addresses are entries, and not a part of the
        entries of these addresses."""
        if len(lead.runs) == 1 and self.addresses == 1:
            return not lead.named and items > 1
        return self.free > self.addresses


def _tree(sections: Iterable[_Section]) -> Iterator[_Section]:
    for section in sections:
        yield section
        yield from _tree(section.children)
