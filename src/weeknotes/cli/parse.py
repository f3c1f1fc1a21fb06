"""`weeknotes parse`: show how digests are parsed."""

import argparse
import sys
from pathlib import Path

from weeknotes.cli.common import (
    FAILED,
    OK,
    add_site,
    catalogue_for,
    print_diagnostics,
)
from weeknotes.config.settings import load_config
from weeknotes.diagnostics import Diagnostic, printable
from weeknotes.parsing import SUFFIXES, parse
from weeknotes.parsing.dump import to_json, to_text
from weeknotes.parsing.explain import explain
from weeknotes.sources.decoding import Source, read_source
from weeknotes.sources.listing import list_notes

DESCRIPTION = (
    "Print how digests are read: weeks, entries and fields. Nothing is built."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a digest, or a folder of digests",
    )
    parser.add_argument(
        "--format",
        choices=("json", "text"),
        default="text",
        help="output for programs or for people (default: text)",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print each line with its kind, its field and the reason",
    )
    add_site(parser, "the folder of weeknotes.yml")


def run(options: argparse.Namespace) -> int:
    config, config_problems = load_config(options.site)
    sources, file_problems = _read(options.paths, config.ignore)
    problems = (*config_problems, *file_problems)
    results = [parse(source) for source in sources]
    catalogue = catalogue_for(config.known_language)
    print_diagnostics(problems, catalogue)
    for result in results:
        print_diagnostics(result.diagnostics, catalogue)
    if options.explain:
        for source, result in zip(sources, results, strict=True):
            sys.stdout.write(
                f"{printable(source.path)}\n{explain(source, result, catalogue)}"
            )
    elif options.format == "json":
        sys.stdout.write(to_json(results, config.week_rule))
    else:
        sys.stdout.write(to_text(results, config.week_rule, catalogue))
    unread = ("unreadable-file", "not-utf-8")
    return FAILED if any(problem.rule in unread for problem in problems) else OK


def _read(
    paths: list[Path], ignore: tuple[str, ...]
) -> tuple[list[Source], list[Diagnostic]]:
    """Read the files at these paths.  For a folder, reads all digests in it."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            listing = list_notes(path, path.as_posix(), SUFFIXES, ignore)
            problems += listing.diagnostics
            results = [file.read() for file in listing.files]
        else:
            results = [read_source(path, path.as_posix(), path.name)]
        sources += [result for result in results if isinstance(result, Source)]
        problems += [result for result in results if isinstance(result, Diagnostic)]
    return sources, problems
