"""`weeknotes export`: write the library in formats for other programs."""

import argparse
import os
from pathlib import Path

from weeknotes.cli.common import (
    FAILED,
    OK,
    add_folders,
    catalogue_for,
    folders_of,
    print_diagnostics,
)
from weeknotes.cli.streams import write_data
from weeknotes.diagnostics import Severity

HELP = "export the notes for other programs"
DESCRIPTION = "Write all notes, all papers, or the list of all feeds to one file."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument(
        "--format",
        choices=("bibtex", "csl", "json", "csv", "jsonl", "opml"),
        required=True,
        help="the format of the file",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write (default: standard output)",
    )


def run(options: argparse.Namespace) -> int:
    from weeknotes.cli.export_formats import EXPORTS
    from weeknotes.output.writing import write_file
    from weeknotes.pipeline import load_site

    loaded = load_site(folders_of(options))
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    catalogue = catalogue_for(loaded.site.config.known_language)
    if errors:
        print_diagnostics(errors, catalogue)
        return FAILED
    text = EXPORTS[options.format](loaded.site)
    if options.output is None or _is_standard_output(options.output):
        write_data(text)
        return OK
    problem = write_file(options.output, text)
    if problem:
        print_diagnostics([problem], catalogue)
        return FAILED
    return OK


def _is_standard_output(path: Path) -> bool:
    """Whether a path is `-`, or names standard output, such as `/dev/stdout`."""
    if str(path) == "-":
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False
