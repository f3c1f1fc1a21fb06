"""Hostile settings and front matter, links and paths out of the site's folders, and the output on a
terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import build_site, make_site, read, run, tree
from tests.hostile.site import PAYLOADS, files
from weeknotes.cli.check import check_notes
from weeknotes.config.settings import Config, parse_config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.lint.report import to_github, to_json
from weeknotes.pipeline import build_to_disk
from weeknotes.resolving.aliases import led_on
from weeknotes.text.messages import Message

pytestmark = pytest.mark.slow

WEEK = "2023년 4월 4주차\nhttps://a.b/c\n글.\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{one}: &{one} [*{before}, *{before}]\n"
    for before, one in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)

YAML = {
    "aliases that multiply": LAUGHS + "title: *m\n",
    "an alias of itself": "title: &a [*a]\n",
    "merged keys": "x: &a {title: y}\n<<: *a\n",
    "an object of Python": "title: !!python/object/apply:os.system ['touch ran']\n",
    "a module of Python": "title: !!python/module:antigravity\n",
    "a tag of its own": "title: !evil {a: b}\n",
    "a tag with another name": "%TAG ! tag:yaml.org,2002:python/\n---\ntitle: !name:os.system\n",
    "lists in lists": "title: " + "[" * 100_000,
    "lists in lists, closed": "title: " + "[" * 300 + "]" * 300,
    "mappings in mappings": "title: " + "{a: " * 100_000,
    "keys in keys": "? " * 100_000,
    "lists in a key": "? " + "[" * 300 + "]" * 300 + "\n: x\n",
    "a mapping as a key": "? {a: b}\n: x\n",
    "another document": "title: a\n---\ntitle: b\n",
    "a key twice": "title: a\ntitle: b\n",
    "a long key": "? " + "k" * 100_000 + "\n: x\n",
    "a long number": "feed_weeks: "
    + "9" * 100_000
    + "\ndate: "
    + "9" * 100_000
    + "\n",
    "control characters by their codes": 'title: "\\0\\a\\e[2J"\n',
    "half of a pair": 'title: "\\ud800"\n',
    "a control character": "title: \x1b[2J\n",
    "no YAML": "{[}]: - : \n",
}


@pytest.mark.parametrize(
    "text",
    [
        "title: " + "가" * 30_000,
        "tag_labels:\n  llm: " + "가" * 30_000,
        "ignore: [a, " + "가" * 3_000 + "]",
        "glossary:\n" + "".join(f"  a{n}: b\n" for n in range(200_000)),
    ],
)
def test_settings_that_would_make_a_site_huge_are_refused(
    text: str, tmp_path: Path
) -> None:
    """Each page holds some of them."""
    built = build_site(tmp_path, {"weeknotes.yml": text, "notes/a.txt": WEEK})
    (error,) = [one for one in built.diagnostics if one.rule == "invalid-config"]
    assert ("longer than 2,000 characters" in str(error)) or (
        "larger than 1 MB" in str(error)
    )
    assert not built.published


@pytest.mark.parametrize("name", YAML)
def test_settings_are_read_as_plain_text_or_refused(name: str) -> None:
    config, found = parse_config(YAML[name], "weeknotes.yml")
    assert found
    assert config.title in (Config().title, "a", "\\0\\a\\e[2J", "[2J", "")
    assert sum(len(str(d)) for d in found) < 50_000
    assert not Path("ran").exists()


@pytest.mark.parametrize(
    "name", sorted(set(YAML) - {"another document", "a tag with another name"})
)  # in front matter, `---` is the end
def test_front_matter_is_read_as_plain_text_or_refused(name: str) -> None:
    result = read(
        f"---\ntitle: x\n{YAML[name]}---\n{WEEK}".replace(
            "title: x\ntitle: a\n", "title: a\n"
        )
    )
    told = [
        d for d in result.diagnostics if d.rule in ("front-matter", "unknown-key")
    ]
    assert told or result.weeks[0].intro  # without a line `key: value`, it is text
    assert [len(week.entries) for week in result.weeks] == [1]


def test_a_scalar_of_megabytes_is_an_error() -> None:
    config, found = parse_config(f"title: {'가' * 1_000_000}\n", "weeknotes.yml")
    assert config.title == Config().title
    assert [one.rule for one in found] == ["invalid-config"]


def test_aliases_in_chains_and_circles() -> None:
    """Each alias is followed once, so a long chain takes linear time."""
    chain = {f"a{n}": f"a{n + 1}" for n in range(200_000)}
    assert set(led_on(chain).values()) == {"a200000"}
    assert led_on({"a": "b", "b": "c", "c": "b", "d": "a", "e": "f"}) == {"e": "f"}


# Paths


@pytest.mark.parametrize(
    "typed",
    """../secret.txt %2e%2e/secret.txt ..%2fsecret.txt x/../../secret.txt ./../secret.txt
    ../notes/../secret.txt ..\\secret.txt /etc/passwd %2Fetc%2Fpasswd //etc/passwd
    file:///etc/passwd C:/secret.txt %00""".split(),
)
def test_links_to_files_stay_within_the_notes(typed: str, tmp_path: Path) -> None:
    digest = f"{WEEK}![a]({typed}) [b]({typed}) [c](<{typed}>) ![d](<{typed}>)\n"
    built = build_site(tmp_path, {"notes/a.txt": digest, "secret.txt": "secret"})
    site = tree(tmp_path / "site")
    assert built.published
    assert not [
        path
        for path, data in site.items()
        if path.startswith("files/") or data == b"secret"
    ]
    assert not re.search(
        rb'(?:href|src)="(?:file:|/etc|[^"]*secret)', site["weeks/2023-04-w4.html"]
    )


def test_chosen_paths_and_redirects_stay_within_the_site(tmp_path: Path) -> None:
    wanted = [
        "../out",
        "/tmp/out",
        "a/../../out",
        ".",
        "..",
        "...",
        "",
        "x/y",
        "..\\out",
        "\x00",
    ]
    paths = "".join(f"  tag:t{n}: {path!r}\n" for n, path in enumerate(wanted))
    redirects = "".join(
        f"  {path + '.html'!r}: tag:t1\n"
        for path in [*wanted, "tags/./t2", "tags/../tags/t3", "./index"]
    )
    digest = WEEK + " ".join(f"#t{n}" for n in range(len(wanted))) + "\n"
    config = (
        "rules: {path-clash: warning}\npaths:\n"
        + paths.replace("\\x00", "0")
        + "redirects:\n"
        + redirects.replace("\\x00", "0")
    )
    built = build_site(
        tmp_path / "inner", {"notes/a.txt": digest, "weeknotes.yml": config}
    )
    assert built.published
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert sorted(path.name for path in (tmp_path / "inner").iterdir()) == [
        ".weeknotes",
        "notes",
        "site",
        "weeknotes.yml",
    ]
    site = tree(tmp_path / "inner" / "site")
    pages = [
        path
        for path, data in site.items()
        if re.fullmatch(r"tags/.*\.html", path)
        and b'http-equiv="refresh"' not in data
    ]
    assert len(pages) == len(wanted) + 1
    assert b'http-equiv="refresh"' not in site["index.html"]


def test_links_out_of_the_folders_are_refused_and_told(tmp_path: Path) -> None:
    """In the notes folder (digests and pictures) and in static/.  Broken links and loops of links
    are refused too, and do not crash the build."""
    site = tmp_path / "site"
    digest = (
        WEEK
        + "![a](out.png) ![b](around.png) ![c](folder/secret.png) ![d](in.png)\n"
    )
    folders = make_site(
        site,
        {
            "notes/a.txt": digest,
            "notes/real.png": "GIF89a",
            "static/own.txt": "x",
            "static/real.txt": "x",
        },
    )
    for name in ("secret.txt", "secret.png"):
        (tmp_path / name).write_text("2023년 4월 3주차\nhttps://a.b/secret\n")
    notes, static = site / "notes", site / "static"
    links: dict[Path, str | Path] = {
        notes / "out.txt": tmp_path / "secret.txt",
        notes / "out.png": tmp_path / "secret.png",
        notes / "around.png": "around.png",
        notes / "folder": tmp_path,
        notes / "in.png": "real.png",
        static / "out.txt": tmp_path / "secret.txt",
        static / "around.txt": "around.txt",
        static / "folder": tmp_path,
        static / "in.txt": "real.txt",
    }
    for link, target in links.items():
        link.symlink_to(target)
    built = build_to_disk(folders, keep_going=True)
    assert {
        (d.path, d.rule) for d in built.diagnostics if d.severity is Severity.ERROR
    } == {
        ("notes/out.txt", "unreadable-file"),
        ("static/out.txt", "unreadable-file"),
        ("static/around.txt", "unreadable-file"),
        ("static/folder", "unreadable-file"),
    }
    published = tree(folders.output)
    assert not [
        path
        for path in published
        if "secret" in path or "out." in path or "around" in path
    ]
    assert {"files/in.png", "in.txt"} <= set(published)


def test_a_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    make_site(tmp_path / "real", {"notes/a.txt": WEEK, "static/x.txt": "x"})
    (tmp_path / "site").mkdir()
    for name in ("notes", "static"):
        (tmp_path / "site" / name).symlink_to(tmp_path / "real" / name)
    folders = make_site(tmp_path / "site", {})
    assert build_to_disk(folders).diagnostics == ()
    assert {"x.txt", "weeks/2023-04-w4.html"} <= set(tree(folders.output))


# Output on a terminal and in CI

STRANGE = re.compile(
    r"[^\x20-\x7e\n\u00a1-\uffff\U00010000-\U0010ffff]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f]"
)


def test_findings_hold_no_signs_that_steer_a_terminal(tmp_path: Path) -> None:
    folders = make_site(tmp_path, files())
    name = "evil\n::error::x\x1b[2J\u202e.txt"
    make_site(tmp_path, {f"notes/{name}": "\x1b[2J\x07 글.\n" + WEEK})
    built = build_to_disk(folders, keep_going=True)
    _, found = check_notes(folders)
    assert len(found) > len(PAYLOADS)
    for diagnostic in {*built.diagnostics, *found}:
        assert not STRANGE.search(str(diagnostic)), repr(str(diagnostic))
        assert not [
            line
            for line in str(diagnostic).split("\n")[1:]
            if not line.startswith("    ")
        ]
    assert all(
        line.startswith(("::warning file=", "::error file="))
        for line in to_github(found).split("\n")[:-1]
    )
    done = run("check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert not STRANGE.search(done.stdout)


def test_messages_and_excerpts_are_short_however_long_the_line() -> None:
    long = "가" * 100_000
    diagnostic = Diagnostic(
        "x",
        Severity.WARNING,
        long,
        Span(1, 99_000),
        Message(long),
        Message(long),
        long,
    )
    assert len(str(diagnostic)) < 5_000
    assert len(to_json([diagnostic])) < 400_000


@pytest.mark.parametrize("options", [[], ["--explain"]])
def test_what_was_read_is_shown_without_signs_that_steer_a_terminal(
    options: list[str], tmp_path: Path
) -> None:
    make_site(tmp_path, files())
    done = run("parse", "notes", *options, cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 10 * len(PAYLOADS)
    assert not STRANGE.search(done.stdout + done.stderr)
