"""Profile a build: time by module and by function."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_ROWS = 20
_PACKAGE = Path(__file__).parents[1]


FunctionProfile = tuple[int, float, float]
"""The number of calls of a function, the seconds in the function itself, and the seconds in the
function and in all functions that it calls."""


def profiled(run: Callable[[], T]) -> tuple[T, str]:
    """Call `run` with the profiler.  Returns its result and a readable report.  The profiler adds
    time to functions that are called often."""
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    made = profiler.runcall(run)
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return made, report({place: row[1:4] for place, row in stats.items()})


def report(spent: Mapping[tuple[str, int, str], FunctionProfile]) -> str:
    """Two tables.  The first table has the seconds of each module, without the time in functions of
    other modules.  The second table has the seconds of each function of weeknotes, with the time in
    the functions that it calls.  The keys of `spent` are (file, line, name)."""
    own: Counter[str] = Counter()
    for (file, *_), (_, seconds, _) in spent.items():
        own[_module(file)] += seconds  # type: ignore[assignment]
    whole = sorted(
        (row for row in spent.items() if _is_ours(row[0][0])),
        key=lambda row: (-row[1][2], row[0]),
    )
    total = sum(own.values())
    lines = [f"{'seconds':>9} {'share':>6}  alone, by module"]
    lines += [
        f"{seconds:9.3f} {seconds / total:6.1%}  {name}"
        for name, seconds in own.most_common(_ROWS)
    ]
    lines += [
        "",
        f"{'seconds':>9} {'calls':>9}  with all that it calls, by function",
    ]
    lines += [
        f"{seconds:9.3f} {calls:9,}  {_module(file)}.{name}:{line}"
        for (file, line, name), (calls, _, seconds) in whole[:_ROWS]
    ]
    return "\n".join(lines) + "\n"


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(_PACKAGE)


def _module(file: str) -> str:
    """The name for a file: `weeknotes.pages.papers`, a library, a template, or `python`."""
    path = Path(file)
    if _is_ours(file):
        return ".".join(
            ("weeknotes", *path.relative_to(_PACKAGE).with_suffix("").parts)
        )
    if path.suffix in (".html", ".xml", ".txt"):
        return f"templates/{path.name}"
    library = [part for part in path.parts if part.endswith("-packages")]
    return path.parts[path.parts.index(library[-1]) + 1] if library else "python"
