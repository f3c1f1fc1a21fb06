"""Differences from CommonMark, for Korean prose and for plain text that was not written as
Markdown."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import fence as fence_rule
from markdown_it.rules_block import heading as heading_rule
from markdown_it.rules_block import list_block as list_rule
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import escape as escape_rule
from markdown_it.rules_inline import link as link_rule
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from weeknotes.markup.html_tags import line_of, pair, push_image
from weeknotes.text.code import Closers, fence_closers
from weeknotes.text.links import url_at, wiki_link_at
from weeknotes.text.unicode import CJK, has_hangul

MAX_DEPTH = 40
"""The maximum depth of nested quotations and lists.  Deeper quotations and lists are shown as text;
the library would drop them."""
_CJK = re.compile(f"[{CJK}]")
_PROTOCOL = re.compile(r"https?$", re.IGNORECASE)
_WRAP_COLUMNS = 60
"""If all lines are shorter than this, the line breaks are intended, because lines of text that
somebody wrapped are longer."""
_ITEM = re.compile(r"(?:(\d{1,9})([.)])|([-+*]))(?:[ \t]|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_SIZE = re.compile(r"(\d{1,5})(?:x\d{1,5})?")
_NO_WORDS = re.compile(r"\[\s*\]")
_TEX_WORDS = re.compile(
    r"\\(?:text|mathrm|operatorname|textbf|textit|mbox)\s*\{[^{}]*\}"
)
_MARKED = re.compile(r"==(?![\s=])(?P<inside>[^=\n]{1,500}?)(?<!\s)==(?!=)")
_MAX_TEX = 3000
"""Maximum length in characters of a formula in `\\(…\\)` or `\\[…\\]`."""
_GIVEN_ID = re.compile(r"(?<=\S)\s*\{#([\w-]{1,80})\}\s*$")
_LIKE_TEX = re.compile(r"\\[A-Za-z]|[\^_=]")
_ESCAPABLE = frozenset("\n\\`*_[]<>#~|$!-+.")
"""Characters that a backslash can escape.  Before other characters, the backslash is shown."""

InlineRule = Callable[[StateInline, bool], bool]


class KoreanInlineState(StateInline):
    """Emphasis next to Korean letters.  In `**굵게(bold)**이다`, the second `**` closes the
    emphasis, although it is between a bracket and a letter."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker, end = self.src[start], start + 1
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return _scanned(before, self.src[start:end], after, canSplitWord, self.md)


@lru_cache(1 << 12)
def _scanned(
    before: str, run: str, after: str, can_split_word: bool, md: MarkdownIt
) -> Scanned:
    """What a run of markers can do between two characters.  Cached, because few characters stand
    beside markers."""
    around = StateInline(f"{before}{run}{after}", md, {}, [])
    can_open, can_close, length = around.scanDelims(1, can_split_word)
    marker = run[0]
    if marker == "_":
        # Only a single `_` is a marker: `__init__` is a name.
        single = length == 1
        return Scanned(can_open and single, can_close and single, length)
    if marker == "*" and _is_cjk(before):
        can_open = can_open or not after.isspace()
    if _is_cjk(after):
        can_close = can_close or not before.isspace()
    if marker == "~":
        # `좋다~~정말 좋다~~`, `4월~~5월`
        can_open = can_open and not before.isalnum()
    elif length == 1 and before.isalnum() and not _is_cjk(before):
        can_open = False  # a footnote mark: `GPT*는 … BERT*는`
    return Scanned(can_open, can_close, length)


def _is_cjk(character: str) -> bool:
    return _CJK.match(character) is not None


class KoreanInline(ParserInline):
    """The library's inline parser, with `KoreanInlineState`."""

    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]
    ) -> list[Token]:
        state = KoreanInlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class LosslessBlock(ParserBlock):
    """The library's block parser.  Blocks that are nested too deeply become text."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level < MAX_DEPTH:
            super().tokenize(state, startLine, endLine)
            return
        text = state.getLines(startLine, endLine, state.blkIndent, False)
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content = text.strip()
        inline.children = []
        state.push("paragraph_close", "p", -1)
        state.line = endLine


# Inline rules


def bare_url(state: StateInline, silent: bool) -> bool:
    """A bare URL in prose.  A Korean particle or an unmatched bracket ends it."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    protocol = _PROTOCOL.search(state.pending[-5:])
    if not protocol:
        return False
    typed = len(protocol[0])
    found = url_at(state.src, state.pos - typed)
    if found and found.end > state.posMax:  # `==https://a.b/c==`
        found = url_at(state.src[: state.posMax], found.start)
    if not found:
        return False
    if not silent:
        state.pending = state.pending[:-typed]
        _push_link(state, found.url, found.url, "bare")
    state.pos = found.end
    return True


def wiki_link(state: StateInline, silent: bool) -> bool:
    """`[[paper or week]]` or `[[paper or week|text]]`.  A link without a target is shown as
    typed."""
    found = wiki_link_at(state.src, state.pos)
    if not found or found.end > state.posMax:
        return False
    if not silent:
        typed = f"[[{found.target}]]"
        if typed in state.env["links"] and state.linkLevel == 0:
            _push_link(state, typed, found.label, "wiki")
        else:
            state.pending += state.src[found.start : found.end]
    state.pos = found.end
    return True


def worded_link(state: StateInline, silent: bool) -> bool:
    """`[text](address)`.  A link without text is shown as typed, because it would be invisible."""
    if _NO_WORDS.match(state.src, state.pos):
        return False
    return link_rule(state, silent)


def embed(state: StateInline, silent: bool) -> bool:
    """`![[figure.png]]`, `![[figure.png|300]]`: an image beside the digest or in another folder of
    the notes.  If there is no such file, the mark is shown as typed; the name of another page
    becomes a link."""
    found = (
        wiki_link_at(state.src, state.pos + 1)
        if state.src[state.pos] == "!"
        else None
    )
    if not found or found.end > state.posMax:
        return False
    links, label = state.env["links"], found.label
    image, page = f"![[{found.target}]]", f"[[{found.target}]]"
    if image not in links and page not in links:
        return False
    if silent:
        pass
    elif image in links:
        sized = label != found.target and _SIZE.fullmatch(label)
        alt, width = (found.target, sized[1]) if sized else (label, "")
        push_image(state, image, alt, width)
    else:
        _push_link(state, page, label, "wiki")
    state.pos = found.end
    return True


def marked(state: StateInline, silent: bool) -> bool:
    """`==marked==`.  `a == b` and `a==b` are not marks."""
    found = _MARKED.match(state.src, state.pos, state.posMax)
    if not found or not _stands_free(state.src, state.pos, found.end()):
        return False
    return pair(state, found, "mark", silent)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit touches text[start:end]."""
    beside = text[start - 1 : start] + text[end : end + 1]
    return not any(c.isascii() and c.isalnum() for c in beside)


def tex_brackets(state: StateInline, silent: bool) -> bool:
    """`\\(x\\)` and `\\[x\\]` are formulas.  `\\[1\\]` is text in brackets."""
    start = state.pos + 2
    opening = state.src[state.pos : start]
    closing = {"\\(": "\\)", "\\[": "\\]"}.get(opening)
    if closing is None:
        return False
    end = state.src.find(closing, start, min(start + _MAX_TEX, state.posMax))
    tex = state.src[start:end] if end > start else ""
    if not tex.strip() or has_hangul(_TEX_WORDS.sub("", tex)):
        return False
    inline = opening == "\\("
    if "\n" in tex if inline else not _LIKE_TEX.search(tex):
        return False
    if not silent:
        token = state.push(
            "math_inline" if inline else "math_inline_double", "math", 0
        )
        token.content, token.markup = tex.strip(), opening
    state.pos = end + 2
    return True


def _push_link(state: StateInline, target: str, words: str, markup: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": target}
    token.markup = markup
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1).markup = markup


def meaningful_escape(state: StateInline, silent: bool) -> bool:
    """A backslash escape.  Only characters in `_ESCAPABLE` can be escaped."""
    following = state.src[state.pos + 1 : state.pos + 2]
    return following in _ESCAPABLE and escape_rule(state, silent)


def without_hangul(rule: InlineRule) -> InlineRule:
    """Wrap the rule for inline formulas: Hangul outside of `\\text{…}` makes a text no formula.
    `$5에서 $10` is money."""

    def checked(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, True):
            return False
        typed, end = state.src[start : state.pos], state.pos
        state.pos = start
        if "\n" in typed:
            return False
        if not typed.startswith("$$") and has_hangul(_TEX_WORDS.sub("", typed)):
            return False
        if silent:
            state.pos = end
            return True
        return rule(state, False)

    return checked


# Block rules


def worded_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading.  A line with only `#` marks is shown as typed."""
    if not line_of(state, start).strip("# \t"):
        return False
    return heading_rule(state, start, end, silent)


def careful_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list.  `2023. 그 해에는` and `+ 덧붙임` are not lists.  The first two items of a numbered
    list must have the numbers 1 and 2."""
    found = _ITEM.match(line_of(state, start))
    if not found or found[3] == "+":
        return False
    if found[1] and not _is_next_item(state, start, silent):
        if found[1] != "1":
            return False
        if not _second_follows(state, start, end, found[2]):
            return False
    return list_rule(state, start, end, silent)


def _is_next_item(state: StateBlock, line: int, silent: bool) -> bool:
    """Whether the library checks for the next item of a list that it is parsing."""
    return silent and state.listIndent >= 0 and state.sCount[line] < state.blkIndent


def _second_follows(state: StateBlock, start: int, end: int, delimiter: str) -> bool:
    """Whether the next line that is neither blank nor indented is item 2 with the same
    delimiter."""
    indent = state.sCount[start] + 1
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] > indent:
            continue
        following = _ITEM.match(line_of(state, line))
        return following is not None and following.group(1, 2) == ("2", delimiter)
    return False


def closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fenced code block.  An opening fence without a closing fence is a line of text."""
    opening = _FENCE.match(line_of(state, start))
    if not opening:
        return False
    mark = opening[1]
    if "fences" not in state.env:
        state.env["fences"] = _closers(state)
    closing = state.env["fences"][mark[0]].after(start, len(mark))
    if closing is None or closing >= end:
        return False
    return fence_rule(state, start, end, silent)


def _closers(state: StateBlock) -> dict[str, Closers]:
    """The lines of the whole note that can close a fence, by mark."""
    lines = [line_of(state, line).lstrip("> \t") for line in range(state.lineMax)]
    return {mark: fence_closers(lines, mark) for mark in "`~"}


# Core rules


def deliberate_breaks(state: StateCore) -> None:
    """Keep the line breaks of paragraphs with only short lines (formulas, verses, short items)."""
    for token in state.tokens:
        if token.type != "inline" or "\n" not in token.content:
            continue
        if max(map(_columns, token.content.split("\n"))) < _WRAP_COLUMNS:
            for inline in token.children or ():
                if inline.type == "softbreak":
                    inline.type = "hardbreak"


def _columns(line: str) -> int:
    """The width of a line in columns; Korean letters take two.  Lines longer than `_WRAP_COLUMNS`
    are not counted to their end."""
    letters = line[: _WRAP_COLUMNS + 1]
    widths = map(unicodedata.east_asian_width, letters)
    return len(letters) + sum(width in "WF" for width in widths)


def list_numbers(state: StateCore) -> None:
    """Keep the number of each list item as typed, even if it does not follow the previous one."""
    expected: list[int] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            expected.append(1)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != expected[-1]:
                token.attrSet("value", str(number))
            expected[-1] = number + 1


def heading_ids(state: StateCore) -> None:
    """Give an id to two kinds of headings.  If the note links to a heading, the id is the one that
    GitHub gives.  If the writer typed an id (`## Title {#id}`), this id is used."""
    wanted = state.env["anchors"]
    if not state.env["note"]:
        return
    for token, inline in pairwise(state.tokens):
        if token.type != "heading_open":
            continue
        given = _GIVEN_ID.search(inline.content)
        if given and inline.children and inline.children[-1].type == "text":
            last = inline.children[-1]
            last.content = _GIVEN_ID.sub("", last.content)
        name = given[1] if given else heading_slug(inline.content)
        if (given or name in wanted) and name not in state.env["ids"]:
            token.attrSet("id", f"{state.env['note']}-{name}")
            state.env["ids"].add(name)


def heading_slug(text: str) -> str:
    """The id that GitHub gives a heading: lower-case letters, hyphens for spaces, no other
    marks."""
    words = re.sub(r"[^\w\s-]", "", text.strip().lower())
    return re.sub(r"\s", "-", words)


def heading_levels(state: StateCore) -> None:
    """Give the highest heading of a note the level env["top"], and skip no levels below it."""
    headings = [
        token
        for token in state.tokens  # opening and closing tokens
        if token.type in ("heading_open", "heading_close")
    ]
    used = sorted({token.tag for token in headings})
    for token in headings:
        level = state.env["top"] + used.index(token.tag)
        token.tag = f"h{min(6, level)}"
