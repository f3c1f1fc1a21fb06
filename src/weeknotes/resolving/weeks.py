"""Week drafts → weeks: their days, their introductions, and their entries with every link led to
its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import NamedTuple

from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.fingerprints import mark_of
from weeknotes.model import Draft, Entry, Find, Link, Note, TagRef, Week
from weeknotes.resolving.drafts import PartDraft, day_of
from weeknotes.resolving.links import Linker
from weeknotes.resolving.merge import Placed, WeekDraft, label_of
from weeknotes.text.weeks import days, last_of_month
from weeknotes.urls import href


class Refs(NamedTuple):
    """Where everything has its page: the links of prose, the files' names of papers by key, the
    pages of authors by key, the tags."""

    linker: Linker
    papers: Mapping[str, str]
    authors: Mapping[str, str]
    tags: Mapping[str, TagRef]


def resolve_week(
    draft: WeekDraft, config: Config, refs: Refs, found: list[Diagnostic]
) -> tuple[Week, tuple[Note, ...]]:
    """A week as resolved, and the paragraphs of its introduction; what is odd is added to
    `found`."""
    span = days(draft.label, config.week_rule) if draft.label else None
    found += about_label(draft.parts[0], config)
    intros = [led_intro(part, refs.linker, found) for part in draft.parts if part.intro]
    title = " · ".join(dict.fromkeys(part.title for part in draft.parts if part.title))
    published = _published(draft, span)
    outline = mark_of(draft.id, title, published.toordinal() if published else 0)
    paragraphs = tuple([paragraph for paragraphs in intros for paragraph in paragraphs])
    week = Week(
        id=draft.id,
        href=href(f"weeks/{draft.id}.html"),
        label=draft.label,
        title=title,
        days=span,
        published=published,
        parts=len(draft.parts),
        intro=tuple(map(joined, intros)),
        entries=_entries(draft, refs, found),
        outline=outline,
        mark=week_mark(outline, intros),
    )
    return week, paragraphs


def about_label(part: PartDraft, config: Config) -> Iterator[Diagnostic]:
    """What is odd about a week's label: that the calendar has no such week."""
    label = label_of(part)
    if label and days(label, config.week_rule) is None:
        message = f"{label.text} is no week of the calendar under the rule `{config.week_rule}`"
        hint = f"correct the heading, or set week_rule in {FILE_NAME}"
        yield Diagnostic(
            "no-such-week", Severity.WARNING, part.path, Span(*part.span), message, hint
        )


def led_intro(part: PartDraft, linker: Linker, found: list[Diagnostic]) -> tuple[Note, ...]:
    """What a file says before its first entry, a note for each paragraph."""
    links = linker.lead(len(part.intro), [Find(*find) for find in part.finds], part.path, "", found)  # type: ignore[arg-type]
    return tuple(map(Note, part.intro, links))


def joined(paragraphs: tuple[Note, ...]) -> Note:
    """Paragraphs as one note."""
    links = dict.fromkeys(link for note in paragraphs for link in note.links)
    return Note("\n\n".join(note.text for note in paragraphs), tuple(links))


def week_mark(outline: bytes, intros: Sequence[Sequence[Note]]) -> bytes:
    """What stands for a week with its introductions, a row of paragraphs for each file that has
    one, and where these lead."""
    rows = [
        [(note.text, tuple(map(_plain_link, note.links))) for note in intro] for intro in intros
    ]
    return outline + (mark_of(*rows) if rows else b"")


def _plain_link(link: Link) -> tuple[object, ...]:
    return link.typed, link.kind.value, *link[2:]


def _published(draft: WeekDraft, span: tuple[date, date] | None) -> date | None:
    """The day that feeds tell: the front matter's or the file name's, else the week's last within
    its month."""
    told = next(
        (day for part in draft.parts if (day := day_of(part)) and _is_of(part, day, span)), None
    )
    if told or draft.label is None:
        return told
    last = last_of_month(draft.label)
    return min(span[1], last) if span else last


def _is_of(part: PartDraft, day: date, span: tuple[date, date] | None) -> bool:
    """Whether a file's day is this week's: a file of several weeks has one day for all, which is
    that of the week it lies in."""
    return part.alone or span is None or span[0] <= day <= span[1]


def _entries(week: WeekDraft, refs: Refs, found: list[Diagnostic]) -> tuple[Entry, ...]:
    """A week's entries with their links led, each under an id of its own on the page."""
    anchors = {"main"}  # the page's own
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    entries = []
    for number, placed in enumerate(week.entries, 1):
        name = refs.papers[placed.key]
        anchor = next(
            a for n in numbers[name] if (a := f"{name}-{n}" if n > 1 else name) not in anchors
        )
        anchors.add(anchor)
        entries.append(_entry(week.id, number, anchor, placed, refs, found))
    return tuple(entries)


def _entry(
    week: str, number: int, anchor: str, placed: Placed, refs: Refs, found: list[Diagnostic]
) -> Entry:
    draft = placed.draft
    pages = refs.authors
    hrefs = tuple([pages.get(key, "") for key, _ in draft.authors])
    tags = tuple([refs.tags[key] for key, _ in draft.tags])
    links = led(draft, refs.linker, placed.path, placed.key, found) if draft.finds else ()
    shown = tuple([(tag.name, tag.href) for tag in tags])
    outline = mark_of(week, anchor, number, placed.key, placed.thing, draft.outline, hrefs, shown)
    mark = entry_mark(outline, draft, links)
    return Entry(
        week,
        anchor,
        number,
        placed.key,
        placed.thing,
        tags,
        placed.written,
        placed.place,
        hrefs,
        links,
        outline,
        draft.brief,
        mark,
    )


def led(
    draft: Draft, linker: Linker, path: str, key: str, found: list[Diagnostic]
) -> tuple[tuple[Link, ...], ...]:
    """The links of each paragraph of an entry on the paper `key`."""
    return linker.lead(draft.paragraphs, [Find(*find) for find in draft.finds], path, key, found)


def entry_mark(outline: bytes, draft: Draft, links: tuple[tuple[Link, ...], ...]) -> bytes:
    """What stands for an entry with its prose and for where that leads."""
    return (
        outline
        + draft.mark
        + (mark_of(*[tuple(map(_plain_link, of)) for of in links]) if links else b"")
    )
