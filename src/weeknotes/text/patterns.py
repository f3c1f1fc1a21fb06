"""Regular expressions that are compiled when they are first used.  Compiling is slow, and most
files need few of them."""

import re
from collections.abc import Callable
from functools import cache, partial


def lazy_pattern(source: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that returns the pattern, and compiles it at the first call."""
    return cache(partial(re.compile, source, flags))
