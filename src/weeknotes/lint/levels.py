"""Apply the setting `rules`: rules that are off, and rules that are errors."""

from collections.abc import Iterable

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.lint.rules import RULES
from weeknotes.text.messages import msg


def apply_levels(
    diagnostics: Iterable[Diagnostic], config: Config
) -> tuple[Diagnostic, ...]:
    """The diagnostics with the configured severities, without rules that are off.

    Also reports unknown rules in the setting.
    """
    names = {rule.name for rule in RULES}
    result: list[Diagnostic] = []
    for diagnostic in diagnostics:
        rule = diagnostic.rule
        level = config.rules.get(rule) if rule in names else None
        if level is None:
            result.append(diagnostic)
        elif level != "off":
            result.append(diagnostic._replace(severity=Severity(level)))
    hint = msg("`weeknotes explain` lists all rules")
    for name in config.rules:
        if name not in names:
            message = msg("`rules: {name}`: there is no such rule", name=name)
            key = ("rules", name)
            unknown = ("unknown-key", Severity.WARNING, key, message, hint)
            result.append(config.diagnostic(*unknown))
    return tuple(result)
