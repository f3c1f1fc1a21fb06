"""Words of the library → which Korean and Latin words sound alike.  Only new words are compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from weeknotes.search.loanwords import loan_starts
from weeknotes.search.sounds import (
    distances,
    latin_skeletons,
    phonemes,
    skeletons,
)
from weeknotes.search.words import LibraryWords

latin_kinds = lru_cache(1 << 15)(latin_skeletons)


class Alike(NamedTuple):
    """What was compared before.  `latin` and `korean` are the compared words, separated by spaces.
    `kinds` has, for each sequence of kinds of consonants, the Latin words and the beginnings of
    Korean words with these consonants.  Before each Korean beginning are its phonemes and a space;
    they are sorted.  `matches` has (Korean word, Latin word, cost) of each pair that sounds
    alike."""

    latin: str = ""
    korean: str = ""
    kinds: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {}
    matches: Sequence[tuple[str, str, int]] = ()


def compared(words: LibraryWords, known: Alike) -> Alike:
    """The words of the library that sound alike.  Only new words are compared.  For the others, the
    results of earlier builds (`known`) are used again."""
    latin = words.latin | {word[:-1] for word in words.latin if _is_plural(word)}
    korean = set(words.korean)
    old_latin, old_korean = set(known.latin.split()), set(known.korean.split())
    if len(old_latin) + len(old_korean) > 2 * (len(latin) + len(korean)):
        # Most of the known words are no longer in the library.
        known, old_latin, old_korean = (
            Alike(),
            set(),
            set(),
        )
    if latin <= old_latin and korean <= old_korean:
        return known
    kinds: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(
        lambda: ([], [])
    )
    for kind, (ours, theirs) in known.kinds.items():
        kinds[kind] = [*ours], [*theirs]
    matches = list(known.matches)
    new: defaultdict[str, list[str]] = defaultdict(list)
    starts = {*chain.from_iterable(map(loan_starts, korean - old_korean))}
    for start in sorted(f"{phonemes(word)} {word}" for word in starts):
        for kind in filter(None, skeletons(start.partition(" ")[0])):
            new[kind].append(start)
    for kind, own in new.items():
        ours, theirs = kinds[kind]
        fresh = [start for start in own if start not in theirs]
        kinds[kind] = ours, sorted([*theirs, *fresh])
        matches += _matches(ours, fresh)
    for word in sorted(latin - old_latin):
        for kind in filter(None, latin_kinds(word)):
            ours, theirs = kinds[kind]
            ours.append(word)
            matches += _matches([word], theirs)
    all_latin, all_korean = sorted(latin | old_latin), sorted(korean | old_korean)
    return Alike(" ".join(all_latin), " ".join(all_korean), dict(kinds), matches)


def _is_plural(word: str) -> bool:
    return word[-1] == "s" and word[-2] != "s" and len(word) > 3


def _matches(
    latin: Iterable[str], korean: Sequence[str]
) -> Iterator[tuple[str, str, int]]:
    for word in latin if korean else ():
        for other, cost in distances(word, korean):
            yield other, word, cost
