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


def _begins(name: str, why: Message, *, doubtful: bool = False) -> BoundaryRule:
    """A rule by which a new entry begins."""
    return BoundaryRule(name, True, doubtful, why)


def _continues(name: str, why: Message, *, doubtful: bool = True) -> BoundaryRule:
    """A rule by which the entry above continues."""
    return BoundaryRule(name, False, doubtful, why)


# Clear cases.
OPENS_WEEK = _begins("opens-week", msg("there is no open entry above this line"))
AFTER_SEPARATOR = _begins("after-separator", msg("a line `---` is above it"))
AFTER_TAGS = _begins("after-tags", msg("tags end the entry above"))
TITLE_FOLLOWS = _begins("title-follows", msg("a title with authors follows"))
BLANK_BEFORE = _begins(
    "blank-before", msg("in this week, blank lines occur only between entries")
)
NO_BLANK_BEFORE = _continues(
    "no-blank-before",
    msg("no blank line is above it, but blank lines are between all other entries"),
    doubtful=False,
)
# Several lines of addresses, then a title.
SECOND_ENTRY = _begins(
    "second-entry",
    msg("the address of a paper and its title follow other addresses"),
    doubtful=True,
)
# The entry above has a title, but neither commentary nor tags.
PAPER_AFTER_TITLE = _begins(
    "paper-after-title",
    msg("the address of a paper follows a title without commentary"),
)
NAMED_BY_TITLE = _continues(
    "named-by-title",
    msg("the address below the title contains a name from the title"),
)
BEFORE_TAGS_OF_TITLE = _continues(
    "before-tags-of-title", msg("the address is between a title and its tags")
)
AFTER_TITLE = _begins(
    "after-title",
    msg("the address follows a title without commentary and tags"),
    doubtful=True,
)
# The entry above ends with commentary, without tags.
LINK_BEFORE_TAGS = _continues(
    "link-before-tags",
    msg(
        "the address is between commentary and tags, and is not the address of a paper"
    ),
    doubtful=False,
)
PAPER_MENTIONED = _continues(
    "paper-mentioned",
    msg(
        "the address of a paper follows commentary and has no title, but other papers here"
        " have titles"
    ),
)
PAPER_AFTER_TEXT = _begins(
    "paper-after-text",
    msg("the address of a paper without a title follows commentary without tags"),
    doubtful=True,
)
SEVERAL_AFTER_TEXT = _begins(
    "several-after-text",
    msg("several addresses follow commentary without tags"),
    doubtful=True,
)
NAMED_BY_TEXT = _begins(
    "named-by-text",
    msg("the text below the address begins with a name from the address"),
    doubtful=True,
)
LINK_AFTER_TEXT = _continues(
    "link-after-text", msg("the address follows commentary without tags")
)
TAGGED = _begins(
    "tagged",
    msg("the address has tags on its line, and follows commentary without tags"),
    doubtful=True,
)
# A title above its addresses.
TITLE_ABOVE = _begins(
    "title-above",
    msg(
        "a title is directly above the addresses, and there is no open entry above this line"
    ),
)
HEADING_ABOVE = _begins(
    "heading-above",
    msg("a heading, which is `#` with a space, is directly above the addresses"),
    doubtful=True,
)
LISTED = _begins("listed", msg("there are only addresses here, so each is an entry"))
# Lines of text.
INLINE_ADDRESS = _begins(
    "inline-address",
    msg(
        "the line begins with an address, as the entry above does, or that entry has ended"
    ),
)
TITLE_BESIDE = _continues(
    "title-beside",
    msg("the address of a paper and a title are close, but neither begins a line"),
)
TEXT_AFTER_TAGS = _continues(
    "text-after-tags", msg("text without an address follows the tags")
)
# Units that the segmenter does not read.
LIST_ITEM = _begins(
    "list-item", msg("in this file, list items with links are entries")
)
HEADING_UNIT = _begins(
    "heading", msg("in this file, headings with an address are entries")
)
TABLE_ROW = _begins(
    "table-row", msg("in this file, the rows of a table with links are entries")
)
LINK_TEXT = _begins(
    "link-text",
    msg("in this file, lines that begin with a linked title are entries"),
)
LINK_LINE = _begins(
    "link-line", msg("the line contains only a title and its address"), doubtful=True
)
LINK_LINES = _begins(
    "link-lines",
    msg("the line contains only a title and its address, like the block above"),
)
LINK_LINE_CLOSED = _begins(
    "link-line-closed",
    msg(
        "the line contains only a title and its address, and there is no open entry above this line"
    ),
)
FILE = _begins(
    "file",
    msg("the file is about the paper whose address is at the top of the file"),
)
