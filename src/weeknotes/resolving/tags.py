"""Tags under one name each, and what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from weeknotes.config.settings import Config
from weeknotes.model import CROWD, Draft, Entry, Tag, TagRef
from weeknotes.text.unicode import clean, fold
from weeknotes.urls import Names, href


def tag_refs(drafts: Iterable[Draft], config: Config, names: Names) -> dict[str, TagRef]:
    """Each tag under one name: its label if one is set, else the way that it is typed most often,
    the first on a tie."""
    spellings: dict[str, Counter[str]] = {}
    typings = Counter(tag for draft in drafts for tag in draft.tags)
    for (key, typed), times in typings.items():
        spellings.setdefault(key, Counter())[typed if fold(typed) == key else key] += times
    labels = {fold(tag): clean(label) for tag, label in config.tag_labels.items()}
    return {
        key: TagRef(
            key,
            labels.get(key) or typed.most_common(1)[0][0],
            href(f"tags/{names.by_key[f'tag:{key}']}.html"),
        )
        for key, typed in spellings.items()
    }


def gather_tags(entries: Iterable[Entry]) -> tuple[Tag, ...]:
    """Every tag with its entries and the tags beside it, by name."""
    gathered: dict[TagRef, list[Entry]] = {}
    for entry in entries:
        for ref in entry.tags:
            gathered.setdefault(ref, []).append(entry)
    tags = []
    for ref, tagged in gathered.items():
        beside = Counter(other for entry in tagged for other in entry.tags[:CROWD] if other != ref)
        together = sorted(beside, key=lambda other: (-beside[other], other.key))
        tags.append(Tag(ref.key, ref.name, ref.href, tuple(tagged), tuple(together)))
    return tuple(sorted(tags, key=lambda tag: tag.key))
