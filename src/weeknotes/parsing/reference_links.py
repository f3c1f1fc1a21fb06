"""Read Markdown reference links (`[Title][1]`, `[Title][]`, `[Title]`), whose addresses are defined
on other lines (`[1]: https://…`).  For all later steps, the address stands in the link itself."""

import re
from collections.abc import Collection, Mapping, Sequence

from weeknotes.parsing.hidden import Cut
from weeknotes.text.code import prose

_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?P<id>[^\[\]^][^\[\]]{0,300})\]:[ \t]*<?(?P<url>https?://[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*"
)
_LINK = re.compile(
    r"(?<![\w\]])\[(?P<words>[^\[\]]{1,300})\](?:\[(?P<id>[^\[\]]{0,300})\])?(?![(\[])"
)
_MOST = 20
"""The addresses that are put in have together at most this many times the length of the file."""


def reference_links(
    lines: Sequence[str], other: Collection[int]
) -> Mapping[int, list[Cut]]:
    """For each line with such links, where their addresses are put in.  A definition that a link
    uses is hidden.  `other` are the indexes of lines that are not searched."""
    if not any("]:" in line and _DEFINITION.fullmatch(line) for line in lines):
        return {}
    texts = prose("\n".join(lines)).split("\n")
    found = [(i, _DEFINITION.fullmatch(line)) for i, line in enumerate(texts)]
    defined = {i: one for i, one in found if one and i not in other}
    urls = {_key(one["id"]): one["url"] for one in reversed(defined.values())}
    apart = {*other, *defined}
    cuts: dict[int, list[Cut]] = {}
    used: set[str] = set()
    room = _MOST * sum(map(len, lines))
    for i, line in enumerate(texts):
        for link in () if i in apart else _LINK.finditer(line):
            key = _key(link["id"] or link["words"])
            if key in urls and room > 0:
                used.add(key)
                room -= len(urls[key])
                start = link.end("words")
                cut = Cut(start, link.end(), f"]({urls[key]})")
                cuts.setdefault(i, []).append(cut)
    for i, one in defined.items():
        if _key(one["id"]) in used:
            cuts[i] = [Cut(0, len(lines[i]))]
    return cuts


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
