"""Footnotes: `[^1]` in the text, `[^1]: …` below it.  Footnotes are shown at the end of their
note."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import (
    footnote_def,
    footnote_inline,
    footnote_ref,
    footnote_tail,
)

from weeknotes.markup.html_tags import line_of
from weeknotes.text.code import prose

_REFERENCE = re.compile(r"\[\^([^\s\[\]]+)\](?!:)")
_DEFINITION = re.compile(r"^[ >]*\[\^([^\s\[\]]+)\]:", re.MULTILINE)


def add_footnotes(md: MarkdownIt) -> None:
    """Add the rules and the rendering of footnotes."""
    md.block.ruler.before(
        "paragraph", "footnote_def", _definition, {"alt": ["paragraph"]}
    )
    md.inline.ruler.before("link", "footnote_inline", footnote_inline)
    md.inline.ruler.before("link", "footnote_ref", footnote_ref)
    md.core.ruler.after("inline", "footnote_tail", _tail)
    for name, rule in (
        ("footnote_ref", _ref_html),
        ("footnote_block_open", lambda *_: '<ol class="footnotes">\n'),
        ("footnote_block_close", lambda *_: "</ol>\n"),
        ("footnote_open", _open_html),
        ("footnote_close", lambda *_: "</li>\n"),
        ("footnote_anchor", _anchor_html),
    ):
        md.add_render_rule(name, rule)


def footnote_labels(text: str) -> frozenset[str]:
    """The labels of footnotes that are defined once and are used.  All other footnotes are shown as
    typed."""
    if "[^" not in text:
        return frozenset()
    visible = prose(text)
    defined = _DEFINITION.findall(visible)
    once = (
        {label for label in defined if defined.count(label) == 1}
        if len(defined) < 500
        else ()
    )
    return frozenset(once) & frozenset(_REFERENCE.findall(visible))


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _DEFINITION.match(line_of(state, start))
    if not found or found[1] not in state.env["footnote_labels"]:
        return False
    return footnote_def(state, start, end, silent)


def _tail(state: StateCore) -> None:
    """Move the footnotes to the end.  Sets a mark in `env` if the text of a footnote would not be
    shown."""
    opened = [
        t.meta["label"] for t in state.tokens if t.type == "footnote_reference_open"
    ]
    footnote_tail(state)
    used = state.env.get("footnotes", {}).get("list", {}).values()
    shown = {footnote.get("label") for footnote in used}
    state.env["lost_footnotes"] = any(label not in shown for label in opened)


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


def _ref_id(token: Token, env: EnvType) -> str:
    """The id of a reference.  A footnote may have several references."""
    again = token.meta.get("subId", 0)
    return f"{env['note']}-r{_number(token)}" + (f"-{again + 1}" if again else "")


def _ref_html(
    _r: object, tokens: Sequence[Token], idx: int, _o: object, env: EnvType
) -> str:
    number, name = _number(tokens[idx]), _ref_id(tokens[idx], env)
    return f'<sup id="{name}"><a href="#{env["note"]}-{number}">{number}</a></sup>'


def _open_html(
    _r: object, tokens: Sequence[Token], idx: int, _o: object, env: EnvType
) -> str:
    return f'<li id="{env["note"]}-{_number(tokens[idx])}">'


def _anchor_html(
    _r: object, tokens: Sequence[Token], idx: int, _o: object, env: EnvType
) -> str:
    number, name = _number(tokens[idx]), _ref_id(tokens[idx], env)
    return f' <a href="#{name}" aria-label="{number}">↩</a>'
