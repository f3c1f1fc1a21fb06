"""Measure the speed of parsing: MB/s (10^6 bytes of UTF-8 per second of wall time) at 5, 10 and 20
MB, and for one line of 10 MB.

    python benchmarks/parse_speed.py [--corpus FOLDER]…

Without a folder, the digests are generated: entries that resemble real ones, all different, flat
and with blank lines.  With folders, the files of each are joined and repeated.  The time is linear
if the three speeds are about equal."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from weeknotes.parsing import parse
from weeknotes.sources.decoding import Source

SIZES = (5_000_000, 10_000_000, 20_000_000)
GIVEN = "Jane John Ann Wei Yuki Minjun Elena José Amir Lena Omar Sofia Ivan Priya Tom Ada".split()
FAMILY = """
    Roe Doe Kim Lee Park Müller Garcia Chen Tanaka Novak Singh Rossi Haddad Okafor Berg Silva
""".split()
TITLE = """
    Sparse Dense Learning Models for Robust Vision Language Attention with Efficient Neural Memory
    Search and Scaling
""".split()
NOUNS = """
    모델 논문 데이터 결과 실험 어텐션 학습 표현 기억 검색 평가 손실 구조 가중치
    attention transformer (LLM) 3배 pretraining,
""".split()
VERBS = (
    "흥미롭다 나아졌다 설명한다 비교했다 어렵다 "
    "남는다 보여준다 줄였다 필요하다 궁금하다"
).split()
TAGS = "llm vision attention 검색 평가 multi_modal scaling gan 요약 speech".split()


def words(
    chance: random.Random, vocabulary: list[str], least: int, most: int
) -> str:
    return " ".join(chance.choices(vocabulary, k=chance.randint(least, most)))


def entry(chance: random.Random, number: int) -> Iterator[str]:
    """Yield the lines of one entry: addresses, usually a title, paragraphs, usually tags."""
    yield f"https://arxiv.org/abs/{2000 + number % 400}.{number % 100_000:05}"
    if number % 9 == 0:
        yield f"https://github.com/lab{number}/code-{number % 7}"
    if number % 8:
        people = [
            f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            for _ in range(chance.choice((2, 3, 4, 5, 6, 8, 14)))
        ]
        yield f"{words(chance, TITLE, 4, 10)} {number} ({', '.join(people)})"
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        yield f"{number}. " * (number % 50 == 0) + " ".join(
            words(chance, NOUNS, 3, 9) + f" {word}."
            for word in chance.choices(VERBS, k=3)
        )
    if number % 10:
        yield " ".join(
            f"#{tag}" for tag in chance.sample(TAGS, chance.randint(1, 4))
        )


def digest(size: int, between: str) -> str:
    """A digest of about `size` bytes with twelve entries a week.  `between` separates the lines."""
    chance = random.Random(size)
    pieces: list[str] = []
    made = number = 0
    while made < size:
        week = number // 12
        heading = (
            [
                f"{2000 + week // 48 % 100}년 {week // 4 % 12 + 1}월 {week % 4 + 1}주차"
            ]
            if number % 12 == 0
            else []
        )
        piece = "".join(
            line + between for line in (*heading, *entry(chance, number))
        )
        pieces.append(piece)
        made += len(piece.encode())
        number += 1
    return "".join(pieces)


def joined(folder: Path, size: int) -> str:
    """The files of a folder, joined and repeated up to a size in bytes."""
    whole = (
        "\n".join(
            file.read_text("utf-8")
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        )
        + "\n"
    )
    repeated = whole * (size // len(whole.encode()) + 1)
    return repeated.encode()[:size].decode("utf-8", "ignore")


def speed(text: str) -> float:
    """MB/s, the better of two runs."""
    source = Source("a.txt", "a.txt", text.encode(), text)
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        parse(source)
        taken.append(time.perf_counter() - start)
    return len(source.data) / 1e6 / min(taken)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], metavar="FOLDER"
    )
    folders: list[Path] = parser.parse_args().corpus
    print(f"{'MB/s at':20}" + "".join(f"{size / 1e6:7.0f} MB" for size in SIZES))
    for folder in folders:
        print(
            f"{folder.name:20}"
            + "".join(f"{speed(joined(folder, size)):10.2f}" for size in SIZES),
            flush=True,
        )
    if not folders:
        for name, between in (("flat", "\n"), ("with blank lines", "\n\n")):
            print(
                f"{name:20}"
                + "".join(f"{speed(digest(size, between)):10.2f}" for size in SIZES),
                flush=True,
            )
    line = "2023년 4월 4주차\nhttps://a.b/c\n" + "가나다 abc " * (10_000_000 // 14)
    print(f"{'one line':20}{'':10}{speed(line):10.2f}")


if __name__ == "__main__":
    main()
