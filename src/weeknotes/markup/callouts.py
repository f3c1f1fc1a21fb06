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
    at = 0
    while at + 3 < len(tokens):
        opening, paragraph, inline = tokens[at : at + 3]
        at += 1
        if opening.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        children = inline.children or []
        if not children or children[0].type != "text":
            continue
        found = _CALLOUT.match(children[0].content)
        if not found:
            continue
        opening.attrSet("class", "callout")
        title, rest = _parted(children, found)
        inline.children = [
            Token("strong_open", "strong", 1),
            *title,
            Token("strong_close", "strong", -1),
        ]
        if rest:
            body = Token(
                "inline",
                "",
                0,
                children=rest,
                content=inline.content,
                level=inline.level,
            )
            tokens[at + 2 : at + 2] = [
                Token("paragraph_close", "p", -1, block=True, level=paragraph.level),
                Token("paragraph_open", "p", 1, block=True, level=paragraph.level),
                body,
            ]
            first, _, below = inline.content.partition("\n")
            inline.content, body.content = first, below


def _parted(
    children: list[Token], found: re.Match[str]
) -> tuple[list[Token], list[Token]]:
    """(title, rest): the tokens of the first line without the mark, and those below it."""
    breaks = [
        n
        for n, token in enumerate(children)
        if token.type in ("softbreak", "hardbreak")
    ]
    end = breaks[0] if breaks else len(children)
    first = children[0]
    first.content = first.content[found.end() :]
    title = children[:end]
    if end == 1 and not first.content:
        first.content = found["kind"].capitalize()
    return title, children[end + 1 :]


def tasks(state: StateCore) -> None:
    """Show the box of a task as a symbol."""
    tokens = state.tokens
    for at in range(2, len(tokens)):
        inline = tokens[at]
        if inline.type != "inline" or tokens[at - 2].type != "list_item_open":
            continue
        children = inline.children or []
        if children and children[0].type == "text":
            first = children[0]
            if found := _TASK.match(first.content):
                first.content = (
                    _BOXES[found["mark"].lower()] + first.content[found.end() :]
                )
                tokens[at - 2].attrSet("class", "task-list-item")
