"""Document… → files: scripts that a page loads on demand, because from file:// nothing else can be
loaded."""

import marshal
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import bucket_hash
from weeknotes.search.index import (
    Occurrences,
    add_document,
    json_of,
    length,
    line_bucket,
    name_lines,
    postings,
    unit,
)
from weeknotes.search.numbers import Numbers, joined, packed
from weeknotes.urls import search_path

SEGMENT = 32768
"""Numbers of documents in a segment.  In a larger library the newest segment is searched first, the
others on demand."""
CHUNK = 4096
"""Numbers of documents after which the numbers of a line restart."""
BLOCK = 4
"""Numbers of documents whose texts are in one file."""
SHARD_SIZE = 5000
"""The approximate number of characters of a shard."""
SHORTEST_SLIP = 4
"""Letters of the shortest word that is offered for a mistyped word."""

UNUSED = "A"
"""The length digit of an unused number."""

File = tuple[str, bytes]
"""Path and bytes."""
StagedFile = tuple[str, bytes | None]
"""Path, and bytes unless the published file is up to date."""


def script(name: str, data: object) -> File:
    """A script that passes its data to the page."""
    return search_path(name), f'weeknotesLoaded("{name}",{json_of(data)})\n'.encode()


class IndexPart(NamedTuple):
    """The index of some neighbouring documents, or of all names.

    `groups` are its lines by the hash of their buckets, each group as marshalled values.  `lengths`
    has a digit for each document number, `slips` the words that are offered for mistyped words.
    """

    groups: Sequence[bytes]
    lengths: str = ""
    slips: str = ""


class Joined(NamedTuple):
    """How the published files were joined: the number of characters of each group of lines, by the
    hash of the group; the number of shards of each segment."""

    characters: Mapping[bytes, int] = {}
    shards: Sequence[int] = ()


class JoinedFiles(NamedTuple):
    """The files of the index, and what the next build needs to know about them."""

    files: Sequence[StagedFile]
    joined: Joined


def index_files(
    documents: Mapping[int, Document], names: Iterable[Name], texts: Mapping[str, object]
) -> Iterator[File]:
    """All files of the index.  `texts` are texts for the script of the page."""
    size = size_of(documents)
    ranges = part_ranges(size)
    for numbers in ranges:
        yield from text_files(numbers, documents)
    parts = [index_part(numbers, documents, size) for numbers in ranges]
    files = join_parts(size, parts, names_part(names, size), texts, Joined()).files
    yield from ((path, data) for path, data in files if data is not None)


def size_of(numbers: Iterable[int]) -> int:
    """The number after the last number of a document."""
    return max(numbers, default=-1) + 1


def part_ranges(size: int) -> list[range]:
    """The numbers of the documents of each part: 8 to 16 parts, or more if none would be shorter
    than a chunk.  An edit makes one part again, and several processes share all parts."""
    step = min(CHUNK, max(BLOCK, 1 << (size // 16).bit_length()))
    return [range(start, min(size, start + step)) for start in range(0, size, step)]


def text_files(numbers: Iterable[int], documents: Mapping[int, Document]) -> Iterator[File]:
    """The files with the texts of the documents that have these numbers."""
    for block, in_block in groupby(numbers, key=lambda number: number // BLOCK):
        if shown := [one for one in map(documents.get, in_block) if one]:
            yield script(f"t{block}", shown)


def text_paths(numbers: Iterable[int]) -> list[str]:
    """The paths of the files with the texts of these documents."""
    return [search_path(f"t{block}") for block in dict.fromkeys(n // BLOCK for n in numbers)]


def index_part(numbers: range, documents: Mapping[int, Document], size: int) -> IndexPart:
    """The index of the documents that have these numbers, in an index of `size` numbers."""
    first = numbers.start // SEGMENT * SEGMENT  # numbers in lines count within a segment
    lengths = [UNUSED] * len(numbers)
    found = Occurrences.empty()
    for at, number in enumerate(numbers):
        if one := documents.get(number):
            add_document(found, number - first, one)
            lengths[at] = length(one)
    slips: list[str] = []
    lines = []
    for key, places in postings(found):
        lines.append((bucket_hash(line_bucket(key)), key, *packed(places)))
        if key[0] == "=" and len(key) > SHORTEST_SLIP and key.isascii() and key[1:].isalpha():
            slips.append(key[1:])
    return IndexPart(_grouped(lines, size), "".join(lengths), " ".join(slips))


def names_part(names: Iterable[Name], size: int) -> IndexPart:
    """The lines of all names.  They are complete: they have no numbers."""
    return IndexPart(
        _grouped([(bucket_hash(bucket), line) for bucket, line in name_lines(names)], size)
    )


def _grouped(lines: Iterable[tuple[Any, ...]], size: int) -> Sequence[bytes]:
    """Lines grouped by their first values (hashes), in about as many groups as there are shards."""
    groups: list[list[tuple[Any, ...]]] = [[] for _ in range(1 << (size // 8).bit_length())]
    last = len(groups) - 1
    for line in lines:
        groups[line[0] & last].append(line)
    # Equal lines give equal bytes: later formats of marshal depend on references to values.
    return tuple(marshal.dumps(group, 2) for group in groups)


def join_parts(
    size: int,
    parts: Sequence[IndexPart],
    names: IndexPart,
    texts: Mapping[str, object],
    published: Joined,
) -> JoinedFiles:
    """The files that join all parts.  Only groups that differ from the published ones are read."""
    starts = [numbers.start for numbers in part_ranges(size)]
    no_names = names_part((), size)
    segments = []
    for start in range(0, max(size, 1), SEGMENT):
        own = parts[bisect_left(starts, start) : bisect_left(starts, start + SEGMENT)]
        is_newest = start + SEGMENT >= size
        segment = _join_segment(start // SEGMENT, own, names if is_newest else no_names, published)
        segments.append(segment)
    files = [file for segment in segments for file in segment.files]
    slips = {word for part in parts for word in part.slips.split()}
    letters = {letter: " ".join(own) for letter, own in groupby(sorted(slips), itemgetter(0))}
    files += [script(f"v-{letter}", words) for letter, words in letters.items()]
    characters = [sum(segment.joined.characters.values()) for segment in segments]
    shards = [count for segment in segments for count in segment.joined.shards]
    head = {"size": size, "shards": shards, "characters": characters, "letters": "".join(letters)}
    files.append(script("head", {**head, **texts}))
    groups = {key: n for segment in segments for key, n in segment.joined.characters.items()}
    return JoinedFiles(files, Joined(groups, tuple(shards)))


Line = tuple[int, str]
"""The hash of the line's bucket, and the line."""


def _join_segment(
    number: int, parts: Sequence[IndexPart], names: IndexPart, published: Joined
) -> JoinedFiles:
    """The files of a segment with these parts and names."""
    groups = list(zip(*[part.groups for part in (*parts, names)], strict=True))
    keys = [_group_key(number, at, own) for at, own in enumerate(groups)]
    new = {at: _join(groups[at]) for at, key in enumerate(keys) if key not in published.characters}
    characters = {
        key: sum(len(line) for _, line in new[at]) if at in new else published.characters[key]
        for at, key in enumerate(keys)
    }
    count = 1 << (sum(characters.values()) // SHARD_SIZE).bit_length()
    units = min(count, len(groups))  # a unit is some whole groups, and some whole shards
    stale = {at % units for at in new}
    if published.shards[number : number + 1] != (count,):
        stale = set(range(units))
    files: list[StagedFile] = [script(f"l{number}", "".join(part.lengths for part in parts))]
    for nth in range(units):
        paths = {at: f"{number}-{at:x}" for at in range(nth, count, units)}
        if nth not in stale:
            files += [(search_path(name), None) for name in paths.values()]
            continue
        shards: dict[int, list[str]] = {at: [] for at in paths}
        for at in range(nth, len(groups), units):
            for hashed, line in new[at] if at in new else _join(groups[at]):
                shards[hashed & count - 1].append(line)
        files += [script(paths[at], "\n".join(sorted(own))) for at, own in shards.items()]
    return JoinedFiles(files, Joined(characters, (count,)))


def _group_key(number: int, at: int, group: Iterable[bytes]) -> bytes:
    return blake2b(b"%d %d " % (number, at) + b"".join(group), digest_size=12).digest()


def _join(group: Sequence[bytes]) -> list[Line]:
    """The lines of a group, from all parts and from the names, which come last."""
    *parts, names = group
    merged: dict[str, tuple[int, Numbers]] = {}
    for part in parts:
        for hashed, key, *numbers in marshal.loads(part):
            if key in merged:
                numbers = joined(merged[key][1], numbers, CHUNK * unit(key))
            merged[key] = hashed, numbers
    lines = [(hashed, f"{key} {numbers[2]}") for key, (hashed, numbers) in merged.items()]
    return [*lines, *marshal.loads(names)]


def weeks_file(weeks: Iterable[tuple[str, str, str, int]]) -> File:
    """All weeks, the newest first: id, name, address, number of notes."""
    return script("weeks", list(weeks))
