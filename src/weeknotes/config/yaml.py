"""Parse the YAML of settings and front matter into nodes with positions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from weeknotes.config.reader import Node, Reader
from weeknotes.diagnostics import Span
from weeknotes.text.unicode import FORBIDDEN, clean

if TYPE_CHECKING:
    import yaml

_ONE_PAIR = "write one `key: value` a line"
# Replaces a `#` that does not begin a comment.  This noncharacter cannot occur in valid text.
_HASH = "\ufdd0"


def read_mapping(
    text: str,
    path: str,
    rule: str,
    first_line: int = 1,
    *,
    hash_is_text: bool = False,
) -> tuple[list[tuple[Node, Node]], Reader]:
    """Parse a YAML text.  Returns its top-level (key, value) pairs, and a reader for their values,
    which also collects the errors.  `first_line` is the line in the file where the text begins;
    `rule` is the rule of the errors.

    Tags, anchors, aliases, several documents and repeated keys are errors.  With `hash_is_text`, a
    `#` begins a comment only before white space, so that `tags: #llm #agent` are two tags."""
    lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
    reader = Reader(path, rule, lines, [])
    if hash_is_text:
        text = re.sub(r"#(?=[^\s#])", _HASH, text)
    root = _composed(text, reader, first_line)
    if root is None:
        return [], reader
    node = _Converter(reader, first_line).convert(root)
    if node.kind == "text":
        reader.report(node.span, "text where settings were expected", _ONE_PAIR)
        return [], reader
    pairs = reader.pairs(node, "") or ()
    return _without_repeats(pairs, reader), reader


def _composed(
    text: str,
    reader: Reader,
    first_line: int,
) -> yaml.Node | None:
    """The root node from PyYAML; None if the text is empty or not valid YAML."""
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None or mark.index >= len(text.rstrip()):
            # The error is at the end of the text, for example because a quotation mark is never
            # closed.  The context mark is the position of that quotation mark.
            mark = error.context_mark or mark
        span = Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line)
        message = f"not YAML: {error.problem or error.context}"
        hint = "check the indentation, the quotes and the colons on this line"
        reader.report(span, message, hint)
    except (yaml.YAMLError, RecursionError) as error:
        message = f"not YAML: {str(error).splitlines()[0]}"
        reader.report(Span(first_line), message, "save it as plain UTF-8 text: key: value")
    return None


def _without_repeats(
    pairs: Iterable[tuple[Node, Node]],
    reader: Reader,
) -> list[tuple[Node, Node]]:
    """The pairs whose key is text.  If a key occurs twice, the first pair is used."""
    unique: dict[str, tuple[Node, Node]] = {}
    for key, value in pairs:
        if not isinstance(key.value, str):
            reader.report(key.span, f"{key.kind} where a key was expected", _ONE_PAIR)
        elif key.value in unique:
            reader.report(key.span, f"`{key.value}` is set twice", "keep one of the two lines")
        else:
            unique[key.value] = (key, value)
    return list(unique.values())


class _Converter:
    """Converts PyYAML's nodes.  It constructs no objects, so tags cannot run code.  It does not
    follow aliases, so nested aliases cannot use up the memory."""

    def __init__(self, reader: Reader, first_line: int) -> None:
        self.reader = reader
        self.first_line = first_line
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node) -> Node:
        import yaml

        span = Span(node.start_mark.line + self.first_line, node.start_mark.column + 1)
        if id(node) in self.seen:
            self.reader.report(span, "`&name` and `*name` are not read here", "write the value out")
            return Node("", "text", span)
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            message = f"the tag `{node.tag}` is not read here"
            self.reader.report(span, message, "write plain text, a list or a mapping")
        if isinstance(node, yaml.MappingNode):
            pairs = [(self.convert(key), self.convert(value)) for key, value in node.value]
            return Node(tuple(pairs), "a mapping", span)
        if isinstance(node, yaml.SequenceNode):
            return Node(tuple(map(self.convert, node.value)), "a list", span)
        return self._scalar(node, span)

    def _scalar(self, node: yaml.Node, span: Span) -> Node:
        value = "" if node.tag.endswith(":null") else str(node.value).replace(_HASH, "#")
        if FORBIDDEN.search(value):
            message = "a control character or half of a character pair, by its code"
            self.reader.report(span, message, "delete it")
        return Node(clean(value), "text", span)
