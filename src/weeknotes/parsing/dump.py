"""Readings as JSON or as text for people: the stable form that `weeknotes parse` prints
(docs/parse-format.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath

from weeknotes.diagnostics import printable
from weeknotes.parsing.result import RawEntry, RawWeek, Reading
from weeknotes.text.weeks import WeekRule

FORMAT_VERSION = 1


def to_json(readings: Sequence[Reading], rule: WeekRule) -> str:
    """The documented JSON: all as typed, no alias and no normal form; ends with a newline."""
    weeks = [_week(week, rule) for reading in readings for week in reading.weeks]
    return (
        json.dumps({"version": FORMAT_VERSION, "weeks": weeks}, ensure_ascii=False, indent=1) + "\n"
    )


def _week(week: RawWeek, rule: WeekRule) -> dict[str, object]:
    label = week.label_under(rule)
    return {
        "id": label.id if label else PurePosixPath(week.name).stem,
        "year": label.year if label else None,
        "month": label.month if label else None,
        "week": label.week if label else None,
        "label": label.text if label else "",
        "source": week.path,
        "title": week.front.title or week.beside,
        "draft": week.front.draft,
        "intro": [block.text for block in week.intro],
        "entries": [_entry(entry) for entry in week.entries],
    }


def _entry(entry: RawEntry) -> dict[str, object]:
    return {
        "line": entry.line,
        "urls": [url.text for url in entry.urls],
        "title": entry.title.text if entry.title else "",
        "authors": entry.names,
        "variants": [title.text for title in entry.variants],
        "commentary": [block.text for block in entry.commentary],
        "tags": [tag.text for tag in entry.tags],
        "doubts": [doubt._asdict() for doubt in entry.doubts],
    }


def to_text(readings: Sequence[Reading], rule: WeekRule) -> str:
    """An outline: each week, each entry with what stands in its fields, each doubt."""
    lines: list[str] = []
    for reading in readings:
        for week in reading.weeks:
            label = week.label_under(rule)
            lines.append(
                f"{label.id if label else '(no week)'}  {week.path}  {len(week.entries)} entries"
                + ("  draft" if week.front.draft else "")
            )
            lines += [f"    {_cut(block.text)}" for block in week.intro]
            for entry in week.entries:
                lines += _entry_lines(entry)
    return "".join(f"{printable(line)}\n" for line in lines)


def _entry_lines(entry: RawEntry) -> list[str]:
    lines = [f"  {entry.line:>4}  {entry.title.text if entry.title else '(no title)'}"]
    lines += [f"        = {title.text}" for title in entry.variants]
    lines += [f"        {url.text}" for url in entry.urls]
    if entry.names:
        lines.append("        " + _cut(", ".join(entry.names)))
    lines += [f"        │ {_cut(block.text)}" for block in entry.commentary]
    if entry.tags:
        lines.append("        " + " ".join(f"#{tag.text}" for tag in entry.tags))
    lines += [
        f"        ? line {d.line}, {d.field}: read as {d.chosen}, or {d.other}: {d.why}"
        for d in entry.doubts
    ]
    return lines


def _cut(text: str, limit: int = 90) -> str:
    first, _, rest = text.partition("\n")
    return first if len(first) <= limit and not rest else first[: limit - 1] + "…"
