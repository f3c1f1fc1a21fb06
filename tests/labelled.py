"""Labelled digests: a digest of tests/sample/notes.  A label before each line says what its writer
meant.

Each line consists of a mark, a label, a bar, and a text of the digest.

    = week 2021-03-w1       a week begins; its `title`, `tags` and `draft` follow
     heading |2021년 3월 1주차
    *url     |https://…     * an entry begins
     title   |A Title
    +authors | (A, B)       + goes on in the same line
    .text    |- an item     . goes on in the same piece, on a line of its own
    ? boundary              the line above may be read in two ways, and the parser says so

LABELS lists the labels.  A line without a label is a blank line of the digest.  All texts together
are the digest, byte for byte.
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
    """The digest, and the correct parse result: the weeks of `parse --format json`, with the fields
    that labels can give."""

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
        """Names between commas, or with `and` before the last one.  Another title has the same
        names."""
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
    """The digest and its correct parse result."""
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
