"""`weeknotes explain`: print the documentation of a rule."""

import argparse
import sys

from weeknotes.cli.common import FAILED, OK, USAGE

HELP = "explain a rule"
DESCRIPTION = "Print what a rule finds, why, an example, and how to fix it."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rule",
        nargs="?",
        metavar="RULE",
        help="the name of a rule; without it, list all rules",
    )


def run(options: argparse.Namespace) -> int:
    import difflib

    from weeknotes.lint.context import SEVERITY
    from weeknotes.lint.rules import RULES

    if not all(rule.doc for rule in RULES):
        message = (
            "the documentation of rules is left out by `python -OO`; run without it"
        )
        print(f"weeknotes explain: {message}", file=sys.stderr)
        return FAILED
    rules = {rule.name: rule for rule in RULES}
    if options.rule is None:
        width = max(map(len, rules))
        for rule in RULES:
            summary = rule.doc.splitlines()[0]
            print(f"{rule.name:<{width}}  {SEVERITY:<7}  {summary}")
        return OK
    if options.rule not in rules:
        similar = difflib.get_close_matches(options.rule, rules, n=1)
        hint = (
            f"did you mean {similar[0]}?"
            if similar
            else "`weeknotes explain` lists all rules; other errors are explained by their messages"
        )
        message = f"there is no rule {options.rule}; {hint}"
        print(f"weeknotes explain: {message}", file=sys.stderr)
        return USAGE
    rule = rules[options.rule]
    print(f"{rule.name} ({SEVERITY})\n\n{rule.doc}")
    return OK
