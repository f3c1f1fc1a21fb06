"""Site → examples of queries for the help of the search, which find something on this site."""

import re
from collections import Counter
from collections.abc import Mapping

from weeknotes.model import Site
from weeknotes.search.fold import initials, tokens

_PAPERS = 50
"""So many of the newest papers are looked at."""
_KOREAN = re.compile("[가-힣]{2,4}")
_LATIN = re.compile("[a-z]{7,}")
_FINALS = 28
_FIRST = ord("가")
DEFAULTS = {
    "part": "former",
    "open": "모데",
    "initials": "ㅁㄷ",
    "tag": "llm",
    "author": "shazeer",
    "year": "2023",
    "week": "2023-04-w4",
    "phrase": "in context",
}


def examples(site: Site) -> Mapping[str, str]:
    """An example for each part of the help, by its name there."""
    newest = list(site.papers.values())[: -_PAPERS - 1 : -1]
    words: Counter[str] = Counter()
    for paper in newest:
        for text in [
            paper.title,
            *(note.text for e in paper.entries for note in e.paragraphs),
        ]:
            words.update(tokens(text))
    ranked = [word for word, _ in words.most_common()]
    found = {}
    if korean := next(filter(_KOREAN.fullmatch, ranked), ""):
        last = ord(korean[1]) - _FIRST
        found["open"] = korean[0] + chr(_FIRST + last - last % _FINALS)
        found["initials"] = initials(korean)
    if latin := next(filter(_LATIN.fullmatch, ranked), ""):
        found["part"] = latin[len(latin) // 2 - 1 :]
    if site.tags:
        found["tag"] = max(site.tags, key=lambda tag: len(tag.entries)).ref.name
    if site.authors:
        name = max(site.authors, key=lambda author: len(author.entries)).ref.name
        found["author"] = tokens(name)[-1] if tokens(name) else name
    if site.weeks:
        found["week"] = site.weeks[-1].id
        found["year"] = site.weeks[-1].id[:4]
    return DEFAULTS | found
