"""The YAML head of a digest: `week:`, `date:`, `draft:`, `title:`, `tags:`, none of them needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from weeknotes.config.yaml import read_mapping
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.parsing.lines import Line
from weeknotes.parsing.result import FrontMatter
from weeknotes.text.weeks import WeekLabel, heading

KEYS = ("week", "date", "draft", "title", "tags")


def _week(text: str) -> WeekLabel:
    label = heading(text)
    if label is None or not label.plausible:
        raise ValueError
    return label


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false", "yes", "no"):
        raise ValueError
    return text.lower() in ("true", "yes")


def read_front_matter(
    lines: Sequence[Line], path: str
) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """The values of a file's head; `lines` are its lines, both `---` included."""
    if len(lines) < 2:
        return FrontMatter(), ()
    text = "\n".join(line.indented for line in lines[1:-1])
    pairs, reader = read_mapping(text, path, "front-matter", lines[1].number, hash_is_text=True)
    values: dict[str, object] = {}
    for key, node in pairs:
        name = str(key.value).lower()
        value: object | None = None
        match name:
            case "week":
                value = reader.parsed(node, name, _week, "a week such as 2023-04-w4")
            case "date":
                value = reader.parsed(node, name, date.fromisoformat, "a day such as 2023-04-20")
            case "draft":
                value = reader.parsed(node, name, _flag, "true or false")
            case "title":
                value = reader.text(node, name)
            case "tags":
                words = reader.words(node, name)
                value = (
                    tuple(tag for word in words if (tag := word.lstrip("#＃")))
                    if words is not None
                    else None
                )
            case _:
                reader.unknown(key, KEYS)
        if value is not None:
            values[name] = value
    front = FrontMatter(**values)  # type: ignore[arg-type]
    if has_errors(reader.found):
        front = front._replace(unreadable=True)
    return front, tuple(reader.found)
