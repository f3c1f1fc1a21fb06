"""Drafts, and how they are packed."""

from __future__ import annotations

import pytest

from tests.helpers import read
from weeknotes.config.settings import Config
from weeknotes.resolving.aliases import aliases_of
from weeknotes.resolving.drafts import FileDraft, draft_file, unpacked, unpacked_entry

ENTRY = "https://arxiv.org/abs/2304.0000{0}\nTitle {0} (Ada Poe, 김민지)\n한 문장이다. [[2023-04-w1]]\n#llm\n"
FILES = {
    "no week at all": "---\ndraft: true\n---\n2023년 4월 1주차\n" + ENTRY.format(1),
    "a week": "2023년 4월 1주차\n" + ENTRY.format(1),
    "weeks, one of them empty": "2023년 4월 1주차\n"
    + ENTRY.format(1)
    + "\n2023년 4월 2주차\n\n2023년 4월 3주차\n"
    + ENTRY.format(2)
    + ENTRY.format(3),
}


def drafted(text: str) -> FileDraft:
    return draft_file(read(text, "notes.txt"), Config().week_rule, aliases_of(Config()))


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_packed_draft_is_unpacked_as_it_was_whole_or_an_entry_at_a_time(text: str) -> None:
    draft = drafted(text)
    assert unpacked(draft.packed()) == draft
    for number, part in enumerate(draft.parts):
        assert [
            unpacked_entry(draft.packed(), number, place) for place in range(len(part.entries))
        ] == list(part.entries)


def test_the_files_are_what_they_say() -> None:
    assert [[len(part.entries) for part in drafted(text).parts] for text in FILES.values()] == [
        [],
        [1],
        [1, 0, 2],
    ]
