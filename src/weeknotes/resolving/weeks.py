"""MergedWeek → Week: the days, the introductions and the entries, with all links resolved."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.config.settings import FILE_NAME, Config, FeedDay
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import AuthorRef, Entry, Note, TagRef, Week, joined
from weeknotes.parsing.parsed_file import ParsedWeek
from weeknotes.resolving.links import Targets, resolve_links
from weeknotes.resolving.merge import MergedEntry, MergedWeek
from weeknotes.text.messages import msg
from weeknotes.text.weeks import days, last_of_month
from weeknotes.urls import href, week_path

_HEADING = re.compile(r"# +(?P<title>[^\n\[\]<>`*_]+?)[ #]*")
"""A heading of the first level in plain text."""


class References(NamedTuple):
    """The data for resolving references in entries.  `paper_names` are file names of papers by key.
    `authors` are authors by key and name as typed.  `tags` are tags by key."""

    targets: Targets
    paper_names: Mapping[str, str]
    authors: Mapping[tuple[str, str], AuthorRef]
    tags: Mapping[str, TagRef]


def resolve_week(
    week: MergedWeek,
    config: Config,
    references: References,
    diagnostics: list[Diagnostic],
) -> tuple[Week, tuple[Note, ...]]:
    """The resolved week, and the paragraphs of its introductions."""
    span = days(week.label, config.week_rule) if week.label else None
    if week.label and span is None:
        diagnostics.append(_no_such_week(week, config))
    parts = week.parts
    if len(parts) == 1 and parts[0].alone and not parts[0].title:
        parts = (_with_title(parts[0]),)
    intros = [
        resolve_links(
            part.intro,
            part.candidates,
            references.targets,
            part.path,
            "",
            diagnostics,
        )
        for part in parts
        if part.intro
    ]
    titles = dict.fromkeys(part.title for part in parts if part.title)
    undated = "" if week.label else PurePosixPath(parts[0].name).stem
    resolved = Week(
        id=week.id,
        href=href(week_path(week.id)),
        label=week.label,
        title=" · ".join(titles) or undated,
        days=span,
        published=_published(week, span, config.feed_day),
        intro=tuple(map(joined, intros)),
        entries=_entries(week, references, diagnostics),
    )
    return resolved, tuple(paragraph for intro in intros for paragraph in intro)


def _with_title(part: ParsedWeek) -> ParsedWeek:
    """A file whose text begins with a heading: the heading is its title."""
    begins = part.intro and part.introduced
    found = _HEADING.fullmatch(part.intro[0]) if begins else None
    if not found:
        return part
    candidates = (
        one._replace(paragraph=one.paragraph - 1) for one in part.candidates
    )
    return part._replace(
        title=found["title"], intro=part.intro[1:], candidates=tuple(candidates)
    )


def _no_such_week(week: MergedWeek, config: Config) -> Diagnostic:
    part = week.parts[0]
    heading = week.label.message if week.label else ""
    message = msg(
        "this month has no {week} if weeks are counted by the rule `{rule}`",
        week=heading,
        rule=config.week_rule.value,
    )
    hint = msg("correct the heading, or set week_rule in {file}", file=FILE_NAME)
    return Diagnostic(
        "no-such-week", Severity.WARNING, part.path, Span(*part.span), message, hint
    )


def _published(
    week: MergedWeek, span: tuple[date, date] | None, feed_day: FeedDay
) -> date | None:
    """The day of publication in feeds: from the front matter or the file name, else the last or the
    first day of the week within its month."""
    for part in week.parts:
        if part.day and _is_day_of(part, part.day, span):
            return part.day
    if week.label is None:
        return None
    last = last_of_month(week.label)
    if span and feed_day is FeedDay.FIRST:
        return max(span[0], last.replace(day=1))
    return min(span[1], last) if span else last


def _is_day_of(part: ParsedWeek, day: date, span: tuple[date, date] | None) -> bool:
    """Whether the day of a file is used for this week.  If a file has several weeks, its day is
    used only for the week that contains the day."""
    return part.alone or span is None or span[0] <= day <= span[1]


def _entries(
    week: MergedWeek, references: References, diagnostics: list[Diagnostic]
) -> tuple[Entry, ...]:
    """The entries of a week, each with a unique HTML id on the page."""
    anchors = {"main"}  # the id of the page's `<main>`
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    entries = []
    for number, entry in enumerate(week.entries, 1):
        name = references.paper_names[entry.paper]
        candidates = (f"{name}-{n}" if n > 1 else name for n in numbers[name])
        anchor = next(
            candidate for candidate in candidates if candidate not in anchors
        )
        anchors.add(anchor)
        entries.append(
            _entry(week.id, number, anchor, entry, references, diagnostics)
        )
    return tuple(entries)


def _entry(
    week: str,
    number: int,
    anchor: str,
    entry: MergedEntry,
    references: References,
    diagnostics: list[Diagnostic],
) -> Entry:
    parsed = entry.parsed
    notes = resolve_links(
        (*parsed.above, *parsed.paragraphs),
        parsed.candidates,
        references.targets,
        entry.path,
        entry.paper,
        diagnostics,
    )
    return Entry(
        week=week,
        anchor=anchor,
        number=number,
        paper=entry.paper,
        resource=entry.resource,
        title=parsed.title,
        alternate_titles=parsed.alternate_titles,
        addresses=entry.addresses,
        authors=tuple(references.authors[typed] for typed in parsed.authors),
        tags=tuple(references.tags[key] for key in entry.tags),
        summary=parsed.summary,
        paragraphs=notes[len(parsed.above) :],
        telling_words=parsed.telling_words,
        above=notes[: len(parsed.above)],
    )
