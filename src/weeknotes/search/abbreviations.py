"""Abbreviations that texts explain: `검색 증강 생성(RAG)`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_IN_PARENTHESES = re.compile(r"\(([^()]{2,90})\)")
_SHORT = re.compile(r"([A-Z][A-Za-z]{1,9}?)s?")
_LAST_WORD = re.compile(r"([A-Z][A-Za-z]{1,9}?)s? ?$")
_WORD = re.compile(r"[A-Za-z]+|[가-힣]+|[^\sA-Za-z가-힣-]+")
_SMALL = frozenset("a an and as at by for from in of on or the to via with".split())
_MOST_LONG_FORMS = 2
_NO_PART = re.compile(
    "(?:[은는이가을를의에와과도로만한인된할될된다]|에서|하고|하며|하여|해서|(?<![견분오유이])해)$|^수$"
)


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations in a text, with the words whose initials they are: `검색 증강 생성(RAG)`,
    `RLHF (Reinforcement Learning from Human Feedback)`."""
    for found in _IN_PARENTHESES.finditer(text):
        inside, before = found[1], text[max(0, found.start() - 90) : found.start()]
        words = None
        if short := _SHORT.fullmatch(inside):
            words = _long_form(short[1], _WORD.findall(before.replace("\n", " . ")))
        elif short := _LAST_WORD.search(before):
            inner = _WORD.findall(inside)
            words = _long_form(short[1], inner)
            words = words if words == inner else None
        if words and short:
            yield short[1].lower(), " ".join(words).lower()


def _long_form(short: str, words: Sequence[str]) -> Sequence[str] | None:
    """The last of the words, if their initials are the capitals of an abbreviation."""
    capitals = [letter for letter in short if letter.isupper()]
    if len(capitals) < 2 or not words:
        return None
    if "가" <= words[-1][0] <= "힣":
        own = words[-len(capitals) :]
        is_name = all("가" <= word[0] <= "힣" for word in own) and len(own) == len(
            capitals
        )
        return own if is_name and not any(map(_NO_PART.search, own[:-1])) else None
    for at in range(len(words) - 1, -1, -1):
        if words[at][0].upper() == capitals[-1]:
            capitals.pop()
            if not capitals:
                return words[at:]
        elif words[at].lower() not in _SMALL:
            return None
    return None


def usual_long_forms(
    explained: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, str, int]]:
    """The two most frequent long forms of each abbreviation, with the number of documents."""
    taken: Counter[str] = Counter()
    for (short, long), n in sorted(
        Counter(explained).items(), key=lambda item: (-item[1], item[0])
    ):
        taken[short] += 1
        if taken[short] <= _MOST_LONG_FORMS:
            yield short, long, n
