"""Two tags look like one.

Finds tags that differ in case alone, in `-`, `_` and spaces, in a plural `s`, or, where one of them
is rare, in a single letter.

Why: each has its own page, so what belongs together is parted. (Tags that differ in case alone
share a page; they are told once, for the name that is shown.)

Example:

    #contrastive_learning
    #contrastive-learning

Remedy: write one of them everywhere, or make the other its alias: `tag_aliases:
{contrastive-learning: contrastive_learning}`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from weeknotes.diagnostics import Severity
from weeknotes.lint.facts import Facts, Finding
from weeknotes.parsing.result import RawWeek, Text
from weeknotes.text.unicode import fold, normalize

SEVERITY: Final = Severity.WARNING


RARE = 2
"""Notes; a slip of the finger does not happen more often."""


def find(facts: Facts) -> Iterator[Finding]:
    spelled: dict[str, Counter[str]] = {}
    first: dict[str, tuple[RawWeek, Text]] = {}
    for week, entry in facts.entries():
        for tag in entry.tags:
            spelled.setdefault(fold(tag.text), Counter())[normalize("NFC", tag.text)] += 1
            first.setdefault(normalize("NFC", tag.text), (week, tag))
    for spellings in spelled.values():
        main, *others = [name for name, _ in spellings.most_common()]
        for other in others:
            week, tag = first[other]
            yield facts.at(
                week,
                tag.span,
                f"`#{other}` and `#{main}` differ in case alone, and share a page",
                f"write `#{main}`",
            )
    counts = {key: spellings.total() for key, spellings in spelled.items()}
    aliases = {fold(tag) for tag in facts.config.tag_aliases}
    for rarer, commoner, how in _pairs({key: n for key, n in counts.items() if key not in aliases}):
        week, tag = first[spelled[rarer].most_common(1)[0][0]]
        message = f"`#{rarer}` ({counts[rarer]}) and `#{commoner}` ({counts[commoner]}) {how}"
        yield facts.at(
            week,
            tag.span,
            message,
            f"write `#{commoner}`, or set tag_aliases: {{{rarer}: {commoner}}}",
        )


def _pairs(counts: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """(rarer, commoner, in what they differ), each pair once; of two as common the one typed first
    counts as commoner."""
    by_shape: dict[tuple[str, str], str] = {}
    for key in sorted(counts, key=lambda key: -counts[key]):
        joined = re.sub(r"[-_ ]", "", key)
        shapes = [
            (joined, "differ in `-` and `_` alone"),
            (_singular(joined), "differ in a plural s"),
        ]
        shapes += [(shape, "differ in one letter") for shape in _without_one_letter(joined)]
        met: tuple[str, str] | None = None
        for shape, how in shapes:
            kind = (
                "letter" if how.endswith("letter") else "plural" if how.endswith("s") else "joined"
            )
            other = by_shape.get((kind, shape))
            if other and other != key and (kind != "letter" or _slip(other, key, counts)):
                met = (other, how)
                break
        if met:
            yield key, *met
        for shape, how in shapes:
            kind = (
                "letter" if how.endswith("letter") else "plural" if how.endswith("s") else "joined"
            )
            by_shape.setdefault((kind, shape), key)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _without_one_letter(word: str) -> list[str]:
    """Two words that differ in one letter (changed, added or swapped with its neighbour) share such
    a form."""
    return (
        [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]
        if 6 <= len(word) <= 64 and word.isascii()
        else []
    )


def _slip(common: str, rare: str, counts: dict[str, int]) -> bool:
    """Whether the rarer can be a slip for the commoner: it is rare, the other is not, and no digit
    tells them apart."""
    digits = re.findall(r"\d+", common) == re.findall(r"\d+", rare)
    return digits and counts[rare] <= RARE < counts[common] and common[0] == rare[0]
