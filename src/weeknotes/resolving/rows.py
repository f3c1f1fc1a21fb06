"""Resolved ⇄ plain values, so that a site can be kept as it stands.  What entries say is in none of
them: drafts are kept by themselves.

Entries are told by their numbers in order of time, tags by theirs in order of keys.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import is_
from typing import Final, TypeAlias, TypeVar

from weeknotes import diagnostics
from weeknotes.config.settings import Config
from weeknotes.fingerprints import Packed, pack
from weeknotes.model import (
    Author,
    Entry,
    Link,
    LinkKind,
    Mention,
    NearRow,
    Note,
    Paper,
    Redirect,
    Site,
    Tag,
    TagRef,
    Week,
    Written,
)
from weeknotes.resolving.related import Known
from weeknotes.resolving.resolved import LinkRow, NoteRow, Origin, Resolved, Rows
from weeknotes.sources.assets import Asset
from weeknotes.text.weeks import WeekLabel
from weeknotes.urls import href

T = TypeVar("T")

_Entry: TypeAlias = tuple[
    str,
    str,
    str,
    list[int],
    int,
    int,
    tuple[str, ...],
    tuple[tuple[LinkRow, ...], ...],
    bytes,
    bytes,
    bytes,
]
"""Its anchor, paper, thing, tags, number of the part, place there, hrefs, links, outline, brief,
mark."""
_Week: TypeAlias = tuple[
    str,
    tuple[int, int, int] | None,
    str,
    tuple[int, int] | None,
    int | None,
    int,
    list[tuple[str, int]],
    tuple[NoteRow, ...],
    list[_Entry],
    bytes,
    bytes,
]
"""Its id, label, title, days and day published (ordinals), how many parts, where its entries are
written, introductions, entries, outline, mark."""
_Mention: TypeAlias = tuple[str, int, int]
"""Its week, entry (-1 for the introduction), place."""
_Paper: TypeAlias = tuple[
    str,
    str,
    str,
    bool,
    str,
    list[int],
    list[int],
    bytes,
    bytes,
    list[_Mention],
    tuple[NearRow, ...],
]
"""Its key, href, title, whether it is titled, citation key, entries, tags, outline, mark, mentions,
what is near."""


_Lists: TypeAlias = tuple[
    list[tuple[str, str, str, list[int], list[int]]],
    list[tuple[str, str, str, list[int]]],
    list[tuple[str, str]],
]
"""Tags (key, name, href, entries, tags beside it), authors (key, name, href, entries),
redirects."""
_WEEKS: Final = 32
_PAPERS: Final = 256
"""How many are packed together: few enough that what an edit touches is soon packed again."""
_NO_ORIGIN: Final = (None, Rows([], [], b"", {}, 0, (), {}))


def packed(resolved: Resolved) -> bytes:
    """A site as bytes."""
    site = resolved.site
    entries = {
        entry.outline: number
        for number, entry in enumerate(entry for week in site.weeks for entry in week.entries)
    }
    tags = {tag.key: number for number, tag in enumerate(site.tags)}
    old, rows = resolved.origin or _NO_ORIGIN
    papers = list(site.papers.values())
    mentions = [mention for paper in papers for mention in paper.mentions]
    made = Rows(
        _chunks(
            site.weeks,
            old.weeks if old else (),
            rows.weeks,
            _WEEKS,
            lambda week: _week_row(week, tags),
        ),
        _chunks(
            papers,
            list(old.papers.values()) if old else (),
            rows.papers,
            _PAPERS,
            lambda paper: _paper_row(paper, entries, tags),
        ),
        rows.lists or pack(_lists(site, entries, tags)),
        {
            mention.week: tuple(map(_note_row, mention.intro))
            for mention in mentions
            if mention.intro
        },
        site.drafts,
        diagnostics.packed(resolved.names),
        {week: diagnostics.packed(odd) for week, odd in resolved.weeks.items()},
    )
    return pack(tuple(made))


def _chunks(
    things: Sequence[T], old: Sequence[T], kept: list[bytes], size: int, row: Callable[[T], object]
) -> list[bytes]:
    """Things packed, so many together; those that are the same as of old are not packed again."""
    starts = range(0, len(things), size)
    same = [
        all(map(is_, things[at : at + size], old[at : at + size])) if old else False
        for at in starts
    ]
    return [
        kept[number] if same[number] else pack(list(map(row, things[at : at + size])))
        for number, at in enumerate(starts)
    ]


def _lists(site: Site, entries: Mapping[bytes, int], tags: Mapping[str, int]) -> _Lists:
    return (
        [
            (
                t.key,
                t.name,
                t.href,
                [entries[e.outline] for e in t.entries],
                [tags[ref.key] for ref in t.together],
            )
            for t in site.tags
        ],
        [
            (
                author.key,
                author.name,
                author.href,
                [entries[entry.outline] for entry in author.entries],
            )
            for author in site.authors
        ],
        [(redirect.path, redirect.href) for redirect in site.redirects],
    )


def _week_row(week: Week, tags: Mapping[str, int]) -> _Week:
    parts = {
        where: number
        for number, where in enumerate(dict.fromkeys(entry.written.where for entry in week.entries))
    }
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
                e.brief,
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
        [
            (mention.week, entries[mention.entry.outline] if mention.entry else -1, mention.place)
            for mention in paper.mentions
        ],
        paper.near,
    )


def _note_row(note: Note) -> NoteRow:
    return note.text, tuple(map(_link_row, note.links))


def _link_row(link: Link) -> LinkRow:
    return link.typed, link.kind.value, *link[2:]


def unpacked(
    data: bytes,
    config: Config,
    assets: tuple[Asset, ...],
    written: Callable[[str, int], Written],
    known: Packed[str, Known],
) -> Resolved:
    """What `packed` was given, with the same settings and files.  `written` gives what stands in a
    digest, by its name and the number of the week there."""
    rows = Rows(*marshal.loads(data))
    lists: _Lists = marshal.loads(rows.lists)
    tags, authors, redirects = lists
    refs = [TagRef(key, name, path) for key, name, path, _, _ in tags]
    ref = refs.__getitem__
    weeks = [_week(row, ref, written) for chunk in rows.weeks for row in marshal.loads(chunk)]
    entries = [entry for week in weeks for entry in week.entries]
    entry = entries.__getitem__
    paragraphs = {week: tuple(map(_note, notes)) for week, notes in rows.paragraphs.items()}
    papers = {}
    for key, *head, of, tagged, outline, mark, mentions, near in (
        row for chunk in rows.papers for row in marshal.loads(chunk)
    ):
        said = tuple(
            [
                Mention(week, entry(e), at, ())
                if e >= 0
                else Mention(week, None, at, paragraphs[week])
                for week, e, at in mentions
            ]
        )
        papers[key] = Paper._make(
            (key, *head, tuple(map(entry, of)), tuple(map(ref, tagged)), outline, mark, said, near)
        )
    site = Site(
        config=config,
        weeks=tuple(weeks),
        papers=papers,
        tags=tuple(
            [
                Tag(key, name, path, tuple(map(entry, of)), tuple(map(ref, beside)))
                for key, name, path, of, beside in tags
            ]
        ),
        authors=tuple(
            [Author(key, name, page, tuple(map(entry, of))) for key, name, page, of in authors]
        ),
        redirects=tuple([Redirect(*redirect) for redirect in redirects]),
        assets=assets,
        drafts=rows.drafts,
    )
    odd = {week: diagnostics.unpacked(of) for week, of in rows.of_weeks.items()}
    return Resolved(site, diagnostics.unpacked(rows.odd), odd, known, origin=Origin(site, rows))


def _week(row: _Week, ref: Callable[[int], TagRef], written: Callable[[str, int], Written]) -> Week:
    name, label, title, span, published, parts, places, intro, of, outline, mark = row
    where = [written(*place) for place in places]
    entries = [
        Entry._make(
            (
                *(
                    name,
                    anchor,
                    number,
                    paper,
                    thing,
                    tuple(map(ref, tags)),
                    where[part],
                    place,
                    hrefs,
                ),
                *(
                    tuple([tuple(map(_link, of)) for of in links]) if links else (),
                    own,
                    brief,
                    whole,
                ),
            )
        )
        for number, (
            anchor,
            paper,
            thing,
            tags,
            part,
            place,
            hrefs,
            links,
            own,
            brief,
            whole,
        ) in enumerate(of, 1)
    ]
    return Week(
        name,
        href(f"weeks/{name}.html"),
        WeekLabel(*label) if label else None,
        title,
        (date.fromordinal(span[0]), date.fromordinal(span[1])) if span else None,
        date.fromordinal(published) if published else None,
        parts,
        tuple(map(_note, intro)),
        tuple(entries),
        outline,
        mark,
    )


def _note(row: NoteRow) -> Note:
    return Note(row[0], tuple(map(_link, row[1])))


def _link(row: LinkRow) -> Link:
    typed, kind, to, title, width, height = row
    return Link(typed, LinkKind(kind), to, title, width, height)
