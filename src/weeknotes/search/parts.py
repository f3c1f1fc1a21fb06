"""Document… → parts of the index, and the files with the texts of documents."""

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from weeknotes.search.documents import Document
from weeknotes.search.files import File, file_of, json_of, version_of
from weeknotes.search.index import Occurrences, length, occurrences
from weeknotes.search.words import phrases
from weeknotes.urls import search_path

BLOCK = 2
"""How many document numbers share one file of texts."""
GROUP = 16
"""How many document numbers share one version of their files of texts.  So versions need little
space, and an edit rewrites no file of another week."""
UNUSED = "A"
"""The length digit of an unused number."""

UNVERSIONED = "AAAA"
"""Stands for the version of texts that do not exist."""


class IndexPart(NamedTuple):
    """The index of some neighbouring documents.

    `found` are their occurrences (marshalled), `phrases` those from which pairs are learnt.
    `lengths` has a digit for each document number, `texts` the version of each group of texts.
    """

    found: bytes
    phrases: tuple[Any, ...]
    lengths: str
    texts: str

    def occurrences(self) -> Occurrences:
        return Occurrences._make(marshal.loads(self.found))


Parts = Mapping[str, IndexPart]
"""Parts by their fingerprints, in the order of their documents."""


def size_of(numbers: Iterable[int]) -> int:
    """The number after the last number of a document."""
    return max(numbers, default=-1) + 1


def part_ranges(size: int) -> list[range]:
    """The numbers of the documents of each part.  There are at most 32 parts.  After an edit, only
    one part is made again, and several processes can share all parts."""
    step = max(GROUP, 1 << (size // 32).bit_length())
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
        version = version_of("\n".join(texts.values())) if texts else UNVERSIONED
        yield [file_of(name, version, text) for name, text in texts.items()], version


def index_part(
    numbers: range, documents: Mapping[int, Document]
) -> tuple[IndexPart, list[File]]:
    """The index of the documents that have these numbers, and the files with their texts."""
    own = {number: documents[number] for number in numbers if number in documents}
    files, versions = zip(*_text_files(numbers, own), strict=True)
    row: Any = tuple(map(dict, occurrences(own)))
    part = IndexPart(
        # Equal values give equal bytes: later formats depend on references to values.
        marshal.dumps(row, 2),
        tuple(phrases(own.values())),
        "".join(length(own[n]) if n in own else UNUSED for n in numbers),
        "".join(versions),
    )
    return part, list(chain.from_iterable(files))
