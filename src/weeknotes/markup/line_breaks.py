"""Places where browsers break a line in the middle of a word: after a hyphen (`LoRA-|based`),
between a bracket and a particle (`(LoRA)|는`), beside a formula."""

import re

from weeknotes.text.unicode import HANGUL

_CLOSING = r"[)\]}%#”’」』】〉》]"
_TORN_WORD = re.compile(rf"\w[-‐–]\w|{_CLOSING}[{HANGUL}]|\0.|.\0")
_LONG_WORD = 20
_TORN = re.compile(rf"{_CLOSING}(?:</\w+>)*[{HANGUL}]")
_PARTICLE = re.compile(
    rf"<(math|pre)\b.*?</\1>|<\w[^>]*>|(?<={_CLOSING})((?:</\w+>)*)(?=[{HANGUL}])",
    re.DOTALL,
)
_MATH = re.compile(
    r"""[(\[{“‘「『《〈]*(?:<span class="tex"[^>]*>)?<math alttext=.*?</math>(?:</span>)?"""
    r"(?:&[\w#]+;|[^\s<>&]){0,20}",
    re.DOTALL,
)


def whole_words(html: str) -> str:
    """Mark the words of a title that could be torn: `<span class="whole">`.  An address may break
    after a slash.  In `html`, `\\0` stands for a formula."""
    if "/" not in html and not _TORN_WORD.search(html):
        return html
    return " ".join(map(_whole_word, html.split(" ")))


def _whole_word(word: str) -> str:
    broken = word.replace("/", "/<wbr>") if len(word) > _LONG_WORD else word
    return (
        f'<span class="whole">{broken}</span>' if _TORN_WORD.search(word) else broken
    )


def kept_particles(html: str) -> str:
    """The HTML of a note in which a particle stays on the line of the bracket or the formula before
    it."""
    if "<math alttext" in html:
        html = _MATH.sub(_whole, html)
    if _TORN.search(html):
        html = _PARTICLE.sub(_joined, html)
    return html


def _joined(found: re.Match[str]) -> str:
    """A particle that stays on the line of the text before it.  The style sheet adds a character
    without width between the two, so that the text is copied as typed.  Tags are unchanged."""
    return (
        found[0] if found[2] is None else f'{found[2]}<span class="no-break"></span>'
    )


def _whole(found: re.Match[str]) -> str:
    alone = found[0].startswith("<") and found[0].endswith(">")
    return found[0] if alone else f'<span class="whole">{found[0]}</span>'
