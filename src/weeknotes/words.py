"""The words of the interface: one table a language.  A word that a language lacks is a type error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from weeknotes.weeks import WeekLabel


class SubscribeWords(NamedTuple):
    """What is said of feeds; `newest_…` are for a feed that holds only so many."""

    title: str
    lead: str
    feeds: str
    weeks_atom: str
    weeks_json: str
    weeks: str
    entries: str
    atom: str
    json: str
    newest_weeks: tuple[str, str]
    newest_notes: tuple[str, str]
    phone: str
    steps: tuple[str, ...]
    topics: str
    topics_lead: str
    together: str
    together_lead: str
    opml: str


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of charts and of the atlas; `each` is for slots of a month, a quarter, a year and `{n}` years."""

    atlas: str
    each_week: str
    each: tuple[str, str, str, str]
    quarter: str
    year: str
    years: str
    months: tuple[str, ...]
    notes_each: str
    as_table: str
    weekly: str
    weekly_by: str
    weekly_cut: str
    over_time: str
    over_time_by: str
    changes: str
    changes_by: str
    rising: str
    fading: str
    per_cent: str
    pairs: str
    pairs_by: str
    sources: str
    sources_by: str
    other_sources: tuple[str, str]
    no_source: str
    most_read: str
    most_read_by: str
    period: str
    topic: str
    number: str
    drawn: str


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
    subscribe: SubscribeWords
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
    related: str
    linked: str
    same_tags: str
    same_authors: str
    papers_nav: str
    since: str
    two_papers: str
    by_count: str
    by_name: str
    note_of: str
    undated: str
    no_note: str
    empty: str
    cite: str
    copy: str
    open_data: str
    schema: str
    not_found: str
    not_found_hint: str
    theme: str
    theme_system: str
    theme_light: str
    theme_dark: str
    keys: str
    keys_next: str
    keys_previous: str
    keys_help: str
    keys_on: str
    close: str
    copied: str
    selected: str
    locale: str
    kinds: Mapping[str, str]
    week_label: str
    week_short: str
    month: str
    months: tuple[str, ...]
    month_of_year: str
    charts: ChartWords

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

    def period(self, month: int, step: int) -> str:
        """A slot of a chart, `step` months from `month` (year × 12 + month − 1) on: `2023년 4월`, `2023년 2분기`, `2023년`."""
        year, index = divmod(month, 12)
        if step == 1:
            return self.month_of_year.format(y=year, m=self.months[index])
        if step == 3:
            return self.charts.quarter.format(y=year, q=index // 3 + 1)
        return self.charts.year.format(y=year) if step == 12 else self.charts.years.format(y=year, z=year + step // 12 - 1)

    def each(self, step: int) -> str:
        """How often, for slots of `step` months: `분기마다`."""
        return self.charts.each[{1: 0, 3: 1, 12: 2}.get(step, 3)].format(n=step // 12)


KOREAN: Final = Words(
    skip="본문으로",
    site_nav="사이트",
    weeks="주간",
    papers="논문",
    tags="주제",
    authors="저자",
    feed_weeks="주간 RSS",
    feed_entries="노트 RSS",
    subscribe=SubscribeWords(
        title="구독",
        lead="피드는 새 글이 올라오면 알려 주는 주소입니다. 피드 리더라는 앱에 한 번 넣어 두면 새 글이 앱으로 찾아옵니다. "
        "가입도 이메일도 필요 없고, 그만 받으려면 앱에서 지우면 됩니다.",
        feeds="피드",
        weeks_atom="주간 Atom",
        weeks_json="주간 JSON Feed",
        weeks="한 주가 글 하나로 오고, 그 주의 노트가 모두 들어 있습니다.",
        entries="노트가 하나씩 따로 옵니다.",
        atom="주간 RSS와 같은 글을 다른 형식으로 담았습니다. 앱이 Atom을 찾을 때 고릅니다.",
        json="역시 같은 글입니다. 프로그램으로 읽기에 좋습니다.",
        newest_weeks=("최근 {n}주.", "최근 {n}주."),
        newest_notes=("최근 노트 {n}개.", "최근 노트 {n}개."),
        phone="휴대전화에서",
        steps=(
            "앱 스토어에서 피드 리더를 하나 받습니다. iPhone의 NetNewsWire, Android의 Feeder처럼 무료인 것이 여럿 있습니다.",
            "받고 싶은 피드의 이름을 여기에서 길게 눌러 링크를 복사합니다. 그냥 누르면 앱이 읽는 글이 그대로 보이는데, 고장이 아닙니다.",
            "앱에서 더하기(+)나 ‘피드 추가’를 누르고 붙여 넣습니다. 이 사이트의 주소만 넣어도 앱이 피드를 찾아냅니다.",
        ),
        topics="주제별로",
        topics_lead="관심 있는 주제의 노트만 받을 수도 있습니다. 이름이 피드로 가는 링크이고, 숫자는 지금까지 쓴 노트의 수입니다.",
        together="한꺼번에",
        together_lead="주간과 노트, 모든 주제의 피드를 파일 하나에 담았습니다. 리더의 ‘가져오기’에서 이 파일을 고르면 한 번에 구독됩니다.",
        opml="피드 목록 받기 (OPML)",
    ),
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
    related="이어 읽기",
    linked="서로 언급",
    same_tags="같은 주제 {n}",
    same_authors="같은 저자 {n}",
    papers_nav="앞뒤 논문",
    since="{x}부터",
    two_papers="두 편 이상 읽은",
    by_count="많은 순",
    by_name="이름순",
    note_of="노트",
    undated="날짜 없음",
    no_note="메모 없이 담아 두었습니다.",
    cite="인용",
    copy="복사",
    open_data="모든 노트 (JSON)",
    schema="스키마",
    empty="아직 아무것도 없습니다. notes 폴더에 첫 주를 적어 보세요.",
    not_found="여기에는 아무것도 없습니다",
    not_found_hint="주소가 바뀌었거나 잘못 적혔을 수 있습니다. 여기에서 찾아보세요.",
    theme="화면 밝기",
    theme_system="시스템 설정대로",
    theme_light="밝게",
    theme_dark="어둡게",
    keys="단축키",
    keys_next="다음 글",
    keys_previous="이전 글",
    keys_help="이 도움말",
    keys_on="글자 하나로 된 단축키 쓰기",
    close="닫기",
    copied="복사했습니다",
    selected="선택했습니다. Ctrl+C로 복사하세요.",
    locale="ko_KR",
    kinds=MappingProxyType(
        {
            "paper": "논문",
            "code": "코드",
            "model": "모델",
            "data": "데이터",
            "demo": "데모",
            "video": "영상",
            "post": "글",
            "thread": "스레드",
            "file": "파일",
            "page": "페이지",
        }
    ),
    week_label="{y}년 {m}월 {w}주차",
    week_short="{m}월 {w}주",
    month="{m}.{d}",
    months=tuple(str(m) for m in range(1, 13)),
    month_of_year="{y}년 {m}월",
    charts=ChartWords(
        atlas="지도",
        each_week="주마다",
        each=("달마다", "분기마다", "해마다", "{n}년마다"),
        quarter="{y}년 {q}분기",
        year="{y}년",
        years="{y}–{z}년",
        months=("1월", "", "", "4월", "", "", "7월", "", "", "10월", "", ""),
        notes_each="{each} 노트 수",
        as_table="숫자로 보기",
        weekly="읽은 때",
        weekly_by="{each} 노트 수. 해마다 가장 많은 곳에 수를 적었습니다.",
        weekly_cut="가운데가 끊긴 막대는 그린 것보다 깁니다.",
        over_time="주제의 흐름",
        over_time_by="노트가 많은 주제 {n}개, {each} 노트 수. 높이는 모두 같은 자로 쟀습니다.",
        changes="늘고 준 주제",
        changes_by="마지막 {n}주와 그 앞 {n}주를 견줍니다. 노트 100개 가운데 그 주제의 노트가 몇 개인지를 빈 점에서 찬 점으로 그렸고, "
        "두 기간을 합쳐 노트가 {least}개 이상인 주제만 봅니다.",
        rising="늘어난 주제",
        fading="줄어든 주제",
        per_cent="노트 100개에",
        pairs="함께 나온 주제",
        pairs_by="한 노트에 같이 붙은 두 주제와 그런 노트의 수.",
        sources="출처",
        sources_by="노트에 건 주소를 사이트마다 세었습니다.",
        other_sources=("그 밖의 {n}곳", "그 밖의 {n}곳"),
        no_source="주소 없음",
        most_read="많이 읽은 저자",
        most_read_by="저자마다 읽은 논문의 수.",
        period="때",
        topic="주제",
        number="노트",
        drawn="그림",
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
    subscribe=SubscribeWords(
        title="Subscribe",
        lead="A feed is an address that tells when something new is here. Give it to an app called a feed reader once, and what is new "
        "comes to you there. There is nothing to sign up for and no e-mail to give; to stop, delete it in the app.",
        feeds="Feeds",
        weeks_atom="Weeks Atom",
        weeks_json="Weeks JSON Feed",
        weeks="Each week arrives as one item, with all its notes.",
        entries="Each note arrives by itself.",
        atom="The same as Weeks RSS in another format, for apps that ask for Atom.",
        json="The same again, in a form that programs like to read.",
        newest_weeks=("The newest week.", "The newest {n} weeks."),
        newest_notes=("The newest note.", "The newest {n} notes."),
        phone="On a phone",
        steps=(
            "Get a feed reader from the app store. NetNewsWire for iPhone and Feeder for Android are free, and there are others.",
            "Press the name of a feed on this page for a while and copy the link. A tap may show what the app reads: nothing is broken.",
            "In the app, choose + or “Add feed” and paste. The address of this site is enough, too: the app finds the feed.",
        ),
        topics="By topic",
        topics_lead="You can also get only the notes on a topic. A name is a link to its feed; the number tells how many notes there are.",
        together="All at once",
        together_lead="The feeds of weeks, notes and every topic in one file. Choose it under “Import” in your reader to get them all.",
        opml="Download the list of feeds (OPML)",
    ),
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
    related="Related",
    linked="one mentions the other",
    same_tags="topics in common: {n}",
    same_authors="authors in common: {n}",
    papers_nav="Papers before and after",
    since="since {x}",
    two_papers="with two papers or more",
    by_count="By number",
    by_name="By name",
    note_of="Note",
    undated="Undated",
    no_note="Kept without a note.",
    cite="Cite",
    copy="Copy",
    open_data="All notes (JSON)",
    schema="schema",
    empty="Nothing here yet. Write your first week in the notes folder.",
    not_found="There is nothing here",
    not_found_hint="The address may have changed, or been mistyped. Try one of these.",
    theme="Brightness",
    theme_system="as the system",
    theme_light="light",
    theme_dark="dark",
    keys="Keyboard shortcuts",
    keys_next="Next entry",
    keys_previous="Previous entry",
    keys_help="This help",
    keys_on="Use shortcuts of a single character",
    close="Close",
    copied="Copied",
    selected="Selected. Press Ctrl+C to copy.",
    locale="en_US",
    kinds=MappingProxyType(
        {
            "paper": "Paper",
            "code": "Code",
            "model": "Model",
            "data": "Data",
            "demo": "Demo",
            "video": "Video",
            "post": "Post",
            "thread": "Thread",
            "file": "File",
            "page": "Page",
        }
    ),
    week_label="Week {w} of {m} {y}",
    week_short="{m}, week\u00a0{w}",
    month="{m} {d}",
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    month_of_year="{m} {y}",
    charts=ChartWords(
        atlas="Atlas",
        each_week="each week",
        each=("each month", "each quarter", "each year", "every {n} years"),
        quarter="Q{q} {y}",
        year="{y}",
        years="{y}–{z}",
        months=("Jan", "", "", "Apr", "", "", "Jul", "", "", "Oct", "", ""),
        notes_each="Notes {each}",
        as_table="As a table",
        weekly="When",
        weekly_by="Notes {each}. The highest of a year bears its number.",
        weekly_cut="A broken bar is longer than it is drawn.",
        over_time="Topics over time",
        over_time_by="Notes {each} on the {n} topics with the most. All are drawn to one scale.",
        changes="Rising and fading",
        changes_by="The last {n} weeks against the {n} before. Of every 100 notes, how many are on the topic: from the hollow dot "
        "to the full one. Only topics with {least} notes or more in both together.",
        rising="Rising",
        fading="Fading",
        per_cent="Of 100 notes",
        pairs="Topics that occur together",
        pairs_by="Two topics on one note, and how many such notes.",
        sources="Sources",
        sources_by="The addresses of all notes, counted by site.",
        other_sources=("{n} other", "{n} others"),
        no_source="No address",
        most_read="Most read authors",
        most_read_by="How many of their papers.",
        period="When",
        topic="Topic",
        number="Notes",
        drawn="Drawn",
    ),
)

LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({"ko": KOREAN, "en": ENGLISH})
