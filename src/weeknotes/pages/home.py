"""The home page: what this is, the newest week in short, the weeks before it, the topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from weeknotes.model import Site, TagRef
from weeknotes.views import EntryLine, Frame, Page, WeekLink, entry_line, frame, week_link, words_of

EARLIER_WEEKS = 12
NEWEST_ENTRIES = 10
TOPICS = 24


@dataclass(frozen=True, slots=True)
class HomeView:
    """index.html.  `lead` is what the settings say of the site; where they say nothing, search engines are told the newest week."""

    frame: Frame
    lead: str
    newest: WeekLink | None
    entries: tuple[EntryLine, ...]
    earlier: tuple[WeekLink, ...]
    topics: tuple[tuple[TagRef, int], ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    weeks = [week_link(week, words) for week in reversed(site.weeks)]
    newest = weeks[0] if weeks else None
    entries = site.weeks[-1].entries if newest else ()
    topics = sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.key))[:TOPICS]
    yield Page(
        "index.html",
        "home.html",
        HomeView(
            frame=frame(site, "index.html", site.config.title, site.config.description or (newest.label if newest else "")),
            lead=site.config.description,
            newest=newest,
            entries=tuple(entry_line(entry, site.papers[entry.paper], newest) for entry in entries[:NEWEST_ENTRIES] if newest),
            earlier=tuple(weeks[1 : 1 + EARLIER_WEEKS]),
            topics=tuple((TagRef(tag.key, tag.name, tag.href), len(tag.entries)) for tag in topics),
        ),
    )
