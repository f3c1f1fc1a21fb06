"""Find blocks in the templates of a site that no page shows, for example because their names are
misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.text.messages import msg, nearest

if TYPE_CHECKING:
    import jinja2


def own_templates(site: Path) -> list[Path]:
    """The templates of a site that are not those of the theme."""
    folder = site / "templates"
    return sorted(folder.rglob("*.*")) if folder.is_dir() else []


def unknown_blocks(site: Path) -> Iterator[Diagnostic]:
    """Yield a warning for each block of a template, if no template that it extends has a block of
    this name.  There is no warning if the block is inside another block, or if the template calls
    it with `self`.  Templates that cannot be compiled are left out: the build reports them."""
    files = [file for file in own_templates(site) if file.suffix == ".html"]
    if not files:
        return
    from weeknotes.rendering.environment import make_environment

    environment = make_environment(site)
    for file in files:
        yield from _unknown(environment, site, file)


def _unknown(
    environment: jinja2.Environment, site: Path, file: Path
) -> Iterator[Diagnostic]:
    from jinja2 import nodes

    name = file.relative_to(site / "templates").as_posix()
    text, tree = _parsed(environment, name)
    inherited = _inherited(environment, tree, frozenset([name]))
    if inherited is None:
        return
    called = {
        one.attr
        for one in tree.find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name == "self"
    }
    for block in [node for node in tree.body if isinstance(node, nodes.Block)]:
        if block.name not in inherited | called:
            message = msg(
                "the templates that this template extends have no block `{name}`",
                name=block.name,
            )
            otherwise = msg(
                "write the name of one of these blocks: {names}",
                names=", ".join(sorted(inherited)),
            )
            line = text.split("\n")[block.lineno - 1]
            yield Diagnostic(
                "unknown-block",
                Severity.WARNING,
                file.relative_to(site).as_posix(),
                Span(block.lineno, line.find(block.name) + 1),
                message,
                nearest(block.name, inherited, otherwise),
                line,
            )


def _parsed(
    environment: jinja2.Environment, name: str
) -> tuple[str, jinja2.nodes.Template]:
    """The text of a template, and its tree, which is empty if there is no such template or if it
    has an error."""
    from jinja2 import nodes

    from weeknotes.rendering.template_errors import TEMPLATE_ERRORS

    try:
        assert environment.loader
        text, _, _ = environment.loader.get_source(environment, name)
        return text, environment.parse(text)
    except (*TEMPLATE_ERRORS, OSError):  # Jinja reads brackets recursively
        return "", nodes.Template([])


def _inherited(
    environment: jinja2.Environment, tree: jinja2.nodes.Template, seen: Set[str]
) -> Set[str] | None:
    """The blocks of all templates that a template extends.  None if it extends no template, or
    itself, or a template that does not exist, or a template whose name is computed."""
    from jinja2 import nodes

    parent = tree.find(nodes.Extends)
    if parent is None or not isinstance(parent.template, nodes.Const):
        return None
    name = str(parent.template.value)
    if name in seen:
        return None
    text, above = _parsed(environment, name)
    if not text:
        return None
    own = {block.name for block in above.find_all(nodes.Block)}
    return own | (_inherited(environment, above, seen | {name}) or frozenset())
