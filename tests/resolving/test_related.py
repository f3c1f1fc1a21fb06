"""Related papers: which ones, for which reason, and that other edits do not change them."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import build_site, tree
from weeknotes.resolving.related import RelatedIndex, RelatedPaper

HEAD = "2023년 4월 4주차\n"


def _entry(
    number: int,
    title: str,
    text: str = "글입니다.",
    tags: str = "",
    authors: str = "Some One, Other Body",
) -> str:
    return f"https://arxiv.org/abs/2304.{number:05}\n{title} ({authors})\n{text}\n{tags}\n"


NOTES = "".join(
    [
        _entry(
            1,
            "Quantized Giraffes at Night",
            tags="#giraffe #quant",
            authors="Ann Poe, Bea Coe",
        ),
        _entry(2, "Walking Giraffes", tags="#giraffe", authors="Cid Doe, Dee Eve"),
        _entry(
            3, "Something Else Altogether", tags="#other", authors="Ann Poe, Fay Gee"
        ),
        _entry(
            4,
            "Penguins on Ice",
            "https://arxiv.org/abs/2304.00001 과 비교해 볼 만하다.",
            "#penguin",
            "Gus Hay, Ian Jay",
        ),
        _entry(
            5,
            "Numbers in Short",
            "4 bit quantization, AWQ 이야기.",
            "#quant",
            "Kay Lee, Bea Coe",
        ),
    ]
)


def _related(folder: Path, text: str) -> dict[str, tuple[RelatedPaper, ...]]:
    """The related papers of each paper, by the last digits of its number."""
    site = build_site(folder, {"notes/2023-04-w4.txt": HEAD + text}).site
    index = RelatedIndex(site)
    return {
        key.removeprefix("arxiv:2304.0000"): index.related(key)
        for key in site.papers
    }


def test_what_is_related_and_why(tmp_path: Path) -> None:
    related = _related(tmp_path, NOTES)
    assert [other.key[-1] for other in related["1"]] == ["2", "4", "5"]
    found = {other.key[-1]: other for other in related["1"]}
    assert found["4"][1:3] == (True, False)
    assert related["4"][0][1:3] == (False, True)
    assert found["2"][3:] == (("giraffe",), (), ("Giraffes",))
    assert found["5"][3:5] == (("quant",), ("Bea Coe",))
    assert [other.key[-1] for other in related["4"]] == ["1"]
    assert related["3"] == ()  # a shared author is not enough
    page = tree(tmp_path / "site")["papers/2304.00001.html"].decode()
    assert "이 논문을 언급함" in page
    page = tree(tmp_path / "site")["papers/2304.00004.html"].decode()
    assert "여기에서 언급함" in page
    page = tree(tmp_path / "site")["papers/2304.00001.html"].decode()
    assert "같은 주제 quant · 같은 저자 Bea Coe" in page
    assert "같은 주제 giraffe · 같은 낱말 Giraffes" in page


def test_an_edit_elsewhere_changes_nothing(tmp_path: Path) -> None:
    _related(tmp_path, NOTES)
    before = tree(tmp_path / "site")
    _related(
        tmp_path,
        NOTES.replace("#other", "#another").replace(
            "과 비교해 볼 만하다", "과 함께 읽는다"
        ),
    )
    after = tree(tmp_path / "site")
    changed = {
        path
        for path in after
        if path.startswith("papers/") and before.get(path) != after[path]
    } - {"papers/index.html"}
    # The two edited papers, and the paper that shows the edited paragraph as a mention.
    assert changed == {
        "papers/2304.00003.html",
        "papers/2304.00004.html",
        "papers/2304.00001.html",
    }


def test_what_all_share_relates_nothing(tmp_path: Path) -> None:
    text = "".join(f"https://example.com/{i}\n## Nr {i}\n#llm\n" for i in range(150))
    assert not any(_related(tmp_path / "many", text).values())
    few = "".join(f"https://example.com/{i}\n## Nr {i}\n#llm\n" for i in range(3))
    assert all(
        len(others) == 2 for others in _related(tmp_path / "few", few).values()
    )
