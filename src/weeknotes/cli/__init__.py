"""The command line: the only package that prints, reads the clock or exits.

A command is a line in COMMANDS and a module here with its name, with DESCRIPTION,
`add_options(parser)` and `run(options)`.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from weeknotes import __version__
from weeknotes.cli.common import FAILED, INTERRUPTED, OK, USAGE
from weeknotes.cli.failures import EXPECTED, text_of_bug, text_of_failure
from weeknotes.cli.streams import Stream, open_streams
from weeknotes.processes.signals import ENDING, when_ending

COMMANDS = {
    "init": "begin a site",
    "add": "add papers to a digest",
    "fill": "complete entries without title or authors",
    "import": "make digests from a BibTeX or CSL-JSON file",
    "build": "build the site",
    "serve": "show the site while you write",
    "parse": "show how digests are read",
    "check": "find possible mistakes",
    "explain": "explain a rule or a setting",
    "words": "list the pairs of words that search treats as the same",
    "export": "export the notes for other programs",
    "new": "create a digest",
    "theme": "copy a file of the theme to the site",
    "schema": "print a JSON Schema of weeknotes.yml",
}
"""What each command does, in the order of `weeknotes --help`."""
_WRITES = frozenset(("init", "add", "import", "build", "serve", "new"))
"""Commands whose result is files or a server, not what they print."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.  Returns the exit code: 0 on success, 1 on errors in the input or output, 2 on
    wrong usage (argparse raises SystemExit itself), 130 if interrupted, 143 if terminated, 129 if
    its terminal was closed."""
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        message = (
            f"file names must be UTF-8, but are {encoding} here; set PYTHONUTF8=1"
        )
        print(f"weeknotes: {message}", file=sys.stderr)
        return USAGE
    if arguments is None:
        arguments = sys.argv[1:]
    try:
        # Importing the command takes a while, too.
        options = _parser(arguments).parse_args(arguments)
        code: int = options.run(options)
    except KeyboardInterrupt as interrupt:
        print("weeknotes: stopped", file=sys.stderr)
        return interrupt.code if isinstance(interrupt, Stopped) else INTERRUPTED
    except EXPECTED as error:
        if _ASKED_TO_STOP:  # some libraries turn an interrupt into an ImportError
            print("weeknotes: stopped", file=sys.stderr)
            return 128 + _ASKED_TO_STOP[0]
        print(f"weeknotes: {text_of_failure(error)}", file=sys.stderr)
        return FAILED
    return code


_ASKED_TO_STOP: list[int] = []
"""The signal that asked the program to stop, if one did."""


class Stopped(KeyboardInterrupt):
    """A signal asked the program to stop."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number


def run_program() -> int:
    """`main` for the program itself, with its streams and signals.  Returns the exit code."""
    output, errors = open_streams()
    when_ending(_stop)
    try:
        code = main()
    except SystemExit as end:  # argparse has printed help or wrong usage
        code = end.code if isinstance(end.code, int) else USAGE
    except Stopped as stopped:  # before `main` began, or after it ended
        code = stopped.code
    except Exception as error:
        print(f"weeknotes: {text_of_bug(error)}", file=errors)
        code = FAILED
    return _flushed(output, errors, code)


def _flushed(output: Stream, errors: Stream, code: int) -> int:
    """The exit code after all output is written.  If the result of a command is what it prints,
    output that cannot be written is a failure.  A closed pipe is not a failure, because its reader
    needs no more.  For a command that writes files, `code` does not change."""
    output.flush()
    errors.flush()
    failed = output.failure
    if not _prints(sys.argv):
        if errors.failure and not failed:
            print(f"weeknotes: messages are missing: {errors.failure.strerror}")
            output.flush()
    elif failed and not isinstance(failed, BrokenPipeError) and code == OK:
        print(
            f"weeknotes: the output cannot be written: {failed.strerror}",
            file=errors,
        )
        return FAILED
    return code


def _stop(number: int, _frame: FrameType | None) -> None:
    # Cleaning up is quick, and must not be disturbed.
    for one in ENDING:
        signal.signal(one, signal.SIG_IGN)
    _ASKED_TO_STOP.append(number)
    raise Stopped(number)


def _prints(arguments: Sequence[str]) -> bool:
    """Whether the result of a command is what it prints, not files."""
    copies = arguments[1:2] == ["theme"] and len(arguments) > 3
    return not (
        copies or _WRITES.intersection(arguments[1:2]) or "--write" in arguments
    )


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The argument parser.  Only the command that the arguments name is imported."""
    description = (
        "Make a website with feeds from weekly reading digests in plain text."
    )
    parser = argparse.ArgumentParser(prog="weeknotes", description=description)
    parser.add_argument(
        "--version", action="version", version=f"weeknotes {__version__}"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    first = arguments[0] if arguments else ""
    for name in (first,) if first in COMMANDS else COMMANDS:
        own = commands.add_parser(name, help=COMMANDS[name])
        if name in arguments:
            command = import_module(f"weeknotes.cli.{name}")
            own.description = command.DESCRIPTION
            command.add_options(own)
            own.set_defaults(run=command.run)
    return parser
