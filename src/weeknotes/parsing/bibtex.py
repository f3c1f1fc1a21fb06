"""Read a BibTeX entry that was pasted below an address, in a code block or as it is."""

import re
from collections.abc import Sequence

from weeknotes.parsing.byline import TextList
from weeknotes.parsing.lines import FENCED, TEXT, Line
from weeknotes.parsing.result import Text
from weeknotes.parsing.titles import name_ranges

_BEGIN = re.compile(r"@[A-Za-z]{3,20}\s*\{[^{}=]*,?$")
_FIELD = re.compile(r"\s*(?P<key>[A-Za-z_-]+)\s*=\s*[{\"]+\s*")
_VALUE = re.compile(r"\s*[^{}\"]*[^{}\"\s,]")
_WORD = re.compile(r"[^\W_]")
_MOST_LINES = 200


class BibEntry:
    """The title and the authors of a BibTeX entry of `size` lines, and its other lines."""

    def __init__(self) -> None:
        self.title: list[Text] = []
        self.authors: list[Text] = []
        self.rest: list[Text] = []
        self.size = 0

    @property
    def whole_title(self) -> Text:
        """The title, which may be wrapped."""
        first, *_, last = [*self.title, *self.title]
        words = " ".join(part.text for part in self.title)
        return Text(words, first.span._replace(end=last.span.end))

    @property
    def byline(self) -> TextList | None:
        return TextList(tuple(self.authors)) if self.authors else None


def read_bibtex(lines: Sequence[Line]) -> BibEntry | None:
    """The BibTeX entry with a title that the lines begin with; None if there is none."""
    fenced = lines[0].kind is FENCED
    if fenced == (lines[0].text[0] == "@") or len(lines) < 2 + fenced:
        return None
    if not _BEGIN.match(lines[int(fenced)].text):
        return None
    found = BibEntry()
    depth = 0
    field = ""
    for line in lines[:_MOST_LINES]:
        if line.kind is not (FENCED if fenced else TEXT):
            return None
        found.size += 1
        if line.text[0] not in "`~":
            field = _read_line(line, field, found)
            depth += line.text.count("{") - line.text.count("}")
        if found.size > fenced and depth <= 0 and (not fenced or line.text[0] in "`~"):
            return found if found.title else None
    return None


def _read_line(line: Line, field: str, found: BibEntry) -> str:
    """Read one line; return the field that goes on in the next line."""
    text = line.indented
    begin = _FIELD.match(text)
    if begin:
        field = begin["key"].lower()
    value = _VALUE.match(text, begin.end() if begin else 0)
    if value and field in ("title", "author"):
        start, end = value.start() + len(value[0]) - len(value[0].lstrip()), value.end()
        if field == "title":
            found.title.append(line.part(start, end))
        else:
            end -= 4 * text[start:end].endswith(" and")
            found.authors += line.parts(name_ranges(text, start, end))
    elif _WORD.search(text):
        found.rest.append(line.part(line.indent, line.indent + len(line.text)))
    return "" if text.rstrip().endswith(("},", '",', "}", '"')) else field
