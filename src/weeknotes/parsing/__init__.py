"""Source → Reading: what was typed, read as its writer meant it.  A way to write digests is one
file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from weeknotes.parsing.digest import parse_digest
from weeknotes.parsing.result import Reading
from weeknotes.processes import uncollected
from weeknotes.sources.files import Source

SYNTAXES: Final[tuple[tuple[tuple[str, ...], Callable[[Source], Reading]], ...]] = (
    ((".txt", ".md"), parse_digest),
)
"""(file endings, parser); the first that fits a file's name reads it."""


SUFFIXES: Final = tuple(suffix for suffixes, _ in SYNTAXES for suffix in suffixes)
"""The endings of files that are digests."""


def parse(source: Source) -> Reading:
    """Read a digest in the syntax that its name tells."""
    name = source.name.lower()
    parser = next(
        (parser for suffixes, parser in SYNTAXES if name.endswith(suffixes)), parse_digest
    )
    with uncollected():
        return parser(source)
