"""Document… → lines of the index: a key, and the places of the key in documents.  The format is in
docs/dev/search.md."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, compress
from operator import ne
from typing import NamedTuple, TypeVar

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import (
    bucket,
    bucket_hash,
    fold,
    initials,
    is_syllable,
    name_tokens,
    tokens,
)
from weeknotes.search.numbers import DIGITS
from weeknotes.text.json import json_encoder

T = TypeVar("T")

SLOTS = 2048
"""Places of a document.  Word n of the title is at place n; the words of tags, authors and text
begin at the places in `_STARTS`."""
_STARTS = (0, 64, 96, 256, SLOTS)
TITLE, TAGS, AUTHORS, TEXT = range(4)
_FIELD = [TITLE] * 64 + [TAGS] * 32 + [AUTHORS] * 160 + [TEXT] * (SLOTS - 256)
LONGEST_INITIALS = 12
LONGEST_NAME = 128
"""Characters of a name that search uses."""
_GAP = 4
"""Unused places between two titles, tags, names or paragraphs, so that no phrase crosses the
border."""
json_of = json_encoder(",", ":")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


Places = defaultdict[str, list[int]]
"""Ascending numbers by key."""


class Occurrences(NamedTuple):
    """Ascending numbers by key.  `words`, `names` (of authors) and `joined` (hyphenated words
    without hyphens) have places; `letters` has document × 4 + field; `lines` are complete lines."""

    words: Places
    names: Places
    joined: Places
    letters: Places
    lines: Places

    @classmethod
    def empty(cls) -> Occurrences:
        """Before any document is added."""
        empty: list[Places] = [defaultdict(list) for _ in cls._fields]
        return cls(*empty)


def add_document(found: Occurrences, n: int, document: Document) -> None:
    """Add a document.  Its number must be greater than the numbers of all documents before it."""
    texts = (*document.text.split("\n"), *document.sources)
    _add(found, n, TITLE, [(title, tokens(title)) for title in document.titles])
    _add(found, n, TAGS, [(tag, name_tokens(tag)) for tag in document.tags])
    _add(
        found,
        n,
        AUTHORS,
        [(author, name_tokens(author)) for author in document.authors],
    )
    _add(found, n, TEXT, [(text, tokens(text)) for text in texts])
    for key in _filter_keys(document):
        found.lines[key].append(n)


def _add(
    found: Occurrences,
    document: int,
    field: int,
    texts: Iterable[tuple[str, Sequence[str]]],
) -> None:
    """Add the texts of one field of a document, with their words."""
    into = found.names if field == AUTHORS else found.words
    at = document * SLOTS + _STARTS[field]
    last = document * SLOTS + _STARTS[field + 1] - 1
    where = document * 4 + field
    letters: set[str] = set()
    for text, words in texts:
        for place, word in enumerate(words, at):
            into[word].append(min(last, place))
        if "-" in text:
            for word, after in _joined(text, words):
                found.joined[word].append(min(at + after, last))
        if not text.isascii():
            letters.update("".join(words))
            if field != TEXT:
                for key in _initial_keys(text):
                    found.lines[key].append(where)
        at += len(words) + _GAP
    for letter in letters:
        found.letters[letter].append(where)


def postings(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """Each line's key and its ascending numbers: places (document × SLOTS + place) for `=` and `-`,
    documents for `#`, `@` and `&`, document × 4 + field for all others.

    `=` a word, `-` and `_` the rest of a word from one of its later syllables or letters, `.` a
    syllable or a word's first one or two letters, `,` two later ones; and the other lines, whose
    keys are complete already.
    """
    yield from _word_lines(found)
    yield from _letter_lines(found)
    yield from _initial_lines(found)


def _word_lines(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """The lines with places: words, and their rests from later syllables on."""
    words: dict[str, list[int]] = {}
    rests: Places = defaultdict(list)
    for table in (found.words, found.names, found.joined):
        for word, places in table.items():
            words[word] = sorted(words[word] + places) if word in words else places
    for word, places in words.items():
        yield f"={word}", places
    for word, places in chain(found.words.items(), found.names.items()):
        if is_syllable(word[0]):
            for at in range(1, len(word) - 1):
                rests[word[at:]] += places
    for rest, places in rests.items():
        yield f"-{rest}", sorted(places)


def _letter_lines(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """The lines of letters within words, with document × 4 + field."""
    lines: Places = defaultdict(list)
    for word, places in _latin(found.words):
        fields = [place // SLOTS * 4 + _FIELD[place % SLOTS] for place in places]
        for key in _letter_keys(word):
            lines[key] += fields
    for word, places in _latin(found.names):
        fields = [place // SLOTS * 4 + AUTHORS for place in places]
        for start in {word[:1], word[:2]}:
            lines[f".{start}"] += fields
        for at in range(1, len(word) - 2):
            lines[f"_{word[at:]}"] += fields
    for key, fields in lines.items():
        yield key, fields if len(fields) == 1 else _once(sorted(fields))
    for letter, fields in found.letters.items():
        if is_syllable(letter):
            yield f".{letter}", fields


def _initial_lines(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """The lines that are complete, those of initial consonants also with the words of texts."""
    runs: Places = defaultdict(list)
    for word, places in found.words.items():
        if is_syllable(word[0]) and len(run := initials(word)) > 1:
            runs[run] += places
    lines: Places = defaultdict(list)
    for run, places in runs.items():
        texts = [
            place // SLOTS * 4 + TEXT
            for place in places
            if place % SLOTS >= _STARTS[TEXT]
        ]
        if texts:
            for start in range(len(run) - 1):
                lines[f"'{run[start : start + LONGEST_INITIALS]}"] += texts
    for key, fields in found.lines.items():
        yield key, _once(sorted(fields + lines.pop(key))) if key in lines else fields
    for key, fields in lines.items():
        yield key, fields if len(fields) == 1 else _once(sorted(fields))


def _latin(words: Places) -> list[tuple[str, list[int]]]:
    """The words that are not made of syllables."""
    return [
        (word, places) for word, places in words.items() if not is_syllable(word[0])
    ]


def _letter_keys(word: str) -> list[str]:
    """The lines by which a word is found from its first letters, and from later ones."""
    keys = [f".{start}" for start in {word[:1], word[:2]}]
    if not word[0].isdecimal():
        keys += [f"_{word[at:]}" for at in range(1, len(word) - 2)]
        keys += [f",{word[at : at + 2]}" for at in range(1, len(word) - 1)]
    return keys


def _once(ascending: Sequence[int]) -> list[int]:
    """Ascending numbers without repetitions.  This is faster than a set here."""
    return list(compress(ascending, map(ne, ascending, chain((-1,), ascending))))


def _joined(text: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Hyphenated words without hyphens, and the number of words before each: `finetuning` finds
    `fine-tuning`."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        where[word].append(place)
    after = 0
    # Split first: the pattern is slow on text without hyphens.
    pieces = [piece for piece in fold(text).split() if "-" in piece]
    for compound in chain.from_iterable(map(_HYPHENATED.findall, pieces)):
        parts = compound.split("-")
        places = where.get(parts[0], ())
        if (nth := bisect_left(places, after)) < len(
            places
        ):  # else a part of two scripts, which is two words
            after = places[nth]
            yield "".join(parts), after


def _initial_keys(text: str) -> set[str]:
    """Keys of initial consonants: `'` and the consonants from each position on; `.` and each single
    consonant."""
    run = initials(text)
    return {
        f"'{run[start : start + LONGEST_INITIALS]}" for start in range(len(run) - 1)
    } | {f".{letter}" for letter in run}


def _filter_keys(document: Document) -> set[str]:
    return (
        {f"#{squashed(tag)}" for tag in document.tags}
        | {f"@{week}" for week, _ in document.weeks}
        | {f"&{name}" for name in document.has}
    )


@lru_cache(1 << 16)
def squashed(text: str) -> str:
    """A name without separators: `vision-language` and `vision_language` are equal, C and C++ are
    not."""
    return re.sub(r"[^\w+#.]|_", "", fold(text))


def line_hash(key: str) -> int:
    """The hash of the bucket of a line.  Tag filters are grouped by the first two letters of the
    tag; all weeks are in one bucket, for filters of ranges."""
    return _hash_of_start(key[:4])


@cache
def _hash_of_start(start: str) -> int:
    if start[0] in "#@&":
        return bucket_hash("@" if start[0] == "@" else start[:3])
    return bucket_hash(bucket(start[1:]))


def length(document: Document) -> str:
    """A digit for the lengths of a document: the number of words of the title (1 to 15) times four,
    plus a class of the number of characters of the text (under 64, 128, 256, or more)."""
    title, text = len(tokens(document.titles[0])), len(document.text)
    return DIGITS[min(max(title, 1), 15) * 4 + min(max(text.bit_length(), 6), 9) - 6]


def name_lines(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """(bucket, line) of each name: `!rest` from each word or syllable of the name on, and from
    each initial consonant on, with the name."""
    for name in names:
        value = json_of(name)
        for key in _ways_in(name):
            shorter = 1 if name.kind == "t" or not key[0].isascii() else 2
            line = f"!{key} {value}"
            for start in dict.fromkeys(
                bucket(key[:length]) for length in range(shorter, 4)
            ):
                yield start, line  # so that its first letters find it


def _ways_in(name: Name) -> Mapping[str, None]:
    shown = name.name[:LONGEST_NAME]
    words = tokens(shown)
    ways: dict[str, None] = {}
    for n, word in enumerate(words):
        rest = "".join(words[n:])
        steps = range(len(word)) if is_syllable(word[0]) else range(1)
        ways |= {rest[step:]: None for step in steps}
    run = initials(shown)
    return ways | {run[start:]: None for start in range(len(run))}
