"""Writes what the theme's documentation takes from the code: the header of every template, and the
tables of docs/theming.md.

    python tools/theme_docs.py

The variables of a template are the fields of the view of its pages, with their types as declared.
To know which template has which view, all pages of a small site are listed (not rendered).  Blocks
and macros are read from the templates, classes and custom properties from the style sheets.
"""

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import jinja2
from jinja2 import nodes

from weeknotes.config.settings import parse_config
from weeknotes.model import Site
from weeknotes.pages import all_pages, sitemap
from weeknotes.pages.feeds import ITEM_TEMPLATE, FeedItem
from weeknotes.parsing import parse
from weeknotes.parsing.own_pages import OwnPages, parse_own_page
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.rendering.environment import make_environment
from weeknotes.resolving import resolve
from weeknotes.sources.decoding import Source

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
STYLES = ("style.css", "charts.css", "search.css")
DOCUMENT = ROOT / "docs" / "theming.md"

SETTINGS = "base_url: https://example.org/\nredirects:\n  old.html: tag:llm\n"
DIGEST = """2023년 4월 4주차
https://arxiv.org/abs/2304.07880
Sabiá (Ramon Pires, Hugo Abonizio)
글.
#llm
https://arxiv.org/abs/2304.07881
Canarim (Ramon Pires)
글.
"""
"""A site with pages of every kind."""
SYNTAX_COLOURS = "Syntax colours"
"""The component whose classes are not listed one by one."""
SHARED_RULES = {
    "The page",
    "Items side by side",
    "Links and buttons",
    "Secondary text",
    "Narrow screens",
    "High contrast",
    "Print",
}
"""Components that the table names only if no other component has rules for the class."""


class TemplateFacts(NamedTuple):
    """What a template offers: its variables with their types, its blocks (with their depth), its
    macros, and the template that it extends."""

    variables: Mapping[str, str]
    blocks: tuple[tuple[str, int], ...]
    macros: tuple[str, ...]
    extends: str


class CssClass(NamedTuple):
    """A class of the style sheets.  `elements` and `places` are the elements and the templates that
    have the class.  They are empty if the class is only in the HTML of notes, or if a script adds
    it.  `components` are the components of the style sheets with rules for the class."""

    name: str
    elements: tuple[str, ...]
    places: tuple[str, ...]
    components: tuple[str, ...]


# Views


def sample_site() -> Site:
    config, problems = parse_config(SETTINGS, "weeknotes.yml")
    assert not problems, problems
    source = Source("a.txt", "a.txt", DIGEST.encode(), DIGEST)
    own, _ = parse_own_page(Source("about.md", "about.md", b"x", "x"))
    assert own
    return resolve([parsed_file(parse(source))], config, {}, OwnPages((own,))).site


def views() -> dict[str, type]:
    """The view class of each template with which a page is rendered."""
    site = sample_site()
    limit = sitemap.LIMIT
    try:
        sitemap.LIMIT = 1  # then there is a list of sitemaps too
        pages = all_pages(site)
    finally:
        sitemap.LIMIT = limit
    found: dict[str, type] = {}
    for page in pages:
        if page.template and page.template != ITEM_TEMPLATE:
            view = get_type_hints(page.view)["return"]
            assert found.setdefault(page.template, view) is view, page.template
    return found


def fields(view: type) -> dict[str, Any]:
    """The fields of a view or of a value in it, then its properties, with their types."""
    found = {
        name: kind for name, kind in get_type_hints(view).items() if name[0] != "_"
    }
    for base in view.__mro__:
        for name, value in vars(base).items():
            if isinstance(value, property) and name[0] != "_" and value.fget:
                found.setdefault(name, get_type_hints(value.fget)["return"])
    return found


def type_text(kind: Any) -> str:
    """A type as Python code: `tuple[NoteView, ...]`, `WeekLink | None`."""
    if kind is type(None):
        return "None"
    if kind is Ellipsis:
        return "..."
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return " | ".join(map(type_text, inner))
    if origin is None:
        return str(kind.__name__)
    if isinstance(inner[0], list):  # the parameters of a function
        return "function"
    return f"{origin.__name__}[{', '.join(map(type_text, inner))}]"


def _classes_in(kind: Any) -> Iterator[type]:
    if inner := get_args(kind):
        for one in inner:
            if not isinstance(one, list):
                yield from _classes_in(one)
    elif isinstance(kind, type) and kind.__module__.startswith("weeknotes."):
        yield kind


def value_types(view_types: Iterable[type]) -> dict[str, type]:
    """Every type of the program that a template can reach from its variables, by its name."""
    found: dict[str, type] = {}
    waiting = [
        one
        for view in view_types
        for kind in fields(view).values()
        for one in _classes_in(kind)
    ]
    while waiting:
        one = waiting.pop()
        if one.__name__ not in found and not issubclass(one, str):
            found[one.__name__] = one
            waiting += [
                inner for kind in fields(one).values() for inner in _classes_in(kind)
            ]
    return dict(sorted(found.items()))


# Templates


def facts() -> dict[str, TemplateFacts]:
    """What each template of the theme offers, by its name."""
    environment = make_environment(ROOT / "no-site")
    own = {
        name: {field: type_text(kind) for field, kind in fields(view).items()}
        for name, view in views().items()
    }
    item = {field: type_text(kind) for field, kind in fields(FeedItem).items()}
    own[ITEM_TEMPLATE] = item | {"root": "str"}
    trees = {
        path.name: environment.parse(path.read_text("utf-8"))
        for path in sorted(TEMPLATES.iterdir())
    }
    parents = {name: _parent(tree) for name, tree in trees.items()}
    extending = [
        own[name].items()
        for name, parent in parents.items()
        if parent == "base.html"
    ]
    own["base.html"] = dict(set.intersection(*map(set, extending)))
    own["base.html"] |= dict.fromkeys(environment.globals, "str")
    unknown = own.keys() - trees.keys()
    assert not unknown, f"templates that are not there: {unknown}"
    return {
        name: TemplateFacts(
            own.get(name, {}),
            tuple(_blocks(tree)),
            tuple(_macros(tree)),
            parents[name],
        )
        for name, tree in trees.items()
    }


def _parent(tree: nodes.Template) -> str:
    for node in tree.find_all(nodes.Extends):
        assert isinstance(node.template, nodes.Const)
        return str(node.template.value)
    return ""


def _blocks(node: nodes.Node, depth: int = 0) -> Iterator[tuple[str, int]]:
    for child in node.iter_child_nodes():
        is_block = isinstance(child, nodes.Block)
        if isinstance(child, nodes.Block):
            yield child.name, depth
        yield from _blocks(child, depth + is_block)


def _macros(tree: nodes.Template) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, nodes.Macro):
            plain = len(node.args) - len(node.defaults)
            names = [arg.name for arg in node.args[:plain]]
            for arg, default in zip(node.args[plain:], node.defaults, strict=True):
                assert isinstance(default, nodes.Const)
                names.append(f"{arg.name}={default.value!r}")
            yield f"{node.name}({', '.join(names)})"


_HEADER = re.compile(r"\{#(?P<text>.*?)#\}\n", re.DOTALL)
_GENERATED = re.compile(r"\n\n   (?:Variables|Blocks|Macros)\b.*", re.DOTALL)


def with_header(source: str, of: TemplateFacts) -> str:
    """A template whose first comment tells what it offers; the sentences with which the comment
    begins stay as they are."""
    header = _HEADER.match(source)
    assert header, "a template begins with a comment that says what it is for"
    about = _GENERATED.sub("", header["text"]).strip()
    return (
        "{# "
        + "\n".join([about, *_header_lines(of)])
        + " #}\n"
        + source[header.end() :]
    )


def _header_lines(of: TemplateFacts) -> Iterator[str]:
    if of.variables:
        yield "\n   Variables:"
        yield from (f"     {name}: {kind}" for name, kind in of.variables.items())
    if of.blocks:
        yield "\n   Blocks" + (
            f", besides those of {of.extends}:" if of.extends else ":"
        )
        yield from ("     " + "  " * depth + name for name, depth in of.blocks)
    if of.macros:
        yield "\n   Macros:"
        yield from ("     " + macro for macro in of.macros)


# Style sheets


def sheets() -> dict[str, str]:
    return {name: (ROOT / "static" / name).read_text("utf-8") for name in STYLES}


def _components(css: str) -> Iterator[tuple[str, str]]:
    """(heading, rules) of each part of a style sheet: a heading is a comment on a line of its
    own within a layer."""
    parts = re.split(r"\n  /\* ([^*]*[^*.]) \*/\n(?! *--)", css)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def custom_properties() -> list[tuple[str, str, str]]:
    """(name, value, what it is for) of each custom property of `:root`."""
    rows = re.findall(
        r"/\* ([^*]*) \*/\s*(--[\w-]+):\s*([^;]*);", sheets()["style.css"]
    )
    return [(name, " ".join(value.split()), about) for about, name, value in rows]


def css_classes() -> list[CssClass]:
    """Every class of the templates and the style sheets."""
    components: dict[str, dict[str, None]] = {}
    colours: set[str] = set()
    for css in sheets().values():
        for heading, rules in _components(css):
            selectors = re.sub(r"\{[^{}]*\}|/\*.*?\*/", "{}", rules, flags=re.DOTALL)
            names = re.findall(r"\.([a-zA-Z][\w-]*)", selectors)
            if heading.startswith(SYNTAX_COLOURS):
                colours |= set(names)
                continue
            for name in names:
                components.setdefault(name, {})[heading.partition(":")[0]] = None
    elements: dict[str, dict[str, None]] = {}
    places: dict[str, dict[str, None]] = {}
    for path in sorted(TEMPLATES.glob("*.html")):
        for element, names in _classes_of(path.read_text("utf-8")):
            for name in names:
                elements.setdefault(name, {})[f"<{element}>"] = None
                places.setdefault(name, {})[path.name] = None
    found = []
    for name in sorted((components.keys() - colours) | elements.keys()):
        headings = components.get(name, {})
        own = tuple(heading for heading in headings if heading not in SHARED_RULES)
        place = tuple(places[name]) if name in places else (_made_by(name),)
        found.append(
            CssClass(
                name, tuple(elements.get(name, ())), place, own or tuple(headings)
            )
        )
    return found


def _made_by(name: str) -> str:
    """The part of the program that adds a class, if no template has the class."""
    makers = {
        "notes": "src/weeknotes/markup/*.py",
        "search": "static/search*.js",
        "script": "static/*.js",
    }
    for maker, pattern in makers.items():
        for path in ROOT.glob(pattern):
            if re.search(rf"[\"'`. |]{name}[\"'` >]", path.read_text("utf-8")):
                return maker
    raise AssertionError(f"nothing makes the class {name}")


def _classes_of(template: str) -> Iterator[tuple[str, list[str]]]:
    """(element, its classes) of a template."""
    text = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    for tag in re.finditer(r"<([\w-]+)([^<>]*)", text):
        for names in re.findall(r'\sclass="([^"]*)"', tag[2]):
            yield tag[1], names.split()


# docs/theming.md


def tables() -> dict[str, str]:
    """The generated parts of docs/theming.md, by the name in their markers."""
    known = facts()
    reached = value_types([*views().values(), FeedItem])
    return {
        "blocks": _table(
            ("template", "blocks"),
            (
                (_code(name), _nested(of.blocks))
                for name, of in known.items()
                if of.blocks
            ),
        ),
        "variables": _table(
            ("template", "variable", "type"),
            (
                ("" if nth else _code(template), _code(name), _code(kind))
                for template, of in known.items()
                for nth, (name, kind) in enumerate(of.variables.items())
            ),
        ),
        "types": _table(
            ("type", "fields"),
            (
                (
                    _code(name),
                    ", ".join(
                        _code(f"{field}: {type_text(kind)}") for field, kind in rows
                    ),
                )
                for name, rows in (
                    (name, fields(one).items()) for name, one in reached.items()
                )
            ),
        ),
        "macros": _table(
            ("file", "macros"),
            (
                (_code(name), ", ".join(map(_code, of.macros)))
                for name, of in known.items()
                if of.macros and not of.extends
            ),
        ),
        "properties": _table(
            ("property", "default", "for"),
            (
                (_code(name), _code(value), about)
                for name, value, about in custom_properties()
            ),
        ),
        "classes": _table(
            ("class", "on", "in", "component"),
            (
                (
                    _code(f".{one.name}"),
                    ", ".join(map(_code, one.elements)),
                    ", ".join(one.places),
                    "; ".join(one.components),
                )
                for one in css_classes()
            ),
        ),
    }


def own_filters() -> set[str]:
    """The filters that the program adds to those of Jinja."""
    return set(make_environment(ROOT / "no-site").filters) - set(
        jinja2.Environment().filters
    )


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _nested(blocks: Iterable[tuple[str, int]]) -> str:
    """A list of blocks. Blocks inside a block follow it in parentheses: `main` (`heading`,
    `notes`), `footer`."""
    text, last = "", 0
    for name, depth in blocks:
        if depth > last:
            text += " ("
        else:
            text += ")" * (last - depth) + (", " if text else "")
        text, last = text + _code(name), depth
    return text + ")" * last


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def with_tables(document: str) -> str:
    """A document with the generated parts renewed."""
    for name, text in tables().items():
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        before, found, rest = document.partition(begin)
        if found:
            document = f"{before}{begin}\n{text}\n\n{end}{rest.partition(end)[2]}"
    return document


def renewed() -> dict[Path, str]:
    """The correct text of every file that this script writes."""
    files = {
        TEMPLATES / name: with_header((TEMPLATES / name).read_text("utf-8"), of)
        for name, of in facts().items()
    }
    return files | {DOCUMENT: with_tables(DOCUMENT.read_text("utf-8"))}


if __name__ == "__main__":
    for path, text in renewed().items():
        path.write_text(text, "utf-8")
