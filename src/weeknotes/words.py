"""The words of the interface: one table a language.  A word that a language lacks is a type error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from weeknotes.weeks import WeekLabel


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What the search says.  In `help` what a reader may type stands between backticks."""

    title: str
    prompt: str
    found: tuple[str, str]
    about: tuple[str, str]
    none: str
    alone: str
    more: str
    all: str
    close: str
    remove: str
    keyboard: str
    glossary: str
    slip: str
    help: tuple[str, ...]
    without_script: str


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that a page shows of its own.  `{n}` is a number, `{x}` a name; pairs are for one and for many."""

    skip: str
    site_nav: str
    weeks: str
    papers: str
    tags: str
    authors: str
    feed_weeks: str
    feed_entries: str
    newest: str
    earlier: str
    read_all: tuple[str, str]
    all_weeks: str
    all_papers: str
    all_tags: str
    all_authors: str
    notes: tuple[str, str]
    week_count: tuple[str, str]
    paper_count: tuple[str, str]
    tag_count: tuple[str, str]
    author_count: tuple[str, str]
    contents: str
    more_authors: tuple[str, str]
    also_titled: str
    mentions: str
    together: str
    since: str
    two_papers: str
    by_count: str
    by_name: str
    note_of: str
    undated: str
    no_note: str
    empty: str
    kinds: Mapping[str, str]
    week_label: str
    week_short: str
    month: str
    months: tuple[str, ...]
    search: SearchWords

    def count(self, forms: tuple[str, str], n: int) -> str:
        """`forms` for a number: the first for one, the second for any other."""
        return forms[0 if n == 1 else 1].format(n=n)

    def label(self, week: WeekLabel) -> str:
        """A week in this language: `2023년 4월 4주차`."""
        return self.week_label.format(y=week.year, m=self.months[week.month - 1], w=week.week)

    def short_label(self, week: WeekLabel) -> str:
        """A week where its year stands above: `4월 4주`."""
        return self.week_short.format(m=self.months[week.month - 1], w=week.week)

    def days(self, first: date, last: date) -> str:
        """Two days of one week, without the year: `4.16–22`, `4.30–5.6`."""
        start = self.month.format(m=self.months[first.month - 1], d=first.day)
        end = self.month.format(m=self.months[last.month - 1], d=last.day) if first.month != last.month else str(last.day)
        return start if first == last else f"{start}–{end}"


KOREAN: Final = Words(
    skip="본문으로",
    site_nav="사이트",
    weeks="주간",
    papers="논문",
    tags="주제",
    authors="저자",
    feed_weeks="주간 RSS",
    feed_entries="노트 RSS",
    newest="이번 주",
    earlier="지난 주들",
    read_all=("{n}개 읽기", "{n}개 모두 읽기"),
    all_weeks="모든 주",
    all_papers="모든 논문",
    all_tags="모든 주제",
    all_authors="모든 저자",
    notes=("노트 {n}개", "노트 {n}개"),
    week_count=("{n}주", "{n}주"),
    paper_count=("{n}편", "{n}편"),
    tag_count=("주제 {n}개", "주제 {n}개"),
    author_count=("저자 {n}명", "저자 {n}명"),
    contents="차례",
    more_authors=("외 {n}명", "외 {n}명"),
    also_titled="다른 제목",
    mentions="다른 글에서",
    together="함께",
    since="{x}부터",
    two_papers="두 편 이상 읽은",
    by_count="많은 순",
    by_name="이름순",
    note_of="노트",
    undated="날짜 없음",
    no_note="메모 없이 담아 두었습니다.",
    empty="아직 아무것도 없습니다. notes 폴더에 첫 주를 적어 보세요.",
    kinds=MappingProxyType(
        {
            "paper": "논문",
            "code": "코드",
            "model": "모델",
            "data": "데이터",
            "demo": "데모",
            "video": "영상",
            "thread": "스레드",
            "file": "파일",
            "page": "글",
        }
    ),
    week_label="{y}년 {m}월 {w}주차",
    week_short="{m}월 {w}주",
    month="{m}.{d}",
    months=tuple(str(m) for m in range(1, 13)),
    search=SearchWords(
        title="검색",
        prompt="제목, 저자, 주제, 노트의 말",
        found=("{n}편", "{n}편"),
        about=("약 {n}편", "약 {n}편"),
        none="{x}: 찾은 것이 없습니다",
        alone="따로 찾으면",
        more="더 보기",
        all="모두 보기",
        close="닫기",
        remove="{x} 빼기",
        keyboard="자판을 바꾸어 찾음",
        glossary="같은 말로 찾음",
        slip="비슷한 철자로 찾음",
        help=(
            "낱말의 한 부분 `코더`, 쓰다 만 글자 `모데`, 초성 `ㅇㅇㅁㄷ`도 찾습니다.",
            '거르기는 `tag:llm` `author:shazeer` `year:2023` `week:2023-04-w4`, 이어진 말은 `"in context"`, 빼기는 `-image`.',
            "어디서나 `/` 또는 `Ctrl K`로 엽니다.",
        ),
        without_script="검색은 JavaScript로 합니다. 아래 목록에서도 모두 찾아갈 수 있습니다.",
    ),
)

ENGLISH: Final = Words(
    skip="Skip to content",
    site_nav="Site",
    weeks="Weeks",
    papers="Papers",
    tags="Topics",
    authors="Authors",
    feed_weeks="Weeks RSS",
    feed_entries="Notes RSS",
    newest="Newest week",
    earlier="Earlier weeks",
    read_all=("Read it", "Read all {n}"),
    all_weeks="All weeks",
    all_papers="All papers",
    all_tags="All topics",
    all_authors="All authors",
    notes=("{n} note", "{n} notes"),
    week_count=("{n} week", "{n} weeks"),
    paper_count=("{n} paper", "{n} papers"),
    tag_count=("{n} topic", "{n} topics"),
    author_count=("{n} author", "{n} authors"),
    contents="Contents",
    more_authors=("and {n} other", "and {n} others"),
    also_titled="Also titled",
    mentions="Mentioned in",
    together="With",
    since="since {x}",
    two_papers="with two papers or more",
    by_count="By number",
    by_name="By name",
    note_of="Note",
    undated="Undated",
    no_note="Kept without a note.",
    empty="Nothing here yet. Write your first week in the notes folder.",
    kinds=MappingProxyType(
        {
            "paper": "Paper",
            "code": "Code",
            "model": "Model",
            "data": "Data",
            "demo": "Demo",
            "video": "Video",
            "thread": "Thread",
            "file": "File",
            "page": "Page",
        }
    ),
    week_label="Week {w} of {m} {y}",
    week_short="{m}, week {w}",
    month="{m} {d}",
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    search=SearchWords(
        title="Search",
        prompt="Titles, authors, topics, words of notes",
        found=("{n} paper", "{n} papers"),
        about=("about {n} paper", "about {n} papers"),
        none="{x}: nothing found",
        alone="One by one:",
        more="Show more",
        all="Show all",
        close="Close",
        remove="Remove {x}",
        keyboard="found with the other keyboard",
        glossary="found by the glossary",
        slip="found by a similar spelling",
        help=(
            "Parts of words (`former`), syllables not yet finished (`모데`) and initial consonants (`ㅇㅇㅁㄷ`) are found, too.",
            'Narrow by `tag:llm` `author:shazeer` `year:2023` `week:2023-04-w4`; phrases are `"in context"`; leave out with `-image`.',
            "`/` or `Ctrl K` opens this anywhere.",
        ),
        without_script="Search needs JavaScript. Everything can be reached from these lists as well.",
    ),
)

LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({"ko": KOREAN, "en": ENGLISH})
