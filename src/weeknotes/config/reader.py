"""Convert YAML nodes with positions to typed values, or to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.text.messages import Message, msg, nearest

T = TypeVar("T")

Pairs: TypeAlias = "tuple[tuple[Node, Node], ...]"

TEXT = msg("text")
LIST = msg("a list")
MAPPING = msg("a mapping")
ONE_PAIR = msg("write `key: value` lines")


class Node(NamedTuple):
    """A YAML value with its position.  The value is text, a list of nodes, or (key, value) pairs.
    `kind` names its type in messages."""

    value: str | tuple[Node, ...] | Pairs
    kind: Message
    span: Span


class Reader(NamedTuple):
    """Converts the nodes of a file to typed values.  If a node has the wrong type, the method adds
    an error with the rule `rule` to `diagnostics` and returns None."""

    path: str
    rule: str
    lines: tuple[str, ...]
    diagnostics: list[Diagnostic]

    def report(self, span: Span, message: Message, hint: Message) -> None:
        """Add an error."""
        self._add(self.rule, Severity.ERROR, span, message, hint)

    def unknown(self, node: Node, known: Sequence[str]) -> None:
        """Add a warning for an unknown key, and suggest the most similar known one."""
        otherwise = msg("write one of {names}", names=", ".join(sorted(known)))
        hint = nearest(str(node.value).lower(), known, otherwise)
        message = msg("unknown key `{key}`", key=str(node.value))
        self.warn("unknown-key", node.span, message, hint)

    def repeated(self, key: Node) -> None:
        """Add an error for a key that occurs a second time."""
        message = msg("`{key}` is set twice", key=str(key.value))
        self.report(key.span, message, msg("delete one of the two lines"))

    def warn(self, rule: str, span: Span, message: Message, hint: Message) -> None:
        """Add a warning."""
        self._add(rule, Severity.WARNING, span, message, hint)

    def _add(
        self, rule: str, level: Severity, span: Span, message: Message, hint: Message
    ) -> None:
        excerpt = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        self.diagnostics.append(
            Diagnostic(rule, level, self.path, span, message, hint, excerpt)
        )

    def _not_valid(self, node: Node, name: str, value: str, hint: Message) -> None:
        message = msg(
            "the value of `{name}` is not valid: {value}", name=name, value=value
        )
        self.report(node.span, message, hint)

    def text(self, node: Node, name: str) -> str | None:
        """A scalar as text.  `2023` and `no` are not converted."""
        if isinstance(node.value, str):
            return node.value
        message = msg("`{name}` is {kind}, not text", name=name, kind=node.kind)
        hint = msg("write `{name}:` and one value on the same line", name=name)
        self.report(node.span, message, hint)
        return None

    def parsed(
        self,
        node: Node,
        name: str,
        parse: Callable[[str], T],
        expected: Message,
    ) -> T | None:
        """A scalar converted by `parse`, which raises ValueError for invalid text.  `expected`
        describes valid text in messages."""
        text = self.text(node, name)
        try:
            return None if text is None else parse(text)
        except ValueError:
            hint = msg(
                "write `{name}:` and {expected}", name=name, expected=expected
            )
            self._not_valid(node, name, str(text), hint)
            return None

    def pairs(self, node: Node, name: str) -> Pairs | None:
        """The pairs of a mapping.  `name` is empty for the top level of the file."""
        if node.kind == MAPPING:
            return node.value  # type: ignore[return-value]
        if name:
            message = msg(
                "`{name}` is {kind}, not a mapping", name=name, kind=node.kind
            )
            hint = msg(
                "write `{name}:`, and indented lines `key: value` below it",
                name=name,
            )
        else:
            message = msg("the file is {kind}, not a mapping", kind=node.kind)
            hint = ONE_PAIR
        self.report(node.span, message, hint)
        return None

    def texts(
        self, node: Node, name: str, known: Sequence[str] = ()
    ) -> Mapping[str, str] | None:
        """A mapping of text to text.  Omits pairs with errors.  With `known`, these are the only
        valid values."""
        pairs = self.pairs(node, name)
        if pairs is None:
            return None
        texts: dict[str, str] = {}
        for key_node, value_node in pairs:
            key = self.text(key_node, name)
            inner = f"{name}.{key_node.value}"
            value = self.text(value_node, inner)
            if key in texts:
                self.repeated(key_node)
            elif key is not None and self._is_one_of(
                known, value_node, inner, value
            ):
                texts[key] = str(value)
        return texts

    def words(
        self, node: Node, name: str, known: Sequence[str] = ()
    ) -> tuple[str, ...] | None:
        """A list of texts.  A single text is split at commas and white space.  With `known`, these
        are the only valid texts."""
        if isinstance(node.value, str):
            words = node.value.replace(",", " ").split()
            return tuple(w for w in words if self._is_one_of(known, node, name, w))
        if node.kind != LIST:
            message = msg(
                "`{name}` is {kind}, not a list", name=name, kind=node.kind
            )
            hint = msg("write {name}: [one, two]", name=name)
            self.report(node.span, message, hint)
            return None
        items = [item for item in node.value if isinstance(item, Node)]
        return tuple(
            str(item.value)
            for item in items
            if self._is_one_of(known, item, name, self.text(item, name))
        )

    def _is_one_of(
        self, known: Sequence[str], node: Node, name: str, value: str | None
    ) -> bool:
        """Whether there is a value, and it is known.  Adds an error for an unknown one."""
        if value is None or not known or value in known:
            return value is not None
        names = ", ".join(known)
        self._not_valid(node, name, value, msg("write one of {names}", names=names))
        return False
