"""Source → ParseResult.  A new way to write digests is one file here and one line in SYNTAXES."""

from collections.abc import Callable
from typing import NamedTuple

from weeknotes.parsing.digest import parse_digest
from weeknotes.parsing.result import ParseResult
from weeknotes.processes import no_garbage_collection
from weeknotes.sources.decoding import Source


class Syntax(NamedTuple):
    """A way to write digests: its name, the endings of its files in lower case, its parser."""

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[Source], ParseResult]


SYNTAXES = (
    Syntax("digest", (".txt", ".md"), parse_digest),  # flat text and Markdown
)
"""The first syntax whose suffix ends the name of a file parses it."""

SUFFIXES = tuple(suffix for syntax in SYNTAXES for suffix in syntax.suffixes)
"""The endings of the files that are digests."""


def parse(source: Source) -> ParseResult:
    """Parse a digest in the syntax of its file ending, or else in the first one."""
    name = source.name.lower()
    fitting = (syntax for syntax in SYNTAXES if name.endswith(syntax.suffixes))
    syntax = next(fitting, SYNTAXES[0])
    with no_garbage_collection():
        return syntax.parse(source)
