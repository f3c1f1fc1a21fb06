"""File drafts → week drafts: the parts of each week put together, essays named, weeks in order of
time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Draft, Written
from weeknotes.resolving.drafts import FileDraft, PartDraft
from weeknotes.text.weeks import WeekLabel
from weeknotes.urls import derived_name


class Digest(NamedTuple):
    """What a file says by itself, and the entries of each of its weeks."""

    draft: FileDraft
    weeks: Sequence[Written]


class Placed(NamedTuple):
    """An entry's draft: the key of its paper, that of the thing before aliases, and where it is
    written."""

    key: str
    thing: str
    draft: Draft
    path: str
    written: Written
    place: int


class WeekDraft(NamedTuple):
    """All that the files say of one week."""

    id: str
    label: WeekLabel | None
    parts: tuple[PartDraft, ...]
    entries: tuple[Placed, ...]


def week_drafts(files: Iterable[Digest], found: list[Diagnostic]) -> list[WeekDraft]:
    """The parts of each week in the order of their files; weeks in order of time, undated ones
    first."""
    parts: dict[str, list[tuple[PartDraft, Written]]] = {}
    labels: dict[str, WeekLabel | None] = {}
    for file in files:
        for part, written in zip(file.draft.parts, file.weeks, strict=True):
            label = label_of(part)
            name = week_id(part)
            before = parts.setdefault(name, [])
            if before:
                message = f"{name} has been begun in {before[0][0].path} already; both are read as one week, in this order"
                hint = "move them into one file, or correct the heading of one"
                found.append(
                    Diagnostic(
                        "week-twice", Severity.WARNING, part.path, Span(*part.span), message, hint
                    )
                )
            before.append((part, written))
            labels[name] = label
    ordered = sorted(parts, key=lambda name: (labels[name] or (0, 0, 0), name))
    return [
        WeekDraft(
            name, labels[name], tuple(part for part, _ in parts[name]), _placed(name, parts[name])
        )
        for name in ordered
    ]


def label_of(part: PartDraft) -> WeekLabel | None:
    """The week that a part is of; None where nothing tells."""
    return WeekLabel(*part.label) if part.label else None


def week_id(part: PartDraft) -> str:
    """The id of that week: its label's, else one of the file's name."""
    label = label_of(part)
    return (
        label.id
        if label
        else derived_name(f"week:{PurePosixPath(part.name).with_suffix('').as_posix()}")
    )


def _placed(week: str, parts: Sequence[tuple[PartDraft, Written]]) -> tuple[Placed, ...]:
    """A week's entries.  One without an address is a thing of its own, by its week and place."""
    placed: list[Placed] = []
    essays = 0
    for part, written in parts:
        for place, draft in enumerate(part.entries):
            if draft.key:
                placed.append(Placed(draft.key, draft.thing, draft, part.path, written, place))
            else:
                essays += 1
                key = f"note:{week}" + (f"-{essays}" if essays > 1 else "")
                placed.append(Placed(key, key, draft, part.path, written, place))
    return tuple(placed)
