"""A file of a reference manager: the works in it, by the keys of their identifiers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from weeknotes.identifiers import identify, identify_name
from weeknotes.metadata.bibtex import bibtex_items, bibtex_work
from weeknotes.metadata.csl import csl_work
from weeknotes.metadata.work import Work
from weeknotes.text.messages import Message, msg

_ADDRESSES = ("doi", "eprint", "url", "number", "archiveid", "howpublished")
"""Fields that can identify a work."""


def read_library(text: str, name: str) -> Mapping[str, Work] | Message:
    """The works in a BibTeX file, or, if the name ends with `.json`, in a CSL-JSON file."""
    works: dict[str, Work] = {}
    pairs: Iterable[tuple[Mapping[str, str], Work | None]]
    if name.lower().endswith(".json"):
        try:
            items = json.loads(text)
        except (ValueError, RecursionError):
            return msg("the file is no JSON")
        if not isinstance(items, list):
            return msg("the file is no list of CSL-JSON items")
        pairs = ((_texts(item), csl_work(item)) for item in items if isinstance(item, dict))
    else:
        pairs = ((fields, bibtex_work(fields)) for fields in bibtex_items(text))
    for fields, one in pairs:
        if one:
            for key in _keys(fields):
                works.setdefault(key, one)
    return works


def _texts(item: Mapping[str, object]) -> dict[str, str]:
    return {key.lower(): value for key, value in item.items() if isinstance(value, str)}


def _keys(fields: Mapping[str, str]) -> Iterator[str]:
    """The keys of all identifiers in these fields."""
    for name in _ADDRESSES:
        for text in _candidates(fields.get(name, "").strip()):
            if resource := identify_name(text):
                yield resource.key
            elif text.startswith("www."):
                yield identify(f"https://{text}").key


def _candidates(text: str) -> Iterable[str]:
    unwrapped = text.removeprefix("\\url{").removesuffix("}")
    return dict.fromkeys((text, unwrapped)) if text else ()
