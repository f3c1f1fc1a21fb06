"""Words that notes use in the same sense everywhere, in English, Korean, Japanese and Chinese.
They are kinds of links, labels of fields, and headings of the parts of a note."""

import re
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """The field that a label names."""

    TITLE = "title"
    AUTHORS = "authors"
    LINK = "link"
    TAGS = "tags"
    OTHER = "other"
    """Data about the paper that has no field of its own, such as its year."""


_KINDS = frozenset(
    """
    arxiv pdf paper papers abs abstract preprint code codes github gitlab git repo repository link
    links url here website web site page project homepage home demo demos video videos youtube
    slides slide blog post blogpost doc docs documentation data dataset datasets model models
    weights checkpoint checkpoints huggingface hugging face hf openreview acl anthology doi html bib
    bibtex supp supplementary material appendix poster talk tweet twitter x thread notes note source
    src original full text official unofficial semantic scholar colab notebook article pytorch torch
    tensorflow tf jax keras caffe matlab python cvf ieee acm springer nature sciencedirect
    neurips nips iclr icml cvpr iccv eccv emnlp naacl aaai ijcai wiki wikipedia medium reddit news
    download open access pwc papers with implementation v1 v2 and read view more ref reference
    info details explanation review summary tutorial webpage 上 中 下

    링크 논문 코드 깃허브 깃헙 원문 원본 주소 프로젝트 페이지 홈페이지 데모 영상 동영상 슬라이드
    블로그 글 발표 발표자료 자료 출처 데이터 데이터셋 모델 여기 유튜브 구현 공식 공식구현 바로가기
    참고 사이트 웹사이트 리뷰 정리 보기 논문링크 코드링크 기사 소스 저장소 실습 예제

    論文 コード リンク 実装 原文 元論文 サイト スライド 動画 解説 プロジェクト ページ
    プロジェクトページ データ データセット モデル 公式 公式実装 公式サイト こちら ブログ 記事 資料
    参考 論文リンク 出典 ソース 引用 引用元

    论文 代码 链接 原文 项目 主页 项目主页 地址 视频 博客 数据 数据集 模型 论文链接 代码链接
    论文地址 代码地址 项目地址 下载 官网 幻灯片 知乎 解读 文章 网站 来源 开源 源码 这里 官方代码
    論文連結 程式碼 連結 论文原文 原论文
    """.split()
)
_PLAIN_KINDS = frozenset(
    """
    arxiv pdf paper papers abs html code codes link links url github openreview doi
    논문 링크 코드 깃허브 원문 주소 論文 リンク コード 原文 论文 代码 链接 地址 论文链接 代码链接
    论文原文
    """.split()
)
_LABELS = {
    Field.TITLE: "title 제목 논문제목 논문명 タイトル 論文名 题目 标题 論文標題 題名 题名",
    Field.AUTHORS: "author authors author(s) by authored 저자 저자들 글쓴이 지은이 著者 作者",
    Field.LINK: "via sourcevia",
    Field.TAGS: "tag tags keyword keywords topics 태그 키워드 분야 タグ キーワード 标签 关键词",
    Field.OTHER: """
        year date published publication publisher venue venues journal conference subjects subject
        comments cite citekey submitted status read rating type category categories area citations
        affiliation affiliations institution institutions added created corpusid pmid isbn issn
        no. # cites score rank stars presenter presenters speaker speakers proposer
        연도 년도 날짜 게재 학회 저널 학술지 발표연도 출판 분류 상태 별점 소속 기관 읽은날 작성일
        번호 순번 순위 인용 인용수 점수 평점 발표자 담당자
        年 発表年 発行年 会議 学会 年度 日付 所属 ジャーナル 分野 掲載 発表者 担当者 担当
        年份 时间 会议 期刊 日期 单位 机构 发表 来自 分类 状态 报告人 主讲人 分享人
    """,
}
_FIELDS = {word: field for field, words in _LABELS.items() for word in words.split()}
_COMMENTS = frozenset(
    """
    summary description notes note comment comments memo remark remarks tldr contribution idea
    한줄 한줄평 요약 메모 설명 비고 내용 한줄요약 느낌 평
    概要 メモ コメント 要約 説明 感想 備考 一言
    摘要 总结 备注 说明 简介 笔记 评论 内容 要点
    """.split()
)
_FACTS = frozenset(
    """
    key value field item property attribute content information info details 항목 속성 값 내용 구분
    項目 属性 値 内容 项目 字段 值
    """.split()
)
"""The header of a table with facts about one paper."""
_PARTS = frozenset(
    """
    abstract summary overview introduction intro background motivation motivations method methods
    methodology approach approaches model architecture experiment experiments evaluation result
    results analysis discussion conclusion conclusions limitation limitations strength strengths
    weakness weaknesses question questions note notes comment comments thoughts takeaway takeaways
    reference references related relatedwork code implementation implementations contribution
    contributions contents tableofcontents toc tldr
    keyideas keyidea keypoints pros cons prosandcons ideas idea problem problemstatement solution
    dataset datasets data training appendix review links link resources todo next
    nextsteps
    futurework openquestions whatisit whyitmatters mynotes mythoughts furtherreading quicknotes
    metadata citation bibtex details info information paperinfo papers paperdetails
    keyword keywords paperlist readinglist

    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일
    月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日

    요약 한줄요약 개요 소개 서론 배경 동기 목적 방법 방법론 모델 구조 아키텍처 실험 실험결과 결과
    분석 논의 결론 한계 한계점 장점 단점 강점 약점 질문 메모 노트 느낀점 생각 감상 참고 참고문헌
    참고자료 관련연구 관련논문 코드 구현 기여 핵심 핵심아이디어 아이디어 문제 해결 데이터 데이터셋
    학습 부록 정리 정보 논문정보
    메타데이터 メタデータ 元数据 키워드 キーワード 关键词 논문목록 論文リスト 論文一覧 论文列表
    기본정보 서지정보 의문점 인상깊은점 링크 목차 초록 더읽을거리 다음에할일 총평 후기 내생각

    概要 要約 まとめ 背景 目的 手法 提案手法 モデル 実験 実験結果 結果 考察 議論 結論 課題 感想 メモ
    コメント 参考 参考文献 関連研究 関連論文 先行研究 コード 実装 貢献 新規性 データ データセット
    疑問 疑問点 リンク 目次 どんなもの 先行研究と比べてどこがすごい 技術や手法のキモはどこ
    技術のキモは 技術や手法のキモは どうやって有効だと検証した 議論はある 次に読むべき論文は
    先行研究と比べて何がすごい ひとこと 一言でいうと 情報 論文情報 基本情報 書誌情報

    摘要 简介 介绍 引言 背景 动机 目的 方法 模型 实验 实验结果 结果 分析 讨论 结论 总结 局限 局限性
    优点 缺点 问题 笔记 感想 思考 参考 参考文献 相关工作 代码 实现 贡献 创新点 数据 数据集 要点 目录
    链接 相关链接 附录 信息 论文信息 基本信息 心得 评价 核心思想 主要贡献
    """.split()
)
_REFERENCES = frozenset(
    """
    reference references refer refs furtherreading relatedlinks bibliography seealso 참고 참고문헌
    참고자료
    레퍼런스 출처 더읽을거리 참조 参考 参考文献 参考資料 参考リンク 参考资料 参考链接 引用
    """.split()
)
_QUOTES = frozenset(
    """
    quote quotes highlight highlights excerpts annotations 인용 인용문 발췌 하이라이트 밑줄
    引用 抜粋 ハイライト 摘录 书摘 划线
    """.split()
)
_TOKEN = re.compile(r"[^\W_]+")
_IDENTIFIER = re.compile(
    r"(?i:arxiv|doi)?:?\s*(?:\d{4}\.\d{4,5}(?:v\d+)?|10\.\d{4,}/\S+)"
)
_VENUE = re.compile(
    r"(?:[A-Z][A-Za-z]{1,11}(?:\s?[\w&/-]{2,12})?)\s?[-'’/. ]?\s?(?:(?:19|20)\d\d|['’]\d\d)"
)
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_LINK_TO = re.compile(
    r"(?:links? to|(?:read|see|view) (?=the (?:full |original )?(?:paper|article|post)\b))\s*"
    r"(?:(?:the|an?|this) )?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
"""An address without its scheme."""
_ADDRESS_START = re.compile(
    r"(?:arxiv|doi)\s*:?\s*(?=\d)|(?:https?://)?(?:www\.)?", re.IGNORECASE
)
_LONGEST = 40
"""The maximum offset of the colon of a label."""
_LABEL = re.compile(
    r"(?P<mark>\*\*|__|\*|_)?(?P<label>[^\W\d_][^\n:：*_\[\](){}<>]{0,24}(?:\(s\))?)\s*"
    r"(?:(?P=mark))?[ \t]*[:：](?:(?P=mark)(?!\*))?[ \t]*(?!//)"
)
_NAMES_PAPER = re.compile(r"(?i:arxiv|doi)")
"""The labels that are a part of an address: `arXiv:2304.07880`."""
_MARKS = re.compile(r"^[^\w\s\"'“‘(\[*_<#$`~-]+\s*")
_EMOJI = re.compile(r"[\u2100-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+\s*")
_NUMBERING = re.compile(
    r"^(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.)\s+|\d{1,2}\.(?=[^\W\d]))"
)


@lru_cache(maxsize=1 << 12)
def is_kind(words: str) -> bool:
    """Whether the words of a link only name its kind (pdf, arXiv, 링크) or its venue, or repeat its
    address."""
    text = words.strip(" \t*_`'\"()（）[]【】「」:：,.|/")
    if "://" in text:
        text = _URL.sub("", text)
    if not text or _IDENTIFIER.fullmatch(text):
        return True
    if _BARE.fullmatch(text):
        return True
    if _YEAR.fullmatch(text) or names_venue(text):
        return True
    if found := _LINK_TO.match(text):
        text = text[found.end() :]
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    return len(text) <= 60 and all(
        token in _KINDS or token.isdigit() for token in tokens
    )


def names_venue(words: str) -> bool:
    """Whether words are a venue and a year: `NeurIPS 2017`."""
    return _VENUE.fullmatch(words.strip()) is not None


def is_plain_kind(words: str) -> bool:
    """Whether the words of a link say nothing that its address does not say."""
    return named_address(words) is not None or all(
        token in _PLAIN_KINDS for token in _TOKEN.findall(words.casefold())
    )


def named_address(words: str) -> str | None:
    """The address or the identifier that words are, without scheme and marks.  None if the words
    are something else."""
    text = words.strip(" \t*_`'\"()（）[]【】「」:：,.…|/")
    if (
        ("://" in text and " " not in text)
        or _IDENTIFIER.fullmatch(text)
        or _BARE.fullmatch(text)
    ):
        return _ADDRESS_START.sub("", text, count=1)
    return None


def field_of(label: str) -> Field | None:
    """The field that a label names; None if the label is unknown."""
    word = label.casefold().strip("*_ ")
    field = _FIELDS.get(word) or _FIELDS.get(word.replace(" ", ""))
    if field:
        return field
    is_label = "://" not in word and is_kind(word) and _TOKEN.search(word)
    return Field.LINK if is_label else None


def heads_facts(header: str) -> bool:
    """Whether all cells of a header are words such as `Key` and `Value`, or empty."""
    keys = map(_key, header.split("|"))
    return all(key == "" or key in _FACTS for key in keys)


def column_of(label: str) -> Field | None:
    """The field that the cell of a table names.  A column of remarks is `Field.OTHER`."""
    word = label.strip("*_ :：")
    return Field.OTHER if is_comment_label(word) else field_of(word)


def is_comment_label(label: str) -> bool:
    """Whether a label, such as `요약`, names commentary."""
    return _key(label) in _COMMENTS


def label_at(text: str, start: int = 0) -> tuple[Field, int] | None:
    """(field, end) of the label that begins at `start`, such as `저자: `; None if there is none."""
    if (
        text.find(":", start, start + _LONGEST)
        < 0
        > text.find("：", start, start + _LONGEST)
    ):
        return None
    found = _LABEL.match(text, after_emoji(text, start))
    if not found:
        return None
    field = field_of(found["label"])
    if text[found.end() : found.end() + 1].isdigit() and _NAMES_PAPER.fullmatch(
        found["label"]
    ):
        return None
    return (field, found.end()) if field else None


def after_emoji(text: str, start: int) -> int:
    """The offset after the symbols that text[start:] begins with."""
    found = _EMOJI.match(text, start) if text[start : start + 1] > "\u2000" else None
    return found.end() if found else start


def _words(heading: str) -> str:
    """A heading without symbols and numbers before its words."""
    return _NUMBERING.sub("", _MARKS.sub("", heading.strip(" *_")))


def is_numbered(heading: str) -> bool:
    """Whether a heading begins with its number: `3. Model`, `3.1 Data`."""
    return _NUMBERING.match(heading.lstrip(" *_")) is not None


def _key(text: str) -> str:
    """The letters and digits of a heading or a label, as the lists above have them."""
    return "".join(_TOKEN.findall(text.casefold()))


def is_reference(heading: str) -> bool:
    """Whether a heading stands above the references of a note (References, 참고 문헌)."""
    return _key(_words(heading)) in _REFERENCES


def is_quotes(heading: str) -> bool:
    """Whether a heading stands above quotations (Highlights, 인용).  Their links are sources."""
    return _key(_words(heading)) in _QUOTES


def is_part(heading: str) -> bool:
    """Whether a heading names a part of a note (요약, Summary, 概要).  Such a heading is never a
    title."""
    text = _words(heading)
    word = _key(text)
    return (
        not word
        or word in _PARTS
        or word in _REFERENCES
        or word in _QUOTES
        or "://" in text
        or is_kind(text)
    )
