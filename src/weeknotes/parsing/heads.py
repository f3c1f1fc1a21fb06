"""Find front matter in the lines of a file.  It is at the top of the file, or right below the first
heading."""

import re
from collections.abc import Mapping, Sequence

from weeknotes.text.headings import heading
from weeknotes.text.patterns import LazyPattern

_NAMES = {
    "week": "week",
    "date": "date, 날짜, 발행일, 게시일, 日付, 公開日, 発行日, 日期, 发布日期",
    "created": "created, 작성일, 생성일, 생성 일시, 作成日時, 创建时间",
    "draft": "draft, private, hidden, wip, unpublished, unlisted, 초안, 비공개, 下書き, 非公開"
    ", 草稿",
    "published": "published, publish, public, dg-publish, 공개, 公開, 公开",
    "status": "status, visibility, state, stage, 상태, ステータス, 状态",
    "title": "title, 제목, タイトル, 标题",
    "tags": "tags, tag, 태그, タグ, 标签",
    "url": "url, link, paper, 링크",
    "doi": "doi",
    "arxiv": "arxiv",
    "source": "source",
    "author": "author",
    "authors": "authors, 저자",
}
HEAD_KEYS = {key: name for name, keys in _NAMES.items() for key in keys.split(", ")}
"""The keys that are understood, and what each means."""

_OTHERS = """author aliases categories category cssclass cssclasses date description keywords lang
    language lastmod layout modified permalink slug subtitle summary template toc type updated
    weight owner reviewers priority 작성자 생성자 담당자 사람 분류 유형 우선순위 카테고리 수정일
    作成者 担当者 種類 优先级 创建者 负责人 类型"""
_BARE_KEYS = {*HEAD_KEYS, *_OTHERS.split()}
_TELLING = {"date", "published", "draft", "status", "week"}
"""`Key: value` lines without fences are front matter only if they contain one of these keys."""
_OF_PAPER = frozenset(
    """author author(s) authors url link paper doi year venue journal conference publisher 저자 링크
    연도 학회 저널 학술지 게재 출판 著者 学会 会議 年 作者 链接 会议 期刊 年份""".split()
)
"""A block with one of these keys describes a paper, if it has a key that is not understood."""
_LONGEST_PROPERTY = 80
"""The values of other properties have at most this many characters."""

_YES = r"(?:true|yes|on|y|1|예|네|はい|是)"
_NO = r"(?:false|no|off|n|0|아니오|아니요|いいえ|否)"
_IS = r"""["'*_]*\s*(?:::?|[=：])["'*_]*\s*["'*_]*"""
_HELD_STATUS = "(?:draft|hidden|private|unpublished|초안|비공개|下書き|非公開|草稿)"
_BEGIN = r"""(?:[-*+•]\s+)?(?:\#\+)?["'*_\[(]*"""
_END = r"""["'*_\])]*\s*,?\s*(?:\#.*)?"""
_DRAFT = "(?:draft|초안|下書き|草稿)"
_HELD = rf"""{_BEGIN}(?:(?:{_DRAFT}|private|hidden|비공개|非公開){_IS}{_YES}
    |(?:publi(?:c|sh(?:ed)?)|공개|公開|公开){_IS}{_NO}
    |(?:status|visibility){_IS}{_HELD_STATUS}){_END}"""
_HOLDS_BACK = LazyPattern(_HELD, re.IGNORECASE | re.VERBOSE)
_MARK = LazyPattern(
    rf"""{_HELD}|{_BEGIN}{_DRAFT}{_IS}(?:{_NO}|[^\W\d_]{{1,12}}){_END}""",
    re.IGNORECASE | re.VERBOSE,
)
FIRST_OF_MARK = "-*+•#\"'_[(dDpPhHsSvV초下草비非공公"
"""The possible first characters of a mark of a draft."""
_RELEASES = LazyPattern(rf"{_BEGIN}{_DRAFT}{_IS}{_NO}{_END}", re.IGNORECASE)
_VALUE = LazyPattern(
    rf"""["'*_]*(?:(?P<yes>{_YES})|(?P<no>{_NO})|(?P<held>{_HELD_STATUS})|public|publish(?:ed)?){_END}""",
    re.IGNORECASE,
)
_LONGEST = 2000
"""Maximum length in characters of a `Key: value` line without fences."""
_FENCE = re.compile(r"\s*(?:-{3,}|\+{3}|\{)\s*")
_ENDS = {  # YAML, TOML, JSON
    "-": re.compile(r"\s*(?:-{3,}|\.{3})\s*"),
    "+": re.compile(r"\s*\+{3}\s*"),
    "{": re.compile(r"\s*\}\s*"),
}
_ASCII_KEY = re.compile(r"\s*[\"']?[A-Za-z_][\w-]*[\"']?\s*(?:=|:(?:\s|$))")
_KEY = re.compile(r"[\"']?[^\W\d][\w -]*[\"']?\s*(?:=|:(?:\s|$))")
_INSIDE = re.compile(rf"{_KEY.pattern}|\s|#|- |[}}\]\[]")
_OPEN_QUOTE = re.compile(r"""[\w-]+:\s+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)""")
"""A key with a value in quotation marks that goes on in the next line."""
_MOST_WRAPPED = 5
"""Such a value has at most this many more lines."""
_BARE = re.compile(r"(?:#\+)?(?P<key>[^\W\d][\w -]*?)\s*[:：](?!//)\s*(?P<value>.*)")
_ATX = re.compile(r"#{1,6}\s+\S")


_NO_HEAD = range(0)


def find_head(lines: Sequence[str]) -> range:
    """The indexes of the lines of front matter, which is at the top of a file or right below its
    first heading.  Empty if there is none."""
    first = _filled(lines, 0)
    if first == len(lines):
        return _NO_HEAD
    if head := head_at(lines, first):
        return head
    if not (_ATX.match(lines[first]) or heading(lines[first])):
        return _NO_HEAD
    below = _filled(lines, first + 1)
    return head_at(lines, below, titled=True) if below < len(lines) else _NO_HEAD


def head_at(lines: Sequence[str], at: int, titled: bool = False) -> range:
    """The indexes of the front matter that begins on this line, if any.  `titled` says that a
    heading is right above, as above the properties of Notion."""
    if opens_head(lines[at]):
        return _fenced(lines, at, _ENDS[lines[at].lstrip()[0]])
    return _bare(lines, at, titled)


def opens_head(line: str) -> bool:
    """Whether front matter between fences may begin on this line."""
    return _FENCE.fullmatch(line) is not None


def holds_back(line: str) -> bool:
    """Whether a line asks not to publish a file or an entry, such as `draft: true` or
    `published: false`.  Such a line may also be a list item, be in bold, or have the form of Org or
    Obsidian."""
    return _HOLDS_BACK.fullmatch(line.strip()) is not None


def is_held(name: str, value: str) -> bool | None:
    """Whether the value of a key says that a file is a draft; None if it does not say.  `name` is
    `draft`, `published` or `status`."""
    found = _VALUE.fullmatch(value.strip())
    if not found or (name == "status") == bool(found["yes"] or found["no"]):
        return None
    if name == "status":
        return found["held"] is not None
    return found["yes" if name == "draft" else "no"] is not None


def is_draft_mark(line: str) -> bool:
    """Whether a line outside of front matter says whether something is a draft.  This is also so if
    the value is unknown.  Such a line begins with one of `FIRST_OF_MARK`."""
    # A fast test first, because most lines are not such a mark.
    may_be = ":" in line or "=" in line or "：" in line
    return may_be and _MARK.fullmatch(line) is not None


def is_released(line: str) -> bool:
    """Whether the mark of a draft says no: `draft: false`."""
    return _RELEASES.fullmatch(line) is not None


def _fenced(lines: Sequence[str], at: int, end: re.Pattern[str]) -> range:
    """Front matter between fences.  A file may also begin with a separator, which has no
    `key: value` below it.  Fences that are longer or indented count only if the front matter says
    that the file is a draft."""
    held = has_key = False
    regular = lines[at].rstrip() in ("---", "+++", "{")
    wrapped = 0
    for i in range(at + 1, len(lines)):
        text = lines[i].rstrip()
        if end.fullmatch(text):
            has_key = has_key or bool(_bare(lines[:i], at + 1, titled=False))
            return range(at, i + 1) if held or (has_key and regular) else _NO_HEAD
        inside = wrapped > 0 or _INSIDE.match(text) is not None
        if wrapped:
            wrapped = 0 if text.endswith(('"', "'")) else wrapped - 1
        elif _OPEN_QUOTE.fullmatch(text):
            wrapped = _MOST_WRAPPED
        has_key = has_key or _ASCII_KEY.match(text) is not None
        regular = regular and (not text or inside)
        held = held or holds_back(text)
        if text and not (held or regular or inside):
            return _NO_HEAD
    if not held:  # the second fence is missing
        return _NO_HEAD
    blank = (i for i in range(at + 1, len(lines)) if not lines[i].strip())
    return range(at, next(blank, len(lines)))


def _bare(lines: Sequence[str], at: int, titled: bool) -> range:
    """`Key: value` lines without fences, up to a blank line."""
    end = at
    values: dict[str, str] = {}
    held = False
    while end < len(lines) and (line := lines[end].rstrip()):
        found = _BARE.fullmatch(line) if len(line) <= _LONGEST else None
        if found:
            values[found["key"].lower()] = found["value"]
            held = held or holds_back(line)
        elif not values or line[0] not in " \t":
            return _NO_HEAD
        end += 1
    named = {HEAD_KEYS.get(key) for key in values}
    # The properties of a page of Notion on one paper
    telling = not named.isdisjoint(_TELLING) or {"created", "url"} <= named
    ours = _BARE_KEYS.issuperset(values) or (titled and _are_properties(values))
    return range(at, end) if held or (telling and ours) else _NO_HEAD


def _are_properties(values: Mapping[str, str]) -> bool:
    """Whether lines below a title are the properties of its page, although some of their keys are
    unknown.  They have a date and tags, and none describes a paper."""
    named = {HEAD_KEYS.get(key): value for key, value in values.items()}
    dated = any(char.isdecimal() for char in named.get("date", ""))
    short = all(
        "://" not in value and len(value) <= _LONGEST_PROPERTY
        for key, value in values.items()
        if key not in _BARE_KEYS
    )
    return dated and "tags" in named and short and _OF_PAPER.isdisjoint(values)


def _filled(lines: Sequence[str], at: int) -> int:
    """The index of the first line from `at` on that is not blank."""
    while at < len(lines) and not lines[at].strip("\ufeff \t\r"):
        at += 1
    return at
