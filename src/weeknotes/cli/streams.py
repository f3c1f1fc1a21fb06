"""Standard output and standard error.  Each may be a terminal, a closed pipe or a file on a full
disk."""

import io
import os
import re
import sys
from typing import TextIO

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


class Stream(io.TextIOWrapper):
    """A stream that raises no errors.  Text that cannot be written is dropped, and `failure` is the
    reason.  Control characters, which could steer a terminal, are written as `\\u001b`."""

    failure: OSError | None = None

    def write(self, text: str) -> int:
        return self.write_as_it_is(_CONTROLS.sub(_escaped, text))

    def write_as_it_is(self, text: str) -> int:
        """Write data for other programs."""
        try:
            return super().write(text)
        except OSError as error:
            self.failure = error
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self.failure = error


def _escaped(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"


def open_streams() -> tuple[Stream, Stream]:
    """Put streams in the place of `sys.stdout` and `sys.stderr`, and of a closed `sys.stdin`."""
    for number, how in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        # The stream is closed.  The next file that is opened would get the number of this stream,
        # and the output would go into that file.  The null device is read-only even for output, so
        # writing to it fails.
        except OSError:
            os.open(os.devnull, how)
    if sys.stdin is None:  # it was closed
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    output, errors = _stream(1), _stream(2)
    sys.stdout, sys.stderr = output, errors
    return output, errors


def _stream(number: int) -> Stream:
    # Korean text is printed also under LC_ALL=C.
    return Stream(
        open(number, "wb", closefd=False),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=number == 2 or os.isatty(number),
    )


def terminal() -> TextIO:
    """Standard error with control characters, for a progress bar."""
    return (
        sys.__stderr__
        if isinstance(sys.stderr, Stream) and sys.__stderr__
        else sys.stderr
    )


def write_data(text: str) -> None:
    """Write data for other programs to standard output, with all its characters."""
    stream = sys.stdout
    if isinstance(stream, Stream):
        stream.write_as_it_is(text)
    else:
        stream.write(text)
