"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from tests.helpers import make_site, run
from weeknotes.config.settings import Config, parse_config
from weeknotes.text.weeks import WeekRule

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_new_begins_a_week_and_never_overwrites(tmp_path: Path) -> None:
    done = run("new", "--date", "2023-04-20", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "notes/2023-04-w4.txt\n")
    assert (tmp_path / "notes/2023-04-w4.txt").read_text(
        "utf-8"
    ) == "2023년 4월 4주차\n"
    again = run("new", "--date", "2023-04-21", cwd=tmp_path)
    assert again.returncode == 1
    assert (
        "there is already a file for 2023년 4월 4주차 [file-exists]" in again.stderr
    )


def test_new_follows_the_style_and_the_rule_of_the_site(tmp_path: Path) -> None:
    make_site(
        tmp_path,
        {
            "weeknotes.yml": "week_rule: days\n",
            "notes/2023/2023-03-w1.md": "# 2023년 3월 1주차\n",
        },
    )
    done = run("new", "--date", "2023-04-20", cwd=tmp_path)
    assert done.stdout == "notes/2023-04-w3.md\n"
    assert (tmp_path / "notes/2023-04-w3.md").read_text(
        "utf-8"
    ) == "# 2023년 4월 3주차\n\n"
    again = run("new", "--date", "2023-03-01", cwd=tmp_path)
    assert "notes/2023/2023-03-w1.md" in again.stderr


def test_what_new_begins_can_be_built(tmp_path: Path) -> None:
    run("new", cwd=tmp_path)
    done = run("build", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("1 week, 0 papers, 0 tags: ")
    assert done.stderr == ""


def test_parse_reads_files_and_folders(tmp_path: Path) -> None:
    make_site(
        tmp_path,
        {
            "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n",
            "notes/b/c.md": "# 2023년 4월 3주차\n",
        },
    )
    done = run("parse", "notes/a.txt", "--format", "json", cwd=tmp_path)
    assert [week["id"] for week in json.loads(done.stdout)["weeks"]] == [
        "2023-04-w4"
    ]
    done = run("parse", "notes", cwd=tmp_path)
    assert done.returncode == 0
    assert "2023-04-w3  notes/b/c.md  0 entries" in done.stdout
    done = run("parse", "notes", "missing.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "2023-04-w4" in done.stdout
    assert "missing.txt:1:1: error: this file cannot be read" in done.stderr


def test_korean_is_printed_under_any_locale(tmp_path: Path) -> None:
    make_site(
        tmp_path, {"notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n한국어입니다.\n"}
    )
    assert (
        "한국어입니다."
        in run(
            "parse",
            "notes/a.txt",
            cwd=tmp_path,
            LC_ALL="C",
            PYTHONIOENCODING="ascii",
        ).stdout
    )


def test_help_and_the_manual_name_every_command_and_option() -> None:
    manual = (ROOT / "docs" / "commands.md").read_text("utf-8")
    listing = run("--help", cwd=ROOT).stdout
    commands = re.findall(r"^    ([a-z]+) ", listing, re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        assert f"## weeknotes {command}" in manual
        section = manual.split(f"## weeknotes {command}")[1].split("\n## ")[0]
        for option in set(
            re.findall(r"--[a-z-]+", run(command, "--help", cwd=ROOT).stdout)
        ) - {"--help"}:
            assert f"`{option}" in section, (
                f"{command} {option} is not in docs/commands.md"
            )


def test_every_setting_is_documented() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    for setting in fields(Config):
        if setting.name == "file":  # the file of the settings, not a setting
            continue
        assert f"| `{setting.name}` |" in manual
        assert setting.metadata["doc"] in manual


def test_the_example_of_the_manual_is_valid() -> None:
    manual = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    example = manual.split("```yaml\n")[1].split("```")[0]
    config, found = parse_config(example, "weeknotes.yml")
    assert found == ()
    assert config.week_rule is WeekRule.SUNDAY
    assert config.base_url == "https://example.org/notes/"


def test_an_address_is_kept_in_ascii() -> None:
    config, found = parse_config("base_url: https://한글.kr/노트\n", "weeknotes.yml")
    assert found == ()
    assert config.base_url == "https://xn--bj0bj06e.kr/%EB%85%B8%ED%8A%B8/"


def test_settings_are_taken_as_typed() -> None:
    config, found = parse_config(
        "title: 2023\nauthor: no\nbase_url: https://a.b/c\ntag_labels: {1: one}\n",
        "weeknotes.yml",
    )
    assert found == ()
    assert (
        config.title,
        config.author,
        config.base_url,
        dict(config.tag_labels),
    ) == (
        "2023",
        "no",
        "https://a.b/c/",
        {"1": "one"},
    )


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://a.b/", "https://", "https://a.b/?q", "https://a b.c/"],
)
def test_addresses_that_are_none(address: str) -> None:
    _, found = parse_config(f"base_url: {address}\n", "weeknotes.yml")
    assert [d.rule for d in found] == ["invalid-config"]


def test_the_wheel_carries_the_theme_and_builds_a_site(tmp_path: Path) -> None:
    """Only the package from the wheel, as after `pip install`, in a folder with one digest."""
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    assert {
        "weeknotes/templates/base.html",
        "weeknotes/static/style.css",
        "weeknotes/server/live.js",
        "weeknotes/cli/__init__.py",
    } <= set(names)
    assert not [
        name for name in names if name.startswith(("tests", "notes", "docs"))
    ]
    site = tmp_path / "empty"
    make_site(
        site,
        {"notes/2023-04-w4.txt": "2023년 4월 4주차\nhttps://a.b/c\n글입니다.\n"},
    )
    # -P and another path, so that the package of the checkout is not imported instead.
    code = (
        "import weeknotes, sys; assert 'installed' in weeknotes.__file__; "
        "from weeknotes.cli import main; sys.exit(main(['build']))"
    )
    env = {"PYTHONPATH": str(tmp_path / "installed"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=site,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (site / "site" / "weeks" / "2023-04-w4.html").exists()
    assert (site / "site" / "style.css").exists()


def test_an_english_site_is_english(tmp_path: Path) -> None:
    """The heading of a new digest and the default title."""
    make_site(tmp_path, {"weeknotes.yml": "language: en\n"})
    assert (
        run("new", "--date", "2023-04-20", cwd=tmp_path).stdout
        == "notes/2023-04-w4.txt\n"
    )
    assert (tmp_path / "notes/2023-04-w4.txt").read_text("utf-8") == "2023-04-w4\n"
    (tmp_path / "notes/2023-04-w4.txt").write_text(
        "2023-04-w4\nhttps://a.org/b\n", "utf-8"
    )
    run("build", cwd=tmp_path)
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert "<title>Weekly notes</title>" in home
    assert "Week 4 of April 2023" in home
    again = run(
        "new", "--date", "2023-04-20", cwd=tmp_path, WEEKNOTES_LANGUAGE=""
    ).stderr
    assert "there is already a file for 2023-04-w4" in again


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
        (signal.SIGTERM, 143),
    ],
)
def test_a_signal_while_a_command_is_imported(
    number: signal.Signals, code: int
) -> None:
    program = (
        "import os, signal, sys, weeknotes.cli as cli\n"
        # `nohup` ignores SIGHUP, also in the programs that a test starts.
        f"signal.signal({number.value}, signal.SIG_DFL)\n"
        f"cli.import_module = lambda name: os.kill(os.getpid(), {number.value})\n"
        "sys.argv[1:] = ['build']\n"
        "sys.exit(cli.run_program())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (code, "weeknotes: stopped\n")


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """`nohup` ignores SIGHUP for its command."""
    program = (
        "import os, signal, sys, weeknotes.cli as cli\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "load = cli.import_module\n"
        "def hang_up(name):\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    return load(name)\n"
        "cli.import_module = hang_up\n"
        "sys.argv[1:] = ['schema']\n"
        "sys.exit(cli.run_program())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
