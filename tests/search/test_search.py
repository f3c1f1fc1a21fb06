"""Search: folding is the same in Python and JavaScript, and written text is found while it is
typed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import FIXTURES, build_site, examples, tree
from tests.libraries import Library, libraries
from tests.web import document
from weeknotes.markup import note_text
from weeknotes.search import fold as folding
from weeknotes.search import numbers
from weeknotes.search.documents import Document, plain
from weeknotes.search.fold import fold, is_syllable, tokens
from weeknotes.search.index import Occurrences
from weeknotes.search.join import Extras, index_files
from weeknotes.search.shards import shard_count

Test = TypeVar("Test", bound=Callable[..., object])
STATIC = Path(__file__).parents[2] / "static"
NODE = shutil.which("node")


def needs_node(test: Test) -> Test:
    """Mark a test that needs node.  Such a test runs a program, so it is slow, too."""
    marked: Test = pytest.mark.skipif(NODE is None, reason="without node")(test)
    pytest.mark.slow(marked)
    return marked


TABLES = {
    name: json.loads((FIXTURES / "search" / f"{name}.json").read_text("utf-8"))
    for name in ("fold", "typed")
}


def node(script: str, given: object) -> Any:  # the JSON output of the script
    told = subprocess.run(
        [str(NODE), Path(__file__).parents[1] / script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def rows(table: str) -> list[tuple[str, list[object], object]]:
    return [
        (name, row[:-1], row[-1])
        for name, table_rows in TABLES[table].items()
        for row in table_rows
    ]


@pytest.mark.parametrize(("name", "given_", "expected"), rows("fold"))
def test_folding_in_python(
    name: str, given_: list[object], expected: object
) -> None:
    assert getattr(folding, name, None) or name in ("shard", "squashed")
    if name == "shard":
        bucket, count = given_
        assert folding.bucket_hash(str(bucket)) & int(str(count)) - 1 == expected
    elif name == "squashed":
        from weeknotes.search.index import squashed

        assert squashed(str(given_[0])) == expected
    else:
        assert getattr(folding, name)(*given_) == expected


@needs_node
@pytest.mark.parametrize("table", TABLES)
def test_folding_in_javascript(table: str) -> None:
    asked = rows(table)
    answers = node(
        "search_tables.js", [[name, *given_] for name, given_, _ in asked]
    )
    wrong = [
        (name, given_, expected, got)
        for (name, given_, expected), got in zip(asked, answers, strict=True)
        if got != expected
    ]
    assert wrong == []


assigned = st.characters(exclude_categories=["Cs", "Cn"])
texts = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.sampled_from("가각값모델몯ㄱㅏᄆ漢なガ 12.-_é\u0301"),
        assigned,
    ),
    max_size=30,
)


@needs_node
@examples(20)
@given(st.lists(texts, min_size=1, max_size=60))
def test_both_fold_any_text_alike(some: list[str]) -> None:
    folded = node("search_tables.js", [["fold", text] for text in some])
    assert folded == [fold(text) for text in some]
    assert node("search_tables.js", [["tokens", text] for text in some]) == [
        tokens(text) for text in some
    ]


@given(texts)
def test_folding_again_changes_nothing_and_composition_does_not_matter(
    text: str,
) -> None:
    assert fold(fold(text)) == fold(text)
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(
        unicodedata.normalize("NFC", text)
    )


ascending = st.lists(st.integers(0, 2**26 - 1), min_size=1, unique=True).map(sorted)


@needs_node
@examples(20)
@given(st.lists(ascending, min_size=1))
def test_numbers_are_read_as_they_were_written(lists: list[list[int]]) -> None:
    lines = [numbers.packed(one) for one in lists]
    assert node("search_tables.js", [["decoded", line] for line in lines]) == lists


def paper(
    n: int,
    title: str = "",
    text: str = "",
    tags: Sequence[str] = (),
    authors: Sequence[str] = (),
) -> Document:
    return Document(
        f"papers/{n}.html",
        (title,),
        tuple(tags),
        tuple(authors),
        text,
        (),
        (("2023-04-w4", "2023년 4월 4주차"),),
    )


def search(
    documents: Sequence[Document],
    queries: Sequence[str],
    glossary: Sequence[tuple[str, str]] = (),
) -> list[dict[str, Any]]:
    """The results of each query, by the numbers in `hrefs`."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "search").mkdir()
        for path, data in [
            *index_files(
                dict(enumerate(documents)), (), Extras({"glossary": glossary})
            ),
        ]:
            (Path(folder) / path).write_bytes(data)
        for script in STATIC.glob("search-*.js"):
            shutil.copy(script, folder)
        answers: list[dict[str, Any]] = node("search_engine.js", [folder, queries])
    return [
        answer | {"found": [int(href[7:-5]) for href in answer["hrefs"]]}
        for answer in answers
    ]


words = st.text(st.sampled_from("가각값모델데몯과고의는 .漢abcde12-"), max_size=24)


@needs_node
@examples(15)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_every_part_of_a_word_from_a_syllable_on_finds_its_paper(
    texts: list[tuple[str, str]],
) -> None:
    papers = [paper(n, title, text) for n, (title, text) in enumerate(texts)]
    wanted: dict[str, set[int]] = {}
    for n, pair in enumerate(texts):
        for word in (word for text in pair for word in tokens(text)):
            steps = range(len(word)) if is_syllable(word[0]) else range(1)
            for start in steps:
                for end in range(start + 1, len(word) + 1):
                    # Not a part of `1.5`
                    if tokens(word[start:end]) == [word[start:end]]:
                        wanted.setdefault(word[start:end], set()).add(n)
    # A space after the word means that it is complete; then all results must contain it.
    for query, answer in zip(
        wanted, search(papers, [f"{query} " for query in wanted]), strict=True
    ):
        assert wanted[query] <= set(answer["found"]), query
        if not query.isascii() or not query.isalnum():
            # `漢-漢` is also found as `漢漢`.
            held = {n: " ".join(texts[n]) for n in answer["found"]}
            assert all(
                query in " ".join(tokens(f"{text} {text.replace('-', '')}"))
                for text in held.values()
            ), query


PAPERS = (
    paper(
        0,
        "거대 언어 모델",
        "인코더와 디코더가 있다. 학습 데이터의 변화.",
        ["언어모델"],
        ["홍길동"],
    ),
    paper(
        1,
        "Vision-Language Pretraining",
        "GPT-4와 비교하면 모델링이 다르다. 변환을 쓴다.",
        ["vision-language", "llm"],
        ["Andreas Köpf"],
    ),
    paper(
        2,
        "Transformers",
        "GPT4보다 작다. 4배 느린 gpt가 있다. 사과",
        ["llm"],
        ["Noam Shazeer"],
    ),
    paper(
        3,
        "On fine-tuning",
        "모델을 학습한다. 거대한 언어 자료로. 데이터를 학습에 쓴다",
        ["C++"],
        ["Ada Kim"],
    ),
    paper(4, "모델", "vision 그리고 language", ["C"], []),
)


@needs_node
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("코더", [0]),
        ("인코", [0]),
        ("모데", [4, 0, 3, 1]),
        ("몯", [4, 0, 3, 1]),
        ("모ㄷ", [4, 0, 3, 1]),
        ("모델 ", [4, 0, 3, 1]),
        ("변화", [0, 1]),
        ("변화 ", [0]),
        ("사고", [2]),
        ("ㄱㄷㅇㅇㅁㄷ", [0]),
        ("ㅇㅇ ㅁㄷ", [0, 3]),
        ("ㅎㄱㄷ", [0]),
        ("ㄷㅋㄷ", [0]),
        ("ㅋㄷ", [0]),
        ("ㅂㅎ", [0, 1]),
        ("ㅎㅅㄷㅇㅌ", [3, 0]),
        ("author:ㅎㄱ", [0]),
        ("author:ㅎㅅ", []),
        ("azeer", [2]),
        ("oam", [2]),
        ("ahepf", [4, 0, 3, 1]),
        ("ㅣㅣㅡ", [2, 1]),
        ("헷 ", [2, 1]),
        ("vision-language", [1, 4]),
        ("VISION language", [1, 4]),
        ("visionlanguage", [1]),
        ("vision_language", [1, 4]),
        ("GPT4", [2, 1]),
        ("gpt-4", [2, 1]),
        ("finetuning", [3]),
        ("former", [2]),
        ("transf", [2]),
        ("tarnsformers", [2]),
        ("tarnsformers를", [2]),
        ("vision-langauge", [1, 4]),
        ("Kopf", [1]),
        ("köpf", [1]),
        ('"language pretraining"', [1]),
        ('"pretraining language"', []),
        ("모델 -학습", [4, 1]),
        ("tag:llm", [2, 1]),
        ("#llm", [2, 1]),
        ("tag:c", [4]),
        ("tag:c++", [3]),
        ("tag:vision_language", [1]),
        ("-tag:llm 모델", [4, 0, 3]),
        ("author:noam", [2]),
        ("author:llm", []),
        ("year:2023 gpt", [2, 1]),
        ("year:2022 gpt", []),
        ("week:2023-04-w4 사과", [2]),
        ("언어 자료", [3]),
        ("없는말", []),
        ("", []),
        ("-모델", []),
    ],
)
def test_what_is_typed_finds(query: str, found: list[int]) -> None:
    (answer,) = search(PAPERS, [query])
    assert answer["found"] == found
    assert answer["total"] == len(found)


@needs_node
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ahepf", [("ahepf", "모델", "keyboard")]),
        ("ㅣㅣㅡ", [("ㅣㅣㅡ", "llm", "keyboard")]),
        ("tarnsformers", [("tarnsformers", "transformers", "slip")]),
        ("tarnsformers를", [("tarnsformers를", "transformers", "slip")]),
        ("vision-langauge", [("vision-langauge", "vision-language", "slip")]),
        ("어텐션", [("어텐션", "language", "glossary")]),
        ("language", []),
        ("모델", []),
        ("former", []),
    ],
)
def test_what_was_understood_differently_is_said(
    query: str, said: list[tuple[str, str, str]]
) -> None:
    (answer,) = search(PAPERS, [query], [("어텐션", "language")])
    assert [
        (note["typed"], note["meant"], note["kind"]) for note in answer["notes"]
    ] == said
    assert answer["found"]


OTHERWISE = (
    paper(
        0,
        "거대 언어 모델 평가",
        "트랜스포머는 크다. 딥 러닝의 역사",
        ["강화_학습"],
        ["김철수"],
    ),
    paper(1, "BERT", "토크나이저와 데이터셋", ["llm"], ["이 영희"]),
    paper(2, "Systems in C++", "C#은 아니다. 머신-러닝", ["llm"], ["Ada Kim"]),
    paper(3, "In C", "2023년 4월 모임. 김이라는 사람. 17개를 2.5배로", [], []),
)


@needs_node
@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ("언어모델", [0], ['"언어 모델"']),
        ("언어모데", [0], ['"언어 모데"']),
        ("거대언어모델평가", [0], ['"거대 언어 모델 평가"']),
        ("딥러닝 ", [0], ['"딥 러닝"']),
        ("강화학습", [0], ['"강화 학습"']),
        ("언어평가", [0], ["언어 평가"]),
        ("언어의모델", [], []),
        ("17개", [3], []),
        ("2.5배", [3], []),
        ("17배", [], []),
        ("철수", [0], []),
        ("김 철수", [0], []),
        ("author:철수", [0], []),
        ("author:이영희", [1], ['"이 영희"']),
        ("BERT를", [1], ["bert"]),
        ("토크나이저들", [1], ["토크나이저"]),
        ("데이터셋이라고", [1], ["데이터셋"]),
        ("트렌스포머", [0], ["트랜스포머"]),
        ("토크나이져 ", [1], ["토크나이저"]),
        ("c++", [2], []),
        ("C#", [2], []),
        ("in c", [2, 3], []),
        ("머신러닝", [2], []),
        ("llm 2023", [2, 1], ["year:2023"]),
        ("2023년 4월 4주차 llm", [2, 1], ["week:2023-04-w4"]),
        ("llm 2023.4", [2, 1], ["week:2023-04"]),
        ("llm 2022", [], []),
        ("2023년 4월", [3], []),
        ("AHEPF", [0], ["모델"]),
    ],
)
def test_where_nothing_is_what_was_typed_what_it_may_mean_is_found_and_said(
    query: str, found: list[int], said: list[str]
) -> None:
    (answer,) = search(OTHERWISE, [query])
    assert sorted(answer["found"]) == sorted(found)
    assert [note["meant"] for note in answer["notes"]] == said


@needs_node
def test_a_word_that_is_found_as_typed_is_not_taken_for_another() -> None:
    papers = [
        paper(0, "언어모델"),
        paper(1, "언어 모델"),
        paper(2, "모델을 본다"),
        paper(3, "모델"),
    ]
    joined, particle = search(papers, ["언어모델", "모델을"])
    assert (joined["found"], particle["found"]) == ([0], [2])
    assert joined["others"] == [['"언어 모델"', 1]]
    assert particle["others"] == []


NOISE = [paper(n, f"{n:x} {n * 7919:x}", f"{n * 104729:o}") for n in range(400)]


@needs_node
@pytest.mark.parametrize(
    ("query", "loaded"),
    [
        ("언어모델 qqq", "언어모 qqq"),
        ("언어모델 데이터셋이라고 qqq", "언어모델 데이터셋 qqq"),
        ('"언어 토크나이저 데이터셋 사람"', '"언어 토크나이저"'),
        ("방법 qqq", '"방법" qqq'),  # not as `qkdqjq`
    ],
)
def test_where_nothing_can_be_found_no_more_is_loaded(
    query: str, loaded: str
) -> None:
    whole, part = search([*OTHERWISE, *NOISE], [query, loaded])
    assert (whole["total"], part["total"]) == (0, 0)
    shards, fewest = (
        [name for name in answer["files"] if name[0] == "s"]
        for answer in (whole, part)
    )
    assert len(shards) <= len(fewest)


@needs_node
def test_lengths_are_not_loaded_where_many_words_find_nothing() -> None:
    few, many, found = search(
        PAPERS, ["모델 언어 qqq", "거대 모델 언어 qqq", "거대 모델 언어 학습"]
    )
    assert ["l" in answer["files"] for answer in (few, many, found)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("words", "count"), [(0, 1), (1_000, 16), (30_000, 512), (600_000, 4096)]
)
def test_the_number_of_shards_grows_as_the_root_of_the_words(
    words: int, count: int
) -> None:
    assert (
        shard_count(Occurrences({"word": [*range(words)]}, {}, {}, {}, {})) == count
    )


@needs_node
@pytest.mark.parametrize(
    "query",
    [
        "2023-04-w4",
        "2023년 4월 넷째 주",
        "4월 4주차",
        "2023년 4월 네 번째 주",
        "2023-4-W4",
    ],
)
def test_a_week_is_found_by_its_date_in_many_ways(
    query: str, tmp_path: Path
) -> None:
    entry = "https://arxiv.org/abs/2304.00001\nTitle (Ada Kim)\n노트\n"
    weeks = [
        f"2023년 {month}월 {week}주차\n{entry}"
        for month in (4, 5)
        for week in (1, 4)
    ]
    build_site(tmp_path, {f"notes/{n}.txt": text for n, text in enumerate(weeks)})
    (answer,) = node("search_engine.js", [str(tmp_path / "site"), [query]])
    assert answer["names"] == [["w", "2023년 4월 4주차"]]


FILTERED = """2022년 12월 4주차
https://arxiv.org/abs/2212.00001
https://github.com/ada/zeroth
Zeroth (Ada Kim)
2023년 4월 1주차
https://arxiv.org/abs/2304.00001
First (Ada Kim)
노트. 코드는 https://github.com/ada/first 에 있다.
2023년 4월 4주차
https://arxiv.org/abs/2304.00004
Fourth (Ada Kim)
노트
2024년 1월 1주차
https://arxiv.org/abs/2401.00001
Last (Ada Kim)
"""


@needs_node
def test_filters_of_time_and_of_what_a_paper_has(tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/a.txt": FILTERED})
    wanted = {
        "before:2023": "0",
        "after:2023": "14L",
        "before:2023-04": "0",
        "after:2023-04": "14L",
        "before:2023-04-w4": "01",
        "before:2023년 4월 4주차": "01",
        'before:"April 2023, week 4"': "01",
        "before:2023-04-22": "01",
        "before:2023-04-23": "014",
        "after:2023.4.16": "4L",
        "이후:2023년 4월 2일 ": "4L",
        "after:2023-04 before:2024": "14",
        "-before:2023-04-w2": "4L",
        "has:code": "01",
        "has:코드 has:note": "1",
        "-has:note": "0L",
        "has:video": "",
        "kim has:note after:2023-04-w2": "4",
        "before:nothing": "",
    }
    answers = node("search_engine.js", [str(tmp_path / "site"), list(wanted)])
    names = {
        "2212.00001": "0",
        "2304.00001": "1",
        "2304.00004": "4",
        "2401.00001": "L",
    }
    found = [
        "".join(sorted(names[href[7:-5]] for href in answer["hrefs"]))
        for answer in answers
    ]
    assert dict(zip(wanted, found, strict=True)) == wanted


NAMED = """2023년 4월 4주차
https://arxiv.org/abs/2304.00001
LoRA: Low-Rank Things (Tri Dao, Ada Kim)
#lora
https://arxiv.org/abs/2304.00002
QLoRA (Ada Kim)
LoRA 이야기
#lora
https://arxiv.org/abs/2304.00003
LoRA Learns Less (Ada Kim, Tri Dao)
2023년 5월 1주차
https://arxiv.org/abs/2305.00001
Attention Is All You Need (Ada Kim)
"""


@needs_node
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_query_names_stands_on_top(language: str, tmp_path: Path) -> None:
    build_site(
        tmp_path, {"weeknotes.yml": f"language: {language}\n", "notes/a.txt": NAMED}
    )
    paper = ["d", "LoRA: Low-Rank Things"]
    korean = language == "ko"
    year = ["w", "2023년" if korean else "2023"]
    month = ["w", "2023년 4월" if korean else "April 2023"]
    weeks = ["2023년 4월 4주차", "2023년 5월 1주차"]
    if not korean:
        weeks = ["Week 4 of April 2023", "Week 1 of May 2023"]
    april, may = [["w", week] for week in weeks]
    wanted = {
        "LoRA": [paper, ["t", "lora"]],
        "low-rank": [],
        "lora l": [["t", "lora"], ["d", "LoRA Learns Less"], paper],
        "qlora ": [["d", "QLoRA"]],
        "attention is all": [["d", "Attention Is All You Need"]],
        "2304.00001": [paper],
        "Tri Dao": [["a", "Tri Dao"]],
        "2023": [year, may, april],
        "2023년 4월": [month, april],
        "2023-04": [month, april],
        "April 2023": [month, april],
        "2023 Apr": [month, april],
        "4월 4주차": [april],
        "Week 4 of April 2023": [april],
        "2023-04-19": [april],
        "2022년": [],
        "lora tag:lora": [],
    }
    answers = node("search_engine.js", [str(tmp_path / "site"), list(wanted)])
    found = [answer["names"] for answer in answers]
    assert dict(zip(wanted, found, strict=True)) == wanted


@needs_node
def test_words_near_each_other_rank_first_and_then_what_is_newer() -> None:
    papers = [
        paper(n, text=text)
        for n, text in enumerate(
            [
                "언어 모델",
                "언어 같은 것을 배우는 여러 가지 모델",
                "언어와 모델",
                "언어 모델",
            ]
        )
    ]
    (answer,) = search(papers, ["언어 모델"])
    assert answer["found"] == [3, 0, 2, 1]


@needs_node
@pytest.mark.parametrize(
    ("titles", "query", "found"),
    [
        (
            [
                "deep generative models",
                "a deep generative model of many other things",
            ],
            "deep generative",
            [0, 1],
        ),
        (
            ["image editing", "image editing and more", "image editing and more"],
            "image editing",
            [0, 2, 1],
        ),
        (["image", "an image of editing", "an image"], "image", [0, 2, 1]),
        (["image", "image editing", "an image"], "image", [0, 1, 2]),
        (
            ["language model scaling", "scaling the language of a model"],
            "language model",
            [0, 1],
        ),
        (
            ["on GPT-4 alignment", "alignment without GPT-4"],
            "GPT-4 alignment",
            [0, 1],
        ),
    ],
)
def test_a_title_ranks_by_how_much_of_it_was_typed_and_in_which_order(
    titles: list[str], query: str, found: list[int]
) -> None:
    (answer,) = search(
        [paper(n, title) for n, title in enumerate(titles)], [f"{query} "]
    )
    assert answer["found"] == found


@needs_node
@pytest.mark.parametrize(
    ("query", "ranked"),
    [
        ("lora", "LoRA | LoRAs | text: lora | author: Lora Lee | Explorations"),
        ("gan", "Gan | text: gan을 | StyleGAN | author: Gan | text: gang | Organs"),
        ("lm", "An LM | text: lm | text: lms | LLM"),
        ("noam le", "author: Noam Le | text: Noam Le | author: Noam Ba, Bo Le"),
        (
            "코더",
            "코더 | 코더스 | 인코더 | text: 코더 | text: 코더스 | text: 인코더",
        ),
        ("ㅎㄱㄷ", "author: 홍길동 | text: 황금돼지"),
    ],
)
def test_a_whole_word_of_a_note_ranks_before_letters_inside_a_word_of_a_title(
    query: str, ranked: str
) -> None:
    """Each text is of an older paper than the next."""
    texts = ranked.split(" | ")
    papers = []
    for n, given_ in enumerate(texts):
        field, _, own = given_.rpartition(": ")
        authors = own.split(", ") if field == "author" else ()
        title = own if not field else "Other Things"
        papers.append(paper(n, title, own if field == "text" else "", (), authors))
    (answer,) = search(papers, [f"{query} "])
    assert answer["found"] == [*range(len(texts))]


@needs_node
def test_a_short_note_with_a_phrase_ranks_before_a_long_one_and_a_row_before_words_apart() -> (
    None
):
    long = "그리고 또 다른 말이 여럿 있다. " * 9
    (answer,) = search(
        [paper(0, text="언어 모델"), paper(1, text=f"언어 모델 {long}")],
        ["언어 모델"],
    )
    assert answer["found"] == [0, 1]
    papers = [
        paper(0, "A Study", "relative position bias"),
        paper(1, "Position without relative things but some bias"),
    ]
    (answer,) = search(papers, ["relative position bias "])
    assert answer["found"] == [0, 1]


SITE = """2023년 4월 4주차
https://arxiv.org/abs/2304.00001
First Things First (Noam Shazeer, Quoc V. Le)
이 논문은 [[2304.00002]]보다 낫다. **굵게**이다.
#llm
https://arxiv.org/abs/2304.00002
Second Thoughts (Noam Shazeer)
인코더 이야기
"""


def test_without_javascript_the_page_leads_to_the_indexes(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"notes/a.txt": SITE})
    assert built.published
    page = document((tmp_path / "site" / "search.html").read_bytes())
    links = [link.get("href") for link in page.get_element_by_id("main").iter("a")]
    assert links == [
        "weeks/index.html",
        "papers/index.html",
        "tags/index.html",
        "authors/index.html",
    ]
    for path in ("index.html", "weeks/2023-04-w4.html"):
        other = document((tmp_path / "site" / path).read_bytes())
        assert [
            link.text
            for link in other.iter("a")
            if (link.get("href") or "").endswith("search.html")
        ] == ["검색"]


@needs_node
def test_a_paper_is_found_by_its_own_notes_alone(tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/a.txt": SITE})
    asked = [
        "낫다",
        "굵게이다",
        "인코더",
        "shazeer",
        "llm",
        "2304.00002",
        "https://arxiv.org/abs/2304.00001v2",
    ]
    answers = node("search_engine.js", [str(tmp_path / "site"), asked])
    first, second = "papers/2304.00001.html", "papers/2304.00002.html"
    assert [answer["hrefs"] for answer in answers] == [
        [first],
        [first],
        [second],
        [second, first],
        [first],
        [second, first],
        [first],
    ]
    assert [answer["names"] for answer in answers][3:5] == [
        [["a", "Noam Shazeer"]],
        [["t", "llm"]],
    ]


@needs_node
def test_other_names_of_tags_find_the_papers_of_the_tag(tmp_path: Path) -> None:
    text = "2023년 4월 4주차\nhttps://a.b/c\n글\n#llm\nhttps://a.b/d\n글\n"
    config = "tag_aliases: {언어모델: llm, 큰-언어-모델: llm}\n"
    build_site(tmp_path, {"notes/a.txt": text, "weeknotes.yml": config})
    asked = [
        "언어모델",
        "tag:언어모델",
        "#언어모델 글",
        "tag:큰_언어_모델",
        "tag:llm",
        "tag:없는말",
    ]
    answers = node("search_engine.js", [str(tmp_path / "site"), asked])
    found = ["papers/a.b-c.html"]
    assert [answer["hrefs"] for answer in answers] == [found] * 5 + [[]]


@needs_node
@pytest.mark.parametrize("library", libraries("sample", "notes", "flat"))
def test_what_was_written_is_found(library: Library, tmp_path: Path) -> None:
    """A title finds its paper first (of a large library, one title in four is tried); each tag, and
    the middle of a long Korean word of each note, find the paper."""
    built = build_site(tmp_path, library.files())
    titles = {
        p.metadata.title: p.metadata.href
        for p in built.site.papers.values()
        if p.title
    }
    titles = dict(list(titles.items())[:: 4 if len(titles) > 400 else 1])
    answers = node("search_engine.js", [str(tmp_path / "site"), list(titles), 3])
    found = [(answer["hrefs"] or [""])[0] for answer in answers]
    missed = [
        title
        for title, href in zip(titles, found, strict=True)
        if titles[title] != href
    ]
    assert len(missed) <= len(titles) // 50, missed
    wanted: dict[str, set[str]] = {}
    for paper in built.site.papers.values():
        for entry in paper.entries:
            word = re.findall("[가-힣]{5,}", note_text(entry.note))[:1]
            for query in (
                *(f"tag:{tag.name}" for tag in entry.tags),
                *(one[1:] for one in word),
            ):
                wanted.setdefault(query, set()).add(paper.metadata.href)
    answers = node("search_engine.js", [str(tmp_path / "site"), list(wanted), 5000])
    pairs = zip(wanted.items(), answers, strict=True)
    lost = [
        (query, hrefs - set(answer["hrefs"])) for (query, hrefs), answer in pairs
    ]
    assert len(wanted) > 50
    assert [one for one in lost if one[1]] == []


def test_a_paper_more_leaves_the_texts_of_other_weeks_as_they_are(
    tmp_path: Path,
) -> None:
    def week(day: int, count: int) -> str:
        entries = (
            (
                f"https://arxiv.org/abs/230{day}.0{n:04}\nTitle Number {n} (A Bee, C Dee)\n"
                f"노트 {n}\n#t\n"
            )
            for n in range(count)
        )
        return f"2023년 {day}월 1주차\n" + "".join(entries)

    def texts() -> dict[str, bytes]:
        return {
            path: data
            for path, data in tree(tmp_path / "site" / "search").items()
            if path.startswith("t")
        }

    build_site(tmp_path, {"notes/a.txt": week(4, 9), "notes/b.txt": week(5, 3)})
    before = texts()
    assert list(before) == [
        "t0.js",
        "t1.js",
        "t2.js",
        "t3.js",
        "t4.js",
        "t8.js",
        "t9.js",
    ]
    build_site(tmp_path, {"notes/a.txt": week(4, 16), "notes/c.txt": week(6, 1)})
    after = texts()
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {f"t{n}.js" for n in (*range(8), 16)}


def test_marks_of_editors_are_not_in_the_text() -> None:
    typed = "글.[^1] ==손실==, H<sub>2</sub>O\n> [!note] 참고\n- [x] 끝\n[^1]: 부록, a == b"
    assert plain(typed) == "글. 손실, H2O\n 참고\n 끝\n 부록, a == b"
