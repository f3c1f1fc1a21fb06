"""The grounds on which an entry begins, or goes on, at a line; a decision for a line on one of
them."""

from __future__ import annotations

from typing import NamedTuple

from weeknotes.parsing.result import Doubt


class Ground(NamedTuple):
    """A rule: whether an entry begins on it, whether the evidence allows the other reading too, and
    why."""

    name: str
    begins: bool
    doubtful: bool
    why: str


# Sure: something before has ended, or what follows can only be an entry's.
OPENS_WEEK = Ground("opens-week", True, False, "nothing is open before it")
AFTER_SEPARATOR = Ground("after-separator", True, False, "a line `---` before it asks for an entry")
AFTER_TAGS = Ground("after-tags", True, False, "tags close the entry above")
TITLE_FOLLOWS = Ground("title-follows", True, False, "a title with its authors follows")
BLANK_BEFORE = Ground(
    "blank-before", True, False, "in this week blank lines stand only between entries"
)
NO_BLANK_BEFORE = Ground(
    "no-blank-before",
    False,
    False,
    "no blank line parts it from the paragraph above, as all entries here are parted",
)
# Several lines of addresses, then a title.
SECOND_ENTRY = Ground("second-entry", True, True, "a paper and its title follow other addresses")
# After a title that neither commentary nor tags follow.
PAPER_AFTER_TITLE = Ground(
    "paper-after-title", True, False, "a paper's address follows a title that stands alone"
)
NAMED_BY_TITLE = Ground(
    "named-by-title", False, True, "an address that carries the title's name follows the title"
)
BEFORE_TAGS_OF_TITLE = Ground(
    "before-tags-of-title", False, True, "an address between a title and its tags"
)
AFTER_TITLE = Ground(
    "after-title", True, True, "an address follows a title with neither commentary nor tags"
)
# After commentary that no tags close.
LINK_BEFORE_TAGS = Ground(
    "link-before-tags",
    False,
    False,
    "an address that is no paper's, between commentary and its tags",
)
PAPER_MENTIONED = Ground(
    "paper-mentioned",
    False,
    True,
    "a paper's address without a title, where papers have theirs, follows commentary",
)
PAPER_AFTER_TEXT = Ground(
    "paper-after-text",
    True,
    True,
    "a paper's address without a title follows commentary that no tags close",
)
SEVERAL_AFTER_TEXT = Ground(
    "several-after-text", True, True, "several addresses follow commentary that no tags close"
)
NAMED_BY_TEXT = Ground(
    "named-by-text", True, True, "the text below an address begins with the name in it"
)
LINK_AFTER_TEXT = Ground(
    "link-after-text", False, True, "an address follows commentary that no tags close"
)
TAGGED = Ground(
    "tagged", True, True, "an address with tags beside it follows commentary that no tags close"
)
# A title that stands above its addresses.
TITLE_ABOVE = Ground(
    "title-above",
    True,
    False,
    "a title stands right above the addresses, and nothing before it is open",
)
HEADING_ABOVE = Ground("heading-above", True, True, "a heading stands right above the addresses")
# Lines that are no addresses.
INLINE_ADDRESS = Ground(
    "inline-address", True, False, "an address begins a line after a closed entry"
)
TITLE_BESIDE = Ground(
    "title-beside",
    False,
    True,
    "a paper's address and a title stand together, but neither begins its line",
)
TEXT_AFTER_TAGS = Ground("text-after-tags", False, True, "text without an address follows the tags")


class Decision(NamedTuple):
    """What was decided for a line, and on which ground."""

    line: int
    ground: Ground

    @property
    def doubt(self) -> Doubt | None:
        """The other reading, where there is one."""
        if not self.ground.doubtful:
            return None
        new = "a new entry"
        same = (
            "one entry with the addresses above"
            if self.ground is SECOND_ENTRY
            else "a part of the entry above"
        )
        chosen, other = (new, same) if self.ground.begins else (same, new)
        return Doubt(self.line, "boundary", chosen, other, self.ground.why)
