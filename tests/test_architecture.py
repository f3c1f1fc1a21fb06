"""The laws of ARCHITECTURE.md, held against the imports and calls that the code really makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "weeknotes"

# One direction of flow: a module imports only from modules that stand before it.
ORDER = (
    "weeknotes",
    "diagnostics",
    "marks",
    "folders",
    "stamp",
    "processes",
    "shelf",
    "profiling",
    "text",
    "links",
    "weeks",
    "words",
    "mapping",
    "config",
    "source",
    "people",
    "identity",
    "parse",
    "model",
    "urls",
    "linking",
    "markup",
    "resolve",
    "drafting",
    "checks",
    "citing",
    "bibliography",
    "opendata",
    "tallies",
    "charts",
    "parts",
    "views",
    "search",
    "pages",
    "syndication",
    "export",
    "theme",
    "environment",
    "render",
    "produce",
    "output",
    "store",
    "making",
    "build",
    "assemble",
    "inspection",
    "serve",
    "cli",
    "__main__",
)
INSIDE = {
    "identity": ("things", "address", "papers", "pages", "resources", "published", "__init__"),
    "words": ("table", "ko", "en", "__init__"),
    "search": ("__init__", "fold", "documents", "numbers", "index", "shards", "patch"),
    "parse": ("raw", "titles", "lines", "grounds", "segment", "blocks", "fields", "frontmatter", "digest", "__init__", "dump", "explain"),
    "resolve": (
        "aliases",
        "words",
        "citekeys",
        "drafts",
        "merge",
        "tags",
        "authors",
        "papers",
        "related",
        "redirects",
        "weeks",
        "resolved",
        "reword",
        "rows",
        "__init__",
    ),
    "markup": ("mathml", "readers", "plain", "code", "tables", "rules", "parser", "__init__", "summary"),
    "syndication": ("item", "xml", "jsonfeed", "opml", "__init__"),
    "serve": ("snapshot", "live", "exchange", "server", "watch", "__init__"),
}
TOUCH_FILES = {"config", "source", "theme", "environment", "render", "output", "store", "stamp", "folders", "shelf", "serve"}
FILE_CALLS = set(
    "open read_text read_bytes write_text write_bytes scandir walk rglob glob iterdir unlink mkdir rmdir stat exists is_file is_dir".split()
)
CLOCKS = {"datetime.utcnow", "time.time_ns", "time.perf_counter", "time.monotonic", "perf_counter", "sys.stdout.write", "sys.stderr.write"}
HEAVY = {"jinja2", "markdown_it", "yaml", "feedgen", "slugify", "pygments", "latex2mathml", "mdit_py_plugins", "imagesize", "watchfiles"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ("weeknotes",) if parts == ("__init__",) else parts


def imports(path: Path) -> Iterator[str]:
    """Every name that a file imports from weeknotes, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            inner = PACKAGE.joinpath(*node.module.split(".")[1:])
            for alias in node.names:
                is_module = node.module.startswith("weeknotes") and ((inner / f"{alias.name}.py").exists() or (inner / alias.name).is_dir())
                yield f"{node.module}.{alias.name}" if is_module else node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: "/".join(name_of(path)))
def test_imports_only_what_stands_above(path: Path) -> None:
    own = name_of(path)
    assert own[0] in ORDER, f"{own[0]} has no place in the order"
    for imported in imports(path):
        if not imported.startswith("weeknotes"):
            continue
        parts = tuple(imported.split("."))[1:] or ("weeknotes",)
        if parts[0] != own[0]:
            assert ORDER.index(parts[0]) < ORDER.index(own[0]), f"{'.'.join(own)} imports {imported} from below"
        elif own[0] in INSIDE and len(own) > 1 and len(parts) > 1:
            order = INSIDE[own[0]]
            assert order.index(parts[1]) < order.index(own[1]), f"{'.'.join(own)} imports {imported} from below"


@pytest.mark.parametrize("path", sorted((PACKAGE / "pages").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_pages_never_import_each_other(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("weeknotes.pages")]


@pytest.mark.parametrize("path", modules(), ids=lambda path: "/".join(name_of(path)))
def test_only_some_touch_the_file_system(path: Path) -> None:
    if name_of(path)[0] in TOUCH_FILES:
        return
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    names = {func.attr if isinstance(func, ast.Attribute) else func.id for func in calls if isinstance(func, ast.Attribute | ast.Name)}
    assert not names & FILE_CALLS - ({"open", "is_dir", "exists"} if name_of(path) == ("cli",) else set())


@pytest.mark.parametrize("path", modules(), ids=lambda path: "/".join(name_of(path)))
def test_only_the_command_line_prints_exits_or_reads_the_clock(path: Path) -> None:
    if name_of(path)[0] in ("cli", "__main__"):
        return
    text = path.read_text("utf-8")
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
    assert not calls & ({"print", "exit", "sys.exit", "date.today", "datetime.now", "time.time", "datetime.today", "input"} | CLOCKS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: "/".join(name_of(path)))
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    """The parser of notes that hold markup is itself imported only where one is met, and the templates' environment where there is a page
    to be made, so these may name theirs at the top."""
    if name_of(path) in {("environment",), *(("markup", name) for name in ("parser", "rules", "code", "mathml"))}:
        return
    top = ast.parse(path.read_text("utf-8")).body
    named = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    assert not {name.split(".")[0] for name in named} & HEAVY


def test_slugify_has_one_caller() -> None:
    assert [name_of(path) for path in modules() if "slugify" in set(imports(path))] == [("urls",)]
