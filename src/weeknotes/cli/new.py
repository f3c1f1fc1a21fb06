"""`weeknotes new`: create the digest of a week."""

import argparse
from datetime import date

from weeknotes.cli.common import (
    FAILED,
    OK,
    add_date,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
    print_diagnostics,
)
from weeknotes.config.settings import load_config
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.parsing import SUFFIXES
from weeknotes.sources.writing import begin_digest
from weeknotes.text.weeks import week_of

DESCRIPTION = "Create the file of a week with its heading. Never overwrites a file."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    add_date(parser)


def run(options: argparse.Namespace) -> int:
    config, problems = load_config(options.site)
    catalogue = catalogue_for(config.known_language)
    print_diagnostics(problems, catalogue)
    if has_errors(problems):
        return FAILED
    label = week_of(options.date or date.today(), config.week_rule)
    heading = config.words.heading(label)
    digest = begin_digest(folders_of(options).notes, label, heading, SUFFIXES)
    if isinstance(digest, Diagnostic):
        return failure([digest], catalogue)
    print(digest.as_posix())
    return OK
