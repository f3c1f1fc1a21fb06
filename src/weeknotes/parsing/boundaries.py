"""The rules that decide whether a new entry begins at a line, or the entry above continues."""

from typing import NamedTuple

from weeknotes.text.messages import Message, msg


class BoundaryRule(NamedTuple):
    """A rule for a line where a new entry can begin.

    `begins` says that a new entry begins there.  `doubtful` says that the opposite is possible too,
    so the parser reports a doubt.  `why` is the reason in messages and in `parse --explain`."""

    name: str
    begins: bool
    doubtful: bool
    why: Message


class BoundaryDecision(NamedTuple):
    """The rule that was applied to a line.  `line` counts from 1."""

    line: int
    rule: BoundaryRule


# Clear cases.
OPENS_WEEK = BoundaryRule(
    "opens-week", True, False, msg("there is no open entry above this line")
)
AFTER_SEPARATOR = BoundaryRule(
    "after-separator", True, False, msg("a line `---` is above it")
)
AFTER_TAGS = BoundaryRule("after-tags", True, False, msg("tags end the entry above"))
TITLE_FOLLOWS = BoundaryRule(
    "title-follows", True, False, msg("a title with authors follows")
)
BLANK_BEFORE = BoundaryRule(
    "blank-before",
    True,
    False,
    msg("in this week, blank lines occur only between entries"),
)
NO_BLANK_BEFORE = BoundaryRule(
    "no-blank-before",
    False,
    False,
    msg("no blank line is above it, but blank lines are between all other entries"),
)
# Several lines of addresses, then a title.
SECOND_ENTRY = BoundaryRule(
    "second-entry",
    True,
    True,
    msg("the address of a paper and its title follow other addresses"),
)
# The entry above has a title, but neither commentary nor tags.
PAPER_AFTER_TITLE = BoundaryRule(
    "paper-after-title",
    True,
    False,
    msg("the address of a paper follows a title without commentary"),
)
NAMED_BY_TITLE = BoundaryRule(
    "named-by-title",
    False,
    True,
    msg("the address below the title contains a name from the title"),
)
BEFORE_TAGS_OF_TITLE = BoundaryRule(
    "before-tags-of-title",
    False,
    True,
    msg("the address is between a title and its tags"),
)
AFTER_TITLE = BoundaryRule(
    "after-title",
    True,
    True,
    msg("the address follows a title without commentary and tags"),
)
# The entry above ends with commentary, without tags.
LINK_BEFORE_TAGS = BoundaryRule(
    "link-before-tags",
    False,
    False,
    msg(
        "the address is between commentary and tags, and is not the address of a paper"
    ),
)
PAPER_MENTIONED = BoundaryRule(
    "paper-mentioned",
    False,
    True,
    msg(
        "the address of a paper follows commentary and has no title, but other papers here"
        " have titles"
    ),
)
PAPER_AFTER_TEXT = BoundaryRule(
    "paper-after-text",
    True,
    True,
    msg("the address of a paper without a title follows commentary without tags"),
)
SEVERAL_AFTER_TEXT = BoundaryRule(
    "several-after-text",
    True,
    True,
    msg("several addresses follow commentary without tags"),
)
NAMED_BY_TEXT = BoundaryRule(
    "named-by-text",
    True,
    True,
    msg("the text below the address begins with a name from the address"),
)
LINK_AFTER_TEXT = BoundaryRule(
    "link-after-text",
    False,
    True,
    msg("the address follows commentary without tags"),
)
TAGGED = BoundaryRule(
    "tagged",
    True,
    True,
    msg("the address has tags on its line, and follows commentary without tags"),
)
# A title above its addresses.
TITLE_ABOVE = BoundaryRule(
    "title-above",
    True,
    False,
    msg(
        "a title is directly above the addresses, and there is no open entry above this line"
    ),
)
HEADING_ABOVE = BoundaryRule(
    "heading-above",
    True,
    True,
    msg("a heading, which is `#` with a space, is directly above the addresses"),
)
LISTED = BoundaryRule(
    "listed", True, False, msg("there are only addresses here, so each is an entry")
)
# Lines of text.
INLINE_ADDRESS = BoundaryRule(
    "inline-address",
    True,
    False,
    msg(
        "the line begins with an address, as the entry above does, or that entry has ended"
    ),
)
TITLE_BESIDE = BoundaryRule(
    "title-beside",
    False,
    True,
    msg("the address of a paper and a title are close, but neither begins a line"),
)
TEXT_AFTER_TAGS = BoundaryRule(
    "text-after-tags", False, True, msg("text without an address follows the tags")
)
# Units that the segmenter does not read.
LIST_ITEM = BoundaryRule(
    "list-item", True, False, msg("in this file, list items with links are entries")
)
HEADING_UNIT = BoundaryRule(
    "heading", True, False, msg("in this file, headings with an address are entries")
)
TABLE_ROW = BoundaryRule(
    "table-row",
    True,
    False,
    msg("in this file, the rows of a table with links are entries"),
)
LINK_TEXT = BoundaryRule(
    "link-text",
    True,
    False,
    msg("in this file, lines that begin with a linked title are entries"),
)
LINK_LINE = BoundaryRule(
    "link-line", True, True, msg("the line contains only a title and its address")
)
LINK_LINES = BoundaryRule(
    "link-lines",
    True,
    False,
    msg("the line contains only a title and its address, like the block above"),
)
LINK_LINE_CLOSED = BoundaryRule(
    "link-line-closed",
    True,
    False,
    msg(
        "the line contains only a title and its address, and there is no open entry above this line"
    ),
)
FILE = BoundaryRule(
    "file",
    True,
    False,
    msg("the file is about the paper whose address is at the top of the file"),
)
