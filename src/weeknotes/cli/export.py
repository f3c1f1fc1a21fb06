"""`weeknotes export`: write the library in formats for other programs."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from weeknotes.cli.common import (
    OK,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
)
from weeknotes.cli.streams import write_data
from weeknotes.diagnostics import Severity
from weeknotes.export.bibliography import bibtex_file, csl_file, library_papers
from weeknotes.export.notes import entries_jsonl, notes_inputs, notes_json
from weeknotes.export.table import entries_csv
from weeknotes.feeds.opml import opml
from weeknotes.model import Site
from weeknotes.output.writing import write_file
from weeknotes.pages.feeds import subscriptions, subscriptions_inputs
from weeknotes.pipeline import load_site

DESCRIPTION = "Write all notes, all papers, or the list of all feeds to one file."


def _feeds_opml(site: Site) -> str:
    """The feeds of the site as OPML; an empty list without a base_url."""
    return opml(subscriptions(site.config, *subscriptions_inputs(site))).decode()


EXPORTS: Mapping[str, Callable[[Site], str]] = {
    "bibtex": lambda site: bibtex_file(library_papers(site)),
    "csl": lambda site: csl_file(library_papers(site)),
    "json": lambda site: notes_json(site.config, notes_inputs(site)),
    "csv": entries_csv,
    "jsonl": entries_jsonl,
    "opml": _feeds_opml,
}
"""The function that writes the whole library in a format, by the name of the format."""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument(
        "--format",
        choices=tuple(EXPORTS),
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
    loaded = load_site(folders_of(options))
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    catalogue = catalogue_for(loaded.site.config.known_language)
    if errors:
        return failure(errors, catalogue)
    text = EXPORTS[options.format](loaded.site)
    if options.output is None or _is_standard_output(options.output):
        write_data(text)
    elif problem := write_file(options.output, text):
        return failure([problem], catalogue)
    return OK


def _is_standard_output(path: Path) -> bool:
    """Whether a path is `-`, or names standard output, such as `/dev/stdout`."""
    if str(path) == "-":
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False
