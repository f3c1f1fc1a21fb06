"""Read what stands between two headings.  These are lines that may open an entry, and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from weeknotes.identifiers import identify
from weeknotes.parsing.data_lines import fact_at, names_work
from weeknotes.parsing.lines import Line
from weeknotes.parsing.shapes import (
    BOLD_LABEL,
    COLONS,
    Block,
    Role,
    Shape,
    width,
    wraps_link,
)
from weeknotes.parsing.vocabulary import Field
from weeknotes.parsing.week_lines import title_lines

_NESTED = 2
"""An item is nested if its indent is this much larger than that of the items around it."""
_DEEPEST = 6
"""Groups of items are not searched below this depth."""
_LEAST_LINKED = 3
"""Items are entries only if links are frequent.  There must be at least one link for each group of
this many items."""
_FIELDS_ABOVE = 4
"""Addresses below more lines of text than this do not belong to the heading above."""
_ENDS_LIST = re.compile(r"</(?:ul|ol)\s*>", re.IGNORECASE)
_FILLED_CELL = re.compile(r"[^|]*[^\W_][^|]*")


class Lead:
    """What stands below a heading and above the next one, or in a group of items.

    `text_above` is the number of lines of text above the first line with a link."""

    def __init__(
        self, lines: Sequence[Line], blocks: Sequence[Block], depth: int = 0
    ) -> None:
        self.lines = lines
        self.blocks = blocks
        self.depth = depth
        items = [block for block in blocks if block.shape is Shape.ITEM]
        self.base = min((item.level for item in items), default=0)
        outermost = [item for item in items if item.level == self.base]
        self.labelled = _are_data(outermost)
        """Whether the outermost items are the data of one paper."""
        self.are_links = _are_links(outermost)
        self.openers: list[Block] = []
        """The lines that open an entry by themselves."""
        self.groups: list[Block] = []
        self.fields: list[Block] = []
        """Lines with a label, or with nothing but an address."""
        self.runs: list[Block] = []
        """The first lines of runs of addresses."""
        self.named = self.closed = self.paragraphs = 0
        """The numbers of runs with a title below them, of runs below tags, and of paragraphs that
        begin with a run."""
        self.marked: list[Block] = []
        """Lines of words, a mark and an address."""
        self.text_above = 0
        self.rows: list[Block] = []
        self.mentions: list[Block] = []
        self.items = 0
        """The number of outermost items that are not fields."""
        self.unlinked: list[Block] = []
        """The items without a link in a list of items with links, except notes on these items."""
        self.after: Block | None = None
        """The first block of the text or the tags after the list."""
        self._read()

    @property
    def titled(self) -> int:
        """The number of openers with a title of their own."""
        return len(self.openers) - len(self.bare)

    @property
    def bare(self) -> list[Block]:
        """The items with an address and no title."""
        return [block for block in self._items() if block.bare]

    @property
    def linked(self) -> Block | None:
        """The first line with a link."""
        return next((b for b in self.blocks if "://" in b.line.text), None)

    @property
    def entries(self) -> int:
        """The number of its entries that do not depend on the heading above."""
        runs = max(
            self.named,
            self.closed + 1 if self.closed else 0,
            self.paragraphs if self.paragraphs > 1 else 0,
        )
        bare = self.bare
        papers = sum(block.is_paper for block in bare)
        several = papers > 1 or (len(bare) > 1 and not papers)
        return self.titled + runs + several * len(bare)

    @property
    def has_address(self) -> bool:
        """Whether the lead begins with an address that can belong to the heading above."""
        if self.fields:
            return True
        above = self.text_above <= _FIELDS_ABOVE
        if self.runs and not self.named:
            return above
        return bool(self.bare) and above and self.titled == 0

    @property
    def _is_begun(self) -> bool:
        return bool(self.openers or self.fields or self.runs)

    def take_citation(self) -> None:
        """If the only link is the link of a citation right below the heading, the heading is the
        title, and not the line."""
        if not self.blocks or self.runs or not self.blocks[0].cited:
            return
        first, *others = self.blocks
        openers = (block for block in self.openers if block is not first)
        if not (any(block.cited for block in others) or any(openers)):
            self.fields.insert(0, first)
            self.openers, self.text_above = [], 0

    def _read(self) -> None:
        k = 0
        while k < len(self.blocks):
            k += self._read_at(k)
        self._add_rows()
        self._add_marked()
        linked = len(self._items())
        if linked and (linked + len(self.mentions)) * 4 >= self.items * 3:
            # Nearly all items have links, so those with a link in a sentence are entries, too.
            for block in self.mentions:
                block.announce(block.mention)
            self._open(self.mentions, Role.ITEM)
            linked += len(self.mentions)
        if linked * _LEAST_LINKED < self.items:
            items = self._items() if self.runs else []
            self.openers = [b for b in self.openers if b.opens is not Role.ITEM]
            self._open([b for b in items if b.is_marked_link], Role.LINK)
        elif linked:
            self._add_works(linked)
        else:
            self.unlinked = []
        self.openers.sort(key=attrgetter("i"))
        self.after = self._after_list() if linked else None

    def _open(self, blocks: Iterable[Block], role: Role) -> None:
        for block in blocks:
            block.opens = role
            self.openers.append(block)

    def _items(self) -> list[Block]:
        """The items that open an entry."""
        return [block for block in self.openers if block.opens is Role.ITEM]

    def _read_at(self, k: int) -> int:
        """Read the block at k, and return the number of blocks that were read."""
        block = self.blocks[k]
        if block.shape is Shape.ITEM:
            return self._read_item(k)
        if block.shape is Shape.URLS:
            return self._read_run(k)
        if self._is_wrapped(k):
            self._open([block], Role.TEXT)
            return 2
        opening = block.opening if block.shape is Shape.TEXT else None
        if block.shape is Shape.ROW:
            self.rows += [block] if block.is_body_row else []
        elif opening and (block.announces or block.is_link_line):
            if self._repeats_address(k):
                return 1
            self._open([block], Role.TEXT if block.announces else Role.LINK)
        elif opening and block.is_field:
            self.fields.append(block)
        elif opening and block.mark:
            self.marked.append(block)
        elif not self._is_begun:
            self.text_above += block.shape is Shape.TEXT
        return 1

    def _repeats_address(self, k: int) -> bool:
        """Whether the line at k has only the address that is also right above it."""
        above, opening = self.blocks[k - 1], self.blocks[k].opening
        if not k or above.shape is not Shape.URLS or not opening:
            return False
        keys = {identify(url.text).key for url in above.line.urls}
        text = self.blocks[k].line.indented
        return all(identify(text[slice(*url)]).key in keys for url in opening.urls)

    def _is_wrapped(self, k: int) -> bool:
        """Whether the block at k and the line below it are one link, at the beginning of a
        paragraph."""
        block, *below = self.blocks[k : k + 2]
        if block.shape is not Shape.TEXT or not block.line.text.startswith("["):
            return False
        begins = k == 0 or self.blocks[k - 1].i < block.i - 1
        opening = below[0].opening if below and begins else None
        return bool(
            opening and not opening.rest and wraps_link(block, below[0].line)
        )

    def _add_works(self, linked: int) -> None:
        """Add the items that name a work without a link.  If most items with a link have an item
        without a link right below them, this item is their note."""
        works = list(filter(names_work, self.unlinked))
        named, openers = set(works), set(self._items())
        self.unlinked = [block for block in self.unlinked if block not in named]
        unlinked = set(self.unlinked)
        pairs = pairwise(self.blocks)
        notes = sum(above in openers and below in unlinked for above, below in pairs)
        if notes * 4 >= linked * 3:
            self.unlinked = []
        self._open(works, Role.ITEM)

    def _after_list(self) -> Block | None:
        """The first block that stands after the whole list: below a blank line, without an indent,
        and with nothing but text and tags below it.  If such text also stands between the items, it
        is the note of the item above."""
        items = [k for k, b in enumerate(self.blocks) if b.shape is Shape.ITEM]
        if len(self._items()) < 2:
            return None
        outside = [
            k
            for k in range(items[0] + 1, len(self.blocks))
            if self._stands_outside(k)
        ]
        if not outside or outside[0] < items[-1]:
            return None
        below = self.blocks[outside[0] :]
        plain = all(
            b.shape in (Shape.TEXT, Shape.TAGS, Shape.RULE) and not b.opening
            for b in below
        )
        return below[0] if plain else None

    def _stands_outside(self, k: int) -> bool:
        block = self.blocks[k]
        if block.shape not in (Shape.TEXT, Shape.TAGS) or block.is_field:
            return False
        apart = block.i > self.blocks[k - 1].i + 1
        return apart and width(block.line.indented[: block.line.indent]) <= self.base

    def _add_marked(self) -> None:
        """Add the lines of words, a mark and an address to the openers.  This needs at least as
        many lines of the same form with a certain title, or a file with little else.  Lines with a
        colon need such a file."""
        titled = [b for b in self.openers if b.opens is Role.LINK and b.mark]
        formed = len(titled) + len(self.marked)
        alone = formed > max(2, 4 * len(self.runs)) and formed * 2 > len(self.blocks)
        found = self.marked if alone else [b for b in self.marked if _has_dash(b)]
        if found and (alone or sum(map(_has_dash, titled)) >= len(found)):
            self._open(found, Role.LINK)
            found = []
        self.marked = found

    def _add_rows(self) -> None:
        """Add the rows of a table, if most of them have links.  If each row begins with a label
        (`| Authors | … |`), the rows are data about one paper."""
        if self.rows and all(fact_at(row.line.text) for row in self.rows):
            self.fields += [row for row in self.rows if row.opening]
            return
        linked = sum(row.opening is not None for row in self.rows)
        if linked * 2 >= len(self.rows):
            self._open(filter(_is_filled, self.rows), Role.ROW)

    def _read_run(self, k: int) -> int:
        end = k
        while end < len(self.blocks) and self.blocks[end].shape is Shape.URLS:
            end += 1
        self.runs.append(self.blocks[k])
        lines = self.lines
        if end < len(self.blocks):
            count, _ = title_lines(lines, self.blocks[end].i)
            self.named += count > 0
            apart = k == 0 or self.blocks[k - 1].i < self.blocks[k].i - 1
            below = self.blocks[end]
            begins = (
                below.shape is Shape.TEXT and below.i == self.blocks[end - 1].i + 1
            )
            self.paragraphs += apart and begins
        self.closed += k > 0 and self.blocks[k - 1].shape in (Shape.TAGS, Shape.RULE)
        return end - k

    def _read_item(self, k: int) -> int:
        block = self.blocks[k]
        if block.is_anchor:
            return 1
        if (
            (block.is_field and not block.is_address)
            or self.labelled
            or (self.are_links and block.opening)
        ):
            if block.opening:
                self.fields.append(block)
            return 1
        end = self._end_of_item(k)
        inside = self.blocks[k + 1 : end]
        self.items += 1
        if block.opening:
            self._open([block], Role.ITEM)
        elif any(
            b.titled for b in inside if b.shape is Shape.ITEM
        ) or self._heads_addresses(inside):
            self._read_group(block, inside)
        elif any(b.opening for b in inside):
            self._open([block], Role.ITEM)
        elif block.mention:
            self.mentions.append(block)
        else:
            if "](" not in block.line.text:
                self.unlinked.append(block)
            self.text_above += not self._is_begun
        return end - k

    def _heads_addresses(self, inside: Sequence[Block]) -> bool:
        """Whether the item above heads a group, because its addresses have titles of their own."""
        if (
            not inside
            or inside[0].shape is not Shape.URLS
            or inside[0].level > self.base
        ):
            return False
        below = next((b for b in inside if b.shape is not Shape.URLS), None)
        return below is not None and title_lines(self.lines, below.i)[0] > 0

    def _end_of_item(self, k: int) -> int:
        """The index of the first block that does not belong to the item at k."""
        siblings = max(self.base, self.blocks[k].level) + _NESTED
        unlinked = self.blocks[k].opening is None
        end = k + 1
        while end < len(self.blocks):
            block = self.blocks[end]
            if block.shape is Shape.ITEM and block.level < siblings:
                break
            if block.shape is Shape.ROW:
                break
            above = self.blocks[end - 1]
            apart = block.i > above.i + 1 or _ENDS_LIST.match(above.line.text)
            outside = apart and block.level < self.base + _NESTED
            if outside and (_may_open(block) or (unlinked and _is_outside(block))):
                break
            end += 1
        return end

    def _read_group(self, block: Block, inside: Sequence[Block]) -> None:
        """Read an item without a link that stands above items with links."""
        if self.depth == _DEEPEST:
            return
        lead = Lead(self.lines, inside, self.depth + 1)
        self.items += len(lead.openers) - 1
        self.groups += [block, *lead.groups]
        self.openers += lead.openers
        self.unlinked += lead.unlinked
        if not lead.openers:
            self.runs += lead.runs
            self.named += lead.named
            self.closed += lead.closed
            self.paragraphs += lead.paragraphs


def _are_data(items: Sequence[Block]) -> bool:
    """Whether the items are data about one paper, such as `- Year: …` and `- Code: …`.  Each item
    must have a label, and not all of them may be labels of links.  At least one item must have only
    an address."""
    labels = {item.label or BOLD_LABEL.match(item.content) for item in items}
    known = labels.intersection(Field)
    data = Field.LINK in known and len(labels) > 1 and None not in labels
    return data and any(item.is_field and item.opening for item in items)


def _are_links(items: Sequence[Block]) -> bool:
    """Whether the links of these items all belong to one paper, such as `- [paper](…)` and
    `- [project](…)`.  There must be several kinds of links, and no title."""
    linked = [item for item in items if item.opening]
    if len(linked) < 2 or not all(item.bare for item in linked):
        return False
    words = {item.content.partition("](")[0].casefold() for item in linked}
    named = all(word[0] == "[" for word in words)
    return named and len(words) == len(linked)


def _may_open(block: Block) -> bool:
    """Whether a block outside of a list may open an entry.  Such a block is an address, or a title
    with an address."""
    if block.shape is Shape.TEXT and "://" in block.line.text:
        return block.is_link_line or _has_dash(block)
    return block.shape is Shape.URLS


def _is_outside(block: Block) -> bool:
    """Whether a block outside of a list does not belong to an item without a link.  Such a block is
    `---`, or a paragraph that is not data."""
    if block.shape is Shape.RULE:
        return True
    return block.shape is Shape.TEXT and not block.is_field


def _is_filled(row: Block) -> bool:
    """Whether a row has a link, or words in more than one cell."""
    return row.opening is not None or len(_FILLED_CELL.findall(row.line.text)) > 1


def _has_dash(block: Block) -> bool:
    """Whether a line consists of words, a mark other than a colon, and an address."""
    mark = block.mark
    return mark != "" and mark[0] not in COLONS
