"""ParseResult → FileDraft: all that a file says by itself, whatever stands in others, in plain values
that can be kept."""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final, NamedTuple

from weeknotes.fingerprints import mark_of, pack
from weeknotes.identifiers import Kind, archive_of, identify
from weeknotes.identifiers.people import author_key
from weeknotes.markup.summary import summary
from weeknotes.model import Address, Draft, Note
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek
from weeknotes.resolving.aliases import Aliases
from weeknotes.resolving.citekeys import base_key
from weeknotes.resolving.links import finds
from weeknotes.resolving.words import telling_words
from weeknotes.text.unicode import clean, fold
from weeknotes.text.weeks import WeekRule

_ONE: Final = struct.Struct("<I")
_TWO: Final = struct.Struct("<II")
"""The numbers in a packed draft, alone and in pairs."""
Texts = tuple[tuple[str, ...], ...]
"""The paragraphs of each entry of a week."""


class PartDraft(NamedTuple):
    """One week of one file.  `label` is empty where nothing tells the week; `day` is an ordinal, 0
    where nothing tells it; `finds` are those of the introduction."""

    path: str
    name: str
    label: tuple[int, ...]
    day: int
    alone: bool
    title: str
    span: tuple[int, int, int, int]
    intro: tuple[str, ...]
    finds: tuple[tuple[object, ...], ...]
    entries: tuple[Draft, ...]


class FileDraft(NamedTuple):
    """What one file says: how many of its weeks are drafts that are not published, its weeks."""

    unpublished: int
    parts: tuple[PartDraft, ...]

    def packed(self) -> bytes:
        """Its bytes, for a file of this program or another process.  Each entry is packed by
        itself, and numbers before them all say where they lie: where the head is, where the numbers
        of each week are, where its entries begin and end."""
        entries = [[pack(tuple(entry)) for entry in part.entries] for part in self.parts]
        head = pack((self.unpublished, [(*part[:-1], len(part.entries)) for part in self.parts]))
        at = _ONE.size * (1 + sum(len(of) + 2 for of in entries))
        numbers = [at]
        at += len(head)
        table = _ONE.size * (1 + len(entries))
        for of in entries:
            numbers.append(table)
            table += _ONE.size * (len(of) + 1)
        for of in entries:
            ends = list(accumulate(map(len, of), initial=at))
            numbers += ends
            at = ends[-1]
        return b"".join(
            [struct.pack(f"<{len(numbers)}I", *numbers), head, *chain.from_iterable(entries)]
        )


def unpacked(data: bytes) -> FileDraft:
    """What `FileDraft.packed` made."""
    (head,) = _ONE.unpack_from(data)
    unpublished, parts = marshal.loads(data[head:])
    return FileDraft(
        unpublished,
        tuple(
            [
                PartDraft._make(
                    (*part, tuple([unpacked_entry(data, number, place) for place in range(count)]))
                )
                for number, (*part, count) in enumerate(parts)
            ]
        ),
    )


def unpacked_entry(data: bytes, number: int, place: int) -> Draft:
    """One entry of it, by the number of its week and its place there."""
    (table,) = _ONE.unpack_from(data, _ONE.size * (1 + number))
    start, end = _TWO.unpack_from(data, table + _ONE.size * place)
    return Draft._make(marshal.loads(data[start:end]))


def draft_file(reading: ParseResult, rule: WeekRule, aliases: Aliases) -> FileDraft:
    """What a file says by itself."""
    parts = tuple(_part(week, rule, aliases) for week in reading.weeks if week.front.published)
    return FileDraft(sum(week.front.draft for week in reading.weeks), parts)


def texts_of(reading: ParseResult) -> tuple[Texts, ...]:
    """The prose of each of a file's weeks, as pages show it."""
    return tuple(
        tuple(tuple(clean(block.text) for block in entry.commentary) for entry in week.entries)
        for week in reading.weeks
        if week.front.published
    )


def _part(week: RawWeek, rule: WeekRule, aliases: Aliases) -> PartDraft:
    return PartDraft(
        path=week.path,
        name=week.name,
        label=tuple(week.label_under(rule) or ()),
        day=week.day.toordinal() if week.day else 0,
        alone=week.alone,
        title=clean(week.front.title or week.heading_suffix),
        span=(*week.span,),
        intro=tuple(clean(block.text) for block in week.intro),
        finds=tuple(map(tuple, finds(week.intro, week.name, aliases.papers))),
        entries=tuple(_draft(entry, week, aliases) for entry in week.entries),
    )


def _draft(entry: RawEntry, week: RawWeek, aliases: Aliases) -> Draft:
    addresses = addresses_of(entry, aliases.papers)
    about = subject(addresses)
    before = subject(addresses_of(entry, {})) if aliases.papers else about
    thing = before.key if before else ""
    title = " ".join(clean(entry.title.text).split()) if entry.title else ""
    variants = tuple([clean(variant.text) for variant in entry.alternate_titles])
    texts = tuple([clean(block.text) for block in entry.commentary])
    tags: dict[str, str] = {}
    for typed in (*[tag.text for tag in entry.tags], *week.front.tags):
        key, tag = _tag(typed)
        tags.setdefault(aliases.tags.get(key, key), tag)
    authors = tuple(
        [(aliases.authors.get(key, key), name) for key, name in map(_author, entry.names)]
    )
    draft = Draft(
        key=about.key if about else "",
        thing=thing,
        addresses=tuple([(a.url, a.key, a.kind.value, a.label) for a in addresses]),
        title=title,
        authors=authors,
        tags=tuple(tags.items()),
        variants=variants,
        finds=tuple(map(tuple, finds(entry.commentary, week.name, aliases.papers))),  # type: ignore[arg-type]
        words=telling_words((title, *variants), texts),
        paragraphs=len(texts),
        summary=summary(Note(texts[0])) if texts else "",
        opening=next((line for text in texts for line in text.split("\n") if line.strip()), "")[
            :41
        ],
        cite=base_key(thing, title, [name for key, name in authors if key]) if thing else "",
        outline=b"",
        brief=b"",
        mark=b"",
    )
    # What has neither a title nor an address is called by its first words.
    outline = mark_of(
        draft[:7], draft.cite, "" if title or (about and about.label) else draft.opening
    )
    return draft._replace(
        outline=outline, brief=mark_of(draft.summary), mark=mark_of(draft[:-3], texts)
    )


@lru_cache(maxsize=1 << 14)
def _author(typed: str) -> tuple[str, str]:
    name = clean(typed)
    return author_key(name), name


@lru_cache(maxsize=1 << 12)
def _tag(typed: str) -> tuple[str, str]:
    return fold(typed), clean(typed)


def addresses_of(entry: RawEntry, aliases: Mapping[str, str]) -> tuple[Address, ...]:
    """An entry's addresses with what they name."""
    return tuple([_address(url.text, aliases) for url in entry.urls])


def subject(addresses: Sequence[Address]) -> Address | None:
    """What an entry is about: its first paper, else its first address, whatever that names."""
    return next((a for a in addresses if a.kind is Kind.PAPER), addresses[0] if addresses else None)


def _address(url: str, aliases: Mapping[str, str]) -> Address:
    thing = identify(url)
    key = aliases.get(thing.key, thing.key)
    kind = Kind.PAPER if archive_of(key) else thing.kind
    return Address(clean(url), key, kind, clean(thing.label))


def files_wanted(drafts: Iterable[FileDraft]) -> set[str]:
    """Every file of the notes folder that a digest links to by a relative path; names in NFC, as
    macOS may write either."""
    parts = [part for draft in drafts for part in draft.parts]
    found = [
        *(find for part in parts for find in part.finds),
        *(find for part in parts for e in part.entries for find in e.finds),
    ]
    return {str(find[3][0]) for find in found if find[0] == "file" and find[3][0]}  # type: ignore[index]


def day_of(part: PartDraft) -> date | None:
    """The day that a part's front matter or file name tells."""
    return date.fromordinal(part.day) if part.day else None
