"""Why an entry begins where it does, or does not: a digest for each ground, and whether another reading is told of."""

from __future__ import annotations

import pytest

from tests.helpers import entries
from weeknotes.parse import grounds

PAPER = "https://arxiv.org/abs/2304.00001"
OTHER = "https://arxiv.org/abs/2304.00002"
PAGE = "https://example.com/sabia"
TITLED = f"{PAPER}\nA Title (Jane Roe, John Doe)\n"
# The week's heading is line 1.  Which line is decided on which ground; whether it begins an entry; whether there is a doubt.
CASES = {
    "opens-week": (f"{TITLED}글.\n", 2, True, False),
    "after-separator": (f"{TITLED}글.\n---\n{PAGE}\n글.\n", 6, True, False),
    "after-tags": (f"{TITLED}글.\n#a\n{PAGE}\n글.\n", 6, True, False),
    "title-follows": (f"{TITLED}글.\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n", 5, True, False),
    "blank-before": (f"{TITLED}글.\n\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n\n{PAGE}\n글.\n", 10, True, False),
    "no-blank-before": (f"{TITLED}글.\n{PAGE}\n글.\n\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n", 5, False, False),
    "second-entry": (f"{PAGE}\n{PAPER}\nA Title (Jane Roe, John Doe)\n글.\n", 3, True, True),
    "paper-after-title": (f"{TITLED}{OTHER}\n글.\n", 4, True, False),
    "named-by-title": (f"{PAPER}\nSabia: A Title (Jane Roe, John Doe)\n{PAGE}\n글.\n", 4, False, True),
    "before-tags-of-title": (f"{TITLED}https://example.com/x\n#a\n", 4, False, True),
    "after-title": (f"{TITLED}https://example.com/x\n글.\n", 4, True, True),
    "link-before-tags": (f"{TITLED}글.\nhttps://example.com/x\n#a\n", 5, False, False),
    "paper-mentioned": (f"{TITLED}함께 볼 글:\n{OTHER}\n글.\n", 5, False, True),
    "paper-after-text": (f"{PAGE}\n글.\n{OTHER}\n글.\n", 4, True, True),
    "several-after-text": (f"{PAGE}\n글.\nhttps://a.b/c https://d.e/f\n글.\n", 4, True, True),
    "named-by-text": (f"{PAPER}\n글.\n{PAGE}\nSabia는 새 모델이다.\n", 4, True, True),
    "link-after-text": (f"{PAPER}\n글.\nhttps://a.b/c\n글.\n", 4, False, True),
    "title-above": (f"A Title (Jane Roe, John Doe)\n{PAPER}\n글.\n", 2, True, False),
    "heading-above": (f"{PAGE}\n글.\n## A Title\n{PAPER}\n글.\n", 4, True, True),
    "inline-address": (f"{PAGE}\n글.\n#a\n{PAPER} 이 글.\n", 5, True, False),
    "text-after-tags": (f"{PAGE}\n글.\n#a\n더 쓴 글.\n", 5, False, True),
}


@pytest.mark.parametrize("ground", CASES)
def test_ground(ground: str) -> None:
    text, line, begins, doubtful = CASES[ground]
    found = entries(text)
    decided = [(d.line, d.ground) for entry in found for d in entry.decided]
    assert (line, ground) in decided, decided
    assert (line in [entry.line for entry in found]) is begins
    assert (line in [doubt.line for entry in found for doubt in entry.doubts if doubt.field == "boundary"]) is doubtful


def test_every_ground_has_its_case() -> None:
    assert {ground.name for ground in vars(grounds).values() if isinstance(ground, grounds.Ground)} == set(CASES)


def test_a_doubt_says_both_readings() -> None:
    doubts = [doubt for text, *_ in CASES.values() for entry in entries(text) for doubt in entry.doubts if doubt.field == "boundary"]
    assert {(doubt.chosen, doubt.other) for doubt in doubts} == {
        ("a new entry", "a part of the entry above"),
        ("a part of the entry above", "a new entry"),
        ("a new entry", "one entry with the addresses above"),
    }
