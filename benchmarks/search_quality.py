"""Measure the quality of search in real weeks: recall, half-typed words, initial consonants, wrong
keyboard, loanwords in the other script, known items.

    python benchmarks/search_quality.py [NOTES]

NOTES is a folder of digests (by default the shared corpus).  Queries are drawn from the notes,
independently of the index; the same notes give the same queries.  Needs node.  If Pagefind is
installed (PyPI `pagefind[bin]`, and playwright with Chromium), it gets the same queries on the same
site."""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from korean import KEYS, composed, holds, initials, keystrokes
from pagefind_engine import Ask, Weigh, installed, pagefind

from weeknotes.config.folders import Folders
from weeknotes.model import Paper, Site
from weeknotes.pipeline import build_to_disk
from weeknotes.search import learnt_pairs

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "flat"
PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|와|과|도|로|으로|만|까지|부터|보다)$"
)


LOANWORDS = """
    가우시안 gaussian 가이드 guide 구글 google 그래디언트 gradient 그래프 graph 그래픽
    graphic 그룹 group 네트워크 network 네이버 naver 노이즈 noise 뉴럴 neural 뉴런
    neuron 다운스트림 downstream 데이터 data 데이터셋 dataset 도메인 domain 디코더
    decoder 디코딩 decoding 디테일 detail 디텍션 detection 디텍터 detector 디퓨전
    diffusion 딥 deep 딥마인드 deepmind 랜덤 random 러닝 learning 레벨 level
    레시피 recipe 레이블 label 레이아웃 layout 레이어 layer 레이턴시 latency 렌더링
    rendering 롱테일 longtail 리뷰 review 리셋 reset 리스트 list 리포트 report
    마스크 mask 마스킹 masking 마이너 minor 마이크로소프트 microsoft 매니폴드 manifold
    매칭 matching 매핑 mapping 머신 machine 메모리 memory 메시지 message 메커니즘
    mechanism 메타 meta 메타러닝 metalearning 메트릭 metric 모델 model 모델링
    modeling 모듈 module 모바일 mobile 박스 box 백본 backbone 버전 version 베이스
    base 베이스라인 baseline 벡터 vector 벤치마크 benchmark 블록 block 블럭 block
    비전 vision 빌리언 billion 샘플 sample 샘플링 sampling 서브셋 subset 서치
    search 세팅 setting 스냅샷 snapshot 스루풋 throughput 스케일 scale 스케쥴
    schedule 스케치 sketch 스코어 score 스킬 skill 스타일 style 스텝 step 스페이스
    space 시나리오 scenario 시퀀스 sequence 심볼 symbol 아이디어 idea 아타리 atari
    알고리즘 algorithm 앙상블 ensemble 어노테이션 annotation 어댑터 adapter 어텐션
    attention 업데이트 update 에디팅 editing 에러 error 에폭 epoch 엔지니어링
    engineering 엔진 engine 오디오 audio 오버피팅 overfitting 오토인코더
    autoencoder 옵션 option 욜로 yolo 웨이브 wave 웹 web 윈도우 window 유닛 unit
    유저 user 이미지 image 이미지넷 imagenet 이슈 issue 인스턴스 instance 인코더
    encoder 인코딩 encoding 인터페이스 interface 인터프리터 interpreter 임베딩
    embedding 임팩트 impact 제로샷 zeroshot 채널 channel 체크 check 카메라 camera
    카테고리 category 캘리브레이션 calibration 캡션 caption 커널 kernel 커버리지
    coverage 커스텀 custom 컨볼루션 convolution 컨텐츠 content 컬러 color 케이스
    case 코드 code 쿼리 query 퀄리티 quality 큐레이션 curation 크라우드워커
    crowdworker 크롤링 crawling 크롭 crop 클래스 class 클러스터 cluster 클러스터링
    clustering 키포인트 keypoint 타겟 target 타이밍 timing 태클 tackle 테스트 test
    텍스트 text 템플릿 template 토크나이즈 tokenize 토큰 token 튜닝 tuning 트랜스퍼
    transfer 트랜스포머 transformer 트레이닝 training 트리 tree 트릭 trick 파라미터
    parameter 파이썬 python 파이토치 pytorch 파이프라인 pipeline 파인튜닝 finetuning
    파일 file 패널티 penalty 패치 patch 패턴 pattern 퍼슨 person 퍼포먼스
    performance 페어 pair 포맷 format 포인트 point 포즈 pose 풀링 pooling 프레임워크
    framework 프로그램 program 프로세스 process 프롬프트 prompt 프롬프팅 prompting
    프루닝 pruning 프리트레이닝 pretraining 피드백 feedback 픽셀 pixel 필터 filter
    필터링 filtering 하이브리드 hybrid 하이퍼파라미터 hyperparameter 헤드 head
""".split()
"""Loanwords of the 92 weeks with their Latin forms, listed by hand.  Most occur in both scripts."""
WRONG = {
    ("네이버", "neighbor"),
    ("리스트", "least"),
    ("클라우드", "claude"),
    ("풀리", "fully"),
}
"""The wrong pairs among those that search learns from these weeks. All pairs were judged by
hand."""


class Item(NamedTuple):
    """A paper of the ground truth: the path of its page, its title, its commentary, and all of it
    as one text."""

    href: str
    title: str
    text: str
    whole: str


class Answer(NamedTuple):
    """The result of a search: pages, best first; names of tags and authors; loaded bytes
    (compressed); milliseconds without loading; how many pages were found as typed."""

    hrefs: list[str]
    names: list[str]
    bytes: int
    ms: float
    typed: int = 1 << 30


Search = Callable[[Sequence[str]], list[Answer]]


def folded(text: str) -> str:
    plain = unicodedata.normalize(
        "NFD", unicodedata.normalize("NFC", text).casefold()
    )
    return unicodedata.normalize(
        "NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f")
    )


def items_of(site: Site) -> list[Item]:
    return [_item(paper) for paper in site.papers.values()]


def _item(paper: Paper) -> Item:
    text = folded(
        "\n".join(
            paragraph.text
            for entry in paper.entries
            for paragraph in entry.paragraphs
        )
    )
    names = [
        paper.title,
        *paper.alternate_titles,
        *(author.name for author in paper.metadata.authors),
        *(tag.name for tag in paper.tags),
        *(address.label for address in paper.metadata.addresses),
    ]
    return Item(
        paper.href, folded(paper.title), text, "\n".join([*map(folded, names), text])
    )


def nouns(items: Sequence[Item], count: int, draw: random.Random) -> list[str]:
    """Words of the commentary that occur with at least three different particles. Such words are
    most likely nouns."""
    before: dict[str, set[str]] = {}
    seen = Counter(
        word for item in items for word in set(re.findall("[가-힣]{2,}", item.text))
    )
    for word in seen:
        if (found := PARTICLE.search(word)) and len(word) > len(found[0]) + 1:
            before.setdefault(word[: found.start()], set()).add(found[0])
    likely = sorted(
        word for word, particles in before.items() if len(particles) >= 3
    )
    return sorted(draw.sample(likely, min(count, len(likely))))


def known(
    items: Sequence[Item], count: int, draw: random.Random
) -> dict[str, list[tuple[str, str]]]:
    """(query, page) pairs by kind.  A query has two or three words of a title or a sentence,
    adjacent ones or the rarest; at most ten items contain all of them."""
    often = Counter(word for item in items for word in set(_words(item.whole)))
    made: dict[str, list[tuple[str, str]]] = {
        "title, rarest": [],
        "title, in a row": [],
        "sentence, rarest": [],
        "sentence, in a row": [],
    }
    for item in draw.sample(list(items), len(items)):
        for source, texts in (
            ("title", [item.title]),
            ("sentence", re.split(r"(?<=[.!?])\s+|\n", item.text)),
        ):
            words = _words(draw.choice(texts))
            n = draw.choice((2, 3))
            if len(words) < n + 1:
                continue
            at = draw.randrange(len(words) - n + 1)
            rare = set(sorted(set(words), key=lambda word: (often[word], word))[:n])
            for kind, query in (
                ("rarest", [word for word in dict.fromkeys(words) if word in rare]),
                ("in a row", words[at : at + n]),
            ):
                into = made[f"{source}, {kind}"]
                if (
                    len(into) < count
                    and sum(
                        all(word in other.whole for word in query) for other in items
                    )
                    <= 10
                ):
                    into.append((" ".join(query), item.href))
    return made


def _words(text: str) -> list[str]:
    return [
        word
        for word in re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", text)
        if len(word) > 1
    ]


def share(hits: Iterable[bool]) -> str:
    counted = list(hits)
    return (
        f"{100 * sum(counted) / len(counted):6.1f} %  of {len(counted)}"
        if counted
        else "   none to ask"
    )


def ours(site: Path) -> Search:
    """The search of weeknotes on a built site, run with node."""

    def ask(queries: Sequence[str]) -> list[Answer]:
        given = json.dumps([str(site), list(queries), 10])
        told = subprocess.run(
            ["node", str(ROOT / "tests" / "search_engine.js")],
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            Answer(
                a["hrefs"],
                [name for _, name in a["names"]],
                a["bytes"],
                a["ms"],
                a["typed"],
            )
            for a in json.loads(told.stdout)
        ]

    return ask


def theirs(ask: Ask, weigh: Weigh) -> Search:
    """The search of Pagefind.  Every twentieth query is also run as the first query of a reader, to
    measure the loaded bytes."""

    def search(queries: Sequence[str]) -> list[Answer]:
        weights = {n: weigh(query) for n, query in enumerate(queries) if n % 20 == 0}
        return [
            Answer(hrefs, [], weights.get(n, 0), ms)
            for n, (hrefs, ms) in enumerate(ask(queries))
        ]

    return search


def measure(name: str, search: Search, items: Sequence[Item]) -> None:
    draw = random.Random(0)
    words = nouns(items, 200, draw)
    print(f"{name}\n  nouns of the commentary ({', '.join(words[:5])} …)")
    found = search(words)
    measure_nouns(search, items, words, found)
    measure_latin(search, items, draw)
    measure_loanwords(search, items)
    sizes = [
        answer.bytes for answer in (*measure_known(search, items, draw), *found)
    ]
    sizes = sorted(filter(None, sizes))
    median, most = sizes[len(sizes) // 2] / 1000, sizes[-1] / 1000
    print("  index and texts fetched for a first result, kB gzipped: ", end="")
    print(f"median {median:.1f}, most {most:.1f}")


def measure_nouns(
    search: Search,
    items: Sequence[Item],
    words: Sequence[str],
    found: Sequence[Answer],
) -> None:
    """Measure nouns: complete, half-typed, and typed on the wrong keyboard."""
    whole = {item.href: item.whole for item in items}
    truth = [{item.href for item in items if word in item.text} for word in words]
    recall = [
        len(wanted & set(answer.hrefs)) / len(wanted)
        for wanted, answer in zip(truth, found, strict=True)
    ]
    mean, all_found = (
        100 * sum(recall) / len(recall),
        share(one == 1 for one in recall),
    )
    print(
        f"    recall                         {mean:6.2f} %; all of it for {all_found}"
    )
    right = [
        holds(whole[href], word)
        for word, answer in zip(words, found, strict=True)
        for href in answer.hrefs[: answer.typed]
        if href in whole
    ]
    print(f"    hits that hold it or complete it {share(right)}")
    strokes = [keystrokes(word) for word in words]
    half = search([composed(keys[:-1]) for keys in strokes])
    print(f"    half typed: all its notes found {share(_all_found(truth, half))}")
    some = [
        bool(wanted & set(answer.hrefs[:10]))
        for wanted, answer in zip(truth, half, strict=True)
    ]
    print(f"    half typed: some in the first 10 {share(some)}")
    typed = search(["".join([KEYS[key] for key in keys]) for keys in strokes])
    print(f"    wrong keyboard: all found       {share(_all_found(truth, typed))}")


def measure_latin(
    search: Search, items: Sequence[Item], draw: random.Random
) -> None:
    """Measure Latin words of titles, typed on a Korean keyboard."""
    known_words = {
        word for item in items for word in re.findall("[a-z]{3,}", item.title)
    }
    words = sorted(draw.sample(sorted(known_words), 200))
    jamo = {key: jamo for jamo, key in KEYS.items()}
    answers = search(
        [composed("".join([jamo[key] for key in word])) for word in words]
    )
    truth = []
    for word in words:
        alone = re.compile(rf"(?<![a-z]){word}(?![a-z])")
        truth.append({item.href for item in items if alone.search(item.whole)})
    print(
        f"    Latin words on a Korean keyboard {share(_all_found(truth, answers))}"
    )


def measure_loanwords(search: Search, items: Sequence[Item]) -> None:
    """Measure loanwords: the notes that hold only the form in the other script, at the beginning of
    a word."""
    queries: list[tuple[str, set[str]]] = []
    for pair in zip(LOANWORDS[::2], LOANWORDS[1::2], strict=True):
        starts = [re.compile(rf"(?<![^\W\d_]){'-?'.join(word)}") for word in pair]
        one, other = (
            {item.href for item in items if start.search(item.whole)}
            for start in starts
        )
        if one and other:
            queries += [(pair[0], other - one), (pair[1], one - other)]
    queries = [(word, wanted) for word, wanted in queries if wanted]
    answers = search([word for word, _ in queries])
    found = [
        len(wanted & set(answer.hrefs))
        for (_, wanted), answer in zip(queries, answers, strict=True)
    ]
    shares = [n / len(wanted) for n, (_, wanted) in zip(found, queries, strict=True)]
    notes, mean = (
        sum(len(wanted) for _, wanted in queries),
        100 * sum(shares) / len(shares),
    )
    print(
        f"    loanwords, other script         {100 * sum(found) / notes:6.1f} %  of {notes} notes;",
        end=" ",
    )
    print(f"{mean:.1f} % on average of {len(queries)} queries")


def measure_pairs(site: Site) -> None:
    pairs = [pair[:2] for pair in learnt_pairs(site)]
    wrong = [pair for pair in pairs if pair in WRONG]
    print(
        f"{len(pairs)} pairs of words are learnt, {100 * len(wrong) / len(pairs):.1f} % wrong"
    )


def measure_known(
    search: Search, items: Sequence[Item], draw: random.Random
) -> list[Answer]:
    """Measure searches for one known item by some of its words.  Returns all answers."""
    print("  known items")
    by_href = {item.href: item for item in items}
    every: list[Answer] = []
    for kind, pairs in known(items, 300, draw).items():
        answers = search([query for query, _ in pairs])
        every += answers
        ranks = [
            answer.hrefs.index(href) if href in answer.hrefs else len(items)
            for (_, href), answer in zip(pairs, answers, strict=True)
        ]
        first, ten = (share(rank < most for rank in ranks) for most in (1, 10))
        same = sum(
            rank > 0 and _holds_row(by_href.get(answer.hrefs[0]), query, kind)
            for rank, (query, _), answer in zip(ranks, pairs, answers, strict=True)
            if answer.hrefs
        )
        print(f"    {kind:20} first {first}   among ten {ten}", end="   ")
        print(f"{same} behind a paper with the same words in a row")
    return every


def _holds_row(item: Item | None, query: str, kind: str) -> bool:
    """Whether an item also contains the words of a query side by side; if the query comes from a
    title, in its title."""
    text = (
        item.title
        if item and kind.startswith("title")
        else item.whole
        if item
        else ""
    )
    return f" {query} " in f" {' '.join(_words(text))} "


def _all_found(truth: Sequence[set[str]], answers: Sequence[Answer]) -> list[bool]:
    """For each query, whether all expected pages were found."""
    return [
        wanted <= set(answer.hrefs)
        for wanted, answer in zip(truth, answers, strict=True)
    ]


def korean_library(
    items: Sequence[Item], folder: Path
) -> tuple[list[str], list[str]]:
    """Write a digest with a hundred Korean titles and tags, made of nouns, because the real ones
    are in English.  Returns the titles and the tags."""
    draw = random.Random(1)
    words = nouns(items, 400, draw)
    titles = [
        " ".join(
            [
                *draw.sample(words, draw.choice((2, 3))),
                draw.choice(("", "GPT-4", "LLM")),
            ]
        ).strip()
        for _ in range(100)
    ]
    tags = draw.sample(words, 100)
    entries = [
        f"https://arxiv.org/abs/2304.{n:05}\n## {title}\n#{tag}\n"
        for n, (title, tag) in enumerate(zip(titles, tags, strict=True))
    ]
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "a.txt").write_text(
        "2023년 4월 4주차\n" + "---\n".join(entries), "utf-8"
    )
    return titles, tags


def measure_initials(items: Sequence[Item], folder: Path) -> None:
    titles, tags = korean_library(items, folder)
    build_to_disk(Folders(folder, folder / "notes", folder / "site", "notes"))
    search = ours(folder / "site")
    print(
        "weeknotes, initial consonants of a hundred Korean titles and tags ", end=""
    )
    print(f"({initials(titles[0])}, {initials(tags[0])} …)")
    for kind, queries in (
        ("titles", titles),
        ("titles without blanks", ["".join(title.split()) for title in titles]),
    ):
        answers = search([initials(query) for query in queries])
        hits = (
            f"papers/2304.{n:05}.html" in answer.hrefs
            for n, answer in enumerate(answers)
        )
        print(f"    {kind:30} {share(hits)}")
    answers = search([initials(tag) for tag in tags])
    found = (tag in answer.names for tag, answer in zip(tags, answers, strict=True))
    print(f"    {'tags':30} {share(found)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notes", nargs="?", type=Path, default=CORPUS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = build_to_disk(
            Folders(Path(folder), asked.notes, Path(folder) / "site", "notes")
        )
        items = items_of(built.site)
        print(f"{len(items)} papers")
        site = Path(folder) / "site"
        measure("weeknotes", ours(site), items)
        measure_pairs(built.site)
        measure_initials(items, Path(folder) / "korean")
        if not installed():
            print("Pagefind is not installed here, and is left out")
            return
        with pagefind(site) as (ask, weigh):
            measure("Pagefind", theirs(ask, weigh), items)


if __name__ == "__main__":
    main()
