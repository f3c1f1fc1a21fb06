"""`weeknotes build`: build the site and publish it."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weeknotes.cli.common import FAILED, OK, Subparsers, add_folders, counted, folders_of
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity, has_errors

if TYPE_CHECKING:
    from weeknotes.pipeline import BuildResult


class Summary(NamedTuple):
    """The output of a build as text: counts, remarks, and all diagnostics."""

    counts: str
    remarks: str
    diagnostics: str


def add_parser(commands: Subparsers) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "build",
        help="build the site",
        description="Build the site from a folder of digests.",
    )
    add_folders(parser)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where the site is written (SITE/site)",
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what is good in spite of errors; still exits 1",
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="make everything anew, whatever is remembered of earlier builds",
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=0,
        metavar="N",
        help="processes at once (as many as there are processors)",
    )
    parser.add_argument(
        "--profile",
        action="store_true",
        help="make everything anew in one process, and say where the time goes",
    )
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def run(options: argparse.Namespace) -> int:
    from weeknotes.cache.freshness import fresh_build, input_state, keep_fresh

    start = time.perf_counter()
    folders = folders_of(options)
    if options.output is not None:
        folders = folders._replace(output=options.output)
    site, notes, output, _ = folders
    inputs = input_state(site, notes)
    if inputs and not (options.clean or options.profile):
        last = fresh_build(site, output, inputs)
        if last:
            _print(Summary(*last.messages), "nothing has changed", start)
            return OK
    built, profile = _build(folders, options, start)
    summary = _summary(built)
    _print(summary, _outcome(built, output), start, profile)
    if has_errors(built.diagnostics):
        return FAILED
    if inputs:
        written_to = [(output / folder).as_posix() for folder in built.folders]
        keep_fresh(site, output, inputs, built.started, written_to, (*summary,))
    return OK


def _build(folders: Folders, options: argparse.Namespace, start: float) -> tuple[BuildResult, str]:
    """The result of the build, and the profile report (empty without `--profile`)."""
    from weeknotes.cli.progress import progress
    from weeknotes.pipeline import build_to_disk
    from weeknotes.processes import Workers, processors

    with progress(start) as tell:
        jobs = 1 if options.profile else options.jobs or processors()
        run_build = partial(
            build_to_disk,
            folders,
            keep_going=options.keep_going,
            clean=options.clean or options.profile,
            workers=Workers(jobs, tell),
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
    counts = (
        counted(len(site.weeks), "week"),
        counted(len(site.papers), "paper"),
        counted(len(site.tags), "tag"),
    )
    remarks = ", ".join(_remarks(built))
    return Summary(
        ", ".join(counts),
        f"; noticed: {remarks}" if remarks else "",
        "".join(f"{diagnostic}\n" for diagnostic in built.diagnostics),
    )


def _remarks(built: BuildResult) -> list[str]:
    site = built.site
    untitled = sum(not paper.metadata.has_title for paper in site.papers.values())
    remarks: list[str] = []
    if errors := _number(built.diagnostics, Severity.ERROR):
        remarks.append(counted(errors, "error"))
    if warnings := _number(built.diagnostics, Severity.WARNING):
        remarks.append(counted(warnings, "warning"))
    if untitled:
        remarks.append(f"{untitled} without a title")
    if site.drafts:
        remarks.append(counted(site.drafts, "draft left out", "drafts left out"))
    if not site.config.base_url:
        remarks.append("no base_url, so no feeds and no sitemap")
    return remarks


def _number(diagnostics: tuple[Diagnostic, ...], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)


def _outcome(built: BuildResult, output: Path) -> str:
    """What happened to the output folder, for the summary line."""
    if files := built.published:
        written = f"{counted(files.written, 'file')} written to {output.as_posix()}"
        return f"{written}, {files.unchanged} unchanged, {files.removed} removed"
    if built.halfway:
        return "publishing stopped; what was written is whole, and the next build completes it"
    if (output / "index.html").exists():
        return "nothing published, the old site is as it was"
    return "nothing published"
