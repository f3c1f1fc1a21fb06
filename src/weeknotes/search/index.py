"""Document… → the places of their words → lines of the index. docs/dev/search.md describes the
format of the index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

from weeknotes.search.documents import Document, Name
from weeknotes.search.files import json_of
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

T = TypeVar("T")

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


Places = defaultdict[str, list[int]]
"""Ascending numbers by key."""


class Occurrences(NamedTuple):
    """Ascending numbers by key.  `words`, `names` (words in the names of authors) and `joined`
    (hyphenated words without hyphens) have the places of each word.  `lines` has lines of the
    index, whose keys begin with their marks."""

    words: Mapping[str, Sequence[int]]
    names: Mapping[str, Sequence[int]]
    joined: Mapping[str, Sequence[int]]
    lines: Mapping[str, Sequence[int]]


def occurrences(documents: Mapping[int, Document]) -> Occurrences:
    """Where the words of documents occur.  The numbers of the documents must be ascending."""
    empty: list[Places] = [defaultdict(list) for _ in _Collected._fields]
    found = _Collected(*empty)
    for number, one in documents.items():
        _add_document(found, number, one)
    tables = [{key: _once(own) for key, own in table.items()} for table in found]
    return Occurrences(*tables)


def merged(parts: Sequence[Occurrences]) -> Occurrences:
    """The occurrences of all parts, in the order of their documents."""
    tables: list[Places] = [defaultdict(list) for _ in Occurrences._fields]
    for part in parts:
        for into, table in zip(tables, part, strict=True):
            for key, numbers in table.items():
                into[key] += numbers
    return Occurrences(*tables)


class _Collected(NamedTuple):
    words: Places
    names: Places
    joined: Places
    lines: Places


def _add_document(found: _Collected, n: int, document: Document) -> None:
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
    found: _Collected,
    document: int,
    field: int,
    texts: Iterable[tuple[str, Sequence[str]]],
) -> None:
    """Add the texts of one field of a document, with their words."""
    into = found.names if field == AUTHORS else found.words
    at = document * SLOTS + _STARTS[field]
    last = document * SLOTS + _STARTS[field + 1] - 1
    where = document * 4 + field
    for text, words in texts:
        for place, word in enumerate(words, at):
            into[word].append(min(last, place))
        if "-" in text:
            for word, after in _joined(text, words):
                found.joined[word].append(min(at + after, last))
        if field != TEXT and not text.isascii():
            for key in _initial_keys(text):
                found.lines[key].append(where)
        at += len(words) + _GAP


def lines(found: Occurrences) -> Iterator[tuple[str, Sequence[int]]]:
    """(key, numbers) of each line.  The numbers ascend.  For `=` and `-`, they are places (document
    × SLOTS + place).  For `#`, `@` and `&`, they are documents.  For all others, they are document
    × 4 + field.

    A key begins with a mark.  After `=` stands a word.  After `-` stands the rest of a word from a
    later syllable on, after `_` from a later letter on.  After `.` stands one syllable, or the
    first one or two letters of a word.  After `,` stand two later letters.  The keys in
    `found.lines` already have their marks."""
    rows: _Rows = defaultdict(lambda: defaultdict(list))
    for table in (found.words, found.names, found.joined):
        for word, places in table.items():
            rows["="][word].append(places)
    for word, places in found.words.items():
        _add_word(rows, word, places)
    for word, places in found.names.items():
        _add_rests(rows, word, places, _fields(places))
    for key, numbers in found.lines.items():
        rows[key[0]][key[1:]].append(numbers)
    for sign, of_sign in rows.items():
        for rest, own in of_sign.items():
            numbers = own[0] if len(own) == 1 else sorted({*chain(*own)})
            yield f"{sign}{rest}", numbers


_Rows = Mapping[str, Mapping[str, list[Sequence[int]]]]
"""The numbers of lines, by the mark and by the rest of their keys."""


def _fields(places: Sequence[int]) -> list[int]:
    found = [place // SLOTS * 4 + _FIELD[place % SLOTS] for place in places]
    return _once(found)


def _add_word(rows: _Rows, word: str, places: Sequence[int]) -> None:
    """Add the lines by which a word of a title, a tag or a text is found, besides the line of the
    word itself."""
    fields = _fields(places)
    _add_rests(rows, word, places, fields)
    if is_syllable(word[0]):
        run = initials(word)
        if len(run) > 1 and (texts := [one for one in fields if one % 4 == TEXT]):
            for start in range(len(run) - 1):
                rows["'"][run[start : start + LONGEST_INITIALS]].append(texts)
    elif not word[0].isdecimal():
        for at in range(1, len(word) - 1):
            rows[","][word[at : at + 2]].append(fields)


def _add_rests(
    rows: _Rows, word: str, places: Sequence[int], fields: Sequence[int]
) -> None:
    """Add the lines by which the beginning, a syllable or the rest of a word is found."""
    if is_syllable(word[0]):
        for letter in {*word}:
            rows["."][letter].append(fields)
        for at in range(1, len(word) - 1):
            rows["-"][word[at:]].append(places)
        return
    for start in {word[:1], word[:2]}:
        rows["."][start].append(fields)
    if not word[0].isdecimal():
        for at in range(1, len(word) - 2):
            rows["_"][word[at:]].append(fields)


def _once(numbers: list[int]) -> list[int]:
    """Numbers without repetitions, in the same order."""
    return numbers if len(numbers) == 1 else [*dict.fromkeys(numbers)]


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


def _initial_keys(text: str) -> set[str]:
    """Keys for the initial consonants of a text.  A key is `'` and the consonants from any position
    on, or `.` and a single consonant."""
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
