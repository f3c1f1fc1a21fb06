"""Parse the YAML of settings and front matter into nodes with positions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from weeknotes.config.reader import LIST, MAPPING, ONE_PAIR, TEXT, Node, Reader
from weeknotes.diagnostics import Span
from weeknotes.text.messages import Message, msg
from weeknotes.text.unicode import FORBIDDEN, clean

if TYPE_CHECKING:
    import yaml

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
    which also collects the errors.  `first_line` is the number of the line in the file at which the
    text begins.  `rule` is the rule of the errors.  Tags, anchors, aliases, several documents and
    repeated keys are errors.  With `hash_is_text`, a `#` begins a comment only before white space,
    so that `tags: #llm #agent` are two tags."""
    lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
    reader = Reader(path, rule, lines, [])
    if hash_is_text:
        text = re.sub(r"#(?=[^\s#])", _HASH, text)
    root = _composed(text, reader, first_line)
    if root is None:
        return [], reader
    node = _Converter(reader, first_line).convert(root)
    if node.kind == TEXT:
        reader.report(node.span, msg("this is text, not a setting"), ONE_PAIR)
        return [], reader
    pairs = reader.pairs(node, "") or ()
    return _without_repeats(pairs, reader), reader


def _composed(text: str, reader: Reader, first_line: int) -> yaml.Node | None:
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
        line, column = (mark.line, mark.column) if mark else (0, 0)
        reason: Message | str = str(error.problem or error.context)
        hint = msg(
            "check the indentation, the quotation marks and the colons of this line"
        )
        if quote := _unclosed_quote(text):
            line, column = quote
            reason = msg("this quotation mark is not closed")
            hint = msg(
                "close the quotation mark at the end of the value, or delete it"
            )
        elif better := _with_quotes(text, line):
            reason = msg("this value needs quotation marks")
            hint = msg("write the value in quotation marks: {line}", line=better)
        message = msg("this is not valid YAML: {reason}", reason=reason)
        reader.report(Span(line + first_line, column + 1), message, hint)
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        message = msg("this is not valid YAML: {reason}", reason=reason)
        reader.report(Span(first_line), message, ONE_PAIR)
    return None


_QUOTE = re.compile(
    r"""(?:^|\s)\#[^\n]*  # a comment
    | (?:[:-]\ +|[\[{,]\ *) (?P<text>"(?:[^"\\]|\\.)*(?:"|\Z) | '(?:[^']|'')*(?:'|\Z))
      (?=(?P<rest>[^\n]*))""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
"""A value in quotation marks, and the text after it on its last line."""
_ANCHOR = re.compile(r"(?:!\S*\s+)?&")
_PAIR = re.compile(r"(?P<key>\s*(?:- +)?[^\s'\"#:][^:]*: +)(?P<value>\S.*?)\s*")


def _unclosed_quote(text: str) -> tuple[int, int] | None:
    """Line and column, from 0, of the first quotation mark in invalid YAML that seems to be
    unclosed. It seems so if there is no later quotation mark, or if the next one is on a later line
    and is followed by more text."""
    for found in _QUOTE.finditer(text):
        value, rest = found["text"], (found["rest"] or "").strip()
        if not value:
            continue
        is_open = value[-1] != value[0] or len(value) == 1
        if is_open or ("\n" in value and rest and rest[0] not in "#,]}"):
            before = text[: found.start("text")]
            return before.count("\n"), len(before) - before.rfind("\n") - 1
    return None


def _with_quotes(text: str, number: int) -> str:
    """A line of invalid YAML with quotation marks around its value; empty if the line is still
    invalid with them."""
    import yaml

    lines = text.split("\n")
    found = _PAIR.fullmatch(lines[number]) if number < len(lines) else None
    if not found or re.fullmatch(r"[\[{](?:[^\]}]*|.*[\]}])", found["value"]):
        return ""  # perhaps a list or a mapping
    value = re.sub(r"""^(["'])(.*)\1$""", r"\2", found["value"])
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    lines[number] = f'{found["key"]}"{value}"'
    try:
        yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None or error.problem_mark.line <= number:
            return ""
    return lines[number].strip().replace(_HASH, "#")


def _without_repeats(
    pairs: Iterable[tuple[Node, Node]], reader: Reader
) -> list[tuple[Node, Node]]:
    """The pairs whose key is text.  If a key occurs twice, the first pair is used."""
    unique: dict[str, tuple[Node, Node]] = {}
    for key, value in pairs:
        if not isinstance(key.value, str):
            reader.report(
                key.span, msg("this is {kind}, not a key", kind=key.kind), ONE_PAIR
            )
        elif key.value in unique:
            reader.repeated(key)
        else:
            unique[key.value] = (key, value)
    return list(unique.values())


def _has_anchor(node: yaml.Node) -> bool:
    """Whether `&name` stands before a value.  The nodes of PyYAML do not contain this name, so the
    text is searched."""
    mark = node.start_mark
    return _ANCHOR.match(mark.buffer or "", mark.pointer) is not None


class _Converter:
    """Converts PyYAML's nodes.  It constructs no objects, so tags cannot run code.  It does not
    follow aliases, so nested aliases cannot use up the memory."""

    def __init__(self, reader: Reader, first_line: int) -> None:
        self.reader = reader
        self.first_line = first_line
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node) -> Node:
        import yaml

        span = Span(
            node.start_mark.line + self.first_line, node.start_mark.column + 1
        )
        if id(node) in self.seen:  # `*name`: the error is at its `&name`
            return Node("", TEXT, span)
        if _has_anchor(node):
            message = msg(
                "anchors (`&name`) and aliases (`*name`) of YAML are not supported"
            )
            self.reader.report(span, message, msg("write the value itself"))
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            message = msg("the YAML tag `{tag}` is not supported", tag=node.tag)
            self.reader.report(
                span, message, msg("write plain text, a list or a mapping")
            )
        if isinstance(node, yaml.MappingNode):
            pairs = [
                (self.convert(key), self.convert(value)) for key, value in node.value
            ]
            return Node(tuple(pairs), MAPPING, span)
        if isinstance(node, yaml.SequenceNode):
            return Node(tuple(map(self.convert, node.value)), LIST, span)
        return self._scalar(node, span)

    def _scalar(self, node: yaml.Node, span: Span) -> Node:
        is_null = node.tag.endswith(":null")
        value = "" if is_null else str(node.value).replace(_HASH, "#")
        if FORBIDDEN.search(value):
            message = msg(
                "the value contains an escaped control character or half of a surrogate pair"
            )
            self.reader.report(span, message, msg("delete this character"))
        return Node(clean(value), TEXT, span)
