"""Resolved ⇄ plain values, so that a site can be kept as it stands.  Drafts and prose are in none of them: they are kept by themselves.

Entries are told by their numbers in order of time, tags by theirs in order of keys.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from weeknotes import diagnostics
from weeknotes.config import Config
from weeknotes.marks import pack
from weeknotes.model import Author, Entry, Link, LinkKind, Mention, NearRow, Note, Paper, Redirect, Site, Tag, TagRef, Week, Written
from weeknotes.resolve.related import Known
from weeknotes.resolve.reword import Resolved
from weeknotes.source import Asset
from weeknotes.urls import href
from weeknotes.weeks import WeekLabel

_Link: TypeAlias = tuple[str, str, str, str, int | None, int | None]
_Note: TypeAlias = tuple[str, tuple[_Link, ...]]
_Entry: TypeAlias = tuple[str, str, str, list[int], int, int, tuple[str, ...], tuple[tuple[_Link, ...], ...], bytes, bytes]
"""Its anchor, paper, thing, tags, number of the part, place there, hrefs, links, outline, mark."""
_Week: TypeAlias = tuple[
    str,
    tuple[int, int, int] | None,
    str,
    tuple[int, int] | None,
    int | None,
    int,
    list[tuple[str, int]],
    tuple[_Note, ...],
    list[_Entry],
    bytes,
    bytes,
]
"""Its id, label, title, days and day published (ordinals), how many parts, where its entries are written, introductions, entries, outline,
mark."""
_Mention: TypeAlias = tuple[str, int, int]
"""Its week, entry (-1 for the introduction), place."""
_Paper: TypeAlias = tuple[str, str, str, bool, str, list[int], list[int], bytes, bytes, list[_Mention], tuple[NearRow, ...]]
"""Its key, href, title, whether it is titled, citation key, entries, tags, outline, mark, mentions, what is near."""


class Rows(NamedTuple):
    """A resolved site: weeks, papers, tags (key, name, href, entries, tags beside it), authors (key, name, href, entries), redirects; the
    paragraphs of introductions that mention a paper, by week; how many drafts; what was odd about names, and about each week."""

    weeks: list[_Week]
    papers: list[_Paper]
    tags: list[tuple[str, str, str, list[int], list[int]]]
    authors: list[tuple[str, str, str, list[int]]]
    redirects: list[tuple[str, str]]
    paragraphs: dict[str, tuple[_Note, ...]]
    drafts: int
    odd: tuple[diagnostics.Row, ...]
    of_weeks: dict[str, tuple[diagnostics.Row, ...]]


def packed(resolved: Resolved) -> bytes:
    """A site as bytes."""
    site = resolved.site
    entries = {entry.outline: number for number, entry in enumerate(entry for week in site.weeks for entry in week.entries)}
    tags = {tag.key: number for number, tag in enumerate(site.tags)}
    mentions = [mention for paper in site.papers.values() for mention in paper.mentions]
    rows = Rows(
        [_week_row(week, tags) for week in site.weeks],
        [_paper_row(paper, entries, tags) for paper in site.papers.values()],
        [(t.key, t.name, t.href, [entries[e.outline] for e in t.entries], [tags[ref.key] for ref in t.together]) for t in site.tags],
        [(author.key, author.name, author.href, [entries[entry.outline] for entry in author.entries]) for author in site.authors],
        [tuple(redirect) for redirect in site.redirects],  # type: ignore[misc]
        {mention.week: tuple(map(_note_row, mention.intro)) for mention in mentions if mention.intro},
        site.drafts,
        diagnostics.packed(resolved.names),
        {week: diagnostics.packed(odd) for week, odd in resolved.weeks.items()},
    )
    return pack(tuple(rows))


def _week_row(week: Week, tags: Mapping[str, int]) -> _Week:
    parts = {where: number for number, where in enumerate(dict.fromkeys(entry.written.where for entry in week.entries))}
    return (
        week.id,
        (*week.label,) if week.label else None,
        week.title,
        (week.days[0].toordinal(), week.days[1].toordinal()) if week.days else None,
        week.published.toordinal() if week.published else None,
        week.parts,
        list(parts),
        tuple(map(_note_row, week.intro)),
        [
            (
                e.anchor,
                e.paper,
                e.thing,
                [tags[ref.key] for ref in e.tags],
                parts[e.written.where],
                e.place,
                e.hrefs,
                tuple([tuple(map(_link_row, of)) for of in e.links]),
                e.outline,
                e.mark,
            )
            for e in week.entries
        ],
        week.outline,
        week.mark,
    )


def _paper_row(paper: Paper, entries: Mapping[bytes, int], tags: Mapping[str, int]) -> _Paper:
    return (
        *(paper.key, paper.href, paper.title, paper.titled, paper.cite),
        [entries[entry.outline] for entry in paper.entries],
        [tags[ref.key] for ref in paper.tags],
        *(paper.outline, paper.mark),
        [(mention.week, entries[mention.entry.outline] if mention.entry else -1, mention.place) for mention in paper.mentions],
        paper.near,
    )


def _note_row(note: Note) -> _Note:
    return note.text, tuple(map(_link_row, note.links))


def _link_row(link: Link) -> _Link:
    return link.typed, link.kind.value, *link[2:]


def unpacked(
    data: bytes, config: Config, assets: tuple[Asset, ...], written: Callable[[str, int], Written], known: Mapping[str, Known]
) -> Resolved:
    """What `packed` was given, with the same settings and files.  `written` gives what stands in a digest, by its name and the number of
    the week there."""
    rows = Rows(*marshal.loads(data))
    refs = [TagRef(key, name, path) for key, name, path, _, _ in rows.tags]
    weeks = [_week(row, refs, written) for row in rows.weeks]
    entries = [entry for week in weeks for entry in week.entries]
    entry = entries.__getitem__
    paragraphs = {week: tuple(map(_note, notes)) for week, notes in rows.paragraphs.items()}
    papers = {}
    for key, page, title, titled, cite, of, tags, outline, mark, mentions, near in rows.papers:
        said = tuple([Mention(week, entry(e), at, ()) if e >= 0 else Mention(week, None, at, paragraphs[week]) for week, e, at in mentions])
        beside = tuple([refs[tag] for tag in tags])
        papers[key] = Paper(key, page, title, titled, cite, tuple(map(entry, of)), beside, outline, mark, said, near)
    site = Site(
        config=config,
        weeks=tuple(weeks),
        papers=papers,
        tags=tuple([Tag(*row[:3], tuple(map(entry, row[3])), tuple([refs[tag] for tag in row[4]])) for row in rows.tags]),
        authors=tuple([Author(key, name, page, tuple(map(entry, of))) for key, name, page, of in rows.authors]),
        redirects=tuple([Redirect(*redirect) for redirect in rows.redirects]),
        assets=assets,
        drafts=rows.drafts,
    )
    odd = {week: diagnostics.unpacked(of) for week, of in rows.of_weeks.items()}
    return Resolved(site, diagnostics.unpacked(rows.odd), odd, known)


def _week(row: _Week, refs: Sequence[TagRef], written: Callable[[str, int], Written]) -> Week:
    name, label, title, span, published, parts, places, intro, entries, outline, mark = row
    where = [written(*place) for place in places]
    return Week(
        name,
        href(f"weeks/{name}.html"),
        WeekLabel(*label) if label else None,
        title,
        (date.fromordinal(span[0]), date.fromordinal(span[1])) if span else None,
        date.fromordinal(published) if published else None,
        parts,
        tuple(map(_note, intro)),
        tuple(
            [
                Entry(
                    *(name, anchor, number, paper, thing, tuple([refs[tag] for tag in tags]), where[part], place, hrefs),
                    tuple([tuple(map(_link, of)) for of in links]) if links else (),
                    *(own, whole),
                )
                for number, (anchor, paper, thing, tags, part, place, hrefs, links, own, whole) in enumerate(entries, 1)
            ]
        ),
        outline,
        mark,
    )


def _note(row: _Note) -> Note:
    return Note(row[0], tuple(map(_link, row[1])))


def _link(row: _Link) -> Link:
    typed, kind, to, title, width, height = row
    return Link(typed, LinkKind(kind), to, title, width, height)
