"""The command line: the only package that prints, reads the clock or exits.

A command is a module here, with `add_parser(commands)` and `run(options)`, and a name in COMMANDS.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from weeknotes import __version__
from weeknotes.cli.common import INTERRUPTED, OK, USAGE

COMMANDS = (
    "build",
    "serve",
    "parse",
    "check",
    "explain",
    "export",
    "new",
    "theme",
)
"""The order is that of `weeknotes --help`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.  Returns the exit code: 0 on success, 1 on errors in the input or output, 2 on
    wrong usage (argparse raises SystemExit itself), 130 if interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # so that Korean text can be printed under LC_ALL=C
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        message = f"file names must be UTF-8, but are {encoding} here; set PYTHONUTF8=1"
        print(f"weeknotes: {message}", file=sys.stderr)
        return USAGE
    if arguments is None:
        arguments = sys.argv[1:]
    options = _parser(arguments).parse_args(arguments)
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
    """The entry point of the program.  It exits without freeing objects, which would take as long
    as a small build."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The argument parser.  If the arguments name a command, only that command is imported, because
    importing all takes a tenth of the time of a build without changes."""
    description = "Make a website with feeds from weekly reading digests in plain text."
    parser = argparse.ArgumentParser(prog="weeknotes", description=description)
    parser.add_argument("--version", action="version", version=f"weeknotes {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    is_named = bool(arguments) and arguments[0] in COMMANDS
    for name in arguments[:1] if is_named else COMMANDS:
        command = import_module(f"weeknotes.cli.{name}")
        command.add_parser(commands).set_defaults(run=command.run)
    return parser
