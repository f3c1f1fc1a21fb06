"""The shape of a line in the outline of a file, such as a heading, a list item, a table row or a
line with a link."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.hashtags import tag_tail
from weeknotes.parsing.line_links import (
    DEFINITION,
    addressed,
    find_links,
    is_address,
    names_kinds,
)
from weeknotes.parsing.lines import (
    ATX,
    BLANK,
    HEADING,
    SEPARATOR,
    TAGS,
    TEXT,
    URLS,
    Line,
    address_before_words,
    is_without_scheme,
    without_id,
)
from weeknotes.parsing.openings import (
    Opening,
    is_byline,
    is_sentence,
    read_opening,
    trimmed,
    without_numbers,
)
from weeknotes.parsing.titles import (
    authors_in_brackets,
    cited_names,
    is_only_cited,
    is_person,
    name_ranges,
    plain_title,
)
from weeknotes.parsing.vocabulary import (
    Field,
    is_kind,
    is_part,
    label_at,
    names_venue,
)
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import UNSEEN, Range, has_hangul


class Shape(StrEnum):
    """What a line is in the outline of a file."""

    WEEK = "week"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    URLS = "urls"
    TAGS = "tags"
    RULE = "rule"
    TEXT = "text"


class Role(StrEnum):
    """What a line does in its week, as `units.py` decides."""

    ITEM = "list item"
    HEADING = "heading"
    ROW = "table row"
    LINK = "line with a link"
    TEXT = "line with a linked title"
    """Other words follow the link on this line."""
    SECTION = "section"
    """The heading of a group of entries."""
    PART = "part"
    """The heading of a part of a note, right below the addresses."""
    ADDRESS = "address"
    """The first address below a list or a table, or the heading above this address."""
    AFTER = "text after a list"
    """The first line of a text that belongs to none of the items of the list above it."""
    HEADER = "header"
    """The header of a table, or the line below it."""
    UNDERLINE = "underline"
    """The line `===` below a title."""
    RULE = "rule"
    """`---` between the parts of a note."""


UNITS = (Role.ITEM, Role.HEADING, Role.ROW, Role.TEXT)
"""The roles of the first line of an entry that the segmenter does not read."""


BOLD_LEVEL = 7
"""The level of a heading that is only set in bold."""
BLOCK_LEVEL = 8
"""The level of a line that heads a block with an address."""

ITEM_MARK = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    r"[-*+•▶►■●◆▪◦‣·○※ㅇ□◇▷☞](?=[ \t])"
    r"|\(?\d{1,3}[.)](?=[ \t])|\[\d{1,3}\](?=[ \t])|\d{1,3}/(?=[ \t])|\(?[a-z가-힣]\)(?=[ \t])"
    r"|\d\ufe0f?\u20e3"
    r"|\*\*(?:\[\d{1,3}\]|\d{1,3}[.)])\*\*(?=[ \t])"
    r"|\d{1,3}[、．]|[①-⑳▶►■●◆•・･]"
    r")[ \t]*(?:\[[ xX~-]\][ \t]+)?"
    r"|(?P<html>[ \t]*)(?:<(?:ul|ol)[^<>]*>)?\s*<li[^<>]*>\s*"
)
_MARK_OF_TITLE = re.compile(
    r"[ \t]*(?:[▶►■●◆□◇▷☞※①-⑳]|\(?\d{1,3}\)|\[\d{1,3}\]|\d\ufe0f?\u20e3)"
)
"""A mark that stands before titles rather than before the items of a list in commentary."""
_HTML_HEADING = re.compile(
    r"[ \t]*<h(?P<level>[1-6])\b[^<>]*>(?P<text>.+?)</h[1-6]\s*>[ \t]*",
    re.IGNORECASE,
)
_HTML_END = re.compile(r"</?(?:li|ul|ol|p|div|h[1-6]|br)\s?/?>$", re.IGNORECASE)
_BOLD = re.compile(
    r"[ \t]*(?:\*\*(?P<stars>(?:[^*\n\\]|\\.){1,250})\*\*|__(?P<bars>[^_\n]{1,250})__)[ \t]*[:：]?"
)
BOLD_LABEL = re.compile(
    r"(?P<mark>\*\*|__)[^*_:：]{1,30}(?:[:：](?P=mark)|(?P=mark)[:：])"
)
"""A label in bold, such as `**Venue:**`."""
_RUN_IN = re.compile(
    r"(?P<mark>\*\*|__)(?P<title>[^*_\n]{2,160})(?P=mark)\s*(?=[^\s|])"
)
_HTML_MARKS = re.compile(
    r"(?:\s*</?(?:details|summary|aside|ul|ol|li|p|div|center|table|tbody|thead|tr|td|th|section|br|hr)"
    r"\b[^<>]*>)+\s*",
    re.IGNORECASE,
)
SUMMARY = LazyPattern(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>(?:\s*<(?:b|strong|h\d)>)?\s*(?P<text>\S.{0,300}?)\s*"
    r"(?:</(?:b|strong|h\d)>\s*)?</summary>"
)
"""The words that stay when a section of HTML is closed."""
DETAILS = LazyPattern(r"<details\b[^<>]*>")
_HEADS = re.compile(rf"{ATX.pattern}|\*\*|__|<(?:h\d|details|summary)")
_ANCHOR_LINK = re.compile(r"\W*\[[^\[\]]*\]\(#[^()\s]*\)\W*")
_WRAPPED = re.compile(r"[^\[\]\w]{0,8}\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\]){1,300})")
_WRAPPED_END = re.compile(r"[^\[\]]{1,300}\]\(<?https?://")
_SENTENCE_END = re.compile(r"[a-z]{3}\. ")
_FEW_WORDS = 4
"""A sentence in Latin letters has more spaces than this."""
_ATTRIBUTING = ("--", "—", "――")
_BEFORE_SOURCE = ("(", "（", "—", "--")
_ANNOUNCING = frozenset(("—", "–", "-", "--", ":", "：", "|", "·"))
COLONS = frozenset(":：")
_NO_MARK = re.compile(r"[\w:：(（]")
_HOVER = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')(?=\))")
"""The title of a Markdown link, behind its address."""
_BEFORE_VENUE = LazyPattern(r"\s[|·]\s(?=[^|·\n]*\d)")
UNDERLINE = re.compile(r"={3,}|-{4,}")
_TAB = 4
_SHAPES = {
    HEADING: Shape.WEEK,
    TAGS: Shape.TAGS,
    SEPARATOR: Shape.RULE,
    URLS: Shape.URLS,
}


_TAGGED = (Shape.ITEM, Shape.TEXT, Shape.HEADING)


@dataclass(slots=True, eq=False)
class Block:
    """A line of the outline.

    `level` is the level of a heading or the indent of an item.  `start` and `end` are the offsets
    of its content in `line.indented`."""

    i: int
    line: Line
    shape: Shape
    level: int = 0
    start: int = 0
    end: int = 0
    kinds: Set[str] = frozenset()
    """Words of links that only name a kind in this file (`outline.py`)."""
    announces: bool = False
    """Whether this block opens an entry because the file repeats its form (`is_announced`)."""
    header: Line | None = None
    """The header of the table, for a row."""
    opens: Role | None = None
    """The role of this line, if what stands between the headings around it are entries."""
    role: Role | None = None
    tags_at: int = 0
    tags_end: int = 0
    _opening: Opening | None = None
    _is_read: bool = False

    def __post_init__(self) -> None:
        """End the content above the tags at its end."""
        self.tags_at = self.tags_end = self.end
        text = self.content if self.shape in _TAGGED else ""
        if "#" in text and (tail := tag_tail(text)):
            self.tags_at = self.start + tail
            self.end = self.start + len(text[:tail].rstrip())

    @property
    def content(self) -> str:
        return self.line.indented[self.start : self.end]

    @property
    def opening(self) -> Opening | None:
        """The title, the authors and the other words of the content, if they describe a link in
        it."""
        if not self._is_read:
            self._opening, self._is_read = self._read(), True
        return self._opening

    def _read(self) -> Opening | None:
        text = self.line.text
        if self.start >= self.end or not (":" in text or self._is_without_scheme):
            return None
        if text.startswith("[^") or DEFINITION.match(text):  # a footnote
            return None
        images = self.shape is not Shape.HEADING
        text, start, end = self.line.indented, self.start, self.end
        return read_opening(text, start, end, images=images, kinds=self.kinds)

    @property
    def _is_without_scheme(self) -> bool:
        return self.shape is Shape.ITEM and _is_without_scheme(self.content)

    @property
    def cited(self) -> tuple[tuple[Range, ...], tuple[Range, ...]] | None:
        """(names, other words) if the link is part of a citation: `He et al., 2021 [pdf](…)`,
        `Jane Roe, John Doe | FooConf 2021 | [pdf](…)`."""
        opening = self.opening
        if not opening or opening.authors or not opening.words:
            return None
        place, *rest = opening.words
        if opening.title and place != opening.title:
            return None  # a title stands after the citation
        text = self.line.indented
        if bar := _BEFORE_VENUE.search(text, *place):
            names = name_ranges(text, place[0], bar.start())
            if len(names) > 1 and all(is_person(text[slice(*one)]) for one in names):
                return tuple(names), ((bar.end(), place[1]), *rest)
        found = cited_names(text, *place)
        if not found or not is_only_cited(text, found[0]):
            return None
        return tuple(found[0]), (*found[1], *rest)

    @property
    def words(self) -> str:
        """The content as a key, to find headings that recur."""
        return " ".join(self.content.casefold().split()).strip("*_ :：?？")

    @property
    def sentence(self) -> bool:
        """Whether the content reads as a sentence, not as a title."""
        return is_sentence(self.content)

    @property
    def bare(self) -> bool:
        """Whether the content has a link and no title."""
        return self.opening is not None and self.opening.title is None

    @property
    def is_address(self) -> bool:
        """Whether the content begins with an address, not with words."""
        if not self.opening or self.label:
            return False
        between = self.line.indented[self.start : self.opening.urls[0][0]]
        return between.strip("<") == "" or "://" in between

    @property
    def is_paper(self) -> bool:
        """Whether the first link is the address of a paper."""
        if not self.opening:
            return False
        start, end = self.opening.urls[0]
        return identify(self.line.indented[start:end]).kind is Kind.PAPER

    @property
    def is_anchor(self) -> bool:
        """Whether the content is a link to a heading, as in a table of contents."""
        return (
            "](#" in self.line.text
            and _ANCHOR_LINK.fullmatch(self.content) is not None
        )

    @property
    def is_body_row(self) -> bool:
        """Whether a row of a table is below the header and its delimiter."""
        return self.level > 1

    @property
    def is_link_line(self) -> bool:
        """Whether a line of text consists of a title and its address."""
        opening = self.opening
        if not opening or not opening.title or self.level >= 2:
            return False
        if opening.urls[0][0] == self.start:
            return False  # the segmenter reads lines that begin with an address
        if any(start > opening.urls[0][1] for start, _ in opening.rest):
            return False
        if opening.title_is_link:
            labelled = opening.rest and self.content.startswith(("**", "__"))
            return not labelled and not self._ends_with_source(opening)
        words = self.text_of(opening.title)
        plain = plain_title(words) is True and not _SENTENCE_END.search(words)
        return plain or opening.authors is not None

    @property
    def is_marked_link(self) -> bool:
        """Whether an item consists of a mark, a title and its address: `▶ [Title](…)`."""
        marked = self.shape is Shape.ITEM and _MARK_OF_TITLE.match(
            self.line.indented
        )
        return bool(marked) and self.is_link_line

    def _ends_with_source(self, opening: Opening) -> bool:
        """Whether the linked words are the source of what stands above them or before them
        (`-- [Jane](…)`, `It rained all day again. ([via](…))`), or a part of a sentence in Chinese
        or Japanese."""
        if self.line.text.startswith(_ATTRIBUTING):
            return True
        before = [one for one in opening.rest if one[1] <= opening.urls[0][0]]
        if not before:
            return False
        start, end = before[0][0], before[-1][1]
        words = self.text_of((start, end))
        text = self.line.indented
        between = text[end : text.find("[", end)]
        sentences = any(mark in words for mark in "。！？")
        if not between.strip(".!?。！？ "):
            return sentences and not between
        if not any(mark in between for mark in _BEFORE_SOURCE):
            return False
        long = has_hangul(words) or words.count(" ") > _FEW_WORDS
        return sentences or (long and (is_sentence(words) or between[0] in ".!?"))

    @property
    def mark(self) -> str:
        """The mark, such as a dash, between words and an address, if a line of text consists of
        these.  The mark is a colon only between a title and the address of a paper."""
        opening = self.opening
        if not opening or not opening.title or self.level >= 2:
            return ""
        if opening.title_is_link and self._ends_with_source(opening):
            return ""
        behind = [one for one in opening.rest if one > opening.title]
        marked = behind and self._mark_before(behind[0]) in _ANNOUNCING
        if behind and (opening.title_is_link or not marked):
            return ""
        mark = self.line.indented[opening.title[1] : opening.urls[0][0]].strip()
        if mark[:1] not in COLONS:
            return mark
        title = self.text_of(opening.title)
        named = self.is_paper and not is_part(title) and not is_sentence(title)
        return mark if named else ""

    @property
    def begins_linked(self) -> bool:
        """Whether a line of text begins with a title that is a link."""
        if self.shape is not Shape.TEXT or self.line.text[:1] not in ("[", "*", "_"):
            return False
        opening = self.opening
        if not opening or not opening.title_is_link or not opening.title:
            return False
        return not self.line.indented[self.start : opening.title[0]].strip("*_[ ")

    @property
    def is_announced(self) -> bool:
        """Whether a line of text begins with a title that is a link, and continues with a mark or a
        citation.  Examples are `**[Title](…)** — words` and `[Title](…) (He et al., 2021)`."""
        opening = self.opening if self.begins_linked else None
        if not opening:
            return False
        behind = [one for one in opening.rest if one[0] > opening.urls[-1][1]]
        if not behind:
            return False
        mark = self._mark_before(behind[0])
        return mark in _ANNOUNCING or (
            not mark and authors_in_brackets(self.line.indented, *behind[0])
        )

    @property
    def names_paper(self) -> bool:
        """Whether a line of text consists of a title, a mark, and the address of a paper, as in
        `Title => address`, or of a linked title, and a mark or the authors behind it."""
        text, opening = self.line.indented, self.opening
        if self.shape is not Shape.TEXT or self.line.indent or not opening:
            return False
        if not opening.title or not self.is_paper:
            return False
        start, end = opening.urls[0]
        if opening.title_is_link:
            behind = text[text.find(")", end) + 1 : self.end].strip()
            return self.begins_linked and (is_byline(behind) or self.is_announced)
        mark = text[:start].rstrip(" <").rpartition(" ")[2]
        return not (text[end : self.end].strip(" >") or _NO_MARK.search(mark))

    def _mark_before(self, words: Range) -> str:
        """The mark, such as a dash, between the links and the words after them."""
        opening = self.opening
        if not opening or words < opening.urls[-1]:
            return ""
        between = self.line.indented[opening.urls[-1][1] : words[0]]
        return _HOVER.sub("", between).strip(")）>*_ ")

    @property
    def run_in(self) -> Opening | None:
        """The title that a paragraph begins with in bold, and the first address behind it: `**A
        Title.** It says [more](…) than that.`"""
        text = self.line.indented
        found = _RUN_IN.match(text, self.start, self.end)
        if self.shape is not Shape.TEXT or not found or self.label:
            return None
        title = trimmed(text, *found.span("title"))
        links = addressed(find_links(text[: self.end]))
        behind = [link.url for link in links if link.start >= found.end()]
        if not title or not behind:
            return None
        return Opening(title, None, (behind[0],), ((found.end(), self.end),))

    @property
    def mention(self) -> Opening | None:
        """What an item says whose first link is linked words inside a sentence."""
        if "](" not in self.line.text:
            return None
        found = read_opening(
            self.line.indented, self.start, self.end, kinds=self.kinds, sentence=True
        )
        return found if found and found.title_is_link else None

    def announce(self, opening: Opening | None = None) -> None:
        """Say that this block opens an entry, because the file repeats its form."""
        self.announces = True
        if opening:
            self._opening, self._is_read = opening, True

    def text_of(self, place: Range) -> str:
        return self.line.indented[slice(*place)]

    @property
    def titled(self) -> bool:
        """Whether the content has a link and a title of its own."""
        return self.opening is not None and self.opening.title is not None

    @property
    def label(self) -> Field | None:
        found = label_at(self.content)
        return found[0] if found else None

    @property
    def is_field(self) -> bool:
        """Whether the line only gives data about a paper.  Such a line has a label, or links
        without a title."""
        if ":" not in self.line.text and "：" not in self.line.text:
            return False
        label = self.label
        if label and label is not Field.TITLE and not self.titled:
            return True
        opening = self.opening
        return (
            opening is not None
            and not opening.title
            and all(self._is_kind(one) for one in opening.rest)
        )

    def _is_kind(self, place: Range) -> bool:
        """Whether words beside a link are links that only name their kind, a venue with its year,
        or the authors or the venue in brackets after the link."""
        words = self.text_of(place)
        if names_kinds(words) or without_numbers(words) in self.kinds:
            return True
        if names_venue(words.strip("*_")):
            return True
        opening = self.opening
        behind = opening is not None and place[0] > opening.urls[-1][1]
        venue = words[0] in "(（" and is_kind(words)
        return behind and (venue or is_byline(words))


def wraps_link(above: Block, below: Line) -> int:
    """How many characters of the line `above` stand before the words of a link, if it contains only
    the first words of this link, which continue in the next line.  Otherwise 0."""
    if below.kind is not TEXT or below.number != above.line.number + 1:
        return 0
    found = _WRAPPED.fullmatch(above.content)
    return found.start("words") if found and _WRAPPED_END.match(below.text) else 0


def block_of(line: Line, kinds: Set[str] = frozenset()) -> Block:
    """A block that consists of this line alone.  `kinds` are the repeated words of its file."""
    block = block_at(0, line)
    block.kinds = kinds
    return block


def needs_outline(lines: Sequence[Line]) -> bool:
    """Whether any line may be a heading, or have a link among other words."""
    addressed = False
    for i, line in enumerate(lines):
        kind = line.kind
        if kind is BLANK:
            continue
        if kind is TEXT:
            if _is_outlined(line):
                return True
        elif kind is URLS:
            addressed = True
            if i and _may_be_headed(lines, i):
                return True
        elif kind is SEPARATOR and len(line.text) > 3:
            return True
    if addressed:
        return False
    return any(line.kind is TEXT and _text(0, line).mark for line in lines)


def _is_outlined(line: Line) -> bool:
    """Whether a line of text may be a heading, or have a link among other words."""
    text = line.text
    first = text[0]
    if first in "=-#*_<" and (UNDERLINE.fullmatch(text) or _HEADS.match(text)):
        return True
    if ":" not in text or ("://" not in text and not _names_paper(text)):
        return first in "-*+" and _is_without_scheme(text[1:].strip())
    block = block_at(0, line)
    outlined = block.shape is not Shape.TEXT or block.is_link_line or block.is_field
    outlined = outlined or block.is_announced
    outlined = outlined or ("](" in text and bool(_WRAPPED_END.match(text)))
    return outlined or first == "|"


def _is_without_scheme(text: str) -> bool:
    """Whether a text is or begins with an address without its scheme."""
    return is_without_scheme(text) or address_before_words(text) > 0


def _names_paper(text: str) -> bool:
    """Whether a line contains the name of a paper: `arXiv:2304.07880`."""
    return "arxiv:" in text.lower() or "doi:" in text.lower()


def _begins_word(text: str) -> bool:
    """Whether the first letter of a line is not a mark of a list: `a) …`, `ㅇ …`."""
    return text[0].isalpha() and text[0] != "ㅇ" and text[1:2] != ")"


def _may_be_headed(lines: Sequence[Line], i: int) -> bool:
    """Whether the line above the addresses at i may be their heading.  It is a line of text below a
    blank line, or with a smaller indent than the addresses, or itself indented, as in a list
    item."""
    above = lines[i - 1]
    if above.kind is not TEXT:
        return False
    apart = i == 1 or lines[i - 2].kind in (BLANK, HEADING)
    return apart or lines[i].indent > above.indent or above.indent > 0


def block_at(i: int, line: Line) -> Block:
    kind = line.kind
    if kind is not TEXT:
        shape = _SHAPES.get(kind, Shape.TEXT)
        if kind is not URLS:
            return Block(i, line, shape)
        start = line.indent
        return Block(i, line, shape, start, start, start + len(line.text))
    first = line.text[0]
    if first == ">" or _begins_word(line.text):
        return _text(i, line)
    if first == "<" and _HTML_MARKS.fullmatch(line.text):
        return Block(i, line, Shape.TEXT)
    return _heading(i, line) or _item(i, line) or _text(i, line)


def _text(i: int, line: Line) -> Block:
    start = line.indent
    end = start + len(line.text)
    if line.text[0] == ">":
        return _quoted(i, line)
    if line.text[0] == "<" and (
        tag := re.match(r"<(?:p|div)\b[^<>]*>\s*", line.text, re.IGNORECASE)
    ):
        start += tag.end()
        end = _html_end(line.indented, start, end)
    level = len(line.indented[: line.indent].strip(UNSEEN)) if start else 0
    return Block(i, line, Shape.TEXT, level, start, end)


def _quoted(i: int, line: Line) -> Block:
    """The block of a quoted line, whose content can only be data, as below a title."""
    start = line.indent + len(line.text) - len(line.text.lstrip("> \t"))
    block = Block(i, line, Shape.TEXT, 0, start, line.indent + len(line.text))
    if block.is_field:
        return block
    return Block(i, line, Shape.TEXT, 0, start, start)


def _heading(i: int, line: Line) -> Block | None:
    text = line.text
    if text[0] == "#" and (found := ATX.match(text)):
        start = line.indent + found.end()
        text = without_id(text)
        closed = text.rstrip("#")
        inside = closed.rstrip() if closed[-1:].isspace() else text
        if is_address(inside[found.end() :]):
            return Block(i, line, Shape.TEXT, 0, start, line.indent + len(inside))
        return Block(
            i,
            line,
            Shape.HEADING,
            len(found["marks"]),
            start,
            line.indent + len(inside),
        )
    if text[0] == "<" and (found := _HTML_HEADING.fullmatch(line.indented)):
        return Block(
            i, line, Shape.HEADING, int(found["level"]), *found.span("text")
        )
    if (
        text[0] in "*_"
        and (found := _BOLD.fullmatch(line.indented))
        and "](" not in text
    ):
        group = "stars" if found["stars"] else "bars"
        if not label_at(found[group]) and "://" not in text:
            return Block(i, line, Shape.HEADING, BOLD_LEVEL, *found.span(group))
    return None


def _item(i: int, line: Line) -> Block | None:
    found = ITEM_MARK.match(line.indented)
    if not found or found.end() >= len(line.indented.rstrip()):
        return None
    html = found["html"] is not None
    indent = found["html"] if html else found["indent"]
    end = line.indent + len(line.text)
    if html:
        end = _html_end(line.indented, found.end(), end)
    return Block(i, line, Shape.ITEM, width(indent), found.end(), end)


def width(indent: str) -> int:
    """The number of columns of an indent."""
    return len(indent) + (_TAB - 1) * indent.count("\t")


def _html_end(text: str, start: int, end: int) -> int:
    """The end of text[start:end] without the closing tags there."""
    while found := _HTML_END.search(text, max(start, end - 12), end):
        end = len(text[: found.start()].rstrip())
    return max(end, start)
