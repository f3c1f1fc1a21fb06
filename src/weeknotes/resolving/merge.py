"""ParsedFile… → MergedWeek…: merge the parts of each week, and sort the weeks by time."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.identifiers import Kind, archive_of
from weeknotes.model import Address
from weeknotes.parsing.parsed_file import (
    AddressRow,
    ParsedEntry,
    ParsedFile,
    ParsedWeek,
    subject,
)
from weeknotes.resolving.aliases import Aliases
from weeknotes.text.messages import msg
from weeknotes.text.time_names import time_in_path
from weeknotes.text.weeks import WeekLabel, WeekRule, week_of
from weeknotes.urls import derived_name


class MergedEntry(NamedTuple):
    """An entry with its addresses and tags after aliases.

    `paper` is the key of its paper, and `resource` is that key before aliases.  `tags` are the tags
    as typed, by key.  `path` is the path of its file as shown in messages.
    """

    paper: str
    resource: str
    addresses: tuple[Address, ...]
    tags: Mapping[str, str]
    parsed: ParsedEntry
    path: str


class MergedWeek(NamedTuple):
    """One week, merged from all files that have a part of it."""

    id: str
    label: WeekLabel | None
    parts: tuple[ParsedWeek, ...]
    entries: tuple[MergedEntry, ...]


def merge_weeks(
    files: Iterable[ParsedFile],
    rule: WeekRule,
    aliases: Aliases,
    diagnostics: list[Diagnostic],
) -> list[MergedWeek]:
    """Merge the parts of each week, in the order of their files.  Weeks are in chronological order,
    undated weeks first."""
    parts: dict[str, list[ParsedWeek]] = {}
    labels: dict[str, WeekLabel | None] = {}
    for file in files:
        for week in file.weeks:
            label = week.label_under(rule)
            name = label.id if label else _undated_id(week.name)
            before = parts.setdefault(name, [])
            named = any(part.label for part in before) and week.label
            if named and not _are_named(label, before[0], week, rule):
                diagnostics.append(_week_twice(name, before[0], week))
            before.append(week)
            labels[name] = label
    ordered = sorted(parts, key=lambda name: (labels[name] or (0, 0, 0), name))
    return [
        MergedWeek(
            name,
            labels[name],
            tuple(parts[name]),
            _entries(name, parts[name], aliases),
        )
        for name in ordered
    ]


def _undated_id(file: str) -> str:
    """The id of an undated week, derived from the name of its file."""
    return derived_name(f"week:{PurePosixPath(file).with_suffix('').as_posix()}")


def _are_named(
    label: WeekLabel | None, first: ParsedWeek, second: ParsedWeek, rule: WeekRule
) -> bool:
    """Whether two parts of a week are in two files, and the names of both files contain this week
    or one of its days.  If so, the writer wants two files for this week."""
    times = {week.name: time_in_path(week.name) for week in (first, second)}
    weeks = {
        time.label or (time.day and week_of(time.day, rule))
        for time in times.values()
    }
    return len(times) == 2 and label is not None and weeks == {label}


def _week_twice(name: str, first: ParsedWeek, second: ParsedWeek) -> Diagnostic:
    message = msg(
        "{place} already has the week {week}; both parts are joined, in this order",
        place=f"{first.path}:{first.span[0]}",
        week=name,
    )
    hint = msg("move both parts to one place, or correct one of the headings")
    span = Span(*second.span)
    return Diagnostic(
        "week-twice", Severity.WARNING, second.path, span, message, hint
    )


def _entries(
    week: str, parts: Sequence[ParsedWeek], aliases: Aliases
) -> tuple[MergedEntry, ...]:
    """The entries of a week.  An entry without a URL (an essay) gets a key from week and number."""
    merged: list[MergedEntry] = []
    essays = 0
    for part in parts:
        for parsed in part.entries:
            addresses = _addresses(parsed.addresses, aliases.papers)
            about, typed = subject(addresses), subject(parsed.addresses)
            if about and typed:
                paper, resource = about.key, typed[1]
            else:
                essays += 1
                number = f"-{essays}" if essays > 1 else ""
                paper = resource = f"note:{week}{number}"
            tags = _tags(parsed.tags, aliases.tags)
            merged.append(
                MergedEntry(paper, resource, addresses, tags, parsed, part.path)
            )
    return tuple(merged)


def _tags(
    typed: Sequence[tuple[str, str]], aliases: Mapping[str, str]
) -> Mapping[str, str]:
    """The tags as typed, by key after aliases.  Of equal tags, the first one is kept."""
    tags: dict[str, str] = {}
    for key, text in typed:
        tags.setdefault(aliases.get(key, key), text)
    return tags


def paper_key(rows: Sequence[AddressRow], aliases: Mapping[str, str]) -> str:
    """The key of the paper of an entry with these addresses; empty without addresses."""
    about = subject(_addresses(rows, aliases))
    return about.key if about else ""


def _addresses(
    rows: Iterable[AddressRow], aliases: Mapping[str, str]
) -> tuple[Address, ...]:
    """The addresses after aliases.  Other addresses of papers are papers, too."""
    addresses = []
    for url, typed, kind, label in rows:
        key = aliases.get(typed, typed)
        is_paper = key != typed and archive_of(key)
        addresses.append(
            Address(url, key, Kind.PAPER if is_paper else Kind(kind), label)
        )
    return tuple(addresses)
