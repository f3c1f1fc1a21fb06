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

    def report(
        self,
        span: Span,
        message: Message,
        hint: Message,
    ) -> None:
        """Add an error."""
        self._add(self.rule, Severity.ERROR, span, message, hint)

    def unknown(
        self,
        node: Node,
        known: Sequence[str],
    ) -> None:
        """Add a warning for an unknown key, and suggest the most similar known one."""
        otherwise = msg("write one of {names}", names=", ".join(sorted(known)))
        hint = nearest(str(node.value).lower(), known, otherwise)
        message = msg("unknown key `{key}`", key=str(node.value))
        self.warn("unknown-key", node.span, message, hint)

    def warn(self, rule: str, span: Span, message: Message, hint: Message) -> None:
        """Add a warning."""
        self._add(rule, Severity.WARNING, span, message, hint)

    def _add(
        self,
        rule: str,
        severity: Severity,
        span: Span,
        message: Message,
        hint: Message,
    ) -> None:
        excerpt = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        diagnostic = Diagnostic(
            rule,
            severity,
            self.path,
            span,
            message,
            hint,
            excerpt,
        )
        self.diagnostics.append(diagnostic)

    def text(self, node: Node, name: str) -> str | None:
        """A scalar as text.  `2023` and `no` are not converted."""
        if isinstance(node.value, str):
            return node.value
        message = msg("`{name}` is {kind}, not text", name=name, kind=node.kind)
        self.report(
            node.span,
            message,
            msg("write `{name}:` and one value on the same line", name=name),
        )
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
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError:
            message = msg(
                "the value of `{name}` is not valid: {value}", name=name, value=text
            )
            hint = msg(
                "write `{name}:` and {expected}", name=name, expected=expected
            )
            self.report(node.span, message, hint)
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
        self,
        node: Node,
        name: str,
    ) -> Mapping[str, str] | None:
        """A mapping of text to text.  Omits pairs with errors."""
        pairs = self.pairs(node, name)
        if pairs is None:
            return None
        texts: dict[str, str] = {}
        for key_node, value_node in pairs:
            key = self.text(key_node, name)
            value = self.text(value_node, f"{name}.{key_node.value}")
            if key in texts:
                message = msg("`{key}` is set twice", key=key)
                self.report(
                    key_node.span, message, msg("delete one of the two lines")
                )
            elif key is not None and value is not None:
                texts[key] = value
        return texts

    def words(
        self,
        node: Node,
        name: str,
    ) -> tuple[str, ...] | None:
        """A list of texts.  A single text is split at commas and white space."""
        if isinstance(node.value, str):
            return tuple(node.value.replace(",", " ").split())
        if node.kind != LIST:
            message = msg(
                "`{name}` is {kind}, not a list", name=name, kind=node.kind
            )
            self.report(
                node.span, message, msg("write {name}: [one, two]", name=name)
            )
            return None
        items = (
            self.text(item, name) for item in node.value if isinstance(item, Node)
        )
        return tuple(item for item in items if item is not None)

    def one_of(
        self,
        node: Node,
        name: str,
        value: str,
        known: tuple[str, ...],
    ) -> bool:
        """Whether `value` is in `known`.  If not, adds an error at `node`."""
        if value in known:
            return True
        message = msg(
            "the value of `{name}` is not valid: {value}", name=name, value=value
        )
        self.report(
            node.span, message, msg("write one of {names}", names=", ".join(known))
        )
        return False
