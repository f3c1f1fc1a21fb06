"""Recognize `Title (Author One, Author Two)`, and find the title and the authors in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from weeknotes.identifiers.people import AND_OTHERS, CUT, ET_AL, SUFFIXES
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import (
    HANGUL,
    LETTER_OR_DIGIT,
    WHITE_SPACE,
    Range,
    has_cjk,
    has_hangul,
)

MAX_TITLE = 200_000
"""Maximum length in characters.  The longest author lists, of collaborations in physics, have about
5,000 names."""
_MAX_NAME = 80
"""Maximum length in characters."""

_SURNAME = re.compile(r"(?:[OD]['’])?[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?")
_FULL_WIDTH = str.maketrans("（）", "()")
_NOT_IN_NAME = re.compile(r"[\d:：。=%/\\@#<>{}\[\]|?!…]|https?")
_PARTICLES = frozenset(
    "de da di du del della der den dos van von la le el al bin ibn ben ter ten zu y e af av".split()
)
# Words in brackets at the end of titles, as in "(Extended Abstract)", that occur in no name.
_NOT_A_NAME = frozenset(
    "abstract appendix benchmark challenge dataset draft edition extended full learning model"
    " models network networks paper part preprint preview report revised revisited short student"
    " supplementary survey technical track tutorial version workshop award best oral spotlight"
    " conference proceedings journal transactions presentation analysis development guide guides"
    " languages programming software systems tools tutorials advances cell methods nature"
    " science".split()
)


_MAX_CITED = 200
_CITED = LazyPattern(
    r"[(\[（]?(?P<names>[^\d()\[\]:!?*_]{2,}?(?:(?<=\sal)\.|\s외(?:\s*\d+\s*[명인])?)?)[*_]*[,.，]?\s*"
    r"(?P<bracket>[(\[（])?"
    r"(?P<time>(?:(?:(?<=[,.]\s)|(?<=[(\[（，]))(?P<venue>(?:[A-Z][A-Za-z&/-]{1,11},?\s?){1,2}))?"
    r"(?:(?:19|20)\d\d[a-z]?|[(（](?:19|20)\d\d[)）]|['’]\d\d))?"
    r"[)\]）]{0,2}[.,:]?"
)
"""Names, with a year and perhaps a venue after them."""
_IN_BRACKETS = LazyPattern(r"[(（](?P<inside>[^()（）\n]{3,200})[)）]")
_YEAR_END = re.compile(r"(?:(?:19|20)\d\d[a-z]?|['’]\d\d)[)）]{1,2}\.?\s*$")
_YEAR_BEHIND = LazyPattern(
    r"[\s.,，*_(\[（]+(?P<time>[^()（）]{2,40}?)[)）]{1,2}\.?\s*"
)
_END_OF_NAMES = re.compile(r"(?<=[a-z]{2})(?<!\sal)\.\s|\s[-–—|·]\s")
_AND_OTHERS = re.compile(AND_OTHERS, re.IGNORECASE)
_CITES = re.compile(r"et\.?\s*al|외|등|等|(?:19|20)\d\d|['’]\d\d", re.IGNORECASE)
_WORD_OF_PERSON = LazyPattern(
    r"(?:(?:Mc|Mac|[ODL]['’])?[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]+[-'’]?)+|[A-Z]\.(?:-?[A-Z]\.)?"
)
_NO_SURNAME = re.compile(
    r"[a-z](?:[ts]ion|ity|ics|ism|logy|ment|ness|ance|ence|thing|ive|ous|ful)s?$"
)
_PRODUCTS = frozenset(
    "api base chat claude code flash gemini gemma guard haiku large llama mini mistral opus phi pro"
    " qwen small sonnet turbo vision".split()
)
_PLACES = frozenset(
    "angeles australia austria beach brazil canada china city diego france francisco germany india"
    " italy japan kong korea mexico netherlands orleans portugal singapore spain sweden switzerland"
    " taiwan thailand uk usa vegas york".split()
)
"""The last words of places where conferences are held: `Seoul, Korea`, `Long Beach`."""
_EVENTS = frozenset(
    "blog course lecture magazine news release school semester seminar series source".split()
)

_SENTENCE_WORD = frozenset(
    "a an the is are was were this that we it in on for with to of by and or from not".split()
)
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우민진엄채원천방"
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
)
_HAN_SURNAMES = frozenset(
    "崔车車程蔡潘袁于董余苏蘇叶葉吕呂魏蒋蔣杜丁沈姜范傅钟鐘卢盧汪戴陆陸廖姚邱谭譚韦贾邹鄒熊孟秦阎薛侯郝孔邵"
    "顾顧赖賴贺尹施龚"
)
"""More Chinese surnames, which also begin other words."""
_HAN_NAME = LazyPattern(
    r"(?P<chinese>[\u4e00-\u9fff]{2,3})|(?:佐[藤々]木?|鈴木|高[橋木田]|田[中村]|伊藤|渡[辺邊邉]|山[本田口崎下]|中[村島野川]"
    r"|小[林川野]|加藤|吉田|松[本田]|井上|木村|林|斎藤|斉藤|齋藤|清水|森|池田|橋本|阿部|石[川井]|前田|岡[田本]|長谷川"
    r"|[後近遠安]藤|村上|青木|坂本|福田|太田|西村|藤[田井原]|金子|三浦|原田|竹内|上田|今井|内田|大[野塚西])"
    r"[ \u3000]?[\u3005\u3041-\u30ff\u4e00-\u9fff]{1,3}"
)
"""A name in Chinese characters: a Chinese one, or one with a frequent Japanese surname."""
_NO_HANGUL_NAMES = frozenset(
    "강의 구현 문서 백서 신간 안내 원문 원서 유료 이미지 자막 전자책 정리 조사 주간 최신 한국어"
    " 한글 한글판".split()
)
# At least two full names, `Jane Q. Roe, John Doe`.  A fast path for nearly all author lists.
_PLAIN_NAME = (
    r"[A-Z][\w.'’-]*+(?: (?:(?:de|den|der|la|van|von) )*[A-Z][\w.'’-]*+){1,4}+"
)
_PLAIN_NAMES = re.compile(rf"{_PLAIN_NAME}(?:, {_PLAIN_NAME})++")

_TERM_AT_END = re.compile(r"[a-z](?:[ts]ion|ity|ics|ism|logy|(?<!le)ment)s?$")
"""The endings of words that are not the last word of a name, if a list has only one or two
names."""
_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,4}")
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_RAISED = LazyPattern(
    r"\$?\^(?:\{[\d,*†‡ ]{1,12}\}|[\d*†‡]{1,3})\$?|<sup>[^<>]{1,12}</sup>"
)
"""Marks of footnotes in TeX and HTML: `^{1,2}`, `<sup>1</sup>`."""
_FOOTNOTE_MARKS = WHITE_SPACE + "*†‡§¶∗⁎#" + _SUPERSCRIPTS
AFFILIATION = re.compile(r"\s*[(（](?P<affiliation>[^()（）]{1,60})[)）]$")
"""Where an author works, in brackets after the name: `Jane Roe (MIT)`."""
TITLE_ENDS = (")", ").", "）", "）.")
_MARKER = re.compile(r"(?:\d{1,3}[.)]|•|\[\d{4}\.\d{4,5}(?:v\d+)?\])\s+(?=\S)")
_EMPHASISED = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<inside>\S(?:.*\S)?)(?P=mark)")
_WORDS_OF_NAME = re.compile(r"[^\s.]+")

_MARKUP_START = re.compile(r"[>|`~!(<\[]|[-*+•]\s|\d+[.)]\s|https?://|\$\$|#(?!\s)")
_NOT_IN_PLAIN_TITLE = re.compile(r"[.,;:]$|[=<>{}]|\w\(")
_LATIN_WORD = re.compile(r"[A-Za-z][\w'’-]*")


_SEPARATOR = LazyPattern(
    r"[,;，、·・\s](?:(?<=[,;，、])(?:\s?(?:and\s|&))?"
    r"|(?<=\s)(?:and|&)\s"
    rf"|(?<=\s)(?<!\s\s)\s*+(?=(?:{CUT})\s*(?:\Z|[,;，、]))"
    rf"|(?<=[{HANGUL}]·)(?=[{HANGUL}A-Z])|(?<=[a-z]·)(?=[{HANGUL}])"
    r"|(?<=[\u4e00-\u9fff]・)(?=[\u4e00-\u9fff])|(?<=\s)·\s"
    r"|(?<=authors\s|.others\s)\s*(?=[A-Z]))"
)
"""Matches a separator in a list of names.  The pattern begins with the characters that separators
begin with, because these are found fast."""
_CUT_HAN = LazyPattern(r"(?:等人?|他|ら)$")
"""The words in place of other names, right behind a name: `山田太郎ら`."""
_CONJUNCTION = re.compile(r",?\s(?:and|&)\s")
_SEMICOLON = re.compile(r"[;；](?:\s?(?:and\s|&))?")
_HANGUL_NAME = LazyPattern(rf"[{HANGUL}]{{2,12}}")


class TitleLine(NamedTuple):
    """Offsets in a text. text[start:end] is the title. text[opening:closing] is the author list
    without its brackets."""

    start: int
    end: int
    opening: int
    closing: int


def author_ranges(
    text: str,
    found: TitleLine,
) -> list[Range]:
    """(start, end) of each author name in `text`; `found` is the result of `split_title` for it."""
    start, end = found.opening, found.closing
    if not _PLAIN_NAMES.fullmatch(text, start, end):
        return name_ranges(text, start, end)
    ranges = []
    for name in text[start:end].split(", "):
        ranges.append((start, start + len(name.rstrip(_SUPERSCRIPTS))))
        start += len(name) + len(", ")
    return ranges


def split_title(text: str) -> TitleLine | None:
    """Find title and authors in a line, or in several lines joined by spaces; None if it is not a
    `Title (Authors)`."""
    body = text.rstrip()
    if len(body) > MAX_TITLE or not body.endswith(TITLE_ENDS):
        return None
    body = _half_width(body)
    if body.startswith(("[[", ">", "|", "- ", "* ")):
        return None
    body = body.removesuffix(".")
    start = _opening(body)
    return _title_at(body, start, len(body) - 1) if start else None


def split_cited_title(text: str) -> TitleLine | None:
    """Find title and authors in a `Title (Authors, 2017)`; None if the text has another form."""
    found = _YEAR_END.search(text[-12:])
    body = _half_width(text.rstrip().removesuffix("."))
    if not found or len(body) > MAX_TITLE or not (start := _opening(body)):
        return None
    cited = cited_names(body, start, len(body))
    if not cited or not LETTER_OR_DIGIT.search(body, 0, start):
        return None
    names = cited[0]
    title = body[:start].rstrip()
    return TitleLine(*bare_title(title), start + 1, names[-1][1])


def year_behind(text: str, found: TitleLine) -> list[Range]:
    """The range of the year after the authors of a title.  A venue may stand before the year, as in
    `NeurIPS 2017`.  Empty if there is no year."""
    year = _YEAR_BEHIND.fullmatch(text, found.closing)
    return [year.span("time")] if year else []


def split_unclosed_title(text: str) -> TitleLine | None:
    """Find title and authors in a line whose author list has no closing bracket because it was cut
    off.  None if the list has fewer than three authors."""
    body = text.rstrip().rstrip(",")
    if len(body) > MAX_TITLE or has_hangul(body):
        return None
    if body.count("(") != body.count(")") + 1:
        return None
    start = _opening(body + ")")
    if body[start - 1 : start] != " ":
        return None
    found = _title_at(body, start, len(body))
    return found if found and len(author_ranges(body, found)) >= 3 else None


def are_names(text: str, start: int, end: int, least: int = 2) -> bool:
    """Whether text[start:end] is a list of at least this many full names, and nothing else."""
    if end - start > MAX_TITLE:
        return False
    if least < 3 and _PLAIN_NAMES.fullmatch(text, start, end):
        return _NOT_A_NAME.isdisjoint(
            text[start:end].lower().replace(",", " ").split()
        )
    names = [text[first:last] for first, last in name_ranges(text, start, end)]
    people = [name for name in names if not ET_AL.fullmatch(name)]
    if len(people) < least or not _are_authors(names, in_korean=True):
        return False
    hangul = [name for name in people if has_hangul(name)]
    if not all(name[0] in _SURNAMES and len(name) <= 4 for name in hangul):
        return False
    return all(_SENTENCE_WORD.isdisjoint(name.lower().split()) for name in people)


def cited_names(
    text: str, start: int, end: int
) -> tuple[list[Range], list[Range]] | None:
    """(names, other words) of a citation, which is never a title: `He et al., 2021`,
    `Vaswani et al., NeurIPS 2017`, `Jane Roe and John Doe (2020)`, `Tri Dao (2023)`.  None for
    other text."""
    if end - start > _MAX_CITED or not _CITES.search(text, start, end):
        return None
    found = _CITED.fullmatch(text, start, end)
    if not found:
        return None
    first, last = found.span("names")
    if _END_OF_NAMES.search(text, first, last):
        return None
    names = name_ranges(text, first, last)
    people = [text[slice(*one)] for one in names if not ET_AL.fullmatch(text, *one)]
    time = found.span("time")
    if len(people) == len(names) and is_person((found["venue"] or "").strip(", ")):
        last, time = found.end("venue"), (found.end("venue"), found.end("time"))
        names = name_ranges(text, first, last)
        people = [text[slice(*one)] for one in names]
    if len(people) < len(names):
        if not people or not all(map(is_cited, people)):
            return None
    elif len(people) == 1:
        if not (found["time"] and found["bracket"] and is_person(people[0])):
            return None
    elif not found["time"] or not are_names(text, first, last):
        return None
    return names, [time] if found["time"] else []


def authors_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins with a citation in brackets: `(He et al., 2021)`."""
    found = _IN_BRACKETS.match(text, start, end)
    return found is not None and cited_names(text, *found.span("inside")) is not None


def is_only_cited(text: str, names: Sequence[Range]) -> bool:
    """Whether a citation cannot contain a title: `He et al.`, `Jane Roe, John Doe, et al.`, but not
    `Masked Autoencoders, He et al.`, `Masked Autoencoders (2021)`."""
    if len(names) < 2 or not ET_AL.fullmatch(text, *names[-1]):
        return False
    return len(names) == 2 or "," in text[names[-2][1] : names[-1][0]]


def is_cited(name: str) -> bool:
    """Whether the text before `et al.` is a name: a surname, or a full name."""
    if has_hangul(name):
        return name[0] in _SURNAMES and len(name) <= 4
    words = name.split()
    named = all(
        _is_word_of_name(word) and LETTER_OR_DIGIT.search(word) for word in words
    )
    return named and len(words) <= 4 and words[-1] not in _PARTICLES


def is_asian_name(name: str) -> bool:
    """Whether a text is most likely a Korean or Chinese name: a frequent surname, and one or two
    syllables."""
    long = 3 if has_hangul(name) else 2
    return long <= len(name) <= 3 and name[0] in _SURNAMES and not name.isascii()


def is_person(name: str) -> bool:
    """Whether two or three words in Latin letters are most likely the name of a person, not of a
    product, a method or a venue."""
    words = [word for word in name.split() if word not in _PARTICLES]
    others = _NOT_A_NAME | _PRODUCTS | _EVENTS
    if not 2 <= len(words) <= 3 or not others.isdisjoint(name.lower().split()):
        return False
    if words[-1].lower() in _PLACES:
        return False
    return all(map(_WORD_OF_PERSON.fullmatch, words)) and not any(
        map(_NO_SURNAME.search, words)
    )


def _half_width(text: str) -> str:
    """The text with ASCII brackets instead of full-width ones."""
    return text.translate(_FULL_WIDTH) if "）" in text else text


def _opening(body: str) -> int:
    """The offset of the opening bracket that the last character closes; 0 if there is none."""
    simple = body.rfind("(")
    if simple > body.rfind(")", 0, -1):
        return max(simple, 0)
    depth = 0
    for at in range(len(body) - 1, 0, -1):
        if body[at] == ")":
            depth += 1
        elif body[at] == "(":
            depth -= 1
            if depth == 0:
                return at
    return 0


def _title_at(
    body: str,
    opening: int,
    closing: int,
) -> TitleLine | None:
    """The title before the bracket at `opening`, if the bracket contains authors."""
    title = body[:opening].rstrip()
    if not LETTER_OR_DIGIT.search(title):
        return None
    if not _PLAIN_NAMES.fullmatch(body, opening + 1, closing):
        ranges = name_ranges(body, opening + 1, closing)
        names = [body[start:end] for start, end in ranges]
        if not _are_authors(names, has_hangul(title)) or _is_expansion(title, names):
            return None
    return TitleLine(*bare_title(title), opening + 1, closing)


def _is_expansion(title: str, names: Sequence[str]) -> bool:
    """Whether the bracket says the title in other words: `RAG (Retrieval Augmented Generation)`,
    `Adam (Adaptive Moment Estimation)`, `지식 증류 (Knowledge Distillation)`."""
    if len(names) != 1:
        return False
    short = re.sub(r"[^a-z]", "", title.split()[-1].lower())
    words = names[0].lower().split()
    initials = "".join(word[0] for word in words)
    if len(short) > 1 and (short == initials or short.rstrip("s") == initials):
        return True
    long = iter("".join(words))
    return (
        " " not in title
        and short[:1] == initials[:1]
        and all(c in long for c in short)
    )


def bare_title(title: str) -> Range:
    """(start, end) of a title without a leading number or bullet, and without emphasis marks around
    all of it."""
    if title[0].isalpha():  # fast, for most titles
        return 0, len(title)
    marked = title[0].isdecimal() or title[0] in "•["
    marker = _MARKER.match(title) if marked else None
    start = marker.end() if marker else 0
    found = _EMPHASISED.fullmatch(title, start) if title[start] in "*_" else None
    if found and found["mark"] not in found["inside"]:
        return found.span("inside")
    return start, len(title)


def name_ranges(text: str, start: int, end: int) -> list[Range]:
    """(start, end) of each name in the list text[start:end].  A name may have a comma after its
    surname, if all have one: `Roe, Jane; Doe, John`, `Roe, J., & Doe, J. P.`"""
    body = _half_width(text)
    if body.find("^", start, end) >= 0 or body.find("<sup>", start, end) >= 0:
        blank = _RAISED.sub(lambda mark: " " * len(mark[0]), body[start:end])
        body = body[:start] + blank + body[end:]
    if body.find(";", start, end) >= 0:
        ranges = _split_names(body, start, end, _SEMICOLON)
        if all(body.count(",", first, last) <= 1 for first, last in ranges):
            return ranges
    if body.find(" and ", start, end) >= 0:
        ranges = _split_names(body, start, end, _CONJUNCTION)
        if all(body.count(",", first, last) == 1 for first, last in ranges):
            return ranges
    ranges = _split_names(body, start, end, _SEPARATOR.compiled)
    return (
        _with_initials(body, ranges) if body.find(".", start, end) >= 0 else ranges
    )


def _with_initials(body: str, ranges: list[Range]) -> list[Range]:
    """The names, with each surname and the initials after it as one name (`Roe, J. P.`). Unchanged
    if not every second one consists of initials."""
    cut = [one for one in ranges[-1:] if ET_AL.fullmatch(body, *one)]
    names = ranges[: len(ranges) - len(cut)]
    initials = [
        _INITIALS.fullmatch(body, first, last) is not None for first, last in names
    ]
    given = initials[1::2]
    if not all(given) or len(given) * 2 != len(names) or any(initials[::2]):
        return ranges
    pairs = zip(names[::2], names[1::2], strict=True)
    return [(surname[0], letters[1]) for surname, letters in pairs] + cut


def _split_names(
    body: str,
    start: int,
    end: int,
    separators: re.Pattern[str],
) -> list[Range]:
    """(start, end) of each name between separators, without the marks of footnotes.  Commas inside
    brackets and before `Jr.` are not separators."""
    ranges: list[Range] = []
    at = start
    for separator in [*separators.finditer(body, start, end), None]:
        stop = separator.start() if separator else end
        piece = body[at:stop]
        if separator and piece.count("(") > piece.count(")"):
            continue
        name = piece.strip(_FOOTNOTE_MARKS)
        last = at + len(piece.rstrip(_FOOTNOTE_MARKS))
        if name.startswith("[[") and name.endswith("]]"):
            name, last = name[2:-2], last - 2
        if name in SUFFIXES and ranges:
            ranges[-1] = (ranges[-1][0], last)
        elif name:
            ranges.append((last - len(name), last))
        at = separator.end() if separator else end
    if ranges and body[ranges[-1][1] - 1] in "等人他ら":
        ranges += _cut_from(body, *ranges.pop())
    return ranges


def _cut_from(body: str, start: int, end: int) -> list[Range]:
    """The last name of a list, apart from `等` or `ら` right behind it."""
    cut = _CUT_HAN.search(body, max(start + 1, end - 2), end)
    if not cut or not _HAN_NAME.fullmatch(body, start, cut.start()):
        return [(start, end)]
    return [(start, cut.start()), cut.span()]


def _are_authors(names: Sequence[str], in_korean: bool) -> bool:
    """Whether these are names of people.  Before `et al.`, surnames are enough.  Without `et al.`,
    a single name must be a full name.  If there are several names, at least half must be full
    names, or at least three must all be surnames.  In a Korean title, or beside Korean names, each
    Latin name must be a full name."""
    people = [name for name in names if not ET_AL.fullmatch(name)]
    if not people or any(len(name) > _MAX_NAME for name in people):
        return False
    if any(map(has_hangul, people)):
        people = [AFFILIATION.sub("", name) for name in people]
    if not _NO_HANGUL_NAMES.isdisjoint(people):
        return False
    latin = [name for name in people if not _HANGUL_NAME.fullmatch(name)]
    joined = ", ".join(latin)
    is_term = len(people) <= 2 and any(map(_TERM_AT_END.search, latin))
    if is_term or _NOT_IN_NAME.search(joined) or has_hangul(joined):
        return False
    is_cut = any(map(_AND_OTHERS.fullmatch, names))
    if _are_in_han(people, least=2 - is_cut):
        return True
    if is_cut and all(map(is_cited, latin)):
        return all(map(_may_be_cited, latin))
    full = sum(map(_is_full_name, latin))
    if len(latin) < len(people):
        if len(people) < 2 and in_korean:
            return False
        return full == len(latin)
    if len(latin) == 1 or in_korean:
        return full == len(latin)
    surnames = len(latin) >= 3 and all(map(_SURNAME.fullmatch, latin))
    return surnames or _are_mostly_full(latin, full)


def _may_be_cited(name: str) -> bool:
    """Whether a name has several words, or is a surname in Latin letters."""
    return " " in name or _WORD_OF_PERSON.fullmatch(name) is not None


def _are_in_han(people: Sequence[str], least: int) -> bool:
    """Whether these are at least so many names in Chinese characters.  At least two thirds of them
    have a frequent surname, and not all have two letters only, as many other words do."""
    if people[0].isascii() or len(people) < least:
        return False
    found = list(map(_HAN_NAME.fullmatch, people))
    others = [one["chinese"] for one in found if one and one["chinese"]]
    unknown = [name for name in others if name[0] not in _SURNAMES | _HAN_SURNAMES]
    return (
        all(found) and len(unknown) * 3 <= len(people) and max(map(len, people)) > 2
    )


def _are_mostly_full(names: Sequence[str], full: int) -> bool:
    """Whether at least half of the names are full names, and three in five begin with a capital or
    a quotation mark."""
    capitalised = sum(name[0].isupper() or name[0] in "'’\"" for name in names)
    return full * 2 >= len(names) and capitalised * 5 >= len(names) * 3


def _is_full_name(name: str) -> bool:
    """Whether a name has two to eight words, most of which are capitalized."""
    words = _WORDS_OF_NAME.findall(name)
    if not 2 <= len(words) <= 8:
        return False
    bare = [word.lower().strip("()'’\"") for word in words]
    if not _NOT_A_NAME.isdisjoint(bare):
        return False
    if not name.isascii() and _mixes_scripts(words):
        return False
    return sum(map(_is_word_of_name, words)) * 2 > len(words)


def _mixes_scripts(words: Sequence[str]) -> bool:
    """Whether some words are in Latin letters, and others in Chinese characters: `和 CLIP 一样`."""
    latin = any(word.isascii() and word.isalpha() for word in words)
    return latin and any(map(has_cjk, words))


def _is_word_of_name(word: str) -> bool:
    capitalised = word.lstrip("(\"'’")[:1].isupper()
    return capitalised or word in _PARTICLES or not word.isascii()


def unlinked(text: str, start: int, end: int) -> Range:
    """The range of a title without the brackets of `[[title]]`."""
    whole = text.startswith("[[", start) and text.find("]", start) == end - 2
    return (
        (start + 2, end - 2)
        if whole and "|" not in text[start:end]
        else (start, end)
    )


def plain_title(text: str) -> bool | None:
    """Whether a line without authors is a title.  True if it is capitalized like a title.  False if
    it cannot be a title.  None if it may also be a sentence."""
    line = text.strip()
    if has_hangul(line) or not 3 <= len(line) <= 250:
        return False
    if _MARKUP_START.match(line) or not re.search(r"[A-Za-z]{2}", line):
        return False
    if _NOT_IN_PLAIN_TITLE.search(line):
        return False
    words = [word for word in _LATIN_WORD.findall(line) if len(word) > 3]
    capitalised = sum(any(map(str.isupper, word)) for word in words)
    return True if words and capitalised * 5 >= len(words) * 3 else None
