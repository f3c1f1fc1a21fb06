"""What resolving makes, and what it is kept as."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from weeknotes import diagnostics
from weeknotes.diagnostics import Diagnostic
from weeknotes.fingerprints import Packed
from weeknotes.model import Reworded, Site
from weeknotes.resolving.related import Known

LinkRow = tuple[str, str, str, str, int | None, int | None]
NoteRow = tuple[str, tuple[LinkRow, ...]]


class Rows(NamedTuple):
    """A site in plain values: weeks and papers, so many packed together; all lists, packed; the
    paragraphs of introductions that mention a paper, by week; how many drafts; what was odd about
    names, and about each week."""

    weeks: list[bytes]
    papers: list[bytes]
    lists: bytes
    paragraphs: dict[str, tuple[NoteRow, ...]]
    drafts: int
    odd: tuple[diagnostics.Row, ...]
    of_weeks: dict[str, tuple[diagnostics.Row, ...]]


class Origin(NamedTuple):
    """A site that was unpacked, and its rows: another that has much of it is soon packed."""

    site: Site
    rows: Rows


class Resolved(NamedTuple):
    """The whole site; what was odd about names, and about each week; what is kept of its papers for
    the next time.  `reworded` tells what differs where it is an earlier site in other words, and
    nothing else of it is another; `origin` is an earlier site, of the same notes but for words."""

    site: Site
    names: tuple[Diagnostic, ...]
    weeks: Mapping[str, tuple[Diagnostic, ...]]
    known: Packed[str, Known]
    reworded: Reworded | None = None
    origin: Origin | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was odd."""
        return (
            *self.names,
            *chain.from_iterable(
                self.weeks[week.id] for week in self.site.weeks if week.id in self.weeks
            ),
        )
