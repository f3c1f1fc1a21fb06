"""What other programs read of a page: the reader view of browsers (Readability), and microformats."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.helpers import build_site, tree
from tests.libraries import FOLDERS, Library
from tests.web import document

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[1] / "reader_view.js"
NODE = shutil.which("node")


def has_readability() -> bool:
    needed = "require.resolve('@mozilla/readability'); require.resolve('jsdom')"
    return (
        NODE is not None
        and not subprocess.run([NODE, "-e", needed], capture_output=True).returncode
    )


DIFFICULT = """# 2024년 1월 2주차

https://arxiv.org/abs/2305.00001
Nearly Only Links (A Kim, B Lee)

짧은 말과 [아주 길게 이어지는 링크 하나](https://example.org/4), [또 하나](https://example.org/5).

> 인용입니다.

---

https://arxiv.org/abs/2305.00002 https://github.com/a/b https://huggingface.co/a/b

- [하나 논문의 긴 제목](https://example.org/1)
- [둘 논문의 긴 제목](https://example.org/2)

---

https://arxiv.org/abs/2305.00003
Things (C Kim)

| 모델 | 값 |
|---|---|
| [하나](https://example.org/1) | 1 |

- [ ] 할 일
- [x] 한 일

```python
print(1)
```

짧음.

---

https://example.org/6
https://arxiv.org/abs/2305.00001
다시.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    notes = Library("sample", FOLDERS["sample"]).files() | {
        "notes/2024-01-w2.md": DIFFICULT,
        "notes/2024-02-w1.txt": "https://arxiv.org/abs/2305.00001\n세 번째로 읽었습니다. 코드와 나란히 놓고 읽었습니다.\n",
        "notes/2024-02-w3.txt": "https://arxiv.org/abs/2305.00001\n네 번째로 읽었습니다. 다른 논문이 이 그림을 자꾸 빌려 씁니다.\n",
    }
    assert build_site(
        folder, notes | {"weeknotes.yml": "base_url: https://example.org/\n"}
    ).published
    return folder / "site"


def squeezed(text: str) -> str:
    return "".join(text.split())


def parts(notes: Iterable[HtmlElement]) -> list[str]:
    """The text of each part of some notes."""
    return [
        text
        for note in notes
        for part in note
        if (text := squeezed(part.text_content()))
    ]


@pytest.mark.slow
@pytest.mark.skipif(not has_readability(), reason="without Readability in NODE_PATH")
def test_reader_view_keeps_dates_order_and_sources(site: Path) -> None:
    files = sorted(
        file for file in site.glob("[wp]*/*.html") if re.search(r"\d", file.stem)
    )
    command = [str(NODE), str(SCRIPT), *map(str, files)]
    shown = subprocess.check_output(
        command, text=True, encoding="utf-8"
    ).splitlines()
    for file, line in zip(files, map(json.loads, shown), strict=True):
        page, reader = document(file.read_bytes()), html.fromstring(line["html"])
        for entry in page.xpath("//article[@class='entry h-entry']"):
            for time in entry.xpath("h2//time"):
                assert time.text in reader.xpath("//h2//time/text()"), file
            for link in entry.xpath("*[@class='aside']/a[@class='source']"):
                assert reader.xpath("//a[@href=$href]", href=link.get("href")), (
                    file,
                    link,
                )
        text, at = squeezed(reader.text_content()), 0
        for part in parts(page.xpath("//article//*[contains(@class, 'e-content')]")):
            at = text.find(part, at)
            assert at >= 0, (file, part)
    assert len(files) > 100


def test_notes_are_entries_of_a_feed_in_microformats(site: Path) -> None:
    pages = tree(site)
    week = document(pages["weeks/2024-01-w2.html"])
    (feed,) = week.xpath("//*[contains(@class, 'h-feed')]")
    assert feed.xpath("string(.//h1[@class='p-name'])") == "2024년 1월 2주차"
    entries = feed.xpath(".//*[contains(@class, 'h-entry')]")
    assert len(entries) == 4
    for entry in entries:
        assert entry.xpath(".//a[contains(@class, 'u-url')]/@href") == [
            "#" + entry.get("id")
        ]
        assert entry.xpath(".//*[@class='dt-published']/@value") == ["2024-01-13"]
        assert len(entry.xpath(".//*[contains(@class, 'p-name')]")) == 1
        assert len(entry.xpath(".//*[contains(@class, 'e-content')]")) == 1
    notes = document(pages["papers/2305.00001.html"]).xpath(
        "//*[contains(@class, 'h-entry')]"
    )
    assert [
        note.xpath("string(.//time[@class='dt-published']/@datetime)")
        for note in notes
    ] == [
        "2024-02-17",
        "2024-02-03",
        "2024-01-13",
        "2024-01-13",
    ]
    for path, link in [
        (path, link)
        for path, page in pages.items()
        if path.startswith("papers/2") and path.endswith(".html")
        for link in document(page).xpath("//a[contains(@class, 'u-url')]/@href")
    ]:
        target, _, anchor = link.removeprefix("../").partition("#")
        assert document(pages[target]).xpath("//article[@id=$id]", id=anchor), path


def test_a_week_without_a_date_has_notes_without_one(tmp_path: Path) -> None:
    build_site(
        tmp_path, {"notes/읽은 것.txt": "https://arxiv.org/abs/2305.00001\n글.\n"}
    )
    for path, data in tree(tmp_path / "site").items():
        if path.endswith(".html"):
            assert not document(data).xpath(
                "//*[contains(@class, 'dt-published')]"
            ), path
