"""Check the laws of ARCHITECTURE.md against the imports and calls in the code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.helpers import syntax_nodes, syntax_tree

PACKAGE = Path(__file__).parents[1] / "src" / "weeknotes"

TOUCH_FILES = {"cache", "cli", "config", "output", "rendering", "server", "sources"}
FILE_CALLS = set(
    "open read_text read_bytes write_text write_bytes scandir walk rglob glob iterdir unlink mkdir "
    "rmdir stat exists is_file is_dir".split()
)
TERMINAL_CALLS = {
    "print",
    "exit",
    "sys.exit",
    "date.today",
    "datetime.now",
    "time.time",
    "datetime.today",
    "input",
    "datetime.utcnow",
    "time.time_ns",
    "time.perf_counter",
    "time.monotonic",
    "perf_counter",
    "sys.stdout.write",
    "sys.stderr.write",
}
HEAVY = {
    "jinja2",
    "markdown_it",
    "yaml",
    "feedgen",
    "slugify",
    "pygments",
    "latex2mathml",
    "mdit_py_plugins",
    "imagesize",
    "httpx",
    "lxml",
    "watchfiles",
}
IMPORTED_LATE = {
    "rendering/environment",
    "rendering/template_errors",
    "markup/parser",
    "markup/renderer",
    "markup/rules",
    "markup/callouts",
    "markup/footnotes",
    "markup/html_tags",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ("weeknotes",) if parts == ("__init__",) else parts


def imports(path: Path) -> Iterator[str]:
    """Yield every name that a file imports from weeknotes, also inside functions."""
    for node in syntax_nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            inner = PACKAGE.joinpath(*node.module.split(".")[1:])
            for alias in node.names:
                is_module = node.module.startswith("weeknotes") and (
                    (inner / f"{alias.name}.py").exists()
                    or (inner / alias.name).is_dir()
                )
                yield f"{node.module}.{alias.name}" if is_module else node.module


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "pages").glob("[a-z]*.py")), ids=lambda path: path.stem
)
def test_pages_never_import_each_other(path: Path) -> None:
    pages = [name for name in imports(path) if name.startswith("weeknotes.pages")]
    assert not [
        name for name in pages if not name.startswith("weeknotes.pages.common")
    ]


def found(
    find: Callable[[Path], set[str]], allowed: set[str]
) -> dict[str, set[str]]:
    """What `find` finds in each module, by its name, without the allowed modules and packages."""
    faults = {
        "/".join(name): find(path)
        for path in modules()
        if allowed.isdisjoint(("/".join(name := name_of(path)), name[0]))
    }
    return {name: own for name, own in faults.items() if own}


@cache
def calls(path: Path) -> Sequence[ast.expr]:
    """What a module calls."""
    return [node.func for node in syntax_nodes(path) if isinstance(node, ast.Call)]


def file_calls(path: Path) -> set[str]:
    names = {
        func.attr if isinstance(func, ast.Attribute) else func.id
        for func in calls(path)
        if isinstance(func, ast.Attribute | ast.Name)
    }
    return names & FILE_CALLS


def terminal_calls(path: Path) -> set[str]:
    return set(map(ast.unparse, calls(path))) & TERMINAL_CALLS


def heavy_imports(path: Path) -> set[str]:
    """The heavy libraries that a module imports at its top."""
    top = syntax_tree(path).body
    named = {
        alias.name
        for node in top
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    named |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in named} & HEAVY


def test_only_some_touch_the_file_system() -> None:
    assert found(file_calls, TOUCH_FILES) == {}
    assert len(found(file_calls, set())) > 10


def test_only_the_command_line_prints_exits_or_reads_the_clock() -> None:
    assert found(terminal_calls, {"cli", "__main__"}) == {}
    assert "cli/common" in found(terminal_calls, set())


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """The Markdown parser and the template environment are themselves imported where they are
    used, so they may import their libraries at the top."""
    assert found(heavy_imports, IMPORTED_LATE) == {}
    assert found(heavy_imports, set()).keys() == IMPORTED_LATE


def test_no_two_public_classes_have_the_same_name() -> None:
    """A name has one meaning in the whole program."""
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in syntax_nodes(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(
                    path.relative_to(PACKAGE).as_posix()
                )
    assert len(places) > 100
    assert not {name: files for name, files in places.items() if len(files) > 1}


def test_few_modules_stand_beside_the_packages() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 8


def test_slugify_has_one_caller() -> None:
    assert [
        name_of(path) for path in modules() if "slugify" in set(imports(path))
    ] == [("urls",)]
