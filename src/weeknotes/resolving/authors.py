"""Authors: who has a page (two papers or more), and which names lead there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from weeknotes.model import Author, Entry
from weeknotes.resolving.merge import Placed


def authors_with_pages(drafts: Iterable[Placed]) -> list[str]:
    """The keys of those who have a page, in the order in which they came to it: a later one never
    takes an earlier one's name."""
    first: dict[str, str] = {}
    reached: dict[str, None] = {}
    for placed in drafts:
        for key, _ in placed.draft.authors:
            if key and first.setdefault(key, placed.key) != placed.key:
                reached[key] = None
    return list(reached)


def gather_authors(
    entries: Sequence[Entry], pages: Mapping[str, str], chosen: Mapping[str, str]
) -> tuple[Author, ...]:
    """Every author with a page, by key.  `pages` are these by key; `chosen` are the names that the
    settings give, else an author is called as they are most often, first on a tie."""
    spellings: dict[str, list[str]] = {key: [] for key in pages}
    written: dict[str, list[Entry]] = {key: [] for key in pages}
    for entry in entries:
        for key, typed in dict(entry.draft.authors).items():
            if key in written:
                spellings[key].append(typed)
                written[key].append(entry)
    return tuple(
        [
            Author(
                key, chosen.get(key) or _commonest(spellings[key]), pages[key], tuple(written[key])
            )
            for key in sorted(pages)
        ]
    )


def _commonest(names: Sequence[str]) -> str:
    return (
        names[0] if names.count(names[0]) * 2 >= len(names) else Counter(names).most_common(1)[0][0]
    )
