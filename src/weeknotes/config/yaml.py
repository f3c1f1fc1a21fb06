"""YAML as people write it in settings and front matter: one mapping of strings, each with its place
in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.text.unicode import FORBIDDEN, clean

if TYPE_CHECKING:
    import yaml

T = TypeVar("T")


class Node(NamedTuple):
    """A value as typed: text, a list of nodes, or (key, value) pairs; `kind` says which in words
    for messages."""

    value: str | tuple[Node, ...] | tuple[tuple[Node, Node], ...]
    kind: str
    span: Span


class Reader(NamedTuple):
    """Turns nodes into typed values; what cannot be is reported under `rule` at its place and left
    out."""

    path: str
    rule: str
    lines: tuple[str, ...]
    diagnostics: list[Diagnostic]

    def report(self, span: Span, message: str, hint: str) -> None:
        self._add(self.rule, Severity.ERROR, span, message, hint)

    def _add(self, rule: str, severity: Severity, span: Span, message: str, hint: str) -> None:
        excerpt = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        self.diagnostics.append(Diagnostic(rule, severity, self.path, span, message, hint, excerpt))

    def text(self, node: Node, name: str) -> str | None:
        """Any scalar, just as typed: `2023` and `no` are words here."""
        if isinstance(node.value, str):
            return node.value
        self.report(
            node.span,
            f"`{name}` is {node.kind}, not text",
            f"write `{name}:` and one value on the same line",
        )
        return None

    def pairs(self, node: Node, name: str) -> tuple[tuple[Node, Node], ...] | None:
        if node.kind == "a mapping":
            return node.value  # type: ignore[return-value]
        hint = (
            f"`{name}:`, and below it, indented, `key: value` lines"
            if name
            else "one `key: value` a line"
        )
        self.report(
            node.span, f"`{name or 'the file'}` is {node.kind}, not a mapping", f"write {hint}"
        )
        return None

    def parsed(self, node: Node, name: str, parse: Callable[[str], T], expected: str) -> T | None:
        """A scalar through `parse`, whose ValueError means that it is not what `expected` says."""
        text = self.text(node, name)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError:
            self.report(
                node.span, f"`{name}: {text}` is not {expected}", f"write `{name}:` and {expected}"
            )
            return None

    def texts(self, node: Node, name: str) -> Mapping[str, str] | None:
        """A mapping of text to text."""
        pairs = self.pairs(node, name)
        if pairs is None:
            return None
        read = (
            (self.text(key, name), self.text(value, f"{name}.{key.value}")) for key, value in pairs
        )
        return {key: value for key, value in read if key is not None and value is not None}

    def one_of(self, node: Node, name: str, value: str, known: tuple[str, ...]) -> bool:
        """Whether a value is one of those that are known; reported at `node` where it is not."""
        if value in known:
            return True
        self.report(
            node.span,
            f"`{name}: {value}` is none of {', '.join(known)}",
            f"write {' or '.join(known)}",
        )
        return False

    def words(self, node: Node, name: str) -> tuple[str, ...] | None:
        """A list of texts, or one text with its words."""
        if isinstance(node.value, str):
            return tuple(node.value.replace(",", " ").split())
        if node.kind != "a list":
            self.report(
                node.span, f"`{name}` is {node.kind}, not a list", f"write {name}: [one, two]"
            )
            return None
        read = [self.text(item, name) for item in node.value if isinstance(item, Node)]
        return tuple(word for word in read if word is not None)

    def unknown(self, node: Node, known: Iterable[str]) -> None:
        """Report a key that means nothing here, with the nearest one that does."""
        from difflib import get_close_matches

        near = get_close_matches(str(node.value).lower(), list(known), n=1, cutoff=0.5)
        hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(sorted(known))}"
        self._add("unknown-key", Severity.WARNING, node.span, f"unknown key `{node.value}`", hint)


# A character that no text holds, for `#` where it is no comment.
_HASH = "\ufdd0"


def read_mapping(
    text: str, path: str, rule: str, first_line: int = 1, *, hash_is_text: bool = False
) -> tuple[list[tuple[Node, Node]], Reader]:
    """The top-level (key, value) pairs of a YAML text that begins on `first_line` of its file, and
    their reader.

    Only plain data is read: no tags, anchors or aliases, no second document, no key twice.  With
    `hash_is_text` a `#` begins a comment only before a space: `tags: #llm #agent` are two tags to
    whoever writes hashtags."""
    lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
    reader = Reader(path, rule, lines, [])
    import yaml

    try:
        root = yaml.compose(
            re.sub(r"#(?=[^\s#])", _HASH, text) if hash_is_text else text, Loader=yaml.SafeLoader
        )
    except yaml.MarkedYAMLError as error:
        at_end = error.problem_mark is None or error.problem_mark.index >= len(text.rstrip())
        mark = (
            error.context_mark if at_end else None
        ) or error.problem_mark  # an open quotation mark shows where it began
        span = Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line)
        reader.report(
            span,
            f"not YAML: {error.problem or error.context}",
            "check the indentation, the quotes and the colons on this line",
        )
        return [], reader
    except (yaml.YAMLError, RecursionError) as error:
        reader.report(
            Span(first_line),
            f"not YAML: {str(error).splitlines()[0]}",
            "save it as plain UTF-8 text: key: value",
        )
        return [], reader
    if root is None:
        return [], reader
    node = _Converter(reader, first_line).convert(root)
    pairs = reader.pairs(node, "") if node.kind != "text" else None
    if node.kind == "text":
        reader.report(
            node.span, "text where settings were expected", "write one `key: value` a line"
        )
    return _without_repeats(pairs or (), reader), reader


def _without_repeats(pairs: Iterable[tuple[Node, Node]], reader: Reader) -> list[tuple[Node, Node]]:
    seen: dict[str, tuple[Node, Node]] = {}
    for key, value in pairs:
        if not isinstance(key.value, str):
            reader.report(
                key.span, f"{key.kind} where a key was expected", "write one `key: value` a line"
            )
        elif key.value in seen:
            reader.report(key.span, f"`{key.value}` is set twice", "keep one of the two lines")
        else:
            seen[key.value] = (key, value)
    return list(seen.values())


class _Converter:
    """PyYAML's node tree to ours.  Nothing is constructed, so no tag can run code; an alias cannot
    multiply."""

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
            self.reader.report(
                span,
                f"the tag `{node.tag}` is not read here",
                "write plain text, a list or a mapping",
            )
        if isinstance(node, yaml.MappingNode):
            return Node(
                tuple((self.convert(k), self.convert(v)) for k, v in node.value), "a mapping", span
            )
        if isinstance(node, yaml.SequenceNode):
            return Node(tuple(map(self.convert, node.value)), "a list", span)
        value = "" if node.tag.endswith(":null") else str(node.value).replace(_HASH, "#")
        if FORBIDDEN.search(value):
            self.reader.report(
                span, "a control character or half of a character pair, by its code", "delete it"
            )
        return Node(clean(value), "text", span)
