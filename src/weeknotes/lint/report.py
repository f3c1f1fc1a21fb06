"""Findings for programs: JSON, and the annotations that GitHub shows beside the lines of a
change."""

from __future__ import annotations

import json
from collections.abc import Iterable

from weeknotes.diagnostics import Diagnostic, printable
from weeknotes.lint.rules import CHECKS

FORMAT_VERSION = 1
_EXCERPT = 1000
"""Characters: a line may be a whole book, and have a finding in each word."""


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """`{"version": 1, "findings": [{"path", "line", "column", "severity", "rule", "message",
    "hint", "excerpt"}]}`."""
    findings = [finding(diagnostic) for diagnostic in diagnostics]
    return (
        json.dumps({"version": FORMAT_VERSION, "findings": findings}, ensure_ascii=False, indent=1)
        + "\n"
    )


def finding(d: Diagnostic) -> dict[str, str | int]:
    """A diagnostic as programs take it."""
    return {
        "path": d.path,
        "line": d.span.line,
        "column": d.span.column,
        "severity": d.severity,
        "rule": d.rule,
        "message": d.message,
        "hint": d.hint,
        "excerpt": d.excerpt[:_EXCERPT],
    }


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, one a finding: `::warning file=…,line=…,col=…,title=…::message`."""
    return "".join(
        f"::{d.severity} file={_property(d.path)},line={d.span.line},col={d.span.column},title={_property(d.rule)}"
        f"::{_data(f'{d.message}; {d.hint}')}\n"
        for d in diagnostics
    )


def _data(text: str) -> str:
    return "%0A".join(printable(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_markdown() -> str:
    """The rules' documentation as one page, docs/rules.md: their docstrings, in the order of
    CHECKS."""
    head = (
        "# Rules\n\n`weeknotes check` applies these; `weeknotes explain RULE` prints one. Their weight is set in `weeknotes.yml`:\n\n"
        "    rules:\n      no-tags: off\n      broken-link: error\n"
    )
    return head + "".join(
        f"\n## {rule.name}\n\n*{rule.severity}*\n\n{rule.doc}\n" for rule in CHECKS
    )
