"""What search finds in real weeks, and how well: recall, half-typed words, initial consonants,
wrong keyboard, known items.

    python benchmarks/search_quality.py [NOTES]

NOTES is a folder of digests (by default the shared corpus).  Queries are drawn from it by rules
that know nothing of the index: the same notes give the same queries.  Needs node.  Where Pagefind
is installed (PyPI `pagefind[bin]`, and playwright with a Chromium), it is asked the same on the
same site."""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from korean import KEYS, composed, holds, initials, keystrokes
from pagefind_engine import Ask, Weigh, installed, pagefind

from weeknotes.config.folders import Folders
from weeknotes.model import Paper, Site
from weeknotes.pipeline import build

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "flat"
PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|에|에서|와|과|도|로|으로|만|까지|부터|보다)$")


class Item(NamedTuple):
    """A paper as the truth knows it: where its page is, its title, its commentary, and all of it as
    one text."""

    href: str
    title: str
    text: str
    whole: str


class Answer(NamedTuple):
    """What a search said: pages, best first; names of tags and authors; bytes fetched, compressed;
    milliseconds when loaded."""

    hrefs: list[str]
    names: list[str]
    bytes: int
    ms: float


Search = Callable[[Sequence[str]], list[Answer]]


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))


def items_of(site: Site) -> list[Item]:
    return [_item(paper) for paper in site.papers.values()]


def _item(paper: Paper) -> Item:
    text = folded(
        "\n".join(paragraph.text for entry in paper.entries for paragraph in entry.paragraphs)
    )
    names = [
        paper.title,
        *paper.variants,
        *(a.name for a in paper.authors),
        *(t.name for t in paper.tags),
        *(a.label for a in paper.addresses),
    ]
    return Item(paper.href, folded(paper.title), text, "\n".join([*map(folded, names), text]))


def nouns(items: Sequence[Item], count: int, draw: random.Random) -> list[str]:
    """Words of the commentary that stand before three particles or more, and so are most likely
    nouns."""
    before: dict[str, set[str]] = {}
    seen = Counter(word for item in items for word in set(re.findall("[가-힣]{2,}", item.text)))
    for word in seen:
        if (found := PARTICLE.search(word)) and len(word) > len(found[0]) + 1:
            before.setdefault(word[: found.start()], set()).add(found[0])
    likely = sorted(word for word, particles in before.items() if len(particles) >= 3)
    return sorted(draw.sample(likely, min(count, len(likely))))


def known(
    items: Sequence[Item], count: int, draw: random.Random
) -> dict[str, list[tuple[str, str]]]:
    """(query, page) by kind: two or three words of a title or a sentence, side by side or its
    rarest, that no other item has all of."""
    often = Counter(word for item in items for word in set(_words(item.whole)))
    made: dict[str, list[tuple[str, str]]] = {
        "title, rarest": [],
        "title, in a row": [],
        "sentence, rarest": [],
        "sentence, in a row": [],
    }
    for item in draw.sample(list(items), len(items)):
        for source, texts in (
            ("title", [item.title]),
            ("sentence", re.split(r"(?<=[.!?])\s+|\n", item.text)),
        ):
            words = _words(draw.choice(texts))
            n = draw.choice((2, 3))
            if len(words) < n + 1:
                continue
            at = draw.randrange(len(words) - n + 1)
            rare = set(sorted(set(words), key=lambda word: (often[word], word))[:n])
            for kind, query in (
                ("rarest", [word for word in dict.fromkeys(words) if word in rare]),
                ("in a row", words[at : at + n]),
            ):
                into = made[f"{source}, {kind}"]
                if (
                    len(into) < count
                    and sum(all(word in other.whole for word in query) for other in items) <= 10
                ):
                    into.append((" ".join(query), item.href))
    return made


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", text) if len(word) > 1]


def share(hits: Iterable[bool]) -> str:
    counted = list(hits)
    return (
        f"{100 * sum(counted) / len(counted):6.1f} %  of {len(counted)}"
        if counted
        else "   none to ask"
    )


def ours(site: Path) -> Search:
    """The search of a built site, under node."""

    def ask(queries: Sequence[str]) -> list[Answer]:
        given = json.dumps([str(site), list(queries), 10])
        told = subprocess.run(
            ["node", str(ROOT / "tests" / "search_engine.js")],
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            Answer(a["hrefs"], [name for _, name in a["names"]], a["bytes"], a["ms"])
            for a in json.loads(told.stdout)
        ]

    return ask


def theirs(ask: Ask, weigh: Weigh) -> Search:
    """Pagefind; each twentieth query also as the first of a reader, for its weight."""

    def search(queries: Sequence[str]) -> list[Answer]:
        weights = {n: weigh(query) for n, query in enumerate(queries) if n % 20 == 0}
        return [
            Answer(hrefs, [], weights.get(n, 0), ms) for n, (hrefs, ms) in enumerate(ask(queries))
        ]

    return search


def measure(name: str, search: Search, items: Sequence[Item]) -> None:
    draw = random.Random(0)
    words = nouns(items, 200, draw)
    print(f"{name}\n  nouns of the commentary ({', '.join(words[:5])} …)")
    by_href = {item.href: item for item in items}
    truth = {word: {item.href for item in items if word in item.text} for word in words}
    found = dict(zip(words, search(words), strict=True))
    recall = [len(truth[word] & set(found[word].hrefs)) / len(truth[word]) for word in words]
    print(
        f"    recall                         {100 * sum(recall) / len(recall):6.2f} %; all of it for {share(r == 1 for r in recall)}"
    )
    print(
        f"    hits that hold it or complete it {share(holds(by_href[h].whole, w) for w in words for h in found[w].hrefs if h in by_href)}"
    )
    half = {word: composed(keystrokes(word)[:-1]) for word in words}
    got = dict(zip(words, search([half[word] for word in words]), strict=True))
    print(
        f"    half typed: all its notes found {share(truth[word] <= set(got[word].hrefs) for word in words)}"
    )
    print(
        f"    half typed: some in the first 10 {share(bool(truth[word] & set(got[word].hrefs[:10])) for word in words)}"
    )
    typed = ["".join(KEYS[key] for key in keystrokes(word)) for word in words]
    print(
        f"    wrong keyboard: all found       {share(truth[w] <= set(a.hrefs) for w, a in zip(words, search(typed), strict=True))}"
    )
    latin = sorted(
        draw.sample(sorted({w for item in items for w in re.findall("[a-z]{3,}", item.title)}), 200)
    )
    keys = {key: jamo for jamo, key in KEYS.items()}
    wrong = [composed("".join(keys[key] for key in word)) for word in latin]
    has = {
        w: {item.href for item in items if re.search(rf"(?<![a-z]){w}(?![a-z])", item.whole)}
        for w in latin
    }
    print(
        f"    Latin words on a Korean keyboard {share(has[w] <= set(a.hrefs) for w, a in zip(latin, search(wrong), strict=True))}"
    )
    print("  known items")
    sizes: list[int] = []
    for kind, pairs in known(items, 300, draw).items():
        answers = search([query for query, _ in pairs])
        sizes += [a.bytes for a in answers]
        first = share(a.hrefs[:1] == [href] for (_, href), a in zip(pairs, answers, strict=True))
        three = share(href in a.hrefs[:3] for (_, href), a in zip(pairs, answers, strict=True))
        print(f"    {kind:20} first {first}   among three {three}")
    sizes += [found[word].bytes for word in words]
    sizes = sorted(filter(None, sizes))
    print(
        f"  index and texts fetched for a first result, kB gzipped: median {sizes[len(sizes) // 2] / 1000:.1f}, most {sizes[-1] / 1000:.1f}"
    )


def korean_library(items: Sequence[Item], folder: Path) -> tuple[list[str], list[str]]:
    """A digest of a hundred Korean titles and tags, made of nouns, for the real ones are in
    English; returns both."""
    draw = random.Random(1)
    words = nouns(items, 400, draw)
    titles = [
        " ".join(
            [*draw.sample(words, draw.choice((2, 3))), draw.choice(("", "GPT-4", "LLM"))]
        ).strip()
        for _ in range(100)
    ]
    tags = draw.sample(words, 100)
    entries = [
        f"https://arxiv.org/abs/2304.{n:05}\n## {title}\n#{tag}\n"
        for n, (title, tag) in enumerate(zip(titles, tags, strict=True))
    ]
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "a.txt").write_text("2023년 4월 4주차\n" + "---\n".join(entries), "utf-8")
    return titles, tags


def measure_initials(items: Sequence[Item], folder: Path) -> None:
    titles, tags = korean_library(items, folder)
    build(Folders(folder, folder / "notes", folder / "site", "notes"))
    search = ours(folder / "site")
    print(
        f"weeknotes, initial consonants of a hundred Korean titles and tags ({initials(titles[0])}, {initials(tags[0])} …)"
    )
    for kind, queries in (
        ("titles", titles),
        ("titles without blanks", ["".join(title.split()) for title in titles]),
    ):
        answers = search([initials(query) for query in queries])
        hits = (f"papers/2304.{n:05}.html" in answer.hrefs for n, answer in enumerate(answers))
        print(f"    {kind:30} {share(hits)}")
    print(
        f"    {'tags':30} {share(tag in answer.names for tag, answer in zip(tags, search([initials(tag) for tag in tags]), strict=True))}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notes", nargs="?", type=Path, default=CORPUS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = build(Folders(Path(folder), asked.notes, Path(folder) / "site", "notes"))
        items = items_of(built.site)
        print(f"{len(items)} papers")
        site = Path(folder) / "site"
        measure("weeknotes", ours(site), items)
        measure_initials(items, Path(folder) / "korean")
        if not installed():
            print("Pagefind is not installed here, and is left out")
            return
        with pagefind(site) as (ask, weigh):
            measure("Pagefind", theirs(ask, weigh), items)


if __name__ == "__main__":
    main()
