"""Read a line that carries a link: its title, addresses and authors, and the words beside them.
All offsets are in the text that is given."""

import re
from collections.abc import Set
from typing import NamedTuple

from weeknotes.identifiers import Kind, identify
from weeknotes.parsing.line_links import (
    LineLink,
    addressed,
    find_links,
    is_plain,
    is_titled,
    names_host,
    names_other,
)
from weeknotes.parsing.references import TitleWords, read_reference
from weeknotes.parsing.titles import (
    TitleLine,
    are_names,
    cited_names,
    is_only_cited,
    plain_title,
    split_title,
)
from weeknotes.parsing.vocabulary import (
    Field,
    is_kind,
    is_plain_kind,
    label_at,
    names_venue,
)
from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import (
    LETTER_OR_DIGIT,
    UNSEEN,
    WHITE_SPACE,
    Range,
    has_hangul,
    moved,
    stripped,
)

MAX_TITLE = 160
"""A title without a link or emphasis has no more characters than this."""
_TRIMMED_START = WHITE_SPACE + UNSEEN + "-–—−:：|｜,，、;；·•→⇒➡>«»~*_)]）】\"“‘'"
_TRIMMED_END = WHITE_SPACE + UNSEEN + "-–—−:：|｜/,，、;；·•→⇒➡<»«~*_([（【\"”’'."
_BETWEEN = WHITE_SPACE + UNSEEN + "-–—−:：|｜/,，、;；·•→⇒➡.)]）】>»*_~"
_CLOSING = ")]）】」>*_`\"'”’}~"
_ENTITY = re.compile(r"&(?:mdash|ndash|nbsp|middot|bull);", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"(?P<mark>\*\*|__|\*|_)(?P<inside>\S[^\n*_]{1,300}?)(?P=mark)(?!\w)"
    r"|[\"“](?P<quoted>\w[^\n\"“”]{5,300})[\"”]"
    r"|<(?P<tag>b|strong|i|em|u)>(?P<tagged>[^<>]+)</(?P=tag)>",
    re.IGNORECASE,
)
_AUTHORS_AFTER = re.compile(
    r"[\s*_\])]{0,4}[(（](?P<names>(?:[^()（）\n]|[(（][^()（）\n]+[)）]){3,})[)）]"
)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BRACKETED = re.compile(
    r"(?:\[[^\[\]]{1,40}\]|\([^()]{1,40}\)|（[^（）]{1,40}）|【[^【】]{1,40}】|:[a-z_]{2,30}:)(?!\()"
    r"|(?:[#@][^\W\d][\w/-]{0,40}|\[\[@[^\[\]]{1,40}\]\])(?=\s)"
)
"""What may stand before a title: words in brackets, a tag, the key of a citation."""
_SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{0,30}:$")
"""An emoji by its name, such as `:star:`, at the end of words."""
_FILE = re.compile(r"\S+\.pdf|[A-Za-z-]+(?:19|20)\d\d[a-z]*")
"""The name of a file, or the key of a citation."""
_DATE = LazyPattern(
    r"(?:\d{4}|'?\d{2})(?:[-./년\s]{1,2}\d{1,2}){1,2}[월月일日.]?(?![\w-])"
    r"|(?:\d{4}[년年]?|'\d{2})\.?(?=\s*(?:[-–—:：|,\[(]|$))"
)
NUMBER = re.compile(
    r"(?:(?:\(?\d{1,3}[.)]|\[\d{1,3}\]|\[\d{4}\.\d{4,5}(?:v\d+)?\])\s+|\d\ufe0f?\u20e3\s*"
    r"|\d{1,2}[、．]\s*|【\d{1,3}】\s*)(?=\S)"
    r"|\d{1,2}\.(?=[^\W\d_]{2})"
)
"""The number before a title: `1. `, `[1] `, `1、`, `2.Title`."""
_OWN_NUMBER = re.compile(r"\[?(?P<number>\d{4}\.\d{4,5})(?:v\d+)?\]?:?\s+(?=\S)")
"""The number of a paper on arXiv before its title, as the title of its page has it."""
_VENUE = LazyPattern(
    r"(?!(?:In|On|Since|By|From|After|Before|Until) )(?:arXiv|[A-Z]\w{1,15}(?: [A-Z]\w{1,15}){0,2})"
    r" ?(?:(?:19|20)\d\d(?:\.\d{1,2})?|'\d\d)(?: [A-Za-z ]{3,40})?,\s+(?=\S)"
)
"""The venue before a title: `arXiv 2024.12, `, `CVPR 2024 oral, `."""
_SENTENCE = LazyPattern(r"(?:[.!…。！]|[다요죠까네음임함])['\"”’)\]]*$")
_DIGITS = re.compile(r"\d+")
BY = LazyPattern(r"(?:by|By|BY|Authors?|저자|글|著|作者)\s+(?:[-–—]\s+)?(?=\S)")
_PAIRS = {")": "(", "]": "[", "）": "（", "】": "【"}
_MAX_QUOTED = 1_000
"""The maximum length, in characters, of words whose quotation marks are compared.  From longer
words, quotation marks at the ends are removed one by one."""
_OPENING_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_CLOSING_QUOTES = {"”": "“", "’": "‘", '"': '"', "'": "'"}
_QUOTED = {"《": "》", "『": "』"}
_MOST_BRACKETS = 8
"""The maximum number of brackets that are removed at the end of words, one by one."""
_TITLE_BREAK = re.compile(r" {2,}|<br\s*/?>|\s[-–—]\s|[。：:]\s", re.IGNORECASE)


class Opening(NamedTuple):
    """What a line that carries a link says.  `authors` is the inside of a list of authors.  `rest`
    are the ranges of its other words.  `title_is_link` says that the title is the words of the
    first link."""

    title: Range | None
    authors: Range | None
    urls: tuple[Range, ...]
    rest: tuple[Range, ...]
    title_is_link: bool = False

    @property
    def words(self) -> list[Range]:
        """All words, in order."""
        return sorted([*filter(None, (self.title, self.authors)), *self.rest])


def read_opening(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    images: bool = True,
    kinds: Set[str] = frozenset(),
    sentence: bool = False,
) -> Opening | None:
    """The title, the authors and the other words that describe the first link in text[start:end],
    which is the content of a list item, a heading, a cell or a line.  None if the text has no
    address, or only links inside a sentence; with `sentence`, such links count too.  With `images`,
    a link around an image counts.  `kinds` are words of links that name a kind in this file."""
    end = len(text) if end is None else end
    content = text[start:end]
    links = find_links(content)
    if not images:
        links = [link for link in links if not link.image]
    if not addressed(links):
        return None
    found = _Reader(content, links, kinds).read(sentence=sentence)
    return _moved(found, start) if found and start else found


def _moved(opening: Opening, by: int) -> Opening:
    title, authors, urls, rest, title_is_link = opening
    return Opening(
        title and moved(title, by),
        authors and moved(authors, by),
        tuple(moved(url, by) for url in urls),
        tuple(moved(one, by) for one in rest),
        title_is_link,
    )


class _Reader:
    """Reads a text with links."""

    def __init__(self, text: str, links: list[LineLink], kinds: Set[str]) -> None:
        self.text = text
        self.kinds = kinds
        self.links = addressed(links)
        self.first = self.links[0]
        self.link = links[0]
        """The first link, which may be a link to a file before the first address."""
        self.title: Range | None = None
        self.authors: Range | None = None
        self.rest: list[Range] = []
        self.title_is_link = False

    def read(self, *, sentence: bool) -> Opening | None:
        """Read the text.  None if the first link is a part of a sentence, unless this counts."""
        at = self._read_prefixes(self.link.start)
        before = trimmed(self.text, *_without_breaks(self.text, at, self.link.start))
        titled = self._is_titled(before)
        if before and not sentence and self._in_sentence(before, titled):
            return None
        count = 1
        if before or self.link != self.first or not self._read_cited():
            self._read_title(at, before, titled)
            count = self._run()
            self._read_after(self.links[count - 1].end, before)
        urls = tuple(link.url for link in self.links[:count])
        if not self.title and not before:
            self._read_name()
        rest = tuple(sorted(self.rest))
        return Opening(self.title, self.authors, urls, rest, self.title_is_link)

    def _read_prefixes(self, end: int) -> int:
        """Read the brackets, dates and marks that stand before the words and the first link
        (`[OpenAI]`, `2024-02-12:`).  Return where they end."""
        text = self.text
        at = 0
        if (label := label_at(text)) and label[0] is Field.LINK and label[1] <= end:
            at = label[1]
        while at < end:
            bold = 2 if text.startswith("**", at) else 0
            found = NUMBER.match(text, at + bold)
            if found and (not bold or found.end() == end):
                at = found.end()
            elif found := _BRACKETED.match(text, at, end) or _DATE.match(
                text, at, end
            ):
                if self._is_tag(found, end) or not is_plain_kind(found[0]):
                    self.rest.append(found.span())
                at = found.end()
            elif found := _VENUE.match(text, at, end):
                self._add(*found.span())
                at = found.end()
            elif (
                LETTER_OR_DIGIT.match(text, at)
                or text[at] in "\"'“‘([（【「《『<*_`$\\"
            ):
                break
            else:
                at += 1
        return at

    def _is_tag(self, prefix: re.Match[str], end: int) -> bool:
        """Whether a prefix is a tag before a title, and not before an address (`#code https://…`)."""
        titled = self.text[prefix.end() : end].strip() or is_titled(
            self.text, self.link
        )
        return prefix[0][0] == "#" and bool(titled)

    def _in_sentence(self, before: Range, titled: bool) -> bool:
        """Whether the first link is a part of a sentence."""
        text = self.text
        words = text[slice(*before)]
        gap = text[before[1] : self.link.start].rstrip(" \t")
        if gap or _label_only(words) or (words[:2] == "[[" and words[-2:] == "]]"):
            return False
        if titled:
            return not is_kind(words) and not words.isupper()
        following = text[self.link.end :].lstrip(_CLOSING)
        goes_on = following.removeprefix(" ")[:1].isalnum()
        goes_on = goes_on or names_host(text, self.link)
        return goes_on and not _is_title(words)

    def _is_titled(self, before: Range | None) -> bool:
        """Whether the words of the first link can be the title.  After other words, the name of a
        file (`he2016deep.pdf`) or of the host is not a title."""
        words = self.text[slice(*self.link.words)].strip("`[] ")
        if without_numbers(words) in self.kinds:
            return False
        if before and (_FILE.fullmatch(words) or names_host(self.text, self.link)):
            return False
        return is_titled(self.text, self.link)

    def _read_title(self, at: int, before: Range | None, titled: bool) -> None:
        text, link, first = self.text, self.link, self.first
        bold = _EMPHASIS.match(text, at, link.start) if before else None
        if bold and (
            self._is_label(bold)
            if titled
            else _label_only(bold["inside"] or "")
            or has_subtitle(text, bold.end(), link.start)
        ):
            bold = None
        if bold:
            start, end = _inside(bold)
            number = NUMBER.match(text, start, end)
            self.title = trimmed(text, number.end() if number else start, end)
            self._add(bold.end(), link.start)
        elif before and not titled:
            self._read_words_before(before)
        else:
            if before:
                self._keep_words(before)
            if titled:
                self._take_link()
        if link != first:
            if self.title_is_link and not text.startswith("(#", link.words[1] + 1):
                self.rest.append((link.words[1] + 1, link.end))
            self._add(link.end if self.title_is_link else link.start, first.start)
        taken = self.title_is_link and link == first
        if not taken and not is_plain(text, first):
            self.rest.append(first.words)

    def _take_link(self) -> None:
        """Take the words of the first link for the title."""
        text, link = self.text, self.link
        words = _EMPHASIS.fullmatch(text, *link.words)
        start, end = _inside(words) if words else link.words
        number = _OWN_NUMBER.match(text, start, end)
        if number and number["number"] in text[slice(*link.url)]:
            start = number.end()
        self.title = trimmed(text, start, end)
        self.title_is_link = self.title is not None

    def _is_label(self, bold: re.Match[str]) -> bool:
        """Whether words in bold are a label of the linked title behind them, as in `**NLP**:
        [Title](…)`.  A label is shorter than the title."""
        label = bold["inside"] or ""
        between = self.text[bold.end() : self.link.start].strip(" [")
        colon = (between or label[-1:]) in (":", "：")
        return colon and len(label) < self.link.words[1] - self.link.words[0]

    def _read_name(self) -> None:
        """Take the words of a link for the title if nothing else can be it: `[FooConf 2023](…)`,
        `[example.com/tool](…) - a remark`.  Such words beside the address of a paper are its venue
        or its address."""
        words = self.first.words
        typed = self.text[slice(*words)]
        kept = words in self.rest
        if kept:
            named = names_venue(typed)
        else:
            named = (
                bool(self.rest) and "." in typed and "/" in typed.partition("//")[0]
            )
        if (
            named
            and identify(self.text[slice(*self.first.url)]).kind is not Kind.PAPER
        ):
            self.title, self.title_is_link = trimmed(self.text, *words), True
            self.rest = [one for one in self.rest if one != words]

    def _read_cited(self) -> bool:
        """Read a link whose words are a citation, with the title behind it: `[Roe et al., Cell
        (2014)](…) Small Cells`.  Returns whether the text has this form."""
        text, link = self.text, self.first
        after = _after(text, link.end)
        cited = cited_names(text, *link.words) if after else None
        if not after or not cited or not is_only_cited(text, cited[0]):
            return False
        quoted = _EMPHASIS.match(text, *after)
        if quoted and quoted["quoted"]:
            self.title = trimmed(text, *quoted.span("quoted"))
            self._add(quoted.end(), after[1])
        else:
            title, _, self.rest[:] = cut_title(text, *after)
            self.title = trimmed(text, *title) if title else None
        self.authors = (cited[0][0][0], cited[0][-1][1])
        self.rest += cited[1]
        return True

    def _keep_words(self, before: Range) -> None:
        """Keep words before the first link, unless they are the label of a title or the link says
        the same."""
        words = self.text[slice(*before)]
        address = self.text[slice(*self.first.url)]
        label = label_at(f"{words}:")
        titled = label and label[1] > len(words) and label[0] is Field.TITLE
        if not (titled or is_plain_kind(words)) or names_other(words, address):
            self.rest.append(before)

    def _add(self, start: int, end: int) -> None:
        """Keep the words of text[start:end], links as typed, without line breaks around them."""
        start, end = _without_breaks(self.text, start, end)
        start, end = _stripped(self.text, start, end)
        if LETTER_OR_DIGIT.search(self.text, start, end):
            self.rest.append((start, end))

    def _run(self) -> int:
        """The number of links that belong to one paper.  These are the first link, and links such
        as `[pdf]` right after it."""
        count = 1
        for above, link in zip(self.links, self.links[1:], strict=False):
            gap = self.text[above.end : link.start]
            if LETTER_OR_DIGIT.search(gap) or not is_plain(self.text, link):
                break
            count += 1
        return count

    def _read_words_before(self, before: Range) -> None:
        """Read title and authors in the words before the first link."""
        text = self.text
        before = self._without_remark(before)
        words = text[slice(*before)]
        if _label_only(words):
            self._keep_words(before)
            return
        if label := label_at(words):
            field, end = label
            if field is not Field.TITLE:
                self.rest.append(before)
                return
            before = trimmed(text, before[0] + end, before[1]) or before
            words = text[slice(*before)]
        closing = text[before[1] : before[1] + 1] in (")", "）")
        if found := split_title(words + (")" if closing else "")):
            self._take(found, before[0])
            return
        gap = text[before[1] : self.first.start].strip()
        self.title, _, other = cut_title(text, *before, marked=bool(gap))
        self.rest += other

    def _without_remark(self, before: Range) -> Range:
        """The words without a bracket that is open at the link: `Title (more at https://…)`.  The
        words in this bracket are kept."""
        start, end = before
        at = max(self.text.rfind(mark, start, end) for mark in "(（")
        title = trimmed(self.text, start, at) if at > start else None
        if not title or any(mark in self.text[at:end] for mark in ")）"):
            return before
        if inside := trimmed(self.text, at + 1, end):
            self._keep_words(inside)
        return title

    def _take(self, found: TitleLine, by: int) -> None:
        self.title, self.authors = moved(found[:2], by), moved(found[2:], by)

    def _read_after(self, at: int, before: Range | None) -> None:
        """Read the words after the links.  They may be a title (if no words are before the links),
        authors in brackets, and other words."""
        text = self.text
        after = _after(text, at)
        if not after:
            return
        words = text[slice(*after)]
        if not self.title and not before:
            if found := split_title(words):
                self._take(found, after[0])
                return
            if _is_title(words) and not is_byline(words):
                self.title = trimmed(text, *after)
                return
        if (
            self.title
            and not self.authors
            and (listed := _AUTHORS_AFTER.match(text, at))
        ):
            start, end = listed.span("names")
            if split_title(f"T ({text[start:end]})"):
                self.authors = (start, end)
                after = _after(text, listed.end())
        if after:
            self.rest.append(after)


def _without_breaks(text: str, start: int, end: int) -> Range:
    """The range without line breaks (`<br>`) at both ends."""
    while found := _BREAK.match(text, start, end):
        start = found.end()
    while (tag := text.rfind("<", start, end)) >= 0 and _BREAK.fullmatch(
        text, tag, end
    ):
        end = tag
    return start, end


def _inside(emphasis: re.Match[str]) -> Range:
    """The range of the words that are emphasized, quoted or between tags."""
    named = ("inside", "quoted", "tagged")
    return next(emphasis.span(name) for name in named if emphasis[name])


def without_numbers(words: str) -> str:
    """The words of a link, such that `Page 12` and `Page 13` are the same."""
    return _DIGITS.sub("0", words.strip("`[] "))


def _label_only(words: str) -> bool:
    """Whether words are a label, with or without its colon."""
    label = label_at(words + ":")
    return label is not None and label[1] > len(words)


def cut_title(
    text: str, start: int, end: int, *, marked: bool = False
) -> TitleWords:
    """The title and the other words of text[start:end].  A sentence is not a title.  A long text
    begins with a title if a dash, a colon or a wide space ends it.  `marked` says that a dash or a
    bracket follows."""
    if end - start <= MAX_TITLE:
        if remark := _remark(text, start, end):
            before = stripped(text, start, remark.start(), "")
            return TitleWords(before, rest=[(remark.end(), end)])
        if is_sentence(text[start:end]) and not (marked and text[end - 1].isalnum()):
            return TitleWords(None, rest=[(start, end)])
        return TitleWords((start, end))
    reference = read_reference(text, start, end)
    if reference and reference.title and reference.names[0] < reference.title:
        behind = [one for one in reference.rest if one > reference.title]
        last = behind[0][0] if behind else end
        return TitleWords(stripped(text, start, last, "", " .,*_"), rest=behind)
    stop = _TITLE_BREAK.search(text, start, start + MAX_TITLE)
    title = trimmed(text, start, stop.start()) if stop else None
    if not stop or not title:
        return TitleWords(None, rest=[(start, end)])
    return TitleWords(title, rest=[_stripped(text, stop.end(), end)])


def _remark(text: str, start: int, end: int) -> re.Match[str] | None:
    """The mark between a title in Latin letters and a Korean sentence about it
    (`Layer Normalization: 배치 크기와 무관하다`)."""
    stop = _TITLE_BREAK.search(text, start, end)
    if not stop or has_hangul(text[start : stop.start()]):
        return None
    remark = text[stop.end() : end]
    return stop if has_hangul(remark) and is_sentence(remark) else None


def has_subtitle(text: str, at: int, end: int) -> bool:
    """Whether words in bold, which end at `at`, are the first part of a title:
    `**Name**: A Subtitle`."""
    place = trimmed(text, at, end) if text[at : at + 1] in (":", "：") else None
    return place is not None and _is_title(text[slice(*place)])


def is_byline(words: str) -> bool:
    """Whether words name the authors: `by Jane Roe`."""
    by = BY.match(words)
    return by is not None and are_names(words, by.end(), len(words), 1)


def _is_title(words: str) -> bool:
    return plain_title(words) is True


def _stripped(text: str, start: int, end: int) -> Range:
    """The range without separators at both ends, and without brackets whose other half is
    outside."""
    marks = WHITE_SPACE + ",;:|-–—"
    start, end = stripped(text, start, end, marks + ")]", marks + "([")
    more = text.count("]", start, end) - text.count("[", start, end)
    while more > 0 and text[end - 1 : end] in ("]", " "):
        more -= text[end - 1] == "]"
        end -= 1
    return stripped(text, start, end)


def _words_start(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _TRIMMED_START:
        if text[start] in _OPENING_QUOTES and _quotes_first(text, start, end):
            break
        start += 1
    return start


def _words_end(text: str, start: int, end: int) -> int:
    if text[end - 2 : end] in ("=>", "->"):
        end -= 2
    while start < end and text[end - 1] in _TRIMMED_END:
        if text[end - 1] in _CLOSING_QUOTES and _quotes_last(text, start, end):
            break
        if text[end - 1] == ":" and _SHORTCODE.search(text, start, end):
            break
        end -= 1
    return end


def _quotes_first(text: str, start: int, end: int) -> bool:
    """Whether the quotation mark at `start` belongs only to the first words, not to all of them."""
    if end - start > _MAX_QUOTED:
        return False
    mark = _OPENING_QUOTES[text[start]]
    at = text.find(mark, start + 2, end)
    while at >= 0 and mark in "’'" and text[at + 1 : at + 2].isalnum():
        at = text.find(mark, at + 1, end)  # an apostrophe
    return at >= 0 and text[at:end].strip(_TRIMMED_END) != ""


def _quotes_last(text: str, start: int, end: int) -> bool:
    """Whether the quotation mark at the end belongs only to the last words, not to all of them."""
    if end - start > _MAX_QUOTED:
        return False
    mark = _CLOSING_QUOTES[text[end - 1]]
    at = text.rfind(mark, start + 1, end - 2)
    while at > start and mark == "'" and text[at - 1].isalnum():
        at = text.rfind(mark, start + 1, at)
    return at > start


def trimmed(text: str, start: int, end: int) -> Range | None:
    """The range without separators and unpaired brackets at both ends.  Emphasis around the whole
    range is removed, too; emphasis on a part of it stays.  None if no word remains."""
    first, last = start, end
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    start = _words_start(text, start, end)
    if text.count("`", start, end) % 2:  # one of a pair around title and address
        if text[end - 1] == "`":
            end -= 1
        elif text[start] == "`":
            start = _words_start(text, start + 1, end)
    if text[start : start + 1] in _QUOTED and text[end - 1] == _QUOTED[text[start]]:
        start, end = _words_start(text, start + 1, end - 1), end - 1
    for _ in range(_MOST_BRACKETS):
        end = _words_end(text, start, end)
        if start == end or text[end - 1] not in _PAIRS:
            break
        closing = text[end - 1]
        more = text.count(closing, start, end) - text.count(
            _PAIRS[closing], start, end
        )
        if more <= 0:
            break
        end -= 1
    if text.count("**", start, end) % 2:  # only one end is a part of it
        start -= 2 * (start - 2 >= first and text.startswith("**", start - 2))
        end += 2 * text.startswith("**", end, last)
    return (start, end) if LETTER_OR_DIGIT.search(text, start, end) else None


def _after(text: str, at: int) -> Range | None:
    """The words after `at`, without the separators before them."""
    start, end = at, len(text)
    while start < end:
        if text[start] in _BETWEEN and not (
            text[start] in "*_" and _EMPHASIS.match(text, start)
        ):
            start += 1
        elif mark := _ENTITY.match(text, start) or _BREAK.match(text, start):
            start = mark.end()
        else:
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if LETTER_OR_DIGIT.search(text, start, end) else None


def is_sentence(words: str) -> bool:
    """Whether words read as a sentence, not as a title."""
    return _SENTENCE.search(words) is not None and not _is_title(words)
