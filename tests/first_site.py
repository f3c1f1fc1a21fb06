"""From an empty folder to a site, with an installed weeknotes.  Its requests go to a local server,
which answers as the real services do according to their documentation.  Other hosts of this server
answer badly.

    python -m tests.first_site WEEKNOTES FOLDER [--workflow]

Prints what each command printed, and counts seconds and typed characters.  Needs openssl.  With
`--workflow`, the site is then cloned, and the commands of its workflow are run one after the other
in the clone, with a new Python environment.  pip needs a package registry for this.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import yaml

from tests.answering import Answer, Service
from tests.helpers import tree
from tests.internet import internet
from tests.web import document

HTML = {"Content-Type": "text/html; charset=utf-8"}
CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
LATER = {"Retry-After": "600"}


class Paper(NamedTuple):
    """What is typed for a paper, and what its entry must contain."""

    typed: str
    title: str
    authors: tuple[str, ...] = ()


PAPERS = (
    Paper("2304.07880", "Sabiá: Portuguese Large Language Models", ("Ramon Pires", "Hugo Abonizio")),
    Paper("https://arxiv.org/pdf/2101.00001v2", "Bounds of $O(n^{2})$ for \\textit{all} Graphs", ("Ann Bee", "Paul Erdős")),
    Paper("math/0211159", "The entropy formula for the Ricci flow", ("Grisha Perelman",)),
    Paper("10.1038/nature14539", "Deep learning", ("Yann LeCun", "Yoshua Bengio")),
    Paper("https://doi.org/10.5281/zenodo.10256836", "한국어 말뭉치", ("홍길동", "김철수")),
    Paper("https://openreview.net/pdf?id=YicbFdNTTy", "שלום עולם ומודלים", ("Dana Levi", "Noa Cohen")),
    Paper("https://aclanthology.org/N19-1423.pdf", "BERT: Pre-training of Deep Transformers", ("Jacob Devlin", "Ming-Wei Chang")),
    Paper("https://proceedings.mlr.press/v37/ioffe15.pdf", "Batch Normalization", ("Sergey Ioffe", "Christian Szegedy")),
    Paper("https://openaccess.thecvf.com/content_cvpr_2016/papers/He_Deep_CVPR_2016_paper.pdf", "Deep Residual Learning", ("Kaiming He", "Jian Sun")),
    Paper("https://github.com/pallets/jinja", "pallets/jinja: A very fast template engine"),
)  # fmt: skip
BAD = {
    "https://127.0.0.1:1/refused": "no connection",
    "https://slow.example.org/x": "did not answer in time",
    "https://huge.example.org/x": "the page has no title",
    "https://busy.example.org/x": "the server is busy",
    "https://malformed.example.org/x": "not valid HTTP",
    "https://plain.example.org/x": "leads to http://a.example.org",
    "https://unknown.example.org/x": "answers with 404",
}
"""Addresses for which nothing is found, and the reasons."""


def page(title: str, *authors: str, head: str = "") -> Answer:
    tags = [
        ("citation_title", title),
        *(("citation_author", one) for one in authors),
    ]
    metas = "".join(f'<meta name="{name}" content="{text}">' for name, text in tags)
    return Answer(
        f"<!doctype html><head>{metas}{head}</head>".encode(), headers=HTML
    )


def prepare(service: Service) -> None:
    """The answers of all hosts."""
    for paper, number in zip(
        PAPERS, ("2304.07880", "2101.00001", "math/0211159"), strict=False
    ):
        service.papers[number] = (
            paper.title.replace(" for ", "\n  for "),
            paper.authors,
        )
    people = [
        {"given": "Yann", "family": "LeCun", "sequence": "first", "affiliation": []}
    ]
    people += [{"given": "Yoshua", "family": "Bengio"}]
    service.item(
        "10.1038/nature14539", {"title": "Deep <i>learning</i>", "author": people}
    )
    korean = [{"given": "길동", "family": "홍"}, {"literal": "김철수"}]
    service.item(
        "10.5281/zenodo.10256836",
        {"title": "한국어\u200b 말뭉치\u0007", "author": korean},
    )
    places = {
        "openreview.net/forum": page(
            "שלום\u202e עולם\u202c ומודלים", "Dana Levi", "Noa Cohen"
        ),
        "aclanthology.org/N19-1423": page(PAPERS[6].title, *PAPERS[6].authors),
        "proceedings.mlr.press/v37/ioffe15.html": page(
            PAPERS[7].title, "Ioffe, Sergey", "Szegedy, Christian"
        ),
        "openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_CVPR_2016_paper.html": page(
            PAPERS[8].title, "He, Kaiming", "Sun, Jian"
        ),
        "github.com/pallets/jinja": Answer(
            f'<meta property="og:site_name" content="GitHub">'
            f'<meta property="og:title" content="GitHub - {PAPERS[9].title}">'.encode(),
            headers=HTML,
        ),
        "slow.example.org/x": Answer(hangs=True),
        "huge.example.org/x": Answer(b"x" * 50_000_000, headers=HTML),
        "busy.example.org/x": Answer(status=429, headers=LATER),
        "malformed.example.org/x": Answer(
            b"no gzip", headers=HTML | {"Content-Encoding": "gzip"}
        ),
        "plain.example.org/x": Answer(
            status=302, headers={"Location": "http://a.example.org/"}
        ),
    }
    for place, answer in places.items():
        service.answer(f"/{place}", answer)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


def crawled(site: Path) -> tuple[int, list[str]]:
    """(the number of addresses that links reach from the home page, and the addresses without an
    answer). The site is below a path of its server."""
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "notes").symlink_to(site.resolve())
        handler = partial(Quiet, directory=root)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        start = f"http://127.0.0.1:{server.server_port}/notes/"
        seen: set[str] = set()
        ahead, broken = [start], []
        while ahead:
            address = ahead.pop()
            if address in seen:
                continue
            seen.add(address)
            try:
                with urlopen(address) as answer:
                    is_page = answer.headers.get_content_type() == "text/html"
                    data = answer.read()
            except OSError:
                broken.append(address)
                continue
            if not is_page:
                continue
            for element in document(data).iter("*"):
                link = element.get("href") or element.get("src")
                target = urldefrag(urljoin(address, link)).url if link else ""
                if target.startswith(start):
                    ahead.append(target)
        server.shutdown()
    return len(seen), broken


class Session:
    """A folder in which commands are typed."""

    def __init__(
        self, program: str, folder: Path, environment: dict[str, str]
    ) -> None:
        self.program, self.folder, self.environment = program, folder, environment
        self.typed = 0

    def run(self, command: str) -> str:
        """What a command prints. The command must succeed."""
        self.typed += len(command) + 1
        start = time.monotonic()
        words = [self.program, *shlex.split(command)[1:]]
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        print(
            f"$ {command}\n{done.stdout}{done.stderr}({time.monotonic() - start:.1f} s)\n"
        )
        assert done.returncode == 0, done.returncode
        return done.stdout


def first_site(program: str, folder: Path) -> None:
    """Make a site in an empty folder."""
    hosts = [urlsplit(paper.typed).hostname or "" for paper in PAPERS]
    hosts += [urlsplit(address).hostname or "" for address in BAD]
    hosts += ["export.arxiv.org", "doi.org", "api.crossref.org", "arxiv.org"]
    service = Service("")
    prepare(service)
    folder.mkdir()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as keys:
        names = sorted({host for host in hosts if host})
        with internet(service, Path(keys), names) as environment:
            session = Session(
                program, folder, {**CLEAN, **environment, "LC_ALL": "C.UTF-8"}
            )
            session.run(
                "weeknotes init --yes --language en --title Notes"
                " --base-url https://example.org/notes/"
            )
            added = session.run(
                f"weeknotes add {' '.join(paper.typed for paper in PAPERS)}"
            )
            typed, seconds = session.typed, time.monotonic() - start
            bad = session.run(f"weeknotes add {' '.join(BAD)}")
            session.run("weeknotes check")
            session.run("weeknotes build")
    lines = [line.partition(": ")[2] for line in added.splitlines()]
    people = [
        f" ({', '.join(paper.authors)})" if paper.authors else "" for paper in PAPERS
    ]
    expected = [
        paper.title + names for paper, names in zip(PAPERS, people, strict=True)
    ]
    assert lines == expected, [
        pair for pair in zip(lines, expected, strict=False) if pair[0] != pair[1]
    ]
    for address, reason in BAD.items():
        assert reason in bad.partition(address)[2].split("\n")[1], address
    reached, broken = crawled(folder / "site")
    assert not broken, broken
    print(f"{reached} addresses reached below /notes/, {len(broken)} broken links")
    print(f"{len(PAPERS)} papers: {typed} characters typed, {seconds:.1f} s")
    print(
        f"with {len(BAD)} bad addresses, check and build: {time.monotonic() - start:.1f} s"
    )


def run_workflow(folder: Path) -> None:
    """The commands of the workflow in a clean clone."""
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for command in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        [*identity, "commit", "-qm", "First"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    with tempfile.TemporaryDirectory() as place:
        clone, tools = Path(place) / "clone", Path(place) / "tools"
        subprocess.run(["git", "clone", "-q", folder.resolve(), clone], check=True)
        subprocess.run([sys.executable, "-m", "venv", tools], check=True)
        path = f"{tools / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
        environment = {
            **os.environ,
            "PATH": path,
            "GITHUB_ACTIONS": "true",
            "CI": "true",
        }
        workflow = yaml.safe_load(
            (clone / ".github/workflows/pages.yml").read_text("utf-8")
        )
        for step in workflow["jobs"]["publish"]["steps"]:
            name = step.get("run") or f"uses: {step['uses']}"
            print(f"- {name.strip()}", flush=True)
            if "run" in step:
                command = ["bash", "-e", "-c", step["run"]]
                subprocess.run(command, cwd=clone, env=environment, check=True)
        assert tree(clone / "site") == tree(folder / "site")
        done = subprocess.run(
            ["git", "status", "--porcelain"],
            cwd=clone,
            capture_output=True,
            check=True,
        )
        assert not done.stdout, done.stdout


if __name__ == "__main__":
    first_site(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
    if "--workflow" in sys.argv:
        run_workflow(Path(sys.argv[2]))
