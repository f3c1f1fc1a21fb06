"""An index that is patched is the one that would be made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from weeknotes.search.documents import Document, Name, numbered
from weeknotes.search.patch import Contents, digest, patched
from weeknotes.search.shards import index_files

TOLD = {"glossary": [["비전", "vision"]]}
Library = list[list[Document]]


@contextmanager
def small_parts() -> Iterator[None]:
    """Segments, chunks and shards so small that a library of a few weeks has several of each."""
    with (
        patch.multiple("weeknotes.search.shards", SEGMENT=32, CHUNK=8, SHARD_SIZE=2000),
        patch.multiple("weeknotes.search.patch", SEGMENT=32, CHUNK=8),
    ):
        yield


def people(documents: Mapping[int, Document]) -> list[Name]:
    """A name of each author, with how often it is there."""
    found = [author for document in documents.values() for author in document.authors]
    return [
        Name("a", author, f"authors/{author}.html", found.count(author))
        for author in sorted(set(found))
    ]


def index_of(documents: Mapping[int, Document]) -> dict[str, bytes]:
    return dict(index_files(documents, people(documents), TOLD))


def contents(documents: Mapping[int, Document]) -> Contents:
    return Contents(
        {n: digest(document) for n, document in documents.items()}, tuple(people(documents))
    )


def after_patch(
    was: Mapping[int, Document], now: Mapping[int, Document]
) -> tuple[dict[str, bytes], dict[str, bytes | None] | None]:
    """The index of what was, and what a patch changes in it."""
    old = index_of(was)
    return old, patched(contents(was), contents(now), now.__getitem__, TOLD, old.__getitem__)


phrases = st.lists(
    st.sampled_from(
        "모델 모델을 인코더 언어모델 fine-tuning finetuning GPT-4 llm transformer former 3.5 漢字 C++ word words wording".split()
    ),
    max_size=6,
).map(" ".join)
documents = st.builds(
    Document,
    href=st.sampled_from(["papers/1.html", "papers/2.html"]),
    titles=st.lists(phrases, min_size=1, max_size=2).map(tuple),
    tags=st.lists(st.sampled_from(["llm", "언어모델", "C++"]), max_size=2, unique=True).map(tuple),
    authors=st.lists(
        st.sampled_from(["Ada Kim", "홍길동", "Andreas Köpf"]), max_size=2, unique=True
    ).map(tuple),
    text=st.lists(phrases, max_size=3).map("\n".join),
    sources=st.just(("arXiv:2304.00001",)),
    weeks=st.just((("2023-04-w4", "2023년 4월 4주차"),)),
)
weeks = st.lists(documents, min_size=1, max_size=6)
libraries = st.lists(weeks, max_size=5)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Library, Library]:
    """A library, and the same with a few papers written anew, added or taken away, or with a week
    more or less."""
    was = draw(libraries)
    now = [list(week) for week in was]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["week", "no week", "write", "add", "remove"]))
        if kind == "week" or not now:
            now.append(draw(weeks))
            continue
        week = draw(st.sampled_from(now))
        at = draw(st.integers(0, len(week) - 1))
        if kind == "no week":
            now.pop()
        elif kind == "write":
            week[at] = draw(documents)
        elif kind == "add":
            week.insert(at, draw(documents))
        elif len(week) > 1:
            del week[at]
    return was, now


@settings(max_examples=100, deadline=None)
@given(edits())
def test_a_patched_index_is_the_one_made_anew(pair: tuple[Library, Library]) -> None:
    was, now = map(numbered, pair)
    with small_parts():
        old, files = after_patch(was, now)
        full = index_of(now)
    if files is None:
        return
    kept = {path: data for path, data in {**old, **files}.items() if data is not None}
    assert kept == full


def library(count: int) -> list[Document]:
    return [
        Document(
            f"papers/{n}.html",
            (f"Title {n}",),
            ("llm",),
            ("Ada Kim",),
            f"모델 {n}을 보았다.",
            (),
            (("2023-04-w4", "4주차"),),
        )
        for n in range(count)
    ]


def test_a_note_edited_changes_few_files() -> None:
    was = numbered([library(16)] * 12)
    now = {**was, 20: was[20]._replace(text="모델 20을 다시 보았다.")}
    old, files = after_patch(was, now)
    assert files is not None
    assert {path.removeprefix("search/") for path in files if "-" not in path} == {
        "head.js",
        "l0.js",
        "t5.js",
    }
    full = index_of(now)
    changed = {path for path in full if full[path] != old[path]}
    assert changed <= set(files)
    assert all(files[path] == full[path] for path in files)


def test_what_a_patch_cannot_do_it_leaves_to_a_full_build() -> None:
    was = numbered([library(16)] * 12)
    with small_parts():
        assert after_patch(was, numbered([library(16)] * 11))[1] is None  # a segment less
    assert (
        after_patch(was, numbered([library(16), *[library(17)] * 11]))[1] is None
    )  # documents that moved
    longer = was[20]._replace(text=" ".join(f"word{chr(97 + n % 26)}{n}x" for n in range(3000)))
    assert after_patch(was, {**was, 20: longer})[1] is None  # more shards
    assert after_patch(was, was)[1] is not None
