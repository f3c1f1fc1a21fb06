"""Take apart a reference that was pasted from elsewhere: its names, its title and its other words,
in any order.  Borders are full stops, commas, quotation marks, brackets, dashes, years, `et al.`"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from weeknotes.identifiers.people import AND_OTHERS, given_first
from weeknotes.parsing.titles import (
    are_names,
    cited_names,
    is_asian_name,
    is_cited,
    is_person,
    name_ranges,
)
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import (
    ASIAN_LETTER,
    LETTER_OR_DIGIT,
    Range,
    has_cjk,
    has_hangul,
    stripped,
)

_MAX = 2_000
"""The maximum length of a reference, in characters."""
_MAX_NAMES = 1_500
"""The maximum length of a list of names, in characters."""
_MOST_BORDERS = 12
"""The names behind a title follow one of its first borders."""
_HINT = re.compile(
    r"[\"“「『《외等他ら]|(?:19|20)\d\d|['’]\d\d\b|\s(?:-{1,3}|[–—|｜])\s|\bet\.? ?al\b"
    r"|ほか|[.。?!] \S|\sby\s|\[(?:[A-Z]|EB)(?:/OL)?\](?!\()"
)
"""A reference has one of these."""
_BEGINS = rf"[\"“*_\[(A-ZÀ-Ž]|{ASIAN_LETTER}|(?:https?|doi):|arXiv\b"
"""What the next part of a reference begins with."""
_YEAR = r"(?:19|20)\d\d[a-z]?"
_END = rf"[.?!。](?:(?=\s+(?:{_BEGINS}|$))|\s*$)"
_TITLE_END = LazyPattern(rf"{_END}|\.(?=\s+{_YEAR}\b)")
_CUT = (
    r"(?:,|\sand)?\s{0,2}"
    rf"(?P<cut>(?:{AND_OTHERS})(?=[\s.,:，。：)）(（「]|$)|\+(?=\s?\d{{4}}))\.?"
)
_COMMA = r"(?:(?<![A-Z])\.|[,，])?"
_LIST_END = LazyPattern(
    r"(?=[\s,，.。:：\"“「『《(（\[12e외등等他ほら+])(?:"
    rf"{_CUT}|(?<![A-Z])(?<!\b[a-z])[.。:：]\s+(?={_BEGINS}|\d|\w+:)"
    rf"|(?={_COMMA}(?:\s{{0,2}}[\"“「『《]|\s{{0,2}}[(（\[]?{_YEAR}\b|\s[(（][^()]{{0,40}}\d\d[)）]))"
    r"|(?=\s[-–—|｜]\s)"
    r"|(?P<venue>(?=[,，]\s+(?:(?:[^\s,.|–—]{1,30}|Proc\.)\s+){0,5}[(（]?\w*(?:20|19|['’])\d\d\b)))"
)
"""Where a list of names ends.  It begins with the characters that an end begins with, for speed."""
_BORDER = LazyPattern(
    r"(?=[\s,，.。?!\"”」』》*_(（\[])(?:"
    rf"(?P<stop>(?<!\b[A-Z]){_END}\s*)|(?P<by>(?P<apart>[,\"”*_])?\s+by\s+)|(?P<comma>[,，]\s*)"
    r"|(?P<dash>[\"”]?\s(?:-{1,3}|[–—|｜·])\s+)|(?P<quote>(?<=\S)[\"”」』》]\s+)|\s*(?P<open>[(（\[]))"
)
"""What may stand between a title and the names behind it."""
_TIME = LazyPattern(
    r"[.,，]?\s*(?P<all>(?P<venue>(?:[*_][^*_\n]{1,60}[*_]|[A-Z][^.()\d\n]{1,60}\.?) {0,2}"
    rf"(?=\(|{_YEAR}[.:]))?[(（\[]?(?P<year>{_YEAR})\b[)）\]]?)"
    r"(?P<mark>(?:, [A-Z][a-z]+(?: \d{1,2})?[)）\]]?)?[.,:：，]+)?\s+(?:[-–—] )?(?=\S)"
)
"""The year behind names, perhaps with a venue before it."""
_QUOTED = LazyPattern(
    r"[\"“「『《](?P<title>[^\"“”「」『』《》\n]{4,400}?)[.,]?[\"”」』》]"
)
_EMPHASISED = LazyPattern(
    r"(?P<mark>[*_]{1,2})(?P<title>[^*_\n]{4,400})(?P=mark)(?!\w)"
)
_SURNAME = r"(?:(?:d[aeiou]s?|van|von|de[rn]|l[ae]) ){0,2}[A-Z][A-Za-zÀ-ž'’-]+"
_ONE_SURNAME = LazyPattern(_SURNAME)
_PAIR = LazyPattern(rf"({_SURNAME})(?:,? and |,? & )({_SURNAME})")
"""`Roe and Doe`"""
_DOTTED = rf"{_SURNAME}, [A-Z]\.(?:[ -]?[A-Z]\.)*"
_PLAIN = rf"{_SURNAME} (?:[A-Z]\.(?:[ -]?[A-Z]\.)*(?=,|\s[(&]|$)|[A-Z]{{1,3}}(?!\w))"
_LAST = rf"{_SURNAME} [A-Z]\.(?:[ -]?[A-Z]\.)+"
_ONE_PERSON = LazyPattern(rf"{_DOTTED}|{_LAST}|{_PLAIN}")
_PEOPLE = LazyPattern(
    rf"(?P<names>{_DOTTED}(?:(?:,|,? &|,? and) {_DOTTED}){{0,50}}"
    rf"|{_PLAIN}(?:(?:,(?: and| &)?| &) (?:{_LAST}|{_PLAIN})){{0,50}})"
    r"(?:,? (?P<cut>et al))?(?:[.:]*|\.?,(?=\s\(?\d{4}))\s+(?!and\s|&|[A-Z][\w'’-]+, [A-Z]\.)(?=\S)"
)
"""Surnames with initials behind them: `Roe, J. Q. & Doe, J.`, `Roe JQ, Doe J`"""
_VENUE = LazyPattern(
    r",\s+(?=(?:[A-Z][\w'’&./-]*\s+){1,5}+\(?(?:19|20)\d\d\)?\.?\s*$)"
)
"""The comma before a venue and a year at the end."""
_ONLY_VENUE = LazyPattern(
    rf"(?:[^\s,]+,?\s+){{0,3}}[(\w'’]*(?:{_YEAR}|['’]\d\d)\W*(?:\([^()]*\))?"
    rf"|(?:[^\s,]+\s+){{4}}\({_YEAR}\)\W*"
)
"""`FooConf 2016`, which is no title."""
_MARKED = LazyPattern(
    r"(?P<names>(?:[^\d.．:：\[\]()\n]|\.(?=,)){2,300})[.．]\s*(?P<title>[^\[\]\n]{2,400}?)\s*"
    r"(?=\[(?:[CDJMNPRS]|EB)(?:/OL)?\](?!\())"
)
"""`张三, 李四. 题目[J]`, as in GB/T 7714, where a mark says what kind of work it is."""
_TITLED = LazyPattern(
    r"(?P<names>[\u3005\u4e00-\u9fff・、，,\s]{2,100})[(（]?(?P<year>(?:\d{4})?)[)）]?[,，、:：]?\s*"
    r"「(?P<title>[^「」\n]{2,200})」[,，、.]?\s*(?=『)"
)
"""`山田太郎「題目」『雑誌』`, where the quotation marks tell the title from the journal."""
_DATED = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b")
_VOLUME = re.compile(r"\b(?:19|20)\d\d\s?;\s?\d")
"""A year and a volume, which only references have: `2015;521`"""
_BRACKETED_YEAR = re.compile(rf"\({_YEAR}\)[.:,]?\s+[A-Z]")
_GOES_ON = re.compile(r"[\s,.]*(?:[\"“「]|\*\*|(?!in |arXiv)[a-z])")
"""The words behind names are the title, or a part of the same sentence."""
_INITIAL = re.compile(r"\b[A-Z]\.?")
_LONGEST = 200
"""The maximum length of a title before its names, in characters."""
_COUNTRY = re.compile(r"U\.[KNS]\.")
_LONGEST_CJK = 5
"""The maximum length of a name in Hangul or Chinese characters, such as `山田 太郎`."""
_HAN_NAME = LazyPattern(r"[\u4e00-\u9fff]{2,4}")
_HANGUL_WORDS = re.compile(r"[가-힣](?:(?![외등])[가-힣 ]){3}(?![외등])[가-힣]")
"""More Hangul than a name has."""
_CLOSING = {"(": ")", "（": "）", "[": "]"}
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_\x00-\u2fff]")


class TitleWords(NamedTuple):
    """The offsets of a title, its authors and the other words of a text."""

    title: Range | None
    names: Sequence[Range] = ()
    rest: Sequence[Range] = ()


class _Names(NamedTuple):
    """A list of names, and where it ends.  `cut` says that `et al.` ends it, and `certain` that it
    can be nothing but names."""

    ranges: Sequence[Range]
    end: int
    cut: bool
    certain: bool


def read_reference(text: str, start: int, end: int) -> TitleWords | None:
    """The reference in text[start:end]; None if this text is not a reference."""
    if end - start > _MAX or not _HINT.search(text, start, end):
        return None
    forms = (
        read(text, start, end) for read in (_marked, _names_first, _title_first)
    )
    return next(filter(None, forms), None)


def _marked(text: str, start: int, end: int) -> TitleWords | None:
    """`张三, 李四. 题目[J]. 期刊, 2020`, `山田太郎「題目」『雑誌』`"""
    found = _MARKED.match(text, start, end) or _TITLED.match(text, start, end)
    if not found:
        return None
    place = found.span("names")
    names = name_ranges(text, *place)
    # Not a sentence: `A title. A subtitle [J]`
    if has_cjk(found["names"]):
        plausible = all(end - start <= _LONGEST_CJK for start, end in names)
    else:
        plausible = are_names(text, *place)
    if not plausible:
        return None
    years = [found.span("year")] if found.re.groupindex.get("year") else []
    rest = [one for one in (*years, (found.end(), end)) if one[0] < one[1]]
    return TitleWords(found.span("title"), names, rest)


def _names_first(text: str, start: int, end: int) -> TitleWords | None:
    """`Roe, J. (2016). Title. Venue.`, `Jane Roe. "Title." Venue`, `Roe et al., Title, Venue`"""
    names = _initialled(text, start, end) or _names_at(text, start, end)
    if not names:
        return None
    time = _TIME.match(text, names.end, end)
    if time and not _is_time(time, names, end):
        time = None
    at = time.end() if time else names.end
    at = stripped(text, at, end, " .,:，。-–—")[0]
    quoted = _QUOTED.match(text, at, end)
    quoted = quoted or (_EMPHASISED.match(text, at, end) if time else None)
    comma = text[names.end : at].startswith((",", "，"))
    stop = quoted or (comma and _VENUE.search(text, at, end))
    stop = stop or _TITLE_END.search(text, at, end)
    last = stop.end() if stop else end
    title = _title(text, *(quoted.span("title") if quoted else (at, last)))
    if not LETTER_OR_DIGIT.search(text, *title) or text[title[0]] == "(":
        return None
    if not (time or quoted or _is_title(text, title, names, end)):
        return None
    first = [time.span("all" if time["venue"] else "year")] if time else []
    return TitleWords(title, names.ranges, [*first, *_rest(text, last, end)])


def _is_time(time: re.Match[str], names: _Names, end: int) -> bool:
    """Whether the year behind these names is the year of a reference."""
    text, venue, mark = time.string, time["venue"] or "", time["mark"] or ""
    bracket = text[time.start("year") - 1] in "([（"
    if not (names.certain or names.cut):
        return venue == "" and (("." in mark) or (bracket and mark != ""))
    if venue and end - time.end() < len(venue) / (1 + (venue[0] in "*_")):
        return False
    return bracket or mark != "" or not text[time.end()].islower()


def _is_title(text: str, title: Range, names: _Names, end: int) -> bool:
    """Whether the words behind names, without a year between them, are a title."""
    words = text[slice(*title)]
    behind = text[title[1] : end].lstrip(" .*_")
    last = end if behind.startswith("(") else title[1]
    venue = _ONLY_VENUE.fullmatch(text, title[0], last)
    if venue or not (" " in words or has_cjk(words)):
        return False
    one = text[names.end] in ".。" and len(names.ranges) == 1
    one = one and _is_person(text[slice(*names.ranges[0])])
    one = one and not are_names(words, 0, len(words), 2 - ("et al" in words))
    return (
        names.certain
        or names.cut
        or (one and bool(_DATED.search(text, names.end, end)))
    )


def _title_first(text: str, start: int, end: int) -> TitleWords | None:
    """`Title. Jane Roe, John Doe. Venue 2016.`, `Title, Roe et al., Venue`, `Title (Roe, 2016)`"""
    for border in islice(_BORDER.finditer(text, start + 1, end), _MOST_BORDERS):
        head = _head(text, start, border)
        closing = _CLOSING.get(border["open"])
        stop = text.find(closing, border.end(), end) if closing else end
        names = _names_at(text, border.end(), stop) if head and stop > 0 else None
        if not head or not names or not _is_behind(text, border, head, names, stop):
            continue
        if _GOES_ON.match(text, stop + 1 if border["open"] else names.end, end):
            continue
        rest = [*head[1:], *_rest(text, names.end, stop), *_rest(text, stop, end)]
        if border["dash"]:
            rest = [stripped(text, *one, "([（", ")]）") for one in rest]
        return TitleWords(head[0], names.ranges, rest)
    return None


def _head(text: str, start: int, border: re.Match[str]) -> Sequence[Range]:
    """The title before a border, and the venue behind its full stop.  Empty without a title."""
    end = border.end() if border["stop"] else border.start()
    title = _title(text, start, end)
    words = text[slice(*title)]
    whole = words.count("(") == words.count(")") and len(words) <= _LONGEST
    if not whole or not _WORD.search(words):
        return ()
    stop = _TITLE_END.search(text, start, end)
    if not stop or not text[stop.end() : end].strip():
        return (title,)
    if _DATED.search(text, stop.end(), end):
        return _title(text, start, stop.end()), *_rest(text, stop.end(), end)
    return () if border["stop"] else (title,)


def _is_behind(
    text: str, border: re.Match[str], head: Sequence[Range], names: _Names, stop: int
) -> bool:
    """Whether these names stand behind a title, and not inside it."""
    rest = text[names.end : stop].strip(" .,，")
    dated = _DATED.search(rest) is not None
    pair = _PAIR.fullmatch(text, border.end(), names.end) is not None
    title = text[slice(*head[0])]
    match border.lastgroup:
        case "open":  # `Title (Roe et al., 2020)`
            venue = not rest or _ONLY_VENUE.fullmatch(rest)
            return bool(venue) and (names.certain or (pair and dated))
        case "comma":  # `Title, Roe & Lee, Venue 2023`
            inverted = any("," in text[slice(*one)] for one in names.ranges)
            if inverted or are_names(title, 0, len(title), least=1 + names.cut):
                return False
            pair = pair and "&" in text[border.end() : names.end]
            cut = names.cut and text[names.ranges[-1][0]] in "eE"
            return (names.certain and (cut or dated)) or bool(pair and dated)
        case "dash":  # `Title — Jane Roe, John Doe (ICML 2023)`
            several = len(names.ranges) > 1 and not pair
            return names.certain or (several and rest[:1] in "([（")
        case "by":  # `Title by Jane Roe and John Doe`
            apart = border["apart"] or dated or any(map(str.islower, title.split()))
            one = (
                border["apart"] not in (None, ",") and text[head[0][0] - 1] in '*_"“'
            )
            one = one and _is_person(text[border.end() : names.end])
            return bool(one or (names.certain and apart))
    return names.certain  # `Title. Jane Roe, John Doe. Venue 2023`


def _names_at(text: str, start: int, end: int) -> _Names | None:
    """The list of names at the beginning of text[start:end]."""
    if _HANGUL_WORDS.match(text, start):
        return None
    opened = text.startswith(tuple(_CLOSING), start, end)
    if opened and (closing := text.find(_CLOSING[text[start]], start, end)) > 0:
        cited = cited_names(text, start + 1, closing)
        return _Names(cited[0], closing + 1, True, True) if cited else None
    last = min(end, start + _MAX_NAMES)
    stop = _LIST_END.search(text, start, last)
    if stop and stop["venue"] is not None:  # or `Jane Roe, John Doe (2016)`
        whole = _LIST_END.search(text, stop.end() + 1, last)
        found = _names_before(text, start, whole, end)
        if found and found.certain:
            return found
    return _names_before(text, start, stop, end)


def _names_before(
    text: str, start: int, stop: re.Match[str] | None, end: int
) -> _Names | None:
    """The names between `start` and the end of a list."""
    cut = stop is not None and stop["cut"] is not None
    last = stop.start() if stop else end
    ranges = list(_names(text, start, last, cut=cut))
    if not ranges:
        return None
    people = [text[slice(*one)] for one in ranges]
    several = len(people) > 1 and all(map(_is_person, people))
    certain = several or (cut and len(people) == 1)
    if stop and cut:
        ranges.append(stop.span("cut"))
        last = stop.end()
    return _Names(ranges, last, cut, certain)


def _initialled(text: str, start: int, end: int) -> _Names | None:
    """`Roe, J. & Doe, J.`, `Roe J, Doe J, et al.`, before a full stop or a colon"""
    found = _PEOPLE.match(text, start, end)
    if not found:
        return None
    behind = _BRACKETED_YEAR.match(text, found.end(), end)
    if not behind and found.group().rstrip()[-1] not in ".:,":
        return None
    people = _ONE_PERSON.finditer(text, *found.span("names"))
    ranges = [one.span() for one in people]
    surnames = {text[slice(*one)].partition(" ")[0] for one in ranges}
    # `Roe JQ` alone may be anything, so it needs more than a year somewhere.
    plain = len(ranges) == 1 and text[ranges[0][1] - 1] != "."
    dated = behind or (_VOLUME if plain else _DATED).search(text, found.end(), end)
    if len(surnames) == 1 and not dated:
        return None
    cut = found["cut"] is not None
    ranges += [found.span("cut")] if cut else []
    return _Names(ranges, found.end(), cut, certain=True)


def _is_person(name: str) -> bool:
    """Whether a name, also with its surname first, is most likely the name of a person."""
    if has_cjk(name):
        return is_asian_name(name)
    given = given_first(name)
    words = [word for word in given.split() if not _INITIAL.fullmatch(word)]
    person = is_person(given) or is_person(" ".join(words))
    return person and not _COUNTRY.match(given)


def _title(text: str, start: int, end: int) -> Range:
    start, end = stripped(text, start, end, ' *_"“', " *_,.")
    quoted = text[start - 1 : start] in ('"', "“")
    return stripped(text, start, end, "", ' *_,."”') if quoted else (start, end)


def _rest(text: str, start: int, end: int) -> Sequence[Range]:
    while start < end and text[start] in " \xa0.,;:*_-–—|｜，。)）]":
        if text[start] in "*_" and text.count(text[start], start, end) % 2 == 0:
            break
        start += 1
    end = stripped(text, start, end)[1]
    return [(start, end)] if start < end else []


def _names(text: str, start: int, end: int, *, cut: bool) -> Sequence[Range]:
    """The names in text[start:end]; empty if this text is not a list of names.  With `cut`,
    `et al.` follows."""
    _, end = stripped(text, start, end, "", " ,:，")
    if text.endswith(".", start, end) and not _INITIAL.fullmatch(text, end - 2, end):
        end -= 1
    if pair := _PAIR.fullmatch(text, start, end):
        return [pair.span(1), pair.span(2)]
    names = _surname_first(text, name_ranges(text, start, end))
    people = [text[slice(*one)] for one in names]
    if any(one.count("(") != one.count(")") for one in people) or (
        len(people) == 1 and not _WORD.search(people[0])
    ):
        return []
    if len(people) > 1 and all(map(is_asian_name, people)):
        return names
    if len(people) == 1 and has_cjk(people[0]):
        hangul = has_hangul(people[0]) and is_cited(people[0])
        return names if hangul or (cut and _HAN_NAME.fullmatch(people[0])) else []
    shown = ", ".join(one.replace(",", "") for one in people) + ", et al" * cut
    return names if are_names(shown, 0, len(shown), least=1) else []


def _surname_first(text: str, ranges: list[Range]) -> list[Range]:
    """The names.  If the first one has its surname first (MLA), its two parts become one name."""
    if len(ranges) < 2 or not _ONE_SURNAME.fullmatch(text, *ranges[0]):
        return ranges
    if text[ranges[0][1] : ranges[1][0]] != ", ":
        return ranges
    return [(ranges[0][0], ranges[1][1]), *ranges[2:]]
