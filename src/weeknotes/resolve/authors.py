"""Authors: who has a page (two papers or more), and which names lead there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from weeknotes.model import Author, Entry
from weeknotes.resolve.drafts import Draft
from weeknotes.urls import href

PAPERS_FOR_A_PAGE = 2


def authors_with_pages(drafts: Iterable[Draft]) -> list[str]:
    """The keys of those who have a page, in the order in which they came to it: a later one never takes an earlier one's name."""
    papers: dict[str, set[str]] = {}
    reached: list[str] = []
    for draft in drafts:
        for key, _ in draft.authors:
            theirs = papers.setdefault(key, set())
            if key and draft.key not in theirs:
                theirs.add(draft.key)
                if len(theirs) == PAPERS_FOR_A_PAGE:
                    reached.append(key)
    return reached


def gather_authors(entries: Sequence[Entry], names: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[Author, ...]:
    """Every author with a page, by key.  `names` are the files' names by key; `chosen` are the names that the settings give,
    else an author is called as they are most often, first on a tie."""
    spellings: dict[str, Counter[str]] = {key: Counter() for key in names}
    written: dict[str, list[Entry]] = {key: [] for key in names}
    for entry in entries:
        for key, typed in {ref.key: ref.name for ref in entry.authors if ref.href}.items():
            spellings[key][typed] += 1
            written[key].append(entry)
    return tuple(
        Author(key, chosen.get(key) or spellings[key].most_common(1)[0][0], href(f"authors/{names[key]}.html"), tuple(written[key]))
        for key in sorted(names)
    )
