"""What can be mended without a doubt: composed letters, trailing spaces, glued addresses, tags that
have an alias."""

from __future__ import annotations

import difflib
import re
from itertools import pairwise

from weeknotes.config.settings import Config
from weeknotes.parsing.lines import is_tag_line
from weeknotes.parsing.result import Reading
from weeknotes.resolving.aliases import aliases_of
from weeknotes.sources.files import Source
from weeknotes.text.links import fenced_lines, find_urls, prose
from weeknotes.text.unicode import LINE_END, fold, has_hangul, normalize


def fixed(source: Source, reading: Reading, config: Config) -> str:
    """The file's text with all that is safe mended: what is read in it stays the same, but for the
    things mended."""
    text = normalize("NFC", _aliased(source, reading, config))
    if any(end not in ("\n", "\r\n") for end in LINE_END.findall(text)):
        return text  # lines are counted differently there
    lines = text.split("\n")
    inside = fenced_lines([line.rstrip("\r") for line in lines])
    visible = prose(text).split("\n")
    commentary = {
        number - 1
        for week in reading.weeks
        for entry in week.entries
        for block in entry.commentary
        for number in range(block.span.line, block.span.line + block.text.count("\n") + 1)
    }
    for i, line in enumerate(lines):
        if i not in inside:
            parted = _parted(line, visible[i]) if i in commentary else line
            lines[i] = parted.removesuffix("\r").rstrip() + ("\r" if line.endswith("\r") else "")
    return "\n".join(lines)


def _parted(line: str, visible: str) -> str:
    """The line with a space between each address and the word glued to it; `visible` is the line
    without its code."""
    cuts = [
        0,
        *(url.end for url in find_urls(visible) if has_hangul(visible[url.end : url.end + 1])),
        len(line),
    ]
    return " ".join(line[start:end] for start, end in pairwise(cuts))


def _aliased(source: Source, reading: Reading, config: Config) -> str:
    """The text with each tag that has an alias written as what it stands for.

    An alias that could not be typed as one tag (`large model`) stays a matter of the settings.
    """
    names = {
        tag: name
        for tag, name in aliases_of(config).tags.items()
        if is_tag_line(f"#{name}") and not re.search(r"[\s#＃,]", name)
    }
    tags = [
        tag
        for week in reading.weeks
        for entry in week.entries
        for tag in entry.tags
        if fold(tag.text) in names
    ]
    data, parts, at = source.data, list[bytes](), 0
    for tag in sorted(tags, key=lambda tag: tag.span.start):
        parts += [data[at : tag.span.start], names[fold(tag.text)].encode()]
        at = tag.span.end
    return b"".join([*parts, data[at:]]).decode()


def difference(source: Source, text: str) -> str:
    """What mending changes, as a unified diff."""
    before, after = (t.splitlines(keepends=True) for t in (source.text, text))
    return "".join(
        f"{line.rstrip(chr(10))}\n"
        for line in difflib.unified_diff(before, after, source.path, source.path)
    )
