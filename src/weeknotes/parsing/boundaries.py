"""The rules that decide whether a new entry begins at a line, or the entry above continues."""

from typing import NamedTuple


class BoundaryRule(NamedTuple):
    """A rule for a line where a new entry can begin.

    `begins`: a new entry begins there.  `doubtful`: the opposite is possible too, so the parser
    reports a doubt.  `why` is the reason in messages and in `parse --explain`."""

    name: str
    begins: bool
    doubtful: bool
    why: str


class BoundaryDecision(NamedTuple):
    """The rule that was applied to a line.  `line` counts from 1."""

    line: int
    rule: BoundaryRule


# Clear cases.
OPENS_WEEK = BoundaryRule("opens-week", True, False, "nothing is open before it")
AFTER_SEPARATOR = BoundaryRule(
    "after-separator", True, False, "a line `---` before it asks for an entry"
)
AFTER_TAGS = BoundaryRule("after-tags", True, False, "tags close the entry above")
TITLE_FOLLOWS = BoundaryRule("title-follows", True, False, "a title with its authors follows")
BLANK_BEFORE = BoundaryRule(
    "blank-before", True, False, "in this week blank lines stand only between entries"
)
NO_BLANK_BEFORE = BoundaryRule(
    "no-blank-before",
    False,
    False,
    "no blank line parts it from the paragraph above, as all entries here are parted",
)
# Several lines of addresses, then a title.
SECOND_ENTRY = BoundaryRule(
    "second-entry", True, True, "a paper and its title follow other addresses"
)
# The entry above has a title, but neither commentary nor tags.
PAPER_AFTER_TITLE = BoundaryRule(
    "paper-after-title", True, False, "a paper's address follows a title that stands alone"
)
NAMED_BY_TITLE = BoundaryRule(
    "named-by-title", False, True, "an address that carries the title's name follows the title"
)
BEFORE_TAGS_OF_TITLE = BoundaryRule(
    "before-tags-of-title", False, True, "an address between a title and its tags"
)
AFTER_TITLE = BoundaryRule(
    "after-title", True, True, "an address follows a title with neither commentary nor tags"
)
# The entry above ends with commentary, without tags.
LINK_BEFORE_TAGS = BoundaryRule(
    "link-before-tags",
    False,
    False,
    "an address that is no paper's, between commentary and its tags",
)
PAPER_MENTIONED = BoundaryRule(
    "paper-mentioned",
    False,
    True,
    "a paper's address without a title, where papers have theirs, follows commentary",
)
PAPER_AFTER_TEXT = BoundaryRule(
    "paper-after-text",
    True,
    True,
    "a paper's address without a title follows commentary that no tags close",
)
SEVERAL_AFTER_TEXT = BoundaryRule(
    "several-after-text", True, True, "several addresses follow commentary that no tags close"
)
NAMED_BY_TEXT = BoundaryRule(
    "named-by-text", True, True, "the text below an address begins with the name in it"
)
LINK_AFTER_TEXT = BoundaryRule(
    "link-after-text", False, True, "an address follows commentary that no tags close"
)
TAGGED = BoundaryRule(
    "tagged", True, True, "an address with tags beside it follows commentary that no tags close"
)
# A title above its addresses.
TITLE_ABOVE = BoundaryRule(
    "title-above",
    True,
    False,
    "a title stands right above the addresses, and nothing before it is open",
)
HEADING_ABOVE = BoundaryRule(
    "heading-above", True, True, "a heading stands right above the addresses"
)
# Lines of text.
INLINE_ADDRESS = BoundaryRule(
    "inline-address", True, False, "an address begins a line after a closed entry"
)
TITLE_BESIDE = BoundaryRule(
    "title-beside",
    False,
    True,
    "a paper's address and a title stand together, but neither begins its line",
)
TEXT_AFTER_TAGS = BoundaryRule(
    "text-after-tags", False, True, "text without an address follows the tags"
)
