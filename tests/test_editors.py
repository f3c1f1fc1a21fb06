"""docs/editors.md: what it says to copy is valid, and finds what `check` prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from tools import bookmarklet

from tests.helpers import make_site
from weeknotes.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
TASKS, SNIPPETS = (
    json.loads(text)
    for text in re.findall(
        r"```json\n(.*?)```",
        (ROOT / "docs/editors.md").read_text("utf-8"),
        re.DOTALL,
    )
)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_problem_matcher_matches_each_finding(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = "2023-04-w4\nhttps://arxiv.org/abs/2304.07880\n글 [[없는 것]]\n"
    make_site(
        tmp_path,
        {"notes/a.txt": notes, "weeknotes.yml": f"language: {language}\ntitel: x\n"},
    )
    main(["check", "--site", str(tmp_path)])
    out = capsys.readouterr().out
    (pattern,) = (task["problemMatcher"]["pattern"] for task in TASKS["tasks"])
    found = [re.match(pattern["regexp"], line) for line in out.splitlines()]
    rules = [one[pattern["code"]] for one in found if one]
    assert rules == re.findall(r"\[([a-z-]+)\]$", out, re.MULTILINE)
    assert {"unknown-key", "broken-link"} <= set(rules)


def test_the_snippet_is_an_entry() -> None:
    (snippet,) = SNIPPETS.values()
    text = re.sub(r"\$\{\d:([^}]*)\}|\$\d", r"\1", "\n".join(snippet["body"]))
    assert text == "https://\nTitle (Authors)\n\n#tag\n"


def test_the_hook_runs_a_command() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] in (ROOT / "docs/editors.md").read_text("utf-8")
    program, command = hook["entry"].split()
    assert program == "weeknotes"
    assert command in COMMANDS
    assert re.match(hook["files"], "notes/a.txt")
    assert re.match(hook["files"], "weeknotes.yml")


@pytest.mark.parametrize(
    "document", bookmarklet.DOCUMENTS, ids=lambda path: path.name
)
def test_a_document_has_the_current_bookmarklet(document: Path) -> None:
    text = document.read_text("utf-8")
    assert text == bookmarklet.renewed(text)
    assert bookmarklet.bookmarklet() in text
