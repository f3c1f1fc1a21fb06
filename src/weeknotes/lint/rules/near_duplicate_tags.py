"""Two tags are nearly the same.

Finds tags that differ only in case, in `-`, `_` and spaces, in a plural `s`, or, if one of them is
rare, in one letter.

Why: each tag has its own page. Tags that differ only in case share a page; they are reported
because the page shows only one spelling.

Example:

    #contrastive_learning
    #contrastive-learning

How to fix: use one of them everywhere, or set an alias: `tag_aliases: {contrastive-learning:
contrastive_learning}`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from weeknotes.config.settings import FILE_NAME
from weeknotes.lint.context import Findings, LintContext
from weeknotes.parsing.result import RawWeek, Text
from weeknotes.text.messages import Message, msg
from weeknotes.text.unicode import fold, normalize

RARE = 2
"""A tag in at most this many notes may be a typing error."""
_HYPHENS = msg("they differ only in `-` and `_`")
_PLURAL = msg("one is the plural of the other")
_LETTER = msg("they differ in one letter")


class TagUse(NamedTuple):
    """The use of tags: for each key the number of uses of each spelling, and for each spelling its
    first use."""

    spellings: Mapping[str, Counter[str]]
    first: Mapping[str, tuple[RawWeek, Text]]


def find(context: LintContext) -> Findings:
    use = _tag_use(context)
    yield from _in_case(context, use)
    aliases = {fold(tag) for tag in context.config.tag_aliases}
    counts = {key: spellings.total() for key, spellings in use.spellings.items()}
    unaliased = {key: count for key, count in counts.items() if key not in aliases}
    for rare, common, difference in _pairs(unaliased):
        ((spelling, _),) = use.spellings[rare].most_common(1)
        week, tag = use.first[spelling]
        message = msg(
            "`#{rare}` ({uses}) and `#{common}` ({more_uses}) may be the same tag: {difference}",
            rare=rare,
            uses=counts[rare],
            common=common,
            more_uses=counts[common],
            difference=difference,
        )
        hint = msg(
            "write `#{common}`, or set in {file}: tag_aliases: {{{rare}: {common}}}",
            common=common,
            file=FILE_NAME,
            rare=rare,
        )
        yield context.finding(week, tag.span, message, hint)


def _tag_use(context: LintContext) -> TagUse:
    spellings: dict[str, Counter[str]] = {}
    first: dict[str, tuple[RawWeek, Text]] = {}
    for week, entry in context.entries:
        for tag in entry.tags:
            spelling = normalize("NFC", tag.text)
            spellings.setdefault(fold(tag.text), Counter())[spelling] += 1
            first.setdefault(spelling, (week, tag))
    return TagUse(spellings, first)


def _in_case(context: LintContext, use: TagUse) -> Findings:
    """Yield a finding for each spelling that differs from the most common one only in case."""
    for spellings in use.spellings.values():
        main, *others = [name for name, _ in spellings.most_common()]
        for other in others:
            week, tag = use.first[other]
            message = msg(
                "`#{tag}` and `#{main}` differ only in upper and lower case; they have one page",
                tag=other,
                main=main,
            )
            yield context.finding(
                week, tag.span, message, msg("write `#{main}`", main=main)
            )


def _pairs(counts: Mapping[str, int]) -> Iterator[tuple[str, str, Message]]:
    """Yield (rarer tag, more common tag, difference); each rarer tag occurs once.

    If the counts are equal, the tag that was used first is the more common one.
    """
    by_shape: dict[tuple[Message, str], str] = {}
    for key in sorted(counts, key=lambda key: -counts[key]):
        shapes = _shapes(key)
        for difference, form in shapes:
            common = by_shape.get((difference, form))
            if common and (
                difference != _LETTER or _may_be_slip(common, key, counts)
            ):
                yield key, common, difference
                break
        for shape in shapes:
            by_shape.setdefault(shape, key)


def _shapes(key: str) -> list[tuple[Message, str]]:
    """(difference, form) pairs of a tag.  Two tags with the same pair differ in this way."""
    joined = re.sub(r"[-_ ]", "", key)
    return [
        (_HYPHENS, joined),
        (_PLURAL, _singular(joined)),
        *((_LETTER, form) for form in _without_one_letter(joined)),
    ]


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _without_one_letter(word: str) -> list[str]:
    """The word itself, and one form for each letter, without this letter. If two words differ in
    one letter (changed, added, or swapped with the next letter), they have one of these forms in
    common."""
    if not word.isascii() or not 6 <= len(word) <= 64:
        return []
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _may_be_slip(common: str, rare: str, counts: Mapping[str, int]) -> bool:
    """Whether the rare tag may be the common one with a typing error.  Tags with different digits
    or different first letters are different tags."""
    return (
        common[0] == rare[0]
        and re.findall(r"\d+", common) == re.findall(r"\d+", rare)
        and counts[rare] <= RARE < counts[common]
    )
