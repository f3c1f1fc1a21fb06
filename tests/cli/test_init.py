"""`weeknotes init`: the files of a new site."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import CHARACTERS, tree
from weeknotes.cli import main
from weeknotes.config.settings import parse_config
from weeknotes.pages.common.context import site_context
from weeknotes.starter import GITIGNORE, WORKFLOW, Answers, settings_file
from weeknotes.starter.install import UNKNOWN, Install, install_from, install_of
from weeknotes.text.unicode import clean

Capture = pytest.CaptureFixture[str]
FILES = {"weeknotes.yml", ".gitignore", "requirements.txt", "README.md"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_new_site_checks_and_builds_without_a_warning(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "site")
    given = ("--yes", "--language", language, "--base-url", "https://a.org/b/")
    assert main(["init", folder, *given]) == 0
    out = capsys.readouterr().out
    assert out.endswith(
        f"    cd {folder}\n    weeknotes serve --open\n    weeknotes add 2304.07880\n"
        "    weeknotes build\n"
    )
    files = set(tree(tmp_path / "site"))
    assert files > FILES | {".github/workflows/pages.yml"}
    (digest,) = files - FILES - {".github/workflows/pages.yml"}
    assert re.fullmatch(r"notes/\d{4}-\d{2}-w\d\.txt", digest)
    assert main(["check", "--strict", "--site", folder]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out
    assert main(["build", "--site", folder, "--jobs", "1"]) == 0
    assert ";" not in capsys.readouterr().out  # no remarks


def test_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path), "--yes", "--language", "en"]) == 0
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").unlink()
    before = tree(tmp_path)
    capsys.readouterr()
    assert main(["init", str(tmp_path), "--yes", "--title", "Other"]) == 0
    after = tree(tmp_path)
    assert after.pop(".gitignore") == GITIGNORE.encode()
    assert after == before
    assert "README.md exists already and was not changed" in capsys.readouterr().out


def test_notes_that_are_there_get_no_first_digest(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert main(["init", str(tmp_path), "--yes"]) == 0
    assert list((tmp_path / "notes").iterdir()) == []


def test_without_a_terminal_it_does_not_ask(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", str(tmp_path)]) == 2
    assert "give --title" in capsys.readouterr().err
    assert tree(tmp_path) == {}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        *(
            (word, "en")
            for word in ("en", "EN", "eng", "English", "en-US", "영어", "")
        ),
        *((word, "ko") for word in ("ko", "KO", "kor", "Korean", "ko_KR", "한국어")),
        *((f"{word}\nko", "ko") for word in ("xx", "e", "deutsch", "k")),
    ],
)
def test_a_language_has_several_names(
    answer: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    assert main(["init", str(tmp_path)]) == 0
    assert f"\nlanguage: {language}\n" in (tmp_path / "weeknotes.yml").read_text(
        "utf-8"
    )


def test_a_wrong_address_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", Terminal("en\nT\nAnn\na.org\nhttps://a.org/b\n")
    )
    assert main(["init", str(tmp_path)]) == 0
    config, _ = parse_config((tmp_path / "weeknotes.yml").read_text("utf-8"), "x")
    assert (config.author, config.base_url) == ("Ann", "https://a.org/b/")


def test_on_a_terminal_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("en\nMy notes\n\nhttps://a.org/b\n"))
    assert main(["init", str(tmp_path)]) == 0
    config, problems = parse_config(
        (tmp_path / "weeknotes.yml").read_text("utf-8"), "x"
    )
    assert not problems
    assert (config.language, config.title, config.author) == ("en", "My notes", "")
    assert config.base_url == "https://a.org/b/"


@pytest.mark.parametrize(
    "wrong",
    [["--base-url", "example.org"], ["--install", "/no/such.whl"]],
    ids=" ".join,
)
def test_a_wrong_answer_writes_nothing(wrong: list[str], tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--yes", *wrong]) == 2
    assert tree(tmp_path) == {}


def test_a_wheel_is_copied(tmp_path: Path) -> None:
    wheel = tmp_path / "weeknotes-9-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    folder = tmp_path / "site"
    assert main(["init", str(folder), "--yes", "--install", str(wheel)]) == 0
    assert (folder / wheel.name).read_bytes() == b"wheel"
    assert f"\n./{wheel.name}\n" in (folder / "requirements.txt").read_text("utf-8")


@given(st.text(CHARACTERS), st.text(CHARACTERS))
def test_each_text_survives_the_settings_file(title: str, author: str) -> None:
    config, _ = parse_config(settings_file(Answers(title, author, "en", "")), "x")
    assert clean(title) in ("", config.title)
    assert config.author == clean(author)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_navigation_in_comments_is_that_of_the_theme_and_a_page(
    language: str,
) -> None:
    text = settings_file(Answers("", "", language, ""))
    config, problems = parse_config(
        re.sub("^# (nav:|  )", r"\1", text, flags=re.MULTILINE), "x"
    )
    *of_theme, about = config.nav.items()
    assert problems == ()
    plain = site_context(parse_config(text, "x")[0], "").nav
    for (name, target), item in zip(of_theme, plain, strict=True):
        assert (name, target) == (item.name, re.split(r"[/.]", item.href)[0])
    assert about[1] == "about.html"


VCS = {
    "url": "https://u:p@h.org/w.git",
    "vcs_info": {"vcs": "git", "commit_id": "abc"},
}
SSH = {
    "url": "ssh://git@h.org/w.git",
    "vcs_info": {"vcs": "git", "commit_id": "abc"},
}


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (VCS, Install("weeknotes @ git+https://h.org/w.git@abc")),
        (SSH, Install("weeknotes @ git+ssh://git@h.org/w.git@abc")),
        (
            {"url": "https://h.org/w-1-py3-none-any.whl", "archive_info": {}},
            Install("weeknotes @ https://h.org/w-1-py3-none-any.whl"),
        ),
        (
            {"url": "file:///a%20b/w-1-py3-none-any.whl", "archive_info": {}},
            Install("./w-1-py3-none-any.whl", "/a b/w-1-py3-none-any.whl"),
        ),
        (
            {"url": "file:///home/ann/weeknotes", "dir_info": {"editable": True}},
            UNKNOWN,
        ),
        ({"url": 3}, UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_where_this_installation_came_from(
    recorded: object, expected: Install
) -> None:
    assert install_of(json.dumps(recorded)) == expected


@pytest.mark.parametrize(
    ("spec", "requirement"),
    [
        ("https://h.org/a/w.git", "weeknotes @ git+https://h.org/a/w.git"),
        ("https://h.org/a/w.git@v1", "weeknotes @ git+https://h.org/a/w.git@v1"),
        ("git@h.org:a/w.git", "weeknotes @ git+ssh://git@h.org/a/w.git"),
        ("git+https://h.org/w", "weeknotes @ git+https://h.org/w"),
        (
            "https://h.org/w-1-py3-none-any.whl",
            "weeknotes @ https://h.org/w-1-py3-none-any.whl",
        ),
        ("dist/w-1-py3-none-any.whl", "./w-1-py3-none-any.whl"),
        ("weeknotes==0.2.0", "weeknotes==0.2.0"),
    ],
)
def test_a_given_place_to_install_from(spec: str, requirement: str) -> None:
    assert install_from(spec).requirement == requirement


def test_the_workflow_is_the_one_in_the_docs() -> None:
    for name in ("publishing.md", "publishing.ko.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        assert f"```yaml\n{WORKFLOW}```" in text
        assert f"```text\n{GITIGNORE}```" in text
    steps = yaml.safe_load(WORKFLOW)["jobs"]["publish"]["steps"]
    assert [step["run"].split()[0] for step in steps if "run" in step] == [
        "pip",
        "command",
        *["weeknotes"] * 2,
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_wheel_that_comes_later_is_written_where_only_comments_are(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    wheel, requirements = (
        Path("weeknotes-9-py3-none-any.whl"),
        Path("requirements.txt"),
    )
    assert main(["init", "--yes", "--language", language]) == 0
    assert "step 1 in README.md" in capsys.readouterr().err
    step = Path("README.md").read_text("utf-8").split("\n1. ")[1].split("\n2. ")[0]
    assert "weeknotes init --install" in step
    wheel.write_bytes(b"wheel")
    comments = requirements.read_text("utf-8")
    assert main(["init", "--install", str(wheel)]) == 0
    assert requirements.read_text("utf-8") == f"{comments}./{wheel}\n"
    capsys.readouterr()
    assert main(["init", "--install", str(wheel)]) == 0
    said = f"requirements.txt has this line already: ./{wheel}\n"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "old",
    [
        "./weeknotes-8-py3-none-any.whl",
        "weeknotes==1",
        "weeknotes",
        "weeknotes @ git+https://h.org/a/w.git@v1",
        "git+https://h.org/a/weeknotes.git",
    ],
)
def test_a_newer_wheel_replaces_the_line_of_the_old_one(
    old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    new = "weeknotes-9-py3-none-any.whl"
    for name in (new, "weeknotes-8-py3-none-any.whl"):
        Path(name).write_bytes(b"wheel")
    requirements = Path("requirements.txt")
    requirements.write_text(f"# Mine.\n{old}\nother==1\n", "utf-8")
    assert main(["init", "--language", "en", "--yes", "--install", new]) == 0
    assert requirements.read_text("utf-8") == f"# Mine.\n./{new}\nother==1\n"
    out = capsys.readouterr().out
    assert f"requirements.txt: replaced the line {old} by ./{new}\n" in out
    said = "you may delete it: weeknotes-8-py3-none-any.whl"
    assert (said in out) is old.endswith(".whl")


@pytest.mark.parametrize(
    "text",
    [
        "other==1\n",
        "weeknotes==1 \\\n    --hash=sha256:00\n",
        "./weeknotes-8-py3-none-any.whl\nweeknotes==7\n",
        "weeknotes-extras==1\n",
    ],
)
def test_other_requirements_are_left_to_the_writer(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    wheel = Path("weeknotes-9-py3-none-any.whl")
    wheel.write_bytes(b"wheel")
    Path("requirements.txt").write_text(text, "utf-8")
    assert main(["init", "--language", "en", "--yes", "--install", str(wheel)]) == 0
    said = (
        "in place of an older line for weeknotes: ./weeknotes-9-py3-none-any.whl\n"
    )
    assert said in capsys.readouterr().out
    assert Path("requirements.txt").read_text("utf-8") == text


@pytest.mark.parametrize(("is_there", "code"), [(True, 0), (False, 1)])
def test_the_workflow_stops_if_weeknotes_is_missing(
    is_there: bool, code: int, tmp_path: Path
) -> None:
    steps = yaml.safe_load(WORKFLOW)["jobs"]["publish"]["steps"]
    (step,) = [step["run"] for step in steps if "command -v" in step.get("run", "")]
    if is_there:
        (tmp_path / "weeknotes").write_text("")
        (tmp_path / "weeknotes").chmod(0o755)
    bash = shutil.which("bash") or "bash"
    done = subprocess.run(
        [bash, "-e", "-c", step],
        env={"PATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == code
    assert (done.stdout.count(b"::error::") == 2) is not is_there
