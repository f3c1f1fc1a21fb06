"""Lint rules, one in each file.  The docstring of the file is the documentation of the rule.  To
add a rule, add a file here and a line in `_NAMES`.

A rule with its own check has a function `find`.  The diagnostics of other rules come from parsing
or building.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.lint.context import LintContext


class Rule(NamedTuple):
    """A rule: its name, its documentation, and its function `find`, if any."""

    name: str
    doc: str
    find: Callable[[LintContext], Iterable[Diagnostic]] | None


def _rule(name: str) -> Rule:
    """Load the rule from the module of this name."""
    module = import_module(f"{__name__}.{name}")
    doc = inspect.cleandoc(module.__doc__ or "")
    return Rule(name.replace("_", "-"), doc, getattr(module, "find", None))


_NAMES = (
    # How a digest was read
    "doubtful_boundary",
    "doubtful_title",
    "doubtful_authors",
    "doubtful_heading",
    "doubtful_date",
    "missing_heading",
    "no_such_week",
    "week_twice",
    "week_out_of_place",
    "empty_file",
    "no_digests",
    "no_entries",
    "empty_week",
    "unread_addresses",
    "unread_file",
    "left_out_file",
    "unclosed_comment",
    "doubtful_comment",
    "unclosed_code",
    # Entries
    "missing_title",
    "bare_address",
    "no_tags",
    "odd_tag",
    "paper_twice",
    "two_addresses",
    "same_title",
    "cut_authors",
    # Text
    "broken_link",
    "glued_url",
    "unbalanced_brackets",
    "long_tag",
    "control_character",
    "invisible_character",
    # Names and settings
    "near_duplicate_tags",
    "near_duplicate_authors",
    "dangling_alias",
    "broken_redirect",
    "path_clash",
    "unknown_key",
    "theme_file_outdated",
    "unknown_block",
)
RULES: tuple[Rule, ...] = tuple(map(_rule, _NAMES))


def run_rules(context: LintContext) -> Iterator[Diagnostic]:
    """Yield the findings of all rules that are not off."""
    for rule in RULES:
        if rule.find and context.config.rules.get(rule.name) != "off":
            for found in rule.find(context):
                yield found._replace(rule=rule.name)
