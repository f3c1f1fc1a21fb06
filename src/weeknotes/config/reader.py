"""Values with their places in a YAML file → typed values, or diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from weeknotes.diagnostics import Diagnostic, Severity, Span

T = TypeVar("T")

Pairs: TypeAlias = "tuple[tuple[Node, Node], ...]"


class Node(NamedTuple):
    """A value as typed, with its place: text, a list of nodes, or (key, value) pairs.  `kind` is
    what messages call it: "text", "a list", "a mapping"."""

    value: str | tuple[Node, ...] | Pairs
    kind: str
    span: Span


class Reader(NamedTuple):
    """Converts the nodes of a file to typed values.  What it cannot convert is None, and reported
    as an error under `rule`."""

    path: str
    rule: str
    lines: tuple[str, ...]
    diagnostics: list[Diagnostic]

    def report(
        self,
        span: Span,
        message: str,
        hint: str,
    ) -> None:
        """Add an error."""
        self._add(self.rule, Severity.ERROR, span, message, hint)

    def unknown(
        self,
        node: Node,
        known: Sequence[str],
    ) -> None:
        """Warn of an unknown key, and suggest the nearest known one."""
        from difflib import get_close_matches

        near = get_close_matches(str(node.value).lower(), known, n=1, cutoff=0.5)
        hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(sorted(known))}"
        message = f"unknown key `{node.value}`"
        self._add("unknown-key", Severity.WARNING, node.span, message, hint)

    def _add(
        self,
        rule: str,
        severity: Severity,
        span: Span,
        message: str,
        hint: str,
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
        """A scalar as typed: `2023` and `no` are text too."""
        if isinstance(node.value, str):
            return node.value
        message = f"`{name}` is {node.kind}, not text"
        self.report(node.span, message, f"write `{name}:` and one value on the same line")
        return None

    def parsed(
        self,
        node: Node,
        name: str,
        parse: Callable[[str], T],
        expected: str,
    ) -> T | None:
        """A scalar converted by `parse`, which raises ValueError where it is not what `expected`
        says."""
        text = self.text(node, name)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError:
            message = f"`{name}: {text}` is not {expected}"
            self.report(node.span, message, f"write `{name}:` and {expected}")
            return None

    def pairs(self, node: Node, name: str) -> Pairs | None:
        """The pairs of a mapping; `name` is empty for the whole file."""
        if node.kind == "a mapping":
            return node.value  # type: ignore[return-value]
        hint = "write one `key: value` a line"
        if name:
            hint = f"write `{name}:`, and below it, indented, `key: value` lines"
        message = f"`{name or 'the file'}` is {node.kind}, not a mapping"
        self.report(node.span, message, hint)
        return None

    def texts(
        self,
        node: Node,
        name: str,
    ) -> Mapping[str, str] | None:
        """A mapping of text to text, without the pairs that are reported."""
        pairs = self.pairs(node, name)
        if pairs is None:
            return None
        texts: dict[str, str] = {}
        for key_node, value_node in pairs:
            key = self.text(key_node, name)
            value = self.text(value_node, f"{name}.{key_node.value}")
            if key is not None and value is not None:
                texts[key] = value
        return texts

    def words(
        self,
        node: Node,
        name: str,
    ) -> tuple[str, ...] | None:
        """A list of texts, or the words of one text."""
        if isinstance(node.value, str):
            return tuple(node.value.replace(",", " ").split())
        if node.kind != "a list":
            message = f"`{name}` is {node.kind}, not a list"
            self.report(node.span, message, f"write {name}: [one, two]")
            return None
        items = (self.text(item, name) for item in node.value if isinstance(item, Node))
        return tuple(item for item in items if item is not None)

    def one_of(
        self,
        node: Node,
        name: str,
        value: str,
        known: tuple[str, ...],
    ) -> bool:
        """Whether a value is a known one; otherwise it is reported at `node`."""
        if value in known:
            return True
        message = f"`{name}: {value}` is none of {', '.join(known)}"
        self.report(node.span, message, f"write {' or '.join(known)}")
        return False
