"""What can be mended without a doubt: composed letters, trailing spaces, glued addresses, tags that have an alias."""

from __future__ import annotations

import difflib
import unicodedata

from weeknotes.config import Config
from weeknotes.links import fenced_lines, find_urls, prose
from weeknotes.parse.raw import Reading
from weeknotes.source import Source
from weeknotes.text import fold, has_hangul


def fixed(source: Source, reading: Reading, config: Config) -> str:
    """The file's text with all that is safe mended: what is read in it stays the same, but for the things mended."""
    text = _aliased(source, reading, config)
    text = unicodedata.normalize("NFC", text)
    lines = text.split("\n")
    inside = fenced_lines([line.rstrip("\r") for line in lines])
    commentary = {
        number
        for week in reading.weeks
        for entry in week.entries
        for block in entry.commentary
        for number in range(block.span.line, block.span.line + block.text.count("\n") + 1)
    }
    if "\r" in text.replace("\r\n", ""):
        return text  # lines are counted differently there
    for i, line in enumerate(lines):
        if i not in inside:
            lines[i] = _mended(line, parted=i + 1 in commentary)
    return "\n".join(lines)


def _mended(line: str, *, parted: bool) -> str:
    """A line without spaces at its end; if it is `parted`, with one between an address and the word glued to it."""
    ending = "\r" if line.endswith("\r") else ""
    body = line.removesuffix("\r").rstrip()
    if parted:
        visible = prose(body)
        for url in reversed(find_urls(visible)):
            if has_hangul(visible[url.end : url.end + 1]):
                body = f"{body[: url.end]} {body[url.end :]}"
    return body + ending


def _aliased(source: Source, reading: Reading, config: Config) -> str:
    """The text with each tag that has an alias written as what it stands for; from the end, so that places stay true."""
    aliases = {fold(tag): name for tag, name in config.tag_aliases.items()}
    tags = [tag for week in reading.weeks for entry in week.entries for tag in entry.tags if fold(tag.text) in aliases]
    data = source.data
    for tag in sorted(tags, key=lambda tag: -tag.span.start):
        data = data[: tag.span.start] + aliases[fold(tag.text)].removeprefix("#").encode() + data[tag.span.end :]
    return data.decode()


def difference(source: Source, text: str) -> str:
    """What mending changes, as a unified diff."""
    before, after = (t.splitlines(keepends=True) for t in (source.text, text))
    return "".join(f"{line.rstrip(chr(10))}\n" for line in difflib.unified_diff(before, after, source.path, source.path))
