"""The first sentence of a note, as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.markup import for_readers, note_html
from weeknotes.markup.first_sentence import LONGEST
from weeknotes.model import Note

OPEN, CLOSE = '<span class="first-sentence">', "</span>"


def sentence(text: str) -> str:
    """The marked sentence of a note as HTML; empty if none is marked."""
    return (
        note_html(Note(text), "", 3, mark_first=True)
        .partition(OPEN)[2]
        .partition(CLOSE)[0]
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("재미있는 논문. 더 읽어 보자.", "재미있는 논문."),
        ("재미있다! 더 읽자.\n\n다음 문단.", "재미있다!"),
        ("한 문장뿐", "한 문장뿐"),
        ("한 문장뿐\n\n다음 문단.", "한 문장뿐"),
        ("오...이건 좋네요. 정말로.", "오...이건 좋네요."),
        ("정확도는 95.6 정도다. 높다.", "정확도는 95.6 정도다."),
        (
            "It scales (see Fig. 3. Or not). It does.",
            "It scales (see Fig. 3. Or not).",
        ),
        ("Kim et al. show this. It works.", "Kim et al. show this."),
        ("By J. Smith. Good.", "By J. Smith."),
        ("“좋다.” 그는 말했다.", "“좋다.”"),
        ("**굵게. 계속.** 끝. 다음.", "<strong>굵게. 계속.</strong> 끝."),
        ("`a. B` 코드다. 다음.", "<code>a. B</code> 코드다."),
        ("- 목록. 이다.", ""),
        ("> 인용. 이다.", ""),
        ("### 제목\n\n글. 이다.", ""),
        ("가" * LONGEST + ".", ""),
        ("가" * (LONGEST - 1) + ". 나.", "가" * (LONGEST - 1) + "."),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert sentence(text) == first


@given(st.text("가a .()*`<\n!?1"))
def test_only_a_mark_is_added(text: str) -> None:
    marked = for_readers(note_html(Note(text), "", 3, mark_first=True))
    assert marked.replace(OPEN, "", 1).replace(
        CLOSE, "", OPEN in marked
    ) == for_readers(note_html(Note(text), ""))
