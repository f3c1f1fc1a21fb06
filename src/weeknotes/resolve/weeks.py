"""Drafts → weeks: their days, their introductions, and their entries with every link led to its page."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from weeknotes.config import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.linking import Linker
from weeknotes.model import AuthorRef, Entry, TagRef, Week
from weeknotes.parse.raw import RawWeek
from weeknotes.resolve.drafts import Draft, WeekDraft
from weeknotes.text import clean
from weeknotes.urls import href
from weeknotes.weeks import days


@dataclass(frozen=True, slots=True)
class Refs:
    """Where everything has its page: the links of prose, the files' names of papers and authors by key, the tags."""

    linker: Linker
    papers: Mapping[str, str]
    authors: Mapping[str, str]
    tags: Mapping[str, TagRef]


def resolve_week(draft: WeekDraft, config: Config, refs: Refs, found: list[Diagnostic]) -> Week:
    """A week as resolved; what is odd is added to `found`."""
    span = days(draft.label, config.week_rule) if draft.label else None
    if draft.label and span is None:
        first = draft.parts[0]
        message = f"{draft.label.text} is no week of the calendar under the rule `{config.week_rule}`"
        hint = f"correct the heading, or set week_rule in {FILE_NAME}"
        found.append(Diagnostic("no-such-week", Severity.WARNING, first.path, first.span, message, hint))
    intros = [refs.linker.note(part.intro, part, "", found) for part in draft.parts if part.intro]
    return Week(
        id=draft.id,
        href=href(f"weeks/{draft.id}.html"),
        label=draft.label,
        title=" · ".join(dict.fromkeys(clean(title) for part in draft.parts if (title := part.front.title or part.beside))),
        days=span,
        published=_published(draft, span),
        intro=tuple(note for note, _ in intros),
        intro_paragraphs=tuple(paragraph for _, paragraphs in intros for paragraph in paragraphs),
        entries=_entries(draft, refs, found),
    )


def _published(draft: WeekDraft, span: tuple[date, date] | None) -> date | None:
    """The day that feeds tell: the front matter's or the file name's, else the week's last within its month."""
    told = next((part.day for part in draft.parts if part.day and _is_of(part, part.day, span)), None)
    if told or draft.label is None:
        return told
    last = date(draft.label.year, draft.label.month, calendar.monthrange(draft.label.year, draft.label.month)[1])
    return min(span[1], last) if span else last


def _is_of(part: RawWeek, day: date, span: tuple[date, date] | None) -> bool:
    """Whether a file's day is this week's: a file of several weeks has one day for all, which is that of the week it lies in."""
    return part.alone or span is None or span[0] <= day <= span[1]


def _entries(week: WeekDraft, refs: Refs, found: list[Diagnostic]) -> tuple[Entry, ...]:
    """A week's entries with their links led, each under an id of its own on the page."""
    anchors = {"main"}  # the page's own
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    entries = []
    for number, draft in enumerate(week.entries, 1):
        name = refs.papers[draft.key]
        anchor = next(a for n in numbers[name] if (a := f"{name}-{n}" if n > 1 else name) not in anchors)
        anchors.add(anchor)
        entries.append(_entry(week.id, number, anchor, draft, refs, found))
    return tuple(entries)


def _entry(week: str, number: int, anchor: str, draft: Draft, refs: Refs, found: list[Diagnostic]) -> Entry:
    note, parts = refs.linker.note(draft.raw.commentary, draft.source, draft.key, found)
    return Entry(
        week=week,
        anchor=anchor,
        number=number,
        paper=draft.key,
        thing=draft.thing,
        addresses=draft.addresses,
        title=draft.title,
        authors=tuple(_author(key, typed, refs) for key, typed in draft.authors),
        variants=tuple(clean(title.text) for title in draft.raw.variants),
        note=note,
        paragraphs=parts,
        tags=tuple(refs.tags[key] for key, _ in draft.tags),
    )


def _author(key: str, typed: str, refs: Refs) -> AuthorRef:
    name = refs.authors.get(key)
    return AuthorRef(key, typed, href(f"authors/{name}.html") if name else "")
