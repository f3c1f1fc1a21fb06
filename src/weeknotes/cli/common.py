"""Shared by several commands: exit codes, options for folders, output of diagnostics."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

OK = 0
FAILED = 1
USAGE = 2
INTERRUPTED = 130


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options `--site` and `--notes`."""
    parser.add_argument(
        "--site",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the site's folder, with weeknotes.yml (here)",
    )
    parser.add_argument(
        "--notes",
        type=Path,
        metavar="DIR",
        help="the folder of digests (SITE/notes)",
    )


def folders_of(options: argparse.Namespace) -> Folders:
    """The folders for the options `--site` and `--notes`."""
    site: Path = options.site
    notes: Path = site / "notes" if options.notes is None else options.notes
    return Folders(site, notes, site / "site", notes.as_posix())


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to standard error."""
    for diagnostic in diagnostics:
        print(diagnostic, file=sys.stderr)


def counted(
    number: int,
    singular: str,
    plural: str = "",
) -> str:
    """A number with a noun: `1 week`, `2,000 weeks`."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"
