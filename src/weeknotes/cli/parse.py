"""`weeknotes parse`: show how digests are parsed."""

import argparse
import sys
from pathlib import Path

from weeknotes.cli.common import FAILED, OK, Subparsers, print_diagnostics
from weeknotes.diagnostics import Diagnostic, printable
from weeknotes.sources.decoding import Source, read_source


def add_parser(commands: Subparsers) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "parse",
        help="show what was read",
        description="Print what was read in digests, as typed, without building.",
    )
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
        help="for programs or for people (text)",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print every line with its class, its field and the rule that decided",
    )
    parser.add_argument(
        "--site",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of weeknotes.yml (here)",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    from weeknotes.config.settings import load_config
    from weeknotes.parsing import parse
    from weeknotes.parsing.dump import to_json, to_text
    from weeknotes.parsing.explain import explain

    config, config_problems = load_config(options.site)
    sources, file_problems = _read(options.paths)
    problems = (*config_problems, *file_problems)
    results = [parse(source) for source in sources]
    print_diagnostics(problems)
    for result in results:
        print_diagnostics(result.diagnostics)
    if options.explain:
        for source, result in zip(sources, results, strict=True):
            sys.stdout.write(f"{printable(source.path)}\n{explain(source, result)}")
    else:
        to_format = to_json if options.format == "json" else to_text
        sys.stdout.write(to_format(results, config.week_rule))
    unread = ("unreadable-file", "not-utf-8")
    return FAILED if any(problem.rule in unread for problem in problems) else OK


def _read(paths: list[Path]) -> tuple[list[Source], list[Diagnostic]]:
    """Read the files at these paths.  For a folder, reads all digests in it."""
    from weeknotes.parsing import SUFFIXES
    from weeknotes.sources.listing import list_notes

    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            listing = list_notes(path, path.as_posix(), SUFFIXES)
            problems += listing.diagnostics
            results = [file.read() for file in listing.files]
        else:
            results = [read_source(path, path.as_posix(), path.name)]
        sources += [result for result in results if isinstance(result, Source)]
        problems += [result for result in results if isinstance(result, Diagnostic)]
    return sources, problems
