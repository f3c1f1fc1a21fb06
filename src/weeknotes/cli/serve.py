"""`weeknotes serve`: show the site in a browser while the digests are edited."""

import argparse
import contextlib
import os
import sys
import threading
import time
import webbrowser
from functools import partial
from pathlib import Path

from weeknotes.cli.common import (
    OK,
    USAGE,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
    message_language,
    print_diagnostics,
)
from weeknotes.config.folders import Choices, Folders
from weeknotes.config.settings import load_config
from weeknotes.diagnostics import Diagnostic, by_place, has_errors
from weeknotes.processes.signals import when_ending
from weeknotes.server import (
    LiveSite,
    Snapshot,
    listen,
    load_live_site,
    serve,
    watch,
)
from weeknotes.text.messages import msg

DESCRIPTION = "Show the site in a browser, and update it after each change."


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="PORT",
        help="the port; if it is taken, the next free one (default: 8000)",
    )
    parser.add_argument(
        "--drafts",
        action="store_true",
        help="show drafts too, as if they were published",
    )
    parser.add_argument(
        "--open", action="store_true", help="open the site in the browser"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    here = _here()
    if not options.site.is_dir():
        print(f"weeknotes serve: there is no folder {options.site}", file=sys.stderr)
        return USAGE
    config, _ = load_config(options.site)
    language = message_language(config.known_language)
    catalogue = catalogue_for(language)
    listener = listen(options.port)
    if isinstance(listener, Diagnostic):
        return failure([listener], catalogue)
    port: int = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    if options.port not in (0, port):
        print(msg("port {port} is taken", port=options.port).text(catalogue))
    started = msg("{address} shows the site; press Ctrl-C to stop", address=address)
    print(started.text(catalogue), flush=True)
    if options.open:
        threading.Thread(
            target=webbrowser.open, args=(address,), daemon=True
        ).start()
    folders = folders_of(options)
    reporter = _Reporter(folders, here, Choices(drafts=options.drafts))
    when_ending(_end)
    watched = folders._replace(site=here / folders.site, notes=here / folders.notes)
    error = serve(
        listener,
        reporter.rebuild,
        partial(watch, watched),
        reporter.report,
        language=language,
    )
    return failure([error], catalogue)


class _Reporter:
    """Loads the site, and prints the diagnostics that are new since the last load."""

    def __init__(self, folders: Folders, here: Path, choices: Choices) -> None:
        self._folders = folders
        self._here = here
        self._choices = choices
        self._seconds = 0.0
        self._diagnostics: tuple[Diagnostic, ...] = ()

    def rebuild(self, before: LiveSite | None) -> LiveSite:
        # The current folder may have been removed and made again.
        with contextlib.suppress(OSError):
            os.chdir(self._here)
        start = time.perf_counter()
        live = load_live_site(self._folders, before, self._choices)
        self._seconds = time.perf_counter() - start
        return live

    def report(self, snapshot: Snapshot) -> None:
        catalogue = catalogue_for(snapshot.language)
        diagnostics = snapshot.diagnostics
        print_diagnostics(
            by_place(d for d in diagnostics if d not in self._diagnostics), catalogue
        )
        self._diagnostics = diagnostics
        outcome = msg("the site is up to date")
        if has_errors(diagnostics):
            outcome = msg("there are errors; the old site is still shown")
        print(f"{outcome.text(catalogue)}, {self._seconds:.2f} s", flush=True)


def _here() -> Path:
    """The path of the current folder, as the shell shows it: symbolic links are not resolved."""
    here = Path.cwd()  # raises OSError if it was removed
    named = os.environ.get("PWD", "")
    with contextlib.suppress(OSError):
        if Path(named).is_absolute() and here.samefile(named):
            return Path(named)
    return here


def _end(*_: object) -> None:
    """Exit at once.  There is nothing to save, and the watching threads may be busy."""
    with contextlib.suppress(OSError):
        # `print` fails if the signal arrives while a line is printed.
        os.write(1, b"\n")
    os._exit(OK)
