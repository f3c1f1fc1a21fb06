"""Find blocks in templates of a site that no page shows, such as those with a misspelt name."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from weeknotes.config.folders import theme_folder
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import msg

_TOKEN = re.compile(
    r"\{#.*?#\}"
    r"|\{%[-+]?\s*raw\b.*?\bendraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*extends\s+[\"'](?P<parent>[^\"'{}]+)[\"']"
    r"|\{%[-+]?\s*block\s+(?P<block>\w+)"
    r"|\{%[-+]?\s*(?P<end>endblock)\b",
    re.DOTALL,
)


def unknown_blocks(site: Path) -> Iterator[Diagnostic]:
    """Yield a warning for each block that a template fills and its parents do not have.  Such a
    block is fine inside another block, or where `self` calls it."""
    folder = site / "templates"
    for file in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
        text = _text(file)
        tokens = list(_TOKEN.finditer(text))
        known = _inherited(site, tokens)
        depth = 0
        for token in tokens if known else ():
            name = token["block"]
            called = name and re.search(rf"\bself\.{name}\b", text)
            if name and not (depth or name in known or called):
                yield _unknown(file.relative_to(site).as_posix(), text, token, known)
            depth += bool(name) - bool(token["end"])


def _text(file: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):  # the build reports it
        return read_regular(file).decode("utf-8")
    return ""


def _inherited(site: Path, tokens: list[re.Match[str]]) -> set[str]:
    """The blocks of all templates that a template extends; none if it extends no template."""
    known: set[str] = set()
    seen: set[str] = set()
    while name := next((token["parent"] for token in tokens if token["parent"]), ""):
        if name in seen:
            break
        seen.add(name)
        own = site / "templates" / name
        file = own if own.is_file() else theme_folder("templates") / name.removeprefix("theme/")
        tokens = list(_TOKEN.finditer(_text(file)))
        known |= {token["block"] for token in tokens if token["block"]}
    return known


def _unknown(path: str, text: str, token: re.Match[str], known: set[str]) -> Diagnostic:
    from difflib import get_close_matches

    name, start = token["block"], token.start("block")
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    message = msg("no template that this one extends has a block `{name}`", name=name)
    hint = msg("write the name of one of these blocks: {names}", names=", ".join(sorted(known)))
    if near:
        hint = msg("did you mean `{name}`?", name=near[0])
    line = text.count("\n", 0, start) + 1
    first = text.rfind("\n", 0, start) + 1
    span = Span(line, start - first + 1)
    return Diagnostic(
        "unknown-block", Severity.WARNING, path, span, message, hint, text[first:].split("\n")[0]
    )
