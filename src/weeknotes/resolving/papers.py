"""Papers: every note on each, and every paragraph elsewhere that mentions it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from weeknotes.fingerprints import mark_of
from weeknotes.model import Entry, Mention, Note, Paper, Week


def gather_papers(
    weeks: Sequence[tuple[Week, tuple[Note, ...]]],
    pages: Mapping[str, str],
    cites: Mapping[str, str],
) -> dict[str, Paper]:
    """Every paper with its notes and mentions, in order of its first note.  Weeks come with the
    paragraphs of their introductions; `pages` are the papers' addresses by key, `cites` their
    citation keys."""
    gathered: dict[str, list[Entry]] = {}
    mentions: dict[str, list[Mention]] = {}
    keys = {page: key for key, page in pages.items()}
    for week, intro in weeks:
        for key, mention in mentions_of(week, intro, keys):
            mentions.setdefault(key, []).append(mention)
        for entry in week.entries:
            gathered.setdefault(entry.paper, []).append(entry)
    return {
        key: paper_of(key, pages[key], cites.get(key, ""), notes, tuple(mentions.get(key, ())))
        for key, notes in gathered.items()
    }


def mentions_of(
    week: Week, intro: tuple[Note, ...], keys: Mapping[str, str]
) -> Iterator[tuple[str, Mention]]:
    """Whom a week mentions, and where; `intro` are the paragraphs of its introduction, `keys` those
    of papers by their pages."""
    for place, note in enumerate(intro):
        for key in dict.fromkeys(keys[link.href] for link in note.links if link.href in keys):
            yield key, Mention(week.id, None, place, intro)
    for entry in week.entries:
        for place, links in enumerate(entry.links):
            for key in dict.fromkeys(keys[link.href] for link in links if link.href in keys):
                if key != entry.paper:
                    yield key, Mention(week.id, entry, place, ())


def paper_of(
    key: str, page: str, cite: str, entries: Sequence[Entry], mentions: tuple[Mention, ...]
) -> Paper:
    """A paper from its notes, of which there is one at least."""
    if len(entries) == 1:
        title, tags = entries[0].draft.title, entries[0].tags
    else:
        title = next((entry.title for entry in reversed(entries) if entry.title), "")
        tags = tuple(dict.fromkeys(tag for entry in entries for tag in entry.tags))
    shown = title or _readable(entries[0])
    outline = mark_of(page, cite, *[entry.outline for entry in entries])
    mark = outline + b"".join([entry.mark[len(entry.outline) :] for entry in entries])
    return Paper(key, page, shown, bool(title), cite, tuple(entries), tags, outline, mark, mentions)


def _readable(entry: Entry) -> str:
    """What a thing without a title is called: the short form of its address; an essay, by its first
    words."""
    label = next((label for _, key, _, label in entry.draft.addresses if key == entry.paper), "")
    if label:
        return label
    words = entry.draft.opening
    return words if 0 < len(words) <= 40 else f"{words[:39]}…" if words else entry.week
