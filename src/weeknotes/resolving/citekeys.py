"""Citation keys: `kim2023scaling`.  A key depends only on the paper's first entry and on earlier
entries, so later entries never change it."""

from collections import Counter
from collections.abc import Iterable

from weeknotes.resolving.merge import MergedEntry


def citation_keys(entries: Iterable[MergedEntry]) -> dict[str, str]:
    """A citation key for each paper that has a URL, by the paper's key.

    `entries` are in chronological order.  A letter makes equal keys unique: `kim2023scaling`, then
    `kim2023scalingb`.  Each resource (the key before aliases) gets its own citation key, and a
    paper has the key of its first entry.  So an alias does not change the letters of other papers.
    """
    keys: dict[str, str] = {}
    of_resources: dict[str, str] = {}
    met: Counter[str] = Counter()
    taken: set[str] = set()
    for entry in entries:
        base = entry.parsed.citation_key
        if not base:
            continue
        key = of_resources.get(entry.resource)
        if key is None:
            key = base
            while key in taken:
                met[base] += 1
                key = base + _letters(met[base])
            taken.add(key)
            of_resources[entry.resource] = key
        keys.setdefault(entry.paper, key)
    return keys


def _letters(n: int) -> str:
    """1 → `b`, 25 → `z`, 26 → `aa`."""
    return (_letters(n // 26 - 1) if n > 25 else "") + chr(ord("a") + n % 26)
