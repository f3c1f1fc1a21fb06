"""Document… → files: scripts that a page loads on demand, because from file:// nothing else can be
loaded."""

import marshal
import re
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from weeknotes.search.alike import Alike
from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import bucket_hash
from weeknotes.search.index import (
    Occurrences,
    add_document,
    json_of,
    length,
    line_hash,
    name_lines,
    postings,
)
from weeknotes.search.numbers import packed
from weeknotes.search.pairs import pair_rows
from weeknotes.search.part_words import part_words
from weeknotes.urls import search_path

BLOCK = 2
"""Numbers of documents whose texts are in one file."""
GROUP = 16
"""Numbers of documents whose files of texts have one version.  So versions need little space, and
an edit rewrites no file of another week."""
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


Line = tuple[int, str]
"""The hash of the line's bucket, and the line."""

UNVERSIONED = "AAAA"
"""Stands for the version of texts that do not exist."""


def script(name: str, data: object) -> tuple[File, str]:
    """A script that passes its data to the page, and its version: a hash of the data, which the
    script passes, too."""
    text = json_of(data)
    version = _version_of(text)
    return _file(name, version, text), version


def _version_of(text: str) -> str:
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=3).digest()).decode()


def _file(name: str, version: str, text: str) -> File:
    return search_path(
        name
    ), f'weeknotesLoaded("{name}","{version}",{text})\n'.encode()


class IndexPart(NamedTuple):
    """The index of some neighbouring documents, or of all names.

    `groups` are its lines by the hash of their buckets, each group as marshalled values: the
    numbers by key, or complete lines of names.  `lengths` has a digit for each document number,
    `texts` the version of each group of texts, `slips` the words that are offered for mistyped
    words, `words` those from which pairs are learnt.
    """

    groups: Sequence[bytes]
    lengths: str = ""
    texts: str = ""
    slips: str = ""
    words: bytes = b""


class Joined(NamedTuple):
    """How the published files were joined: the number of characters of each group of lines, by the
    hash of the group; the number of shards, and their versions; the version of the learnt pairs,
    and what was compared for them."""

    characters: Mapping[bytes, int] = {}
    shards: int = 0
    versions: str = ""
    heard: str = ""
    alike: tuple[Any, ...] = ()


class JoinedFiles(NamedTuple):
    """The files of the index, and what the next build needs to know about them."""

    files: Sequence[StagedFile]
    joined: Joined


class Extras(NamedTuple):
    """What the index has for the script of the page: texts and the like by name; all weeks, the
    newest first: id, name, address, number of notes."""

    texts: Mapping[str, object]
    weeks: Sequence[tuple[str, str, str, int]] = ()


def index_files(
    documents: Mapping[int, Document], names: Iterable[Name], extras: Extras
) -> Iterator[File]:
    """All files of the index."""
    size = size_of(documents)
    parts = []
    for numbers in part_ranges(size):
        part, files = index_part(numbers, documents, size)
        parts.append(part)
        yield from files
    joined = join_parts(size, parts, names_part(names, size), extras, Joined()).files
    yield from ((path, data) for path, data in joined if data is not None)


def size_of(numbers: Iterable[int]) -> int:
    """The number after the last number of a document."""
    return max(numbers, default=-1) + 1


def part_ranges(size: int) -> list[range]:
    """The numbers of the documents of each part: at most 16 parts.  An edit makes one part again,
    and several processes share all parts."""
    step = max(GROUP, 1 << (size // 16).bit_length())
    return [range(start, min(size, start + step)) for start in range(0, size, step)]


def text_paths(numbers: Iterable[int]) -> list[str]:
    """The paths of the files with the texts of these documents."""
    return [
        search_path(f"t{block}")
        for block in dict.fromkeys(n // BLOCK for n in numbers)
    ]


def _text_files(
    numbers: range, documents: Mapping[int, Document]
) -> Iterator[tuple[list[File], str]]:
    """The files with the texts of each group of documents, and their version."""
    for start in numbers[::GROUP]:
        shown: defaultdict[int, list[Document]] = defaultdict(list)
        for number in range(start, start + GROUP):
            if one := documents.get(number):
                shown[number // BLOCK].append(one)
        texts = {f"t{block}": json_of(own) for block, own in shown.items()}
        version = _version_of("\n".join(texts.values())) if texts else UNVERSIONED
        yield [_file(name, version, text) for name, text in texts.items()], version


def index_part(
    numbers: range, documents: Mapping[int, Document], size: int
) -> tuple[IndexPart, list[File]]:
    """The index of the documents that have these numbers, in an index of `size` numbers, and the
    files with their texts."""
    lengths = [UNUSED] * len(numbers)
    found = Occurrences.empty()
    for at, number in enumerate(numbers):
        if one := documents.get(number):
            add_document(found, number, one)
            lengths[at] = length(one)
    groups: list[dict[str, Sequence[int]]] = [{} for _ in range(_groups(size))]
    last = len(groups) - 1
    for key, places in postings(found):
        groups[line_hash(key) & last][key] = places
    files, versions = zip(*_text_files(numbers, documents), strict=True)
    own = {number: documents[number] for number in numbers if number in documents}
    words = part_words({**found.words, **found.joined}, own)
    part = IndexPart(
        _marshalled(groups),
        "".join(lengths),
        "".join(versions),
        " ".join(_slips_in(found)),
        words,
    )
    return part, list(chain.from_iterable(files))


def _slips_in(found: Occurrences) -> Sequence[str]:
    """The words of some documents that are offered for mistyped words."""
    words = {*found.words, *found.names, *found.joined}
    return sorted(
        word
        for word in words
        if len(word) >= SHORTEST_SLIP and word.isascii() and word.isalpha()
    )


def names_part(names: Iterable[Name], size: int) -> IndexPart:
    """The lines of all names.  They are complete: they have no numbers."""
    groups: list[list[Line]] = [[] for _ in range(_groups(size))]
    last = len(groups) - 1
    for bucket, line in name_lines(names):
        hashed = bucket_hash(bucket)
        groups[hashed & last].append((hashed, line))
    return IndexPart(_marshalled(groups))


def _groups(size: int) -> int:
    """Into how many groups lines are divided: about as many as there are shards."""
    return 1 << (size // 8).bit_length()


def _marshalled(groups: Iterable[Any]) -> Sequence[bytes]:
    # Equal lines give equal bytes: later formats of marshal depend on references to values.
    return tuple(marshal.dumps(group, 2) for group in groups)


def join_parts(
    size: int,
    parts: Sequence[IndexPart],
    names: IndexPart,
    extras: Extras,
    published: Joined,
) -> JoinedFiles:
    """The files that join all parts.  Only groups that differ from the published ones are read."""
    files, lines = _join_lines(parts, names, published)
    letters = _slips(parts)
    lengths = "".join(part.lengths for part in parts)
    texts = "".join(part.texts for part in parts)
    lists = {
        "l": [script("l", (lengths, texts))],
        "v": [script(f"v-{letter}", words) for letter, words in letters.items()],
        "w": [script("weeks", list(extras.weeks))],
    }
    heard, version, alike = _heard(parts, published)
    versions = {
        name: "".join(version for _, version in made) for name, made in lists.items()
    }
    head = {
        "size": size,
        "shards": lines.shards,
        "letters": "".join(letters),
        "versions": {"s": lines.versions, **versions, "h": version},
    }
    files = [
        *files,
        *[file for made in lists.values() for file, _ in made],
        heard,
        script("head", head | dict(extras.texts))[0],
    ]
    return JoinedFiles(files, lines._replace(heard=version, alike=tuple(alike)))


def _slips(parts: Sequence[IndexPart]) -> Mapping[str, str]:
    """The words that are offered for mistyped words, by their first letter."""
    slips = {word for part in parts for word in part.slips.split()}
    return {
        letter: " ".join(own)
        for letter, own in groupby(sorted(slips), itemgetter(0))
    }


def _heard(
    parts: Sequence[IndexPart], published: Joined
) -> tuple[StagedFile, str, Alike]:
    """The file of the learnt pairs, its version, and what was compared for them."""
    documents = sum(len(part.lengths) - part.lengths.count(UNUSED) for part in parts)
    words = [part.words for part in parts]
    rows, alike = pair_rows(words, documents, Alike(*published.alike))
    if rows is None:
        return (search_path("heard"), None), published.heard, alike
    return *script("heard", rows), alike


def _join_lines(
    parts: Sequence[IndexPart], names: IndexPart, published: Joined
) -> tuple[list[StagedFile], Joined]:
    """The shards: the lines of all parts and names."""
    groups = list(zip(*[part.groups for part in (*parts, names)], strict=True))
    keys = [_group_key(at, own) for at, own in enumerate(groups)]
    new = {
        at: _join(groups[at])
        for at, key in enumerate(keys)
        if key not in published.characters
    }
    characters = {
        key: sum(len(line) for _, line in new[at])
        if at in new
        else published.characters[key]
        for at, key in enumerate(keys)
    }
    count = 1 << (sum(characters.values()) // SHARD_SIZE).bit_length()
    # A unit is some whole groups, and some whole shards.
    units = min(count, len(groups))
    stale = {at % units for at in new}
    versions = re.findall("....", published.versions)
    if published.shards != count:
        stale, versions = set(range(units)), [""] * count
    files: list[StagedFile] = []
    for nth in range(units):
        paths = {at: f"s{at:x}" for at in range(nth, count, units)}
        if nth not in stale:
            files += [(search_path(name), None) for name in paths.values()]
            continue
        shards: dict[int, list[str]] = {at: [] for at in paths}
        for at in range(nth, len(groups), units):
            for hashed, line in new[at] if at in new else _join(groups[at]):
                shards[hashed & count - 1].append(line)
        for at, own in shards.items():
            file, versions[at] = script(paths[at], "\n".join(sorted(own)))
            files.append(file)
    return files, Joined(characters, count, "".join(versions))


def _group_key(at: int, group: Iterable[bytes]) -> bytes:
    return blake2b(b"%d " % at + b"".join(group), digest_size=12).digest()


def _join(group: Sequence[bytes]) -> list[Line]:
    """The lines of a group, from all parts and from the names, which come last."""
    *parts, names = group
    merged: dict[str, list[int]] = {}
    for part in parts:
        for key, numbers in marshal.loads(part).items():
            if key in merged:
                merged[key] += numbers
            else:
                merged[key] = numbers
    lines = [
        (line_hash(key), f"{key} {packed(numbers)}")
        for key, numbers in merged.items()
    ]
    return [*lines, *marshal.loads(names)]
