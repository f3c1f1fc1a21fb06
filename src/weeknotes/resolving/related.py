"""Related papers: papers that share tags, words, links and authors with a paper.

Authors work on many topics.  So shared authors raise the score of a related paper, but do not make
a paper related.  A weight changes only if the number of papers with a feature passes a power of
two, and scores are whole numbers, so an edit of other papers rarely changes a list.  If scores are
equal, the paper nearer in time comes first.  Features that very many papers have are ignored.  This
also keeps the run time linear.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from weeknotes.model import Paper, Site

SHOWN = 5
REASONS = 3
"""The maximum number of common tags, authors and words that are named."""
ENOUGH = 6
"""The minimum score: one tag of at most 31 papers, one word of two or three papers, or several more
common features."""
_LINK = 16
_AUTHORS = (0, 2, 4)
"""The scores for no shared author, one, and more."""
_WEIGHTS = {True: (2, 128), False: (1, 64)}
"""(weight, most) of tags (True) and words (False).  `most` is the maximum number of papers that
share a tag or a word."""


class RelatedPaper(NamedTuple):
    """A related paper.  `mentioning` says that its notes mention this paper, and `mentioned` says
    that the notes on this paper mention it.  `tags` and `authors` are the first names that both
    have in common.  `words` are the words that both have in common, as typed for this paper."""

    key: str
    mentioning: bool
    mentioned: bool
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    words: tuple[str, ...]


class _Features(NamedTuple):
    """The features of a paper.  `tags` are names of tags by `#` and key.  `words` are words as
    typed by stem.  `authors` are names of authors by key.  `time` is the week of the first entry,
    as a number."""

    tags: Mapping[str, str]
    words: Mapping[str, str]
    authors: Mapping[str, str]
    time: int


class RelatedIndex:
    """Finds the papers related to a paper.  The data for all papers are computed once, at the first
    call."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def related(self, key: str) -> tuple[RelatedPaper, ...]:
        """The papers with the highest scores for a paper, the highest first."""
        features = self._features
        own, linked = features[key], self._links.get(key, set())
        ranked = []
        for other, score in self._scores(key, own, linked).items():
            if score >= ENOUGH:
                theirs = features[other]
                total = (
                    score
                    + _AUTHORS[min(len(own.authors.keys() & theirs.authors), 2)]
                )
                ranked.append((-total, abs(theirs.time - own.time), other))
        nearest = [other for *_, other in sorted(ranked)[:SHOWN]]
        mentioning = self._mentioning(key)
        return tuple(
            RelatedPaper(
                one,
                one in mentioning,
                key in self._mentioning(one),
                *_common(own, features[one]),
            )
            for one in nearest
        )

    def _mentioning(self, key: str) -> set[str]:
        """The papers whose notes mention a paper."""
        mentions = self._site.papers[key].mentions
        return {mention.entry.paper for mention in mentions if mention.entry}

    def _scores(self, key: str, own: _Features, linked: Set[str]) -> dict[str, int]:
        """The score of each other paper, without authors."""
        scores: dict[str, int] = {}
        for feature in (*own.tags, *own.words):
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
        return {
            key: _features(paper, times) for key, paper in self._site.papers.items()
        }

    @cached_property
    def _shared(self) -> Mapping[str, tuple[int, Sequence[str]]]:
        """The tags and words that count, with their weights and the papers that have them."""
        papers: dict[str, list[str]] = {}
        for paper, features in self._features.items():
            for key in (*features.tags, *features.words):
                papers.setdefault(key, []).append(paper)
        shared = {}
        for key, having in papers.items():
            weight, limit = _WEIGHTS[key[0] == "#"]
            if 1 < len(having) <= limit:
                shared[key] = (weight * (8 - len(having).bit_length()), having)
        return shared

    @cached_property
    def _links(self) -> Mapping[str, Set[str]]:
        """The papers that mention a paper or are mentioned by it, by its key."""
        linked: defaultdict[str, set[str]] = defaultdict(set)
        for key in self._site.papers:
            for other in self._mentioning(key):
                linked[key].add(other)
                linked[other].add(key)
        return linked


def _features(paper: Paper, times: Mapping[str, int]) -> _Features:
    """The features of a paper.  The newest entry with a word determines how it is typed."""
    words: dict[str, str] = {}
    for entry in reversed(paper.entries):
        parts = iter(entry.telling_words.split())
        for stem, typed in zip(parts, parts, strict=True):
            words.setdefault(stem, typed)
    return _Features(
        tags={f"#{tag.key}": tag.name for tag in paper.tags},
        words=words,
        authors={
            author.key: author.name
            for author in paper.metadata.authors
            if author.key
        },
        time=times[paper.entries[0].week],
    )


def _common(
    own: _Features, theirs: _Features
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The tags, authors and words that two papers have in common, without the parts of a shared
    compound (`fine-tuning`)."""
    words = {
        stem: typed for stem, typed in own.words.items() if stem in theirs.words
    }
    parts = {part for stem in words if "-" in stem for part in stem.split("-")}
    return (
        _first(name for key, name in own.tags.items() if key in theirs.tags),
        _first(name for key, name in own.authors.items() if key in theirs.authors),
        _first(typed for stem, typed in words.items() if stem not in parts),
    )


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(names, REASONS))
