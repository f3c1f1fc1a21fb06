"""`weeknotes explain`: print the documentation of a rule or of a setting."""

import argparse
import difflib
import re
import sys
from textwrap import fill

from weeknotes.cli.common import FAILED, OK, USAGE
from weeknotes.config.settings import documented_settings
from weeknotes.lint.context import SEVERITY
from weeknotes.lint.rules import RULES

DESCRIPTION = (
    "Print what a rule finds and why, an example, and how to fix the text. For the name of"
    " a setting of weeknotes.yml, print what the setting means."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="the name of a rule or of a setting; without it, list all rules and settings",
    )


def run(options: argparse.Namespace) -> int:
    rules = {rule.name: rule.doc for rule in RULES}
    if not all(rules.values()):
        message = (
            "the documentation of rules is left out by `python -OO`; run without it"
        )
        print(f"weeknotes explain: {message}", file=sys.stderr)
        return FAILED
    name: str | None = options.name
    settings = documented_settings()
    if name is None:
        width = max(map(len, rules))
        for rule, doc in rules.items():
            print(f"{rule:<{width}}  {SEVERITY:<7}  {doc.splitlines()[0]}")
        for setting, doc in settings.items():
            first, *_ = re.split(r"(?<=[^A-Z]\.) ", doc)
            print(f"{setting:<{width}}  setting  {first}")
    elif name in rules:
        print(f"{name} ({SEVERITY})\n\n{rules[name]}")
    elif name in settings:
        text = fill(settings[name], 100, break_on_hyphens=False)
        print(f"{name} (setting of weeknotes.yml)\n\n{text}")
    else:
        similar = difflib.get_close_matches(name, [*rules, *settings], n=1)
        hint = (
            f"did you mean {similar[0]}?"
            if similar
            else "`weeknotes explain` lists all of them; other errors are explained by their"
            " messages"
        )
        message = f"there is no rule or setting {name}; {hint}"
        print(f"weeknotes explain: {message}", file=sys.stderr)
        return USAGE
    return OK
