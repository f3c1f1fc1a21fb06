"""SECURITY.md: each promise names a test, and the test exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_promise_has_its_test() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!promise|---)(.*?) \| (.*) \|$", text, re.MULTILINE)
    assert len(rows) > 20
    file = ""
    for promise, tests in rows:
        named = re.findall(r"`(tests/[\w/]+\.py|…)(?:::(\w+))?`", tests)
        assert named, promise
        for path, test in named:
            file = file if path == "…" else path
            code = (ROOT / file).read_text("utf-8")
            assert not test or f"def {test}(" in code, f"{file} has no {test}"
