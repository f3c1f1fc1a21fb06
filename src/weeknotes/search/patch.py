"""An index and what is new → the files of it that change: the same bytes as if it were made
anew."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import shard
from weeknotes.search.index import Found, add, home, length, name_lines, postings, unit
from weeknotes.search.numbers import replaced
from weeknotes.search.shards import (
    BLOCK,
    CHUNK,
    FOLDER,
    NOBODY,
    SEGMENT,
    Told,
    data_of,
    head_file,
    is_slip,
    script,
    segments,
    shard_count,
    shard_file,
    size_of,
)

MOST: Final = 64
"""Documents that may change; where more do, making all anew takes little longer."""

Read = Callable[[str], bytes]
Files = dict[str, bytes | None]


class Contents(NamedTuple):
    """What an index is made of, as one build remembers it for the next: a digest of each document,
    by number, and all names, which may be remembered as the tuples that they are."""

    digests: Mapping[int, bytes]
    names: tuple[tuple[str, str, str, int], ...]


def digest(document: Document) -> bytes:
    return blake2b(repr(document).encode(), digest_size=16).digest()


def patched(
    old: Contents, new: Contents, document: Callable[[int], Document], told: Told, read: Read
) -> Files | None:
    """The files of the index that change, by path; None for one that goes.  No mapping where all
    has to be made anew: where many documents change or move, or a segment gets another number of
    shards.

    `document` makes one by its number, and is asked only for those that changed; `told` is what
    `index_files` is given; `read` gives a file of the old index by its path."""
    others = {n for n, digest in new.digests.items() if old.digests.get(n) != digest}
    changed = sorted(others | (old.digests.keys() - new.digests.keys()))
    size = size_of(new.digests)
    count = segments(size)
    if len(changed) > MOST or count != segments(size_of(old.digests)):
        return None
    after = {n: document(n) for n in changed if n in new.digests}
    before = {
        n: Document(*_data(read, f"t{n // BLOCK}")[n % BLOCK]) for n in changed if n in old.digests
    }
    index = _Index(read)
    for (segment, key), own in _differences(changed, before, after).items():
        index.change(segment, key, own)
    if old.names != new.names:
        gone, come = set(old.names).difference(new.names), set(new.names).difference(old.names)
        index.rename(
            count - 1, name_lines(map(Name._make, gone)), name_lines(map(Name._make, come))
        )
    shards = index.files()
    if shards is None:
        return None
    texts = _texts(changed, old, after, read)
    vocabulary = index.vocabulary()
    path, head = head_file(size, index.characters, index.letters, told)
    return {**shards, **vocabulary, **_lengths(changed, after, size, read), **texts, path: head}


def _data(read: Read, name: str) -> Any:
    return data_of(read(f"{FOLDER}/{name}.js"))


def _differences(
    changed: Iterable[int], before: Mapping[int, Document], after: Mapping[int, Document]
) -> Mapping[tuple[int, str], dict[int, list[int]]]:
    """By segment and key the lines that change: the numbers that documents are to have there."""
    found: defaultdict[tuple[int, str], dict[int, list[int]]] = defaultdict(dict)
    for n in changed:
        own = n % SEGMENT
        was, now = (_numbers_of(own, side[n]) if n in side else {} for side in (before, after))
        for key in was.keys() | now.keys():
            if was.get(key) != now.get(key):
                found[n // SEGMENT, key][own] = now.get(key, [])
    return found


def _numbers_of(number: int, document: Document) -> dict[str, list[int]]:
    """What lines hold of a document, by their keys."""
    found = Found.nothing()
    add(found, number, document)
    return {key: list(numbers) for key, numbers in postings(found)}


class _Index:
    """The lines of an index, read shard by shard as they are needed, and changed in place.

    `characters` are those of each segment, `slips` the words that a line was made for (True) or is
    gone of, with its segment."""

    def __init__(self, read: Read) -> None:
        self._read = read
        head = _data(read, "head")
        self.characters: list[int] = head["characters"]
        self.letters: str = head["letters"]
        self._counts: list[int] = head["shards"]
        self._shards: dict[tuple[int, int], list[str]] = {}
        self._changed: set[tuple[int, int]] = set()
        self._slips: list[tuple[int, str, bool]] = []

    def _lines(self, segment: int, bucket: str, *, change: bool) -> list[str]:
        place = segment, shard(bucket, self._counts[segment])
        if place not in self._shards:
            text: str = _data(self._read, f"{segment}-{place[1]:x}")
            self._shards[place] = text.split("\n") if text else []
        if change:
            self._changed.add(place)
        return self._shards[place]

    def change(self, segment: int, key: str, own: Mapping[int, Sequence[int]]) -> None:
        """Replace what some documents have in a line."""
        lines = self._lines(segment, home(key), change=True)
        start = f"{key} "
        at = bisect_left(lines, start)
        old = lines[at : at + 1] if _has(lines, start) else []
        numbers = replaced(
            old[0].removeprefix(start) if old else "", unit(key), CHUNK * unit(key), own
        )
        new = [start + numbers] if numbers else []
        lines[at : at + len(old)] = new
        self.characters[segment] += sum(map(len, new)) - sum(map(len, old))
        if is_slip(key) and len(old) != len(new):
            self._slips.append((segment, key, bool(new)))

    def rename(
        self, segment: int, gone: Iterable[tuple[str, str]], come: Iterable[tuple[str, str]]
    ) -> None:
        """Replace the lines of names."""
        for bucket, line in gone:
            lines = self._lines(segment, bucket, change=True)
            del lines[bisect_left(lines, line)]
            self.characters[segment] -= len(line)
        for bucket, line in come:
            insort(self._lines(segment, bucket, change=True), line)
            self.characters[segment] += len(line)

    def files(self) -> Files | None:
        """The shards that changed; no mapping where there would be more or fewer of them."""
        if [shard_count(characters) for characters in self.characters] != self._counts:
            return None
        return dict(
            shard_file(segment, number, self._shards[segment, number])
            for segment, number in sorted(self._changed)
        )

    def vocabulary(self) -> Files:
        """The words that a slip may have meant, where they change."""
        words: dict[str, set[str]] = {}
        for segment, key, came in self._slips:
            others = (other for other in range(len(self._counts)) if other != segment)
            if not came and any(
                _has(self._lines(other, home(key), change=False), f"{key} ") for other in others
            ):
                continue
            letter = key[1]
            if letter not in words:
                words[letter] = (
                    set(_data(self._read, f"v-{letter}").split(" "))
                    if letter in self.letters
                    else set()
                )
            (words[letter].add if came else words[letter].discard)(key[1:])
        files: Files = {}
        for letter, kept in words.items():
            path, data = script(f"v-{letter}", " ".join(sorted(kept)))
            files[path] = data if kept else None
        self.letters = "".join(
            sorted(
                set(self.letters) - set(words) | {letter for letter, kept in words.items() if kept}
            )
        )
        return files


def _has(lines: Sequence[str], start: str) -> bool:
    """Whether one of the lines, which are in order, begins so."""
    at = bisect_left(lines, start)
    return at < len(lines) and lines[at].startswith(start)


def _lengths(changed: Iterable[int], after: Mapping[int, Document], size: int, read: Read) -> Files:
    files: Files = {}
    for segment in {n // SEGMENT for n in changed}:
        start = segment * SEGMENT
        digits = [*_data(read, f"l{segment}"), *NOBODY * SEGMENT][: min(SEGMENT, size - start)]
        for n in changed:
            if start <= n < start + len(digits):
                digits[n - start] = length(after[n]) if n in after else NOBODY
        files |= [script(f"l{segment}", "".join(digits))]
    return files


def _texts(
    changed: Iterable[int], old: Contents, after: Mapping[int, Document], read: Read
) -> Files:
    """The files of texts with a document that changed; the numbers of a file's documents are its
    first ones."""
    files: Files = {}
    for block in {n // BLOCK for n in changed}:
        numbers = range(block * BLOCK, (block + 1) * BLOCK)
        was = _data(read, f"t{block}") if numbers[0] in old.digests else []
        now = [
            after.get(n) or was[n % BLOCK]
            for n in numbers
            if n in after or (n in old.digests and n not in changed)
        ]
        path, data = script(f"t{block}", now)
        files[path] = data if now else None
    return files
