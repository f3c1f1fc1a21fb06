"""Safe fixes: NFC, trailing spaces, a space after an address, aliases of tags."""

import difflib
import re
from itertools import pairwise

from weeknotes.config.settings import Config
from weeknotes.parsing.hashtags import tags_of_line
from weeknotes.parsing.result import ParseResult
from weeknotes.resolving.aliases import aliases_of
from weeknotes.sources.decoding import Source
from weeknotes.text.code import fenced_lines, prose
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import LINE_END, fold, has_hangul, normalize


def fixed(source: Source, reading: ParseResult, config: Config) -> str:
    """The text of a file with all fixes.  Apart from these fixes, the text is parsed as before."""
    text = normalize("NFC", _with_tags_renamed(source, reading, config))
    if any(end not in ("\n", "\r\n") for end in LINE_END.findall(text)):
        return text  # with other line ends, line numbers would differ from those of split("\n")
    lines = text.split("\n")
    fenced = fenced_lines([line.rstrip("\r") for line in lines])
    lines_without_code = prose(text).split("\n")
    commentary = _commentary_lines(reading)
    for index, line in enumerate(lines):
        if index in fenced:
            continue
        end = "\r" if line.endswith("\r") else ""
        if index in commentary:
            line = _with_spaces_behind_urls(line, lines_without_code[index])
        lines[index] = line.removesuffix("\r").rstrip() + end
    return "\n".join(lines)


def _commentary_lines(reading: ParseResult) -> set[int]:
    """The indexes of lines with commentary."""
    indexes: set[int] = set()
    for entry in reading.entries:
        for block in entry.commentary:
            first = block.span.line - 1
            indexes.update(range(first, first + block.text.count("\n") + 1))
    return indexes


def _with_spaces_behind_urls(line: str, line_without_code: str) -> str:
    """The line with a space after each address that Hangul follows directly."""
    ends = [
        url.end
        for url in find_urls(line_without_code)
        if has_hangul(line_without_code[url.end : url.end + 1])
    ]
    return " ".join(
        line[start:end] for start, end in pairwise((0, *ends, len(line)))
    )


def _with_tags_renamed(source: Source, reading: ParseResult, config: Config) -> str:
    """The text with each aliased tag replaced by its canonical name.

    Names that cannot be typed as one tag (`large model`) are not used.
    """
    names = {
        tag: name
        for tag, name in aliases_of(config).tags.items()
        if tags_of_line(f"#{name}") and not re.search(r"[\s#＃,]", name)
    }
    tags = [
        tag
        for entry in reading.entries
        for tag in entry.tags
        if fold(tag.text) in names
    ]
    parts: list[bytes] = []
    position = 0
    for tag in sorted(tags, key=lambda tag: tag.span.start):
        parts.append(source.data[position : tag.span.start])
        parts.append(names[fold(tag.text)].encode())
        position = tag.span.end
    return b"".join([*parts, source.data[position:]]).decode()


def difference(source: Source, text: str) -> str:
    """The changes of a fix as a unified diff."""
    before = source.text.splitlines(keepends=True)
    after = text.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, source.path, source.path)
    return "".join(line.rstrip("\n") + "\n" for line in lines)
