"""What Markdown reads differently here, for Korean prose and for plain text that was never meant as
Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

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

from weeknotes.text.links import fence_closers, url_at, wiki_link_at
from weeknotes.text.unicode import CJK, has_hangul

MAX_DEPTH = 40
"""Quotations and lists inside each other; what lies deeper is shown as text, where the library
would drop it."""
_CJK = re.compile(f"[{CJK}]")
_PROTOCOL = re.compile(r"https?$", re.IGNORECASE)
_WRAP_COLUMNS = 60
"""Nobody wraps text by hand at less: shorter lines were broken on purpose."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


class KoreanInlineState(StateInline):
    """Emphasis beside Korean: `**굵게(bold)**이다` closes, though a bracket stands before the stars and
    a letter after."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        scanned = super().scanDelims(start, canSplitWord)
        marker = self.src[start]
        before = self.src[start - 1] if start else " "
        after = self.src[start + scanned.length] if start + scanned.length < self.posMax else " "
        can_open, can_close = scanned.can_open, scanned.can_close
        if marker == "_":
            # `__init__` is a name, and `_` beside a letter is part of a word.
            can_open, can_close = (
                can_open and scanned.length == 1,
                can_close and scanned.length == 1,
            )
        else:
            can_open = can_open or (
                marker == "*" and bool(_CJK.match(before)) and not after.isspace()
            )
            can_close = can_close or (bool(_CJK.match(after)) and not before.isspace())
            if marker == "~":
                can_open = can_open and not before.isalnum()  # `좋다~~정말 좋다~~`, `4월~~5월`
            elif scanned.length == 1 and before.isalnum() and not _CJK.match(before):
                can_open = False  # the star of a footnote: `GPT*는 … BERT*는`
        return Scanned(can_open, can_close, scanned.length)


class KoreanInline(ParserInline):
    """The library's inline parser, with our state."""

    def parse(self, src: str, md: object, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = KoreanInlineState(src, md, env, tokens)  # type: ignore[arg-type]
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class LosslessBlock(ParserBlock):
    """The library's block parser, but what is nested too deep stays as text."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the library's names
        if state.level < MAX_DEPTH:
            super().tokenize(state, startLine, endLine)
            return
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content = state.getLines(startLine, endLine, state.blkIndent, False).strip()
        inline.children = []
        state.push("paragraph_close", "p", -1)
        state.line = endLine


def bare_url(state: StateInline, silent: bool) -> bool:
    """An address in prose, up to where Korean grammar or a bracket ends it."""
    if state.linkLevel > 0 or state.src[state.pos : state.pos + 3] != "://":
        return False
    protocol = _PROTOCOL.search(state.pending[-5:])
    found = url_at(state.src, state.pos - len(protocol.group())) if protocol else None
    if not protocol or not found or found.end > state.posMax:
        return False
    if not silent:
        state.pending = state.pending[: -len(protocol.group())]
        _push_link(state, found.url, found.url, "bare")
    state.pos = found.end
    return True


def wiki_link(state: StateInline, silent: bool) -> bool:
    """`[[paper or week]]`, or `[[paper or week|words]]`; what finds nothing stays as it is
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


_NO_WORDS = re.compile(r"\[\s*\]")


def worded_link(state: StateInline, silent: bool) -> bool:
    """`[words](address)`; without words it would show nothing, and stays as it is typed."""
    return not _NO_WORDS.match(state.src, state.pos) and link_rule(state, silent)


def worded_heading(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """A heading that says something; its marks alone stay as they are typed."""
    return _line(state, startLine).strip("# \t") != "" and heading_rule(
        state, startLine, endLine, silent
    )


def _push_link(state: StateInline, target: str, words: str, markup: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": target}
    token.markup = markup
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1).markup = markup


# What has a meaning in Markdown can be escaped; `\(x\)` is somebody's TeX, and stays as it is
# typed.
_ESCAPABLE = frozenset("\n\\`*_[]<>#~|$!-+.")


def meaningful_escape(state: StateInline, silent: bool) -> bool:
    """A backslash before a character that would mean something without it."""
    following = state.src[state.pos + 1 : state.pos + 2]
    return following in _ESCAPABLE and following != "" and escape_rule(state, silent)


_TEX_WORDS = re.compile(r"\\(?:text|mathrm|operatorname|textbf|textit|mbox)\s*\{[^{}]*\}")


def without_hangul(rule: InlineRule) -> InlineRule:
    """Inline mathematics holds no Hangul, but in `\\text{…}`: `$5에서 $10` is money."""

    def checked(state: StateInline, silent: bool) -> bool:
        start, before, pending = state.pos, len(state.tokens), state.pending
        if not rule(state, silent):
            return False
        inside = state.src[start : state.pos]
        display = inside.startswith("$$")
        if (not display and has_hangul(_TEX_WORDS.sub("", inside))) or "\n" in inside:
            del state.tokens[before:], state.tokens_meta[before:]
            state.pos, state.pending = start, pending
            return False
        return True

    return checked


_ITEM = re.compile(r"(?:(\d{1,9})([.)])|([-+*]))(?:[ \t]|$)")


def careful_list(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """A list where one was meant: `2023. 그 해에는` and `+ 덧붙임` are none; numbers need 1 and then 2."""
    found = _ITEM.match(_line(state, startLine))
    if not found or found[3] == "+":
        return False
    next_item = silent and state.listIndent >= 0 and state.sCount[startLine] < state.blkIndent
    if (
        found[1]
        and not next_item
        and not (found[1] == "1" and _second_follows(state, startLine, endLine, found[2]))
    ):
        return False
    return list_rule(state, startLine, endLine, silent)


def _second_follows(state: StateBlock, start: int, end: int, delimiter: str) -> bool:
    """Whether the next line that is neither blank nor further in is numbered 2 in the same way."""
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] > state.sCount[start] + 1:
            continue
        following = _ITEM.match(_line(state, line))
        return following is not None and following[1] == "2" and following[2] == delimiter
    return False


def closed_fence(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """A fence that is closed again; one that is not is a line of text, and swallows nothing."""
    opening = re.match(r"(`{3,}|~{3,})", _line(state, startLine))
    if not opening:
        return False
    mark = opening[1]
    if "fences" not in state.env:
        lines = [_line(state, line).lstrip("> \t") for line in range(state.lineMax)]
        state.env["fences"] = {mark: fence_closers(lines, mark) for mark in "`~"}
    end = state.env["fences"][mark[0]].after(startLine, len(mark))
    return end is not None and end < endLine and fence_rule(state, startLine, endLine, silent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def deliberate_breaks(state: StateCore) -> None:
    """Lines that nobody would have wrapped (formulas, verses, short items) keep their breaks."""
    for token in state.tokens:
        if token.type != "inline" or "\n" not in token.content:
            continue
        if max(map(_columns, token.content.split("\n"))) < _WRAP_COLUMNS:
            for child in token.children or ():
                if child.type == "softbreak":
                    child.type, child.tag = "hardbreak", "br"


def _columns(line: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line[: _WRAP_COLUMNS + 1]
    )


def list_numbers(state: StateCore) -> None:
    """An item keeps the number that was typed, also where it does not follow the one before."""
    expected: list[int] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            expected.append(1)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            if int(token.info) != expected[-1]:
                token.attrSet("value", str(int(token.info)))
            expected[-1] = int(token.info) + 1


def heading_levels(state: StateCore) -> None:
    """A note's headings below the page's own: its highest becomes that of env["top"], and no level
    is skipped."""
    used = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, state.env['top'] + used.index(token.tag))}"
