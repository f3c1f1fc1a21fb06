"""What is public: files for hosts, drafts, weeks without entries, dates in feeds."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import CHARACTERS, build_site, make_site, run
from weeknotes.cli import main
from weeknotes.config.folders import Choices
from weeknotes.config.settings import load_config
from weeknotes.server import load_live_site
from weeknotes.text.weeks import week_of
from weeknotes.urls import slug

pytestmark = pytest.mark.slow

SETTINGS = "base_url: https://a.org/b/\nlanguage: en\n"
WEEK = "2023-04-w4\nhttps://a.org/x\n## Shown\n#_tag\n"


def test_each_build_switches_jekyll_off(tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/a.txt": WEEK})
    assert (tmp_path / "site" / ".nojekyll").read_bytes()


def test_a_site_can_have_the_file_itself(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"notes/a.txt": WEEK, "static/.nojekyll": ""})
    assert built.published
    assert not [d for d in built.diagnostics if d.rule == "path-clash"]


@given(st.text(CHARACTERS))
def test_no_name_of_a_page_begins_with_a_mark_that_hosts_skip(text: str) -> None:
    assert not slug(text).startswith(("_", ".", "-"))


def test_a_build_can_have_another_address(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/a.txt": WEEK, "weeknotes.yml": SETTINGS})
    arguments = (
        "build",
        "--jobs",
        "1",
        "--base-url",
        "https://preview.test/42",
        "--output",
        "out",
    )
    for _ in range(2):  # the second build has nothing to do
        assert run(*arguments, cwd=tmp_path).returncode == 0
    feed = (tmp_path / "out" / "feed.xml").read_text("utf-8")
    assert "https://preview.test/42/" in feed
    assert "https://a.org/b/" not in feed
    run("build", "--jobs", "1", "--output", "out", cwd=tmp_path)
    assert "https://a.org/b/" in (tmp_path / "out" / "feed.xml").read_text("utf-8")
    assert run("build", "--base-url", "a.org", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("drafts", [False, True])
def test_serve_can_show_drafts(drafts: bool, tmp_path: Path) -> None:
    draft = "---\ndraft: true\n---\n" + WEEK
    broken = "---\ndraft: [\n---\n" + WEEK.replace("w4", "w3")
    folders = make_site(tmp_path, {"notes/a.txt": draft, "notes/b.txt": broken})
    live = load_live_site(folders, None, Choices(drafts=drafts))
    assert ("weeks/2023-04-w4.html" in live.files) is drafts
    assert "weeks/2023-04-w3.html" not in live.files


@pytest.mark.parametrize("drafts", [False, True])
def test_serve_can_show_draft_entries(drafts: bool, tmp_path: Path) -> None:
    text = WEEK + "---\nhttps://a.b/later\ndraft: true\n"
    folders = make_site(tmp_path, {"notes/a.txt": text})
    live = load_live_site(folders, None, Choices(drafts=drafts))
    assert ("a.b/later" in repr(live.files.get("weeks/2023-04-w4.html"))) is drafts


def test_a_week_without_entries_is_in_no_feed_and_not_on_the_home_page(
    tmp_path: Path,
) -> None:
    empty = "2023-05-w1\nOnly an introduction.\n"
    files = {"notes/a.txt": WEEK, "notes/b.txt": empty, "weeknotes.yml": SETTINGS}
    build_site(tmp_path, files)
    for name in ("feed.xml", "atom.xml", "feed.json", "index.html"):
        text = (tmp_path / "site" / name).read_text("utf-8")
        assert "2023-04-w4" in text
        assert "2023-05-w1" not in text
    assert (tmp_path / "site" / "weeks" / "2023-05-w1.html").exists()
    done = run("check", cwd=tmp_path)
    assert "notes/b.txt:1:1: warning: this week has no entries" in done.stdout
    assert done.stdout.count("[empty-week]") == 1


def test_a_week_with_entries_in_another_file_is_not_empty(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/a.txt": WEEK, "notes/b.txt": "2023-04-w4\nText.\n"})
    assert "empty-week" not in run("check", cwd=tmp_path).stdout


def test_only_empty_weeks_make_a_home_page_without_one(tmp_path: Path) -> None:
    built = build_site(
        tmp_path, {"notes/a.txt": "2023-05-w1\n", "weeknotes.yml": SETTINGS}
    )
    assert built.published


@pytest.mark.parametrize(
    ("setting", "rule", "week", "day"),
    [
        ("last", "sunday", "2023-04-w4", "22 Apr 2023"),
        ("first", "sunday", "2023-04-w4", "16 Apr 2023"),
        ("first", "sunday", "2023-04-w1", "01 Apr 2023"),
        ("first", "iso", "2023-06-w1", "01 Jun 2023"),  # this week begins in May
    ],
)
def test_the_day_of_a_week_in_feeds(
    setting: str, rule: str, week: str, day: str, tmp_path: Path
) -> None:
    settings = f"{SETTINGS}feed_day: {setting}\nweek_rule: {rule}\n"
    build_site(
        tmp_path,
        {"notes/a.txt": WEEK.replace("2023-04-w4", week), "weeknotes.yml": settings},
    )
    feed = (tmp_path / "site" / "feed.xml").read_text("utf-8")
    assert re.findall(r"<item>.*?<pubDate>\w+, (.*?) 1", feed, re.DOTALL) == [day]


@pytest.mark.parametrize("setting", ["last", "first"])
def test_a_week_that_is_not_over_is_named(
    setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_site(tmp_path, {"weeknotes.yml": f"{SETTINGS}feed_day: {setting}\n"})
    config, _ = load_config(tmp_path)
    today = datetime.now(ZoneInfo(config.timezone)).date()
    week = week_of(today, config.week_rule)
    # The next week that has two days left, which can be this one.
    if setting == "last":
        days = (today + timedelta(days=n) for n in range(9))
        weeks = (
            (week_of(day, config.week_rule), day + timedelta(days=2)) for day in days
        )
        week = next(
            week for week, later in weeks if week == week_of(later, config.week_rule)
        )
    make_site(tmp_path, {"notes/a.txt": WEEK.replace("2023-04-w4", week.id)})
    for command in (["check"], ["build", "--jobs", "1"]):
        assert main([*command, "--site", str(tmp_path)]) == 0
        said = f"{week.id} is not over" in capsys.readouterr().out
        assert said is (setting == "last")


def test_a_file_for_the_host_that_was_put_there_by_hand_stays(
    tmp_path: Path,
) -> None:
    build_site(tmp_path, {"notes/a.txt": WEEK})
    marker = tmp_path / "site" / ".nojekyll"
    marker.write_text("mine")
    for number in range(2):
        build_site(
            tmp_path, {"notes/b.txt": WEEK.replace("04-w4", f"05-w{number + 1}")}
        )
        assert marker.read_text() == "mine"
