"""`weeknotes check`: report possible errors in the digests, and fix some of them safely."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from weeknotes.cli.common import (
    FAILED,
    OK,
    add_folders,
    catalogue_for,
    catalogue_of_site,
    diagnostics_text,
    failure,
    folders_of,
    is_chosen,
    path_outside,
    print_weeks_ahead,
    usage_error,
)
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity, by_place, printable
from weeknotes.lint.context import LintContext
from weeknotes.lint.fixes import difference, fixed
from weeknotes.lint.levels import apply_levels
from weeknotes.lint.report import to_github, to_json
from weeknotes.lint.rules import run_rules
from weeknotes.pipeline import LoadedSite, find_errors, load_site
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import PAGES_FOLDER
from weeknotes.sources.writing import rewrite, writing_lock
from weeknotes.text.messages import Catalogue, counted, msg

DESCRIPTION = (
    "Print possible mistakes in digests and in weeknotes.yml, with file and line."
)
_REPORTS: Mapping[str, Callable[[Sequence[Diagnostic], Catalogue], str]] = {
    "text": diagnostics_text,
    "json": to_json,
    "github": to_github,
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="check only these files or folders",
    )
    add_folders(parser)
    parser.add_argument(
        "--format",
        choices=tuple(_REPORTS),
        default="text",
        help="output for people, for programs, or for annotations on GitHub (default: text)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 if there are warnings"
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="fix what is safe to fix: letters not in NFC, trailing spaces, a word right after an"
        " address, tags with an alias",
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help="print what --fix would change, but change nothing",
    )


def run(options: argparse.Namespace) -> int:
    folders = folders_of(options)
    paths = [path.resolve() for path in options.paths]
    if options.fix or options.diff:
        problem = _fix(folders, paths, write=not options.diff)
        if problem:
            return failure([problem], catalogue_of_site(folders.site))
    if options.diff:
        return OK
    context, diagnostics = check_notes(folders)
    catalogue = catalogue_for(context.config.known_language)
    places = (folders.notes, folders.site / PAGES_FOLDER)
    if message := path_outside(options.paths, places, folders.notes):
        return usage_error("check", message, catalogue)
    diagnostics = [d for d in diagnostics if is_chosen(Path(d.path), paths)]
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    sys.stdout.write(_REPORTS[options.format](diagnostics, catalogue))
    if options.format == "text":
        names = [*context.sources, *[page.source for page in context.site.own_pages]]
        files = sum(is_chosen(Path(name), paths) for name in names)
        summary = msg(
            "{files} checked: {errors}, {warnings}",
            files=counted(files, "{n} file", "{n:,} files"),
            errors=counted(errors, "{n} error", "{n:,} errors"),
            warnings=counted(
                len(diagnostics) - errors, "{n} warning", "{n:,} warnings"
            ),
        )
        print(summary.text(catalogue))
        print_weeks_ahead(context.site, catalogue)
    return FAILED if errors or (options.strict and diagnostics) else OK


def _fix(
    folders: Folders, paths: Sequence[Path], *, write: bool
) -> Diagnostic | None:
    """Write all fixes, or print what they would change.  Stops at the first error and returns
    it."""
    catalogue = catalogue_of_site(folders.site)
    for file, source, text in fixes(folders):
        if not is_chosen(file, paths):
            continue
        if not write:
            sys.stdout.write(difference(source, text))
            continue
        with writing_lock(folders.notes):
            problem = rewrite(file, source, text)
        if problem:
            return problem
        print(msg("fixed {path}", path=printable(source.path)).text(catalogue))
    return None


def read_context(folders: Folders) -> tuple[LintContext, LoadedSite]:
    """The context for the rules, and the loaded site."""
    loaded = load_site(folders)
    return LintContext.of(loaded.listing, loaded.site), loaded


def check_notes(folders: Folders) -> tuple[LintContext, list[Diagnostic]]:
    """The context, and all diagnostics of the site and of the rules, sorted by file and line,
    without duplicates."""
    context, loaded = read_context(folders)
    findings = apply_levels(run_rules(context), context.config)
    unique = dict.fromkeys((*find_errors(loaded, folders.site), *findings))
    return context, by_place(unique)


def fixes(folders: Folders) -> Iterator[tuple[Path, Source, str]]:
    """Yield (file, source, fixed text) for each digest with safe fixes."""
    context, _ = read_context(folders)
    for result in context.results:
        source = context.sources[result.path]
        text = fixed(source, result, context.config)
        if text != source.text:
            yield folders.notes / source.name, source, text
