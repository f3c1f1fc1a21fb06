"""Random changes to a small site, of every kind that a build may have to handle.  Seeded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

WORDS: Final = "모델 학습 attention LoRA 확산 diffusion 토큰 GPT-4 코드 인코더 정렬 RLHF".split()
TAGS: Final = "#llm #vit #확산 #정렬 #C++ #GAN #gan".split()
PEOPLE: Final = ("Ada Roe", "Jun Poe", "Zoë Coe", "홍길동", "Ann Doe", "Bea Loe")
STYLES: Final = (".a { color: red }", "main { margin: 0 }\n")
SETTINGS: Final = (
    "title: 노트\n",
    "title: 다른 이름\nbase_url: https://example.com/notes/\n",
    "base_url: https://example.com/notes/\ntag_aliases:\n  정렬: rlhf\ntag_labels:\n  llm: LLM\n",
    "base_url: https://example.com/\nlanguage: en\nfeed_entries: 3\npaths:\n  tag:llm: models\n",
    (
        "author: Somebody\npaper_aliases:\n  https://example.com/1: arxiv:2301.00002\nglossary:\n"
        "  어텐션: attention\n"
    ),
)
TEMPLATES: Final = {
    "base.html": '{% extends "theme/base.html" %}{% block header %}{{ page.site_title }} N{% endblock %}',
    "part.txt": "N",
    "feed-item.html": '{{ summary }} {% include "part.txt" ignore missing %}',
    "paper.html": (
        '{%- extends "theme/paper.html" -%}{% block footer %}'
        "{% include './part.txt' ignore missing %}{% endblock %}"
    ),
    "tag.html": (
        '{% extends "theme/tag.html" %}{% block footer %}'
        '{% include ["none.txt", "part.txt"] ignore missing %}{% endblock %}'
    ),
    "week.html": (
        '{% extends "theme/week.html" %}{% block footer %}'
        '{% include "part" ~ ".txt" ignore missing %}{% endblock %}'
    ),
}
"""Templates that name others in every way; N stands for a number."""
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000308060000009a7a3c"
)


class Site:
    """The folder of a site that changes.  The same seed gives the same changes."""

    def __init__(self, folder: Path, seed: int, weeks: int = 4) -> None:
        self.folder, self.random = folder, Random(seed)
        (folder / "notes").mkdir(parents=True)
        for week in range(1, weeks + 1):
            self._write(f"2023-0{week}-w2.txt", self._week(f"2023년 {week}월 2주차"))
        (folder / "weeknotes.yml").write_text(SETTINGS[1], "utf-8")

    def change(self) -> str:
        """Make a random change.  Returns its name."""
        changes: tuple[Callable[[], object], ...] = (
            *[self.say_more] * 4, *[self.rewrite] * 3, *[self.add_entry] * 3,
            *[self.remove_entry] * 2, *[self.add_week] * 2, *[self.introduce] * 2,
            self.retitle, self.retag, self.mention, self.double_week,
            self.delete, self.rename, self.draft, self.line_ends, self.nothing,
            self.settings, self.style, *[self.template] * 3, self.static, self.picture,
        )  # fmt: skip
        chosen = self.random.choice(changes)
        chosen()
        return chosen.__name__

    # Digests

    def say_more(self) -> None:
        path = self._digest()
        self._put(
            path, path.read_text("utf-8").rstrip("\n") + f"\n{self._sentence()}\n"
        )

    def rewrite(self) -> None:
        self._line(
            lambda line: not line.startswith(("http", "#", "2", "-")),
            lambda _: self._sentence(),
        )

    def introduce(self) -> None:
        """Add or replace a line of introduction before the first entry of a week."""
        path = self._digest()
        lines = path.read_text("utf-8").split("\n")
        if heads := [place for place, line in enumerate(lines) if "주차" in line]:
            at = self.random.choice(heads) + 1
            link = self.random.choice(
                (
                    "",
                    "",
                    f" {self._address()}",
                    f" [[{self.random.choice(WORDS)}]]",
                    f" [[{self._title()[:12]}]]",
                )
            )
            lines[
                at : at + (lines[at : at + 1] != [] and lines[at].endswith("소개."))
            ] = [f"{self._sentence()}{link} 소개."]
            self._put(path, "\n".join(lines))

    def retitle(self) -> None:
        self._line(lambda line: line.endswith(")"), lambda _: self._title())

    def retag(self) -> None:
        self._line(lambda line: line.startswith("#"), lambda _: self._tags())

    def mention(self) -> None:
        self._line(
            lambda line: line.endswith("다."),
            lambda line: (
                f"{line} {self._address()} 과 [[{self.random.choice(WORDS)}]] 를 보라."
            ),
        )

    def add_entry(self) -> None:
        path = self._digest()
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
        self._put(path, "\n".join([*lines, *self._entry()]) + "\n")

    def remove_entry(self) -> None:
        path = self._digest()
        entries = path.read_text("utf-8").split("\nhttp")
        if len(entries) > 2:
            del entries[self.random.randrange(1, len(entries))]
            self._put(path, "\nhttp".join(entries))

    def add_week(self) -> None:
        month, week = self.random.randint(1, 12), self.random.randint(1, 4)
        self._write(
            f"2024/2024-{month:02}-w{week}.txt",
            self._week(f"2024년 {month}월 {week}주차"),
        )

    def double_week(self) -> None:
        self._write(
            f"more-{self.random.randrange(3)}.md", self._week("# 2023년 2월 2주차")
        )

    def delete(self) -> None:
        if len(self._digests()) > 2:
            self._digest().unlink()

    def rename(self) -> None:
        path = self._digest()
        path.rename(
            path.with_name(f"renamed-{self.random.randrange(1000)}{path.suffix}")
        )

    def draft(self) -> None:
        path = self._digest()
        text = path.read_text("utf-8")
        head = "---\ndraft: true\n---\n"
        self._put(
            path, text.removeprefix(head) if text.startswith(head) else head + text
        )

    def line_ends(self) -> None:
        path = self._digest()
        path.write_bytes(
            path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        )

    def nothing(self) -> None:
        path = self._digest()
        path.write_bytes(path.read_bytes())

    # Other files

    def settings(self) -> None:
        (self.folder / "weeknotes.yml").write_text(
            self.random.choice(SETTINGS), "utf-8"
        )

    def style(self) -> None:
        self._write_or_remove(
            "static/custom.css", self.random.choice(STYLES).encode()
        )

    def static(self) -> None:
        self._write_or_remove(
            f"static/own/{self.random.randrange(3)}.txt", self._sentence().encode()
        )

    def template(self) -> None:
        name = self.random.choice(sorted(TEMPLATES))
        text = TEMPLATES[name].replace("N", str(self.random.randrange(10)))
        self._write_or_remove(f"templates/{name}", text.encode())

    def picture(self) -> None:
        self._write_or_remove(
            "notes/picture.png", PIXEL + bytes([self.random.randrange(256)])
        )
        self._line(
            lambda line: line.endswith("다."),
            lambda line: f"{line} ![그림](picture.png)",
        )

    # Helpers

    def _digests(self) -> list[Path]:
        return sorted(
            file
            for file in (self.folder / "notes").rglob("*")
            if file.suffix in (".txt", ".md")
        )

    def _digest(self) -> Path:
        return self.random.choice(self._digests())

    def _line(self, which: Callable[[str], bool], new: Callable[[str], str]) -> None:
        path = self._digest()
        lines = path.read_text("utf-8").split("\n")
        if places := [
            place for place, line in enumerate(lines) if line and which(line)
        ]:
            place = self.random.choice(places)
            lines[place] = new(lines[place])
            self._put(path, "\n".join(lines))

    def _write(self, name: str, text: str) -> None:
        path = self.folder / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._put(path, text)

    def _write_or_remove(self, name: str, data: bytes) -> None:
        path = self.folder / name
        if path.exists() and self.random.random() < 0.5:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _put(self, path: Path, text: str) -> None:
        """Write a file as editors do: directly, or under another name and then renamed."""
        if self.random.random() < 0.5:
            path.write_text(text, "utf-8", newline="")
        else:
            beside = path.with_name(f".{path.name}.swp")
            beside.write_text(text, "utf-8", newline="")
            beside.replace(path)

    def _week(self, heading: str) -> str:
        return (
            "\n".join(
                [
                    heading,
                    *(
                        line
                        for _ in range(self.random.randint(1, 5))
                        for line in self._entry()
                    ),
                ]
            )
            + "\n"
        )

    def _entry(self) -> list[str]:
        said = [self._sentence() for _ in range(self.random.randrange(3))]
        title = [self._title()] if self.random.random() < 0.8 else []
        return [self._address(), *title, *said, self._tags()]

    def _address(self) -> str:
        number = self.random.randrange(30)
        return (
            f"https://arxiv.org/abs/2301.{number:05}"
            if number % 5
            else f"https://example.com/{number}"
        )

    def _title(self) -> str:
        words = " ".join(self.random.choice(WORDS) for _ in range(3))
        return f"On {words} ({', '.join(self.random.sample(PEOPLE, self.random.randint(1, 4)))})"

    def _sentence(self) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(5)) + "이다."

    def _tags(self) -> str:
        return " ".join(self.random.sample(TAGS, self.random.randint(1, 3)))
