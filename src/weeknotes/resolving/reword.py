"""Site → the same site in other words: where digests say their notes otherwise, and all that others
see of these is as it was, what was settled stays as it is.  That is what most savings of a file
are."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeVar

from weeknotes.diagnostics import Diagnostic
from weeknotes.i18n import LANGUAGES
from weeknotes.model import (
    Author,
    Draft,
    Entry,
    Mention,
    Note,
    Paper,
    Reworded,
    Site,
    Tag,
    Week,
    Written,
)
from weeknotes.resolving.drafts import FileDraft, PartDraft, files_wanted
from weeknotes.resolving.links import WIKI, Linker, linker_of
from weeknotes.resolving.merge import Digest, week_id
from weeknotes.resolving.papers import mentions_of, paper_of
from weeknotes.resolving.related import related_again
from weeknotes.resolving.resolved import Resolved
from weeknotes.resolving.weeks import about_label, entry_mark, joined, led, led_intro, week_mark

T = TypeVar("T", Tag, Author)


class _Told(NamedTuple):
    """A week as it was and as it is told now, the paragraphs of its introduction, what is odd about
    it."""

    old: Week
    new: Week
    intro: tuple[Note, ...]
    odd: tuple[Diagnostic, ...]


def reword(before: Resolved, files: Iterable[tuple[FileDraft, Digest]]) -> Resolved | None:
    """The site with these files, each as it was and as it is; None where a week of them is told in
    other places too.  They have the same outlines; the other files, the settings, and the files
    that digests link to, are as they were."""
    site = before.site
    linker = cache(lambda titled: _linker(site, titled))
    done: list[_Told] = []
    for old, new in files:
        for was, part, written in zip(old.parts, new.draft.parts, new.weeks, strict=True):
            week = site.week[week_id(part)]
            if week.parts > 1:
                return None
            titled = any(
                find[0] == WIKI
                for find in (*part.finds, *(find for draft in part.entries for find in draft.finds))
            )
            lead_alike = list(map(_linked, was.entries)) == list(map(_linked, part.entries))
            kept = lead_alike and not part.finds and week.id not in before.weeks
            done.append(_week(week, part, written, site, None if kept else linker(titled)))
    return (
        _put_together(before, done)
        if done
        else before._replace(reworded=Reworded((), frozenset(), frozenset()))
    )


def same_outlines(old: FileDraft, new: FileDraft) -> bool:
    """Whether all that others see of a file is as it was."""
    return (
        old.unpublished == new.unpublished
        and len(old.parts) == len(new.parts)
        and all(map(_same_part, old.parts, new.parts))
        and files_wanted([old]) == files_wanted([new])
    )


def _same_part(old: PartDraft, new: PartDraft) -> bool:
    of = (
        old.path,
        old.name,
        old.label,
        old.day,
        old.alone,
        old.title,
        *[draft.outline for draft in old.entries],
    )
    return of == (
        new.path,
        new.name,
        new.label,
        new.day,
        new.alone,
        new.title,
        *[draft.outline for draft in new.entries],
    )


def _linked(draft: Draft) -> tuple[object, ...]:
    """All that decides where an entry's paragraphs lead, but not the places of what finds
    nothing."""
    return (draft.paragraphs, *[find[:4] for find in draft.finds]) if draft.finds else ()


def _linker(site: Site, titled: bool) -> Linker:
    """As the whole site's; without titles where no `[[…]]` asks for one."""
    papers = {key: paper.href for key, paper in site.papers.items()}
    names = {paper.href: paper.title for paper in site.papers.values() if paper.titled}
    drafts = (
        [(entry.paper, entry.draft) for week in site.weeks for entry in week.entries]
        if titled
        else []
    )
    weeks = [(week.id, week.label) for week in site.weeks]
    return linker_of(
        weeks,
        papers,
        names,
        drafts,
        {asset.name: asset for asset in site.assets},
        LANGUAGES[site.config.language],
    )


def _week(
    week: Week, part: PartDraft, written: Written, site: Site, linker: Linker | None
) -> _Told:
    """A week as a digest says it now; without a linker nothing is odd about it, its introduction
    has no links, and those of its entries lead where they led."""
    found: list[Diagnostic] = list(about_label(part, site.config)) if linker else []
    intro = tuple(map(Note, part.intro)) if linker is None else led_intro(part, linker, found)
    entries = []
    for entry, draft in zip(week.entries, part.entries, strict=True):
        links = (
            entry.links
            if linker is None
            else led(draft, linker, part.path, entry.paper, found)
            if draft.finds
            else ()
        )
        mark = entry_mark(entry.outline, draft, links)
        entries.append(entry._replace(written=written, links=links, brief=draft.brief, mark=mark))
    mark = week_mark(week.outline, [intro] if intro else [])
    new = replace(week, intro=(joined(intro),) if intro else (), entries=tuple(entries), mark=mark)
    return _Told(week, new, intro, tuple(found))


def _put_together(before: Resolved, told: Sequence[_Told]) -> Resolved:
    """The site with weeks in place of those of the same ids."""
    site = before.site
    weeks = {one.new.id: one.new for one in told}
    entries = {entry.outline: entry for one in told for entry in one.new.entries}
    linked = any(note.links for one in told for note in (*one.old.intro, *one.intro)) or any(
        entry.links for one in told for entry in (*one.old.entries, *one.new.entries)
    )
    keys = {paper.href: key for key, paper in site.papers.items()} if linked else {}
    mentions = [row for one in told for row in mentions_of(one.new, one.intro, keys)]
    aimed = {key for one in told for key in _aims(one.old, keys)} | {key for key, _ in mentions}
    own = {entry.paper for entry in entries.values()}
    papers = dict(site.papers)
    for key in own | aimed:
        papers[key] = _paper(
            site, papers[key], entries, [mention for of, mention in mentions if of == key], weeks
        )
    near, known = related_again(papers, site.papers, own | aimed, site.weeks, before.known)
    papers |= near
    site = replace(
        site,
        weeks=tuple([weeks.get(week.id, week) for week in site.weeks]),
        papers=papers,
        tags=_with_entries(
            site.tags, {tag.key for entry in entries.values() for tag in entry.tags}, entries
        ),
        authors=_with_entries(
            site.authors,
            {key for entry in entries.values() for key, _ in entry.draft.authors},
            entries,
        ),
    )
    odd = {**before.weeks, **{one.new.id: one.odd for one in told}}
    # The sitemap tells when a paper was mentioned last.
    same = all(
        _mentioned_in(papers[key]) == _mentioned_in(before.site.papers[key]) for key in aimed
    )
    reworded = _reworded(told, near.keys(), keys) if same else None
    return Resolved(
        site,
        before.names,
        {week: of for week, of in odd.items() if of},
        known,
        reworded,
        before.origin,
    )


def _mentioned_in(paper: Paper) -> set[str]:
    return {mention.week for mention in paper.mentions}


def _paper(
    site: Site,
    old: Paper,
    entries: Mapping[bytes, Entry],
    mentions: Sequence[Mention],
    weeks: Mapping[str, Week],
) -> Paper:
    """A paper with the entries that are others now, and with what these weeks mention of it."""
    notes = [entries.get(entry.outline, entry) for entry in old.entries]
    place = site.place
    kept = [mention for mention in old.mentions if mention.week not in weeks]
    all_of_them = tuple(sorted([*kept, *mentions], key=lambda mention: place[mention.week]))
    return paper_of(old.key, old.href, old.cite, notes, all_of_them)._replace(near=old.near)


def _aims(week: Week, keys: Mapping[str, str]) -> Iterator[str]:
    """The papers that a week links to."""
    links = chain(
        *[note.links for note in week.intro], *[of for entry in week.entries for of in entry.links]
    )
    return (keys[link.href] for link in links if link.href in keys)


def _with_entries(
    lists: tuple[T, ...], touched: Container[str], entries: Mapping[bytes, Entry]
) -> tuple[T, ...]:
    """Tags or authors, those that are `touched` with the entries that are others now."""
    return tuple([_with(one, entries) if one.key in touched else one for one in lists])


def _with(one: T, entries: Mapping[bytes, Entry]) -> T:
    return one._replace(entries=tuple([entries.get(entry.outline, entry) for entry in one.entries]))


def _reworded(told: Sequence[_Told], near: Set[str], keys: Mapping[str, str]) -> Reworded:
    """What is in other words than before; `near` are the papers with other related ones."""
    changed: list[Entry] = []
    papers = set(near)
    weeks = set()
    for one in told:
        pairs = [
            (old, new)
            for old, new in zip(one.old.entries, one.new.entries, strict=True)
            if old.mark != new.mark
        ]
        changed += [new for _, new in pairs]
        papers.update(new.paper for _, new in pairs)
        links = [link for pair in pairs for entry in pair for of in entry.links for link in of]
        if one.old.mark != one.new.mark:
            links += [link for note in (*one.old.intro, *one.new.intro) for link in note.links]
        papers.update(keys[link.href] for link in links if link.href in keys)
        if pairs or one.old.mark != one.new.mark:
            weeks.add(one.new.id)
    return Reworded(tuple(changed), frozenset(weeks), frozenset(papers))
