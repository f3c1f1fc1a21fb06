"""`weeknotes build`: build the site and publish it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weeknotes.cli.common import (
    FAILED,
    OK,
    add_folders,
    catalogue_for,
    diagnostics_text,
    folders_of,
    languages_of_environment,
    print_weeks_ahead,
)
from weeknotes.config.folders import Choices, Folders
from weeknotes.diagnostics import Severity, by_place, has_errors, printable
from weeknotes.text.messages import Message, counted, msg

if TYPE_CHECKING:
    from weeknotes.pipeline import BuildResult


class Summary(NamedTuple):
    """The output of a build as text.  `diagnostics` has all diagnostics.  `unchanged` is what the
    next build prints if nothing has changed."""

    counts: str
    remarks: str
    diagnostics: str
    unchanged: str


DESCRIPTION = "Build the site from the digests and publish it in the output folder."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the output folder (default: SITE/site)",
    )
    parser.add_argument(
        "--base-url",
        type=_base_url,
        metavar="URL",
        help="the public address for this build, for example of a preview",
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish pages without errors even if others have errors; still exits with 1",
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="ignore the results of earlier builds and render all pages",
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=0,
        metavar="N",
        help="the number of processes (default: the number of processors)",
    )
    parser.add_argument(
        "--profile",
        action="store_true",
        help="render all pages in one process, and print how much time each part takes",
    )


def _base_url(text: str) -> str:
    from weeknotes.config.settings import base_url_of

    try:
        return base_url_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an http(s) address"
        ) from None


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def run(options: argparse.Namespace) -> int:
    from weeknotes.cache.freshness import fresh_build, input_state, keep_fresh

    start = time.perf_counter()
    folders = folders_of(options)
    if options.output is not None:
        folders = folders._replace(output=options.output)
    site, notes, output, _ = folders
    choices = (*languages_of_environment(), options.base_url or "")
    inputs = input_state(site, notes, choices)
    if inputs and not (options.clean or options.profile):
        last = fresh_build(site, output, inputs)
        if last:
            summary = Summary(*last.messages)
            _print(summary, summary.unchanged, start)
            return OK
    built, profile = _build(folders, options, start)
    summary = _summary(built)
    catalogue = catalogue_for(built.site.config.known_language)
    _print(summary, _outcome(built, output).text(catalogue), start, profile)
    if built.published and built.published.gone:
        print(_removed(built.published.gone).text(catalogue))
    print_weeks_ahead(built.site, catalogue)
    if has_errors(built.diagnostics):
        return FAILED
    if inputs:
        keep_fresh(site, output, inputs, built.started, (*summary,))
    return OK


def _build(
    folders: Folders, options: argparse.Namespace, start: float
) -> tuple[BuildResult, str]:
    """The result of the build, and the profile report (empty without `--profile`)."""
    from weeknotes.cli.progress import progress
    from weeknotes.pipeline import build_to_disk
    from weeknotes.processes import Workers, processors

    with progress(start, folders.site) as tell:
        jobs = 1 if options.profile else options.jobs or processors()
        run_build = partial(
            build_to_disk,
            folders,
            keep_going=options.keep_going,
            clean=options.clean or options.profile,
            workers=Workers(jobs, tell),
            choices=Choices(options.base_url or ""),
        )
        if not options.profile:
            return run_build(), ""
        from weeknotes.cli.profiling import profiled

        return profiled(run_build)


def _print(summary: Summary, outcome: str, start: float, profile: str = "") -> None:
    sys.stderr.write(summary.diagnostics)
    sys.stdout.write(profile)
    seconds = time.perf_counter() - start
    print(f"{summary.counts}: {outcome}, {seconds:.2f} s{summary.remarks}")


def _summary(built: BuildResult) -> Summary:
    site = built.site
    catalogue = catalogue_for(site.config.known_language)
    counts = (
        counted(site.dated_weeks, "{n} week", "{n:,} weeks"),
        counted(len(site.papers), "{n} paper", "{n:,} papers"),
        counted(len(site.tags), "{n} tag", "{n:,} tags"),
    )
    remarks = ", ".join(remark.text(catalogue) for remark in _remarks(built))
    return Summary(
        ", ".join(count.text(catalogue) for count in counts),
        f"; {remarks}" if remarks else "",
        diagnostics_text(by_place(built.diagnostics), catalogue),
        msg("nothing has changed").text(catalogue),
    )


def _remarks(built: BuildResult) -> list[Message]:
    site = built.site
    errors = sum(d.severity is Severity.ERROR for d in built.diagnostics)
    warnings = len(built.diagnostics) - errors
    n = sum(not paper.metadata.has_title for paper in site.papers.values())
    drafts, comments = site.draft_entries, site.comments
    found = (
        counted(errors, "{n} error", "{n:,} errors"),
        counted(warnings, "{n} warning", "{n:,} warnings"),
        counted(n, "{n} paper without a title", "{n:,} papers without a title"),
        counted(site.drafts, "{n} draft omitted", "{n:,} drafts omitted"),
        counted(drafts, "{n} draft entry omitted", "{n:,} draft entries omitted"),
        counted(comments, "{n} comment omitted", "{n:,} comments omitted"),
    )
    remarks = [remark for remark in found if remark.values != (("n", 0),)]
    is_read = all((d.rule, d.severity) != _WRONG_SETTING for d in built.diagnostics)
    if is_read and not site.config.base_url:
        remarks.append(msg("no base_url, so no feeds and no sitemap"))
    return remarks


_WRONG_SETTING = ("invalid-config", Severity.ERROR)
"""The rule and the severity of an error in the settings.  After such an error, the settings may
have a `base_url` that could not be read."""


def _removed(paths: Sequence[str]) -> Message:
    """What to do about pages and feeds of an earlier build that no longer exist."""
    first = printable(paths[0])
    if len(paths) == 1:
        return msg(
            "removed `{path}`, which an earlier build published; to keep its address, write"
            " `{path}: NEW-PATH` below `redirects:` in weeknotes.yml",
            path=first,
        )
    return msg(
        "removed `{path}` and {more}, which an earlier build published; to keep an old address,"
        " write `{path}: NEW-PATH` below `redirects:` in weeknotes.yml",
        path=first,
        more=counted(
            len(paths) - 1, "{n} other page or feed", "{n:,} other pages and feeds"
        ),
    )


def _outcome(built: BuildResult, output: Path) -> Message:
    """What happened to the output folder, for the summary line."""
    if files := built.published:
        return msg(
            "{files} written to {folder}, {unchanged} unchanged, {removed} removed",
            files=counted(files.written, "{n} file", "{n:,} files"),
            folder=output.as_posix(),
            unchanged=files.unchanged,
            removed=files.removed,
        )
    if built.halfway:
        return msg(
            "publishing stopped halfway; each file is complete; build again to finish"
        )
    if (output / "index.html").exists():
        return msg("nothing published; the old site has not changed")
    return msg("nothing published")
