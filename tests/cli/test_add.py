"""`weeknotes add`: from an address to an entry."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.answering import Answer, Service, answering
from tests.helpers import make_site, read, run
from weeknotes.cli import main
from weeknotes.cli.add import _address

SABIA = ("Sabiá: Portuguese Large Language Models", ("Ramon Pires", "Hugo Abonizio"))
DIGEST = (
    "2023-04-w4\nhttps://a.org/b\nFirst Title of All (Ed Eff, Gee Aitch)\n#tag\n"
)
ABS = "https://arxiv.org/abs/2304.07880"
OTHER = "https://arxiv.org/abs/1706.03762"
OFFLINE = {"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": ""}

Add = Callable[..., tuple[int, str, str]]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with answering() as running:
        running.papers["2304.07880"] = SABIA
        monkeypatch.setattr("weeknotes.cli.add.network", running.network)
        yield running


@pytest.fixture
def add(tmp_path: Path, service: Service, capsys: pytest.CaptureFixture[str]) -> Add:
    make_site(tmp_path, {"weeknotes.yml": "language: en\n"})

    def run_add(*arguments: str) -> tuple[int, str, str]:
        assert service.base
        capsys.readouterr()
        day = [] if "--week" in arguments else ["--date", "2023-04-20"]
        code = main(["add", "--site", str(tmp_path), *arguments, *day])
        out, err = capsys.readouterr()
        return code, out.replace(f"{tmp_path}/", ""), err

    return run_add


def digest(folder: Path, name: str = "2023-04-w4.txt") -> str:
    return (folder / "notes" / name).read_text("utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "2304.07880",
        "arXiv:2304.07880v2",
        "arxiv.org/abs/2304.07880",
        "10.48550/arXiv.2304.07880",
        ABS,
    ],
)
def test_a_paper_in_any_form(address: str, add: Add, tmp_path: Path) -> None:
    code, out, err = add(address)
    assert (code, err) == (0, "")
    assert (
        out == f"notes/2023-04-w4.txt:2: {SABIA[0]} (Ramon Pires, Hugo Abonizio)\n"
    )
    line = f"{SABIA[0]} (Ramon Pires, Hugo Abonizio)\n"
    shown = (
        "https://arxiv.org/abs/2304.07880"
        if "/abs" not in address
        else f"https://{address.removeprefix('https://')}"
    )
    assert digest(tmp_path) == f"2023-04-w4\n{shown}\n{line}"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("arxiv 2304.07880", ABS),
        ("arXiv:2304.07880 [cs.CL]", ABS),
        ("[2304.07880]", ABS),
        ("[2304.07880] The Title of a Page", ABS),
        (f"[Sabiá]({ABS})", ABS),
        (f"<{ABS}>", ABS),
        (f"{ABS},", ABS),
        (f"({ABS})", ABS),
        (f"{ABS}?utm_source=x&utm_medium=y", ABS),
        ("https://a.test/x?utm_id=1&id=3&fbclid=z#p", "https://a.test/x?id=3#p"),
        ("math.GT/0309136v1", "https://arxiv.org/abs/math/0309136"),
        ("DOI 10.1000/x.", "https://doi.org/10.1000/x"),
        ("10.1000/a<b>c", "https://doi.org/10.1000/a%3Cb%3Ec"),
        ("https://en.test/A_(b)", "https://en.test/A_(b)"),
        ("a.test/b", "https://a.test/b"),
        *((wrong, "") for wrong in (
            "", " ", "25.1234", "192.168.0.1", "./paper.pdf", "x@y.test", "mailto:x@y.test",
            "file:///etc/passwd", "https://", "https://a.test/a b", f"{ABS} {OTHER}",
            "attention is all you need", "https://a.test/\x1b[31m", __file__,
        )),
    ],
)  # fmt: skip
def test_what_is_typed_or_pasted(typed: str, address: str) -> None:
    assert _address(typed) == address


def test_a_paper_of_this_week_is_not_added_once_more(
    add: Add, tmp_path: Path
) -> None:
    add(ABS)
    before = digest(tmp_path)
    code, out, _ = add("arXiv:2304.07880v2")
    assert (code, digest(tmp_path)) == (0, before)
    assert out.startswith(f"notes/2023-04-w4.txt:2: {SABIA[0]} (Ramon Pires")
    assert "the week already has this paper" in out
    add(ABS, "--note", "다시 읽었습니다.")
    assert digest(tmp_path).startswith(before)
    assert digest(tmp_path).endswith("다시 읽었습니다.\n")


def test_several_addresses_of_one_work_are_one_entry(
    add: Add, tmp_path: Path, service: Service
) -> None:
    service.page(
        "/openreview.net/forum",
        f'<meta name="citation_title" content="{SABIA[0].upper()}">'
        '<meta name="citation_author" content="Pires, Ramon">',
    )
    code, out, _ = add(
        ABS,
        "https://arxiv.org/pdf/2304.07880",
        "https://openreview.net/forum?id=abc",
    )
    assert code == 0
    assert out.count("\n") == 1
    assert digest(tmp_path).split("\n")[1:3] == [
        ABS,
        "https://openreview.net/forum?id=abc",
    ]


def test_a_paper_that_was_read_before_needs_no_network(
    add: Add, tmp_path: Path, service: Service
) -> None:
    make_site(
        tmp_path,
        {
            "notes/2023-03-w1.txt": f"2023-03-w1\n{ABS}\nOld Name of It (Ann Bee, Cee Dee)\n"
        },
    )
    code, out, _ = add(ABS)
    assert code == 0
    assert "    read before: 2023-03-w1\n" in out
    assert digest(tmp_path).endswith(f"{ABS}\nOld Name of It (Ann Bee, Cee Dee)\n")
    assert service.requests == []


def test_note_tags_and_week(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        add(
            "2304.07880",
            "--week",
            "2023-05-w1",
            "--tag",
            "llm",
            "--tag",
            "#언어",
            "--note",
            "좋다.",
        )[0]
        == 0
    )
    assert digest(tmp_path, "2023-05-w1.txt").split("\n")[3:] == [
        "좋다.",
        "#llm #언어",
        "",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("하나.\n둘.\n"))
    assert add("https://a.test/x", "--note", "-")[0] == 0
    assert digest(tmp_path).endswith("https://a.test/x\n하나.\n둘.\n")


@pytest.mark.parametrize(
    "wrong",
    [
        ["foo"],
        ["2304.07880", "--week", "2023"],
        ["2304.07880", "2304.07881", "--note", "x"],
        ["ftp://a.org"],
        ["2304.07880", "--tag", "2023"],
    ],
    ids=" ".join,
)
def test_wrong_usage_writes_nothing(
    wrong: list[str], add: Add, tmp_path: Path
) -> None:
    assert add(*wrong)[0] == 2
    assert list((tmp_path / "notes").iterdir()) == []


def test_a_note_that_would_be_read_as_more_is_refused(
    add: Add, tmp_path: Path
) -> None:
    make_site(tmp_path, {"notes/2023-04-w4.txt": DIGEST})
    code, _, err = add(ABS, "--note", "#x\nhttps://arxiv.org/abs/1111.11111\n#y")
    assert code == 1
    assert "would not read this as" in err
    assert digest(tmp_path) == DIGEST
    add(ABS, "--note", "#x\nhttps://a.test/x\n#y", "--week", "2023-05-w1")
    assert not (tmp_path / "notes" / "2023-05-w1.txt").exists()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["llm, 언어 모델"], "#llm #언어_모델"),
        (["#llm #rag", "llm"], "#llm #rag"),
        (["C++", ""], "#C++"),
    ],
)
def test_tags_as_people_type_them(
    typed: list[str], line: str, add: Add, tmp_path: Path
) -> None:
    code, _, err = add(ABS, *(part for tag in typed for part in ("--tag", tag)))
    assert (code, err) == (0, "")
    assert digest(tmp_path).endswith(f"\n{line}\n")


def test_a_blank_file_of_the_week_is_begun(add: Add, tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/2023-04-w4.txt": "\n"})
    assert add("https://a.test/x")[0] == 0
    assert digest(tmp_path) == "2023-04-w4\nhttps://a.test/x\n"


def test_a_folder_without_a_site_gets_no_notes(
    tmp_path: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "--site", str(tmp_path), ABS]) == 1
    assert "there is no weeknotes.yml here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert service.requests == []


def test_without_an_answer_the_address_is_written(
    add: Add, tmp_path: Path, service: Service
) -> None:
    service.answer("/a.test/x", Answer(status=503, headers={"Retry-After": "99"}))
    code, out, _ = add("https://a.test/x")
    assert code == 0
    assert "only the address was written: the server is busy" in out
    assert digest(tmp_path) == "2023-04-w4\nhttps://a.test/x\n"


def test_authors_that_would_not_be_read_are_said(
    add: Add, tmp_path: Path, service: Service
) -> None:
    service.papers["2501.12948"] = ("DeepSeek-R1: A Model", ("Ann Bee and Cy Dee",))
    _, out, _ = add("2501.12948")
    assert (
        "weeknotes would not read these as authors, so they were left out: Ann Bee and Cy Dee"
        in out
    )
    (entry,) = read(digest(tmp_path)).weeks[0].entries
    assert entry.title
    assert entry.title.text == "DeepSeek-R1: A Model"


def test_a_digest_to_which_nothing_can_be_added_gets_a_second_file(
    add: Add, tmp_path: Path, service: Service
) -> None:
    service.papers["1706.03762"] = (
        "Attention Is All You Need",
        ("Ann Bee", "Cee Dee"),
    )
    table = (
        "# 2023-04-w4\n\n| paper | note |\n|---|---|\n| [A](https://a.org/b) | x |\n"
    )
    make_site(
        tmp_path, {"notes/2023-04-w4.md": table + "| [Bee](https://a.org/c) | y |\n"}
    )
    for n, address in enumerate((ABS, OTHER)):
        code, out, _ = add(address, "--note", "좋은 논문입니다.")
        assert (code, out.split(":")[0]) == (0, "notes/2023-04-w4-added.txt"), n
    text = digest(tmp_path, "2023-04-w4-added.txt")
    assert [entry.urls[0].text for entry in read(text).weeks[0].entries] == [
        ABS,
        OTHER,
    ]
    assert digest(tmp_path, "2023-04-w4.md").startswith(table)
    assert "the week already has this paper" in add(ABS)[1]
    assert digest(tmp_path, "2023-04-w4-added.txt") == text


def test_the_number_of_authors_is_a_setting(
    add: Add, tmp_path: Path, service: Service
) -> None:
    (tmp_path / "weeknotes.yml").write_text("add_authors: 2\n", "utf-8")
    service.papers["1706.03762"] = (
        "Attention Is All You Need",
        ("Ann Bee", "Cee Dee", "Ed Eff"),
    )
    add("1706.03762")
    assert digest(tmp_path).endswith(
        "Attention Is All You Need (Ann Bee, Cee Dee, et al.)\n"
    )


def test_the_editor_opens_at_the_entry(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{script} --wait")
    make_site(tmp_path, {"notes/2023-04-w4.txt": DIGEST})
    assert add(ABS, "--edit")[0] == 0
    assert (
        tmp_path / "seen"
    ).read_text() == f"--wait +5 {tmp_path}/notes/2023-04-w4.txt\n"
    monkeypatch.delenv("EDITOR", raising=False)
    for wrong in ("/no/such/editor", "vi 'x", " ", ""):
        monkeypatch.setenv("VISUAL", wrong)
        code, out, err = add("https://a.test/x", "--edit")
        assert (code, out.split(":")[0]) == (1, "notes/2023-04-w4.txt")
        assert "set the environment variable EDITOR" in err


def test_a_digest_in_an_unknown_encoding_stops_nothing_else(
    add: Add, tmp_path: Path
) -> None:
    make_site(tmp_path, {"notes/2023-04-w3.txt": "2023년".encode("cp949")})
    assert add(ABS)[0] == 0
    assert "Sabiá" in digest(tmp_path)
    (tmp_path / "notes" / "2023-04-w4.txt").write_bytes("2023년".encode("cp949"))
    before = (tmp_path / "notes" / "2023-04-w4.txt").read_bytes()
    assert add(ABS)[0] == 1
    assert (tmp_path / "notes" / "2023-04-w4.txt").read_bytes() == before


# --- Processes -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/2023-04-w4.txt": DIGEST})
    running = [start(tmp_path, f"https://a{n}.test/x") for n in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    text = digest(tmp_path)
    assert text.startswith(DIGEST)
    lines = set(text.removeprefix(DIGEST).split()) - {"---"}
    assert lines == {f"https://a{n}.test/x" for n in range(4)}


@pytest.mark.slow
def test_a_kill_leaves_the_old_digest_or_the_new_one(tmp_path: Path) -> None:
    """WEEKNOTES_KILLS sets the number of kills."""
    kills = int(os.environ.get("WEEKNOTES_KILLS", "4"))
    folders = make_site(tmp_path, {"notes/2023-04-w4.txt": DIGEST})
    for n in range(kills):
        before = digest(tmp_path)
        url = f"https://a{n}.test/x"
        process = start(tmp_path, url, KILL_AT=str(n % 40))
        assert process.wait() in (0, -signal.SIGKILL)
        text = digest(tmp_path)
        assert text.startswith(before)
        assert text.removeprefix(before).replace("---\n", "") in ("", f"{url}\n")
        assert read(text).weeks[0].entries[0].names == ["Ed Eff", "Gee Aitch"]
    done = run(
        "add", "https://b.test/y", "--date", "2023-04-20", cwd=tmp_path, **OFFLINE
    )
    assert done.returncode == 0
    assert "https://b.test/y" in digest(tmp_path)
    assert {path.name for path in folders.notes.iterdir()} == {"2023-04-w4.txt"}


@pytest.mark.slow
def test_a_kill_during_fill_leaves_the_old_digest_or_the_new_one(
    tmp_path: Path,
) -> None:
    kills = int(os.environ.get("WEEKNOTES_KILLS", "4"))
    bibtex = "@misc{a, title={A Title}, author={Bee, Ann and Dee, Cee}, eprint={2304.07880}}"
    folders = make_site(tmp_path, {"x.bib": bibtex})
    before = f"{DIGEST}{ABS}\n#b\n"
    after = f"{DIGEST}{ABS}\nA Title (Ann Bee, Cee Dee)\n#b\n"
    library = str(tmp_path / "x.bib")
    for n in range(kills):
        (folders.notes / "2023-04-w4.txt").write_text(before, "utf-8")
        arguments = ("fill", "--write", "--from", library)
        process = spawn(tmp_path, *arguments, KILL_AT=str(3 + n % 20))
        assert process.wait() in (0, -signal.SIGKILL)
        assert digest(tmp_path) in (before, after)
    assert spawn(tmp_path, "fill", "--write", "--from", library).wait() == 0
    assert digest(tmp_path) == after


KILLER = """
import os, signal, sys
left = int(os.environ.get("KILL_AT", "1000000"))
notes = os.environ["NOTES"]
def watch(event, arguments):
    global left
    if event in ("open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.scandir"):
        if notes in str(arguments[0]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from weeknotes.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Runs weeknotes, and kills it before the n-th operation on a file of the notes."""


def start(folder: Path, url: str, **environment: str) -> subprocess.Popen[bytes]:
    return spawn(folder, "add", url, "--date", "2023-04-20", **environment)


def spawn(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", KILLER, *arguments, "--site", str(folder)]
    env = os.environ | OFFLINE | {"NOTES": str(folder / "notes")} | environment
    return subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
