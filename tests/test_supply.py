"""The supply chain: the wheel, the source package, pinned dependencies and their licences."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
HANDED_ON = (
    "src templates static tests benchmarks docs notes weeknotes.yml Makefile LICENSE "
    "pyproject.toml "
    "requirements.in requirements.txt requirements-dev.in requirements-dev.txt "
    "package.json package-lock.json .npmrc"
).split()
PINS = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


def below(folder: Path) -> set[str]:
    """The paths (from the root) of all files in a folder, without generated ones."""
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(ROOT).as_posix() for path in files}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of the same sources: copied at different times, in different folders, with
    different environment variables."""
    folders = []
    for n, environment in enumerate(
        (
            {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "1"},
            {"TZ": "UTC", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
        )
    ):
        copy = tmp_path_factory.mktemp("sources") / f"copy{n}"
        copy.mkdir()
        for name in (*HANDED_ON, *(path.name for path in ROOT.glob("*.md"))):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(
                    source,
                    copy / name,
                    ignore=shutil.ignore_patterns("__pycache__"),
                    copy_function=shutil.copyfile,
                )
            else:
                shutil.copyfile(source, copy / name)
        command = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-d",
            str(copy / "dist"),
        ]
        env = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"} | environment
        done = subprocess.run(
            command, cwd=copy, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        folders.append(copy / "dist")
    return folders[0], folders[1]


def test_built_twice_to_the_same_bytes(packages: tuple[Path, Path]) -> None:
    one, other = (
        {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in packages
    )
    assert len(one) == 2
    assert one == other


def test_the_wheel_holds_the_package_and_its_theme_and_nothing_else(
    packages: tuple[Path, Path],
) -> None:
    with zipfile.ZipFile(next(packages[0].glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    package = {path.removeprefix("src/") for path in below(ROOT / "src/weeknotes")}
    theme = {
        f"weeknotes/{path}"
        for folder in ("templates", "static")
        for path in below(ROOT / folder)
    }
    (command,) = names - package - theme
    assert command.endswith(".data/scripts/weeknotes")
    assert names == package | theme | {command}


def test_the_sources_hold_what_makes_and_tests_them_and_nothing_else(
    packages: tuple[Path, Path],
) -> None:
    with tarfile.open(next(packages[0].glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {path.name for path in ROOT.glob("*.md")} | {"PKG-INFO"}
    for name in HANDED_ON:
        wanted |= below(ROOT / name) if (ROOT / name).is_dir() else {name}
    assert names == wanted


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = [
        block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")
    ]
    assert [
        block.split()[0]
        for block in blocks
        if not re.match(r"[a-z0-9-]+==[^\s;]+", block)
        or "--hash=sha256:" not in block
    ] == []
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted", text)


def test_every_dependency_s_licence_is_told() -> None:
    """Checks the dependencies that build a site: their package metadata contains the licence that
    docs/licences.md gives."""
    pins = PINS.findall((ROOT / "requirements.txt").read_text("utf-8"))
    listed = dict(
        re.findall(
            r"^\| ([a-z0-9-]+) \| ([^|]+) \|",
            (ROOT / "docs" / "licences.md").read_text("utf-8"),
            re.MULTILINE,
        )
    )
    listed.pop("package")
    assert list(listed) == pins
    for package, licence in listed.items():
        told = metadata(package)
        fields = ("License-Expression", "License", "Classifier")
        says = " ".join(
            value for field in fields for value in told.get_all(field) or ()
        ).casefold()
        family = licence.split("-")[0].casefold()
        assert {"mpl": "mozilla"}.get(family, family) in says, f"{package}: {says}"
