"""`weeknotes theme`: copy files of the theme to the site."""

import argparse

from weeknotes.cli.common import (
    OK,
    add_site,
    catalogue_of_site,
    failure,
)
from weeknotes.diagnostics import Diagnostic
from weeknotes.rendering.eject import eject, theme_files

DESCRIPTION = (
    "Copy a file of the theme to the site, so that you can change it. Never"
    " overwrites a file."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["eject"], help="copy the file")
    parser.add_argument(
        "file",
        nargs="?",
        help="the file, such as templates/paper.html; without a file, list all files that can be"
        " copied",
    )
    add_site(parser, "the folder of the site")


def run(options: argparse.Namespace) -> int:
    if options.file is None:
        print("\n".join(theme_files()))
        return OK
    copy = eject(options.site, options.file)
    if isinstance(copy, Diagnostic):
        return failure([copy], catalogue_of_site(options.site))
    print(copy.as_posix())
    return OK
