"""The home page: what this is, the newest week in short, the weeks before it, the topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weeknotes.fingerprints import mark_of
from weeknotes.model import Reworded, Site, Tag, TagRef
from weeknotes.pages.common.charts import Spark, running_axis, spark
from weeknotes.pages.common.views import (
    EntryLine,
    Frame,
    Page,
    WeekLink,
    entries_marks,
    entry_line,
    frame,
    week_link,
    words_of,
)

EARLIER_WEEKS = 12
NEWEST_ENTRIES = 10
TOPICS = 24
SPARK_SLOTS = 24


class HomeView(NamedTuple):
    """index.html; the newest week has so many `notes`, weeks and topics have their numbers, and
    topics these over the time of all weeks. `lead` is what the settings say of the site; where they
    say nothing, search engines are told the newest week."""

    frame: Frame
    lead: str
    newest: WeekLink | None
    notes: int
    entries: tuple[EntryLine, ...]
    earlier: tuple[tuple[WeekLink, int], ...]
    topics: tuple[tuple[TagRef, int, Spark | None], ...]


def pages(site: Site) -> Iterator[Page]:
    yield Page.of("index.html", "home.html", _mark(site), _view, site, listed=True)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    if site.weeks and site.weeks[-1].id in told.weeks:
        yield from pages(site)


def _mark(site: Site) -> bytes:
    shown, weeks, topics = site.weeks[-EARLIER_WEEKS - 1 :], site.week, _topics(site)
    newest = entries_marks(site, shown[-1].entries) if shown else b""
    months = [week.label.months for week in site.weeks if week.label]
    named = tuple([(tag.name, tag.href, len(tag.entries)) for tag in topics])
    when = b"".join([weeks[entry.week].outline for tag in topics for entry in tag.entries])
    return mark_of(
        newest,
        [(week.outline, len(week.entries)) for week in shown],
        named,
        when,
        (min(months), max(months)) if months else (),
    )


def _topics(site: Site) -> list[Tag]:
    return sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.key))[:TOPICS]


def _view(site: Site) -> HomeView:
    words = words_of(site.config)
    weeks = [
        (week_link(week, words), len(week.entries))
        for week in site.weeks[: -EARLIER_WEEKS - 2 : -1]
    ]
    newest, notes = weeks[0] if weeks else (None, 0)
    entries = site.weeks[-1].entries if newest else ()
    topics = _topics(site)
    sparks = _sparks(site, topics)
    return HomeView(
        frame=frame(
            site.config,
            "index.html",
            site.config.title,
            site.config.description or (newest.label if newest else ""),
        ),
        lead=site.config.description,
        newest=newest,
        notes=notes,
        entries=tuple(
            entry_line(entry, site.papers[entry.paper], newest)
            for entry in entries[:NEWEST_ENTRIES]
            if newest
        ),
        earlier=tuple(weeks[1 : 1 + EARLIER_WEEKS]),
        topics=tuple(
            (TagRef(tag.key, tag.name, tag.href), len(tag.entries), sparks[tag.key])
            for tag in topics
        ),
    )


def _sparks(site: Site, tags: Sequence[Tag]) -> dict[str, Spark | None]:
    """Each topic over the same time: that of all dated weeks."""
    months = {week.id: week.label.months for week in site.weeks if week.label}
    if not months:
        return {tag.key: None for tag in tags}
    axis = running_axis(min(months.values()), max(months.values()), SPARK_SLOTS)
    return {
        tag.key: spark(
            axis.counts(months[entry.week] for entry in tag.entries if entry.week in months)
        )
        for tag in tags
    }
