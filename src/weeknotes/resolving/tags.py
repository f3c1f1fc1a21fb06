"""Tags under one name each, and what they hold."""

from collections import Counter
from collections.abc import Iterable, Mapping

from weeknotes.config.settings import Config
from weeknotes.model import CROWD, Entry, Tag, TagRef
from weeknotes.resolving.merge import MergedEntry
from weeknotes.text.unicode import clean, fold


def entry_tags(entry: MergedEntry, aliases: Mapping[str, str]) -> dict[str, str]:
    """An entry's tags as typed, by their keys after aliases."""
    tags: dict[str, str] = {}
    for key, typed in entry.parsed.tags:
        tags.setdefault(aliases.get(key, key), typed)
    return tags


def tag_refs(
    tagged: Iterable[Mapping[str, str]], config: Config, hrefs: Mapping[str, str]
) -> dict[str, TagRef]:
    """Each tag under one name, by its key: its label if one is set, else the spelling that is typed
    most often, the first on a tie.

    `tagged` are the tags of each entry, as typed by their keys; `hrefs` are the tags' pages.
    """
    spellings: dict[str, Counter[str]] = {}
    typings = Counter(tag for tags in tagged for tag in tags.items())
    for (key, typed), times in typings.items():
        spelling = typed if fold(typed) == key else key
        spellings.setdefault(key, Counter())[spelling] += times
    labels = {fold(tag): clean(label) for tag, label in config.tag_labels.items()}
    return {
        key: TagRef(key, labels.get(key) or typed.most_common(1)[0][0], hrefs[key])
        for key, typed in spellings.items()
    }


def gather_tags(entries: Iterable[Entry]) -> tuple[Tag, ...]:
    """Every tag with its entries and the tags that it occurs with, by key."""
    gathered: dict[TagRef, list[Entry]] = {}
    for entry in entries:
        for ref in entry.tags:
            gathered.setdefault(ref, []).append(entry)
    tags = [Tag(ref, tuple(tagged), _together(ref, tagged)) for ref, tagged in gathered.items()]
    return tuple(sorted(tags, key=lambda tag: tag.ref.key))


def _together(ref: TagRef, tagged: Iterable[Entry]) -> tuple[TagRef, ...]:
    """The tags of the same entries, most frequent first."""
    others = Counter(other for entry in tagged for other in entry.tags[:CROWD] if other != ref)
    return tuple(sorted(others, key=lambda other: (-others[other], other.key)))
