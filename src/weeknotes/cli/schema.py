"""`weeknotes schema`: print a JSON Schema of `weeknotes.yml`."""

import argparse
import sys

from weeknotes.cli.common import OK, Subparsers


def add_parser(commands: Subparsers) -> argparse.ArgumentParser:
    return commands.add_parser(
        "schema",
        help="print a JSON Schema of weeknotes.yml",
        description="Print a JSON Schema of weeknotes.yml. Editors use it to complete and check"
        " settings.",
    )


def run(_options: argparse.Namespace) -> int:
    from weeknotes.config.schema import settings_schema
    from weeknotes.lint.rules import RULES

    sys.stdout.write(settings_schema([rule.name for rule in RULES]))
    return OK
