"""Related papers: which papers share tags, words, links and authors with a paper, and what.

Authors work on many things, so they lift what is related already and never relate papers alone.
Weights depend on how many papers share a thing, in powers of two, and scores are whole numbers, so
that an edit elsewhere rarely changes a list; of equal scores the one nearer in time comes first.
What very many papers share is ignored, which also keeps the work linear.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from weeknotes.model import Paper, Site

SHOWN = 5
ENOUGH = 6
"""The least score: a tag of up to 31 papers, a word of two or three, or several common ones."""
_LINK = 16
_AUTHORS = (0, 2, 4)
"""For no author in common, for one, for more."""
_WEIGHTS = {True: (2, 128), False: (1, 64)}
"""For tags and for words: the weight, and in how many papers one may be and still relate them."""


class RelatedPaper(NamedTuple):
    """Another paper, by its key, and what it has in common with this one: `words` as they are typed
    here."""

    key: str
    linked: bool
    tags: int
    authors: int
    words: tuple[str, ...]


class _Features(NamedTuple):
    """What a paper may share: `keys` of tags (with `#` before them) and stems of words, the words
    as typed by their stems, keys of authors; `time` of its first entry, counted in weeks."""

    keys: tuple[str, ...]
    words: Mapping[str, str]
    authors: frozenset[str]
    time: int


class RelatedIndex:
    """Answers which papers are related to one; what all answers need is computed once, at the first
    question."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def related(self, key: str) -> tuple[RelatedPaper, ...]:
        """The papers that are nearest to a paper, the nearest first."""
        features = self._features
        own, linked = features[key], self._links.get(key, ())
        ranked = []
        for other, score in self._scores(key, own, linked).items():
            if score >= ENOUGH:
                theirs = features[other]
                total = score + _AUTHORS[min(len(own.authors & theirs.authors), 2)]
                ranked.append((-total, abs(theirs.time - own.time), other))
        nearest = [other for *_, other in sorted(ranked)[:SHOWN]]
        return tuple(_common(one, own, features[one], one in linked) for one in nearest)

    def _scores(self, key: str, own: _Features, linked: Sequence[str]) -> dict[str, int]:
        """How much each other paper has in common with this one, apart from authors."""
        scores: dict[str, int] = {}
        for feature in own.keys:
            if shared := self._shared.get(feature):
                weight, papers = shared
                for other in papers:
                    scores[other] = scores.get(other, 0) + weight
        for other in linked:
            scores[other] = scores.get(other, 0) + _LINK
        scores.pop(key, None)
        return scores

    @cached_property
    def _features(self) -> Mapping[str, _Features]:
        times = {
            week.id: week.label.months * 6 + week.label.week if week.label else 0
            for week in self._site.weeks
        }
        return {key: _features(paper, times) for key, paper in self._site.papers.items()}

    @cached_property
    def _shared(self) -> Mapping[str, tuple[int, Sequence[str]]]:
        """The features that relate papers: their weights, and the papers that have them."""
        papers: dict[str, list[str]] = {}
        for paper, features in self._features.items():
            for key in features.keys:
                papers.setdefault(key, []).append(paper)
        shared = {}
        for key, having in papers.items():
            weight, limit = _WEIGHTS[key[0] == "#"]
            if 1 < len(having) <= limit:
                shared[key] = (weight * (8 - len(having).bit_length()), having)
        return shared

    @cached_property
    def _links(self) -> Mapping[str, Sequence[str]]:
        """Which papers mention each other, in either direction."""
        linked: dict[str, dict[str, None]] = {}
        for key, paper in self._site.papers.items():
            for mention in paper.mentions:
                if mention.entry:
                    linked.setdefault(key, {})[mention.entry.paper] = None
                    linked.setdefault(mention.entry.paper, {})[key] = None
        return {key: tuple(others) for key, others in linked.items()}


def _features(paper: Paper, times: Mapping[str, int]) -> _Features:
    """From its entries, the newest first."""
    words: dict[str, str] = {}
    for entry in reversed(paper.entries):
        parts = iter(entry.telling_words.split())
        for stem, typed in zip(parts, parts, strict=True):
            words.setdefault(stem, typed)
    return _Features(
        keys=(*[f"#{tag.key}" for tag in paper.tags], *words),
        words=words,
        authors=frozenset(author.key for author in paper.metadata.authors if author.key),
        time=times[paper.entries[0].week],
    )


def _common(key: str, own: _Features, theirs: _Features, linked: bool) -> RelatedPaper:
    """What two papers have in common; the parts of a compound (`fine-tuning`) are not repeated."""
    shared = set(own.keys).intersection(theirs.keys)
    words = {stem: typed for stem, typed in own.words.items() if stem in shared}
    compounds = [stem for stem in words if "-" in stem]
    parts = {part for stem in compounds for part in stem.split("-") if part != stem}
    return RelatedPaper(
        key=key,
        linked=linked,
        tags=sum(feature[0] == "#" for feature in shared),
        authors=len(own.authors & theirs.authors),
        words=tuple(typed for stem, typed in words.items() if stem not in parts),
    )
