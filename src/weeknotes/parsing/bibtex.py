"""Read a BibTeX entry that was pasted below an address, in a code block or as it is."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from weeknotes.parsing.byline import TextList
from weeknotes.parsing.lines import FENCED, Line
from weeknotes.parsing.result import Text
from weeknotes.text.bibtex import Value, bibtex_items, bibtex_names, unicode_text
from weeknotes.text.unicode import LETTER_OR_DIGIT

_TRIMMED = " \t,"
_LANGUAGES = ("", "bib", "bibtex", "biblatex", "latex", "tex")
_MOST_LINES = 200


class BibEntry(NamedTuple):
    """The title and the authors of a BibTeX entry of `size` lines, and its other words."""

    title: Text
    byline: TextList | None
    rest: tuple[Text, ...]
    size: int


def read_bibtex(lines: Sequence[Line], *, named: bool) -> BibEntry | None:
    """The BibTeX entry at the beginning of the lines.  None if there is no such entry, or if it has
    no title.  A code block is read if it contains nothing else.  With `named`, the authors are
    already known, so the authors of the BibTeX entry are only other words."""
    kind = lines[0].kind
    fenced = kind is FENCED
    if fenced == (lines[0].text[0] == "@"):
        return None
    if fenced and lines[0].text.strip("`~ ").lower() not in _LANGUAGES:
        return None
    block = [
        *takewhile(lambda line: line.kind is kind, lines[int(fenced) : _MOST_LINES])
    ]
    paste = _Paste(block)
    item = next(bibtex_items(paste.text), None)
    if (
        not item
        or not (title := item.fields.get("title"))
        or paste.text[: item.start].strip()
    ):
        return None
    size = paste.line_at(item.end) + 1
    whole = paste.text[item.end : item.end + 1] in ("\n", "")
    closed = not fenced or (len(block) > size and block[size].text[:1] in ("`", "~"))
    if not whole or not closed or paste.text[item.end - 1] not in "})":
        return None
    author = None if named else item.fields.get("author")
    names = [*paste.names(author)] if author else []
    return BibEntry(
        title=paste.part(title.start, title.end),
        byline=TextList(tuple(names)) if names else None,
        rest=tuple(paste.rest(item.end, [one for one in (title, author) if one])),
        size=size + 2 * fenced,
    )


class _Paste:
    """Lines as one text, with the places of its parts in the file."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.text = "\n".join(line.indented for line in lines)
        self.starts = [0, *accumulate(len(line.indented) + 1 for line in lines)]

    def line_at(self, at: int) -> int:
        return bisect_right(self.starts, at, hi=len(self.lines)) - 1

    def part(self, start: int, end: int) -> Text:
        """text[start:end] as Unicode, on one line."""
        first, last = self.line_at(start), self.line_at(end)
        begin = self.starts[first]
        span = (
            self.lines[first]
            .part(start - begin, min(end, self.starts[first + 1]) - begin)
            .span
        )
        if last > first:
            stop = self.lines[last].byte_at(end - self.starts[last], is_end=True)
            span = span._replace(end=stop)
        return Text(" ".join(unicode_text(self.text[start:end]).split()), span)

    def names(self, author: Value) -> Iterator[Text]:
        for start, end in bibtex_names(self.text[author.start : author.end]):
            yield self.part(author.start + start, author.start + end)

    def rest(self, end: int, fields: Sequence[Value]) -> Iterator[Text]:
        """The words of each line that are in none of these fields."""
        taken = sorted((field.first, field.last) for field in fields)
        for line, at in zip(self.lines, self.starts, strict=False):
            stop = at + len(line.indented)
            if at >= end:
                return
            for first, last in [*taken, (stop, stop)]:
                if at < min(first, stop):
                    yield from _words(line, stop, at, min(first, stop))
                at = max(at, last)


def _words(line: Line, stop: int, start: int, end: int) -> Iterator[Text]:
    """The words in the range from `start` to `end` on a line that ends at `stop`.  These three are
    offsets in the joined lines."""
    begin = stop - len(line.indented)
    typed = line.indented[start - begin : end - begin]
    if LETTER_OR_DIGIT.search(typed):
        words = typed.strip(_TRIMMED)
        first = start - begin + typed.index(words)
        yield line.part(first, first + len(words))
