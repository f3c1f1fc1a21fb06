"""The languages of the interface, one in each file.

To add a language, add a file here and a line in LANGUAGES.
"""

import re
from collections.abc import Mapping

from weeknotes.i18n.en import ENGLISH
from weeknotes.i18n.ko import KOREAN
from weeknotes.i18n.table import Words

__all__ = [
    "DEFAULT_LANGUAGE",
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
"""The languages by their tags."""
DEFAULT_LANGUAGE = KOREAN.tag
"""The language of a site that sets none."""


def own_letters() -> dict[str, str]:
    """For each language tag, the letters that identify the language of a text, as the inside of a
    regular expression class."""
    return {tag: words.letters for tag, words in LANGUAGES.items() if words.letters}


def text_language(text: str) -> str:
    """The tag of the language of a text: the first language with one of its own letters in the
    text, else English."""
    if not text.isascii():
        for tag, words in LANGUAGES.items():
            if words.letters and re.search(f"[{words.letters}]", text):
                return tag
    return ENGLISH.tag


def index_letter(letter: str) -> str:
    """The index heading for names that begin with a letter, from the language of that letter; empty
    if it belongs to no language."""
    for words in LANGUAGES.values():
        if heading := words.index_letter(letter):
            return heading
    return ""
