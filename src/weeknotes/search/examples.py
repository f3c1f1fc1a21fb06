"""Site → examples of queries for the help of the search, which find something on this site."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from weeknotes.model import Site
from weeknotes.search.fold import initials, tokens

_PAPERS = 50
"""The number of the newest papers in which examples are searched."""
_KOREAN = re.compile("[가-힣]+")
_NOUN = re.compile("([가-힣]{2,4})[을를]")
_LATIN = re.compile("[a-z]{7,}")
_IN_PHRASE = re.compile("[a-z]{4,}|[가-힣]{2,}")
_WEEK = re.compile(r"\d{4}-\d\d-w\d")
_SHARE = 10
"""If less than a tenth of the words is Korean, the help has no Korean examples."""
_FINALS = 28
_FIRST = ord("가")
KOREAN = {"open": "모데", "initials": "ㅁㄷ"}
DEFAULTS = {
    "part": "former",
    "word": "transformer",
    "tag": "llm",
    "author": "shazeer",
    "year": "2023",
    "week": "2023-04-w4",
    "phrase": "in context",
}


def examples(site: Site) -> Mapping[str, str]:
    """An example for each part of the help, by the name of the part.  Without enough Korean on the
    site, there are no Korean examples."""
    newest = list(site.papers.values())[: -_PAPERS - 1 : -1]
    titles = [tokens(paper.title) for paper in newest]
    notes = [
        tokens(note.text)
        for paper in newest
        for entry in paper.entries
        for note in entry.paragraphs
    ]
    words = Counter(word for text in (*titles, *notes) for word in text)
    phrases = Counter(
        " ".join(pair)
        for title in titles
        for pair in pairwise(title)
        if all(map(_IN_PHRASE.fullmatch, pair))
    )
    found = {**DEFAULTS, **_of_words(words), **_of_names(site)}
    if phrases:
        found["phrase"] = phrases.most_common(1)[0][0]
    return {**_korean(site, words), **found}


def _of_words(words: Counter[str]) -> dict[str, str]:
    latin = next(
        (word for word, _ in words.most_common() if _LATIN.fullmatch(word)), ""
    )
    return {"part": latin[len(latin) // 2 - 1 :], "word": latin} if latin else {}


def _korean(site: Site, words: Counter[str]) -> dict[str, str]:
    own = sum(n for word, n in words.items() if _KOREAN.match(word))
    if site.config.language != "ko" and own * _SHARE <= words.total():
        return {}
    nouns: Counter[str] = Counter()
    for word, n in words.items():
        if found := _NOUN.fullmatch(word):
            nouns[found[1]] += n
    for noun, _ in nouns.most_common():
        last = ord(noun[1]) - _FIRST
        if final := last % _FINALS:
            return {
                "open": noun[0] + chr(_FIRST + last - final),
                "initials": initials(noun),
            }
    return KOREAN


def _of_names(site: Site) -> dict[str, str]:
    found = {}
    if site.tags:
        name = max(site.tags, key=lambda tag: len(tag.entries)).ref.name
        found["tag"] = f'"{name}"' if " " in name else name
    if site.authors:
        name = max(site.authors, key=lambda author: len(author.entries)).ref.name
        found["author"] = (tokens(name) or [name])[-1]
    if weeks := [week.id for week in site.weeks if _WEEK.fullmatch(week.id)]:
        found |= {"week": weeks[-1], "year": weeks[-1][:4]}
    return found
