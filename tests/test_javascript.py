"""The scripts: types, style, and what they share."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from weeknotes.rendering.minify import compact_script

ROOT = Path(__file__).parents[1]
CHECKS = ROOT / "tests" / "js"
TOOLS = ROOT / "node_modules" / ".bin"
pytestmark = pytest.mark.slow
SCRIPTS = (
    *sorted((ROOT / "static").glob("*.js")),
    ROOT / "src/weeknotes/server/live.js",
)
needs_tools = pytest.mark.skipif(
    not (
        shutil.which("node")
        and (TOOLS / "tsc").exists()
        and (TOOLS / "eslint").exists()
    ),
    reason="without node, or node_modules from `make js`",
)


def run_tool(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / command[0]), *map(str, command[1:])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def script_of(name: str) -> list[str]:
    """The command of a script of package.json, as words."""
    command: str = json.loads((ROOT / "package.json").read_text("utf-8"))["scripts"][
        name
    ]
    return command.split()


@needs_tools
def test_types() -> None:
    done = run_tool(*script_of("types"))
    assert done.returncode == 0, done.stdout


@needs_tools
@pytest.mark.parametrize(
    "wrong",
    [
        "weeknotes.fold(1);",
        "weeknotes.nothing();",
        'settings.keep("theme", 1);',
        "/** @param given */ function f(given) { return given; } f(1);",
        'document.querySelector("input").focus();',
    ],
)
def test_a_wrong_type_is_found(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text(wrong, "utf-8")
    project = {
        "extends": str(CHECKS / "tsconfig.json"),
        "files": [
            str(CHECKS / "globals.d.ts"),
            str(ROOT / "static/theme.js"),
            "wrong.js",
        ],
        "include": [],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), "utf-8")
    done = run_tool("tsc", "--project", tmp_path)
    assert done.returncode != 0
    assert re.findall(r"^\S*?(\w+\.js)\(", done.stdout, re.MULTILINE) == ["wrong.js"]


@needs_tools
def test_style() -> None:
    done = run_tool(*script_of("eslint"))
    assert done.returncode == 0, done.stdout


@needs_tools
def test_wrong_style_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text(
        "var one = 1;\nif (one == 2) debugger;\n", "utf-8"
    )
    config = CHECKS / "eslint.config.mjs"
    command = [
        str(TOOLS / "eslint"),
        "--config",
        str(config),
        "--format",
        "json",
        "wrong.js",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    (file,) = json.loads(done.stdout)
    assert {message["ruleId"] for message in file["messages"]} >= {
        "eqeqeq",
        "no-debugger",
        "no-var",
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_checked(script: Path) -> None:
    lines = script.read_text("utf-8").split("\n")
    assert lines[0] == "// @ts-check"
    assert [line for line in lines if len(line) > 100] == []


@pytest.mark.skipif(not shutil.which("node"), reason="without node")
def test_published_scripts_have_no_comments() -> None:
    scripts = {
        path.name: path.read_text("utf-8") for path in (ROOT / "static").glob("*.js")
    }
    sent = {name: compact_script(text) for name, text in scripts.items()}
    assert [
        name
        for name, text in sent.items()
        if re.search(r"^\s|(?:^| )// |/\*\*", text, re.MULTILINE)
    ] == []
    done = subprocess.run(
        [
            "node",
            "-e",
            "for (const text of JSON.parse(fs.readFileSync(0))) new Function(text)",
        ],
        input=json.dumps(list(sent.values())),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_every_shared_function_is_declared_and_given_once() -> None:
    """tsc checks that each function of a script that others use is declared.  This test checks that
    each declared function exists."""
    declared = re.search(
        r"^interface Shared \{$(.*?)^\}$",
        (CHECKS / "globals.d.ts").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert declared
    given: list[str] = []
    for script in SCRIPTS:
        shared = re.findall(
            r"@satisfies \{Partial<Shared>\} \*/ \(\{(.*?)\}\)",
            script.read_text("utf-8"),
            re.DOTALL,
        )
        given += [name for names in shared for name in re.findall(r"\w+", names)]
    assert sorted(given) == sorted(
        re.findall(r"^  (\w+)[(:]", declared[1], re.MULTILINE)
    )


def test_nothing_but_scripts_and_styles_is_published() -> None:
    """All of static/ is copied to every site."""
    suffixes = {
        path.suffix or path.name
        for path in (ROOT / "static").rglob("*")
        if path.is_file()
    }
    assert suffixes == {".js", ".css", ".svg", ".png", ".json", ".nojekyll"}


def test_every_package_has_its_hash_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))[
        "devDependencies"
    ]
    packages = {name: row for name, row in lock["packages"].items() if name}
    assert [name for name, row in packages.items() if "resolved" in row] == []
    assert [
        name
        for name, row in packages.items()
        if not row.get("integrity", "").startswith("sha512-")
    ] == []
    assert {
        name: packages[f"node_modules/{name}"]["version"] for name in wanted
    } == wanted
