"""Related papers: what shares tags, words, links and authors with a paper, and in what.

People work on many things, so authors lift what is related already and never make it so.  Made to be quiet: weights go by how many
papers have a thing, in powers of two, and scores are whole numbers, so that an edit elsewhere rarely moves anything; of equal scores the
one nearer in time comes first.  What very many share proposes nobody, which also keeps the work linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from weeknotes.model import Paper, Related

SHOWN: Final = 5
ENOUGH: Final = 6
"""The least score: a tag of up to 31 papers, a word of two or three, or several that are less rare."""
_LINK: Final = 16
_AUTHORS: Final = (0, 2, 4)
"""For no author in common, for one, for more."""
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_NAME = re.compile(r"[A-Z]|\d")
_COMMON: Final = frozenset(
    "about across all and any are based better beyond can could data deep does dont efficient every for free from good how into its "
    "large learn learning less like machine make making method model modeling more most need network neural new not one only over "
    "pre self simple some task than that the their them there these this through too toward training using via was what when where "
    "which why will with within without yet you your".split()
)


class _Sort(NamedTuple):
    """A sort of thing that papers share: its weight, and in how many papers it may be and still propose one."""

    weight: int
    cap: int


_TAG: Final = _Sort(2, 128)
_TITLE: Final = _Sort(1, 64)


@dataclass(frozen=True, slots=True)
class _Features:
    """What a paper may share: tags and telling words by key, each as it is typed there, and the keys of its authors."""

    tags: Mapping[str, str]
    words: Mapping[str, str]
    authors: frozenset[str]


class _Index(NamedTuple):
    """For each sort, the papers that have a key, by their places in time."""

    tags: Mapping[str, Sequence[int]]
    words: Mapping[str, Sequence[int]]


def with_related(papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """The papers, each with those related to it, nearest first."""
    order = list(papers)
    features = [_features(paper) for paper in papers.values()]
    index = _Index(_postings(f.tags for f in features), _postings(f.words for f in features))
    linked = _linked(papers)
    related = (_related(place, features, index, linked.get(place, frozenset())) for place in range(len(order)))
    found: dict[str, Paper] = {}
    for paper, own, nearest in zip(papers.values(), features, related, strict=True):
        found[paper.key] = replace(paper, related=tuple(_common(order[other], own, features[other], link) for other, link in nearest))
    return found


def _related(place: int, features: Sequence[_Features], index: _Index, linked: frozenset[int]) -> list[tuple[int, bool]]:
    """The places of the papers nearest to one, and whether one of the two mentions the other."""
    own = features[place]
    scores: Counter[int] = Counter()
    for sort, keys, postings in ((_TAG, own.tags, index.tags), (_TITLE, own.words, index.words)):
        for key in keys:
            having = postings[key]
            if 1 < len(having) <= sort.cap:
                weight = sort.weight * (8 - len(having).bit_length())
                for other in having:
                    scores[other] += weight
    for other in linked:
        scores[other] += _LINK
    del scores[place]
    ranked = [
        (-(score + _AUTHORS[min(len(own.authors & features[other].authors), 2)]), abs(other - place), other)
        for other, score in scores.items()
        if score >= ENOUGH
    ]
    return [(other, other in linked) for _, _, other in sorted(ranked)[:SHOWN]]


def _common(key: str, own: _Features, theirs: _Features, linked: bool) -> Related:
    words = [typed for word, typed in own.words.items() if word in theirs.words]
    whole = [word for word in words if not any(word != other and word in other.split("-") for other in words)]
    return Related(
        paper=key,
        linked=linked,
        tags=len(own.tags.keys() & theirs.tags.keys()),
        authors=len(own.authors & theirs.authors),
        words=tuple(whole),
    )


def _features(paper: Paper) -> _Features:
    """The words are those of its titles, and in its notes those that look like names (`LoRA`, `GPT-4`)."""
    words: dict[str, str] = {}
    for word in _words((paper.title, *paper.variants) if paper.titled else paper.variants):
        words.setdefault(_stem(word), word)
    for word in _words(_ADDRESS.sub(" ", entry.note.text) for entry in paper.entries):
        if _NAME.search(word):
            words.setdefault(_stem(word), word)
    return _Features({tag.key: tag.name for tag in paper.tags}, words, frozenset(author.key for author in paper.authors if author.key))


def _words(texts: Iterable[str]) -> Iterator[str]:
    """English words, those with hyphens also in their parts."""
    for text in texts:
        for word in _WORD.findall(text):
            parts = word.split("-") if "-" in word else ()
            yield from (w for w in (word, *parts) if len(w) > 2 and _stem(w) not in _COMMON)


def _stem(word: str) -> str:
    """A word without case and plural s."""
    word = word.lower()
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _postings(features: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for place, keys in enumerate(features):
        for key in keys:
            postings.setdefault(key, []).append(place)
    return postings


def _linked(papers: Mapping[str, Paper]) -> dict[int, frozenset[int]]:
    """Which papers mention each other, in either direction, by their places in time."""
    places = {key: place for place, key in enumerate(papers)}
    linked: dict[int, set[int]] = {}
    for place, paper in enumerate(papers.values()):
        for mention in paper.mentions:
            if mention.entry:
                other = places[mention.entry.paper]
                linked.setdefault(place, set()).add(other)
                linked.setdefault(other, set()).add(place)
    return {place: frozenset(others) for place, others in linked.items()}
