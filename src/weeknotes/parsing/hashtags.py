"""Find hashtags (`#llm #검색`) on a line of their own or at the end of a paragraph."""

import re

from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import UNSEEN, Range

# A tag ends at white space, a comma or the next `#`.  It does not include punctuation that ends a
# sentence, closing brackets, or separators such as `/` and `|` at its end.
_IN_BRACKETS = r"\([^\s#＃(),;]*\)"
_INSIDE = rf"(?:{_IN_BRACKETS}|[^\s#＃,;，、；{UNSEEN}()])"
_LAST = (
    rf"(?:{_IN_BRACKETS}|[^\s#＃,;，、；{UNSEEN}.!?。…/|·()\[\]{{}}（）\"'”’」』])"
)
_ONE_TAG = rf"[#＃]{_INSIDE}*{_LAST}(?:#+(?=[\s,;.]|$))?"
_HASHTAG = LazyPattern(_ONE_TAG)
_BETWEEN = rf"[\s,;.|/·!?，、；{UNSEEN}]*"
_TAGS = rf"(?:{_ONE_TAG}{_BETWEEN})+"
_LABEL = (
    r"(?:\*\*)?(?:태그|키워드|[Tt]ags?|[Kk]eywords?)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*"
)
_TAG_LINE = LazyPattern(
    rf"(?:[-*+•]\s+)?(?:{_LABEL})?(?:(\()|(\[)|(（))?{_TAGS}(?(1)\))(?(2)\])(?(3)）)"
)
# In a line of tags, at least one contains a letter or a symbol such as an emoji.  `#1` alone is a
# rank, not a tag.
_LETTER = r"[^\W\d_]|[\u2190-\u2bff\U0001f000-\U0001faff]"
_REAL_TAG = LazyPattern(rf"[#＃][^\s#＃]*?(?:{_LETTER})")
_PLAIN_TAGS = re.compile(r"#[^\W\d_][\w-]*+(?: #[\w-]+)*+")
"""Matches most lines of tags.  These are split at their spaces, for speed."""
LONGEST_TAG = 500
"""The maximum length in characters.  A tag stands on many pages."""
_LONG_TAG = LazyPattern(rf"(?<!\S)[#＃]{_INSIDE}{{{LONGEST_TAG + 1},}}")
_SENTENCE_END = ".?!。…"

FIRST_CHARACTERS = "#＃태키TtKk-*+•([（"
"""The possible first characters of a line of hashtags."""


def hashtags(
    text: str,
    lead: int = 0,
) -> list[Range]:
    """(start, end) of each hashtag, without its `#`.  `lead` is added to start and end.  The text
    must consist of hashtags."""
    spans = map(re.Match.span, _HASHTAG.finditer(text))
    return [(lead + start + 1, lead + end) for start, end in spans]


def tags_of_line(
    text: str,
    lead: int = 0,
) -> list[Range]:
    """The `hashtags` of a text that consists of hashtags only; empty for other text.  A label such
    as `태그:` may precede them."""
    plain = _PLAIN_TAGS.fullmatch(text)
    if not (plain or (_TAG_LINE.fullmatch(text) and _REAL_TAG.search(text))):
        return []
    if long_tag(text):
        return []
    if not plain:
        return hashtags(text, lead)
    ranges = []
    for tag in text.split(" "):
        end = lead + len(tag)
        ranges.append((lead + 1, end))
        lead = end + 1
    return ranges


def long_tag(text: str) -> re.Match[str] | None:
    """The first word with `#` that is too long to be a hashtag.  It is text."""
    return _LONG_TAG.search(text) if len(text) > LONGEST_TAG else None


def tag_tail(text: str) -> int | None:
    """The offset at which the hashtags at the end of a paragraph begin; None if there are none."""
    if "#" not in text and "＃" not in text:
        return None
    last = max(text.rfind("#"), text.rfind("＃"))
    if any(map(str.isspace, text[last:].rstrip())):
        return None
    body = text.rstrip()
    if body[-1] in ")]）":
        bracket = max(map(body.rfind, "([（"))
        if bracket >= 0 and (tags := tags_of_line(body[bracket:])):
            # A single tag in brackets is an aside.
            return bracket if len(tags) > 1 else None
    start: int | None = None
    at = len(text)
    for word in reversed(text.split()):
        if word[0] not in FIRST_CHARACTERS or "](" in word or not tags_of_line(word):
            break  # `#words](address)` is the end of a link
        start = at = text.rindex(word, 0, at)
    if start and body[-1] in _SENTENCE_END:
        before = text[:start].rstrip().rstrip("'\"”’)]")
        if before and before[-1] not in f"{_SENTENCE_END}:;":
            return None  # the tag is the last word of a sentence
    return start
