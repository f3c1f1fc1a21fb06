"""Print docs/rules.md: the docstrings of the lint rules.  `make docs` writes it."""

from __future__ import annotations

from weeknotes.lint.context import SEVERITY
from weeknotes.lint.rules import RULES

HEAD = """# Rules

[한국어](rules.ko.md)

`weeknotes check` applies these rules. `weeknotes explain RULE` prints the text of one rule. In
`weeknotes.yml`, you can set a rule to `off`, `warning` or `error`:

    rules:
      no-tags: off
      broken-link: error
"""


def rules_manual() -> str:
    """The text of docs/rules.md, in the order of RULES."""
    sections = [
        f"\n## {rule.name}\n\n*{SEVERITY}*\n\n{rule.doc}\n" for rule in RULES
    ]
    return HEAD + "".join(sections)


if __name__ == "__main__":
    print(rules_manual(), end="")
