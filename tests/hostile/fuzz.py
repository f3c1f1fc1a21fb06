"""Fuzzer: search for text that violates a law of parsing, markup, identifiers or citations.

    python -m tests.hostile.fuzz [MINUTES]

Inputs are made from parts of the tests' digests and cases, with all kinds of characters between
them. A failing input is shrunk and printed; add it to the test cases."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from lxml import html

from tests.helpers import CHARACTERS, FIXTURES, NOTES, cases, read, source
from tests.hostile.site import PAYLOADS
from tests.hostile.test_files import faults
from tests.parsing.test_parse import hold_nothing_lost
from weeknotes.citation.bibtex import tex
from weeknotes.identifiers import identify
from weeknotes.markup import for_readers, note_html, note_text, title_html
from weeknotes.model import Link, LinkKind, Note
from weeknotes.parsing.dump import to_json, to_text
from weeknotes.parsing.explain import explain
from weeknotes.text.links import find_urls
from weeknotes.text.unicode import clean
from weeknotes.text.weeks import WeekRule

VOID: Final = frozenset("br hr img meta link input wbr".split())
LINKS: Final = (
    Link("[[AdamP]]", LinkKind.PAGE, "papers/1.html", "AdamP"),
    Link("a.gif", LinkKind.IMAGE, "files/a.gif", "", 3, 4),
)
ROUND: Final = 400


def _lines() -> list[str]:
    texts = [
        file.read_text("utf-8")
        for file in sorted(
            [*NOTES.rglob("*.txt"), *NOTES.rglob("*.md"), *FIXTURES.glob("*.txt")]
        )
    ]
    texts += [case.given for folder in ("parse", "markup") for case in cases(folder)]
    return sorted(
        {line for text in texts for line in text.split("\n") if len(line) < 400}
    )


_LINE = st.sampled_from([*_lines(), *PAYLOADS])
_PART = st.tuples(_LINE, st.integers(0, 40), st.integers(1, 40)).map(
    lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
)
_SIGNS = st.text(
    "*_`~$[](){}<>|#!\\&\"':/.,;@=+- \t\r\n\u3000\u200b가나ㄱab1é\u0301\ufeff＃（）",
    max_size=12,
)
_ENDS = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", " ", ""])
_PIECE = st.tuples(
    st.one_of(_LINE, _LINE, _PART, _SIGNS, st.text(CHARACTERS, max_size=8)), _ENDS
).map("".join)
TEXT: Final = st.lists(_PIECE, max_size=14).map("".join)
URL: Final = st.one_of(
    st.sampled_from(
        [url.url for line in _lines() for url in find_urls(line)]
    ).flatmap(
        lambda url: st.tuples(st.integers(0, len(url)), _SIGNS).map(
            lambda cut: url[: cut[0]] + cut[1] + url[cut[0] :]
        )
    ),
    st.text(CHARACTERS, max_size=40).map("https://".__add__),
)


class _Balance(HTMLParser):
    """Checks that every element is closed at the right place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


def hold_html(shown: str) -> None:
    """The HTML is well-formed, and contains nothing that is not allowed in a page."""
    balance = _Balance()
    balance.feed(shown)
    balance.close()
    assert balance.open == []
    if shown.strip():
        assert (
            list(faults(html.fragment_fromstring(shown, create_parent="div"))) == []
        )


def reading(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    hold_nothing_lost(text)
    found = read(text)
    assert read(text) == found
    assert len(explain(source(text), found).split("\n")) > text.count("\n")
    to_json([found], WeekRule.SUNDAY)
    to_text([found], WeekRule.ISO)
    "".join(map(str, found.diagnostics))


def markup(text: str) -> None:
    note = Note(clean(text), LINKS)
    shown = note_html(note, "../")
    hold_html(shown)
    hold_html(for_readers(shown))
    assert "\n" not in note_text(note)
    hold_html(title_html(" ".join(note.text.split())))


def identity(url: str) -> None:
    thing = identify(url)
    assert identify(url) == thing
    kind, _, rest = thing.key.partition(":")
    assert kind
    if kind == "url":
        assert identify("https://" + rest).key == thing.key


def citing(text: str) -> None:
    title = tex(" ".join(clean(text).split()))
    depth = 0
    for sign in title:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


LAWS: Final[tuple[tuple[Callable[[str], None], st.SearchStrategy[str]], ...]] = (
    (reading, TEXT),
    (markup, TEXT),
    (identity, URL),
    (citing, TEXT),
)


def tried(
    law: Callable[[str], None],
    texts: st.SearchStrategy[str],
    number: int,
    counts: Counter[str],
) -> None:
    """Run one round of a law.  Raises the error of a violation, with a shrunk input."""

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def run(text: str) -> None:
        counts[law.__name__] += 1
        law(text)

    run()


def main() -> int:
    ends = time.monotonic() + 60 * float(sys.argv[1] if len(sys.argv) > 1 else 1)
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    number = time.time_ns() % 1_000_000_007
    while time.monotonic() < ends:
        for law, texts in LAWS:
            number += 1
            try:
                tried(law, texts, number, counts)
            except Exception as error:  # any exception is a finding
                notes = "\n".join(getattr(error, "__notes__", ()))
                name = f"{law.__name__}: {type(error).__name__}: {str(error)[:200]}"
                if found.setdefault(name, notes) is notes:
                    print(f"{name}\n{notes}\n", flush=True)
    print(
        ", ".join(f"{name} {count:,}" for name, count in counts.items()),
        "examples;",
        len(found),
        "findings",
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
