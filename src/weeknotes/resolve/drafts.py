"""Readings → drafts: the parts of each week put together, each entry with the keys of its paper, tags and authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.identity import ARCHIVES, Kind, identify
from weeknotes.model import Address
from weeknotes.parse.raw import RawEntry, RawWeek
from weeknotes.people import author_key
from weeknotes.resolve.aliases import Aliases
from weeknotes.text import clean, fold
from weeknotes.urls import derived_name
from weeknotes.weeks import WeekLabel, WeekRule


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry whose paper, tags and authors are known, and whose links are not yet led anywhere.

    `thing` is the paper's key before aliases; `tags` and `authors` are pairs of a key and what was typed; the key of an author is empty
    where it is nobody's name.
    """

    raw: RawEntry
    source: RawWeek
    key: str
    thing: str
    addresses: tuple[Address, ...]
    title: str
    authors: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WeekDraft:
    """All that the files say of one week."""

    id: str
    label: WeekLabel | None
    parts: tuple[RawWeek, ...]
    entries: tuple[Draft, ...]


def week_drafts(raw: Iterable[RawWeek], rule: WeekRule, aliases: Aliases, found: list[Diagnostic]) -> list[WeekDraft]:
    """The parts of each week in the order of their files; weeks in order of time, undated ones first."""
    parts: dict[str, list[RawWeek]] = {}
    labels: dict[str, WeekLabel | None] = {}
    for part in raw:
        label = part.label_under(rule)
        name = label.id if label else derived_name(f"week:{PurePosixPath(part.name).with_suffix('').as_posix()}")
        same = parts.setdefault(name, [])
        if same:
            message = f"{name} has been begun in {same[0].path} already; both are read as one week, in this order"
            hint = "move them into one file, or correct the heading of one"
            found.append(Diagnostic("week-twice", Severity.WARNING, part.path, part.span, message, hint))
        same.append(part)
        labels[name] = label
    ordered = sorted(parts, key=lambda name: (labels[name] or (0, 0, 0), name))
    return [WeekDraft(name, labels[name], tuple(parts[name]), _drafts(name, parts[name], aliases)) for name in ordered]


def _drafts(week: str, parts: Sequence[RawWeek], aliases: Aliases) -> tuple[Draft, ...]:
    """A week's entries with their keys.  One without an address is a thing of its own, by its week and place."""
    drafts: list[Draft] = []
    essays = 0
    for part in parts:
        for entry in part.entries:
            addresses = addresses_of(entry, aliases.papers)
            about = subject(addresses)
            if about is None:
                essays += 1
            key = about.key if about else f"note:{week}" + (f"-{essays}" if essays > 1 else "")
            tags: dict[str, str] = {}
            for tag in (*(tag.text for tag in entry.tags), *part.front.tags):
                tags.setdefault(aliases.tags.get(fold(tag), fold(tag)), clean(tag))
            authors = tuple(_author(clean(name), aliases) for name in entry.names)
            title = clean(entry.title.text) if entry.title else ""
            before = subject(addresses_of(entry, {})) if aliases.papers else about
            drafts.append(
                Draft(entry, part, key, before.key if before else key, addresses, " ".join(title.split()), authors, tuple(tags.items()))
            )
    return tuple(drafts)


def _author(name: str, aliases: Aliases) -> tuple[str, str]:
    key = author_key(name)
    return aliases.authors.get(key, key), name


def addresses_of(entry: RawEntry, aliases: Mapping[str, str]) -> tuple[Address, ...]:
    """An entry's addresses with what they name."""
    return tuple(_address(url.text, aliases) for url in entry.urls)


def subject(addresses: Sequence[Address]) -> Address | None:
    """What an entry is about: its first paper, else its first address, whatever that names."""
    return next((a for a in addresses if a.kind is Kind.PAPER), addresses[0] if addresses else None)


def _address(url: str, aliases: Mapping[str, str]) -> Address:
    thing = identify(url)
    key = aliases.get(thing.key, thing.key)
    kind = Kind.PAPER if key.split(":")[0] in ARCHIVES else thing.kind
    return Address(clean(url), key, kind, clean(thing.label))
