"""Document… → files: scripts that a page loads as it needs them, also from file://, where nothing else can be fetched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import shard
from weeknotes.search.index import Postings, filter_lines, lengths, lines, name_lines, postings

FOLDER: Final = "search"
SEGMENT: Final = 16384
"""Documents that share an index.  In a larger library what is newest is searched first, and the rest as it is needed."""
BLOCK: Final = 4
"""Documents whose texts share a file."""
SHARD_BYTES: Final = 5000
"""About how large a shard is before compression."""
SHORTEST_SLIP: Final = 4
"""Letters of the shortest word that a mistyped one may stand for."""


def script(name: str, data: object) -> tuple[str, bytes]:
    """A file that hands its data to the page that loads it."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}/{name}.js", f'weeknotesLoaded("{name}",{told})\n'.encode()


def shard_files(documents: Sequence[Document], names: Iterable[Name], head: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """All files of the index, by path.  `head` is what the page's script is told besides the sizes."""
    counts = []
    vocabulary: dict[str, None] = {}
    named = list(name_lines(names))
    for n, start in enumerate(range(0, max(len(documents), 1), SEGMENT)):
        part = documents[start : start + SEGMENT]
        found = postings(part)
        shards = _shards([*lines(found), *filter_lines(part), *(named if n == 0 else ())])
        counts.append(len(shards))
        yield from (script(f"{n}-{number:x}", "\n".join(sorted(kept))) for number, kept in enumerate(shards))
        vocabulary |= _vocabulary(found)
        yield script(f"l{n}", "".join(map(lengths, part)))
    for block in range(0, len(documents), BLOCK):
        yield script(f"t{block // BLOCK}", documents[block : block + BLOCK])
    letters = _by_letter(vocabulary)
    yield from (script(f"v-{letter}", " ".join(words)) for letter, words in letters.items())
    yield script("head", {"documents": len(documents), "shards": counts, "letters": "".join(letters), **head})


def weeks_file(weeks: Iterable[tuple[str, str, str, int]]) -> tuple[str, bytes]:
    """Every week, newest first: its id, name, address and number of notes."""
    return script("weeks", list(weeks))


def _shards(found: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The lines of each shard; there are as many shards as a power of two makes them about SHARD_BYTES."""
    size = sum([len(line) for _, line in found])
    count = 1 << (size // SHARD_BYTES).bit_length()
    kept: list[list[str]] = [[] for _ in range(count)]
    for bucket, line in found:
        kept[shard(bucket, count)].append(line)
    return kept


def _vocabulary(found: Postings) -> dict[str, None]:
    words = found.words.keys() | found.names.keys()
    return dict.fromkeys(word for word in words if len(word) >= SHORTEST_SLIP and word.isascii() and word.isalpha())


def _by_letter(words: Iterable[str]) -> Mapping[str, list[str]]:
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        letters[word[0]].append(word)
    return letters
