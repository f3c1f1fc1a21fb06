"""Labelled digests: a digest of tests/sample/notes with, before each line, what its writer meant.

Each line is a mark, a label, a bar, and the text of the digest as it stands there.

    = week 2021-03-w1       a week begins; its `title`, `tags` and `draft` follow
     heading |2021년 3월 1주차
    *url     |https://…     * an entry begins
     title   |A Title
    +authors | (A, B)       + goes on in the same line
    .text    |- an item     . goes on in the same piece, on a line of its own
    ? boundary              the line above may be read in two ways, and the parser says so

The labels are those of LABELS; no label is a blank line.  All text in its order is the digest, byte
for byte.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

LABELS: Final = {
    "heading": "the week",
    "front": "front matter",
    "intro": "a paragraph before the first entry",
    "url": "addresses that begin an entry",
    "title": "its title",
    "authors": "their names",
    "also": "another title of the same paper",
    "text": "a paragraph of its commentary",
    "tags": "its tags",
    "rule": "a line that only parts entries",
    "": "blank",
}
LINE: Final = re.compile(r"([*+. ])(\w*) *\|(.*)")


class Labelled(NamedTuple):
    """The digest, and what a parser should read in it: the weeks of `parse --format json` with what
    a writer can say of them."""

    text: str
    weeks: list[dict[str, Any]]


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.weeks: list[dict[str, Any]] = []
        self.label = self.names = ""

    def fact(self, line: str) -> None:
        """`= week …`, `= title …`, `= draft`: of a week; `? field`: a doubt."""
        name, _, value = line[2:].partition(" ")
        if line.startswith("?"):
            self.weeks[-1]["entries"][-1]["doubts"].append((len(self.lines), name))
        elif name == "week":
            self.weeks.append(
                {
                    "id": value,
                    "title": "",
                    "draft": False,
                    "tags": [],
                    "intro": [],
                    "entries": [],
                }
            )
        elif name == "tags":
            self.weeks[-1]["tags"] = value.split()
        else:
            self.weeks[-1][name] = value or True

    def line(self, mark: str, label: str, text: str) -> None:
        assert label in LABELS, label
        if mark == "+":
            self.lines[-1] += text
        else:
            self.lines.append(text)
        if mark == "*":
            self.weeks[-1]["entries"].append(
                {
                    "line": len(self.lines),
                    "urls": [],
                    "title": "",
                    "authors": [],
                    "variants": [],
                }
                | {"commentary": [], "tags": [], "doubts": []}
            )
        if label == "intro":
            self.pieces(self.weeks[-1]["intro"], mark, text)
        elif label not in ("", "heading", "front", "rule"):
            self.field(self.weeks[-1]["entries"][-1], mark, label, text)
        self.label = label

    def field(self, entry: dict[str, Any], mark: str, label: str, text: str) -> None:
        match label:
            case "url":
                entry["urls"] += text.split()
            case "title":
                words = text.removeprefix("## ").split()
                entry["title"] = " ".join(
                    [entry["title"], *words] if mark == "." else words
                )
            case "also":
                entry["variants"].append(text)
            case "authors":
                self.authors(entry, mark, text)
            case "tags":
                entry["tags"] += [tag.removeprefix("#") for tag in text.split()]
            case _:
                self.pieces(entry["commentary"], mark, text)

    def authors(self, entry: dict[str, Any], mark: str, text: str) -> None:
        """Names between commas, or with `and` before the last; those of another title are the
        same."""
        goes_on = self.label == "authors"
        between = "" if not goes_on else " " if mark == "." else ","
        self.names = (self.names if goes_on else "") + between + text.strip(" ()")
        names = [
            name.strip() for name in re.split(r",| and ", self.names) if name.strip()
        ]
        if entry["variants"]:
            assert names == entry["authors"]
        entry["authors"] = names

    @staticmethod
    def pieces(pieces: list[str], mark: str, text: str) -> None:
        if mark == ".":
            pieces[-1] += "\n" + text
        else:
            pieces.append(text)


def read_labelled(file: Path) -> Labelled:
    """What a labelled digest says."""
    reader = _Reader()
    for number, line in enumerate(
        file.read_text("utf-8").removesuffix("\n").split("\n"), 1
    ):
        if line.startswith(("= ", "? ")):
            reader.fact(line)
            continue
        found = LINE.fullmatch(line)
        assert found, f"{file.name}:{number}: neither a fact nor a labelled line"
        reader.line(*found.groups())
    return Labelled("\n".join(reader.lines) + "\n", reader.weeks)
