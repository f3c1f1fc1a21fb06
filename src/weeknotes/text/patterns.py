"""Regular expressions that are compiled when they are first used.  Compiling is slow, and most
files need few of them."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from sys import maxsize


class LazyPattern:
    """A regular expression with the methods of `re.Pattern`, compiled at the first call of one of
    them."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def search(
        self, text: str, start: int = 0, end: int = maxsize
    ) -> re.Match[str] | None:
        return self.compiled.search(text, start, end)

    def match(
        self, text: str, start: int = 0, end: int = maxsize
    ) -> re.Match[str] | None:
        return self.compiled.match(text, start, end)

    def fullmatch(
        self, text: str, start: int = 0, end: int = maxsize
    ) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int = maxsize
    ) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(new, text)
