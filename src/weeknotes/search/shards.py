"""Lines of the index → shards.  After an edit, only the shards with a line that changed are made
again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from math import isqrt
from typing import Any, NamedTuple

from weeknotes.search.documents import Name
from weeknotes.search.files import text_of
from weeknotes.search.fold import bucket_hash
from weeknotes.search.index import Occurrences, line_hash, lines, merged, name_lines
from weeknotes.search.numbers import packed, unpacked
from weeknotes.search.parts import Parts
from weeknotes.urls import search_path

WORDS = 75
"""About the minimum number of words of notes whose lines are in one shard."""
Line = tuple[int, str]
"""The hash of the line's bucket, and the line."""


class Joined(NamedTuple):
    """How the published files were joined.  `versions` are the versions of the shards.  `heard` is
    the version of the learnt pairs, and `alike` is what was compared for them.  `names` are the
    names in the index."""

    versions: Sequence[str] = ()
    heard: str = ""
    alike: tuple[Any, ...] = ()
    names: Sequence[tuple[Any, ...]] = ()


class PublishedIndex(NamedTuple):
    """The published index.  `joined` says how its parts were joined.  `read` reads one of its
    files."""

    parts: Parts
    joined: Joined
    read: Callable[[str], bytes]


UNPUBLISHED = PublishedIndex({}, Joined(), lambda _: b"")


def shard_count(found: Occurrences) -> int:
    """The number of shards, which is a power of two.

    A search loads some shards, and the versions of all shards.  Both together are smallest if the
    number of shards grows as the square root of the number of words."""
    words = sum(map(len, found.words.values()))
    return 1 << min(words // WORDS, 4 * isqrt(words)).bit_length()


def all_shards(
    found: Occurrences, names: Iterable[Name], count: int
) -> Mapping[int, Set[str]]:
    """The lines of each shard."""
    numbered = (
        (line_hash(key), f"{key} {packed(numbers)}") for key, numbers in lines(found)
    )
    return _divided(chain(numbered, _of_names(names)), count)


def edited_shards(
    parts: Parts, names: Iterable[Name], published: PublishedIndex
) -> Mapping[int, Set[str]]:
    """All lines of each shard that has to be published again, because one of its lines changed.
    Numbers of documents in other parts stay as they are published."""
    count = len(published.joined.versions)
    old_names = set(map(Name._make, published.joined.names))
    lost_names = _divided(_of_names(old_names.difference(names)), count)
    new_names = _divided(_of_names(set(names) - old_names), count)
    lost = _numbers(published.parts, parts)
    new = _numbers(parts, published.parts)
    keys: defaultdict[int, list[str]] = defaultdict(list)
    for key in lost.keys() | new.keys():
        if lost.get(key) != new.get(key):
            keys[line_hash(key) & count - 1].append(key)
    shards = {}
    for at in range(count):
        if keys[at] or lost_names[at] or new_names[at]:
            own = text_of(published.read(search_path(f"s{at:x}"))).split("\n")
            kept = set(filter(None, own)) - lost_names[at] | new_names[at]
            shards[at] = _with_numbers(kept, keys[at], lost, new)
    return shards


def _of_names(names: Iterable[Name]) -> Iterator[Line]:
    return ((bucket_hash(start), line) for start, line in name_lines(names))


def _divided(rows: Iterable[Line], count: int) -> Mapping[int, set[str]]:
    shards: dict[int, set[str]] = {at: set() for at in range(count)}
    for hashed, line in rows:
        shards[hashed & count - 1].add(line)
    return shards


_Numbers = Mapping[str, Sequence[int]]


def _numbers(parts: Parts, others: Parts) -> _Numbers:
    """The numbers of the lines of `parts`, without the parts that are also in `others`."""
    own = [part.occurrences() for key, part in parts.items() if key not in others]
    return dict(lines(merged(own)))


def _with_numbers(
    shard: Set[str], keys: Iterable[str], lost: _Numbers, new: _Numbers
) -> Set[str]:
    """The lines of a shard.  In the lines of `keys`, the lost numbers are removed and the new
    numbers are added."""
    known = {line.rpartition(" ")[0]: line for line in shard if line[0] != "!"}
    changed = set()
    for key in keys:
        line = known.pop(key, "")
        numbers = {*unpacked(line.rpartition(" ")[2])}
        numbers = numbers.difference(lost.get(key, ())).union(new.get(key, ()))
        if numbers:
            changed.add(f"{key} {packed(sorted(numbers))}")
    return {line for line in shard if line[0] == "!"}.union(known.values(), changed)
