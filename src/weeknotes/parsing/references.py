"""Take apart a reference that was pasted from elsewhere, in the style of APA, MLA, IEEE, ACL,
Nature or Vancouver."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from weeknotes.identifiers.people import ET_AL, given_first
from weeknotes.parsing.titles import are_names, is_cited, is_person, name_ranges
from weeknotes.text.patterns import lazy_pattern
from weeknotes.text.unicode import ASIAN_LETTER, Range, has_hangul, stripped

_MAX = 2_000
"""The maximum length of a reference, in characters."""
_QUOTED = lazy_pattern(
    r"[\"“「『《](?P<title>[^\"“”「」『』《》\n]{4,400}?)[.,]?[\"”」』》]\s*[.,]?\s*"
)
_EMPHASISED = lazy_pattern(
    r"(?P<mark>[*_]{1,2})(?P<title>[^*_\n]{4,400})(?P=mark)(?!\w)"
)
_YEAR = re.compile(
    r"(?P<bracket>\()?(?P<year>(?:19|20)\d\d)[a-z]?(?:, [A-Z][a-z]+(?: \d{1,2})?)?"
    r"(?(bracket)\)?[.,:]|\)?\.)\s+(?=\S)"
)
_SURNAME = r"(?:(?:d[aeiou]s?|van|von|de[rn]|l[ae]) ){0,2}[A-Z][A-Za-zÀ-ž'’-]+"
_ONE_SURNAME = lazy_pattern(_SURNAME)
_TWO_SURNAMES = lazy_pattern(rf"({_SURNAME})(?:,? and |,? & )({_SURNAME})\s*")
"""`Roe and Doe`, before a year in brackets."""
_PERSON = rf"{_SURNAME}(?:, [A-Z]\.(?:[ -]?[A-Z]\.)*| [A-Z]{{1,3}}(?!\w))"
"""`Roe, J. Q.` or `Roe JQ`"""
_ONE_PERSON = lazy_pattern(_PERSON)
_PEOPLE = lazy_pattern(
    rf"(?P<names>{_PERSON}(?:,? (?:& |and )?{_PERSON}){{0,50}})(?:,? (?P<cut>et al))?\.?\s+(?=\S)"
)
_YEAR_ABOVE = lazy_pattern(
    r"(?:\s\(?|[(（])(?P<year>(?:19|20)\d\d)[a-z]?[)）]?[.,:，]?\s*$"
)
"""The year between names and a title in quotation marks."""
_YEAR_OR_QUOTE = re.compile(r"[\"“「『《]|(?:19|20)\d\d")
_YEAR_BEHIND = re.compile(r"\b(?:19|20)\d\d\b")
_END = rf"[.?!](?=\s+(?:[A-Z*_\[(]|{ASIAN_LETTER}|(?:https?|doi):|arXiv\b)|\s*$)"
_TITLE_END = lazy_pattern(_END)
_TITLE_OR_YEAR = lazy_pattern(rf"{_END}|\.(?=\s+(?:19|20)\d\d\b)")
_NAMES_STOP = lazy_pattern(
    rf"(?:(?<![A-Z])\.|\bal\.?,)\s+(?=[\"“A-ZÀ-Ž0-9]|{ASIAN_LETTER}|\w+:)"
)
_VENUE = lazy_pattern(
    r",\s+(?=(?:[A-Z][\w'’&./-]*\s+){1,5}+\(?(?:19|20)\d\d\)?\.?\s*$)"
)
"""The comma before a venue and a year at the end."""
_CITED_LAST = lazy_pattern(
    rf"(?P<title>[^,]{{4,200}}(?:, [^,]{{1,80}}){{0,2}}?), (?P<name>(?:[A-Z]\. ?){{0,3}}{_SURNAME})"
    r" (?P<cut>et al)\.?,? "
    r"(?P<venue>[^,]{0,40}(?:\b(?:19|20)|['’])\d\d\b[)\]]?(?: \([^()]{2,20}\))?)[.,]?\s*"
)
"""`Title, Roe et al., Venue 2016`: without a comma, so `Venue 2016` is no other title."""
_INITIAL_LAST = re.compile(r"(?:^|\s)[A-Z]\.$")
_INITIAL = re.compile(r"\b[A-Z]\.?")
_MAX_NAMES = 300
"""Lists of names before a full stop are no longer than this, in characters."""


class TitleWords(NamedTuple):
    """The offsets of a title, its authors and the other words of a text."""

    title: Range | None
    names: Sequence[Range] = ()
    rest: Sequence[Range] = ()


def read_reference(text: str, start: int, end: int) -> TitleWords | None:
    """The reference in text[start:end]; None if this text is not a reference."""
    if end - start > _MAX or not _YEAR_OR_QUOTE.search(text, start, end):
        return None
    return (
        _quoted(text, start, end)
        or _dated(text, start, end)
        or _initialled(text, start, end)
    )


def _quoted(text: str, start: int, end: int) -> TitleWords | None:
    """`Roe, Jane, and John Doe. "Title." Venue (2016).`"""
    found = _QUOTED().search(text, start, end)
    if not found:
        return None
    year = _YEAR_ABOVE().search(text[: found.start()], start)
    names = _names(text, start, year.start() if year else found.start())
    if not names:
        return None
    years = [year.span("year")] if year else []
    rest = _rest(text, found.end(), end)
    return TitleWords(_title(text, *found.span("title")), names, (*years, *rest))


def _dated(text: str, start: int, end: int) -> TitleWords | None:
    """`Roe, J., & Doe, J. (2016). Title. Venue.`, `Jane Roe and John Doe. 2017. Title. Venue.`"""
    year = _YEAR.search(text, start, end)
    if not year:
        return None
    names = _names(text, start, year.start())
    if not names and year["bracket"]:
        pair = _TWO_SURNAMES().fullmatch(text, start, year.start())
        names = [pair.span(1), pair.span(2)] if pair else []
    if not names:
        return None
    stop = _EMPHASISED().match(text, year.end(), end)
    last = stop.end() if stop else end
    if not stop and (stop := _TITLE_END().search(text, year.end(), end)):
        last = stop.end()
    rest = (year.span("year"), *_rest(text, stop.end() if stop else end, end))
    title = _title(text, year.end(), last)
    return TitleWords(title, names, rest) if title[0] < title[1] else None


def _initialled(text: str, start: int, end: int) -> TitleWords | None:
    """`Roe, J. & Doe, J. Title. Venue 12, 3 (2016).`, `Roe J, Doe J, et al. Title. Venue. 2016`"""
    people = _PEOPLE().match(text, start, end)
    if not people or text[: people.end()].rstrip()[-1] != ".":
        return None
    names = [
        one.span() for one in _ONE_PERSON().finditer(text, *people.span("names"))
    ]
    names += [people.span("cut")] if people["cut"] else []
    stop = _TITLE_END().search(text, people.end(), end)
    dotted = text[names[0][1] - 1] == "."
    if not stop or not _YEAR_BEHIND.search(text, stop.end(), end):
        return None
    if len(names) < 2 and not dotted:
        return None
    title = _title(text, people.end(), stop.end())
    return TitleWords(title, names, _rest(text, stop.end(), end))


def read_stopped(text: str, start: int, end: int) -> TitleWords | None:
    """Read a reference in which the names stand before a full stop, such as `Jane Roe and John Doe.
    Title. Venue 2016.` and `Roe et al. Title. Venue.`, or before a comma, such as `Roe et al.,
    Title, Venue 2016.` A single name needs a year after it."""
    stop = _NAMES_STOP().search(text, start, min(end, start + _MAX_NAMES))
    if not stop or end - start > _MAX:
        return None
    cited = stop.group().startswith("al")
    names = _names(text, start, stop.start() + 2 * cited)
    people = [text[slice(*one)] for one in names]
    cut = ET_AL.fullmatch(people[-1]) if people else None
    if not cut and not all(map(_is_person, people)):
        return None
    if len(people) < 2 and not _YEAR_BEHIND.search(text, stop.end(), end):
        return None
    last = _VENUE().search(text, stop.end(), end) if cited else None
    last = last or _TITLE_OR_YEAR().search(text, stop.end(), end)
    title = _title(text, stop.end(), last.end() if last else end)
    if not people or " " not in text[slice(*title)]:
        return None
    return TitleWords(title, names, _rest(text, last.end() if last else end, end))


def read_titled(text: str, start: int, end: int) -> TitleWords | None:
    """Read a reference whose title stands before a full stop and the names, such as `Title. Jane
    Roe, John Doe. Venue 2016.`, or before a comma: `Title, Roe et al., Venue 2016`"""
    named = text.find(" et al", start, end) > 0
    if named and (cited := _CITED_LAST().fullmatch(text, start, end)):
        listed = [cited.span("name"), cited.span("cut")]
        return TitleWords(cited.span("title"), listed, [cited.span("venue")])
    stop = _TITLE_END().search(text, start, end)
    if not stop or stop.end() == end or end - start > _MAX:
        return None
    before = text[start : stop.end()]
    if _INITIAL_LAST.search(before):  # `Jane Q. Roe, John Doe. Title.`
        return None
    last = _NAMES_STOP().search(text, stop.end(), end)
    names = _names(text, stop.end() + 1, last.start() if last else end)
    people = [text[slice(*one)] for one in names]
    cut = len(people) > 1 and ET_AL.fullmatch(people[-1])
    if len(people) < 2 or not (cut or all(map(_is_person, people))):
        return None
    title = _title(text, start, stop.end())
    return TitleWords(title, names, _rest(text, last.end() if last else end, end))


def _is_person(name: str) -> bool:
    """Whether a name, also with its surname first, is most likely the name of a person."""
    given = given_first(name)
    words = [word for word in given.split() if not _INITIAL.fullmatch(word)]
    return is_person(given) or is_person(" ".join(words))


def _title(text: str, start: int, end: int) -> Range:
    return stripped(text, start, end, ' *_"“', " *_,.")


def _rest(text: str, start: int, end: int) -> Sequence[Range]:
    while start < end and text[start] in " .,;*_-–—":
        if text[start] in "*_" and text.count(text[start], start, end) % 2 == 0:
            break
        start += 1
    end = stripped(text, start, end)[1]
    return [(start, end)] if start < end else []


def _names(text: str, start: int, end: int) -> Sequence[Range]:
    """The names in text[start:end]; empty if this text is not a list of names."""
    _, end = stripped(text, start, end, "", " ,:")
    if text.endswith(".", start, end) and not _INITIAL.fullmatch(text, end - 2, end):
        end -= 1
    names = _surname_first(text, name_ranges(text, start, end))
    shown = ", ".join(text[slice(*one)].replace(",", "") for one in names)
    alone = len(names) == 1 and has_hangul(shown) and is_cited(shown)
    listed = names and are_names(shown, 0, len(shown), least=1)
    return names if alone or listed or _is_cut(text, names) else []


def _is_cut(text: str, names: Sequence[Range]) -> bool:
    """Whether the text is one surname and `et al.`"""
    if len(names) != 2 or not ET_AL.fullmatch(text, *names[1]):
        return False
    return text[slice(*names[0])].istitle()


def _surname_first(text: str, ranges: list[Range]) -> list[Range]:
    """The names.  If the first one has its surname first (MLA), its two parts become one name."""
    if len(ranges) < 2 or not _ONE_SURNAME().fullmatch(text[slice(*ranges[0])]):
        return ranges
    between = text[ranges[0][1] : ranges[1][0]]
    if between != ", " or ET_AL.fullmatch(text, *ranges[1]):
        return ranges
    return [(ranges[0][0], ranges[1][1]), *ranges[2:]]
