"""Document… → the places of their words → lines of the index. docs/dev/search.md describes the
format of the index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, Self

from weeknotes.search.documents import Document, Name
from weeknotes.search.files import json_of
from weeknotes.search.fold import (
    INITIALS,
    bucket,
    bucket_hash,
    fold,
    initials,
    is_syllable,
    name_tokens,
    tokens,
)
from weeknotes.search.numbers import DIGITS

SLOTS = 2048
"""The number of places of a document.  Word n of the title is at place n.  The words of tags,
authors and text begin at the places in `_STARTS`."""
_STARTS = (0, 64, 96, 256, SLOTS)
TITLE, TAGS, AUTHORS, TEXT = range(4)
_FIELD = [TITLE] * 64 + [TAGS] * 32 + [AUTHORS] * 160 + [TEXT] * (SLOTS - 256)
LONGEST_INITIALS = 12
LONGEST_NAME = 128
"""Characters of a name that search uses."""
_GAP = 4
"""Unused places between two titles, tags, names or paragraphs, so that no phrase crosses the
border."""
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


class Occurrences(NamedTuple):
    """Ascending numbers by key, which may repeat.  `words`, `names` (words in the names of authors)
    and `joined` (hyphenated words without hyphens) have the places of each word.  `initials` has
    the initial consonants of titles, tags and authors, with document × 4 + field.  `lines` has
    lines of the index, whose keys begin with their marks."""

    words: Mapping[str, list[int]]
    names: Mapping[str, list[int]]
    joined: Mapping[str, list[int]]
    initials: Mapping[str, list[int]]
    lines: Mapping[str, list[int]]

    @classmethod
    def none(cls) -> Self:
        """No occurrences, to which others can be added."""
        return cls(*[defaultdict(list) for _ in cls._fields])


def occurrences(documents: Mapping[int, Document]) -> Occurrences:
    """Where the words of documents occur.  The numbers of the documents must be ascending."""
    found = Occurrences.none()
    for number, one in documents.items():
        texts = (*one.text.split("\n"), *one.sources)
        for field, own in enumerate((one.titles, one.tags, one.authors, texts)):
            _add(found, number, field, own)
        for key in _filter_keys(one):
            found.lines[key].append(number)
    return found


def merged(parts: Iterable[Occurrences]) -> Occurrences:
    """The occurrences of all parts, in the order of their documents."""
    found = Occurrences.none()
    for part in parts:
        for into, table in zip(found, part, strict=True):
            for key, numbers in table.items():
                into[key] += numbers
    return found


def _add(
    found: Occurrences, document: int, field: int, texts: Iterable[str]
) -> None:
    """Add the texts of one field of a document."""
    into = found.names if field == AUTHORS else found.words
    words_of = name_tokens if field in (TAGS, AUTHORS) else tokens
    at = document * SLOTS + _STARTS[field]
    last = document * SLOTS + _STARTS[field + 1] - 1
    where = document * 4 + field
    for text in texts:
        words = words_of(text)
        for place, word in enumerate(words, at):
            into[word].append(min(last, place))
        if "-" in text:
            for word, after in _joined(text, words):
                found.joined[word].append(min(at + after, last))
        if field != TEXT and not text.isascii() and (run := initials(text)):
            found.initials[run].append(where)
        at += len(words) + _GAP


def lines(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """(key, numbers) of each line.  The numbers ascend, and may repeat.  Keys with `=` or `-` have
    places (document × SLOTS + place), and keys with `#`, `@` or `&` have documents.  All other keys
    have document × 4 + field.

    A key begins with a mark, which says what follows.  `=`: a word.  `-`: the rest of a word from a
    later syllable on.  `_`: the rest of a word from a later letter on.  `.`: one syllable, or the
    first one or two letters of a word.  `,`: two later letters of a word.  `'`: initial consonants.
    The keys in `found.lines` already have their marks."""
    words = [*found.words.items(), *found.names.items()]
    yield from _united("=", [*words, *found.joined.items()])
    yield from _united("-", _later_syllables(words))
    fields = [(word, _fields(places)) for word, places in words]
    yield from _united(".", _letters([*fields, *found.initials.items()]))
    yield from _united("_", _later_letters(fields, 3))
    in_texts = fields[: len(found.words)]
    yield from _united(
        ",", ((key[:2], own) for key, own in _later_letters(in_texts, 2))
    )
    runs = _united("", _initials_of_texts(in_texts))
    yield from _united("'", _later_initials([*runs, *found.initials.items()]))
    yield from found.lines.items()


_Row = tuple[str, Sequence[int]]
"""A word or a key, and its numbers."""


def _united(mark: str, rows: Iterable[_Row]) -> Iterator[_Row]:
    """Lines with a mark, from rows that may have the same key."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, numbers in rows:
        found[key] += numbers
    for key, own in found.items():
        own.sort()
        yield f"{mark}{key}", own


def _fields(places: Sequence[int]) -> Sequence[int]:
    found = [place // SLOTS * 4 + _FIELD[place % SLOTS] for place in places]
    return found if len(found) == 1 else [*dict.fromkeys(found)]


def _later_syllables(words: Iterable[_Row]) -> Iterator[_Row]:
    for word, places in words:
        if is_syllable(word[0]):
            for at in range(1, len(word) - 1):
                yield word[at:], places


def _later_letters(words: Iterable[_Row], shortest: int) -> Iterator[_Row]:
    for word, fields in words:
        if not is_syllable(word[0]) and not word[0].isdecimal():
            for at in range(1, len(word) - shortest + 1):
                yield word[at:], fields


def _letters(words: Iterable[_Row]) -> Iterator[_Row]:
    """The syllables or initial consonants of words, or their first one and two letters."""
    for word, fields in words:
        is_korean = is_syllable(word[0]) or word[0] in INITIALS
        for letters in {*word} if is_korean else {word[:1], word[:2]}:
            yield letters, fields


def _initials_of_texts(words: Iterable[_Row]) -> Iterator[_Row]:
    for word, fields in words:
        run = initials(word)
        if run[1:] and (texts := [one for one in fields if one % 4 == TEXT]):
            yield run, texts


def _later_initials(runs: Iterable[_Row]) -> Iterator[_Row]:
    for run, fields in runs:
        for at in range(len(run) - 1):
            yield run[at : at + LONGEST_INITIALS], fields


def _joined(text: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(word, before) of each hyphenated word, which is written without hyphens.  `before` is the
    number of words before it.  So `finetuning` finds `fine-tuning`."""
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


def _filter_keys(document: Document) -> set[str]:
    return (
        {f"#{squashed(tag)}" for tag in document.tags}
        | {f"@{week}" for week, _ in document.weeks}
        | {f"&{name}" for name in document.has}
    )


@lru_cache(1 << 16)
def squashed(text: str) -> str:
    """A name without separators.  So `vision-language` and `vision_language` are equal, but C and
    C++ are not."""
    return re.sub(r"[^\w+#.]|_", "", fold(text))


def line_hash(key: str) -> int:
    """The hash of the bucket to which a line belongs.  Filters of tags are in one bucket if the
    first two letters of their tags are equal.  All weeks are in one bucket, so that a filter for a
    range of weeks needs only this bucket."""
    return _hash_of_start(key[:4])


@cache
def _hash_of_start(start: str) -> int:
    if start[0] in "#@&":
        return bucket_hash("@" if start[0] == "@" else start[:3])
    return bucket_hash(bucket(start[1:]))


def length(document: Document) -> str:
    """A digit for the lengths of a document.  It is four times the number of words in the title (1
    to 15), plus a class for the number of characters in the text (under 64, 128, 256, or more)."""
    title, text = len(tokens(document.titles[0])), len(document.text)
    return DIGITS[min(max(title, 1), 15) * 4 + min(max(text.bit_length(), 6), 9) - 6]


def name_lines(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """(bucket, line) of each name.  A line consists of `!`, a key, a space and the name.  The key
    is an end of the name.  It begins at a word, at a syllable or at an initial consonant."""
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
