"""Pages on paper: the text of the PDF is the text of the page."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata

import pytest
from playwright.sync_api import Browser

from tests.helpers import build_site

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="without pdftotext"
)

AUTHORS = [
    f"{given} Author{n:02}"
    for n, given in enumerate("Ada Bo Chi Dae Eun Fay Gil".split() * 3)
]
CODE = "def long(" + ", ".join(f"argument_{n}=None" for n in range(30)) + "): pass"
COLUMNS = [f"c{n}" for n in range(14)]
WEEK = f"""# 2023년 4월 4주차

https://arxiv.org/abs/2304.07880
A Title ({", ".join(AUTHORS)})

문장 안의 [이름](https://example.org/behind) 뒤에 주소가 옵니다. https://example.org/bare 는 그대로
둡니다. [다른 논문](https://arxiv.org/abs/2304.00001)도 읽었습니다.

```python
{CODE}
```

| {" | ".join(COLUMNS)} |
|{"---|" * len(COLUMNS)}
| {" | ".join(f"{n}{n}" for n in range(10, 24))} |

<details><summary>접은 글</summary>

펼친 글입니다.

</details>

#llm

---

https://arxiv.org/abs/2304.00001
Another Title (Ada Author00)

짧게 적었습니다.

#llm #그림_읽기
"""
BLOCKS = """() => [...document.querySelectorAll(
    "main :is(h1, h2, h3, p, li, td, th, pre, summary, .authors)")]
  .filter((e) => !e.closest(".hidden, .toc, .pager, .data, [hidden], li li"))
  .map((e) => {
    const copy = e.cloneNode(true);
    for (const s of copy.querySelectorAll(
      ".hidden, button, .permalink, [hidden], ul, ol, table, pre, .authors summary, .facts [rel]"
    )) s.remove();
    return copy.textContent;
  })
  .filter((text) => text.trim())"""


def squeezed(text: str) -> str:
    """Text without white space, and without the arrows of links, which the style sheet draws."""
    return re.sub("[\\s\u2060↗]", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> dict[str, tuple[list[str], str]]:
    """For each page: its blocks of text, and the text of its PDF."""
    folder = tmp_path_factory.mktemp("print")
    files: dict[str, str | bytes] = {
        "weeknotes.yml": "base_url: https://example.org/\n"
    }
    assert build_site(folder, files | {"notes/2023-04-w4.md": WEEK}).published
    found = {}
    with browser.new_context() as context:
        page = context.new_page()
        for name in ("papers/2304.07880", "weeks/2023-04-w4", "tags/llm"):
            page.goto((folder / f"site/{name}.html").as_uri())
            blocks = [squeezed(block) for block in page.evaluate(BLOCKS)]
            pdf = folder / "page.pdf"
            page.pdf(path=pdf, format="A4")
            text = subprocess.check_output(
                ["pdftotext", "-raw", pdf, "-"], text=True
            )
            found[name] = blocks, squeezed(text)
    return found


@pytest.mark.parametrize(
    "name", ["papers/2304.07880", "weeks/2023-04-w4", "tags/llm"]
)
def test_the_text_of_the_page_is_on_paper(
    printed: dict[str, tuple[list[str], str]], name: str
) -> None:
    blocks, text = printed[name]
    assert len(blocks) > 5
    without_addresses = text.replace("(https://example.org/behind)", "").replace(
        "(https://arxiv.org/abs/2304.00001)", ""
    )
    assert [
        block
        for block in blocks
        if block.replace("#", "") not in without_addresses.replace("#", "")
    ] == []


def test_what_a_screen_folds_scrolls_or_links_is_on_paper(
    printed: dict[str, tuple[list[str], str]],
) -> None:
    for name in ("papers/2304.07880", "weeks/2023-04-w4"):
        _, text = printed[name]
        for words in [*AUTHORS, CODE, *COLUMNS, "23", "펼친 글입니다."]:
            assert squeezed(words) in text, (name, words)
        assert "이름(https://example.org/behind)뒤에" in text
        assert text.count("https://example.org/bare") == 1
        assert "다른논문(https://arxiv.org/abs/2304.00001)도" in text
        for words in ("복사", "외 13명", "이 노트의 주소", "차례", "구독"):
            assert squeezed(words) not in text, (name, words)
