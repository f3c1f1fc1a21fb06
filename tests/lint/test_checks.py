"""Lint rules: each reports its problem, does not report correct text, and is documented by its
docstring."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from tools.rules_docs import rules_manual

from tests.helpers import make_site, run, source
from tests.libraries import Library, libraries
from weeknotes.cli.check import check_notes
from weeknotes.config.settings import KEYS, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.lint.fixes import fixed
from weeknotes.lint.report import to_github, to_json
from weeknotes.lint.rules import RULES, Rule
from weeknotes.lint.rules.unbalanced_brackets import unbalanced
from weeknotes.parsing import parse
from weeknotes.parsing.dump import to_json as to_dump
from weeknotes.text.messages import Message
from weeknotes.text.weeks import WeekRule

ROOT = Path(__file__).parents[2]
HEAD = "2023년 4월 4주차\n"
PAPER = "https://arxiv.org/abs/2304.00001\nA Title (Jane Roe, John Doe)\n"

# rule: (a digest with one finding, its line, its column)
FINDS: dict[str, tuple[str, int, int]] = {
    "doubtful-boundary": (PAPER + "https://example.com/post\n글입니다.\n#a\n", 4, 1),
    "doubtful-title": (
        "https://a.b/c\nAttention Is Off By One\n글입니다.\n#a\n",
        3,
        1,
    ),
    "doubtful-authors": (
        "https://a.b/c\nA Title (Jane Roe, John Doe, Ann Poe\n글입니다.\n#a\n",
        3,
        1,
    ),
    "doubtful-heading": (
        PAPER + "글.\n#a\n5월 2주차\n" + "https://a.b/c\n#a\n",
        6,
        1,
    ),
    "doubtful-date": (
        PAPER + "글.\n#a\n# 10/11/2026\n" + "https://a.b/c\n글.\n#a\n",
        6,
        1,
    ),
    "unread-addresses": ("논문: https://a.b/c\n글.\n링크: https://a.b/d\n", 2, 1),
    "unclosed-comment": (PAPER + "글 <!-- 열린 채\n#a\n", 4, 3),
    "unclosed-code": (PAPER + "글.\n```python\nx = 1\n#a\n", 5, 1),
    "doubtful-comment": (PAPER + "글 %%하나\n\n둘%% 끝.\n#a\n", 4, 3),
    "odd-tag": (PAPER + "글.\n#multi agent\n", 5, 8),
    "no-such-week": (
        PAPER + "글.\n#a\n2023년 13월 2주차\nhttps://a.b/c\n#a\n",
        6,
        1,
    ),
    "no-entries": ("읽은 것: https://a.b/c\n", 2, 1),
    "missing-title": ("https://a.b/c\n글입니다.\n#a\n", 2, 1),
    "bare-address": (PAPER + "#a\nhttps://arxiv.org/abs/2304.00001\n", 5, 1),
    "no-tags": (
        "".join(
            f"{PAPER.replace('00001', f'0000{i}')}글.\n#a\n" for i in range(1, 6)
        )
        + PAPER
        + "글.\n",
        22,
        1,
    ),
    "paper-twice": (
        PAPER + "글.\n#a\nhttps://arxiv.org/pdf/2304.00001v2\n다시.\n#a\n",
        6,
        1,
    ),
    "cut-authors": (
        "https://a.b/c\nA Title (Jane Roe, John Doe, …)\n글.\n#a\n",
        3,
        30,
    ),
    "broken-link": (PAPER + "글 [[없는 것]]\n#a\n", 4, 3),
    "glued-url": (PAPER + "글 https://a.b/c인데\n#a\n", 4, 16),
    "unbalanced-brackets": (PAPER + "글 (열린 채\n#a\n", 4, 3),
    "control-character": (PAPER + "글\x07입니다.\n#a\n", 4, 2),
    "invisible-character": (PAPER + "글입\u200b니다.\n#a\n", 4, 3),
    "near-duplicate-tags": (PAPER + "글.\n#a_b #a-b\n", 5, 7),
    "two-addresses": (
        (
            "https://arxiv.org/abs/2304.00001\nhttps://openreview.net/forum?id=abc\n"
            "A Title (Jane Roe, John Doe)\n글.\n#a\n"
        ),
        3,
        1,
    ),
    "same-title": (
        PAPER
        + "글.\n#a\nhttps://openreview.net/forum?id=abc\nA title (Jane Roe, John Doe)\n글.\n#a\n",
        7,
        1,
    ),
    "near-duplicate-authors": (
        PAPER
        + "글.\n#a\nhttps://arxiv.org/abs/2304.00002\n"
        + "The Other Title of All (Jane-Roe, Ann Poe)\n글.\n#a\n",
        7,
        25,
    ),
    "week-out-of-place": (
        "https://arxiv.org/abs/2305.00001\nA Title (Jane Roe, John Doe)\n글.\n#a\n",
        2,
        1,
    ),
}


def found(folder: Path, text: str, config: str = "") -> list[Diagnostic]:
    return list(
        check_notes(
            make_site(
                folder,
                {"notes/2023-04-w4.txt": HEAD + text, "weeknotes.yml": config},
            )
        )[1]
    )


@pytest.mark.parametrize("rule", FINDS)
def test_a_rule_finds_what_it_says(rule: str, tmp_path: Path) -> None:
    text, line, column = FINDS[rule]
    hits = [d for d in found(tmp_path, text) if d.rule == rule]
    assert [(d.span.line, d.span.column) for d in hits] == [(line, column)]
    assert hits[0].path == "notes/2023-04-w4.txt"
    assert hits[0].excerpt.strip()
    assert hits[0].hint


def test_rules_say_nothing_of_a_good_week(tmp_path: Path) -> None:
    text = (
        PAPER
        + "좋은 글입니다 (괄호도, https://a.b/c 도 있습니다). 1) 하나 2) 둘 :) `(`\n"
        + "#llm #vision-language\n"
    )
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("tags", "pairs"),
    [
        ("#contrastive_learning #contrastive-learning", 1),
        ("#transformer #transformers", 1),
        ("#GAN #gan", 1),
        ("#quantization #quantizaton #quantization #quantization", 1),
        ("#gpt2 #gpt3", 0),
        ("#2d_model #3d_model", 0),
        ("#class #clas", 0),
        ("#nlp #nlu", 0),
    ],
)
def test_near_duplicate_tags(tags: str, pairs: int, tmp_path: Path) -> None:
    assert (
        len(
            [
                d
                for d in found(tmp_path, PAPER + f"글.\n{tags}\n")
                if d.rule == "near-duplicate-tags"
            ]
        )
        == pairs
    )


def test_a_list_of_authors_beside_its_address_is_cut_where_it_is(
    tmp_path: Path,
) -> None:
    hits = [
        d
        for d in found(
            tmp_path, "https://a.b/c A Title (Jane Roe, John Doe, …)\n글.\n#a\n"
        )
        if d.rule == "cut-authors"
    ]
    assert [(d.span.line, d.span.column) for d in hits] == [(2, 44)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\nx\n```\n", []),
        ("글.\n```python\nx\n\n글.\n", [2]),
        ("$$\nx\n\n글.\n", [1]),
        ("~~~\n글.\n", []),
        ("```python\nx\n글.\n```python\nx\n```\n", [1]),
        ("````\n```python\n```\n````\n```\nx\n```\n", []),
        ("~~~\n```python\n~~~\n```\nx\n```\n", []),
        ("$$\nx\n$$\n```\n$$\n```\n", []),
    ],
)
def test_code_whose_end_is_missing_is_reported(
    text: str, lines: list[int], tmp_path: Path
) -> None:
    hits = [
        d
        for d in found(tmp_path, PAPER + text + "#a\n")
        if d.rule == "unclosed-code"
    ]
    assert [d.span.line - PAPER.count("\n") - 1 for d in hits] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("글.\n# 효율 #attention\n", [2]),
        ("글.\n\n# 효율 #attention\n", []),
        ("글.\n# 결론\n글.\n", []),
        ("글.\n## Deep Nets #a\n", []),
        ("```\n글.\n# 효율 #attention\n```\n", []),
    ],
)
def test_tags_with_a_space_after_the_first_mark_are_reported(
    text: str, lines: list[int], tmp_path: Path
) -> None:
    hits = [d for d in found(tmp_path, PAPER + text) if d.rule == "odd-tag"]
    assert [d.span.line - PAPER.count("\n") - 1 for d in hits] == lines


@pytest.mark.parametrize(
    "behind", ["et al., 2021", "et al., NeurIPS 2017", "John Doe, 2021", "John Doe"]
)
def test_a_list_of_authors_before_a_year_is_not_cut(
    behind: str, tmp_path: Path
) -> None:
    text = f"https://a.b/c\nA Title (Jane Roe, {behind})\n글.\n#a\n"
    assert "cut-authors" not in [d.rule for d in found(tmp_path, text)]
    cut = text.replace(")", ",)") if behind == "John Doe" else text
    assert ("cut-authors" in [d.rule for d in found(tmp_path, cut)]) == (cut != text)


@pytest.mark.parametrize(
    "end", ["et al.", "and et al", "et. al.", "외 3인", "외", "and others"]
)
def test_a_list_that_says_that_it_goes_on_is_not_cut(
    end: str, tmp_path: Path
) -> None:
    text = f"https://a.b/c\nA Title (Jane Roe, John Doe, {end})\n글.\n#a\n"
    assert "cut-authors" not in [d.rule for d in found(tmp_path, text)]


def test_papers_of_one_archive_in_one_entry_are_told_together(
    tmp_path: Path,
) -> None:
    listed = "".join(f"https://arxiv.org/abs/2304.0000{n}\n" for n in (2, 3, 2))
    hits = [
        d
        for d in found(
            tmp_path, f"https://arxiv.org/abs/2304.00001\n{listed}글.\n#a\n"
        )
        if d.rule == "two-addresses"
    ]
    assert [(d.span.line, str(d.message).partition("; ")[0]) for d in hits] == [
        (
            3,
            (
                "this entry has the addresses of several papers"
                " (arxiv:2304.00001, arxiv:2304.00002, arxiv:2304.00003)"
            ),
        )
    ]


def test_a_slip_in_a_rare_tag(tmp_path: Path) -> None:
    entries = "".join(
        f"{PAPER.replace('00001', f'0000{i}')}글.\n#quantization\n"
        for i in range(1, 5)
    )
    hits = [
        d
        for d in found(tmp_path, entries + "https://a.b/c\n글.\n#quantizaton\n")
        if d.rule == "near-duplicate-tags"
    ]
    assert len(hits) == 1
    assert str(hits[0].message) == (
        "`#quantizaton` (1) and `#quantization` (4) may be the same tag: they differ in one letter"
    )


@pytest.mark.parametrize(
    "text",
    [
        "(가) [나]",
        "1) 하나\n2) 둘",
        ":) ;( ^^)",
        "`(` $[0, 1)$",
        "a) 가 b) 나",
        "https://a.b/c_(d)",
    ],
)
def test_brackets_that_are_right(text: str) -> None:
    assert unbalanced(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trans\u200bfor\u200bmer", [3 + 5]),
        ("\u202egnol\u202c \u2066x\u2069", [3, 8, 10, 12]),
        ("trans\u200dformer 언\u200c어", [3 + 5, 3 + 14]),
        ("글\U000e0001\U000e0068\U000e0069 \U000e0062", [4, 8]),
        ("👩\u200d💻 🏴\U000e0067\U000e0062\U000e007f ❤\ufe0f", []),
    ],
)
def test_what_nobody_sees(text: str, found: list[int], tmp_path: Path) -> None:
    """Each kind of invisible character is reported once, at its first column.  A run of hidden tags
    is one.  Joined emoji and flags of regions are not reported."""
    _, diagnostics = check_notes(
        make_site(tmp_path, {"notes/a.txt": f"{HEAD}{PAPER}글 {text}\n#a\n"})
    )
    assert [
        d.span.column for d in diagnostics if d.rule == "invisible-character"
    ] == found


def test_what_turns_the_direction_of_writing_is_told_in_every_field(
    tmp_path: Path,
) -> None:
    turn = "\u202e"
    text = f"""---
title: {turn}제목
tags: [{turn}a]
---
# 2023년 4월 4주차: {turn}짧은 주
{turn}서문.
https://a.b/c https://a.b/{turn}d
{turn}A Title (Jane {turn}Roe, John Doe)
B Title (Jane {turn}Roe, John Doe)
[{turn}글](https://a.b/c "{turn}x") `{turn}` ${turn}x$
```{turn}
{turn}코드
```
#{turn}a
---
## {turn}제목
"""
    _, diagnostics = check_notes(make_site(tmp_path, {"notes/a.txt": text}))
    assert [
        (d.span.line, d.span.column, str(d.message))
        for d in diagnostics
        if d.rule == "invisible-character"
    ] == [
        (
            2,
            8,
            f"there are {text.count(turn)} invisible characters: right-to-left override",
        )
    ]


def test_what_nobody_sees_in_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    _, diagnostics = check_notes(
        make_site(
            tmp_path,
            {
                "notes/notes\u202etxt.md": f"{HEAD}{PAPER}글.\n#a\n",
                "notes/글.txt": "2023년 4월 3주차\n글.\n",
            },
        )
    )
    assert [
        (d.span.line, d.span.column, str(d.message))
        for d in diagnostics
        if d.rule == "invisible-character"
    ] == [
        (
            1,
            1,
            "the name of the file has an invisible character: right-to-left override",
        )
    ]


def test_settings_that_name_nothing(tmp_path: Path) -> None:
    config = "tag_aliases: {없음: 없는것}\ntag_labels: {nothing: x}\n"
    config += "paths: {'tag:zzz': z}\nrules: {no-such-rule: off}\n"
    messages = {
        str(d.message) for d in found(tmp_path, PAPER + "글.\n#llm\n", config)
    }
    assert messages == {
        "`rules: no-such-rule`: there is no such rule",
        "`tag_aliases: 없음`: no note uses this name",
        "`tag_labels: nothing`: no note uses this name",
        "`paths: tag:zzz`: no note uses this name",
    }


DANGLING = {
    "tag_aliases: {언어모댈: llm}": ["tag_aliases: 언어모댈"],
    "tag_aliases: {언어모델들: llm}": ["tag_aliases: 언어모델들"],
    "tag_aliases: {lm: llm, 대형언어모델: 언어모델}": [],
    "tag_aliases: {gpt-3: gpt, gpt: llm}": [],
    "tag_aliases: {lm: nothing}": ["tag_aliases: lm"],
    "tag_aliases: {a: b, b: a}": ["tag_aliases: a", "tag_aliases: b"],
    "author_aliases: {J. Roe: Jane Roe}": [],
    "author_aliases: {Johnn Doe: Jane Roe}": ["author_aliases: Johnn Doe"],
    "paper_aliases: {2304.99999: 2304.00001}": [],
    "paper_aliases: {2304.99999: 2304.99998}": ["paper_aliases: 2304.99999"],
}
"""Settings of a site with the tags llm, 언어모델 and gpt-4, and the names that are reported."""


@pytest.mark.parametrize("settings", DANGLING)
def test_an_alias_is_reported_if_it_has_no_effect(
    settings: str, tmp_path: Path
) -> None:
    """An unused alias keeps the old page of its target.  A misspelled alias is reported."""
    text = PAPER + "글.\n#llm #언어모델 #gpt-4\n"
    found_names = [
        str(d.message).split("`")[1]
        for d in found(tmp_path, text, settings + "\n")
        if d.rule == "dangling-alias"
    ]
    assert found_names == DANGLING[settings]


def test_after_a_fix_of_tags_the_alias_stays(tmp_path: Path) -> None:
    """Without the alias, the old page of the tag and its feed would disappear."""
    settings = "tag_aliases:\n  lm: llm\nbase_url: https://a.b/\n"
    make_site(
        tmp_path,
        {
            "notes/2023-04-w4.txt": HEAD + PAPER + "글.\n#lm\n",
            "weeknotes.yml": settings,
        },
    )
    assert "0 warnings" in run("check", "--fix", cwd=tmp_path).stdout
    assert "#llm" in (tmp_path / "notes/2023-04-w4.txt").read_text("utf-8")
    assert "0 warnings" in run("check", cwd=tmp_path).stdout


def test_findings_on_settings_have_the_position_of_the_key(tmp_path: Path) -> None:
    settings = (
        "title: 노트\n"
        "rules:\n  no-such-rule: off\n  no-tags: loud\n"
        "tag_labels:\n  nothing: x\n"
        "redirects: {tags/a.html: tag:none}\n"
    )
    diagnostics = found(tmp_path, PAPER + "글.\n#llm\n", settings)
    assert [
        (d.span.line, d.span.column, d.rule, d.excerpt) for d in diagnostics
    ] == [
        (3, 3, "unknown-key", "  no-such-rule: off"),
        (4, 12, "invalid-config", "  no-tags: loud"),
        (6, 3, "dangling-alias", "  nothing: x"),
        (7, 13, "broken-redirect", "redirects: {tags/a.html: tag:none}"),
    ]
    assert {Path(d.path) for d in diagnostics} == {tmp_path / "weeknotes.yml"}


def test_a_rule_can_be_off_or_an_error(tmp_path: Path) -> None:
    text = PAPER + "글 [[없는 것]]\n#a\n"
    assert not [
        d
        for d in found(tmp_path, text, "rules: {broken-link: off}\n")
        if d.rule == "broken-link"
    ]
    assert [
        d.severity for d in found(tmp_path, text, "rules: {broken-link: error}\n")
    ] == [Severity.ERROR]
    assert run("build", cwd=tmp_path).returncode == 1


def test_exit_codes_and_paths(tmp_path: Path) -> None:
    make_site(
        tmp_path,
        {
            "notes/a.txt": HEAD + PAPER + "글 [[없음]]\n#a\n",
            "notes/b.txt": "2023년 4월 3주차\n" + PAPER + "글.\n#a\n",
        },
    )
    assert run("check", cwd=tmp_path).returncode == 0
    assert run("check", "--strict", cwd=tmp_path).returncode == 1
    assert run("check", "--strict", "notes/b.txt", cwd=tmp_path).stdout.endswith(
        "1 file checked: 0 errors, 0 warnings\n"
    )
    assert run("check", "elsewhere.txt", cwd=tmp_path).returncode == 2
    (tmp_path / "notes" / "c.txt").write_bytes(b"\xff")
    assert run("check", cwd=tmp_path).returncode == 1


def test_formats(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/a.txt": HEAD + PAPER + "글 [[없음]]\n#a\n"})
    assert (
        json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)[
            "findings"
        ][0]["rule"]
        == "broken-link"
    )
    text = run("check", cwd=tmp_path).stdout
    assert "\n    글 [[없음]]\n       ^\n" in text
    diagnostic = Diagnostic(
        "x-y",
        Severity.WARNING,
        "a,b:c.txt",
        Span(2, 3),
        Message("50% of\nit"),
        Message("do"),
    )
    assert (
        to_github([diagnostic])
        == "::warning file=a%2Cb%3Ac.txt,line=2,col=3,title=x-y::50%25 of%0Ait; do\n"
    )
    assert json.loads(to_json([]))["findings"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule: Rule) -> None:
    doc = rule.doc
    assert re.match(r"[A-Z].*\.\n\n(Finds|Reported)", doc), doc
    assert "\nWhy: " in doc
    assert "\nHow to fix: " in doc


def test_every_rule_that_the_code_names_is_documented() -> None:
    """Exceptions: rules for files, settings and output, which cannot be turned off."""
    own = {
        "unreadable-file",
        "not-utf-8",
        "invalid-config",
        "front-matter",
        "template-error",
    }
    own |= {"conflict-marker", "misplaced-draft", "changed-output", "not-shown"}
    own |= {
        "output-refused",
        "not-written",
        "locked",
        "file-exists",
        "port-taken",
        "not-readable",
        "not-watched",
    }
    source = "".join(
        [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    )
    call = (
        r"(?:Diagnostic|_?warning|_error|_at)\(\s*(?:source, block, text, [\w.]+, )?"
    )
    named = set(re.findall(call + r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source))
    assert len(named) >= 15
    assert named <= {rule.name for rule in RULES} | own


def test_the_manual_of_rules_is_what_they_say() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rules_manual()


def test_the_korean_manual_has_every_rule() -> None:
    """The Korean document has the same rules in the same order, each with its meaning and what to
    do."""
    manual = (ROOT / "docs" / "rules.ko.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| \S.* \| \S.* \|$", manual, re.MULTILINE)
    assert rows == [rule.name for rule in RULES]
    assert len(re.findall(r"^\| ", manual, re.MULTILINE)) == len(RULES) + 4


def test_explain() -> None:
    assert run("explain", "broken-link", cwd=ROOT).stdout.startswith(
        "broken-link (warning)\n\nA link leads nowhere.\n"
    )
    listed = [
        line.split()[0] for line in run("explain", cwd=ROOT).stdout.splitlines()
    ]
    assert listed == [*(rule.name for rule in RULES), *KEYS]
    shown = run("explain", "base_url", cwd=ROOT).stdout
    assert shown.startswith(
        "base_url (setting of weeknotes.yml)\n\nThe public address"
    )
    done = run("explain", "broken-lnk", cwd=ROOT)
    assert (done.returncode, done.stderr) == (
        2,
        "weeknotes explain: there is no rule or setting broken-lnk; did you mean broken-link?\n",
    )


def test_build_prints_warnings_by_file_and_line(tmp_path: Path) -> None:
    text = f"{HEAD}{PAPER}[[nope]]\n#a b\n"
    notes = {f"notes/{name}.txt": text for name in "ab"}
    make_site(tmp_path, {**notes, "weeknotes.yml": "language: en\nbogus: 1\n"})
    printed = re.findall(
        r"^([\w/]+)\.\w+:(\d+):(\d+): warning",
        run("build", "--jobs", "1", cwd=tmp_path).stderr,
        re.MULTILINE,
    )
    places = [(path, int(line), int(column)) for path, line, column in printed]
    assert places == sorted(places)
    assert {path for path, _, _ in places} == {"notes/a", "notes/b", "weeknotes"}


def test_fix_shows_first_and_then_mends(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "한국어")
    text = (
        f"\ufeff{HEAD}{PAPER}{nfd} 글 https://a.b/c인데  \n"
        "`https://a.b/d인데` 그대로\n```\n코드  \n```\n#언어모델 #llm \n"
    ).replace("\n", "\r\n")
    make_site(
        tmp_path,
        {"notes/a.txt": text, "weeknotes.yml": "tag_aliases: {언어모델: llm}\n"},
    )
    shown = run("check", "--diff", cwd=tmp_path)
    assert shown.returncode == 0
    assert "+한국어 글 https://a.b/c 인데" in shown.stdout
    assert (tmp_path / "notes/a.txt").read_bytes() == text.encode()
    assert "fixed notes/a.txt" in run("check", "--fix", cwd=tmp_path).stdout
    mended = (
        f"\ufeff{HEAD}{PAPER}한국어 글 https://a.b/c 인데\n"
        "`https://a.b/d인데` 그대로\n```\n코드  \n```\n#llm #llm\n"
    ).replace("\n", "\r\n")
    assert (tmp_path / "notes/a.txt").read_bytes().decode() == mended
    assert run("check", "--diff", cwd=tmp_path).stdout == ""


@pytest.mark.parametrize("library", libraries("sample", "flat", "markdown"))
def test_fixing_never_changes_what_is_read(library: Library) -> None:
    """For all digests: the parse results before and after fixing are equal, except for the fixed
    things."""
    for file in library.digests():
        before = source(
            unicodedata.normalize("NFD", file.read_text("utf-8")).replace(
                "\n", " \n"
            ),
            file.name,
        )
        after = source(fixed(before, parse(before), Config()), file.name)
        glued = re.compile(r"(https?://[^\s가-힣]+) (?=[가-힣])")
        one, two = (
            glued.sub(
                r"\1",
                unicodedata.normalize("NFC", to_dump([parse(s)], WeekRule.SUNDAY)),
            )
            for s in (before, after)
        )
        assert one == two, file.name
        assert fixed(after, parse(after), Config()) == after.text


def test_an_alias_that_is_no_single_tag_is_not_typed_into_notes(
    tmp_path: Path,
) -> None:
    config = "tag_aliases: {a: b, b: c, lm: large model}\n"
    make_site(
        tmp_path,
        {
            "notes/a.txt": HEAD + PAPER + "`코드\nhttps://a.b/c인데` 글.\n#a #lm\n",
            "weeknotes.yml": config,
        },
    )
    run("check", "--fix", cwd=tmp_path)
    assert (tmp_path / "notes/a.txt").read_text(
        "utf-8"
    ) == HEAD + PAPER + "`코드\nhttps://a.b/c인데` 글.\n#c #lm\n"


def test_of_a_long_line_the_part_around_the_place_is_kept_and_shown(
    tmp_path: Path,
) -> None:
    line = "가나다 " * 300 + "[[없는 것]] " + "라마바 " * 300
    (one,) = [
        d for d in found(tmp_path, f"{PAPER}{line}\n#a\n") if d.rule == "broken-link"
    ]
    assert one.span.column == 1201
    assert line[one.skipped :].startswith(one.excerpt)
    assert len(one.excerpt) < 200
    shown, caret = str(one).splitlines()[1:3]
    assert shown.strip().startswith("…")
    before = shown[: shown.index("[[")]
    assert len(caret) - 1 == len(before) + sum(
        "가" <= letter <= "힣" for letter in before
    )
