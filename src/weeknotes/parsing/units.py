"""Find the unit that a file repeats, and with it where entries begin.

An entry is a block that begins with its addresses (`segment` reads these), a list item, a heading
with what stands below it, or the row of a table.  Only the whole file shows which of these is the
unit, because only repetition distinguishes a title from the heading of a section."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from weeknotes.parsing.data_lines import names_work
from weeknotes.parsing.doubts import (
    Doubt,
    item_without_address,
    tags_after_list,
    work_without_address,
)
from weeknotes.parsing.leads import Lead, Role, read_lead, read_lead_below
from weeknotes.parsing.lines import Line
from weeknotes.parsing.shapes import (
    BLOCK_LEVEL,
    BOLD_LEVEL,
    Block,
    Shape,
    block_of,
    needs_outline,
    outline,
    underlined,
)
from weeknotes.parsing.vocabulary import (
    Field,
    is_numbered,
    is_part,
    is_quotes,
    is_reference,
    label_at,
)

_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?\W*$", re.IGNORECASE
)
"""A time of day at the end of a line, as chat programs write it after the name of the sender."""
_DATED = re.compile(r"[(（\[][^()（）\[\]]{0,80}(?:19|20)\d\d[)）\]]\W*$")
"""The year at the end of a title."""
_MOST_DOUBTS = 3
"""If a list has more items without an address, only the first one is reported, with their
number."""
_LEAST_LINKED = 3
"""Paragraphs that begin with a linked title are entries if a file has at least so many."""


_MOST_UNREAD = 3
"""Numbered headings are titles if at least one in so many has an address."""


_LINES = (Role.LINK, Role.TEXT)
"""The roles of lines of text that open entries."""


class Plan(NamedTuple):
    """The plan of a file, by line number.  `roles` and `blocks` have the role and the block of each
    line that has a role.  `headers` has the header of its table for each row.  `left` are lines
    with links below headings that look like entries, but are not."""

    roles: Mapping[int, Role]
    blocks: Mapping[int, Block]
    headers: Mapping[int, Line]
    left: Collection[int] = ()
    doubts: Sequence[Doubt] = ()
    """The doubts about lines that open no entry."""


class _Section:
    """A heading with all lines below it, up to the next heading that is not deeper."""

    def __init__(self, head: Block, lead: Lead) -> None:
        self.head = head
        self.lead = lead
        self.is_aside = False
        """Whether it is the only bold line below a heading that is a title with its link."""
        self.children: list[_Section] = []
        self.own = False
        self.unit = False
        self.left: Block | None = None
        """The first line with a link, if the sections beside it are entries, but this is not."""
        self.entries = 0

    def decide(self, recurring: bool) -> None:
        """Find out whether a section has an address of its own, and how many entries it contains.
        The sections inside it are already decided."""
        linked = self.head.opening is not None
        named = not (recurring or self.is_aside or is_part(self.head.content))
        addressed = self.lead.has_address or self._has_data or self.has_reference
        self.own = linked or (named and addressed)
        parts = self.own and not all(child.unit for child in self.children)
        inner = 0 if parts else sum(child.count for child in self.children)
        self.entries = self.lead.entries + inner

    def settle(self, *, part: bool) -> None:
        """Make the section an entry, if it has an address.  If several titles with links follow a
        linked heading directly, these are entries beside it.  `part` says that the section is the
        part of a note."""
        lead = self.lead
        listed = self.head.titled and lead.titled > 1 and not lead.text_above
        self.unit = self.own and not (listed and not lead.fields)
        if not (self.own or self.entries or part):
            self.left = self.lead.linked

    @property
    def is_part(self) -> bool:
        return is_part(self.head.content)

    @property
    def _has_data(self) -> bool:
        """Whether the first part of the section, such as `## Paper`, has the address."""
        if not self.children or self.lead.openers or self.lead.runs:
            return False
        first, *others = self.children
        given = (
            is_part(first.head.content)
            and first.lead.has_address
            and not first.entries
        )
        entries = (c for c in others if not is_quotes(c.head.content))
        return given and not any(child.own or child.count for child in entries)

    @property
    def has_reference(self) -> bool:
        """Whether the address of the paper stands among its references."""
        return any(
            child.lead.fields
            if is_reference(child.head.content)
            else child.has_reference and not child.own
            for child in self.children
        ) and not any(child.count for child in self.children)

    @property
    def cites(self) -> Shape | None:
        """The shape of the citation right below the heading that has the address of the paper, if
        any."""
        first = next(iter(self.lead.fields), None)
        return first.shape if first and first.cited else None

    @property
    def names_address(self) -> bool:
        """Whether a link whose words are its address stands right below the heading."""
        first = next(iter(self.lead.fields), None)
        if not first or self.lead.text_above or first.shape is not Shape.TEXT:
            return False
        opening = first.opening
        whole = opening and not opening.words and not first.label
        return bool(whole) and not is_part(self.head.content)

    @property
    def count(self) -> int:
        """The number of entries in the section."""
        return 1 if self.unit else self.entries

    @property
    def linked(self) -> bool:
        """Whether any line below the heading has a link."""
        return self.lead.linked is not None or any(
            one.linked for one in self.children
        )

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
        self.left: list[int] = []
        self.doubts: list[Doubt] = []
        self.ending: dict[int, int] = {}
        """For each week, the deepest level of headings that end the entry above them."""
        self.weeks = [b.i for b in self.blocks if b.shape is Shape.WEEK]
        self._mark_announced()
        self._mark_underlined_titles()
        self._mark_block_titles()
        self._mark_labelled_titles()
        self.recurring = self._recurring()
        self._mark_titles_below()
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
        if not self.addresses and not self.roles:
            self._assign_marked(leads)
        self._mark_headers()
        self._mark_rules()
        for block, under in self.underlined:
            if block.line.number in self.roles:
                self.roles[under.line.number] = Role.UNDERLINE
        rows = (number for number, role in self.roles.items() if role is Role.ROW)
        headers = {number: self.tables[number] for number in rows}
        blocks = {
            b.line.number: b for b in self.blocks if b.line.number in self.roles
        }
        return Plan(self.roles, blocks, headers, self.left, self.doubts)

    def _mark_announced(self) -> None:
        """Find the lines that begin with a title, which is linked or in bold, and continue with
        other words.  This is done if nearly all paragraphs begin so.  Otherwise, only linked titles
        with a mark or a citation after them are found, if the file has several of them, and no
        other addresses that may open entries."""
        linked = [block for block in self.blocks if block.begins_linked]
        if len(linked) >= _LEAST_LINKED and self._are_paragraphs(linked, 0.75):
            for block in linked:
                block.announce()
            return
        run_in = {block: block.run_in for block in self.blocks if block.run_in}
        if len(run_in) >= _LEAST_LINKED and self._are_paragraphs([*run_in], 0.5):
            for block, opening in run_in.items():
                block.announce(opening)
            return
        found = [block for block in linked if block.is_announced]
        if len(found) < 2:
            return
        others = (
            b for b in self.blocks if not b.is_announced and not b.is_link_line
        )
        if any(b.shape is Shape.URLS or b.opening for b in others):
            return
        for block in found:
            block.announce()

    def _are_paragraphs(self, linked: Sequence[Block], share: float) -> bool:
        """Whether these lines begin at least this share of all paragraphs of text or addresses."""
        begins = {id(block) for block in linked}
        count = first = 0
        above = -2
        for block in self.blocks:
            apart, above = block.i > above + 1, block.i
            plain = block.shape is Shape.TEXT and block.start < block.end
            if apart and (plain or block.shape is Shape.URLS):
                count += 1
                first += id(block) in begins
        return first == len(linked) and first >= count * share

    # Headings

    def _mark_block_titles(self) -> None:
        """Treat the first line of a block as a heading if an address follows it directly, and if
        most addresses of the file follow such a line."""
        heads: list[Block] = []
        runs = 0
        before = None
        above = None
        for block in self.blocks:
            addressed = block.shape is Shape.URLS or (
                block.shape is Shape.TEXT
                and (block.cited or (block.bare and block.is_field))
            )
            if addressed and above and above.shape is not Shape.URLS:
                runs += 1
                if _may_head_block(before, above, block):
                    heads.append(above)
            before, above = above, block
        if len(heads) > 1 and len(heads) * 5 >= runs * 4:
            for block in heads:
                block.shape = Shape.HEADING
                block.level = BLOCK_LEVEL

    def _mark_underlined_titles(self) -> None:
        """Treat lines of text with a line `===` or `----` below them as headings."""
        self.underlined = list(underlined(self.blocks))
        lines = {under.i for _, under in self.underlined}
        self.blocks = [block for block in self.blocks if block.i not in lines]

    def _mark_labelled_titles(self) -> None:
        """Treat `Title: …` as a heading, if no address stands right above it, and if no heading
        says the same."""
        heads = {b.words for b in self.blocks if b.shape is Shape.HEADING}
        found: list[tuple[Block, int]] = []
        for k, block in enumerate(self.blocks):
            if block.shape not in (Shape.TEXT, Shape.ITEM):
                continue
            label = label_at(block.line.indented, block.start)
            if not label or label[0] is not Field.TITLE:
                continue
            above = self.blocks[k - 1] if k else None
            if above and (
                above.shape is Shape.URLS
                or (above.i == block.i - 1 and above.opening)
            ):
                return
            found.append((block, label[1]))
        for block, start in found:
            title = block.line.indented[start : block.end].strip().casefold()
            if title and title not in heads and not block.opening:
                block.shape, block.level, block.start = (
                    Shape.HEADING,
                    BLOCK_LEVEL,
                    start,
                )

    def _recurring(self) -> set[str]:
        """The headings that occur more than once."""
        heads = [
            block.words for block in self.blocks if block.shape is Shape.HEADING
        ]
        return {words for words, count in Counter(heads).items() if count > 1}

    def _is_part(self, block: Block) -> bool:
        return block.words in self.recurring or is_part(block.content)

    def _mark_titles_below(self) -> None:
        """If headings are below the addresses, they are not the headings of sections."""
        order = [
            b.shape for b in self.blocks if b.shape in (Shape.HEADING, Shape.URLS)
        ]
        if order and order[0] is Shape.HEADING and order[-1] is Shape.URLS:
            return
        above = below = 0
        found: list[Block] = []
        for first, second in zip(self.blocks, self.blocks[1:], strict=False):
            if first.shape is Shape.HEADING:
                above += second.shape is Shape.URLS or (
                    second.bare and second.is_field
                )
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
        """Find the sections and their content."""
        stack: list[_Section] = []
        bounds = [
            k
            for k, b in enumerate(self.blocks)
            if b.shape in (Shape.HEADING, Shape.WEEK)
        ]
        ends = [*bounds[1:], len(self.blocks)][: len(bounds)]
        first = bounds[0] if bounds else len(self.blocks)
        self.leads.append(read_lead(self.lines, self.blocks[:first]))
        for k, end in zip(bounds, ends, strict=True):
            head = self.blocks[k]
            read = read_lead if head.shape is Shape.WEEK else read_lead_below
            lead = read(self.lines, self.blocks[k + 1 : end])
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
        for section in self.sections:
            bold = [c for c in section.children if c.head.level == BOLD_LEVEL]
            if len(bold) == 1:
                bold[0].is_aside = section.head.titled
        by_level = sorted(self.sections, key=lambda section: -section.head.level)
        for _, group in groupby(by_level, key=lambda section: section.head.level):
            sections = list(group)
            for section in sections:
                section.decide(section.head.words in self.recurring)
            numbered = [s for s in sections if is_numbered(s.head.content)]
            addressed = sum(section.own for section in numbered)
            if len(numbered) > addressed * _MOST_UNREAD:
                for section in numbered:  # these are the parts of a text
                    section.own = section.head.opening is not None
            single = [s for s in sections if s.own and s.entries == 0]
            groups = [
                s
                for s in sections
                if (s.entries > 1 or (s.entries and not s.own)) and not s.is_part
            ]
            if len(single) > len(groups) and (
                len(single) > 1 or self._is_whole(single[0])
            ):
                for section in sections:
                    section.settle(part=self._is_part(section.head))
            for section in single:
                certain = section.lead.labelled or section.cites is Shape.TEXT
                certain = certain or section.names_address
                section.unit = section.unit or certain

    def _is_whole(self, section: _Section) -> bool:
        """Whether all entries are in the only section with an address.  Entries in parts of its
        note, such as `# Links`, do not count."""
        inside = {id(one) for one in _tree([section])}
        outside = [
            s.lead for s in self.sections if id(s) not in inside and not s.is_part
        ]
        return not any(lead.runs or lead.openers for lead in (*self.leads, *outside))

    # Roles

    def _open_leads(self, sections: Iterable[_Section]) -> Iterator[Lead]:
        """The leads of all sections that are not entries."""
        for section in sections:
            if not section.unit:
                yield section.lead
                yield from self._open_leads(section.children)

    def _assign_section(self, section: _Section) -> None:
        number = section.head.line.number
        if section.unit or (section.head.opening and section.head.titled):
            self.roles[number] = Role.HEADING
        elif section.left or self._heads_group(section):
            self.roles[number] = Role.SECTION
            self.left += [section.left.line.number] if section.left else []
        elif section.own and section.lead.runs:
            self.roles[number] = Role.ADDRESS
        elif is_part(section.head.content) and self._is_below_address(section.head):
            self.roles[number] = Role.PART
        elif self._ends_entry(section):
            self.roles[number] = Role.SECTION
            if names_work(section.head) or _DATED.search(section.head.content):
                self.doubts.append(work_without_address(number))
        if section.unit:
            self._end_above(section.head, section.head.level)
            return
        if section.cites:
            item = section.cites is Shape.ITEM
            self.roles[section.lead.fields[0].line.number] = (
                Role.ITEM if item else Role.LINK
            )
        self._assign(section.lead, section.head.level)
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
        if head.line.indent or head.level == BLOCK_LEVEL or section.linked:
            return False
        return head.level < level or (
            head.level == level and not self._is_part(head)
        )

    def _is_below_address(self, head: Block) -> bool:
        k = bisect_left(self.blocks, head.i, key=lambda block: block.i)
        return k > 0 and self.blocks[k - 1].shape is Shape.URLS

    def _heads_group(self, section: _Section) -> bool:
        """Whether a heading belongs to a group of entries.  A single heading above addresses is
        left to the segmenter."""
        lead = section.lead
        if (
            any(child.count or child.all_runs for child in section.children)
            or lead.openers
            or (lead.paragraphs > 1 and not lead.named)
        ):
            return True
        same = self.levels[section.head.level]
        if self._is_part(section.head):
            return bool(lead.runs or lead.fields) and not lead.text_above
        return same > 1 and (section.own or section.entries > 0)

    def _assign(self, lead: Lead, level: int = 0) -> None:
        """Give the lines that open entries their roles.  `level` is the level of the heading above
        them."""
        items = sum(role not in _LINES for _, role in lead.openers)
        skipped = lead.runs and items and not self._items_win(lead, items)
        for block, role in lead.openers:
            if role in _LINES or not skipped:
                self.roles[block.line.number] = role
        if skipped:
            return
        for block in lead.groups:
            self.roles[block.line.number] = Role.SECTION
        if items:
            self._assign_beside(lead, BLOCK_LEVEL if items > 1 else level)
        if any(role is not Role.LINK for _, role in lead.openers):
            for block in lead.runs:
                if not self.lines[block.i - 1].text:
                    self.roles[block.line.number] = Role.ADDRESS

    def _assign_beside(self, lead: Lead, level: int) -> None:
        """Read what stands beside the items or rows of a list, and after them.  Tags after a list
        stay with the last item.  `level` is that of the headings that end the list."""
        first = lead.openers[0][0]
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
            self.roles[after.line.number] = Role.AFTER

    def _assign_marked(self, leads: Iterable[Lead]) -> None:
        """Give lines `words - address` their role, if a file has several of them and no other
        entries."""
        marked = [block for lead in leads for block in lead.marked]
        if len(marked) > 1:
            self.roles |= {block.line.number: Role.LINK for block in marked}

    def _mark_headers(self) -> None:
        tables = {
            self.tables[n].number
            for n, role in self.roles.items()
            if role is Role.ROW
        }
        for number in tables:
            self.roles[number] = self.roles[number + 1] = Role.HEADER

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
            self.roles[block.line.number] = Role.RULE

    def _items_win(self, lead: Lead, items: int) -> bool:
        """Whether list items or rows that stand among addresses are entries, and not a part of the
        entries of these addresses."""
        if len(lead.runs) == 1 and self.addresses == 1:
            return not lead.named and items > 1
        return self.free > self.addresses


def _may_head_block(before: Block | None, above: Block, block: Block) -> bool:
    """Whether the line `above` an address can be its title, because it begins a block."""
    if (
        above.shape is not Shape.TEXT
        or above.i != block.i - 1
        or above.start == above.end
    ):
        return False
    begins = before is None or before.shape is Shape.WEEK or before.i < above.i - 1
    begins = begins or block.line.indent > above.line.indent == 0
    plain = (
        above.label is None
        and not above.opening
        and not _CLOCK.search(above.content)
    )
    return begins and plain and not above.sentence


def _tree(sections: Iterable[_Section]) -> Iterator[_Section]:
    for section in sections:
        yield section
        yield from _tree(section.children)
