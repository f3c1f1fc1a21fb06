"""Related papers: what shares tags, words, links and authors with a paper, and in what.

People work on many things, so authors lift what is related already and never make it so.  Made to be quiet: weights go by how many
papers have a thing, in powers of two, and scores are whole numbers, so that an edit elsewhere rarely moves anything; of equal scores the
one nearer in time comes first.  What very many share proposes nobody, which also keeps the work linear.

What was found can be kept: a paper's neighbours can only change with a paper that shares something with it, or links to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Final, NamedTuple

from weeknotes.model import Paper, Related, Week

SHOWN: Final = 5
ENOUGH: Final = 6
"""The least score: a tag of up to 31 papers, a word of two or three, or several that are less rare."""
_LINK: Final = 16
_AUTHORS: Final = (0, 2, 4)
"""For no author in common, for one, for more."""


class _Sort(NamedTuple):
    """A sort of thing that papers share: its weight, and in how many papers it may be and still propose one."""

    weight: int
    cap: int


_TAG: Final = _Sort(2, 128)
_WORD: Final = _Sort(1, 64)


class Features(NamedTuple):
    """What a paper may share, in plain values: keys of tags (with `#` before them) and stems of words, the words as they are typed there,
    the keys of its authors, and when its first note was, counted in weeks."""

    keys: tuple[str, ...]
    typed: tuple[str, ...]
    authors: tuple[str, ...]
    when: int


class Known(NamedTuple):
    """What is kept of a paper: `mark` is its own, `links` are the papers that it mentions or that mention it."""

    mark: bytes
    features: Features
    links: tuple[str, ...]
    related: tuple[Related, ...]


def with_related(
    papers: Mapping[str, Paper], weeks: Iterable[Week], before: Mapping[str, Known]
) -> tuple[dict[str, Paper], dict[str, Known]]:
    """The papers, each with those related to it, nearest first; and what may be given as `before` next time (at first it is empty)."""
    when = {week.id: week.label.months * 6 + week.label.week if week.label else 0 for week in weeks}
    links = _links(papers)
    features = {key: _features(paper, when, before.get(key)) for key, paper in papers.items()}
    changed = {
        key for key, own in features.items() if (old := before.get(key)) is None or old.features != own or old.links != links.get(key, ())
    }
    changed |= before.keys() - papers.keys()
    if not changed:
        related = {key: before[key].related for key in papers}
    else:
        places = {key: place for place, key in enumerate(papers)}
        postings = _postings(features)
        open_ = _touched(changed, features, before, postings, links)
        related = {
            key: _related(key, features, postings, links.get(key, ()), places) if key in open_ else before[key].related for key in papers
        }
    known = {key: Known(paper.mark, features[key], links.get(key, ()), related[key]) for key, paper in papers.items()}
    return {key: paper._replace(related=related[key]) if related[key] else paper for key, paper in papers.items()}, known


def _features(paper: Paper, when: Mapping[str, int], old: Known | None) -> Features:
    """From its notes, the newest first."""
    if old and old.mark == paper.mark:
        return old.features
    words: dict[str, str] = {}
    for entry in reversed(paper.entries):
        parts = iter(entry.draft.words.split())
        for stem, typed in zip(parts, parts, strict=True):
            words.setdefault(intern(stem), intern(typed))
    authors = next((entry.draft.authors for entry in reversed(paper.entries) if entry.draft.authors), ())
    return Features(
        (*(intern(f"#{tag.key}") for tag in paper.tags), *words),
        tuple(words.values()),
        tuple(dict.fromkeys(key for key, _ in authors if key)),
        when[paper.entries[0].week],
    )


def _postings(features: Mapping[str, Features]) -> dict[str, list[str]]:
    """The papers that have a thing, in order of time."""
    postings: dict[str, list[str]] = {}
    for paper, own in features.items():
        for key in own.keys:
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
    """Those whose neighbours may be others now: what changed, and what shares something with it or did so."""
    touched = set(changed)
    keys: set[str] = set()
    for paper in changed:
        for side in (features.get(paper), before[paper].features if paper in before else None):
            keys.update(side.keys if side else ())
        touched.update(links.get(paper, ()))
    for key in keys:
        having = postings.get(key, ())
        if len(having) <= _sort(key).cap + len(changed):  # what had too many before as well proposed nobody
            touched.update(having)
    return touched


def _sort(key: str) -> _Sort:
    return _TAG if key[0] == "#" else _WORD


def _related(
    paper: str, features: Mapping[str, Features], postings: Mapping[str, Sequence[str]], linked: Sequence[str], places: Mapping[str, int]
) -> tuple[Related, ...]:
    """Those nearest to a paper."""
    own = features[paper]
    scores: Counter[str] = Counter()
    for key in own.keys:
        having, sort = postings[key], _sort(key)
        if 1 < len(having) <= sort.cap:
            weight = sort.weight * (8 - len(having).bit_length())
            for other in having:
                scores[other] += weight
    for other in linked:
        scores[other] += _LINK
    del scores[paper]
    authors = set(own.authors)
    ranked = [
        (
            -(score + _AUTHORS[min(len(authors.intersection(features[other].authors)), 2)]),
            abs(features[other].when - own.when),
            places[other],
            other,
        )
        for other, score in scores.items()
        if score >= ENOUGH
    ]
    return tuple(_common(other, own, features[other], other in linked) for *_, other in sorted(ranked)[:SHOWN])


def _common(key: str, own: Features, theirs: Features, linked: bool) -> Related:
    shared = set(own.keys).intersection(theirs.keys)
    stems = own.keys[-len(own.typed) :] if own.typed else ()
    words = {stem: typed for stem, typed in zip(stems, own.typed, strict=True) if stem in shared}
    whole = [typed for stem, typed in words.items() if not any(stem != other and stem in other.split("-") for other in words)]
    return Related(
        paper=key,
        linked=linked,
        tags=sum(key[0] == "#" for key in shared),
        authors=len(set(own.authors).intersection(theirs.authors)),
        words=tuple(whole),
    )


def _links(papers: Mapping[str, Paper]) -> dict[str, tuple[str, ...]]:
    """Which papers mention each other, in either direction."""
    linked: dict[str, dict[str, None]] = {}
    for key, paper in papers.items():
        for mention in paper.mentions:
            if mention.entry:
                linked.setdefault(key, {})[mention.entry.paper] = None
                linked.setdefault(mention.entry.paper, {})[key] = None
    return {key: tuple(sorted(others)) for key, others in linked.items()}
