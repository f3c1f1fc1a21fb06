"""Parse a `Source` into a `ParseResult`.  To add a syntax, add a file here and a line in
`SYNTAXES`."""

from collections.abc import Callable
from typing import NamedTuple

from weeknotes.parsing.digest import parse_digest
from weeknotes.parsing.result import ParseResult
from weeknotes.processes import no_garbage_collection
from weeknotes.sources.decoding import Source


class Syntax(NamedTuple):
    """A syntax for digests.  `suffixes` are its file extensions in lower case, and `parse` is its
    parser."""

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[Source], ParseResult]


SYNTAXES = (
    Syntax("digest", (".txt", ".md"), parse_digest),  # flat text and Markdown
)
"""A file is parsed by the first syntax that has its extension."""

SUFFIXES = tuple(suffix for syntax in SYNTAXES for suffix in syntax.suffixes)
"""The file extensions of digests."""


def parse(source: Source) -> ParseResult:
    """Parse a digest with the syntax of its file extension, or with the first syntax."""
    name = source.name.lower()
    fitting = (syntax for syntax in SYNTAXES if name.endswith(syntax.suffixes))
    syntax = next(fitting, SYNTAXES[0])
    with no_garbage_collection():
        return syntax.parse(source)
