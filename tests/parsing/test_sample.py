"""The sample is read exactly as its writer meant it: every field of every entry, and where the
parser had to guess."""

from __future__ import annotations

import json

import pytest

from tests.helpers import source
from tests.labelled import Labelled
from tests.libraries import FOLDERS, Library, labelled
from weeknotes.parsing import parse
from weeknotes.parsing.dump import to_json
from weeknotes.text.weeks import WeekRule

LABELLED = labelled()
SAMPLE = Library("sample", FOLDERS["sample"])


def test_every_digest_is_labelled() -> None:
    digests = {
        file.relative_to(SAMPLE.notes).as_posix(): file.read_bytes().decode()
        for file in SAMPLE.digests()
    }
    assert digests == {name: digest.text for name, digest in LABELLED.items()}


@pytest.mark.parametrize(("name", "meant"), LABELLED.items(), ids=LABELLED)
def test_a_digest_is_read_as_it_is_labelled(name: str, meant: Labelled) -> None:
    result = parse(source(meant.text, name))
    weeks = json.loads(to_json([result], WeekRule.SUNDAY))["weeks"]
    for week, raw in zip(weeks, result.weeks, strict=True):
        week["tags"] = list(raw.front.tags)
        for key in ("year", "month", "week", "label", "source"):
            del week[key]
        for entry in week["entries"]:
            entry["doubts"] = [
                (doubt["line"], doubt["field"]) for doubt in entry["doubts"]
            ]
    assert weeks == meant.weeks


def test_the_sample_holds_what_is_hard_to_read() -> None:
    """If you change the sample, keep these forms in it."""
    weeks = [week for digest in LABELLED.values() for week in digest.weeks]
    entries = [entry for week in weeks for entry in week["entries"]]
    text = "\n".join(digest.text for digest in LABELLED.values())
    assert len({week["id"] for week in weeks}) >= 30
    assert {len(entry["authors"]) > 40 for entry in entries} == {True, False}
    assert any(len(entry["urls"]) > 2 for entry in entries)
    assert any(len(entry["authors"]) == 1 for entry in entries)
    assert any(entry["authors"][-1:] == ["et al."] for entry in entries)
    assert any(entry["variants"] for entry in entries)
    assert any(entry["title"] and not entry["authors"] for entry in entries)
    assert any(not entry["urls"] for entry in entries)
    bare = [e for e in entries if not (e["title"] or e["commentary"] or e["tags"])]
    assert len(bare) >= 2
    assert all(any(sign in entry["title"] for entry in entries) for sign in "$(,")
    assert any(week["intro"] for week in weeks)
    assert any(week["draft"] for week in weeks)
    assert any(week["tags"] for week in weeks)
    assert len(weeks) > len({week["id"] for week in weeks})  # two files for one week
    for hard in (
        "09864인데",
        "1. 학습 방법",
        "\n(그런데도",
        "[[",
        "](../images/",
        "\n|---|",
    ):
        assert hard in text
