"""The languages of the interface, one in each file.

To add a language, add a file here and a line in LANGUAGES.
"""

import re
from collections.abc import Mapping

from weeknotes.i18n.en import ENGLISH
from weeknotes.i18n.ko import KOREAN
from weeknotes.i18n.table import Words
from weeknotes.text.unicode import CJK

__all__ = [
    "DEFAULT_LANGUAGE",
    "ENGLISH",
    "KOREAN",
    "LANGUAGES",
    "Words",
    "index_letter",
    "language_of",
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


def language_of(text: str) -> str:
    """The tag of the language that a text names.  The text may be the tag of the language, its name
    or the beginning of its name: `EN`, `en-US`, `English`, `eng`. If there is no such language, the
    result is the text itself."""
    first, *_ = re.split(r"[-_. ]", text.strip().casefold())
    tags = (
        tag
        for tag, words in LANGUAGES.items()
        for one in (tag, *words.names)
        if one.startswith(first)
    )
    return next(tags, text) if len(first) > 1 else text


def own_letters() -> dict[str, str]:
    """For each language tag, the letters that identify the language of a text, as the inside of a
    regular expression class."""
    return {tag: words.letters for tag, words in LANGUAGES.items() if words.letters}


_OWN_LETTERS = tuple(
    (tag, re.compile(f"[{letters}]")) for tag, letters in own_letters().items()
)
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_KANA = re.compile("[぀-ヿ]")
_SCRIPTS: Mapping[str, str] = {
    "zh": CJK,
    "el": "Ͱ-Ͽ",
    "he": "֐-׿",
    "th": "฀-๿",
    "und-Arab": "؀-ۿ",
    "und-Cyrl": "Ѐ-ԯ",
    "und-Deva": "ऀ-ॿ",
}
"""Letters of languages that the interface is not in; `und` is an unknown language."""
_OTHER = re.compile(f"[{''.join(_SCRIPTS.values())}]")


def text_language(text: str) -> str:
    """The tag of the language of a text, by its letters.  The result is the first language of the
    interface that has letters of its own in the text.  If there is no such language, the result is
    the language of a script that has more letters in the text than the Latin script. If there is no
    such script, the result is English."""
    if text.isascii():
        return ENGLISH.tag
    for tag, own in _OWN_LETTERS:
        if own.search(text):
            return tag
    if not _OTHER.search(text):
        return ENGLISH.tag
    latin = len(_LATIN.findall(text))
    for tag, letters in _SCRIPTS.items():
        if len(re.findall(f"[{letters}]", text)) > latin:
            return "ja" if tag == "zh" and _KANA.search(text) else tag
    return ENGLISH.tag


def index_letter(letter: str) -> str:
    """The index heading for names that begin with a letter, from the language of that letter; empty
    if it belongs to no language."""
    for words in LANGUAGES.values():
        if heading := words.index_letter(letter):
            return heading
    return ""
