"""A warm build writes the same bytes as a clean build; the cache may be deleted at any time."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from tests.changes import TEMPLATES, Site
from tests.helpers import build_site, make_site, run, tree
from weeknotes.cache.build_cache import load_cache
from weeknotes.cli import main
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.output.staging import Staging
from weeknotes.pages import all_pages
from weeknotes.pages.common.page import Page
from weeknotes.pipeline import build_to_disk, load_site
from weeknotes.processes import ALONE, Workers
from weeknotes.rendering.render import Renderer

pytestmark = pytest.mark.slow

CHANGES = int(os.environ.get("WEEKNOTES_CHANGES", "60"))
"""The number of random changes."""
CHUNKS = 10
"""The number of sites that they are distributed over, so that several processes share the test."""
ONE = (
    "2023년 4월 3주차\nhttps://arxiv.org/abs/2304.00001\nOne Title (Ann Poe, Bea Coe)\n하나.\n"
    "#one #both\n"
)
TWO = (
    "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.00002\nTwo Titles (Ann Poe)\n"
    "둘. https://arxiv.org/abs/2304.00001 도 보라.\n#two #both\n"
)


UNUSUAL = {
    "many.md": """# 2023년 4월 1주차

들어가는 말 [[2023-04-w2]] 그리고 [[없는 것]].

https://arxiv.org/abs/2304.00001
One Title (Ann Poe)
첫 문단이다.

둘째 문단 [[Two Titles]] 그리고 $x^2$.

#a #b

---

주소가 없는 글
그저 말한다.

# 2023년 4월 2주차

https://arxiv.org/abs/2304.00002
Two Titles (Ann Poe, Bea Coe)
둘 https://arxiv.org/abs/2304.00001 를 보라.

#a
""",
    "undated.txt": (
        "https://example.com/x\n어떤 말이다.\n#c\nhttps://arxiv.org/abs/2304.00001\n다시 본다.\n"
        "#a\n"
    ),
    "no-such-week.txt": (
        "2023년 9월 9주차\nhttps://example.com/y\n제목 없이 말한다.\n[[또 없는 것]] 을 보라.\n#c\n"
    ),
    "front.txt": "---\nweek: 2023-05-w1\ntags: [z]\ntitle: 주제\n---\n"
    "소개 https://arxiv.org/abs/2304.00002 글.\n"
    "https://arxiv.org/abs/2305.00009\nNine (Bea Coe)\n아홉.\n#b\n",
    "double.txt": "2023년 5월 1주차\nhttps://arxiv.org/abs/2305.00010\nTen (Bea Coe)\n열.\n#b\n",
}
"""Several weeks in a file, an essay, no date, a week that does not exist, front matter, two files
for a week, valid and broken links."""


def folders_of(site: Path, output: Path) -> Folders:
    return Folders(site, site / "notes", output, "notes")


def clean_tree(site: Path, output: Path) -> dict[str, bytes]:
    """The output of a clean build."""
    assert build_to_disk(
        folders_of(site, output), clean=True, workers=ALONE
    ).published
    return tree(output)


@pytest.mark.parametrize("seed", range(1, CHUNKS + 1))
def test_after_any_change_warm_is_clean(seed: int, tmp_path: Path) -> None:
    site = Site(tmp_path / "site", seed, weeks=2)
    warm = folders_of(site.folder, tmp_path / "warm")
    done: list[str] = []
    for number in range(CHANGES // CHUNKS):
        done += [site.change() for _ in range(site.random.choice((1, 1, 1, 2, 3)))]
        assert build_to_disk(warm, workers=ALONE).published, done[-3:]
        assert tree(warm.output) == clean_tree(site.folder, tmp_path / "clean"), (
            number,
            done[-3:],
        )


def test_an_edit_makes_few_files(tmp_path: Path) -> None:
    week = "".join(
        (
            f"https://arxiv.org/abs/2304.{n:05}\nPaper Number {n} (Ann {n}, Bob {n})\n"
            f"{n} 번째 글이다.\n#tag{n}\n"
        )
        for n in range(100, 160)
    )
    files = {
        "notes/2023-04-w3.txt": ONE + week,
        "notes/2023-04-w4.txt": TWO,
        "weeknotes.yml": "base_url: https://example.com/\n",
    }
    build_site(tmp_path, files)
    before = tree(tmp_path / "site")
    built = build_site(
        tmp_path, {"notes/2023-04-w4.txt": TWO.replace("둘.", "둘이다.")}
    )
    after = tree(tmp_path / "site")
    changed = {
        path
        for path in after
        if before.get(path) != after[path] and not path.startswith("search/")
    }
    assert changed == {
        "index.html", "weeks/2023-04-w4.html", "papers/2304.00001.html", "papers/2304.00002.html",
        "authors/ann-poe.html", "tags/two.html", "tags/both.html", "tags/two.xml", "tags/both.xml",
        "feed.xml", "atom.xml", "feed.json", "papers.xml", "data/notes.json",
    }  # fmt: skip
    assert built.published
    assert built.published.written == sum(
        before.get(path) != after[path] for path in after
    )


def test_an_edit_is_built_by_a_process_of_its_own(tmp_path: Path) -> None:
    """The build does not depend on modules that an earlier build in the same process imported."""
    make_site(
        tmp_path,
        {
            "notes/1.txt": ONE,
            "notes/2.txt": TWO,
            "weeknotes.yml": "base_url: https://example.com/\n",
        },
    )
    assert run("build", cwd=tmp_path).returncode == 0
    for text in (
        TWO.replace("둘.", "**둘**이다."),
        TWO.replace("Two Titles", "Other Titles"),
        TWO,
    ):
        (tmp_path / "notes/2.txt").write_text(text, "utf-8")
        built = run("build", cwd=tmp_path)
        assert built.returncode == 0, built.stderr
    assert tree(tmp_path / "site") == clean_tree(tmp_path, tmp_path / "clean")


@pytest.mark.parametrize(
    "harm", ["lost", "torn", "empty", "noise", "of another program", "unreadable"]
)
def test_what_is_kept_may_be_harmed(harm: str, tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    for file in (tmp_path / ".weeknotes").glob("*.bin"):
        data = file.read_bytes()
        match harm:
            case "lost":
                file.unlink()
            case "torn":
                file.write_bytes(data[: len(data) // 2])
            case "empty":
                file.write_bytes(b"")
            case "noise":
                file.write_bytes(bytes(255 - byte for byte in data))
            case "of another program":
                file.write_bytes(data[:8] + bytes([data[8] ^ 1]) + data[9:])
            case _:
                file.unlink()
                file.mkdir()
    built = build_site(tmp_path, {"notes/2.txt": TWO + "더 있다.\n"})
    assert built.published
    assert tree(tmp_path / "site") == clean_tree(tmp_path, tmp_path / "clean")


def test_files_that_are_gone_from_the_output_come_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site(
        tmp_path,
        {
            "notes/1.txt": ONE,
            "notes/2.txt": TWO,
            "weeknotes.yml": "base_url: https://example.com/\n",
        },
    )
    before = tree(tmp_path / "site")
    assert main(["build", "--site", str(tmp_path)]) == 0
    for gone in (
        "papers/2304.00001.html",
        "search/head.js",
        "style.css",
        "library.bib",
    ):
        (tmp_path / "site" / gone).unlink()
        capsys.readouterr()
        assert main(["build", "--site", str(tmp_path)]) == 0
        assert "1 file written" in capsys.readouterr().out
        assert tree(tmp_path / "site") == before


def test_nothing_to_do_is_told_with_what_was_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site(
        tmp_path,
        {"notes/1.txt": ONE.replace("#one", "[[nothing]] #one"), "notes/2.txt": TWO},
    )
    # The first build may begin within the clock tick in which the notes were written; then the next
    # build does not trust the stat of the notes.
    main(["build", "--site", str(tmp_path)])
    capsys.readouterr()
    main(["build", "--site", str(tmp_path)])
    first = capsys.readouterr()
    assert main(["build", "--site", str(tmp_path)]) == 0
    again = capsys.readouterr()
    assert "[[nothing]]" in first.err
    assert again.err == first.err
    assert "nothing has changed" in again.out


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    file = tmp_path / "notes" / "1.txt"
    told = file.stat()
    file.write_text(ONE.replace("하나", "두나"), "utf-8")
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert main(["build", "--site", str(tmp_path)]) == 0
    assert "두나" in (tmp_path / "site/papers/2304.00001.html").read_text("utf-8")


def test_what_another_program_put_back_is_made_again(tmp_path: Path) -> None:
    """Version control, for example, may restore an older output; it replaces files, which changes
    their folders."""
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    assert main(["build", "--site", str(tmp_path)]) == 0
    old = tree(tmp_path / "site")
    (tmp_path / "notes" / "1.txt").write_text(ONE.replace("하나", "두나"), "utf-8")
    for _ in range(2):
        assert main(["build", "--site", str(tmp_path)]) == 0
    new = tree(tmp_path / "site")
    differ = [path for path in new if old.get(path) != new[path]]
    assert {"papers/2304.00001.html", "data/notes.json"} < set(differ)
    for path in differ:
        (tmp_path / "site" / path).unlink()
        (tmp_path / "site" / path).write_bytes(old[path])
    assert main(["build", "--site", str(tmp_path)]) == 0
    assert tree(tmp_path / "site") == new


def test_a_change_in_a_folder_of_any_name_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/__pycache__/2.txt": TWO})
    for _ in range(2):
        assert main(["build", "--site", str(tmp_path)]) == 0
    (tmp_path / "notes" / "__pycache__" / "2.txt").write_text(
        TWO + "새 문장입니다.\n", "utf-8"
    )
    capsys.readouterr()
    assert main(["build", "--site", str(tmp_path)]) == 0
    assert "nothing has changed" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["2023-05-w1.txt", "weeknotes.yaml", "notes/3.txt/", "pages/"]
)
def test_what_makes_a_message_only_is_seen(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misplaced file, an empty folder with the name of a digest, a broken link."""
    build_site(tmp_path, {"notes/1.txt": ONE})
    for _ in range(2):
        assert main(["build", "--site", str(tmp_path)]) == 0
    capsys.readouterr()
    if path == "pages/":
        (tmp_path / "pages").symlink_to("nowhere")
    elif path.endswith("/"):
        (tmp_path / path).mkdir()
    else:
        (tmp_path / path).write_text("title: x\n")
    main(["build", "--site", str(tmp_path)])
    told = capsys.readouterr()
    assert "nothing has changed" not in told.out
    assert path.strip("/") in told.err


def test_a_build_is_remembered_whole(tmp_path: Path) -> None:
    files = {
        "notes/1.txt": ONE,
        "notes/2.txt": TWO,
        "weeknotes.yml": "base_url: https://example.com/\n",
    }
    built = build_site(tmp_path, files)
    cache = load_cache(tmp_path, tmp_path / "site")
    assert {*cache.pages, *cache.search_index.files} == set(tree(tmp_path / "site"))
    assert list(cache.files) == ["1.txt", "2.txt"]
    assert cache.started == built.started


def test_another_number_of_processes_makes_the_same(tmp_path: Path) -> None:
    week = "2023년 5월 1주차\n" + "".join(
        f"https://arxiv.org/abs/2305.{n:05}\nNumber {n} (Ann {n})\n{n} 번.\n#t{n}\n"
        for n in range(120)
    )
    build_site(
        tmp_path,
        {
            "notes/1.txt": ONE,
            "notes/2.txt": week,
            "weeknotes.yml": "base_url: https://example.com/\n",
        },
    )
    trees = []
    for jobs in (1, 2, 5):
        assert build_to_disk(
            folders_of(tmp_path, tmp_path / f"by{jobs}"), workers=Workers(jobs)
        ).published
        trees.append(tree(tmp_path / f"by{jobs}"))
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_told_whoever_meets_it(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week = "2023년 5월 1주차\n" + "".join(
        f"https://arxiv.org/abs/2305.{n:05}\nNumber {n} (Ann {n})\n{n} 번.\n"
        for n in range(150)
    )

    def full(_place: Staging, path: str, _data: bytes) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    monkeypatch.setattr(Staging, "put", full)
    built = build_to_disk(
        make_site(tmp_path, {"notes/1.txt": week}), workers=Workers(jobs)
    )
    assert built.published is None
    assert [
        str(d.message) for d in built.diagnostics if d.severity is Severity.ERROR
    ] == ["this file cannot be written: No space left on device"]


def test_a_terminal_is_told_what_is_being_done(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    ticks = iter(range(1000))
    # Each reading of the clock is one second later.
    monkeypatch.setattr("time.perf_counter", lambda: float(next(ticks)))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["build", "--clean", "--site", str(tmp_path)]) == 0
    assert "rendering" in capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    assert main(["build", "--clean", "--site", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("harm", [b"", b"weeknotesLoaded('0-0', 5);", b"\xff\xfe"])
def test_an_index_that_was_harmed_is_made_anew(harm: bytes, tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    for file in (tmp_path / "site" / "search").iterdir():
        file.write_bytes(harm)
    build_site(tmp_path, {"notes/2.txt": TWO + "더 있다.\n"})
    assert tree(tmp_path / "site") == clean_tree(tmp_path, tmp_path / "clean")


@pytest.mark.parametrize("seed", [3, 4])
def test_a_page_with_the_same_fingerprint_has_the_same_bytes(
    seed: int, tmp_path: Path
) -> None:
    """Otherwise, a page would show a value that is not one of its declared inputs."""
    site = Site(tmp_path / "site", seed, weeks=2)
    folders = folders_of(site.folder, tmp_path / "clean")
    config = (site.folder / "weeknotes.yml").read_text("utf-8")
    known: dict[tuple[str, str], bytes] = {}
    again = 0
    for _ in range(CHANGES // CHUNKS):
        site.change()
        (site.folder / "weeknotes.yml").write_text(config, "utf-8")
        for shown_everywhere in ("templates", "static"):
            shutil.rmtree(site.folder / shown_everywhere, ignore_errors=True)
        assert build_to_disk(folders, clean=True, workers=ALONE).published
        made = tree(folders.output)
        for page in all_pages(load_site(folders).site):
            identity = (page.path, page.fingerprint)
            again += identity in known
            assert known.setdefault(identity, made[page.path]) == made[page.path], (
                page.path
            )
    assert again > 20 * CHANGES // CHUNKS


@pytest.mark.parametrize(
    ("name", "text", "rendered"),
    [
        ("weeks.html", '{% extends "theme/weeks.html" %}', {"weeks.html"}),
        ("unused.html", "", set()),
        ("part.txt", "2", {"feed-item.html", "paper.html", "tag.html", "week.html"}),
        ("charts.html", '{% extends "theme/charts.html" %}', {"atlas.html", "home.html", "tag.html", "year.html"}),
    ],
)  # fmt: skip
def test_an_edit_of_a_template_renders_the_pages_that_use_it(
    name: str,
    text: str,
    rendered: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {
        f"templates/{one}": TEMPLATES[one] for one in TEMPLATES if one != "base.html"
    }
    settings = "base_url: https://example.com/\n"
    build_site(tmp_path, {"notes/a.txt": ONE, "weeknotes.yml": settings, **own})
    templates = set()

    def render(self: Renderer, page: Page) -> bytes | Path | Diagnostic:
        templates.add(page.template)
        return original(self, page)

    original = Renderer.render
    monkeypatch.setattr(Renderer, "render", render)
    assert build_site(tmp_path, {f"templates/{name}": text}).published
    assert templates >= rendered
    # A template that computes a name may use every template.
    assert templates - rendered <= {"paper.html", "tag.html", "week.html"}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_unusual_digests_in_other_words_are_built_as_anew(
    seed: int, tmp_path: Path
) -> None:
    random, notes = Random(seed), tmp_path / "notes"
    settings = "base_url: https://example.com/\ntag_aliases:\n  c: a\n"
    make_site(
        tmp_path,
        {
            "weeknotes.yml": settings,
            **{f"notes/{name}": text for name, text in UNUSUAL.items()},
        },
    )
    warm, clean = (
        folders_of(tmp_path, tmp_path / "warm"),
        folders_of(tmp_path, tmp_path / "clean"),
    )
    build_to_disk(warm, workers=ALONE)
    for number in range(CHANGES // CHUNKS):
        path = notes / random.choice(list(UNUSUAL))
        lines = path.read_text("utf-8").split("\n")
        at = random.choice(
            [
                n
                for n, line in enumerate(lines)
                if line
                and not line.startswith(("#", "http", "-", "week", "tags", "title"))
            ]
        )
        lines[at : at + 1] = random.choice(
            (
                [f"{lines[at]} 더 {number}."],
                [lines[at], f"새 줄이다 {number}."],
                [lines[at].replace("[[", "").replace("]]", "")],
                [
                    f"{lines[at]} [[One Title]] https://arxiv.org/abs/2305.00009 을 보라."
                ],
                [f"{lines[at]} [[없음 {number}]]"],
                ["", lines[at]],
            )
        )
        path.write_text("\n".join(lines), "utf-8")
        done, anew = (
            build_to_disk(warm, workers=ALONE),
            build_to_disk(clean, clean=True, workers=ALONE),
        )
        assert tree(warm.output) == tree(clean.output), (number, path.name)
        assert sorted(map(str, done.diagnostics)) == sorted(
            map(str, anew.diagnostics)
        ), (
            number,
            path.name,
        )


ADDRESS = "base_url: https://example.com/\n"
REWORDED = TWO.replace("둘.", "둘이다.")


def built_again(
    site: Path, edit: dict[str, str], *, keep_going: bool = False
) -> tuple[dict[str, bytes], dict[str, bytes], list[str], list[str]]:
    """Build after an edit, warm and clean.  Returns both outputs and both lists of messages."""
    warm, clean = (
        folders_of(site, site / "site"),
        folders_of(site, site.with_name("clean")),
    )
    make_site(site, edit)
    done, anew = (
        build_to_disk(warm, workers=ALONE, keep_going=keep_going),
        build_to_disk(clean, clean=True, workers=ALONE, keep_going=keep_going),
    )
    return (
        tree(warm.output),
        tree(clean.output),
        list(map(str, done.diagnostics)),
        list(map(str, anew.diagnostics)),
    )


def test_a_copy_of_a_site_is_built_whole(tmp_path: Path) -> None:
    """The cache is copied too, but the output is not."""
    build_site(
        tmp_path / "a",
        {"notes/1.txt": ONE, "notes/2.txt": TWO, "weeknotes.yml": ADDRESS},
    )
    shutil.copytree(
        tmp_path / "a", tmp_path / "b", ignore=shutil.ignore_patterns("site")
    )
    now, clean, *_ = built_again(tmp_path / "b", {"notes/2.txt": REWORDED})
    assert now == clean


def test_a_static_file_that_is_refused_is_told_whatever_else_is_another(
    tmp_path: Path,
) -> None:
    site = tmp_path / "a"
    build_site(site, {"notes/1.txt": ONE, "notes/2.txt": TWO, "static/own.txt": "x"})
    (site / "static/evil.txt").symlink_to("/etc/hosts")
    _, _, told, anew = built_again(site, {"notes/2.txt": REWORDED})
    assert told == anew
    assert "points outside of the folder static/" in told[0]


def test_a_page_that_failed_goes_with_what_it_was_of(tmp_path: Path) -> None:
    site = tmp_path / "a"
    essay = ONE + "\n---\n\n글이다.\n#x\n"
    build_site(site, {"notes/1.txt": essay, "notes/2.txt": TWO})
    failing = (
        '{% extends "theme/tag.html" %}{% block header %}{% if name == "x" %}{{ nothing.at.all '
        "}}{% endif %}{% endblock %}"
    )
    assert build_site(
        site, {"templates/tag.html": failing}, keep_going=True
    ).diagnostics
    assert (site / "site/tags/x.html").exists()
    (site / "templates/tag.html").unlink()
    now, clean, *_ = built_again(site, {"notes/1.txt": essay.replace("#x\n", "")})
    assert now == clean


@pytest.mark.parametrize("harmed", ["manifest", "feed"])
def test_an_edit_mends_what_was_harmed(harmed: str, tmp_path: Path) -> None:
    site = tmp_path / "a"
    build_site(
        site, {"notes/1.txt": ONE, "notes/2.txt": TWO, "weeknotes.yml": ADDRESS}
    )
    # In a part that the edit does not change, with the same length.
    if harmed == "feed":
        (site / "site/feed.xml").write_bytes(
            (site / "site/feed.xml")
            .read_bytes()
            .replace("하나".encode(), "나하".encode())
        )
    else:
        next((site / ".weeknotes").glob("manifest*")).write_bytes(b"torn")
    now, clean, *_ = built_again(site, {"notes/2.txt": REWORDED})
    assert now == clean
    (site / "notes/2.txt").unlink()
    now, clean, *_ = built_again(site, {})
    assert now == clean


def test_a_paragraph_that_moves_to_another_file_of_its_week_is_seen(
    tmp_path: Path,
) -> None:
    site, head = tmp_path / "a", "# 2023년 4월 3주차\n\n"
    one, two = (
        "https://arxiv.org/abs/2304.00001\n하나.\n",
        "https://arxiv.org/abs/2304.00002\n둘.\n",
    )
    build_site(
        site,
        {
            "notes/1.md": f"{head}- 가\n\n- 나\n\n{one}",
            "notes/2.md": f"{head}- 다\n\n{two}",
            "weeknotes.yml": ADDRESS,
        },
    )
    now, clean, *_ = built_again(
        site,
        {
            "notes/1.md": f"{head}- 가\n\n{one}",
            "notes/2.md": f"{head}- 나\n\n- 다\n\n{two}",
        },
    )
    assert now == clean


def test_diagnostics_name_the_folder_that_the_notes_are_in_now(
    tmp_path: Path,
) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE.replace("하나.", "[[없는 것]]")})
    (tmp_path / "notes").rename(tmp_path / "digests")
    built = build_to_disk(
        Folders(tmp_path, tmp_path / "digests", tmp_path / "site", "digests"),
        workers=ALONE,
    )
    assert [d.path for d in built.diagnostics] == ["digests/1.txt"]
