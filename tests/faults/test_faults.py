"""Samples of the long runs in this folder: failing calls, and killed builds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.__main__ import preloaded
from tests.faults.kill import killed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs Linux"),
]
ROOT = Path(__file__).parents[2]


def test_what_fails_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    shim = preloaded(tmp_path)
    if shim is None:
        pytest.skip("without gcc")
    environment = {**os.environ, "LD_PRELOAD": str(shim)}
    command = [sys.executable, "-m", "tests.faults", "--samples", "15"]
    ran = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "15 tried, 0 failed\n", ran.stdout + ran.stderr


def test_a_killed_build_leaves_nobody_and_the_next_one_works(tmp_path: Path) -> None:
    assert killed(tmp_path / "site", moments=3) == []
