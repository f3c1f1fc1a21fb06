"""Related papers: what is near, why, and that an edit elsewhere leaves it alone."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import build_site, tree
from weeknotes.model import Paper

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
            1, "Quantized Giraffes at Night", tags="#giraffe #quant", authors="Ann Poe, Bea Coe"
        ),
        _entry(2, "Walking Giraffes", tags="#giraffe", authors="Cid Doe, Dee Eve"),
        _entry(3, "Something Else Altogether", tags="#other", authors="Ann Poe, Fay Gee"),
        _entry(
            4,
            "Penguins on Ice",
            "https://arxiv.org/abs/2304.00001 과 비교해 볼 만하다.",
            "#penguin",
            "Gus Hay, Ian Jay",
        ),
        _entry(
            5, "Numbers in Short", "4 bit quantization, AWQ 이야기.", "#quant", "Kay Lee, Bea Coe"
        ),
    ]
)


def _papers(folder: Path, text: str) -> dict[str, Paper]:
    built = build_site(folder, {"notes/2023-04-w4.txt": HEAD + text})
    return {key.removeprefix("arxiv:2304.0000"): paper for key, paper in built.site.papers.items()}


def test_what_is_related_and_why(tmp_path: Path) -> None:
    papers = _papers(tmp_path, NOTES)
    related = papers["1"].related
    assert [r.paper[-1] for r in related] == ["2", "4", "5"]
    found = {r.paper[-1]: r for r in related}
    assert found["4"].linked
    assert (found["2"].tags, found["2"].authors, found["2"].words) == (1, 0, ("Giraffes",))
    assert (found["5"].tags, found["5"].authors) == (1, 1)
    assert [r.paper[-1] for r in papers["4"].related] == ["1"]
    assert papers["3"].related == ()  # a shared author alone relates nothing
    page = tree(tmp_path / "site")["papers/2304.00001.html"].decode()
    assert "서로 언급" in page
    assert "같은 주제 1 · 같은 저자 1" in page
    assert "같은 주제 1 · Giraffes" in page


def test_an_edit_elsewhere_changes_nothing(tmp_path: Path) -> None:
    _papers(tmp_path, NOTES)
    before = tree(tmp_path / "site")
    _papers(
        tmp_path,
        NOTES.replace("#other", "#another").replace("과 비교해 볼 만하다", "과 함께 읽는다"),
    )
    after = tree(tmp_path / "site")
    changed = {
        path for path in after if path.startswith("papers/") and before.get(path) != after[path]
    } - {"papers/index.html"}
    # The two that were edited, and the one that shows the edited paragraph as a mention.
    assert changed == {"papers/2304.00003.html", "papers/2304.00004.html", "papers/2304.00001.html"}


def test_what_all_share_relates_nothing(tmp_path: Path) -> None:
    text = "".join(f"https://example.com/{i}\n## Nr {i}\n#llm\n" for i in range(150))
    assert all(paper.related == () for paper in _papers(tmp_path / "many", text).values())
    few = "".join(f"https://example.com/{i}\n## Nr {i}\n#llm\n" for i in range(3))
    assert all(len(paper.related) == 2 for paper in _papers(tmp_path / "few", few).values())
