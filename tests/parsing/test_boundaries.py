"""Boundary rules: a digest for each rule, and whether it reports a doubt."""

from __future__ import annotations

import pytest

from tests.helpers import FIXTURES, entries, read
from weeknotes.parsing import boundaries
from weeknotes.parsing.result import RawEntry

PAPER = "https://arxiv.org/abs/2304.00001"
OTHER = "https://arxiv.org/abs/2304.00002"
THIRD = "https://arxiv.org/abs/2304.00003"
PAGE = "https://example.com/sabia"
A = "A Title (Jane Roe, John Doe)\n"
B = "B Title (Jane Roe, John Doe)\n"
TITLED = f"{PAPER}\nA Title (Jane Roe, John Doe)\n"
# rule: (digest, the line that it decides, whether an entry begins there, whether there is a doubt).
# The heading of the week is line 1.
CASES = {
    "opens-week": (f"{TITLED}글.\n", 2, True, False),
    "after-separator": (f"{TITLED}글.\n---\n{PAGE}\n글.\n", 6, True, False),
    "after-tags": (f"{TITLED}글.\n#a\n{PAGE}\n글.\n", 6, True, False),
    "title-follows": (
        f"{TITLED}글.\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n",
        5,
        True,
        False,
    ),
    "blank-before": (
        f"{TITLED}글.\n\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n\n{PAGE}\n글.\n",
        10,
        True,
        False,
    ),
    "no-blank-before": (
        f"{TITLED}글.\n{PAGE}\n글.\n\n{OTHER}\nB Title (Jane Roe, John Doe)\n글.\n",
        5,
        False,
        False,
    ),
    "second-entry": (
        f"{PAGE}\n{PAPER}\nA Title (Jane Roe, John Doe)\n글.\n",
        3,
        True,
        True,
    ),
    "paper-after-title": (f"{TITLED}{OTHER}\n글.\n", 4, True, False),
    "named-by-title": (
        f"{PAPER}\nSabia: A Title (Jane Roe, John Doe)\n{PAGE}\n글.\n",
        4,
        False,
        True,
    ),
    "before-tags-of-title": (f"{TITLED}https://example.com/x\n#a\n", 4, False, True),
    "after-title": (f"{TITLED}https://example.com/x\n글.\n", 4, True, True),
    "link-before-tags": (
        f"{TITLED}글.\nhttps://example.com/x\n#a\n",
        5,
        False,
        False,
    ),
    "paper-mentioned": (f"{TITLED}함께 볼 글:\n{OTHER}\n글.\n", 5, False, True),
    "paper-after-text": (f"{PAGE}\n글.\n{OTHER}\n글.\n", 4, True, True),
    "several-after-text": (
        f"{PAGE}\n글.\nhttps://a.b/c https://d.e/f\n글.\n",
        4,
        True,
        True,
    ),
    "named-by-text": (
        f"{PAPER}\n글.\n{PAGE}\nSabia는 새 모델이다.\n",
        4,
        True,
        True,
    ),
    "link-after-text": (f"{PAPER}\n글.\nhttps://a.b/c\n글.\n", 4, False, True),
    "tagged": (f"{PAPER}\n글.\nhttps://a.b/c #a\n글.\n", 4, True, True),
    "title-beside": (
        f"{TITLED}글.\n논문: {OTHER}\nB Title (Jane Roe, John Doe)\n글.\n",
        5,
        False,
        True,
    ),
    "title-above": (f"A Title (Jane Roe, John Doe)\n{PAPER}\n글.\n", 2, True, False),
    "heading-above": (f"{PAGE}\n글.\n## A Title\n{PAPER}\n글.\n", 4, True, True),
    "inline-address": (f"{PAGE}\n글.\n#a\n{PAPER} 이 글.\n", 5, True, False),
    "text-after-tags": (f"{PAGE}\n글.\n#a\n더 쓴 글.\n", 5, False, True),
    "list-item": (f"- [A Title]({PAPER})\n  - 글.\n- {OTHER}\n", 4, True, False),
    "heading": (
        f"## A Title\n{PAPER}\n글.\n## B Title\n{OTHER}\n글.\n",
        5,
        True,
        False,
    ),
    "table-row": (
        f"| 제목 | 링크 |\n|---|---|\n| 글 제목 | {PAPER} |\n",
        4,
        True,
        False,
    ),
    "link-line": (f"{TITLED}글.\n[B Title]({OTHER})\n글.\n", 5, True, True),
    "link-text": (
        f"2023-04-w4\n[A B]({PAPER}) — 글.\n[C D]({OTHER}) — 글.\n",
        3,
        True,
        False,
    ),
    "listed": (f"2023-04-w4\n{PAPER}\n{OTHER}\n{PAGE}\n", 3, True, False),
    "link-lines": (
        f"{TITLED}글.\n[B Title]({OTHER})\n\n[C Title]({PAGE})\n",
        7,
        True,
        False,
    ),
    "file": (f"Paper: {PAPER}\n\n## 요약\n\n글.\n", 1, True, False),
    "link-line-closed": (
        f"{TITLED}글.\n#a\n[B Title]({OTHER})\n글.\n",
        6,
        True,
        False,
    ),
}


def _found(text: str) -> list[RawEntry]:
    """The entries of a case.  That of a whole file has no heading of a week."""
    if text.startswith("Paper:"):
        return [*read(text).weeks[0].entries]
    return entries(text)


@pytest.mark.parametrize("rule", CASES)
def test_boundary_rule(rule: str) -> None:
    text, line, begins, doubtful = CASES[rule]
    found = _found(text)
    decisions = [(d.line, d.rule.name) for entry in found for d in entry.decisions]
    assert (line, rule) in decisions, decisions
    assert (line in [entry.line for entry in found]) is begins
    assert (
        line
        in [
            doubt.line
            for entry in found
            for doubt in entry.doubts
            if doubt.field == "boundary"
        ]
    ) is doubtful


# Digests to which several rules could apply: each decided line, with its rule.
BETWEEN: dict[str, tuple[str, str]] = {
    "a rule first of all": (f"---\n{PAGE}\n글.\n---\n글.\n", "3 after-separator"),
    "tags that end a paragraph close an entry": (
        f"{PAGE}\n글. #a\n{OTHER}\n글.\n",
        "2 opens-week, 4 after-tags",
    ),
    "tags in the introduction": (f"글.\n#a\n{PAGE}\n", "4 opens-week"),
    "an address within a line, after the introduction": (
        f"글.\n{PAGE} 글.\n",
        "3 inline-address",
    ),
    "an item of another kind": (
        f"{TITLED}글.\n① {OTHER}\n{B}글.\n[3] {THIRD}\n{B}",
        "2 opens-week, 5 inline-address, 8 inline-address",
    ),
    "a heading that leads to a paper": (
        f"{TITLED}글.\n## [B Title]({OTHER})\n글.\n",
        "2 opens-week, 5 heading",
    ),
    "a title before its address": (
        f"{TITLED}글.\nB Title (Jane Roe, John Doe) {OTHER}\n글.\n",
        "2 opens-week, 5 link-line",
    ),
    "a paper within a sentence": (
        f"{TITLED}글.\n앞서 본 {OTHER} 와 같다.\n글.\n",
        "2 opens-week",
    ),
    "an address in an item": (
        f"{PAGE}\n글.\n#a\n- {OTHER} 글.\n",
        "2 opens-week, 5 inline-address",
    ),
    "an item of three figures": (
        f"{PAGE}\n글.\n#a\n123) {OTHER}\n",
        "2 opens-week, 5 inline-address",
    ),
    "four figures are no item": (
        f"{PAGE}\n글.\n#a\n1234) {OTHER}\n",
        "2 opens-week, 5 text-after-tags",
    ),
    "words beside an address keep it in the entry above": (
        f"{PAGE}\n글.\n{OTHER} 글.\n",
        "2 opens-week",
    ),
    "a title below an address within a line": (
        f"{PAGE}\n글.\n{OTHER} 글.\n{A}",
        "2 opens-week, 4 inline-address",
    ),
    "a title below an item": (
        f"{PAGE}\n글.\n- {OTHER}\n  {A}",
        "2 opens-week, 4 inline-address",
    ),
    "an address in an item, with a star": (
        f"{PAGE}\n글.\n#a\n* {OTHER} 글.\n",
        "2 opens-week, 5 inline-address",
    ),
    "an address in an item, with a plus": (
        f"{PAGE}\n글.\n#a\n+ {OTHER} 글.\n",
        "2 opens-week, 5 inline-address",
    ),
    "a rule at the end": (f"{PAGE}\n글.\n#a\n---\n", "2 opens-week"),
    "a paper and another address on one line": (
        f"{PAGE}\n글.\n{OTHER} https://a.b/c\n글.\n",
        "2 opens-week, 4 paper-after-text",
    ),
    "another archive and another address on one line": (
        f"https://openreview.net/forum?id=abc https://a.b/c\n{PAPER}\n{A}",
        "2 opens-week",
    ),
    "a title above, after tags": (
        f"{PAGE}\n글.\n#a\n{A}{OTHER}\n글.\n",
        "2 opens-week, 5 title-above",
    ),
    "a wrapped title above": (
        f"{PAGE}\n글.\n#a\nA Title (Jane Roe,\nJohn Doe)\n{OTHER}\n글.\n",
        "2 opens-week, 5 title-above",
    ),
    "a title above where text is open": (
        f"{PAGE}\n글.\n{A}{OTHER}\n글.\n",
        "2 opens-week, 5 paper-after-text",
    ),
    "a title that is the entry's above": (
        f"{PAGE}\n{A}{OTHER}\n글.\n",
        "2 opens-week, 4 paper-after-title",
    ),
    "a heading that is the entry's above": (
        f"{PAGE}\n## A Title\n{OTHER}\n글.\n",
        "2 opens-week, 4 paper-after-text",
    ),
    "a heading above, after tags": (
        f"{PAGE}\n글.\n#a\n## A Title\n{OTHER}\n글.\n",
        "2 opens-week, 5 title-above",
    ),
    "a heading above, first of all": (f"## A Title\n{OTHER}\n글.\n", "2 heading"),
    "a title with text below it": (
        f"{PAGE}\n글.\n#a\n{A}글.\n{OTHER}\n글.\n",
        "2 opens-week, 5 text-after-tags, 7 paper-after-text",
    ),
    "a heading above, after a rule": (
        f"{PAGE}\n글.\n---\n## A Title\n{OTHER}\n글.\n",
        "2 opens-week, 5 after-separator",
    ),
    "a title above, after a rule": (
        f"{PAGE}\n글.\n---\n{A}{OTHER}\n글.\n",
        "2 opens-week, 5 after-separator",
    ),
    "an address and its title on one line, after a rule": (
        f"{PAGE}\n글.\n---\n{OTHER} {A}https://d.e/f\n글.\n",
        "2 opens-week, 5 after-separator, 6 link-after-text",
    ),
    "an essay and an address": (
        f"{PAGE}\n글.\n#a\n---\n글 제목\n{OTHER}\n글.\n",
        "2 opens-week, 6 after-separator, 7 paper-after-text",
    ),
    "text after tags, twice": (
        f"{PAGE}\n글.\n#a\n더.\n#b\n또.\n",
        "2 opens-week, 5 text-after-tags, 7 text-after-tags",
    ),
    "tags on two lines": (f"{PAGE}\n글.\n#a\n#b\n", "2 opens-week"),
    "the last paper's title": (
        f"{PAGE}\n{PAPER}\nhttps://d.e/f\n{OTHER}\n{A}",
        "2 opens-week, 5 second-entry",
    ),
    "the last paper's, whatever stands below it": (
        f"{PAGE}\n{PAPER}\nhttps://d.e/f\n{A}",
        "2 opens-week, 3 second-entry",
    ),
    "an address that carries the title's name": (
        f"https://a.b/attendx\n{PAPER}\nAttendX: A Title (Jane Roe, John Doe)\n",
        "2 opens-week",
    ),
    "a name of three letters says nothing": (
        f"https://a.b/abc\n{PAPER}\nAbc: A Title (Jane Roe, John Doe)\n",
        "2 opens-week, 3 second-entry",
    ),
    "a name of four, without its signs": (
        f"https://a.b/a-b-c-4\n{PAPER}\nABC4 A Title (Jane Roe, John Doe)\n",
        "2 opens-week",
    ),
    "a name before a dash": (
        f"https://a.b/gpt-five\n{PAPER}\nGPTFive – A Title (Jane Roe, John Doe)\n",
        "2 opens-week",
    ),
    "the name in a second address": (
        f"https://d.e/f https://a.b/attendx\n{PAPER}\nAttendX: A Title (Jane Roe, John Doe)\n",
        "2 opens-week",
    ),
    "the same work in another archive": (
        f"https://openreview.net/forum?id=abc\n{PAPER}\n{A}",
        "2 opens-week",
    ),
    "another work in the same archive": (
        f"{OTHER}\n{PAPER}\n{A}",
        "2 opens-week, 3 second-entry",
    ),
    "a paper first": (f"{PAPER}\n{PAGE}\n{A}", "2 opens-week"),
    "two entries after tags": (
        f"{PAGE}\n글.\n#a\nhttps://d.e/f\n{PAPER}\n{A}",
        "2 opens-week, 5 after-tags, 6 second-entry",
    ),
    "the end of one and the beginning of the next": (
        f"{PAGE}\n글.\nhttps://d.e/f\n{PAPER}\n{A}",
        "2 opens-week, 4 link-after-text, 5 title-follows",
    ),
    "several addresses, then another's title": (
        f"{PAGE}\n글.\nhttps://d.e/f\nhttps://g.h/i\n{PAPER}\n{A}",
        "2 opens-week, 4 several-after-text, 6 second-entry",
    ),
    "after a wrapped title": (
        f"{PAPER}\nSome Words\n  A Title (Jane Roe,\n  John Doe)\n{OTHER}\n글.\n",
        "2 opens-week, 6 paper-after-title",
    ),
    "after a title that is not closed": (
        f"{PAPER}\nA Title (Jane Roe, John Doe, Ann Poe\n{OTHER}\n글.\n",
        "2 opens-week, 4 paper-after-title",
    ),
    "after a title without authors": (
        f"{PAPER}\nSome Title\n{OTHER}\n글.\n",
        "2 opens-week, 4 paper-after-text",
    ),
    "an address after a title, and nothing else": (
        f"{TITLED}https://d.e/f\n",
        "2 opens-week, 4 after-title",
    ),
    "an address between a title and a rule": (
        f"{TITLED}https://d.e/f\n---\nhttps://g.h/i\n",
        "2 opens-week, 4 after-title, 6 after-separator",
    ),
    "an address named by the title, before tags": (
        f"{PAPER}\nSabia: A Title (Jane Roe, John Doe)\n{PAGE}\n#a\n",
        "2 opens-week, 4 named-by-title",
    ),
    "fewer than four papers in five have titles": (
        "".join(
            f"https://arxiv.org/abs/2304.0001{i}\n{A}글.\n#a\n" for i in range(4)
        )
        + f"{OTHER}\n글.\n{THIRD}\n글.\n",
        "2 opens-week, 6 after-tags, 10 after-tags, 14 after-tags, 18 after-tags, 20 paper-after-text",
    ),
    "papers have titles where four in five do": (
        "".join(
            f"https://arxiv.org/abs/2304.0001{i}\n{A}글.\n#a\n" for i in range(4)
        )
        + f"{PAGE}\n글.\n{THIRD}\n글.\n",
        "2 opens-week, 6 after-tags, 10 after-tags, 14 after-tags, 18 after-tags, 20 paper-mentioned",
    ),
    "a paper's address before tags": (
        f"{TITLED}글.\n{OTHER}\n#a\n",
        "2 opens-week, 5 paper-after-text",
    ),
    "a paper that is announced": (
        f"{PAGE}\n함께:\n{OTHER}\n글.\n",
        "2 opens-week, 4 paper-mentioned",
    ),
    "the same, announced": (
        f"{PAGE}\n함께:\nhttps://a.b/attendx\nAttendX는 좋다.\n",
        "2 opens-week, 4 link-after-text",
    ),
    "text that begins with the name in the address": (
        f"{PAGE}\n글.\nhttps://a.b/attendx\nAttendX는 좋다.\n",
        "2 opens-week, 4 named-by-text",
    ),
    "several addresses before tags": (
        f"{PAGE}\n글.\nhttps://a.b/c\nhttps://d.e/f\n#a\n",
        "2 opens-week, 4 link-before-tags",
    ),
    "an address at the end": (
        f"{PAGE}\n글.\nhttps://a.b/c\n",
        "2 opens-week, 4 link-after-text",
    ),
    "an address before a rule": (
        f"{PAGE}\n글.\nhttps://a.b/c\n---\nhttps://d.e/f\n",
        "2 opens-week, 4 link-after-text, 6 after-separator",
    ),
    "blank lines between entries only": (
        f"{TITLED}글.\nhttps://a.b/c\n글.\n\nhttps://d.e/f\n글.\n\n{OTHER}\n{B}글.\n{THIRD}\n글.\n\n글.\n",
        "2 opens-week, 5 no-blank-before, 8 blank-before, 11 title-follows, 14 no-blank-before",
    ),
    "blank lines elsewhere, too": (
        f"{TITLED}글.\nhttps://a.b/c\n글.\n\n{OTHER}\n\n{B}글.\n",
        "2 opens-week, 5 link-after-text, 8 title-follows",
    ),
    "blank lines where no title follows": (
        f"{TITLED}글.\n\nhttps://a.b/c\n글.\n",
        "2 opens-week, 6 link-after-text",
    ),
    "an entry without its blank line": (
        f"{TITLED}글.\n\n{OTHER}\n{B}글.\n{THIRD}\n{B}글.\n\nhttps://a.b/c\n글.\n",
        "2 opens-week, 6 title-follows, 9 title-follows, 13 link-after-text",
    ),
    "blank lines between all paragraphs": (
        f"{PAPER}\n\n{A}\n글.\nhttps://a.b/c\n\n{OTHER}\n\n{B}\n글.\n\nhttps://d.e/f\n\n글.\n",
        "2 opens-week, 7 no-blank-before, 9 title-follows, 15 link-after-text",
    ),
    "only addresses: another of the same paper, and code": (
        f"글.\n{PAPER}\n{PAPER}v2\nhttps://github.com/a/b\n{OTHER}\n",
        "3 listed, 6 listed",
    ),
    "only addresses, in groups": (
        f"{PAPER}\nhttps://a.b/c\n\n{OTHER}\n\nhttps://d.e/f\n",
        "2 listed, 5 listed, 7 listed",
    ),
    "a paper and a page": (f"{PAPER}\nhttps://a.b/c\n", "2 opens-week"),
    "blank lines between all paragraphs, after an introduction": (
        f"글.\n\n{PAPER}\n\n{A}\n글.\nhttps://a.b/c\n",
        "4 opens-week, 9 no-blank-before",
    ),
}


@pytest.mark.parametrize("case", BETWEEN)
def test_the_rule_of_each_line(case: str) -> None:
    text, expected = BETWEEN[case]
    decisions = [d for entry in entries(text) for d in entry.decisions]
    assert ", ".join(f"{d.line} {d.rule.name}" for d in decisions) == expected


def test_every_boundary_rule_has_its_case() -> None:
    values = vars(boundaries).values()
    rules = [value for value in values if isinstance(value, boundaries.BoundaryRule)]
    assert {rule.name for rule in rules} == set(CASES)


def test_what_is_told_of_each_boundary_rule() -> None:
    """The exact reasons that `weeknotes parse` and `check` print."""
    reasons = {
        d.rule.name: d.rule.why
        for text, *_ in CASES.values()
        for entry in _found(text)
        for d in entry.decisions
    }
    assert "".join(f"{name}: {reasons[name]}\n" for name in CASES) == (
        FIXTURES / "boundaries.txt"
    ).read_text("utf-8")


def test_a_doubt_says_both_readings() -> None:
    doubts = [
        doubt
        for text, *_ in CASES.values()
        for entry in _found(text)
        for doubt in entry.doubts
        if doubt.field == "boundary"
    ]
    assert {(str(doubt.chosen), str(doubt.other)) for doubt in doubts} == {
        ("the beginning of a new entry", "a part of the entry above"),
        ("a part of the entry above", "the beginning of a new entry"),
    }
