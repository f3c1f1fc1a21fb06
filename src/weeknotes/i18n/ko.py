"""The interface in Korean."""

from weeknotes.i18n.messages_ko import KOREAN_MESSAGES
from weeknotes.i18n.table import (
    ChartWords,
    SearchWords,
    SubscribeWords,
    Words,
    one_or_other,
)
from weeknotes.text.unicode import HANGUL

_INITIALS = "가가나다다라마바바사사아자자차카타파하"
"""The index headings of the 19 initial consonants, in Unicode order."""
_SYLLABLES_OF_AN_INITIAL = 588


def _initial_syllable(letter: str) -> str:
    """The index heading of a syllable: `가` if it begins with ㄱ or ㄲ, and so on."""
    if not "가" <= letter <= "힣":
        return ""
    return _INITIALS[(ord(letter) - ord("가")) // _SYLLABLES_OF_AN_INITIAL]


KOREAN = Words(
    tag="ko",
    names=("korean", "한국어"),
    locale="ko_KR",
    letters=HANGUL,
    index_letter=_initial_syllable,
    plurals=("one", "other"),
    plural=one_or_other,
    messages=KOREAN_MESSAGES,
    site_title="주간 노트",
    skip="본문으로",
    site_nav="사이트",
    weeks="주간",
    papers="논문",
    tags="주제",
    authors="저자",
    pages="페이지",
    feed_weeks="주간 RSS",
    feed_entries="노트 RSS",
    subscribe=SubscribeWords(
        title="구독",
        lead="피드는 새 글이 올라오면 알려 주는 주소입니다. 피드 리더라는 앱에 한 번 넣어 "
        "두면 새 글이 앱으로 찾아옵니다. "
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
        limit="피드 하나는 1MB를 넘지 않으므로, 글이 길면 더 적게 담깁니다.",
        phone="휴대전화에서",
        steps=(
            (
                "앱 스토어에서 피드 리더를 하나 받습니다. iPhone의 NetNewsWire, "
                "Android의 Feeder처럼 무료인 것이 여럿 있습니다."
            ),
            (
                "받고 싶은 피드의 이름을 여기에서 길게 눌러 링크를 복사합니다. 짧게 "
                "누르면 앱이 읽는 글이 그대로 보일 수 있습니다. 오류가 아닙니다."
            ),
            (
                "앱에서 더하기(+)나 ‘피드 추가’를 누르고 붙여 넣습니다. 이 사이트의 "
                "주소만 넣어도 앱이 피드를 찾아냅니다."
            ),
        ),
        topics="주제별로",
        topics_lead="관심 있는 주제의 노트만 받을 수도 있습니다. 이름이 피드로 가는 링크이고, "
        "숫자는 지금까지 쓴 노트의 수입니다. 위의 피드 하나나 주제 가운데 한쪽만 구독하세요. 둘 다 "
        "구독하면 같은 노트가 여러 번 옵니다.",
        together="한꺼번에",
        together_lead="주간과 노트, 모든 주제의 피드를 파일 하나에 담았습니다. 리더의 "
        "‘가져오기’에서 이 파일을 고르세요. 다 두면 같은 노트가 여러 번 오니, 위의 피드 하나나 "
        "주제의 피드만 남기고 나머지는 지우세요.",
        opml="피드 목록 받기 (OPML)",
    ),
    returned_lately="최근 다시 다룬 논문",
    before="앞서 {x}",
    by_topic="주제별로 보기",
    most_used="많이 쓴 주제",
    earlier="이전 주",
    read_all=("노트 읽기", "{n}개 모두 읽기"),
    all_weeks="모든 주",
    all_papers="모든 논문",
    all_tags="모든 주제",
    all_authors="모든 저자",
    notes=("노트 {n}개", "노트 {n}개"),
    week_count=("{n}주", "{n}주"),
    paper_count=("{n}편", "{n}편"),
    tag_count=("주제 {n}개", "주제 {n}개"),
    author_count=("두 편 이상 읽은 저자 {n}명", "두 편 이상 읽은 저자 {n}명"),
    contents="차례",
    more_authors=("외 {n}명", "외 {n}명"),
    also_titled="다른 제목",
    mentions="다른 노트에서",
    returned="다시 다룬 논문",
    subscribe_tag="이 주제 구독",
    together="함께",
    related="이어 읽기",
    mentioning="이 논문을 언급함",
    mentioned="여기에서 언급함",
    same_tags="같은 주제 {x}",
    same_authors="같은 저자 {x}",
    same_words="같은 낱말 {x}",
    papers_nav="앞뒤 논문",
    since="{x}부터",
    by_count="많이 나온 순",
    by_name="이름순",
    used_once=("한 번 쓴 주제 {n}개", "한 번 쓴 주제 {n}개"),
    filter="골라 보기",
    no_match="맞는 것이 없습니다",
    older="더 이전 목록",
    other_names="그 밖",
    pager_nav="앞뒤 목록",
    permalink="이 노트의 주소",
    undated="날짜 없음",
    no_note="본문 없이 담아 두었습니다.",
    cite="인용",
    read_in="읽은 주",
    copy_bibtex="BibTeX 복사",
    copy_address="주소 복사",
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
    keys_next="다음 노트",
    keys_previous="이전 노트",
    keys_help="이 도움말",
    keys_on="글자 하나로 된 단축키 쓰기",
    close="닫기",
    copied="복사했습니다",
    selected="선택했습니다. Ctrl+C로 복사하세요.",
    kinds={
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
    },
    week_label="{y}년 {m}월 {w}주차",
    week_short="{m}월 {w}주차",
    month="{m}.{d}",
    months=tuple(str(m) for m in range(1, 13)),
    month_of_year="{y}년 {m}월",
    span_month="{y}.{m}",
    charts=ChartWords(
        atlas="한눈에 보기",
        too_few="아직 그림을 그릴 만큼 노트가 없습니다.",
        each_week="주별",
        each=("월별", "분기별", "연도별", "{n}년 단위"),
        quarter="{y}년 {q}분기",
        year="{y}년",
        years="{y}–{z}년",
        months=("1월", "", "", "4월", "", "", "7월", "", "", "10월", "", ""),
        notes_each="{each} 노트 수",
        as_table="숫자로 보기",
        weekly="읽은 시기",
        weekly_by="{each} 노트 수. 해마다 가장 높은 막대에 수를 적었습니다.",
        weekly_cut="가운데가 끊긴 막대는 그린 것보다 깁니다.",
        over_time="주제별",
        over_time_by="노트가 많은 주제 {n}개, {each} 노트 수. 막대의 눈금은 모두 같습니다.",
        changes="늘고 준 주제",
        changes_by="마지막 {n}주와 그 앞 {n}주를 비교합니다. 점은 노트 100개 가운데 그 주제의 "
        "노트가 몇 개인지를 나타냅니다. 빈 점은 앞의 {n}주, 찬 점은 마지막 {n}주입니다. "
        "두 기간을 합쳐 노트가 {least}개 이상인 주제만 보여 줍니다.",
        rising="늘어난 주제",
        fading="줄어든 주제",
        per_cent="노트 100개에",
        pairs="함께 나온 주제",
        pairs_by="한 노트에 같이 붙은 두 주제와 그런 노트의 수. 누르면 그 노트를 찾습니다.",
        sources="출처",
        sources_by="노트에 건 주소를 사이트마다 세었습니다.",
        other_sources=("그 밖의 {n}곳", "그 밖의 {n}곳"),
        no_source="주소 없음",
        most_read="많이 읽은 저자",
        most_read_by="저자마다 읽은 논문의 수.",
        period="시기",
        topic="주제",
        number="노트",
        drawn="그림",
    ),
    search=SearchWords(
        title="검색",
        prompt="제목, 저자, 주제, 노트 본문",
        found=("{n}건", "{n}건"),
        none="{x}: 찾은 것이 없습니다",
        searching="찾는 중…",
        alone="낱말마다 따로 찾기",
        more="더 보기",
        all="모두 보기",
        close="닫기",
        remove="{x} 빼기",
        filters={
            "tag": "주제 {x}",
            "year": "{x}년",
            "before": "{x}년 전",
            "after": "{x}년부터",
            "has:note": "본문 있음",
            "has:code": "코드 있음",
            "has:model": "모델 있음",
            "has:data": "데이터 있음",
            "has:demo": "데모 있음",
            "has:video": "영상 있음",
            "has:post": "관련 글 있음",
            "has:thread": "스레드 있음",
        },
        off="끄기",
        keyboard="자판을 바꾸어 찾음",
        glossary="같은 말로 찾음",
        heard="표기로도 찾음",
        slip="비슷한 철자로 찾음",
        spacing="띄어 쓴 말로 찾음",
        particle="조사를 빼고 찾음",
        date="날짜로 찾음",
        newest_first="최신순 정렬",
        unmark="표시 지우기",
        failed="검색을 불러오지 못했습니다. 연결이 끊겼거나, 검색이 없는 복사본입니다.",
        offline="인터넷에 연결되어 있지 않습니다. 연결되어 있어야 검색할 수 있습니다.",
        retry="다시 시도",
        help=(
            "낱말의 일부(`{part}`)로도 찾습니다.",
            "입력 중인 글자(`{open}`)나 초성(`{initials}`)으로도 찾습니다.",
            (
                "필터: `tag:{tag}` `author:{author}` `year:{year}` `week:{week}`. "
                '정확한 구절: `"{phrase}"`. 제외할 말: `-{word}`.'
            ),
            (
                "기간: `before:{year}`(그 전), `after:{week}`(그 주부터). "
                "본문이나 코드가 있는 논문: `has:note` `has:code`."
            ),
            "어디서나 `/` 또는 `Ctrl K`로 엽니다.",
        ),
        without_script="검색하려면 JavaScript가 필요합니다. 아래 목록을 이용할 수도 있습니다.",
    ),
)
