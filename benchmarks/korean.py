"""Simulate typing Korean: keystrokes, composition by an input method, half-typed words."""

from __future__ import annotations

import re
from typing import Final

INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
KEYS: Final = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)
_VOWEL_HALVES: Final = "ㅘ=ㅗㅏ ㅙ=ㅗㅐ ㅚ=ㅗㅣ ㅝ=ㅜㅓ ㅞ=ㅜㅔ ㅟ=ㅜㅣ ㅢ=ㅡㅣ"
_FINAL_HALVES: Final = (
    "ㄳ=ㄱㅅ ㄵ=ㄴㅈ ㄶ=ㄴㅎ ㄺ=ㄹㄱ ㄻ=ㄹㅁ ㄼ=ㄹㅂ ㄽ=ㄹㅅ "
    "ㄾ=ㄹㅌ ㄿ=ㄹㅍ ㅀ=ㄹㅎ ㅄ=ㅂㅅ"
)
HALVES: Final = dict(
    pair.split("=") for pair in f"{_VOWEL_HALVES} {_FINAL_HALVES}".split()
)
_WHOLES: Final = {halves: whole for whole, halves in HALVES.items()}


def keystrokes(text: str) -> str:
    """The jamo that are typed for a text on a Korean keyboard."""
    typed = []
    for letter in text:
        if "가" <= letter <= "힣":
            n = ord(letter) - 0xAC00
            parts = (
                INITIALS[n // 588],
                VOWELS[n % 588 // 28],
                FINALS[n % 28].strip(),
            )
            typed += [HALVES.get(part, part) for part in parts]
        else:
            typed.append(letter)
    return "".join(typed)


def composed(typed: str) -> str:
    """The text that an input method composes from typed jamo."""
    vowels = "|".join(
        [
            *(HALVES[v] for v in VOWELS if v in HALVES),
            *(v for v in VOWELS if v not in HALVES),
        ]
    )
    finals = "|".join(
        [
            *(HALVES[f] for f in FINALS if f in HALVES),
            *(f for f in FINALS.strip() if f not in HALVES),
        ]
    )
    pattern = rf"([{INITIALS}])({vowels})((?:{finals})(?![{VOWELS}]))?"
    return re.sub(pattern, _syllable, typed)


def _syllable(found: re.Match[str]) -> str:
    vowel, final = (_WHOLES.get(part, part) for part in (found[2], found[3] or " "))
    return chr(
        0xAC00
        + INITIALS.index(found[1]) * 588
        + VOWELS.index(vowel) * 28
        + FINALS.index(final)
    )


def initials(text: str) -> str:
    """The text with each Korean syllable replaced by its initial consonant."""
    return "".join(
        INITIALS[(ord(letter) - 0xAC00) // 588] if "가" <= letter <= "힣" else letter
        for letter in text
    )


def holds(text: str, word: str) -> bool:
    """Whether a text contains a word.  The last syllable of the word may be unfinished."""
    if word in text:
        return True
    wanted = keystrokes(word)
    starts = re.finditer(re.escape(word[0]) if len(word) > 1 else "[가-힣]", text)
    return any(
        keystrokes(text[at.start() : at.start() + len(word) + 1]).startswith(wanted)
        for at in starts
    )
