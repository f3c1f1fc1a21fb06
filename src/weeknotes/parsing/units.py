"""Find the unit that a file repeats, and with it where entries begin.

An entry is a block that begins with its addresses (`segment` reads these), a list item, a heading
with what stands below it, or the row of a table.  Which of these it is depends on the whole file,
because only repetition tells a title from the heading of a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from weeknotes.parsing.lines import Line
from weeknotes.parsing.shapes import BLOCK_LEVEL, Block, Shape, block_of, needs_outline, outline
from weeknotes.parsing.vocabulary import is_part, is_reference
from weeknotes.parsing.week_lines import title_lines

_NESTED = 2
"""An item is nested if its indent is this much larger than that of the items around it."""
_DEEPEST = 6
"""Groups of items are not searched below this depth."""
_LEAST_LINKED = 3
"""Items are entries if at least one in this many has a link."""
_FIELDS_ABOVE = 4
"""Addresses below more lines of text than this do not belong to the heading above."""


class Role(StrEnum):
    """What a line does in its week."""

    ITEM = "list item"
    HEADING = "heading"
    ROW = "table row"
    LINK = "line with a link"
    SECTION = "section"
    """The heading of a group of entries."""
    PART = "part"
    """The heading of a part of a note, right below the addresses."""
    ADDRESS = "address"
    """The first address below a list or a table."""
    HEADER = "header"
    """The header of a table, or the line below it."""
    RULE = "rule"
    """`---` between the parts of a note."""


UNITS = (Role.ITEM, Role.HEADING, Role.ROW)
"""The roles of the first line of an entry that the segmenter does not read."""


class Plan(NamedTuple):
    """The lines that have a role, by number, as blocks of the outline; and the header of the table,
    by the number of the row."""

    roles: Mapping[int, Role]
    blocks: Mapping[int, Block]
    headers: Mapping[int, Line]


class _Lead(NamedTuple):
    """What stands below a heading and above the next one.

    `openers` are the lines that open an entry by themselves.  `fields` are lines with nothing but
    an address, or with a label.  `runs` are the first lines of runs of addresses; `named` of these
    have a title below them, `closed` stand below tags.  `marked` are lines of words, a mark and an
    address.  `text_above` is the number of lines of text above the first of all these."""

    openers: tuple[tuple[Block, Role], ...]
    groups: tuple[Block, ...]
    fields: tuple[Block, ...]
    runs: tuple[Block, ...]
    marked: tuple[Block, ...]
    named: int
    closed: int
    text_above: int

    @property
    def titled(self) -> int:
        """The number of openers with a title of their own."""
        return len(self.openers) - len(self.bare)

    @property
    def bare(self) -> list[Block]:
        """The items with an address and no title."""
        return [block for block, role in self.openers if role is Role.ITEM and block.bare]

    @property
    def entries(self) -> int:
        """The number of entries in it that do not depend on the heading above."""
        runs = max(self.named, self.closed + 1 if self.closed else 0)
        papers = sum(block.is_paper for block in self.bare)
        bare = len(self.bare) if papers > 1 or (len(self.bare) > 1 and not papers) else 0
        return self.titled + runs + bare

    @property
    def has_address(self) -> bool:
        """Whether it begins with an address that can belong to the heading above."""
        if self.fields:
            return True
        above = self.text_above <= _FIELDS_ABOVE
        if self.runs and not self.named:
            return above
        return bool(self.bare) and above and self.titled == 0


class _Section:
    """A heading with all lines below it, up to the next heading that is not deeper."""

    def __init__(self, head: Block, lead: _Lead) -> None:
        self.head = head
        self.lead = lead
        self.children: list[_Section] = []
        self.own = False
        self.unit = False
        self.entries = 0

    def decide(self, recurring: bool) -> None:
        """Find out whether it has an address of its own, and the number of entries in it.  The
        sections in it have been decided."""
        linked = self.head.opening is not None
        named = not recurring and not is_part(self.head.content)
        self.own = linked or (named and (self.lead.has_address or self._has_reference))
        parts = self.own and not all(child.unit for child in self.children)
        inner = 0 if parts else sum(child.count for child in self.children)
        self.entries = self.lead.entries + inner

    @property
    def _has_reference(self) -> bool:
        """Whether the address of the paper stands among its references."""
        return any(
            child.lead.fields for child in self.children if is_reference(child.head.content)
        ) and not any(child.count for child in self.children)

    @property
    def count(self) -> int:
        """The number of entries in it."""
        return 1 if self.unit else self.entries

    @property
    def all_runs(self) -> int:
        return len(self.lead.runs) + sum(child.all_runs for child in self.children)


def plan(lines: Sequence[Line]) -> Plan:
    """The roles of the lines of a file."""
    return _Planner(lines).plan() if needs_outline(lines) else Plan({}, {}, {})


class _Planner:
    """Decides on the roles of the lines of a file."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.blocks, self.tables = outline(lines)
        self.roles: dict[int, Role] = {}
        self._mark_block_titles()
        self.recurring = self._recurring()
        self._mark_titles_below()
        self.leads: list[_Lead] = []
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
        if not self.addresses and not self.roles:
            self._assign_marked(leads)
        self._mark_headers()
        self._mark_rules()
        rows = (number for number, role in self.roles.items() if role is Role.ROW)
        headers = {number: self.tables[number] for number in rows}
        blocks = {b.line.number: b for b in self.blocks if b.line.number in self.roles}
        return Plan(self.roles, blocks, headers)

    # Headings

    def _mark_block_titles(self) -> None:
        """Take the first line of a block for a heading if an address follows it at once, where
        this is so for most addresses of the file."""
        heads: list[Block] = []
        runs = 0
        before = None
        above = None
        for block in self.blocks:
            if block.shape is Shape.URLS and above and above.shape is not Shape.URLS:
                runs += 1
                if _may_head_block(before, above, block):
                    heads.append(above)
            before, above = above, block
        if len(heads) > 1 and len(heads) * 5 >= runs * 4:
            for block in heads:
                block.shape = Shape.HEADING
                block.level = BLOCK_LEVEL

    def _recurring(self) -> set[str]:
        """The headings that occur more than once."""
        heads = [block.words for block in self.blocks if block.shape is Shape.HEADING]
        return {words for words, count in Counter(heads).items() if count > 1}

    def _is_part(self, block: Block) -> bool:
        return block.words in self.recurring or is_part(block.content)

    def _mark_titles_below(self) -> None:
        """Where headings stand below the addresses, they head no section."""
        above = below = 0
        found: list[Block] = []
        for first, second in zip(self.blocks, self.blocks[1:], strict=False):
            if first.shape is Shape.HEADING:
                above += second.shape is Shape.URLS or (second.bare and second.is_field)
            elif first.shape is Shape.URLS and second.shape is Shape.HEADING:
                below += 1
                found.append(second)
        if below <= above:
            return
        for block in found:
            if self._is_part(block):
                self.roles[block.line.number] = Role.PART
            block.shape = Shape.TEXT

    def _build(self) -> None:
        """Find the sections, and what stands in them."""
        stack: list[_Section] = []
        bounds = [k for k, b in enumerate(self.blocks) if b.shape in (Shape.HEADING, Shape.WEEK)]
        ends = [*bounds[1:], len(self.blocks)][: len(bounds)]
        first = bounds[0] if bounds else len(self.blocks)
        self.leads.append(self._lead(0, first))
        for k, end in zip(bounds, ends, strict=True):
            head = self.blocks[k]
            lead = self._lead(k + 1, end)
            if head.shape is Shape.WEEK:
                stack = []
                self.leads.append(lead)
                continue
            if self.sections and is_reference(head.content):
                lead = lead._replace(openers=(), groups=())
            section = _Section(head, lead)
            while stack and stack[-1].head.level >= head.level:
                stack.pop()
            (stack[-1].children if stack else self.top).append(section)
            stack.append(section)
            self.sections.append(section)

    def _decide_levels(self) -> None:
        """Decide for each level of headings, the deepest first, whether its sections are
        entries."""
        by_level = sorted(self.sections, key=lambda section: -section.head.level)
        for _, group in groupby(by_level, key=lambda section: section.head.level):
            sections = list(group)
            for section in sections:
                section.decide(section.head.words in self.recurring)
            single = [s for s in sections if s.own and s.entries == 0]
            groups = [s for s in sections if s.entries > 1 or (s.entries and not s.own)]
            if len(single) > len(groups) and (len(single) > 1 or self._is_whole(single[0])):
                for section in sections:
                    section.unit = section.own

    def _is_whole(self, section: _Section) -> bool:
        """Whether no entry stands outside of the only section with an address."""
        total = sum(len(lead.runs) + len(lead.openers) for lead in self.leads)
        total += sum(len(s.lead.runs) + len(s.lead.openers) for s in self.sections)
        inside = section.all_runs + sum(len(s.lead.openers) for s in _tree([section]))
        return total == inside

    # What stands between headings

    def _lead(self, first: int, end: int) -> _Lead:
        return _LeadReader(self, self.blocks[first:end], 0).read()

    # Roles

    def _open_leads(self, sections: Iterable[_Section]) -> Iterator[_Lead]:
        """The leads of all sections that are no entries."""
        for section in sections:
            if not section.unit:
                yield section.lead
                yield from self._open_leads(section.children)

    def _assign_section(self, section: _Section) -> None:
        number = section.head.line.number
        if section.unit or (section.head.opening and section.head.titled):
            self.roles[number] = Role.HEADING
        elif self._heads_group(section):
            self.roles[number] = Role.SECTION
        if section.unit:
            return
        self._assign(section.lead)
        for child in section.children:
            self._assign_section(child)

    def _heads_group(self, section: _Section) -> bool:
        """Whether a heading is that of a group of entries.  A single heading above addresses is
        left to the segmenter."""
        lead = section.lead
        if any(child.count or child.all_runs for child in section.children) or lead.openers:
            return True
        same = self.levels[section.head.level]
        if is_part(section.head.content):
            return bool(lead.runs or lead.fields) and not lead.text_above
        return same > 1 and (section.own or section.entries > 0)

    def _assign(self, lead: _Lead) -> None:
        """Give the lines that open entries their roles."""
        items = sum(role is not Role.LINK for _, role in lead.openers)
        skipped = lead.runs and items and not self._items_win(lead, items)
        for block, role in lead.openers:
            if role is Role.LINK or not skipped:
                self.roles[block.line.number] = role
        if skipped:
            return
        for block in lead.groups:
            self.roles[block.line.number] = Role.SECTION
        if items:
            for block in lead.runs:
                if not self.lines[block.i - 1].text:
                    self.roles[block.line.number] = Role.ADDRESS

    def _assign_marked(self, leads: Iterable[_Lead]) -> None:
        """Where a file has nothing else, several lines `words - address` are its entries."""
        marked = [block for lead in leads for block in lead.marked]
        if len(marked) > 1:
            self.roles |= {block.line.number: Role.LINK for block in marked}

    def _mark_headers(self) -> None:
        tables = {self.tables[n].number for n, role in self.roles.items() if role is Role.ROW}
        for number in tables:
            self.roles[number] = self.roles[number + 1] = Role.HEADER

    def _mark_rules(self) -> None:
        """Where no entry is separated by `---`, one above a heading separates parts of a note."""
        found: list[Block] = []
        for k, block in enumerate(self.blocks[:-1]):
            if block.shape is not Shape.RULE:
                continue
            below = self.blocks[k + 1 : k + 3]
            heading = block_of(below[0].line).shape is Shape.HEADING
            addressed = len(below) > 1 and below[1].shape is Shape.URLS
            if not heading or addressed or (k and self.blocks[k - 1].shape is Shape.TAGS):
                return
            found.append(block)
        for block in found:
            self.roles[block.line.number] = Role.RULE

    def _items_win(self, lead: _Lead, items: int) -> bool:
        """Whether list items or rows that stand among addresses are entries, and not a part of the
        entries of these addresses."""
        if len(lead.runs) == 1 and self.addresses == 1:
            return not lead.named and items > 1
        return self.free > self.addresses


def _may_head_block(before: Block | None, above: Block, block: Block) -> bool:
    """Whether the line `above` an address can be its title: it begins a block."""
    if above.shape is not Shape.TEXT or above.i != block.i - 1 or above.start == above.end:
        return False
    begins = before is None or before.shape is Shape.WEEK or before.i < above.i - 1
    return begins and not above.sentence and above.label is None and not above.opening


def _tree(sections: Iterable[_Section]) -> Iterator[_Section]:
    for section in sections:
        yield section
        yield from _tree(section.children)


class _LeadReader:
    """Reads what stands between two headings."""

    def __init__(self, planner: _Planner, blocks: Sequence[Block], depth: int) -> None:
        self.planner = planner
        self.blocks = blocks
        self.depth = depth
        items = [block.level for block in blocks if block.shape is Shape.ITEM]
        self.base = min(items, default=0)
        self.openers: list[tuple[Block, Role]] = []
        self.groups: list[Block] = []
        self.fields: list[Block] = []
        self.runs: list[Block] = []
        self.marked: list[Block] = []
        self.named = self.closed = self.text_above = 0
        self.rows: list[Block] = []
        self.items = 0
        """The number of outermost items that are no fields."""

    def read(self) -> _Lead:
        k = 0
        while k < len(self.blocks):
            k += self._read_at(k)
        self._add_rows()
        linked = sum(role is Role.ITEM for _, role in self.openers)
        if linked * _LEAST_LINKED < self.items:
            self.openers = [one for one in self.openers if one[1] is not Role.ITEM]
        return _Lead(
            tuple(self.openers),
            tuple(self.groups),
            tuple(self.fields),
            tuple(self.runs),
            tuple(self.marked),
            self.named,
            self.closed,
            self.text_above,
        )

    def _read_at(self, k: int) -> int:
        """Read the block at k; return the number of blocks that were read."""
        block = self.blocks[k]
        if block.shape is Shape.ITEM:
            return self._read_item(k)
        if block.shape is Shape.URLS:
            return self._read_run(k)
        if block.shape is Shape.ROW:
            if block.is_body_row:
                self.rows.append(block)
        elif block.shape is Shape.TEXT and ":" in block.line.text and block.is_link_line:
            self.openers.append((block, Role.LINK))
        elif ":" in block.line.text and block.is_field and block.opening:
            self.fields.append(block)
        elif block.shape is Shape.TEXT and ":" in block.line.text and block.is_marked_line:
            self.marked.append(block)
        elif not (self.openers or self.fields or self.runs):
            self.text_above += block.shape is Shape.TEXT
        return 1

    def _add_rows(self) -> None:
        """Add the rows of a table, if most of them have links."""
        linked = sum(row.opening is not None for row in self.rows)
        if linked * 2 >= len(self.rows):
            self.openers += [(row, Role.ROW) for row in self.rows]
            self.openers.sort(key=lambda opener: opener[0].i)

    def _read_run(self, k: int) -> int:
        end = k
        while end < len(self.blocks) and self.blocks[end].shape is Shape.URLS:
            end += 1
        self.runs.append(self.blocks[k])
        lines = self.planner.lines
        if end < len(self.blocks):
            count, _ = title_lines(lines, self.blocks[end].i)
            self.named += count > 0
        self.closed += k > 0 and self.blocks[k - 1].shape in (Shape.TAGS, Shape.RULE)
        return end - k

    def _read_item(self, k: int) -> int:
        block = self.blocks[k]
        end = self._end_of_item(k)
        inside = self.blocks[k + 1 : end]
        if block.is_field and not block.is_address:
            if block.opening:
                self.fields.append(block)
            return 1
        self.items += 1
        if block.opening:
            self.openers.append((block, Role.ITEM))
        elif any(b.titled for b in inside if b.shape is Shape.ITEM):
            self._read_group(block, inside)
        elif any(b.opening or b.shape is Shape.URLS for b in inside):
            self.openers.append((block, Role.ITEM))
        elif not (self.openers or self.fields or self.runs):
            self.text_above += 1
        return end - k

    def _end_of_item(self, k: int) -> int:
        """The index of the first block that does not belong to the item at k."""
        end = k + 1
        while end < len(self.blocks):
            block = self.blocks[end]
            if block.shape is Shape.ITEM and block.level < self.base + _NESTED:
                break
            if block.shape is Shape.ROW:
                break
            apart = block.i > self.blocks[end - 1].i + 1
            if apart and block.shape is Shape.URLS and block.level < self.base + _NESTED:
                break
            end += 1
        return end

    def _read_group(self, block: Block, inside: Sequence[Block]) -> None:
        """Read an item without a link that stands above items with links."""
        if self.depth == _DEEPEST:
            return
        lead = _LeadReader(self.planner, inside, self.depth + 1).read()
        self.items += len(lead.openers) - 1
        self.groups += [block, *lead.groups]
        self.openers += lead.openers
