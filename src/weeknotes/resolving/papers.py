"""Papers: all entries on each paper, and all paragraphs elsewhere that mention it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from weeknotes.model import Address, Entry, Mention, Note, Paper, PaperMetadata, Week

_FOOTNOTE = re.compile(r"^ {0,3}(\[\^[^\[\]\s]+\]):", re.MULTILINE)


def gather_papers(
    weeks: Sequence[tuple[Week, tuple[Note, ...]]],
    hrefs: Mapping[str, str],
    citation_keys: Mapping[str, str],
) -> dict[str, Paper]:
    """All papers by key, in the order of their first entries.  `weeks` are pairs of a week and the
    paragraphs of its introduction.  `hrefs` are the pages of papers by key."""
    entries: dict[str, list[Entry]] = {}
    mentions: dict[str, list[Mention]] = {}
    keys = {href: key for key, href in hrefs.items()}
    for week, intro in weeks:
        for key, mention in _mentions(week, intro, keys):
            mentions.setdefault(key, []).append(mention)
        for entry in week.entries:
            entries.setdefault(entry.paper, []).append(entry)
    papers = {}
    for key, own in entries.items():
        metadata = _metadata(key, hrefs[key], citation_keys.get(key, ""), own)
        papers[key] = Paper(
            metadata=metadata,
            alternate_titles=_alternate_titles(metadata.title, own),
            tags=tuple(dict.fromkeys(tag for entry in own for tag in entry.tags)),
            entries=tuple(own),
            mentions=tuple(mentions.get(key, ())),
        )
    return papers


def _mentions(
    week: Week, intro: Sequence[Note], keys: Mapping[str, str]
) -> Iterator[tuple[str, Mention]]:
    """Each mention in a week, as (key of the mentioned paper, mention)."""
    written: list[tuple[Entry | None, Sequence[Note]]] = [(None, intro)]
    written += [(entry, entry.paragraphs) for entry in week.entries]
    for entry, paragraphs in written:
        for paragraph in paragraphs:
            linked = [keys[one.href] for one in paragraph.links if one.href in keys]
            for key in dict.fromkeys(linked):
                if not entry or key != entry.paper:
                    yield key, Mention(week.id, entry, _alone(paragraph, paragraphs))


def _alone(paragraph: Note, others: Sequence[Note]) -> Note:
    """A paragraph without the marks of footnotes that other paragraphs define."""
    text = paragraph.text
    if "[^" not in text:
        return paragraph
    for other in others:
        for mark in _FOOTNOTE.findall(other.text) if other != paragraph else ():
            text = text.replace(mark, "")
    return paragraph._replace(text=text)


def _metadata(
    key: str, href: str, citation_key: str, entries: Sequence[Entry]
) -> PaperMetadata:
    newest_first = entries[::-1]
    title = next((entry.title for entry in newest_first if entry.title), "")
    return PaperMetadata(
        key=key,
        href=href,
        title=title or _readable(entries[0]),
        has_title=bool(title),
        citation_key=citation_key,
        authors=next((entry.authors for entry in newest_first if entry.authors), ()),
        addresses=_addresses(key, newest_first),
    )


def _addresses(key: str, newest_first: Sequence[Entry]) -> tuple[Address, ...]:
    """The paper's own address, then its other resources.  If an address was typed in several
    forms, the first form is used."""
    if len(newest_first) == 1 and len(newest_first[0].addresses) == 1:
        return newest_first[0].addresses
    by_key = {a.key: a for entry in newest_first for a in reversed(entry.addresses)}
    typed_order = list(by_key.values())[::-1]
    return tuple(sorted(typed_order, key=lambda address: address.key != key))


def _alternate_titles(title: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """All other titles of the paper."""
    titles = [
        name
        for entry in entries
        for name in (entry.title, *entry.alternate_titles)
        if name
    ]
    return tuple(name for name in dict.fromkeys(titles) if name != title)


_READABLE = 40
"""The maximum length of the first line of an essay when it is used as the title."""


def _readable(entry: Entry) -> str:
    """A title for a paper without one: the short form of its address, or for an essay the start of
    its first line."""
    label = next((a.label for a in entry.addresses if a.key == entry.paper), "")
    if label:
        return label
    lines = (line for note in entry.paragraphs for line in note.text.split("\n"))
    words = next((line for line in lines if line.strip()), "")
    if not words:
        return entry.week
    return words if len(words) <= _READABLE else f"{words[: _READABLE - 1]}…"
