"""Marks of other editors: callouts (`> [!note] …`) and tasks (`- [ ] …`)."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CALLOUT = re.compile(
    r"\[!(?P<kind>[A-Za-z][\w-]{0,30})(?:\|[^\]\n]{0,40})?\][+-]?[ \t]*"
)
_TASK = re.compile(r"\[(?P<mark>[ xX])\][ \t]+")
_BOXES = {" ": "☐ ", "x": "☑ "}


def callouts(state: StateCore) -> None:
    """Give a callout its title: the words beside its mark, or the kind of callout."""
    tokens = state.tokens
    for at in reversed(range(len(tokens) - 3)):
        opening, paragraph, inline = tokens[at : at + 3]
        if opening.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        found = _first_mark(inline, _CALLOUT)
        if not found:
            continue
        opening.attrSet("class", "callout")
        children = inline.children or []
        breaks = (n for n, one in enumerate(children) if one.type.endswith("break"))
        end = next(breaks, len(children))
        if end == 1 and not children[0].content:
            children[0].content = found["kind"].capitalize()
        inline.children = [
            Token("strong_open", "strong", 1),
            *children[:end],
            Token("strong_close", "strong", -1),
        ]
        if rest := children[end + 1 :]:
            inline.content, _, below = inline.content.partition("\n")
            body = Token(
                "inline", "", 0, children=rest, content=below, level=inline.level
            )
            tokens[at + 3 : at + 3] = [
                Token("paragraph_close", "p", -1, block=True, level=paragraph.level),
                Token("paragraph_open", "p", 1, block=True, level=paragraph.level),
                body,
            ]


def tasks(state: StateCore) -> None:
    """Show the box of a task as a symbol."""
    for item, inline in zip(state.tokens, state.tokens[2:], strict=False):
        if item.type != "list_item_open" or inline.type != "inline":
            continue
        if found := _first_mark(inline, _TASK):
            first = (inline.children or [])[0]
            first.content = _BOXES[found["mark"].lower()] + first.content
            item.attrSet("class", "task-list-item")


def _first_mark(inline: Token, mark: re.Pattern[str]) -> re.Match[str] | None:
    """Remove a mark from the start of a text."""
    first = inline.children[0] if inline.children else inline
    found = mark.match(first.content) if first.type == "text" else None
    if found:
        first.content = first.content[found.end() :]
    return found
