"""Related papers: what shares tags, words, links and authors with a paper, and in what.

People work on many things, so authors lift what is related already and never make it so.  Made to
be quiet: weights go by how many papers have a thing, in powers of two, and scores are whole
numbers, so that an edit elsewhere rarely moves anything; of equal scores the one nearer in time
comes first.  What very many share proposes nobody, which also keeps the work linear.

What was found can be kept: a paper's neighbours can only change with a paper that shares something
with it, or links to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from sys import intern
from typing import Final, NamedTuple, TypeAlias

from weeknotes.fingerprints import Packed, pack
from weeknotes.model import NearRow, Paper, Week

SHOWN: Final = 5
ENOUGH: Final = 6
"""The least score: a tag of up to 31 papers, a word of two or three, or several that are less
rare."""
_LINK: Final = 16
_AUTHORS: Final = (0, 2, 4)
"""For no author in common, for one, for more."""


class _Sort(NamedTuple):
    """A sort of thing that papers share: its weight, and in how many papers it may be and still
    propose one."""

    weight: int
    cap: int


_TAG: Final = _Sort(2, 128)
_WORD: Final = _Sort(1, 64)


Features: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]
"""What a paper may share: keys of tags (with `#` before them) and stems of words, the words as they
are typed there, the keys of its authors, and when its first note was, counted in weeks."""
Known: TypeAlias = tuple[bytes, Features, tuple[str, ...], tuple[NearRow, ...]]
"""What is kept of a paper, in plain values: its mark, its features, the papers that it mentions or
that mention it, those related to it."""


def with_related(
    papers: Mapping[str, Paper], weeks: Iterable[Week], before: Mapping[str, Known]
) -> tuple[dict[str, Paper], Packed[str, Known]]:
    """The papers, each with those related to it, nearest first; and what may be given as `before`
    next time (at first it is empty)."""
    before = dict(before)
    when = _when(weeks)
    links = _links(papers)
    features = {key: _features(paper, when, before.get(key)) for key, paper in papers.items()}
    changed = {
        key
        for key, own in features.items()
        if (old := before.get(key)) is None or old[1] != own or old[2] != links.get(key, ())
    }
    changed |= before.keys() - papers.keys()
    if not changed:
        near = {key: before[key][3] for key in papers}
    else:
        postings = _postings(features)
        open_ = _touched(changed, features, before, postings, links)
        near = {
            key: _related(key, features, postings, links.get(key, ()))
            if key in open_
            else before[key][3]
            for key in papers
        }
    # Packed at once: nothing else of the build asks for it, and as values it would take a tenth of
    # the memory.
    known: Packed[str, Known] = Packed(
        pack(
            {
                key: (paper.mark, features[key], links.get(key, ()), near[key])
                for key, paper in papers.items()
            }
        )
    )
    return {key: paper._replace(near=near[key]) for key, paper in papers.items()}, known


def related_again(
    papers: Mapping[str, Paper],
    old: Mapping[str, Paper],
    touched: Set[str],
    weeks: Sequence[Week],
    before: Packed[str, Known],
) -> tuple[dict[str, Paper], Packed[str, Known]]:
    """The papers that have others related to them than the `old` ones, where words and mentions of
    the `touched` ones alone may be others; and what to keep."""
    when = _when(weeks)

    def shared(paper: Paper) -> tuple[Features, set[str]]:
        return _features(paper, when, None), {
            mention.entry.paper for mention in paper.mentions if mention.entry
        }

    if all(shared(papers[key]) == shared(old[key]) for key in touched):
        return {}, before
    found, known = with_related(papers, weeks, before)
    return {key: paper for key, paper in found.items() if paper.near != papers[key].near}, known


def _when(weeks: Iterable[Week]) -> dict[str, int]:
    """The weeks in order of time, by their ids."""
    return {week.id: week.label.months * 6 + week.label.week if week.label else 0 for week in weeks}


def _features(paper: Paper, when: Mapping[str, int], old: Known | None) -> Features:
    """From its notes, the newest first."""
    if old and old[0] == paper.mark:
        return old[1]
    words: dict[str, str] = {}
    for entry in reversed(paper.entries):
        parts = iter(entry.draft.words.split())
        for stem, typed in zip(parts, parts, strict=True):
            words.setdefault(intern(stem), intern(typed))
    authors = next(
        (entry.draft.authors for entry in reversed(paper.entries) if entry.draft.authors), ()
    )
    return (
        (*(intern(f"#{tag.key}") for tag in paper.tags), *words),
        tuple(words.values()),
        tuple(dict.fromkeys(key for key, _ in authors if key)),
        when[paper.entries[0].week],
    )


def _postings(features: Mapping[str, Features]) -> dict[str, list[str]]:
    """The papers that have a thing, in order of time."""
    postings: dict[str, list[str]] = {}
    for paper, (keys, _, _, _) in features.items():
        for key in keys:
            having = postings.get(key)
            if having is None:
                postings[key] = [paper]
            else:
                having.append(paper)
    return postings


def _touched(
    changed: set[str],
    features: Mapping[str, Features],
    before: Mapping[str, Known],
    postings: Mapping[str, Sequence[str]],
    links: Mapping[str, Sequence[str]],
) -> set[str]:
    """Those whose neighbours may be others now: what changed, and what shares something with it or
    did so."""
    touched = set(changed)
    keys: set[str] = set()
    for paper in changed:
        for side in (features.get(paper), before[paper][1] if paper in before else None):
            keys.update(side[0] if side else ())
        touched.update(links.get(paper, ()))
    for key in keys:
        having = postings.get(key, ())
        if len(having) <= _sort(key).cap + len(
            changed
        ):  # what had too many before as well proposed nobody
            touched.update(having)
    return touched


def _sort(key: str) -> _Sort:
    return _TAG if key[0] == "#" else _WORD


def _related(
    paper: str,
    features: Mapping[str, Features],
    postings: Mapping[str, Sequence[str]],
    linked: Sequence[str],
) -> tuple[NearRow, ...]:
    """Those nearest to a paper; nothing but what they share decides, and their keys at last, so
    that it can be kept."""
    keys, _, people, when = own = features[paper]
    scores: Counter[str] = Counter()
    for key in keys:
        having, sort = postings[key], _sort(key)
        if 1 < len(having) <= sort.cap:
            weight = sort.weight * (8 - len(having).bit_length())
            for other in having:
                scores[other] += weight
    for other in linked:
        scores[other] += _LINK
    del scores[paper]
    authors = set(people)
    ranked = [
        (
            -(score + _AUTHORS[min(len(authors.intersection(features[other][2])), 2)]),
            abs(features[other][3] - when),
            other,
        )
        for other, score in scores.items()
        if score >= ENOUGH
    ]
    return tuple(
        _common(other, own, features[other], other in linked)
        for *_, other in sorted(ranked)[:SHOWN]
    )


def _common(key: str, own: Features, theirs: Features, linked: bool) -> NearRow:
    keys, typed_words, authors, _ = own
    shared = set(keys).intersection(theirs[0])
    stems = keys[-len(typed_words) :] if typed_words else ()
    words = {stem: typed for stem, typed in zip(stems, typed_words, strict=True) if stem in shared}
    whole = [
        typed
        for stem, typed in words.items()
        if not any(stem != other and stem in other.split("-") for other in words)
    ]
    tags = sum(key[0] == "#" for key in shared)
    return key, linked, tags, len(set(authors).intersection(theirs[2])), tuple(whole)


def _links(papers: Mapping[str, Paper]) -> dict[str, tuple[str, ...]]:
    """Which papers mention each other, in either direction."""
    linked: dict[str, dict[str, None]] = {}
    for key, paper in papers.items():
        for mention in paper.mentions:
            if mention.entry:
                linked.setdefault(key, {})[mention.entry.paper] = None
                linked.setdefault(mention.entry.paper, {})[key] = None
    return {key: tuple(sorted(others)) for key, others in linked.items()}
