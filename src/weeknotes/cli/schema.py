"""`weeknotes schema`: print a JSON Schema of `weeknotes.yml`."""

import argparse
import sys

from weeknotes.cli.common import OK
from weeknotes.config.schema import settings_schema
from weeknotes.lint.rules import RULES

DESCRIPTION = (
    "Print a JSON Schema of weeknotes.yml. Editors use it to complete and check"
    " settings."
)


def add_options(_parser: argparse.ArgumentParser) -> None:
    """This command has no options."""


def run(_options: argparse.Namespace) -> int:
    sys.stdout.write(settings_schema([rule.name for rule in RULES]))
    return OK
