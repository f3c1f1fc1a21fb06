"""Report formats for other programs: JSON, GitHub annotations."""

import json
from collections.abc import Iterable

from weeknotes.diagnostics import Diagnostic, printable
from weeknotes.text.messages import UNTRANSLATED, Catalogue

FORMAT_VERSION = 1
_EXCERPT = 1000
"""The maximum length of an excerpt in characters.  Lines may be very long and have many
findings."""


def to_json(
    diagnostics: Iterable[Diagnostic], catalogue: Catalogue = UNTRANSLATED
) -> str:
    """`{"version": 1, "findings": [{"path", "line", "column", "severity", "rule", "message",
    "hint", "excerpt"}]}`."""
    findings = [json_finding(diagnostic, catalogue) for diagnostic in diagnostics]
    document = {"version": FORMAT_VERSION, "findings": findings}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def json_finding(
    diagnostic: Diagnostic, catalogue: Catalogue
) -> dict[str, str | int]:
    """A diagnostic as a JSON object."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "severity": diagnostic.severity,
        "rule": diagnostic.rule,
        "message": diagnostic.message.text(catalogue),
        "hint": diagnostic.hint.text(catalogue),
        "excerpt": diagnostic.excerpt[:_EXCERPT],
    }


def to_github(
    diagnostics: Iterable[Diagnostic], catalogue: Catalogue = UNTRANSLATED
) -> str:
    """One GitHub workflow command for each diagnostic:
    `::warning file=…,line=…,col=…,title=…::message`."""
    return "".join(_github_command(one, catalogue) for one in diagnostics)


def _github_command(diagnostic: Diagnostic, catalogue: Catalogue) -> str:
    span = diagnostic.span
    properties = (
        f"file={_property(diagnostic.path)}",
        f"line={span.line}",
        f"col={span.column}",
        f"title={_property(diagnostic.rule)}",
    )
    message = _data(
        f"{diagnostic.message.text(catalogue)}; {diagnostic.hint.text(catalogue)}"
    )
    return f"::{diagnostic.severity} {','.join(properties)}::{message}\n"


def _data(text: str) -> str:
    return "%0A".join(
        printable(line).replace("%", "%25") for line in text.split("\n")
    )


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
