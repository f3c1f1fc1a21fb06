"""The languages of the interface, one file each, with all that a language needs.

A new language is a file here and a line in LANGUAGES.
"""

import re
from collections.abc import Mapping

from weeknotes.i18n.en import ENGLISH
from weeknotes.i18n.ko import KOREAN
from weeknotes.i18n.table import Words

__all__ = [
    "ENGLISH",
    "KOREAN",
    "LANGUAGES",
    "Words",
    "index_letter",
    "own_letters",
    "text_language",
]

LANGUAGES: Mapping[str, Words] = {
    "ko": KOREAN,
    "en": ENGLISH,
}
"""By their tags."""


def own_letters() -> dict[str, str]:
    """The letters by which the language of a text is known, as in a regular expression's `[…]`, by
    the tags of the languages."""
    return {tag: words.letters for tag, words in LANGUAGES.items() if words.letters}


def text_language(text: str) -> str:
    """The tag of a text's language: the one whose own letters it holds, else English."""
    if not text.isascii():
        for tag, words in LANGUAGES.items():
            if words.letters and re.search(f"[{words.letters}]", text):
                return tag
    return ENGLISH.tag


def index_letter(letter: str) -> str:
    """What a name that begins with this letter is filed under in an index, by the language that has
    it; empty for letters that no language has for itself."""
    for words in LANGUAGES.values():
        if heading := words.index_letter(letter):
            return heading
    return ""
