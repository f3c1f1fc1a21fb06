"""The command line: the only place that prints, reads the clock or exits."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from weeknotes.diagnostics import Diagnostic, Severity, has_errors, printable

if TYPE_CHECKING:
    from datetime import date
    from types import FrameType

    from rich.progress import Progress, TaskID

    from weeknotes.config.folders import Folders
    from weeknotes.pipeline import Built

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.  Returns 0, 1 on errors in what was read or written, 2 on wrong usage
    (argparse exits by itself), 130 if it was interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace"
            )  # Korean also under LC_ALL=C
    if sys.getfilesystemencoding() != "utf-8":
        print(
            f"weeknotes: names of files are {sys.getfilesystemencoding()} here; set PYTHONUTF8=1, and they are UTF-8",
            file=sys.stderr,
        )
        return USAGE
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `weeknotes parse … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("weeknotes: stopped", file=sys.stderr)
        return INTERRUPTED


def run() -> NoReturn:
    """The command.  It ends without taking apart what it made, which would take as long as a small
    build."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _parser() -> argparse.ArgumentParser:
    from weeknotes import __version__

    parser = argparse.ArgumentParser(
        prog="weeknotes", description="Weekly reading digests in plain text → a site and feeds."
    )
    parser.add_argument("--version", action="version", version=f"weeknotes {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build", help="build the site", description="Build the site from a folder of digests."
    )
    _add_folders(build)
    build.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site is written (SITE/site)"
    )
    build.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what is good in spite of errors; still exits 1",
    )
    build.add_argument(
        "--clean",
        action="store_true",
        help="make everything anew, whatever is remembered of earlier builds",
    )
    build.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="processes at once (as many as there are processors)",
    )
    build.add_argument(
        "--profile",
        action="store_true",
        help="make everything anew in one process, and say where the time goes",
    )
    build.set_defaults(run=_build)

    serve = commands.add_parser(
        "serve",
        help="show the site while you write",
        description="Show the site in a browser, always as the digests are now.",
    )
    _add_folders(serve)
    serve.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="PORT",
        help="where; the next free one if it is taken (8000)",
    )
    serve.add_argument("--open", action="store_true", help="open it in the browser")
    serve.set_defaults(run=_serve)

    parse = commands.add_parser(
        "parse",
        help="show what was read",
        description="Print what was read in digests, as typed, without building.",
    )
    parse.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a digest, or a folder of digests"
    )
    parse.add_argument(
        "--format",
        choices=("json", "text"),
        default="text",
        help="for programs or for people (text)",
    )
    parse.add_argument(
        "--explain",
        action="store_true",
        help="print every line with its class, its field and the rule that decided",
    )
    parse.add_argument(
        "--site",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of weeknotes.yml (here)",
    )
    parse.set_defaults(run=_parse)

    check = commands.add_parser(
        "check",
        help="find what may be wrong",
        description="Say what may be wrong in the digests, by file and line.",
    )
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="only what concerns these files or folders",
    )
    _add_folders(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="for people, programs or GitHub's annotations (text)",
    )
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings as well")
    check.add_argument(
        "--fix",
        action="store_true",
        help="mend what is safe: NFC, trailing spaces, glued addresses, aliases of tags",
    )
    check.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )
    check.set_defaults(run=_check)

    explain = commands.add_parser(
        "explain",
        help="explain a rule",
        description="Print what a rule finds, why, an example and the remedy.",
    )
    explain.add_argument(
        "rule", nargs="?", metavar="RULE", help="its name; without one, all rules in a line each"
    )
    explain.set_defaults(run=_explain)

    export = commands.add_parser(
        "export",
        help="write the library for other programs",
        description="Write all notes, or all that they cite, in one file.",
    )
    _add_folders(export)
    export.add_argument(
        "--format",
        choices=("bibtex", "csl", "json", "csv", "jsonl", "opml"),
        required=True,
        help="what to write",
    )
    export.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write it (standard output)"
    )
    export.set_defaults(run=_export)

    new = commands.add_parser(
        "new",
        help="begin a week's digest",
        description="Write this week's file with its heading; never overwrites.",
    )
    _add_folders(new)
    new.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="a day of the week that is meant (today)"
    )
    new.set_defaults(run=_new)
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the site's folder, with weeknotes.yml (here)",
    )
    parser.add_argument(
        "--notes", type=Path, metavar="DIR", help="the folder of digests (SITE/notes)"
    )


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2023-04-20") from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def _notes(options: argparse.Namespace) -> Path:
    site: Path = options.site
    notes: Path | None = options.notes
    return notes if notes is not None else site / "notes"


def _tell(diagnostics: Iterable[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        print(diagnostic, file=sys.stderr)


def _build(options: argparse.Namespace) -> int:
    import time

    from weeknotes.cache import freshness as stamp

    start = time.perf_counter()
    notes = _notes(options)
    output: Path = options.output if options.output is not None else options.site / "site"
    inputs = stamp.inputs(options.site, notes)
    if (
        inputs
        and not (options.clean or options.profile)
        and (last := stamp.fresh(options.site, output, inputs))
    ):
        did, noticed, told = last.said
        sys.stderr.write(told)
        print(f"{did}: nothing has changed, {time.perf_counter() - start:.2f} s{noticed}")
        return OK
    from functools import partial

    from weeknotes.config.folders import Folders
    from weeknotes.pipeline import build
    from weeknotes.processes import Workers, processors

    folders = Folders(options.site, notes, output, notes.as_posix())
    with _progress(start) as tell:
        workers = Workers(1 if options.profile else options.jobs or processors(), tell)
        make = partial(
            build,
            folders,
            keep_going=options.keep_going,
            clean=options.clean or options.profile,
            workers=workers,
        )
        if options.profile:
            from weeknotes.cli.profiling import profiled

            built, report = profiled(make)
        else:
            built, report = make(), ""
    did, noticed, told = _said(built)
    sys.stderr.write(told)
    sys.stdout.write(report)
    print(f"{did}: {_outcome(built, output)}, {time.perf_counter() - start:.2f} s{noticed}")
    if has_errors(built.diagnostics):
        return FAILED
    if inputs:
        stamp.keep(
            options.site,
            output,
            inputs,
            built.began,
            [(output / folder).as_posix() for folder in built.folders],
            (did, noticed, told),
        )
    return OK


@contextlib.contextmanager
def _progress(start: float) -> Iterator[Callable[[str, int, int], None]]:
    """Tells on a terminal what is being done and how far it is, where it takes more than half a
    second."""
    import time

    with contextlib.ExitStack() as stack:
        bars: list[tuple[Progress, TaskID]] = []

        def tell(what: str, done: int, of: int) -> None:
            if not bars and sys.stderr.isatty() and time.perf_counter() - start > 0.5:
                from rich.console import Console
                from rich.progress import Progress

                progress = stack.enter_context(
                    Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
                )
                bars.append((progress, progress.add_task(what)))
            for bar, task in bars:
                bar.update(task, description=what, completed=done, total=of, refresh=True)

        yield tell


def _said(built: Built) -> tuple[str, str, str]:
    """What there is, what was noticed in short, and in full."""
    site = built.site
    untitled = sum(not paper.titled for paper in site.papers.values())
    did = [_n(len(site.weeks), "week"), _n(len(site.papers), "paper"), _n(len(site.tags), "tag")]
    noticed = [
        *(
            [_n(sum(d.severity is Severity.ERROR for d in built.diagnostics), "error")]
            if has_errors(built.diagnostics)
            else []
        ),
        *(
            [_n(warnings, "warning")]
            if (warnings := sum(d.severity is Severity.WARNING for d in built.diagnostics))
            else []
        ),
        *([f"{untitled} without a title"] if untitled else []),
        *([_n(site.drafts, "draft left out", "drafts left out")] if site.drafts else []),
        *(["no base_url, so no feeds and no sitemap"] if not site.config.base_url else []),
    ]
    told = "".join(f"{diagnostic}\n" for diagnostic in built.diagnostics)
    return ", ".join(did), f"; noticed: {', '.join(noticed)}" if noticed else "", told


def _outcome(built: Built, output: Path) -> str:
    """What became of the output folder."""
    if files := built.published:
        return f"{_n(files.written, 'file')} written to {output.as_posix()}, {files.unchanged} unchanged, {files.removed} removed"
    if built.halfway:
        return "publishing stopped; what was written is whole, and the next build completes it"
    return "nothing published" + (
        ", the old site is as it was" if (output / "index.html").exists() else ""
    )


def _serve(options: argparse.Namespace) -> int:
    import signal
    import threading
    import time
    import webbrowser
    from functools import partial

    from weeknotes.config.folders import Folders
    from weeknotes.server import Snapshot, listen, serve, watch
    from weeknotes.server.assemble import Assembled, assemble

    if not options.site.is_dir():
        print(f"weeknotes serve: there is no folder {options.site}", file=sys.stderr)
        return USAGE
    notes = _notes(options)
    folders = Folders(options.site, notes, options.site / "site", notes.as_posix())
    listener = listen(options.port)
    if isinstance(listener, Diagnostic):
        _tell([listener])
        return FAILED
    port: int = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    print(
        f"{address} shows the site"
        + (f", for port {options.port} is taken" if options.port not in (0, port) else "")
        + "; Ctrl-C ends"
    )
    sys.stdout.flush()
    if options.open:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    seconds = 0.0
    told: tuple[Diagnostic, ...] = ()

    def rebuild(before: Assembled | None) -> Assembled:
        nonlocal seconds
        start = time.perf_counter()
        made = assemble(folders, before)
        seconds = time.perf_counter() - start
        return made

    def heard(snapshot: Snapshot) -> None:
        nonlocal told
        _tell(diagnostic for diagnostic in snapshot.diagnostics if diagnostic not in told)
        told = snapshot.diagnostics
        files = len(snapshot.since(snapshot.number - 1))
        kept = "the site stays as it was; " if has_errors(told) else ""
        print(f"{kept}{_n(files, 'file')} changed, {seconds:.2f} s", flush=True)

    def end(_signal: int, _frame: FrameType | None) -> None:
        # There is nothing to save, so it ends at once: the threads that watch may be in the middle
        # of something.
        print(flush=True)
        os._exit(OK)

    signal.signal(signal.SIGINT, end)
    _tell([serve(listener, rebuild, partial(watch, folders), heard)])
    return FAILED


def _n(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _parse(options: argparse.Namespace) -> int:
    from weeknotes.config.settings import load_config
    from weeknotes.parsing import SUFFIXES, parse
    from weeknotes.parsing.dump import to_json, to_text
    from weeknotes.parsing.explain import explain
    from weeknotes.sources.files import Source, read_notes, read_source

    config, found = load_config(options.site)
    problems = list(found)
    sources: list[Source] = []
    for path in options.paths:
        if path.is_dir():
            notes = read_notes(path, path.as_posix(), SUFFIXES)
            problems += notes.diagnostics
            sources += notes.sources
        elif isinstance(read := read_source(path, path.as_posix(), path.name), Source):
            sources.append(read)
        else:
            problems.append(read)
    readings = [parse(source) for source in sources]
    _tell([*problems, *(d for reading in readings for d in reading.diagnostics)])
    if options.explain:
        for source, reading in zip(sources, readings, strict=True):
            sys.stdout.write(f"{printable(source.path)}\n{explain(source, reading)}")
    else:
        sys.stdout.write(
            to_json(readings, config.week_rule)
            if options.format == "json"
            else to_text(readings, config.week_rule)
        )
    return FAILED if any(d.rule in ("unreadable-file", "not-utf-8") for d in problems) else OK


def _check(options: argparse.Namespace) -> int:
    from weeknotes.cli.inspection import check
    from weeknotes.config.folders import Folders
    from weeknotes.lint.report import to_github, to_json

    notes = _notes(options)
    folders = Folders(options.site, notes, options.site / "site", notes.as_posix())
    wanted = [path.resolve() for path in options.paths]
    if options.fix or options.diff:
        written = _fix(folders, wanted, only_show=options.diff)
        if written is not None:
            return written
    facts, found = check(folders)
    if options.paths:
        missing = [
            path
            for path, full in zip(options.paths, wanted, strict=True)
            if not full.is_relative_to(notes.resolve())
        ]
        if missing:
            print(f"weeknotes check: {missing[0]} is not in {notes.as_posix()}", file=sys.stderr)
            return USAGE
        found = tuple(
            d for d in found if any(Path(d.path).resolve().is_relative_to(path) for path in wanted)
        )
    errors = sum(d.severity is Severity.ERROR for d in found)
    if options.format == "json":
        sys.stdout.write(to_json(found))
    elif options.format == "github":
        sys.stdout.write(to_github(found))
    else:
        for diagnostic in found:
            print(diagnostic)
        print(
            f"{_n(len(facts.sources), 'file')} checked: {_n(errors, 'error')}, {_n(len(found) - errors, 'warning')}"
        )
    return FAILED if errors or (options.strict and found) else OK


def _fix(folders: Folders, wanted: Sequence[Path], *, only_show: bool) -> int | None:
    """Mend the digests, or show how; an exit code where nothing more is to be done."""
    from weeknotes.cli.inspection import mended
    from weeknotes.lint.fixes import difference
    from weeknotes.sources.files import rewrite

    for file, source, text in mended(folders):
        if wanted and not any(file.resolve().is_relative_to(path) for path in wanted):
            continue
        if only_show:
            sys.stdout.write(difference(source, text))
        elif problem := rewrite(file, source, text):
            _tell([problem])
            return FAILED
        else:
            print(f"mended {printable(source.path)}")
    return OK if only_show else None


def _explain(options: argparse.Namespace) -> int:
    import difflib

    from weeknotes.lint.rules import CHECKS, RULES

    if options.rule is None:
        width = max(map(len, RULES))
        for rule in CHECKS:
            print(f"{rule.name:<{width}}  {rule.severity:<7}  {rule.doc.splitlines()[0]}")
        return OK
    if options.rule not in RULES:
        near = difflib.get_close_matches(options.rule, list(RULES), n=1)
        hint = f"did you mean {near[0]}?" if near else "`weeknotes explain` lists them all"
        print(f"weeknotes explain: there is no rule {options.rule}; {hint}", file=sys.stderr)
        return USAGE
    rule = RULES[options.rule]
    print(f"{rule.name} ({rule.severity})\n\n{rule.doc}")
    return OK


def _export(options: argparse.Namespace) -> int:
    from weeknotes.cli.inspection import read_site
    from weeknotes.config.folders import Folders
    from weeknotes.export import EXPORTS
    from weeknotes.output.publish import write_file

    notes = _notes(options)
    facts, found = read_site(Folders(options.site, notes, options.site / "site", notes.as_posix()))
    problems = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    text = EXPORTS[options.format](facts.site)
    if problems:
        _tell(problems)
    elif options.output is None:
        sys.stdout.write(text)
    elif problem := write_file(options.output, text):
        problems.append(problem)
        _tell([problem])
    return FAILED if problems else OK


def _new(options: argparse.Namespace) -> int:
    from datetime import date

    from weeknotes.config.settings import load_config
    from weeknotes.parsing import SUFFIXES
    from weeknotes.sources.files import begin_digest
    from weeknotes.text.weeks import week_of

    config, found = load_config(options.site)
    _tell(found)
    if has_errors(found):
        return FAILED
    label = week_of(options.date or date.today(), config.week_rule)
    begun = begin_digest(_notes(options), label, SUFFIXES)
    if isinstance(begun, Diagnostic):
        _tell([begun])
        return FAILED
    print(begun.as_posix())
    return OK
