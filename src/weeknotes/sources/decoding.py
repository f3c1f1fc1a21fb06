"""Read the file of a digest and decode it to text."""

import errno
from pathlib import Path
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity, Span, file_error
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import Message, msg, reason_of


class Source(NamedTuple):
    """A digest file that was read.  `path` is for messages; `name` is relative to the notes folder,
    with `/`.

    `text` still has its original line ends and byte order mark, so that its offsets can be
    converted to offsets in `data`."""

    path: str
    name: str
    data: bytes
    text: str


def read_source(file: Path, path: str, name: str) -> Source | Diagnostic:
    """Read and decode a digest.  Returns an error if the file cannot be read or decoded."""
    try:
        data = read_regular(file)
    except OSError as error:
        if error.errno == errno.EINVAL:
            message = msg("this is not a regular file")
            hint = msg("replace it with a plain text file")
            return file_error("unreadable-file", path, message, hint)
        return unreadable(path, error)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, error.start)
    if "\0" in text:
        hint = msg(
            "move the file out of the notes folder, or give it another extension"
        )
        return _undecodable(path, data, data.index(b"\0"), _BINARY, hint)
    return Source(path, name, data, text)


_BINARY = msg("this is a binary file, not text")


def unreadable(path: str, error: OSError) -> Diagnostic:
    """The error for a file that the system does not let us read."""
    message = msg("this file cannot be read: {reason}", reason=reason_of(error))
    hint = msg("check that the file exists, and check its permissions")
    return file_error("unreadable-file", path, message, hint)


def _not_utf8(data: bytes, path: str, at: int) -> Diagnostic:
    """The error for a file that is not UTF-8.  `at` is the offset of the first invalid byte.  If
    the encoding can be guessed, the hint shows the command that converts the file."""
    encoding = _guessed_encoding(data)
    if encoding:
        message = msg(
            "this file is not UTF-8, but probably {encoding}", encoding=encoding
        )
        hint = msg(
            "save the file as UTF-8, for example: iconv -f {encoding} -t UTF-8 FILE > NEW",
            encoding=encoding,
        )
    else:
        message = msg(
            "this file is not UTF-8: byte 0x{byte} is not valid",
            byte=f"{data[at]:02x}",
        )
        if b"\0" in data:
            message = _BINARY
        hint = msg("save the file as UTF-8 text, or move it out of the notes folder")
    return _undecodable(path, data, at, message, hint)


def _guessed_encoding(data: bytes) -> str:
    """UTF-16 or CP949, which are common for Korean text; empty if the data is neither."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and _decodes(data, "utf-16"):
        return "UTF-16"
    if b"\0" not in data and _decodes(data, "cp949"):
        return "CP949"
    return ""


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(
    path: str,
    data: bytes,
    at: int,
    message: Message,
    hint: Message,
) -> Diagnostic:
    """The error for a file that cannot be decoded at byte offset `at`."""
    line_start = data.rfind(b"\n", 0, at) + 1
    column = len(data[line_start:at].decode("utf-8", "replace")) + 1
    line = data.count(b"\n", 0, at) + 1
    span = Span(line, column, at, at + 1)
    return Diagnostic("not-utf-8", Severity.ERROR, path, span, message, hint)
