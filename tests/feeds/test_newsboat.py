"""Two sites in one feed reader: Newsboat, which compares ids over all feeds."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.feeds.test_feeds import NOTES
from tests.helpers import build_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("newsboat") is None, reason="without newsboat"),
]


def test_weeks_of_two_sites_are_all_unread(tmp_path: Path) -> None:
    for name in ("a", "b"):
        settings = f"base_url: https://example.org/{name}/\n"
        build_site(tmp_path / name, NOTES | {"weeknotes.yml": settings})
    feeds = [
        f"{(tmp_path / name / 'site/feed.xml').as_uri()}\n" for name in ("a", "b")
    ]
    (tmp_path / "urls").write_text("".join(feeds))
    files = ["-u", tmp_path / "urls", "-c", tmp_path / "cache.db", "-C", os.devnull]
    command = ["newsboat", *map(str, files), "-x"]
    environment = os.environ | {"HOME": str(tmp_path)}
    subprocess.run([*command, "reload"], env=environment, check=True)
    said = subprocess.check_output(
        [*command, "print-unread"], env=environment, text=True
    )
    assert said.split() == ["4", "unread", "articles"]
