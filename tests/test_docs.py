"""The documentation says what is so: commands and their options, what they print, links, and that
the Korean documents keep up with the English ones.

`python -m tests.test_docs` (part of `make docs`) writes what the commands print into the documents.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from tests.helpers import build_site, make_site, run
from weeknotes.cli import COMMANDS
from weeknotes.pipeline import load_site, plan_pages

ROOT = Path(__file__).parents[1]
COMMANDS_MANUAL = ROOT / "docs" / "commands.md"
TUTORIALS = [ROOT / "docs" / name for name in ("tutorial.md", "tutorial.ko.md")]
PAIRS = [
    (ROOT / "README.md", ROOT / "README.ko.md"),
    *(
        (ROOT / "docs" / f"{name}.md", ROOT / "docs" / f"{name}.ko.md")
        for name in (
            "tutorial",
            "digests",
            "faq",
            "publishing",
            "configuration",
            "citing",
            "commands",
            "editors",
            "theming",
            "upgrading",
        )
    ),
]
RULES_IN_KOREAN = ROOT / "docs" / "rules.ko.md"
"""A table for each group of rules, not a heading for each rule (tests/lint/test_checks.py)."""
DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))

WIDTH = 98
"""Columns of a quoted help text, which four more spaces or a fence leave below 100."""

_HELP = re.compile(
    r"(?P<begin><!-- help of `weeknotes(?P<command>[ a-z]*)` -->\n\n```text\n)"
    r"(?P<help>.*?)"
    r"(?P<end>```\n\n<!-- end of help -->)",
    re.DOTALL,
)
_FENCE = re.compile(
    r"^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_GENERATED = re.compile(r"<!-- begin (\w+) -->.*?<!-- end \1 -->", re.DOTALL)
"""The tables of docs/theming.md that the Korean document links to."""
_VARYING = re.compile(
    r"\d+(?=\.\d\d s\b| files? written| unchanged)|(?<=[쓴둔] 파일 )\d+|(?<=\d\.)\d\d(?= s\b)"
)
"""Times, and numbers of files, which each new file of the theme changes."""


class Block(NamedTuple):
    """A fenced block: what stands behind its fence, its text, and where the text lies."""

    info: str
    text: str
    start: int
    end: int


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def blocks(text: str) -> list[Block]:
    return [
        Block(
            found["info"].strip(),
            found["text"],
            found.start("text"),
            found.end("text"),
        )
        for found in _FENCE.finditer(text)
    ]


def without_code(text: str) -> str:
    """A document's prose: fences, indented code and code in lines are gone."""
    text = _FENCE.sub("", text)
    text = re.sub(r"(?<=\n\n)(?: {4}.*\n+)+", "\n", text)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)


# --- What commands print -------------------------------------------------------------------------


def help_of(command: str) -> str:
    """The help of a command (empty: of the program) as it is printed to a file."""
    arguments = (*command.split(), "--help")
    done = run(*arguments, cwd=ROOT, COLUMNS=str(WIDTH), NO_COLOR="1", TERM="dumb")
    assert done.returncode == 0, done.stderr
    return done.stdout


def with_help(manual: str) -> str:
    """The manual with all help texts as they are now.  Where only line breaks differ, as they do
    between versions of Python, the old text stays."""

    def renewed(found: re.Match[str]) -> str:
        help_text = help_of(found["command"])
        if help_text.split() == found["help"].split():
            return found[0]
        return found["begin"] + help_text + found["end"]

    return _HELP.sub(renewed, manual)


def with_output(text: str, folder: Path) -> str:
    """A document with what its commands print now.  Blocks are followed from the top, in an empty
    folder: `text FILE` writes a file, `text FILE +` adds to one, `console` runs its lines behind
    `$ `.  Where only times and numbers of files differ, the old text stays."""
    here = folder
    pieces: list[str] = []
    end = 0
    for block in blocks(text):
        kind, *details = block.info.split()[:3] or [""]
        if kind == "text" and details:
            file = here / details[0]
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open(
                "a" if "+" in details else "w", encoding="utf-8"
            ) as opened:
                opened.write(block.text)
        if kind != "console":
            continue
        printed = ""
        for line in block.text.splitlines():
            if not line.startswith("$ "):
                continue
            here, output = run_line(line[2:], here)
            printed += f"{line}\n{output}"
        if masked(printed) != masked(block.text):
            pieces += [text[end : block.start], printed]
            end = block.end
    return "".join((*pieces, text[end:]))


def masked(text: str) -> str:
    return _VARYING.sub("0", text)


def run_line(line: str, here: Path) -> tuple[Path, str]:
    """Run a line in a folder.  Returns the folder after it, and what was printed."""
    if line.startswith("cd "):
        return here / line[3:], ""
    source = (ROOT / "src").as_posix()
    environment = os.environ | {
        "PYTHONPATH": source,
        "LANG": "C.UTF-8",
        "WEEKNOTES_LANGUAGE": "",
    }
    program = (
        f'weeknotes() {{ {shlex.quote(sys.executable)} -m weeknotes "$@"; }}\n{line}'
    )
    done = subprocess.run(
        ["bash", "-c", program],
        cwd=here,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return here, done.stdout


def quoted_help() -> Mapping[str, str]:
    """The help of each command (empty: of the program) as the manual quotes it."""
    manual = COMMANDS_MANUAL.read_text("utf-8")
    return {
        found["command"].strip(): found["help"] for found in _HELP.finditer(manual)
    }


@pytest.mark.slow
def test_the_manual_quotes_the_help_of_every_command() -> None:
    quoted = quoted_help()
    assert set(quoted) == {"", *COMMANDS}
    for command, text in quoted.items():
        assert text.split() == help_of(command).split(), (
            f"{command}: run `make docs`"
        )


@pytest.mark.slow
@pytest.mark.parametrize("document", TUTORIALS, ids=name_of)
def test_a_tutorial_can_be_followed(document: Path, tmp_path: Path) -> None:
    text = document.read_text("utf-8")
    assert sum(block.info == "console" for block in blocks(text)) >= 5
    assert with_output(text, tmp_path) == text, (
        "run `make docs`, and read what has changed"
    )


# --- Commands that documents name ----------------------------------------------------------------

_NAMED = re.compile(r"(?<![\w./-])weeknotes (?P<rest>[a-z][^`\n|#…]*)")


def named_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each `weeknotes COMMAND --option …` in code: the command, and the long options after it."""
    code = [block.text for block in blocks(text)]
    code += re.findall(r"^ {4}(.*)$", _FENCE.sub("", text), re.MULTILINE)
    code += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", _FENCE.sub("", text))
    for piece in code:
        for found in _NAMED.finditer(piece):
            words = found["rest"].split()
            if piece.startswith("weeknotes ") or f"$ weeknotes {words[0]}" in piece:
                yield words[0], re.findall(r"--[a-z-]+", found["rest"])


def test_every_command_that_a_document_names_exists() -> None:
    quoted = quoted_help()
    options = {
        command: set(re.findall(r"--[a-z-]+", quoted[command]))
        for command in COMMANDS
    }
    named: set[str] = set()
    for document in DOCUMENTS:
        if document.name == "DECISIONS.md":
            continue
        for command, used in named_commands(document.read_text("utf-8")):
            assert command in COMMANDS, f"{name_of(document)}: weeknotes {command}"
            unknown = set(used) - options[command]
            assert not unknown, (
                f"{name_of(document)}: weeknotes {command} has no {unknown}"
            )
            named.add(command)
    assert named == set(COMMANDS)


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", ROOT / "README.ko.md"], ids=name_of
)
def test_the_readme_names_every_command(document: Path) -> None:
    named = {command for command, _ in named_commands(document.read_text("utf-8"))}
    assert named == set(COMMANDS)


# --- Links ---------------------------------------------------------------------------------------


def links(text: str) -> list[str]:
    """The destinations of links and images in a document's prose."""
    return re.findall(
        r"\]\(<?([^()\s>]+(?:\([^()]*\)[^()\s>]*)?)>?(?: \"[^\"]*\")?\)", text
    )


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words of every heading."""
    prose = _FENCE.sub("", text)
    found = re.findall(r"^(#{1,6}) +(.+?) *#*$", prose, re.MULTILINE)
    return [(len(marks), words) for marks, words in found]


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to headings."""
    found: set[str] = set()
    for _, words in headings(text):
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", words)
        base = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        anchor, number = base, 0
        while anchor in found:
            number += 1
            anchor = f"{base}-{number}"
        found.add(anchor)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(without_code(document.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = document.parent / path if path else document
        assert target.exists(), f"{name_of(document)}: there is no {link}"
        assert target.resolve().is_relative_to(ROOT), (
            f"{name_of(document)}: {link} leads out"
        )
        if anchor:
            there = anchors(target.read_text("utf-8"))
            assert anchor in there, f"{name_of(document)}: no heading for {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_lines_have_at_most_100_characters(document: Path) -> None:
    """Except rows of tables, images, and what a program prints."""
    prose = _FENCE.sub("", document.read_text("utf-8"))
    long = re.findall(r"^(?!\||!\[| {6}).{101,}$", prose, re.MULTILINE)
    assert long == []


def linked_documents(document: Path) -> set[Path]:
    found = links(without_code(document.read_text("utf-8")))
    targets = {
        (document.parent / link.partition("#")[0]).resolve() for link in found
    }
    return {
        target for target in targets if target.suffix == ".md" and target.exists()
    }


@pytest.mark.parametrize(
    "readme", [ROOT / "README.md", ROOT / "README.ko.md"], ids=name_of
)
def test_what_a_user_needs_is_two_clicks_from_the_readme(readme: Path) -> None:
    near = linked_documents(readme)
    reached = near.union(*map(linked_documents, near))
    ending = readme.name.removeprefix("README")
    for name in ("digests", "publishing", "citing", "theming", "upgrading", "faq"):
        assert ROOT / "docs" / f"{name}{ending}" in reached, name
    assert ROOT / "CONTRIBUTING.md" in reached
    every = {
        path
        for path in (ROOT / "docs").glob("*.md")
        if ending == ".ko.md" or not path.name.endswith(".ko.md")
    }
    assert every - reached == set()


# --- Korean documents ----------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: name_of(pair[0]))
def test_a_korean_document_has_the_headings_of_its_english_one(
    pair: tuple[Path, Path],
) -> None:
    english, korean = (document.read_text("utf-8") for document in pair)
    levels = [[level for level, _ in headings(text)] for text in (english, korean)]
    assert levels[0] == levels[1]
    assert levels[0]
    kinds = [
        [block.info.split(" ")[0] for block in blocks(_HELP.sub("", text))]
        for text in (english, korean)
    ]
    assert kinds[0] == kinds[1]
    assert pair[1].name in {Path(link).name for link in links(english)}
    assert pair[0].name in {Path(link).name for link in links(korean)}


def rows(text: str) -> list[set[str]]:
    """The code in each row of the tables: names of settings, defaults, values, files."""
    prose = _FENCE.sub("", text)
    return [
        set(re.findall(r"`([^`]+)`", row))
        for row in re.findall(r"^\|.*", prose, re.MULTILINE)
    ]


@pytest.mark.parametrize(
    "name", ["configuration", "citing", "commands", "theming", "upgrading"]
)
def test_the_korean_tables_have_the_names_of_the_english_ones(name: str) -> None:
    english, korean = (
        rows(_GENERATED.sub("", document.read_text("utf-8")))
        for document in (
            ROOT / "docs" / f"{name}.md",
            ROOT / "docs" / f"{name}.ko.md",
        )
    )
    assert korean == english


@pytest.mark.parametrize("name", ["editors", "theming"])
def test_the_korean_examples_are_the_english_ones(name: str) -> None:
    """Apart from what readers see, and from comments.  Other tests try the English ones."""
    english, korean = (
        [
            re.sub(r"(?<=>)\w+(?=<)|(?<=html: ).*(?= #\})", "", block.text)
            for block in blocks(document.read_text("utf-8"))
        ]
        for document in (
            ROOT / "docs" / f"{name}.md",
            ROOT / "docs" / f"{name}.ko.md",
        )
    )
    assert korean == english


NOTE = """2023년 4월 4주차
https://arxiv.org/abs/2304.07880
Sabiá (Ramon Pires, Hugo Abonizio)
글.
#언어모델 #language-model #lora
"""


@pytest.mark.parametrize("name", ["configuration.md", "configuration.ko.md"])
def test_the_examples_of_the_settings_build(name: str, tmp_path: Path) -> None:
    """The first settings with the page, the styles and the templates are built; the second settings
    lead to no warning."""
    found = blocks((ROOT / "docs" / name).read_text("utf-8"))
    first, second = (block.text for block in found if block.info == "yaml")
    (page,) = (block.text for block in found if block.info == "markdown")
    (styles,) = (block.text for block in found if block.info == "css")
    templates = {
        block.text.split()[1].rstrip(":"): block.text
        for block in found
        if block.info == "jinja"
    }
    assert set(templates) == {"templates/base.html", "templates/week.html"}
    common: dict[str, str | bytes] = {
        "notes/2023-04-w4.txt": NOTE,
        "pages/desk.jpg": b"jpg",
    }
    files = {
        "weeknotes.yml": first,
        "pages/about.md": page,
        "static/custom.css": styles,
        **templates,
    }
    result = build_site(tmp_path / "first", {**common, **files})
    assert result.published
    assert result.diagnostics == ()
    own = {"weeknotes.yml": second, "pages/about.md": "# 소개\n"}
    folders = make_site(tmp_path / "second", {**common, **own})
    plan = plan_pages(load_site(folders), folders.site)
    assert plan.diagnostics == ()


def test_every_korean_document_has_an_english_one() -> None:
    assert {path for path in DOCUMENTS if path.name.endswith(".ko.md")} == {
        RULES_IN_KOREAN,
        *(korean for _, korean in PAIRS),
    }


def test_pictures_are_small_and_shown() -> None:
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in links(without_code(document.read_text("utf-8")))
        if link.endswith(".png")
    }
    pictures = set((ROOT / "docs" / "images").iterdir())
    assert pictures == shown
    for picture in pictures:
        assert picture.stat().st_size <= 120_000, picture.name


# --- Renewing ------------------------------------------------------------------------------------


def renew() -> None:
    """Write what commands print now into the documents."""
    import tempfile

    _rewrite(COMMANDS_MANUAL, with_help)
    for document in TUTORIALS:
        with tempfile.TemporaryDirectory() as folder:
            _rewrite(document, partial(with_output, folder=Path(folder)))


def _rewrite(document: Path, change: Callable[[str], str]) -> None:
    old = document.read_text("utf-8")
    new = change(old)
    if new != old:
        document.write_text(new, "utf-8")
        print(f"renewed {name_of(document)}")


if __name__ == "__main__":
    renew()
