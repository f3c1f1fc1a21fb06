"""Parse the front matter of a digest: `week:`, `date:`, `draft:`, `title:`, `tags:`, each
optional."""

from collections.abc import Sequence
from datetime import date

from weeknotes.config.reader import Node, Reader
from weeknotes.config.yaml import read_mapping
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.parsing.lines import Line
from weeknotes.parsing.result import FrontMatter
from weeknotes.text.headings import heading
from weeknotes.text.messages import msg
from weeknotes.text.weeks import WeekLabel

KEYS = ("week", "date", "draft", "title", "tags")


def read_front_matter(
    lines: Sequence[Line], path: str
) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """The values of the front matter, and its diagnostics.  `lines` include both `---` lines."""
    if len(lines) < 2:
        return FrontMatter(), ()
    text = "\n".join(line.indented for line in lines[1:-1])
    pairs, reader = read_mapping(
        text,
        path,
        "front-matter",
        first_line=lines[1].number,
        hash_is_text=True,
    )
    values: dict[str, object] = {}
    for key, node in pairs:
        name = str(key.value).lower()
        if name not in KEYS:
            reader.unknown(key, KEYS)
        elif (value := _value(name, node, reader)) is not None:
            values[name] = value
    front = FrontMatter(**values)  # type: ignore[arg-type]
    unreadable = has_errors(reader.diagnostics)
    return front._replace(unreadable=unreadable), tuple(reader.diagnostics)


def _value(
    name: str,
    node: Node,
    reader: Reader,
) -> object | None:
    """The value of one key; None if it is invalid, which is reported."""
    match name:
        case "week":
            return reader.parsed(node, name, _week, msg("a week such as 2023-04-w4"))
        case "date":
            return reader.parsed(node, name, date.fromisoformat, msg("a day such as 2023-04-20"))
        case "draft":
            return reader.parsed(node, name, _flag, msg("true or false"))
        case "title":
            return reader.text(node, name)
        case _:
            return _tags(node, name, reader)


def _week(text: str) -> WeekLabel:
    label = heading(text)
    if label is None or not label.plausible:
        raise ValueError
    return label


def _flag(text: str) -> bool:
    match text.lower():
        case "true" | "yes":
            return True
        case "false" | "no":
            return False
    raise ValueError


def _tags(
    node: Node,
    name: str,
    reader: Reader,
) -> tuple[str, ...] | None:
    words = reader.words(node, name)
    if words is None:
        return None
    tags = (word.lstrip("#＃") for word in words)
    return tuple(filter(None, tags))
