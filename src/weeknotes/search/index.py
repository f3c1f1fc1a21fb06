"""Document… → lines: each begins with what can be looked up and tells where it stands.  The format is in ARCHITECTURE.md."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log2
from operator import sub
from typing import Final, NamedTuple

from weeknotes.search.documents import Document, Name
from weeknotes.search.fold import bucket, fold, initials, is_syllable, tokens

SLOTS: Final = 2048
"""Places of a document: word n of its title is place n, its tags', authors' and text's words begin at these."""
TAGS, AUTHORS, TEXT = 64, 96, 256
FIELDS: Final = 4
_FIELD: Final = [0] * TAGS + [1] * (AUTHORS - TAGS) + [2] * (TEXT - AUTHORS) + [3] * (SLOTS - TEXT)
LONGEST_INITIALS: Final = 12
_GAP: Final = 4
"""Places left free between two titles, tags, names or paragraphs, so that no phrase runs over their border."""
_HYPHENATED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST: Final = list(_DIGITS[:32])
_MORE: Final = list(_DIGITS[32:])
_FINAL: Final = (
    _LAST
    + [a + b for b in _LAST[1:] for a in _MORE]
    + [a + b + c for c in _LAST[1:] for b in _MORE for a in _MORE]
)  # fmt: skip
_THREE: Final = [a + b + c for c in _MORE for b in _MORE for a in _MORE]


class Postings(NamedTuple):
    """Where words stand: place numbers (document × SLOTS + place) in ascending order.

    `words` are those of titles, tags and text, `names` those of authors, `joined` hyphenated ones without their hyphens;
    `initials` are runs of initial consonants, by document × FIELDS + field.
    """

    words: defaultdict[str, list[int]]
    names: defaultdict[str, list[int]]
    joined: defaultdict[str, list[int]]
    initials: defaultdict[str, list[int]]


def numbers(ascending: Sequence[int]) -> str:
    """Ascending numbers below 2³⁰ as the first and the steps between them, each in base 32, lowest digit first; a digit from
    the second half of the alphabet says that another follows."""
    n = ascending[0]
    first = _FINAL[n] if n < 0x8000 else _THREE[n & 0x7FFF] + _FINAL[n >> 15]
    if len(ascending) == 1:
        return first
    steps = map(sub, ascending[1:], ascending)
    return first + "".join([_FINAL[n] if n < 0x8000 else _THREE[n & 0x7FFF] + _FINAL[n >> 15] for n in steps])


def postings(documents: Sequence[Document]) -> Postings:
    """Where each word of the documents stands; a document's number is its place in the sequence."""
    found = Postings(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    for n, document in enumerate(documents):
        _add(found, document.titles, n, 0, TAGS)
        _add(found, document.tags, n, TAGS, AUTHORS)
        _add(found, document.authors, n, AUTHORS, TEXT)
        _add(found, (*document.text.split("\n"), *document.sources), n, TEXT, SLOTS)
    return found


def _add(found: Postings, texts: Iterable[str], document: int, start: int, end: int) -> None:
    """Add the words of one field, whose places are start…end."""
    into = found.names if start == AUTHORS else found.words
    at, last = document * SLOTS + start, document * SLOTS + end - 1
    for text in texts:
        words = tokens(text)
        room = max(0, last - at)
        for place, word in enumerate(words[:room], at):
            into[word].append(place)
        for word in words[room:]:  # the end of a very long note shares one place
            into[word].append(last)
        if "-" in text:
            _add_joined(found.joined, text, words, at, last)
        if start != TEXT and not text.isascii():
            _add_initials(found.initials, text, document * FIELDS + _FIELD[start])
        at += len(words) + _GAP


def _add_joined(joined: defaultdict[str, list[int]], text: str, words: Sequence[str], at: int, last: int) -> None:
    """`fine-tuning` can be looked for as `finetuning`."""
    after = 0
    for compound in _HYPHENATED.findall(fold(text)):
        parts = compound.split("-")
        try:
            after = words.index(parts[0], after)
        except ValueError:  # a part of two scripts, which are two words
            continue
        joined["".join(parts)].append(min(at + after, last))


def _add_initials(into: defaultdict[str, list[int]], text: str, where: int) -> None:
    run = initials(text)
    keys = {run[start : start + LONGEST_INITIALS] for start in range(len(run))} | set(run)
    for key in keys:
        if where not in into[key][-1:]:
            into[key].append(where)


def lines(found: Postings) -> Iterator[tuple[str, str]]:
    """Each line, after the bucket that it belongs to: a mark, what can be looked up, a blank, and the numbers.

    `=` a word and `-` the rest of a word from one of its later syllables, by place; `_` the rest of a word from one of its
    later letters, `.` a syllable or a word's first one or two letters, `,` two later ones and `'` initial consonants, by document
    × FIELDS + field.
    """
    syllables: defaultdict[str, list[list[int]]] = defaultdict(list)
    letters: defaultdict[str, list[set[int]]] = defaultdict(list)
    singles: defaultdict[str, set[int]] = defaultdict(set)
    pairs: defaultdict[str, set[int]] = defaultdict(set)
    for word, places in found.words.items():
        fields = {place // SLOTS * FIELDS + _FIELD[place % SLOTS] for place in places}
        if is_syllable(word[0]):
            for at in range(1, len(word) - 1):
                syllables[word[at:]].append(places)
            for letter in word:
                singles[letter].update(fields)
            continue
        for start in {word[0], word[:2]}:
            singles[start].update(fields)
        if not word[0].isdecimal():
            for at in range(1, len(word) - 1):
                letters[word[at:]].append(fields)
    for word, places in found.names.items():
        for start in set(word) if is_syllable(word[0]) else {word[0], word[:2]}:
            singles[start].update([place // SLOTS * FIELDS + _FIELD[AUTHORS] for place in places])
    for word, places in _starts(found).items():
        yield bucket(word[:3]), f"={word} {numbers(places)}"
    for rest, lists in syllables.items():
        yield bucket(rest[:3]), f"-{rest} {numbers(lists[0] if len(lists) == 1 else sorted(chain(*lists)))}"
    for rest, sets in letters.items():
        merged = sets[0] if len(sets) == 1 else sets[0].union(*sets[1:])
        pairs[rest[:2]].update(merged)
        if len(rest) > 2:
            yield bucket(rest[:3]), f"_{rest} {numbers(sorted(merged))}"
    for mark, part in ((".", singles), (",", pairs)):
        for start, where in part.items():
            yield bucket(start), f"{mark}{start} {numbers(sorted(where))}"
    for run, runs in found.initials.items():
        yield bucket(run[:2]), f"{'.' if len(run) == 1 else chr(39)}{run} {numbers(runs)}"


def _starts(found: Postings) -> dict[str, list[int]]:
    """The places of every word, whatever it stands in."""
    starts = dict(found.words)
    for part in (found.names, found.joined):
        for word, places in part.items():
            starts[word] = sorted(starts[word] + places) if word in starts else places
    return starts


def lengths(document: Document) -> str:
    """How many words the title has, and four times the binary logarithm of those in the text: a digit each."""
    words = len(tokens(document.text))
    return _DIGITS[min(len(tokens(document.titles[0])), 63)] + _DIGITS[min(round(4 * log2(words + 1)), 63)]


def squashed(text: str) -> str:
    """A name without what its words are written with: `vision-language` and `vision_language` are one, C and C++ are not."""
    return re.sub(r"[^\w+#.]|_", "", fold(text))


def filter_lines(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """`#tag` and `@week`, and the documents that have it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, document in enumerate(documents):
        for key in dict.fromkeys([f"#{squashed(tag)}" for tag in document.tags] + [f"@{week}" for week, _ in document.weeks]):
            found[key].append(n)
    for key, where in found.items():
        yield filter_bucket(key), f"{key} {numbers(where)}"


def filter_bucket(key: str) -> str:
    """What filters are kept together by: the first two letters of a tag, the year of a week."""
    return key[:3] if key[0] == "#" else key[:5]


def name_lines(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """`!rest` of a name from where each of its words or syllables begins, and the name; also from its initial consonants."""
    for name in names:
        value = json.dumps(name, ensure_ascii=False, separators=(",", ":"))
        for key in _ways_in(name):
            shorter = 1 if name.kind == "t" or not key[0].isascii() else 2
            for start in dict.fromkeys(bucket(key[:length]) for length in range(shorter, 4)):
                yield start, f"!{key} {value}"  # so that it is found from its first letters on


def _ways_in(name: Name) -> Mapping[str, None]:
    words = tokens(name.name)
    ways: dict[str, None] = {}
    for n, word in enumerate(words):
        rest = "".join(words[n:])
        steps = range(len(word)) if is_syllable(word[0]) else range(1)
        ways |= {rest[step:]: None for step in steps}
    run = initials(name.name)
    return ways | {run[start:]: None for start in range(len(run))}
