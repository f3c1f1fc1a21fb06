"""How tests run: property tests have no deadlines, because machines differ in speed; on CI they use
the same examples each time, elsewhere new ones.  Tests in browser/ get their marker.  `-m 'not
slow'` and `-m 'not browser'` do not import files in which no test could run.  The last line of the
output counts the skipped tests by reason."""

from __future__ import annotations

import gc
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("fast", deadline=None, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=1000)
# Messages in English, as the tests expect them.  test_messages.py tests the others.
os.environ["WEEKNOTES_LANGUAGE"] = "en"

# Flushing to the disk costs more than a small build, and only a power cut shows whether it was
# done: tests/faults looks for that in processes of their own.
os.sync = lambda: None
os.fsync = lambda fd: None  # noqa: ARG005

settings.load_profile(
    os.environ.get("WEEKNOTES_TESTS", "ci" if os.environ.get("CI") else "local")
)

if os.environ.get("WEEKNOTES_TESTS") == "fast":
    # Hypothesis parses all modules of the program, to find constants for examples.  In a new clone
    # this takes seconds in each process.
    providers._get_local_constants = Constants

BROWSER = Path(__file__).parent / "browser"
_ALL_SLOW = re.compile(r"^pytestmark = (\[\s*)?pytest\.mark\.slow\b", re.MULTILINE)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Objects that exist after the collection live until the end, so the garbage collector can
    ignore them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> bool | None:
    """Whether `-m` deselects all tests of a file or folder."""
    chosen = str(config.option.markexpr)
    if "not browser" in chosen and collection_path == BROWSER:
        return True
    if "not slow" in chosen and collection_path.match("test_*.py"):
        return bool(_ALL_SLOW.search(collection_path.read_text("utf-8"))) or None
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """The last line of all."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(session.config, "workerinput"):
        reporter.write_line(summary(reporter.stats))


def summary(stats: dict[str, list[pytest.TestReport]]) -> str:
    """How many tests there were of each outcome; of those that were skipped, why."""
    failures = [
        f"{len(stats[outcome])} {name}"
        for outcome, name in (
            ("failed", "failed"),
            ("error", "errors"),
            ("xfailed", "xfailed"),
        )
        if stats.get(outcome)
    ]
    skipped = stats.get("skipped", [])
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in skipped
        if isinstance(report.longrepr, tuple)
    )
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    passed = f"{len(stats.get('passed', []))} passed"
    return ", ".join(
        [passed, f"{len(skipped)} skipped" + f" ({why})" * bool(why), *failures]
    )
