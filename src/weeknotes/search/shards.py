"""Document… → files: scripts that a page loads as it needs them, also from file://, where nothing
else can be fetched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import shard
from weeknotes.search.index import Found, add, home, json_of, length, name_lines, postings, unit
from weeknotes.search.numbers import chunked

FOLDER: Final = "search"
SEGMENT: Final = 32768
"""Numbers of documents that share an index.  In a larger library what is newest is searched first,
and the rest as it is needed."""
CHUNK: Final = 4096
"""Numbers of documents after which the numbers in a line begin anew."""
BLOCK: Final = 4
"""Numbers of documents whose texts share a file."""
SHARD_SIZE: Final = 5000
"""About how many characters a shard has."""
SHORTEST_SLIP: Final = 4
"""Letters of the shortest word that a mistyped one may stand for."""

NOBODY: Final = "A"
"""The length of a document that is not there."""

Told = Mapping[str, object]


def script(name: str, data: object) -> tuple[str, bytes]:
    """A file that hands its data to the page that loads it."""
    return f"{FOLDER}/{name}.js", f'weeknotesLoaded("{name}",{json_of(data)})\n'.encode()


def data_of(file: bytes) -> Any:
    """What `script` was given, as JSON holds it."""
    return json.loads(file[file.index(b",") + 1 : -2])


class Segment(NamedTuple):
    """What is told of a segment to the files that speak of all: the characters of its lines, the
    keys of the words that a mistyped one may stand for."""

    characters: int
    slips: Sequence[str]


def index_files(
    documents: Mapping[int, Document], names: Iterable[Name], told: Told
) -> Iterator[tuple[str, bytes]]:
    """All files of the index, by path.  `told` is what the page's script is told besides the
    sizes."""
    size = size_of(documents)
    found = []
    for numbers in spans(size):
        own = ((n, documents[n]) for n in numbers if n in documents)
        found.append((yield from segment_files(numbers, size, own, names)))
    yield from common_files(size, found, told)


def segment_files(
    numbers: range, size: int, documents: Iterable[tuple[int, Document]], names: Iterable[Name]
) -> Generator[tuple[str, bytes], None, Segment]:
    """The files of a segment, of an index that goes to `size`.  `documents` are those that have its
    `numbers`, in their order; each is looked at once, as it comes."""
    number = numbers.start // SEGMENT
    lengths = [NOBODY] * len(numbers)
    found = Found.nothing()
    for block, some in groupby(documents, key=lambda one: one[0] // BLOCK):
        shown = []
        for n, document in some:
            add(found, n - numbers.start, document)
            lengths[n - numbers.start] = length(document)
            shown.append(document)
        yield script(f"t{block}", shown)
    yield script(f"l{number}", "".join(lengths))
    slips: list[str] = []
    buckets: list[
        str
        # beside the lines and not in pairs with them, which the garbage collector would walk through
    ] = []
    lines: list[str] = []
    for key, places in postings(found):
        buckets.append(home(key))
        lines.append(f"{key} {chunked(places, CHUNK * unit(key))}")
        if is_slip(key):
            slips.append(key)
    for bucket, line in name_lines(names) if numbers.stop == size else ():
        buckets.append(bucket)
        lines.append(line)
    shards, characters = _shards(buckets, lines)
    yield from (shard_file(number, shard, own) for shard, own in enumerate(shards))
    return Segment(characters, slips)


def common_files(size: int, segments: Sequence[Segment], told: Told) -> Iterator[tuple[str, bytes]]:
    """The files that all segments share."""
    letters = by_letter({key for segment in segments for key in segment.slips})
    yield from (script(f"v-{letter}", " ".join(words)) for letter, words in letters.items())
    yield head_file(size, [segment.characters for segment in segments], letters, told)


def weeks_file(weeks: Iterable[tuple[str, str, str, int]]) -> tuple[str, bytes]:
    """Every week, newest first: its id, name, address and number of notes."""
    return script("weeks", list(weeks))


def size_of(numbers: Iterable[int]) -> int:
    """How far the numbers of documents go."""
    return max(numbers, default=-1) + 1


def segments(size: int) -> int:
    """How many segments there are, of which the newest has the names; one even where there is
    nothing."""
    return max(1, -(-size // SEGMENT))


def spans(size: int) -> list[range]:
    """The numbers of each segment."""
    return [
        range(number * SEGMENT, min(size, (number + 1) * SEGMENT))
        for number in range(segments(size))
    ]


def shard_count(characters: int) -> int:
    """How many shards a segment has: a power of two."""
    return 1 << (characters // SHARD_SIZE).bit_length()


def shard_file(segment: int, number: int, lines: Iterable[str]) -> tuple[str, bytes]:
    return script(f"{segment}-{number:x}", "\n".join(sorted(lines)))


def head_file(
    size: int, sizes: Iterable[int], letters: Iterable[str], told: Told
) -> tuple[str, bytes]:
    """What a page reads first.  `characters` are those of the lines of each segment."""
    characters = list(sizes)
    shards = [shard_count(one) for one in characters]
    return script(
        "head",
        {
            "size": size,
            "shards": shards,
            "characters": characters,
            "letters": "".join(letters),
            **told,
        },
    )


def is_slip(key: str) -> bool:
    """Whether a mistyped word may stand for the word that this line is found by."""
    return key[0] == "=" and len(key) > SHORTEST_SLIP and key.isascii() and key[1:].isalpha()


def by_letter(keys: Iterable[str]) -> dict[str, list[str]]:
    """Words in order, by their first letter, from the keys of their lines."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        letters[key[1]].append(key[1:])
    return letters


def _shards(buckets: Sequence[str], lines: Sequence[str]) -> tuple[list[list[str]], int]:
    """The lines of each shard, and how many characters all have."""
    characters = sum(map(len, lines))
    count = shard_count(characters)
    shards: list[list[str]] = [[] for _ in range(count)]
    for bucket, line in zip(buckets, lines, strict=True):
        shards[shard(bucket, count)].append(line)
    return shards, characters
