"""What is made once for all processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import make_site, read, resolved, tree
from weeknotes.cache import shelf
from weeknotes.cache.shelf import shelved
from weeknotes.citation import formats as bibliography
from weeknotes.citation.formats import cited, cited_at_once
from weeknotes.config.settings import Config
from weeknotes.pipeline import build
from weeknotes.processes import ALONE, Workers, shared_out

BOTH = pytest.mark.parametrize("workers", [ALONE, Workers(2)], ids=["alone", "helped"])


@BOTH
def test_what_is_shelved_is_read_by_all_processes(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_SHARE", 3)
    words = [f"{number}" * (number % 5) for number in range(20)]
    with shelved("x", str.encode, words, tmp_path, workers) as made:
        assert [made.get(word) for word in words] == [word.encode() for word in words]
        assert shared_out("x", lambda word: made.get(word) or b"", words, workers) == [
            word.encode() for word in words
        ]
        assert made.get("another") is None
        assert not list(tmp_path.iterdir()), "the file has a name"


@BOTH
def test_more_shares_than_can_be_given_out_are_larger(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_SHARE", 1)
    monkeypatch.setattr(shelf, "_SHARES", 4)
    with shelved("x", lambda number: b"%d" % number, range(10), tmp_path, workers) as made:
        assert [made.get(number) for number in range(10)] == [
            b"%d" % number for number in range(10)
        ]


def test_a_folder_that_takes_nothing_is_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(OSError, match="not-here"),
        shelved("x", str.encode, ["a"], tmp_path / "not-here", ALONE),
    ):
        pass


def test_a_system_that_cannot_read_at_a_place_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.pread")
    with (
        pytest.raises(OSError, match="not implemented"),
        shelved("x", str.encode, ["a"], tmp_path, ALONE),
    ):
        pass


SITE = (
    "2023년 5월 2주차\n\n"
    + "\n\n".join(
        f"https://arxiv.org/abs/2304.0788{number}\nOn ${number}$ and $b_{number}$ (Jane van Doe, 김철수)\n좋다.\n#a"
        for number in range(5)
    )
    + "\n\n---\n\n글 하나를 씁니다.\n#a\n"
)


@BOTH
def test_what_is_cited_at_once_is_what_is_cited_one_by_one(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bibliography, "_KEPT", 3)
    papers = list(resolved([read(SITE, "1.txt")], Config()).papers.values())
    one_by_one = list(map(cited, papers))
    assert [any(forms) for forms in one_by_one] == [True] * 5 + [False], "an essay cannot be cited"
    with cited_at_once(papers, tmp_path, workers):
        monkeypatch.setattr(bibliography, "_cited", None)  # so nothing is made from here on
        assert list(map(cited, papers)) == one_by_one


def test_without_room_it_is_cited_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bibliography, "_KEPT", 3)
    papers = list(resolved([read(SITE, "1.txt")], Config()).papers.values())
    with cited_at_once(papers, tmp_path / "not-here", ALONE):
        assert [any(cited(paper)) for paper in papers] == [True] * 5 + [False]


@BOTH
def test_a_site_is_the_same_however_its_papers_are_cited(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": SITE})
    assert build(folders, workers=workers).published
    monkeypatch.setattr(bibliography, "_KEPT", 0)
    again = folders._replace(output=tmp_path / "again")
    assert build(again, workers=workers).published
    assert tree(again.output) == tree(folders.output)
