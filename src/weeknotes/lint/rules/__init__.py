"""What can be complained of: one file a rule, whose docstring is its documentation.  A new rule is
a file and a line here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Final, NamedTuple

from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.lint.facts import Facts, Finding
from weeknotes.lint.rules import (
    bare_address,
    broken_link,
    broken_redirect,
    control_character,
    cut_authors,
    dangling_alias,
    doubtful_authors,
    doubtful_boundary,
    doubtful_heading,
    doubtful_title,
    empty_file,
    glued_url,
    invisible_character,
    missing_heading,
    missing_title,
    near_duplicate_authors,
    near_duplicate_tags,
    no_digests,
    no_entries,
    no_such_week,
    no_tags,
    paper_twice,
    path_clash,
    same_title,
    two_addresses,
    unbalanced_brackets,
    unknown_key,
    week_out_of_place,
    week_twice,
)


class Rule(NamedTuple):
    """A rule's name, its severity unless set otherwise, its documentation, and how it finds (None:
    reading and building tell)."""

    name: str
    severity: Severity
    doc: str
    find: Callable[[Facts], Iterable[Finding]] | None


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Rule(
        name, module.SEVERITY, inspect.cleandoc(module.__doc__ or ""), getattr(module, "find", None)
    )


CHECKS: Final[tuple[Rule, ...]] = tuple(
    _rule(module)
    for module in (
        # How a digest was read
        doubtful_boundary,
        doubtful_title,
        doubtful_authors,
        doubtful_heading,
        missing_heading,
        no_such_week,
        week_twice,
        week_out_of_place,
        empty_file,
        no_digests,
        no_entries,
        # Entries
        missing_title,
        bare_address,
        no_tags,
        paper_twice,
        two_addresses,
        same_title,
        cut_authors,
        # Text
        broken_link,
        glued_url,
        unbalanced_brackets,
        control_character,
        invisible_character,
        # Names and settings
        near_duplicate_tags,
        near_duplicate_authors,
        dangling_alias,
        broken_redirect,
        path_clash,
        unknown_key,
    )
)
RULES: Final = {rule.name: rule for rule in CHECKS}


def run_checks(facts: Facts) -> Iterator[Diagnostic]:
    """What every rule that looks for itself finds, rule by rule."""
    for rule in CHECKS:
        if rule.find and facts.config.rules.get(rule.name) != "off":
            for finding in rule.find(facts):
                yield finding.diagnostic(rule.name, rule.severity)


def apply_levels(diagnostics: Iterable[Diagnostic], config: Config) -> tuple[Diagnostic, ...]:
    """The diagnostics under the severities of the settings, without those that are off; and rules
    that are set but unknown."""
    kept: list[Diagnostic] = []
    for diagnostic in diagnostics:
        level = config.rules.get(diagnostic.rule) if diagnostic.rule in RULES else None
        if level != "off":
            kept.append(diagnostic._replace(severity=Severity(level)) if level else diagnostic)
    for name in config.rules:
        if name not in RULES:
            hint = "`weeknotes explain` lists the rules that can be set"
            kept.append(
                Diagnostic(
                    "unknown-key",
                    Severity.WARNING,
                    FILE_NAME,
                    Span(),
                    f"`rules: {name}` is no rule",
                    hint,
                )
            )
    return tuple(kept)
