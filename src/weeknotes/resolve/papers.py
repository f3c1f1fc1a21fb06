"""Papers: every note on each, and every paragraph elsewhere that mentions it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weeknotes.model import Entry, Mention, Note, Paper, Week


def gather_papers(weeks: Sequence[Week], pages: Mapping[str, str]) -> dict[str, Paper]:
    """Every paper with its notes and mentions, in order of its first note.  `pages` are the papers' addresses by key."""
    gathered: dict[str, list[Entry]] = {}
    mentions: dict[str, list[Mention]] = {}
    keys = {page: key for key, page in pages.items()}

    def collect(week: str, entry: Entry | None, paragraph: Note) -> None:
        for key in dict.fromkeys(keys[link.href] for link in paragraph.links if link.href in keys):
            if entry is None or key != entry.paper:
                mentions.setdefault(key, []).append(Mention(week, entry, paragraph))

    for week in weeks:
        for paragraph in week.intro_paragraphs:
            collect(week.id, None, paragraph)
        for entry in week.entries:
            gathered.setdefault(entry.paper, []).append(entry)
            for paragraph in entry.paragraphs:
                collect(week.id, entry, paragraph)
    return {key: _paper(key, pages[key], notes, mentions.get(key, ())) for key, notes in gathered.items()}


def _paper(key: str, page: str, entries: Sequence[Entry], mentions: Sequence[Mention]) -> Paper:
    newest = entries[::-1]
    title = next((entry.title for entry in newest if entry.title), "")
    others = dict.fromkeys(name for entry in entries for name in (entry.title, *entry.variants) if name and name != title)
    addresses = {address.key: address for entry in newest for address in reversed(entry.addresses)}
    typed_order = list(addresses.values())[::-1]
    own_first = sorted(typed_order, key=lambda address: address.key != key)
    return Paper(
        key=key,
        href=page,
        title=title or _readable(entries[0]),
        titled=bool(title),
        authors=next((entry.authors for entry in newest if entry.authors), ()),
        variants=tuple(others),
        addresses=tuple(own_first),
        entries=tuple(entries),
        mentions=tuple(mentions),
        tags=tuple(dict.fromkeys(tag for entry in entries for tag in entry.tags)),
    )


def _readable(entry: Entry) -> str:
    """What a thing without a title is called: the short form of its address; an essay, by its first words."""
    address = next((a for a in entry.addresses if a.key == entry.paper), None)
    if address:
        return address.label
    words = entry.note.text.split("\n")[0]
    return words if 0 < len(words) <= 40 else f"{words[:39]}…" if words else entry.week
