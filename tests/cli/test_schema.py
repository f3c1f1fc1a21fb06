"""`weeknotes schema`: what the reader of settings accepts, and nothing else."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml

from weeknotes.cli import main
from weeknotes.config.settings import KEYS, parse_config

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    output = StringIO()
    with redirect_stdout(output):
        assert main(["schema"]) == 0
    made: dict[str, object] = json.loads(output.getvalue())
    jsonschema.Draft202012Validator.check_schema(made)
    return made


def test_it_has_every_setting(schema: dict[str, object]) -> None:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert tuple(properties) == KEYS
    assert all(one["description"] for one in properties.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: 2023\nlanguage: en\nfeed_weeks: 0\nfeed_day: first\nweek_rule: iso\n",
        "base_url: https://a.org/b\ntag_aliases: {a: b}\nrules: {no-tags: off}\nignore: [a, b]\n",
        "ignore: a*\ntitle:\ntag_labels:\n",
        *(f"language: {name}\n" for name in ("한국어", "Korean", "English", "영어")),
        (ROOT / "weeknotes.yml").read_text("utf-8"),
        (ROOT / "tests/sample/weeknotes.yml").read_text("utf-8"),
    ],
)
def test_what_is_valid(schema: dict[str, object], text: str) -> None:
    assert parse_config(text, "x")[1] == ()
    document = yaml.load(text, yaml.BaseLoader)  # `off` stays text
    document = {key: value or None for key, value in (document or {}).items()}
    numbers = {
        key: int(value) for key, value in document.items() if str(value).isdecimal()
    }
    jsonschema.Draft202012Validator(schema).validate(document | numbers)


@pytest.mark.parametrize(
    "text",
    [
        "titel: x",
        "language: fr",
        "feed_day: middle",
        "feed_weeks: -1",
        "base_url: a.org",
        "rules: {no-tags: bad}",
    ],
)
def test_what_is_not_valid(schema: dict[str, object], text: str) -> None:
    assert parse_config(text, "x")[1] != ()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(text))
