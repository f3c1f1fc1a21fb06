"""A JSON Schema of `weeknotes.yml`, for editors that complete and check YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any

from weeknotes.config.settings import LEVELS, SECTIONS, Config
from weeknotes.i18n import LANGUAGES

_SCALAR: Mapping[str, object] = {"type": ["string", "number", "boolean", "null"]}
"""Text.  YAML reads `2023` and `no` as other types, but weeknotes reads them as text."""


def settings_schema(rules: Sequence[str]) -> str:
    """The schema as JSON text.  `rules` are the names of all rules."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "weeknotes.yml",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            setting.name: {
                "description": setting.metadata["doc"],
                **_type_of(setting, rules),
            }
            for setting in fields(Config)
            if "doc" in setting.metadata
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _type_of(setting: Field[Any], rules: Sequence[str]) -> Mapping[str, object]:
    """The schema of one setting, from its name and its default."""
    default = setting.default
    if setting.name == "rules":
        levels = {"enum": list(LEVELS)}
        return {
            "type": ["object", "null"],
            "properties": dict.fromkeys(rules, levels),
        }
    if default is MISSING:
        return {"type": ["object", "null"], "additionalProperties": _SCALAR}
    if setting.name == "language":
        names = [name for words in LANGUAGES.values() for name in words.names]
        forms = dict.fromkeys(
            (*LANGUAGES, *(form for name in names for form in (name, name.title())))
        )
        return {"enum": list(forms), "default": default}
    if setting.name == "base_url":
        return {"type": ["string", "null"], "pattern": "^https?://"}
    if isinstance(default, StrEnum):
        return {
            "enum": [one.value for one in type(default)],
            "default": default.value,
        }
    if isinstance(default, int):
        return {
            "type": "integer",
            "minimum": 0,
            "maximum": 999_999,
            "default": default,
        }
    if setting.name == "sections":
        return {"type": ["array", "null"], "items": {"enum": list(SECTIONS)}}
    if isinstance(default, tuple):
        return {"type": ["array", "string", "null"], "items": _SCALAR}
    return {**_SCALAR, "default": default} if default else _SCALAR
