"""Document… → files: scripts that a page loads as it needs them, also from file://, where nothing else can be fetched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import shard
from weeknotes.search.index import home, json_of, length, name_lines, postings, unit
from weeknotes.search.numbers import chunked

FOLDER: Final = "search"
SEGMENT: Final = 32768
"""Numbers of documents that share an index.  In a larger library what is newest is searched first, and the rest as it is needed."""
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


def index_files(documents: Mapping[int, Document], names: Iterable[Name], told: Told) -> Iterator[tuple[str, bytes]]:
    """All files of the index, by path.  `told` is what the page's script is told besides the sizes."""
    size = size_of(documents)
    sizes = []
    vocabulary: set[str] = set()
    for segment in range(segments(size)):
        here = range(segment * SEGMENT, min(size, (segment + 1) * SEGMENT))
        found = postings({n - here.start: documents[n] for n in here if n in documents})
        buckets: list[str] = []  # beside the lines and not in pairs with them, which the garbage collector would walk through
        lines: list[str] = []
        for key, numbers in found:
            buckets.append(home(key))
            lines.append(f"{key} {chunked(numbers, CHUNK * unit(key))}")
            if is_slip(key):
                vocabulary.add(key)
        for bucket, line in name_lines(names) if here.stop == size else ():
            buckets.append(bucket)
            lines.append(line)
        shards, characters = _shards(buckets, lines)
        sizes.append(characters)
        yield from (shard_file(segment, number, own) for number, own in enumerate(shards))
        yield script(f"l{segment}", "".join([length(documents[n]) if n in documents else NOBODY for n in here]))
    for block, own in _blocks(documents).items():
        yield script(f"t{block}", own)
    letters = by_letter(vocabulary)
    yield from (script(f"v-{letter}", " ".join(words)) for letter, words in letters.items())
    yield head_file(size, sizes, letters, told)


def weeks_file(weeks: Iterable[tuple[str, str, str, int]]) -> tuple[str, bytes]:
    """Every week, newest first: its id, name, address and number of notes."""
    return script("weeks", list(weeks))


def size_of(numbers: Iterable[int]) -> int:
    """How far the numbers of documents go."""
    return max(numbers, default=-1) + 1


def segments(size: int) -> int:
    """How many segments there are, of which the newest has the names; one even where there is nothing."""
    return max(1, -(-size // SEGMENT))


def shard_count(characters: int) -> int:
    """How many shards a segment has: a power of two."""
    return 1 << (characters // SHARD_SIZE).bit_length()


def shard_file(segment: int, number: int, lines: Iterable[str]) -> tuple[str, bytes]:
    return script(f"{segment}-{number:x}", "\n".join(sorted(lines)))


def head_file(size: int, sizes: Iterable[int], letters: Iterable[str], told: Told) -> tuple[str, bytes]:
    """What a page reads first.  `characters` are those of the lines of each segment."""
    characters = list(sizes)
    shards = [shard_count(one) for one in characters]
    return script("head", {"size": size, "shards": shards, "characters": characters, "letters": "".join(letters), **told})


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


def _blocks(documents: Mapping[int, Document]) -> dict[int, list[Document]]:
    blocks: defaultdict[int, list[Document]] = defaultdict(list)
    for n, document in documents.items():
        blocks[n // BLOCK].append(document)
    return blocks
