"""Tags: one displayed name for each, and its entries."""

from collections import Counter
from collections.abc import Iterable, Mapping

from weeknotes.config.settings import Config
from weeknotes.model import CROWD, Entry, Tag, TagRef
from weeknotes.text.unicode import clean, fold


def tag_refs(
    tagged: Iterable[Mapping[str, str]], config: Config, hrefs: Mapping[str, str]
) -> dict[str, TagRef]:
    """A reference to each tag, by key.  The displayed name is the label from the settings.  Without
    a label, it is the most frequent spelling.  If several spellings are equally frequent, it is the
    first of them.  An alias counts as the key.  `tagged` are the tags of each entry (key → text as
    typed).  `hrefs` are the pages of tags by key."""
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
    """All tags, sorted by key, with their entries and with the other tags of these entries."""
    gathered: dict[TagRef, list[Entry]] = {}
    for entry in entries:
        for ref in entry.tags:
            gathered.setdefault(ref, []).append(entry)
    tags = [
        Tag(ref, tuple(tagged), _together(ref, tagged))
        for ref, tagged in gathered.items()
    ]
    return tuple(sorted(tags, key=lambda tag: tag.ref.key))


def _together(ref: TagRef, tagged: Iterable[Entry]) -> tuple[TagRef, ...]:
    """The other tags of the same entries, the most frequent first."""
    others = Counter(
        other for entry in tagged for other in entry.tags[:CROWD] if other != ref
    )
    return tuple(sorted(others, key=lambda other: (-others[other], other.key)))
