"""Find telling words.  These are distinctive words, from which related papers are computed."""

import re
from collections.abc import Iterable
from functools import lru_cache

_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_DIGIT = re.compile(r"\d")
_COMMON = frozenset(
    """
    about across all and any are based better beyond can could data deep does dont efficient
    every for free from good how into its large learn learning less like machine make making
    method model modeling more most need network neural new not one only over pre self
    simple some task than that the their them there these this through too toward training
    using via was what when where which why will with within without yet you your
    """.split()
)


def telling_words(titles: Iterable[str], notes: Iterable[str]) -> str:
    """The words of titles, and words in notes that look like names (`LoRA`, `GPT-4`).  Returns one
    text, separated by spaces.  It has a stem, the word as typed, the next stem, the next word, and
    so on."""
    words: dict[str, str] = {}
    for title in titles:
        for word in _words(title):
            if stem := _stem(word):
                words.setdefault(stem, word)
    for note in notes:
        for word in _words(_ADDRESS.sub(" ", note) if "://" in note else note):
            if (not word.islower() or _DIGIT.search(word)) and (stem := _stem(word)):
                words.setdefault(stem, word)
    return " ".join(part for word in words.items() for part in word)


def _words(text: str) -> list[str]:
    """The English words of a text.  A word with hyphens also gives its parts."""
    found = _WORD.findall(text)
    if "-" not in text:
        return found
    return [
        part
        for word in found
        for part in ((word, *word.split("-")) if "-" in word else (word,))
    ]


@lru_cache(maxsize=1 << 13)
def _stem(word: str) -> str:
    """A word in lower case without a plural s; empty for short and common words."""
    stem = word.lower()
    if len(stem) > 3 and stem.endswith("s") and not stem.endswith("ss"):
        stem = stem[:-1]
    return "" if len(word) < 3 or stem in _COMMON else stem
