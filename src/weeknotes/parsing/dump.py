"""Format parse results as JSON or text, for `weeknotes parse` (docs/parse-format.md)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from weeknotes.diagnostics import printable
from weeknotes.parsing.doubts import Doubt
from weeknotes.parsing.draft_marks import without_drafts
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek, Text
from weeknotes.text.messages import UNTRANSLATED, Catalogue, Message, counted, msg
from weeknotes.text.unicode import fold
from weeknotes.text.weeks import WeekRule

FORMAT_VERSION = 1
_FIELDS: Mapping[str, Message] = {
    "boundary": msg("boundary"),
    "title": msg("title"),
    "authors": msg("authors"),
}
"""What the fields of doubts are called."""


def to_json(results: Sequence[ParseResult], rule: WeekRule) -> str:
    """The documented JSON, with all text as typed.  Ends with a newline."""
    weeks = [
        _week(week, rule)
        for result in results
        for week in map(without_drafts, result.weeks)
    ]
    document = {"version": FORMAT_VERSION, "weeks": weeks}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _week(week: RawWeek, rule: WeekRule) -> dict[str, object]:
    label = week.label_under(rule)
    return {
        "id": label.id if label else PurePosixPath(week.name).stem,
        "year": label.year if label else None,
        "month": label.month if label else None,
        "week": label.week if label else None,
        "label": label.text if label else "",
        "source": week.path,
        "title": week.front.title or week.heading_suffix,
        "draft": week.front.draft,
        "intro": _texts(week.intro),
        "entries": [_entry(entry) for entry in week.entries],
    }


def _entry(entry: RawEntry) -> dict[str, object]:
    return {
        "line": entry.line,
        "urls": _texts(entry.urls),
        "title": entry.title.text if entry.title else "",
        "authors": entry.names,
        "variants": _texts(entry.alternate_titles),
        "commentary": _texts(entry.commentary),
        "tags": _texts(entry.tags),
        "doubts": [_doubt(doubt) for doubt in entry.doubts],
        **({"above": _texts(entry.above)} if entry.above else {}),
    }


def _tags(entry: RawEntry, shared: Sequence[str]) -> list[str]:
    """The tags of an entry, and those that the front matter gives to all entries."""
    typed = _texts(entry.tags)
    known = {fold(tag) for tag in typed}
    return [*typed, *(tag for tag in shared if fold(tag) not in known)]


def _doubt(doubt: Doubt) -> dict[str, str | int]:
    return {
        "line": doubt.line,
        "field": doubt.field,
        "chosen": str(doubt.chosen),
        "other": str(doubt.other),
        "why": str(doubt.why),
    }


def _texts(pieces: Iterable[Text]) -> list[str]:
    return [piece.text for piece in pieces]


def to_text(
    results: Sequence[ParseResult],
    rule: WeekRule,
    catalogue: Catalogue = UNTRANSLATED,
) -> str:
    """A readable outline of the weeks.  It has each entry with its fields and doubts."""
    lines: list[str] = []
    for result in results:
        for week in result.weeks:
            lines += _week_lines(week, rule, catalogue)
    return "".join(f"{printable(line)}\n" for line in lines)


def _week_lines(week: RawWeek, rule: WeekRule, catalogue: Catalogue) -> list[str]:
    label = week.label_under(rule)
    shown = without_drafts(week)
    name = label.id if label else msg("(no week)").text(catalogue)
    remarks = [counted(len(shown.entries), "{n} entry", "{n:,} entries")]
    if held := len(week.entries) - len(shown.entries):
        remarks.append(
            counted(held, "{n} draft entry omitted", "{n:,} draft entries omitted")
        )
    if week.front.draft:
        remarks.append(msg("draft"))
    lines = [
        "  ".join([name, week.path, *(remark.text(catalogue) for remark in remarks)])
    ]
    lines += [f"    {_cut(block.text)}" for block in shown.intro]
    for entry in shown.entries:
        lines += _entry_lines(entry, week.front.tags, catalogue)
    return lines


def _entry_lines(
    entry: RawEntry, shared: Sequence[str], catalogue: Catalogue
) -> list[str]:
    title = entry.title.text if entry.title else msg("(no title)").text(catalogue)
    lines = [f"    {_cut(text)}" for text in _texts(entry.above)]
    lines.append(f"  {entry.line:>4}  {title}")
    lines += [f"        = {title}" for title in _texts(entry.alternate_titles)]
    lines += [f"        {url}" for url in _texts(entry.urls)]
    if names := entry.names:
        lines.append("        " + _cut(", ".join(names)))
    lines += [f"        │ {_cut(text)}" for text in _texts(entry.commentary)]
    if tags := _tags(entry, shared):
        lines.append("        #" + " #".join(tags))
    for doubt in entry.doubts:
        line = msg(
            "line {line}, {field}: {message}",
            line=doubt.line,
            field=_FIELDS[doubt.field],
            message=doubt.message,
        )
        lines.append(f"        ? {line.text(catalogue)}")
    return lines


def _cut(text: str, limit: int = 90) -> str:
    """The first line of a text, with `…` if something was cut off."""
    if "\n" not in text and len(text) <= limit:
        return text
    first, _, _ = text.partition("\n")
    return first[: limit - 1] + "…"
