"""Mark the first sentence of a note, so that a page can show it larger."""

import re

LONGEST = 160
"""The maximum length of a marked sentence in characters."""
_ENOUGH = 2 * LONGEST
"""Characters outside of tags that are searched for the end of a sentence."""
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
_VOID = ("br", "img", "input", "wbr")
_END = re.compile(r"""(?<![\s(][A-Za-z])(?<!\d)[.!?…]+["'”’)\]]*(?=\s+[^\sa-z])""")
"""The end of a sentence.  It is not after a number or a single letter, and not before a lower-case
word."""


def mark_first_sentence(html: str) -> str:
    """Mark the first sentence with `<span class="first-sentence">`, if the note begins with a
    paragraph and the sentence is not too long."""
    found = _PARAGRAPH.match(html)
    if not found:
        return html
    paragraph = found[1]
    outside = _without_elements(paragraph)
    ends = (found.end() for found in _END.finditer(outside))
    # Not within brackets.
    closed = (
        end
        for end in ends
        if outside.count("(", 0, end) <= outside.count(")", 0, end)
    )
    end = next(closed, len(paragraph))
    sentence = paragraph[:end]
    if not sentence or len(_TAG.sub("", sentence)) > LONGEST:
        return html
    return f'<p><span class="first-sentence">{sentence}</span>{html[3 + end :]}'


def _without_elements(html: str) -> str:
    """The HTML with its elements replaced by letters, so that positions stay the same.  The end of
    a long HTML is left out, because the first sentence is too long if it ends there."""
    parts, depth, last, length = [], 0, 0, 0
    for tag in _TAG.finditer(html):
        text = html[last : tag.start()]
        parts += ["a" * len(text) if depth else text, "a" * len(tag[0])]
        length += len(text)
        if length > _ENOUGH:
            return "".join(parts)
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        last = tag.end()
    return "".join(parts) + html[last:]
