"""From an empty folder to a site: `init`, `add` of ten addresses, `build`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answering import Answer, answering
from tests.helpers import read, tree
from tests.web import broken_links
from weeknotes.cli import main

PAPERS = {
    "2304.07880": (
        "Sabiá: Portuguese Large Language Models",
        ("Ramon Pires", "Hugo Abonizio"),
    ),
    "1706.03762": (
        r"Bounds of $O(n^{2})$ for \textit{all} Graphs",
        ("Ann Bee", "Cee Dee"),
    ),
    "2101.00001": ("한국어 언어 모델의 평가", ("홍길동", "김철수")),
    "2101.00002": ("שלום עולם", ("Ed Eff", "Gee Aitch")),
    "2101.00003": ("A Title\u202e with\u200b Controls", ("Ann Bee",)),
}
OTHERS = {
    "https://a.test/slow": Answer(status=503, headers={"Retry-After": "99"}),
    "https://a.test/plain": Answer(
        status=302, headers={"Location": "http://a.test/x"}
    ),
    "https://a.test/huge": Answer(
        b"x" * 3_000_000, headers={"Content-Type": "text/html"}
    ),
    "https://a.test/gone": Answer(status=404),
    "https://a.test/blog": Answer(
        b"<title>a post | A Blog</title>", headers={"Content-Type": "text/html"}
    ),
}


@pytest.mark.slow
def test_ten_addresses_become_a_site(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with answering() as service:
        service.papers = dict(PAPERS)
        for url, answer in OTHERS.items():
            service.answer(url.removeprefix("https:/"), answer)
        monkeypatch.setattr("weeknotes.cli.add.network", service.network)
        assert (
            main(
                [
                    "init",
                    "--yes",
                    "--language",
                    "en",
                    "--base-url",
                    "https://example.org/notes/",
                ]
            )
            == 0
        )
        assert main(["add", *PAPERS, *OTHERS]) == 0
    (digest,) = (tmp_path / "notes").iterdir()
    entries = read(digest.read_text("utf-8"), digest.name).weeks[0].entries[2:]
    titles = [entry.title.text if entry.title else "" for entry in entries]
    assert titles[:5] == [
        *[title for title, _ in list(PAPERS.values())[:4]],
        "A Title with Controls",
    ]
    assert titles[5:] == ["", "", "", "", "a post | A Blog"]
    assert [tuple(entry.names) for entry in entries[:5]] == [
        names for _, names in PAPERS.values()
    ]
    assert not [doubt for entry in entries for doubt in entry.doubts]
    capsys.readouterr()
    assert main(["build", "--jobs", "1"]) == 0

    assert broken_links(tree(tmp_path / "site")) == []
