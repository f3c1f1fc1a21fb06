"""Text that makes careless regular expressions and loops slow, at a size at which quadratic time
would exceed the limit.

Nothing is measured here: a child process has a limit of CPU time that is many times what it needs.
benchmarks/growth.py measures how the time grows with the text."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import build_site, tree
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.lint.report import to_json
from weeknotes.text.messages import Message
from weeknotes.text.unicode import normalize

pytestmark = pytest.mark.slow

SECONDS, BYTES = 30, 4 << 30
IMPORTS = """
from tests.hostile.constructs import CONSTRUCTS, FIELDS, HEAD, made
from tests.helpers import source
"""
READ = """
from weeknotes.parsing import parse
from weeknotes.parsing.dump import to_json, to_text
from weeknotes.parsing.explain import explain
from weeknotes.text.weeks import WeekRule
for name in CONSTRUCTS:
    print(name, flush=True)
    digest = source(FIELDS["text"](made(name, 30_000)))
    reading = parse(digest)
    explain(digest, reading), list(map(str, reading.diagnostics))
    to_json([reading], WeekRule.SUNDAY), to_text([reading], WeekRule.SUNDAY)
"""
SHOWN = """
from weeknotes.markup import note_html, note_text, title_html
from weeknotes.model import Note
from weeknotes.citation.bibtex import tex
for name in CONSTRUCTS:
    print(name, flush=True)
    text = made(name, 10_000)
    note_html(Note(text), "../"), note_text(Note(text)), title_html(text), tex(text)
"""
WHOLE = """
import contextlib, io, os
from pathlib import Path
from weeknotes.cli import main
os.chdir(FOLDER)
Path("notes").mkdir()
Path("weeknotes.yml").write_text("base_url: https://a.b/\\n")
for n, name in enumerate(CONSTRUCTS):
    for field in FIELDS:
        Path(f"notes/{n} {field}.txt").write_bytes(FIELDS[field](made(name, 500)).encode())
for command in (["build"], ["check"]):
    print(command, flush=True)
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(command) in (0, 1)
"""


def ends(code: str) -> None:
    """Run code in a child process with limits of CPU time and memory."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if sys.platform != "darwin":  # macOS refuses it
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))

    done = subprocess.run(
        [sys.executable, "-c", IMPORTS + code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        preexec_fn=limited,
        check=False,
    )
    assert done.returncode == 0, (
        f"{done.returncode} at {done.stdout[-60:]}\n{done.stderr[-3000:]}"
    )


def test_reading_ends() -> None:
    ends(READ)


def test_showing_ends() -> None:
    ends(SHOWN)


def test_a_site_of_it_all_ends(tmp_path: Path) -> None:
    ends(f"FOLDER = {str(tmp_path)!r}\n{WHOLE}")


def test_a_line_of_megabytes_ends() -> None:
    """Five megabytes of words, and one megabyte of text that takes longer for each letter.  With
    quadratic time, both would exceed the limit by far."""
    for names, length in (
        (("words",), "5_000_000"),
        (("letters", "marks", "addresses"), "1_000_000"),
    ):
        ends(READ.replace("in CONSTRUCTS", f"in {names}").replace("30_000", length))


# Code that once took quadratic time


PILES = """
from weeknotes.identifiers import identify
from weeknotes.identifiers.people import author_key
from weeknotes.search.fold import tokens
from weeknotes.text.unicode import clean, fold
from weeknotes.urls import latin, slug
pile = "a" + "\\u0301\\u0316" * 150_000
def identify_path(text):
    identify(f"https://a.b/{text}")
for use in (clean, fold, slug, latin, author_key, tokens, identify, identify_path):
    print(use, flush=True)
    use(pile), use("é" * 1000 + pile)
"""
ENTRIES = """
from weeknotes.parsing import parse
entry = "https://arxiv.org/abs/{:04}.{:05}\\nTitle {} (Jane Roe, John Doe)\\n글.\\n#a\\n"
entries = [entry.format(*divmod(n, 100_000), n) for n in range(15_000)]
for between, count in ("", 15_000), ("\\n", 5_000), ("---\\n", 5_000):
    (week,) = parse(source("2023년 4월 4주차\\n" + between.join(entries[:count]))).weeks
    assert len(week.entries) == count
"""
LISTS = """
import contextlib, io, os
from pathlib import Path
from weeknotes.cli import main
os.chdir(FOLDER)
Path("notes").mkdir()
paper = "---\\nhttps://arxiv.org/abs/2304.00001\\n"
for name, text in {
    "one paper again and again": "2023년 4월 4주차\\n" + paper * 1_500,
    "one week again and again": "2023년 4월 4주차\\n글\\n" * 3_000,
    "a tag without end": FIELDS["tag"]("ab" * 30_000),
    "a finding in every word": FIELDS["text"]("[[x]] \\u200b" * 3_000),
}.items():
    Path("notes/a.txt").write_text(text, "utf-8")
    for command in (["check"], ["check", "--format", "json"], ["check", "--diff"]):
        print(name, command, flush=True)
        with contextlib.redirect_stdout(io.StringIO()):
            assert main(command) in (0, 1)
"""


def test_many_entries_are_read_one_by_one() -> None:
    ends(ENTRIES)


def test_five_thousand_authors_are_all_on_their_paper_s_page(tmp_path: Path) -> None:
    """The site has no lists of all pairs of authors."""
    names = [
        f"Jane {chr(65 + n % 26)}. Roe{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}"
        for n in range(5000)
    ]
    text = "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.00001\n"
    text += f"A Title ({', '.join(names)})\n글.\n#a\n"
    built = build_site(
        tmp_path, {"notes/a.txt": text, "weeknotes.yml": "base_url: https://a.b/\n"}
    )
    assert [len(paper.metadata.authors) for paper in built.site.papers.values()] == [
        5000
    ]
    site = tree(tmp_path / "site")
    assert all(
        name in site["papers/2304.00001.html"].decode()
        for name in (names[0], names[2500], names[4999])
    )
    assert sum(map(len, site.values())) < 5_000_000


def test_marks_by_the_hundred_thousand_end() -> None:
    ends(PILES)


def test_lists_without_end_end(tmp_path: Path) -> None:
    ends(f"FOLDER = {str(tmp_path)!r}\n{LISTS}")


@given(
    st.text("a\u0301\u0316\u1161\u1100가é…─\u0f39\u0345 ", max_size=60),
    st.integers(0, 40),
)
def test_normal_forms_are_unicode_s_but_for_piles(text: str, number: int) -> None:
    """No language has letters with more than thirty marks.  Longer runs of marks are kept
    unchanged."""
    long = text + " " * 500 + "e" + "\u0316\u0301" * number + text
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for form in forms:
        there = normalize(form, long)
        assert normalize(form, there) == there
        assert unicodedata.normalize("NFD", there) == unicodedata.normalize(
            "NFD", long
        )
        if number <= 15 and not any(unicodedata.combining(mark) for mark in text):
            assert there == unicodedata.normalize(form, long)


def test_every_mark_can_be_piled() -> None:
    """Runs of marks are found as non-word characters, so no combining mark may match `\\w`."""
    for mark in filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))):
        assert (
            normalize("NFC", f"{'x' * 500}e{mark * 31}\u0301")
            == f"{'x' * 500}e{mark * 31}\u0301"
        )


def test_a_word_without_end_makes_no_index_of_its_square(tmp_path: Path) -> None:
    word, name = "ab" * 10_000, "가나" * 2_000
    text = f"2023년 4월 4주차\nhttps://a.b/c\n## {word} {name}\n글 {word} {name}\n#{word} #{name}\n"
    build_site(tmp_path, {"notes/a.txt": text})
    assert sum(
        len(data)
        for path, data in tree(tmp_path / "site").items()
        if path.startswith("search/")
    ) < 200 * len(text.encode())


def test_a_crowd_of_authors_and_tags_does_not_repeat_itself(tmp_path: Path) -> None:
    """Two papers with five hundred authors, each with a page; a note with as many tags."""
    authors = ", ".join(f"Ann{n} Bee{n}" for n in range(500))
    tags = " ".join(f"#tag{n}" for n in range(500))
    weeks = [
        f"2023년 {n}월 1주차\nhttps://arxiv.org/abs/2304.0000{n}\n"
        f"A Title ({authors})\n글이다.\n{tags}\n"
        for n in (4, 5)
    ]
    built = build_site(
        tmp_path,
        {"notes/a.txt": "".join(weeks), "weeknotes.yml": "base_url: https://a.b/\n"},
    )
    site = tree(tmp_path / "site")
    assert len(built.site.authors) == len(built.site.tags) == 500
    assert all(
        name in site["weeks/2023-04-w1.html"].decode()
        for name in ("Ann499 Bee499", "#tag499"[1:])
    )
    assert (
        max(
            len(data)
            for path, data in site.items()
            if re.fullmatch(r"authors/ann.*\.html|tags/tag.*\.xml", path)
        )
        < 40_000
    )


def test_a_finding_in_each_word_of_a_book_quotes_no_book() -> None:
    line = "[[x]] " * 20_000
    found = [
        Diagnostic(
            "x",
            Severity.WARNING,
            "a.txt",
            Span(1, n),
            Message("x"),
            Message("x"),
            line,
        )
        for n in range(1, len(line), 6)
    ]
    assert sum(len(str(d)) for d in found) < 400 * len(found)
    assert len(to_json(found)) < 1400 * len(found)
