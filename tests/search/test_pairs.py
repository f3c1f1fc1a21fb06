"""Pairs of words that search learns: by sound and context, and abbreviations."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import FIXTURES, make_site
from weeknotes.cli import main
from weeknotes.search.abbreviations import abbreviations
from weeknotes.search.alike import Alike
from weeknotes.search.documents import Document
from weeknotes.search.index import occurrences
from weeknotes.search.pairs import learn
from weeknotes.search.sounds import distance, latin_skeletons, phonemes, skeletons
from weeknotes.search.words import LibraryWords, phrases

CASES = [
    line.split()
    for line in (FIXTURES / "search" / "sounds.txt")
    .read_text("utf-8")
    .split("\n\n")[1]
    .split("\n")
    if line
]


@pytest.mark.parametrize(("korean", "latin", "cost"), CASES)
def test_loanwords_sound_as_the_rules_say(
    korean: str, latin: str, cost: str
) -> None:
    sound = phonemes(korean)
    found = distance(latin, sound)
    assert ("-" if found > 1 else str(found)) == cost
    if cost != "-":
        assert {*skeletons(sound)} & {*latin_skeletons(latin)}


def paper(title: str, text: str, tags: Sequence[str] = ()) -> Document:
    return Document("papers/1.html", (title,), tuple(tags), (), text, (), ())


def words_of(documents: Sequence[Document]) -> LibraryWords:
    return LibraryWords.of(
        occurrences(dict(enumerate(documents))), [phrases(documents)]
    )


def pairs_of(*documents: Document) -> set[tuple[str, str]]:
    pairs, _ = learn(words_of(documents), len(documents), Alike())
    return {pair[:2] for pair in pairs}


def test_pairs_are_learnt_from_any_field() -> None:
    assert pairs_of(
        paper("A Scheduler for Threads", "스케줄러가 스레드를 고릅니다."),
        paper("Ribosome profiling", "리보솜을 봅니다. 하지만 이제 어디서 보나요?"),
        paper("Use of the edge", "이제 쓸 수 있지 않을까요. 트랜잭션을 나눕니다."),
        paper("On transactions", "어제의 일입니다."),
    ) == {
        ("스케줄러", "scheduler"),
        ("스레드", "thread"),
        ("리보솜", "ribosome"),
        ("트랜잭션", "transaction"),
    }


def test_compounds_are_learnt_from_their_parts() -> None:
    found = pairs_of(
        paper("Deep learning of features", "딥러닝의 시작입니다."),
        paper("Learning to learn", "러닝을 배우는 러닝입니다. 러닝이 늘었네요."),
    )
    assert {("러닝", "learning"), ("딥러닝", "deep learning")} <= found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Reinforcement Learning from Human Feedback (RLHF)",
            ("rlhf", "reinforcement learning from human feedback"),
        ),
        ("검색 증강 생성(RAG)을 씁니다", ("rag", "검색 증강 생성")),
        ("Low-Rank Adaptation (LoRA)", ("lora", "low rank adaptation")),
        ("TLS (Transport Layer Security)", ("tls", "transport layer security")),
        (
            "Convolutional Neural Networks (CNNs)",
            ("cnn", "convolutional neural networks"),
        ),
        ("이런 식의 방법(CNN)", None),
        ("쓸 수 있다 최적화(OPT)", None),
        ("주소를 사용해 목적지(IP)", None),
        ("특이값 분해 방법(SVD)", ("svd", "특이값 분해 방법")),
        ("a method (CNN)", None),
        ("GPT (OpenAI)", None),
    ],
)
def test_abbreviations_agree_with_initials(
    text: str, found: tuple[str, str] | None
) -> None:
    assert list(abbreviations(text)) == ([found] if found else [])


TEXTS = st.lists(
    st.sampled_from(
        (
            "트랜스포머를 쓴다",
            "transformer",
            "토큰의 수",
            "token 수",
            "이제 그만",
            "데이터셋",
            "dataset",
        )
    ),
    max_size=5,
)


@given(
    st.lists(TEXTS, min_size=1, max_size=6), st.lists(TEXTS, min_size=1, max_size=6)
)
def test_what_was_compared_before_changes_no_pair(
    before: list[list[str]], after: list[list[str]]
) -> None:
    old, new = (
        words_of([paper("", " ".join(texts)) for texts in texts_of])
        for texts_of in (before, after)
    )
    _, known = learn(old, len(before), Alike())
    assert learn(new, len(after), known)[0] == learn(new, len(after), Alike())[0]


def test_a_site_without_pairs_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_site(
        tmp_path, {"notes/2023-04-w4.txt": "2023-04-w4\nhttps://a.b/c\n글.\n#a\n"}
    )
    assert main(["words", "--site", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no pairs of words" in said.err
    make_site(tmp_path, {"weeknotes.yml": "glossary: {커서: -curse}\n"})
    assert main(["words", "--site", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("커서\tcurse\tforbidden\n", "")


def test_a_word_with_a_particle_is_no_loanword() -> None:
    found = pairs_of(
        paper("A big table", "탭을 닫는다."),
        paper("Tabs", "탭이 많다. 이름엔 뜻이 있다."),
        paper("Elements", "이름이 길다."),
    )
    assert not {one for one, _ in found} & {"탭을", "이름엔"}


def test_a_loanword_may_end_like_a_particle() -> None:
    assert {("플러그인", "plugin"), ("플러그", "plug")} <= pairs_of(
        paper("A plugin", "플러그인을 쓴다. 플러그인이 좋다."),
        paper("A plug", "플러그를 뽑는다."),
    )


def test_a_latin_word_has_several_spellings() -> None:
    assert {("라벨", "label"), ("레이블", "label")} <= pairs_of(
        paper("Label noise", "라벨이 틀렸다. label이 많다."),
        paper("Labels", "레이블이 틀렸다. label을 고친다."),
    )


def test_the_most_frequent_latin_word_is_meant() -> None:
    found = pairs_of(
        paper("Load balancing", "로드를 나눈다."),
        paper("High load", "load가 높다."),
        paper("Under load", "load를 줄인다."),
        paper("To Lodde", "로드가 높다."),
    )
    assert ("로드", "load") in found


def test_the_singular_of_a_spoken_plural_is_learnt() -> None:
    assert ("콘텐츠", "content") in pairs_of(
        paper("Contents", "콘텐츠를 만든다."),
        paper("Content", "콘텐츠가 많다."),
        paper("More content", "또 쓴다."),
    )
