"""Parse notes with markdown-it to HTML or plain text.  The rules are adapted to Korean prose; raw
HTML is not allowed."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

from weeknotes.fingerprints import fingerprint_of
from weeknotes.markup import rules
from weeknotes.markup.callouts import callouts, tasks
from weeknotes.markup.footnotes import add_footnotes, footnote_labels
from weeknotes.markup.html_tags import allowed_html, aside, details
from weeknotes.markup.renderer import (
    HtmlRenderer,
    math_block,
    math_display,
    math_inline,
)
from weeknotes.markup.tables import normalize_tables
from weeknotes.model import Note
from weeknotes.text.links import find_destinations
from weeknotes.text.unicode import title_text

_RULES = """
    normalize block inline
    blockquote fence heading hr list paragraph table
    text newline escape backticks emphasis strikethrough link image autolink
    balance_pairs fragments_join
    """.split()
_OPTIONS = {"maxNesting": 1000, "html": False}
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
"""The blocks that a block may interrupt without a blank line."""
_INTERRUPTS_LISTS: RuleOptionsType = {"alt": [*_INTERRUPTS["alt"], "list"]}
_ANCHORS = re.compile(r"\]\(#([^()\s]{1,200})\)")


@cache
def _markdown() -> MarkdownIt:
    """The parser, without raw HTML, indented code, setext headings and reference definitions (which
    would not be visible)."""
    md = MarkdownIt("zero", _OPTIONS)
    md.inline = rules.KoreanInline()
    md.block = rules.LosslessBlock()
    md.renderer = HtmlRenderer()
    md.configure("zero", _OPTIONS)
    md.enable(_RULES)
    md.validateLink = _may_link  # type: ignore[method-assign]
    _add_math(md)
    inline, block, core = md.inline.ruler, md.block.ruler, md.core.ruler
    inline.at("escape", rules.meaningful_escape)
    inline.at("link", rules.worded_link)
    for following, inline_rule in (
        ("escape", rules.bare_url),
        ("link", rules.wiki_link),
        ("image", rules.embed),
        ("escape", rules.tex_brackets),
        ("emphasis", rules.marked),
        ("autolink", allowed_html),
    ):
        inline.before(following, inline_rule.__name__, inline_rule)
    block.at("heading", rules.worded_heading, _INTERRUPTS)
    block.at("fence", rules.closed_fence, _INTERRUPTS_LISTS)
    block.at("list", rules.careful_list, _INTERRUPTS)
    block.before("paragraph", "details", details, {"alt": ["paragraph"]})
    block.before("paragraph", "aside", aside, {"alt": ["paragraph"]})
    add_footnotes(md)
    for core_rule in (
        callouts,
        tasks,
        rules.heading_ids,
        rules.deliberate_breaks,
        rules.list_numbers,
        rules.heading_levels,
    ):
        core.push(core_rule.__name__, core_rule)
    return md


def _add_math(md: MarkdownIt) -> None:
    inline = math_inline_dollar(
        allow_space=False, allow_digits=False, allow_double=True
    )
    md.inline.ruler.before("escape", "math_inline", rules.without_hangul(inline))
    block = math_block_dollar(allow_labels=False, allow_blank_lines=True)
    md.block.ruler.before("fence", "math_block", block)
    md.add_render_rule("math_inline", math_inline)
    md.add_render_rule("math_inline_double", math_display)
    md.add_render_rule("math_block", math_block)


def _may_link(url: str) -> bool:
    """Whether a destination is http(s), mailto, or has no scheme.  A destination without a scheme
    is a file in the notes folder, or is shown as typed."""
    scheme = re.match(r"\s*([^/?#:]*):", url)
    return not scheme or scheme[1].lower() in ("http", "https", "mailto")


def parsed_html(note: Note, top: int) -> str:
    """A note as HTML, with the placeholder `ROOT` for the path to the site's root.  `top` is the
    level of its highest heading."""
    labels = footnote_labels(note.text)
    try:
        html, is_lost = _rendered(note, top, labels)
        return _rendered(note, top, frozenset())[0] if is_lost and labels else html
    # Brackets with hundreds of levels: show the text as typed.
    except RecursionError:
        paragraphs = note.text.split("\n\n")
        return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)


def _rendered(note: Note, top: int, labels: frozenset[str]) -> tuple[str, bool]:
    """A note as HTML, and whether the text of a footnote would not be shown."""
    md = _markdown()
    env = _environment(note.text, labels, top)
    for link in note.links:
        env["links"] |= {link.typed: link, md.normalizeLink(link.typed): link}
    for found in find_destinations(note.text):
        env["typed"][md.normalizeLink(found.typed)] = found.typed
    html: str = md.render(normalize_tables(note.text), env)
    return html, env.get("lost_footnotes", False)


def _environment(text: str, labels: frozenset[str], top: int) -> dict[str, Any]:
    """What the rules need to know of a note: its name in ids, the targets of its links to its own
    headings, its footnotes."""
    anchors = {unquote(found) for found in _ANCHORS.findall(text)}
    has_ids = bool(labels or anchors) or "^[" in text or "{#" in text
    return {
        "note": f"n{fingerprint_of(text)[:8]}" if has_ids else "",
        "anchors": anchors,
        "ids": set(),
        "footnote_labels": labels,
        "links": {},
        "top": top,
        "typed": {},
    }


def parsed_text(note: Note) -> str:
    """The text of a note without markup.  A dot stands between items of a list that are no
    sentences."""
    try:
        env = _environment(note.text, footnote_labels(note.text), 1)
        tokens = _markdown().parse(normalize_tables(note.text), env)
    except RecursionError:
        return note.text
    text = ""
    for at, token in enumerate(tokens):
        if token.type == "inline":
            is_item = tokens[at - 2].type == "list_item_open"
            unfinished = is_item and text and text[-1] not in ".!?…:;,"
            text += " · " if unfinished else " "
            text += _words(token.children or ())
    return text


def _words(tokens: Sequence[Token]) -> str:
    """The text of inline tokens, without addresses."""
    words: list[str] = []
    in_address = False
    for token in tokens:
        if token.type == "link_open":
            in_address = token.markup in ("autolink", "bare")
        elif token.type == "link_close":
            in_address = False
        elif not in_address:
            words.append(_plain(token))
    return "".join(words)


def _plain(token: Token) -> str:
    """The text of an inline token.  A formula with commands becomes `…`."""
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "text" | "code_inline":
            return token.content
        case kind if kind.startswith("math"):
            return "…" if "\\" in token.content else title_text(f"${token.content}$")
    return ""
