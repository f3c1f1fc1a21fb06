"""An entry's lines → its addresses, title, authors, commentary and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from weeknotes.diagnostics import Span
from weeknotes.parsing.blocks import ITEM, blocks
from weeknotes.parsing.lines import BLANK, SEPARATOR, TAGS, TEXT, Line, hashtags, is_atx, tag_tail
from weeknotes.parsing.result import Decided, Doubt, RawEntry, Text
from weeknotes.parsing.segment import ADDRESSED, Segment, title_lines
from weeknotes.parsing.titles import (
    TitleLine,
    author_names,
    author_ranges,
    plain_title,
    split_title,
    split_unclosed_title,
)
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import has_hangul

_SENTENCE_END = re.compile(r"(?:[.?!…:]|[다요죠까네음임함])['\"”’)\]]*$")


def build_entry(segment: Segment) -> RawEntry:
    """The fields of an entry.  Every line that is not blank goes to exactly one of them."""
    opening, rest = segment.lines[: segment.opening], segment.lines[segment.opening :]
    doubts = [doubt for decision in segment.decisions if (doubt := decision.doubt)]
    urls = [url for line in opening for url in line.urls]
    # A title may stand above the addresses; it is read as if it stood below.
    section, opening = _section(opening, rest, doubts)
    body = [line for line in opening if line.kind is TEXT] + [
        line for line in rest if line.kind is not SEPARATOR
    ]
    if not opening:
        inline, body = _inline_opening(body)
        urls += inline
    spaced = _is_spaced(segment)
    title, byline, count = _title(body, spaced=spaced, essay=not urls, doubts=doubts)
    tags = [tag for line in (*opening, *body[:count]) for tag in line.tags]
    body = body[count:]
    variants, body = _variants(body, byline)
    tags += [tag for line in body if line.kind is TAGS for tag in line.tags]
    text = [line for line in (*section, *body) if line.kind is not TAGS]
    if not tags:
        text, tags = _without_tag_tail(text)
    return RawEntry(
        line=segment.lines[0].number,
        urls=tuple(urls),
        title=title,
        byline=byline,
        variants=variants,
        commentary=tuple(blocks(text, spaced=spaced)),
        tags=tuple(tags),
        doubts=tuple(doubts),
        decided=tuple(
            [Decided(line, ground.name, ground.why) for line, ground in segment.decisions]
        ),
    )


def _section(
    opening: tuple[Line, ...], rest: Sequence[Line], doubts: list[Doubt]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A heading above the addresses that names no authors, where a `Title (Authors)` stands below
    them: it is that of a section; and the other lines that open the entry."""
    first = _filled(rest, 0)
    if (
        not opening
        or first is None
        or not is_atx(opening[0].text)
        or not title_lines(rest, first)[1]
        or _atx_title(opening[0], 0)[1]
    ):
        return (), opening
    why = "a title with its authors stands below the addresses"
    doubts.append(
        Doubt(opening[0].number, "title", "a heading of the commentary", "the title", why)
    )
    return opening[:1], opening[1:]


def _is_spaced(segment: Segment) -> bool:
    """Whether a blank line stands between the paragraphs: between the addresses (or an essay's
    title) and what follows."""
    below = max(segment.opening, 1)
    return (_filled(segment.lines, below) or below) > below


def _filled(lines: Sequence[Line], at: int) -> int | None:
    """The first line from `at` on that is not blank."""
    while at < len(lines):
        if lines[at].kind is not BLANK:
            return at
        at += 1
    return None


def _inline_opening(body: Sequence[Line]) -> tuple[list[Text], list[Line]]:
    """The addresses that begin an entry's first line of text, and the lines without them."""
    if not body or body[0].kind is not TEXT:
        return [], list(body)
    line = body[0]
    urls: list[Text] = []
    at = line.indent
    if marker := ADDRESSED.match(line.text):
        at += marker.end()
    for match in find_urls(line.indented):
        if match.start != at:
            break
        urls.append(line.part(match.start, match.end))
        at = match.end + len(line.indented[match.end :]) - len(line.indented[match.end :].lstrip())
    if not urls:
        return [], list(body)
    rest = line.rest(at)
    return urls, [rest, *body[1:]] if rest.text else list(body[1:])


# Title and authors


class Byline(NamedTuple):
    """The lines of a `Title (Authors)`; the names are placed when they are asked for, for a build
    wants no more than one of them in a thousand placed."""

    lines: tuple[Line, ...]
    found: TitleLine

    def names(self) -> list[str]:
        """The authors as typed."""
        text = _joined(self.lines)
        return author_names(text, self.found)

    def authors(self) -> tuple[Text, ...]:
        """The authors, each with its place."""
        return tuple(_from_joined(self.lines, author_ranges(_joined(self.lines), self.found)))


def _title(
    body: Sequence[Line], *, spaced: bool, essay: bool, doubts: list[Doubt]
) -> tuple[Text | None, Byline | None, int]:
    """(title, its authors, lines used) of an entry's first lines."""
    first = _filled(body, 0)
    if first is None or body[first].kind is not TEXT:
        return None, None, 0
    line = body[first]
    if is_atx(line.text):
        return _atx_title(line, first)
    count, found = title_lines(body, first)
    if found:
        return _authored(body[first : first + count], found, first + count)
    if unclosed := split_unclosed_title(line.text):
        doubts.append(
            Doubt(
                line.number,
                "authors",
                "a title and authors",
                "commentary",
                "the bracket of the authors is never closed",
            )
        )
        return _authored([line], unclosed, first + 1)
    if essay:
        short = (
            len(line.text) <= 60
            and not _SENTENCE_END.search(line.text)
            and not ITEM.match(line.text)
        )
        return (
            (line.part(line.indent, line.indent + len(line.text)), None, first + 1)
            if short
            else (None, None, 0)
        )
    return _bare_title(body, first, spaced=spaced, doubts=doubts)


def _variants(body: list[Line], byline: Byline | None) -> tuple[tuple[Text, ...], list[Line]]:
    """Further titles right after the first, by the same authors (a paper's v2), and the lines
    without them."""
    variants: list[Text] = []
    at = 0
    while byline:
        first = _filled(body, at)
        if first is None:
            break
        count, found = title_lines(body, first)
        if found is None:
            break
        lines = body[first : first + count]
        title, again, used = _authored(lines, found, first + count)
        if byline.names() != again.names():
            break
        # The authors stand there again, so the variant's place is all of its lines.
        variants.append(Text(title.text, title.span._replace(end=lines[-1].end)))
        at = used
    return tuple(variants), body[at:]


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _atx_title(line: Line, first: int) -> tuple[Text, Byline | None, int]:
    """`## Title` or `## Title (Authors)`."""
    text = line.text.lstrip("#").strip()
    if (plain := text.rstrip("#")) != text and plain[-1:].isspace():
        text = plain.rstrip()
    lead = line.indented.index(text)
    found = split_title(text)
    if not found:
        return line.part(lead, lead + len(text)), None, first + 1
    marks = lead - line.indent
    return (
        line.part(lead + found.start, lead + found.end),
        Byline((line,), TitleLine(*(marks + at for at in found))),
        first + 1,
    )


def _authored(lines: Sequence[Line], found: TitleLine, used: int) -> tuple[Text, Byline, int]:
    """Title and authors of wrapped lines joined by one space: offsets in the joined text lead back
    to the lines."""
    (title,) = _from_joined(lines, [(found.start, found.end)])
    return title, Byline(tuple(lines), found), used


def _from_joined(lines: Sequence[Line], ranges: Iterable[tuple[int, int]]) -> list[Text]:
    """The lines' joined[start:end] for each range in order, placed from where it begins to where it
    ends in the lines."""
    if len(lines) == 1:
        lead = lines[0].indent
        return lines[0].parts(
            [(lead + start, lead + end) for start, end in ranges] if lead else ranges
        )
    joined = _joined(lines)
    return [_across(lines, joined, start, end) for start, end in ranges]


def _across(lines: Sequence[Line], joined: str, start: int, end: int) -> Text:
    """One piece of joined lines, which may begin on one of them and end on another."""
    number = column = first = last = at = 0
    for line in lines:
        stop = at + len(line.text)
        if at <= start < stop:
            place = line.indent + start - at
            number, column, first = line.number, line.before + place + 1, line.byte_at(place)
        if at < end <= stop:
            last = line.byte_at(line.indent + end - at)
            break
        at = stop + 1
    return Text(joined[start:end], Span(number, column, first, last))


def _bare_title(
    body: Sequence[Line], first: int, *, spaced: bool, doubts: list[Doubt]
) -> tuple[Text | None, None, int]:
    """A title that names no authors: English, set like a title, alone on its line (or wrapped, with
    an indent)."""
    lines = [body[first]]
    while spaced and first + len(lines) < len(body) and len(lines) < 4:
        following = body[first + len(lines)]
        parted = following.kind is not TEXT or following.number != lines[-1].number + 1
        if parted or not re.match(r"\s{2,}\S", following.indented):
            break
        lines.append(following)
    alone = first + len(lines) >= len(body) or body[first + len(lines)].kind is BLANK
    verdict = plain_title(_joined(lines))
    if verdict is False or (spaced and not alone):
        return None, None, 0
    following_text = next(
        (line for line in body[first + len(lines) :] if line.kind is not BLANK), None
    )
    if (
        verdict is None
        and following_text
        and following_text.kind is TEXT
        and not has_hangul(following_text.text)
    ):
        return None, None, 0  # English goes on: a quotation
    doubts.append(
        Doubt(
            lines[0].number,
            "title",
            "a title without authors",
            "commentary",
            "an English line after the address names no authors",
        )
    )
    (title,) = _from_joined(lines, [(0, len(_joined(lines)))])
    return title, None, first + len(lines)


# Tags


def _without_tag_tail(text: list[Line]) -> tuple[list[Line], list[Text]]:
    """The last paragraph without the hashtags that end it, and those tags."""
    last = next((i for i in range(len(text) - 1, -1, -1) if text[i].kind is not BLANK), None)
    if last is None or text[last].kind is not TEXT:
        return text, []
    line = text[last]
    start = tag_tail(line.indented)
    if start is None:
        return text, []
    tags = line.parts(hashtags(line.indented[start:], start))
    rest = line.rest(0, start)
    return [*text[:last], *([rest] if rest.text else []), *text[last + 1 :]], tags
