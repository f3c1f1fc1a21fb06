"""The rules, one a file, whose docstring is its documentation.  A new rule is a file and a line in
RULES.

A rule that looks for something itself has a function `find`; of others, reading or building reports
what is wrong.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Final, NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.lint.context import Finding, LintContext
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

SEVERITY: Final = Severity.WARNING
"""Of every rule, unless the settings say otherwise."""


class Rule(NamedTuple):
    """A rule's name, its documentation, and its function `find` if it has one."""

    name: str
    doc: str
    find: Callable[[LintContext], Iterable[Finding]] | None


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    doc = inspect.cleandoc(module.__doc__ or "")
    return Rule(name, doc, getattr(module, "find", None))


RULES: Final[tuple[Rule, ...]] = tuple(
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


def run_rules(context: LintContext) -> Iterator[Diagnostic]:
    """What all rules find that are not off, rule by rule."""
    for rule in RULES:
        if rule.find and context.config.rules.get(rule.name) != "off":
            for finding in rule.find(context):
                yield finding.diagnostic(rule.name, SEVERITY)
