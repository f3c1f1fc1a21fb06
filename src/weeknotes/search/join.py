"""Parts → files of the index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from weeknotes.search.alike import Alike
from weeknotes.search.documents import Document, Name
from weeknotes.search.files import File, StagedFile, script
from weeknotes.search.index import Occurrences, merged
from weeknotes.search.pairs import learn
from weeknotes.search.parts import UNUSED, Parts, index_part, part_ranges, size_of
from weeknotes.search.shards import (
    UNPUBLISHED,
    Joined,
    PublishedIndex,
    all_shards,
    edited_shards,
    shard_count,
)
from weeknotes.search.words import LibraryWords, Phrases
from weeknotes.urls import search_path

SHORTEST_SLIP = 4
"""The minimum number of letters of a word that is offered for a mistyped word."""


class JoinedFiles(NamedTuple):
    """The files of the index, and what the next build needs to know about them."""

    files: Sequence[StagedFile]
    joined: Joined


class Extras(NamedTuple):
    """What the index has for the script of the page.  `texts` has the texts and other values for
    the script, by name.
    `weeks` has (id, name, address, number of notes) of each week, the newest first."""

    texts: Mapping[str, object]
    weeks: Sequence[tuple[str, str, str, int]] = ()


def index_files(
    documents: Mapping[int, Document], names: Iterable[Name], extras: Extras
) -> Iterator[File]:
    """All files of the index."""
    parts = {}
    for numbers in part_ranges(size_of(documents)):
        parts[repr(numbers)], files = index_part(numbers, documents)
        yield from files
    joined = join_parts(parts, [*names], extras, UNPUBLISHED).files
    yield from ((path, data) for path, data in joined if data is not None)


def join_parts(
    parts: Parts, names: Sequence[Name], extras: Extras, published: PublishedIndex
) -> JoinedFiles:
    """The files that join all parts.  Only shards with a line that changed are made again."""
    found = merged([part.occurrences() for part in parts.values()])
    shards, versions = _shards(parts, found, names, published)
    slips = _slips(found)
    lengths = "".join(part.lengths for part in parts.values())
    texts = "".join(part.texts for part in parts.values())
    lists = {
        "l": [script("l", (lengths, texts))],
        "v": [script(f"v-{letter}", words) for letter, words in slips.items()],
        "w": [script("weeks", list(extras.weeks))],
    }
    pairs, of_pairs, alike = _pairs(parts, found, published)
    of_lists = {
        name: "".join(version for _, version in made) for name, made in lists.items()
    }
    head = {
        "size": len(lengths),
        "shards": len(shards),
        "letters": "".join(slips),
        "versions": {"s": "".join(versions), **of_lists, "h": of_pairs},
    }
    files = [
        *shards,
        *[file for made in lists.values() for file, _ in made],
        pairs,
        script("head", head | dict(extras.texts))[0],
    ]
    kept = [tuple(name) for name in names]
    return JoinedFiles(files, Joined(versions, of_pairs, tuple(alike), kept))


def _shards(
    parts: Parts,
    found: Occurrences,
    names: Sequence[Name],
    published: PublishedIndex,
) -> tuple[Sequence[StagedFile], Sequence[str]]:
    """The files of all shards, and their versions."""
    count, versions = shard_count(found), [*published.joined.versions]
    if count == len(versions):
        shards = edited_shards(parts, names, published)
    else:
        shards, versions = all_shards(found, names, count), [""] * count
    files: list[StagedFile] = [
        (search_path(f"s{at:x}"), None) for at in range(count)
    ]
    for at, own in shards.items():
        files[at], versions[at] = script(f"s{at:x}", "\n".join(sorted(own)))
    return files, versions


def _pairs(
    parts: Parts, found: Occurrences, published: PublishedIndex
) -> tuple[StagedFile, str, Alike]:
    """The file of the learnt pairs, its version, and the comparisons for the next build."""
    version, known = published.joined.heard, Alike(*published.joined.alike)
    if version and parts.keys() == published.parts.keys():
        return (search_path("heard"), None), version, known
    phrases = [Phrases._make(part.phrases) for part in parts.values()]
    documents = sum(
        len(part.lengths) - part.lengths.count(UNUSED) for part in parts.values()
    )
    pairs, known = learn(LibraryWords.of(found, phrases), documents, known)
    return *script("heard", [pair[:2] for pair in pairs]), known


def _slips(found: Occurrences) -> Mapping[str, str]:
    """The words that are offered for mistyped words, by their first letter."""
    words = {*found.words, *found.names, *found.joined}
    slips = [
        word
        for word in words
        if len(word) >= SHORTEST_SLIP and word.isascii() and word.isalpha()
    ]
    return {
        letter: " ".join(own)
        for letter, own in groupby(sorted(slips), itemgetter(0))
    }
