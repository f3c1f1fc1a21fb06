"""Generate libraries of any size for benchmarks.  The digests resemble real ones; the same size
gives the same bytes.

    python benchmarks/library.py ENTRIES FOLDER

The proportions are those of 92 real weeks: about nine entries a week, five or six authors, one
paragraph of about 130 characters, one or two tags, one entry in six without a title.  One entry in
thirty is about an earlier paper, and one paragraph in twenty links to an earlier paper.  Words,
tags and people follow Zipf's law; new ones keep appearing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

_NOUNS = """
    모델 학습 데이터 어텐션 인코더 디코더 토큰 문맥 확률 분포 손실 보상 정책 함수 표현 공간 차원
    행렬 벡터 층 기울기 최적화 정규화 증류 양자화 추론 생성 이미지 음성 언어 번역 요약 질문 답변
    검색 기억 압축 병렬 분산 배치 규모 법칙 평가 지표 벤치마크 실험 가정 증명 근사 수렴 표본 잡음
    확산 조건 제어 편집 영상 깊이 자세 물체 검출 분할 군집 그래프 노드 대화 안전 정렬 선호 지시
    프롬프트 사슬 도구 코드 수학 논리 과제 주석 품질 편향 공정 설명 해석 회로 특징 전이 적응
    도메인 증강 대조 마스크 위치 길이 캐시 지연 처리량 메모리 하드웨어 커널 연산 정밀도 희소 혼합
    전문가 라우팅
""".split()
_ENDINGS = (
    "을 다룬다.",
    "를 쓴다.",
    "이 중요하다.",
    "은 아직 모른다.",
    "도 좋아진다.",
    "에서 출발한다.",
    "를 더 키웠다.",
    "로 바꾼다.",
    "만으로 충분하다.",
)
_MARKUP = ("**굵게**", "`code`", "$O(n^2)$", "(sparse attention)", "LoRA", "GPT-4")
_LINKS = """
    을 를 이 가 은 는 의 에 에서 으로 로 와 과 도 만 보다 처럼 까지
""".split()
_TITLE = """
    Learning Scaling Efficient Robust Sparse Dense Neural Latent Masked Guided Adaptive
    Hierarchical Contrastive Generative Retrieval Attention Diffusion Transformers Language Vision
    Speech Graph Policy Reward Preference Alignment Reasoning Planning Memory Context Tokens
    Prompts Instruction Tuning Distillation Quantization Pruning Compression Generation
    Translation Segmentation Detection Editing Synthesis Inference Evaluation Benchmark Models
    Networks Representations Embeddings Features Objectives Estimation Optimization Sampling
    Search Decoding with for without beyond toward via under from
""".split()
_GIVEN = """
    Ada Ben Chloe Daniel Elif Farid Grace Hiro Ines Jun Kofi Lena Mina Noam Olga Pavel Quyen Rosa
    Sven Tariq Uma Viktor Wei Xin Yara Zoe Andrés Zoë Jürgen Søren François Łucja Minji Haruto
""".split()
_FAMILY_STARTS = """
    Ab Bel Cor Dan El Far Gor Han Is Jan Kor Lin Mar Nov Or Pet Qui Ros Sal Tan Ur Vas Wil Xu Yam
    Zel
""".split()
_FAMILY_ENDS = """
    a ach berg chen dov er feld gan ho ian ke lund mann nen ov park quist ri son tani uchi vic
    wala yama zu
""".split()
_SYLLABLES = (
    "가나다라마바사아자차카타파하거너더러머버서어저처"
    "고노도로모보소오조초구누두루무부수우주추"
)
_TAGS = """
    llm pretraining gan object_detection ddpm backbone contrastive_learning transformer attention
    vit nlp rlhf
""".split()


class _Growing:
    """Numbers with the distribution of words in texts (Simon's model): sometimes a new number, else
    an earlier one, with a probability proportional to its frequency."""

    def __init__(self, random: Random, share_of_new: float, first: int) -> None:
        self.random, self.share_of_new = random, share_of_new
        self.history = list(range(first))
        self.known = first

    def next(self) -> int:
        if self.random.random() < self.share_of_new:
            self.known += 1
            self.history.append(self.known - 1)
        else:
            self.history.append(self.random.choice(self.history))
        return self.history[-1]


class _Paper(NamedTuple):
    """The data of a paper that is the same in all its entries."""

    url: str
    title: str
    authors: str


class _Writer:
    """Generates one library."""

    def __init__(self) -> None:
        self.random = Random(20230416)
        self.people = _Growing(self.random, 0.7, 20)
        self.tags = _Growing(self.random, 0.12, 12)
        self.nouns = _Growing(self.random, 0.1, len(_NOUNS))
        self.papers: list[_Paper] = []

    def week(self, number: int, count: int) -> tuple[str, str]:
        """(file name, text) of a week with `count` entries."""
        year, month, row = 1990 + number // 48, number // 4 % 12 + 1, number % 4 + 1
        lines = [f"{year}년 {month}월 {row}주차"]
        for _ in range(count):
            lines += self._entry(f"{year % 100:02}{month:02}")
        return f"{year}/{year}-{month:02}-w{row}.txt", "\n".join(lines) + "\n"

    def _entry(self, month: str) -> Iterator[str]:
        random = self.random
        back = bool(self.papers) and random.random() < 1 / 30
        paper = random.choice(self.papers[-2000:]) if back else self._paper(month)
        yield paper.url
        if random.random() > 1 / 6:
            yield f"{paper.title} ({paper.authors})"
        for _ in range(random.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 4))):
            yield self._paragraph()
        if tags := dict.fromkeys(
            _tag(self.tags.next())
            for _ in range(random.choice((0, 1, 1, 1, 1, 2, 2, 2, 3)))
        ):
            yield " ".join(tags)

    def _paper(self, month: str) -> _Paper:
        random, made = self.random, len(self.papers)
        url = (
            f"https://arxiv.org/abs/{month}.{made % 100_000:05}"
            if random.random() < 0.88
            else f"https://example.com/{_name(made)}/{made}"
        )
        words = [random.choice(_TITLE) for _ in range(random.randint(3, 8))]
        name = [f"{_name(made * 31).title()}:"] if random.random() < 0.5 else []
        authors = dict.fromkeys(
            _person(self.people.next())
            for _ in range(random.choice((2, 2, 3, 4, 5, 6, 7, 9, 14)))
        )
        self.papers.append(
            _Paper(url, " ".join([*name, *words]), ", ".join(authors))
        )
        return self.papers[-1]

    def _paragraph(self) -> str:
        random = self.random
        sentences = []
        for _ in range(random.choice((1, 2, 3, 4))):
            words = [
                _noun(self.nouns.next()) + random.choice(_LINKS)
                for _ in range(random.randint(3, 9))
            ]
            if random.random() < 0.2:
                words.insert(random.randrange(len(words)), random.choice(_MARKUP))
            sentences.append(
                " ".join(words)
                + " "
                + _noun(self.nouns.next())
                + random.choice(_ENDINGS)
            )
        if self.papers and random.random() < 1 / 20:
            sentences.append(
                f"{random.choice(self.papers[-3000:]).url} 과 함께 읽을 만하다."
            )
        return " ".join(sentences)


def digests(entries: int) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) for each week, in chronological order.  The same number of entries
    gives the same texts."""
    writer = _Writer()
    made = week = 0
    while made < entries:
        count = min(
            entries - made, writer.random.choice((3, 5, 7, 8, 9, 10, 12, 15))
        )
        yield writer.week(week, count)
        made, week = made + count, week + 1


def _noun(k: int) -> str:
    if k < len(_NOUNS):
        return _NOUNS[k]
    syllables = [
        _SYLLABLES[k * prime % 9973 % len(_SYLLABLES)] for prime in (7, 31, 101)
    ]
    return "".join(syllables[:2]) + (
        _NOUNS[k % len(_NOUNS)] if k % 3 == 0 else syllables[2]
    )


def _name(k: int) -> str:
    return "".join(
        _FAMILY_ENDS[k * prime % 99991 % len(_FAMILY_ENDS)] for prime in (3, 47, 521)
    )


def _person(k: int) -> str:
    scattered = k * 7919 % 1_000_003
    family = (
        _FAMILY_STARTS[scattered % len(_FAMILY_STARTS)]
        + _FAMILY_ENDS[scattered // 31 % len(_FAMILY_ENDS)]
    )
    initial = f" {chr(65 + scattered // 997 % 26)}." if scattered % 3 == 0 else ""
    given = _GIVEN[scattered // 7 % len(_GIVEN)]
    return f"{given}{initial} {family}{_FAMILY_ENDS[k // 400 % len(_FAMILY_ENDS)]}"


def _tag(k: int) -> str:
    return "#" + (
        _TAGS[k] if k < len(_TAGS) else f"{_name(k)}_{_TITLE[k % 40].lower()}"
    )


def write(entries: int, folder: Path) -> int:
    """Write a library below a folder.  Returns the number of files."""
    count = 0
    for name, text in digests(entries):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        count += 1
    return count


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    print(write(int(sys.argv[1]), Path(sys.argv[2])), "files")
