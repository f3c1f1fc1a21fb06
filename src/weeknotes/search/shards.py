"""Document… → files: scripts that a page loads on demand, because from file:// nothing else can be
loaded."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

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


def script(name: str, data: object) -> File:
    """A script that passes its data to the page."""
    return search_path(name), f'weeknotesLoaded("{name}",{json_of(data)})\n'.encode()


class IndexPart(NamedTuple):
    """The index of some neighbouring documents: the hash of the bucket and the numbers of each line
    by its key, and the length of each document."""

    lines: Mapping[str, tuple[int, Numbers]]
    lengths: str


class _Segment(NamedTuple):
    """Facts about a segment for the files of all segments: the number of characters of its lines,
    and the keys of the words that are offered for mistyped words."""

    characters: int
    slips: Sequence[str]


def index_files(
    documents: Mapping[int, Document], names: Iterable[Name], texts: Mapping[str, object]
) -> Iterator[File]:
    """All files of the index.  `texts` are texts for the script of the page."""
    size = size_of(documents)
    ranges = part_ranges(size)
    for numbers in ranges:
        yield from text_files(numbers, documents.get)
    parts = [index_part(numbers, documents.get) for numbers in ranges]
    yield from merged_files(size, parts, names, texts)


def size_of(numbers: Iterable[int]) -> int:
    """The number after the last number of a document."""
    return max(numbers, default=-1) + 1


def part_ranges(size: int) -> list[range]:
    """The numbers of the documents of each part: four parts or more, none longer than a chunk.  An
    edit makes one part again, and several processes share all parts."""
    step = min(CHUNK, max(BLOCK, 1 << (size // 8).bit_length()))
    return [range(start, min(size, start + step)) for start in range(0, size, step)]


def text_files(numbers: range, document: Callable[[int], Document | None]) -> Iterator[File]:
    """The files with the texts of the documents that have these numbers."""
    for block, in_block in groupby(numbers, key=lambda number: number // BLOCK):
        if shown := [one for one in map(document, in_block) if one]:
            yield script(f"t{block}", shown)


def index_part(numbers: range, document: Callable[[int], Document | None]) -> IndexPart:
    """The index of the documents that have these numbers."""
    first = numbers.start // SEGMENT * SEGMENT  # numbers in lines count within a segment
    lengths = [UNUSED] * len(numbers)
    found = Occurrences.empty()
    for at, number in enumerate(numbers):
        if one := document(number):
            add_document(found, number - first, one)
            lengths[at] = length(one)
    lines = {
        key: (bucket_hash(line_bucket(key)), packed(places)) for key, places in postings(found)
    }
    return IndexPart(lines, "".join(lengths))


def merged_files(
    size: int, parts: Sequence[IndexPart], names: Iterable[Name], texts: Mapping[str, object]
) -> Iterator[File]:
    """The files that join all parts."""
    starts = [numbers.start for numbers in part_ranges(size)]
    segments = []
    for start in range(0, max(size, 1), SEGMENT):
        own = parts[bisect_left(starts, start) : bisect_left(starts, start + SEGMENT)]
        is_newest = start + SEGMENT >= size
        segment = _segment_files(start // SEGMENT, own, names if is_newest else ())
        segments.append((yield from segment))
    letters = _by_letter({key for segment in segments for key in segment.slips})
    yield from (script(f"v-{letter}", " ".join(words)) for letter, words in letters.items())
    characters = [segment.characters for segment in segments]
    shards = [_shard_count(one) for one in characters]
    head = {"size": size, "shards": shards, "characters": characters, "letters": "".join(letters)}
    yield script("head", {**head, **texts})


def _segment_files(
    number: int, parts: Sequence[IndexPart], names: Iterable[Name]
) -> Generator[File, None, _Segment]:
    """The files of a segment with these parts and names."""
    yield script(f"l{number}", "".join(part.lengths for part in parts))
    merged: dict[str, tuple[int, Numbers]] = {}
    for part in parts:
        for key, line in part.lines.items():
            if key in merged:
                hashed, numbers = merged[key]
                line = hashed, joined(numbers, line[1], CHUNK * unit(key))
            merged[key] = line
    lines = [(hashed, f"{key} {numbers[2]}") for key, (hashed, numbers) in merged.items()]
    lines += [(bucket_hash(bucket), line) for bucket, line in name_lines(names)]
    characters = sum(len(line) for _, line in lines)
    shards: list[list[str]] = [[] for _ in range(_shard_count(characters))]
    last = len(shards) - 1  # the count is a power of two
    for hashed, text in lines:
        shards[hashed & last].append(text)
    for position, own in enumerate(shards):
        yield script(f"{number}-{position:x}", "\n".join(sorted(own)))
    return _Segment(characters, [key for key in merged if _is_slip(key)])


def weeks_file(weeks: Iterable[tuple[str, str, str, int]]) -> File:
    """All weeks, the newest first: id, name, address, number of notes."""
    return script("weeks", list(weeks))


def _shard_count(characters: int) -> int:
    """The number of shards of a segment: a power of two."""
    return 1 << (characters // SHARD_SIZE).bit_length()


def _is_slip(key: str) -> bool:
    """Whether the word of this line is offered for mistyped words."""
    return key[0] == "=" and len(key) > SHORTEST_SLIP and key.isascii() and key[1:].isalpha()


def _by_letter(keys: Iterable[str]) -> dict[str, list[str]]:
    """Sorted words by first letter, from the keys of their lines."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        letters[key[1]].append(key[1:])
    return letters
