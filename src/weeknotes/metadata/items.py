"""The items of a file of a reference manager: works with addresses, tags, notes and days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from weeknotes.identifiers import archive_of, identify, identify_name
from weeknotes.metadata.bibtex import bibtex_work
from weeknotes.metadata.csl import csl_work
from weeknotes.metadata.html_note import note_lines
from weeknotes.metadata.work import Work, plain, work
from weeknotes.text.bibtex import bibtex_items, unicode_text
from weeknotes.text.messages import Message, msg

_ADDRESSES = (
    "url",
    "doi",
    "eprint",
    "number",
    "archiveid",
    "archive_location",
    "howpublished",
    "journal",
    "container-title",
)
"""Fields that can identify a work.  The address comes from the first field that identifies the
work."""
_DAYS = (
    "dateadded",
    "date-added",
    "creationdate",
    "timestamp",
    "accessed",
    "urldate",
)
"""Fields with the day on which an item was added; the first one counts."""
_NOTES = ("annote", "annotation", "notes", "note")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class LibraryItem(NamedTuple):
    """A work in the file.  `url` is its address, and `keys` are the keys of all its identifiers.
    `note` are the lines of its notes, and `day` is the day on which it was added.  Its title or its
    address may be empty."""

    work: Work
    url: str
    keys: tuple[str, ...]
    tags: tuple[str, ...]
    note: tuple[str, ...]
    day: date | None


def read_items(text: str, name: str) -> list[LibraryItem] | Message:
    """The items of a BibTeX file, or, if the name ends with `.json`, of a CSL-JSON file or an
    export of Better BibTeX."""
    if not name.lower().endswith(".json"):
        typed = (
            {name: value.text for name, value in item.fields.items()}
            for item in bibtex_items(text)
        )
        found = (_item(_bibtex_fields(one), bibtex_work(one)) for one in typed)
        return [*filter(None, found)]
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return msg("{path} is not JSON", path=name)
    if isinstance(items, dict):  # Better BibTeX JSON
        items = items.get("items")
    if not isinstance(items, list):
        return msg("{path} is not a list of CSL-JSON items", path=name)
    found = (
        _item(_json_fields(item), _json_work(item))
        for item in items
        if isinstance(item, dict)
    )
    return [*filter(None, found)]


def read_library(text: str, name: str) -> Mapping[str, Work] | Message:
    """The works in a file by key.  If several have the same key, the first one counts."""
    items = read_items(text, name)
    if isinstance(items, Message):
        return items
    titled = [item for item in reversed(items) if item.work.title]
    return {key: item.work for item in titled for key in item.keys}


def _item(fields: Mapping[str, str], one: Work | None) -> LibraryItem | None:
    """An item from its fields by lower-case name; None if it has neither a title nor an
    address.  A title that only repeats an address or an identifier does not count."""
    addresses = list(_addresses(fields))
    names = {name for url, _ in addresses for name in (url, identify(url).label)}
    if one is None or (one.title in names and not one.authors):
        one = Work("")
    if not one.title and not addresses:
        return None
    note = [line for name in _NOTES for line in note_lines(fields.get(name, ""))]
    tags = re.split(r"[,;\n]", fields.get("keywords") or fields.get("keyword") or "")
    return LibraryItem(
        work=one,
        url=addresses[0][0] if addresses else "",
        keys=tuple(dict.fromkeys(key for _, key in addresses)),
        tags=tuple(dict.fromkeys(filter(None, map(tag_of, tags)))),
        note=tuple(note),
        day=next(filter(None, (_day(fields.get(name, "")) for name in _DAYS)), None),
    )


def _addresses(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(address, key) for each identifier of an item."""
    for name in _ADDRESSES:
        text = fields.get(name, "").strip().removeprefix("\\url{").removesuffix("}")
        # Google Scholar writes the identifier as the name of a journal.
        text = text.removeprefix("arXiv preprint ")
        if text.startswith("www."):
            text = f"https://{text}"
        if not text or not (resource := identify_name(text)):
            continue
        if "://" not in text:
            archive = archive_of(resource.key)
            identifier = resource.key.partition(":")[2]
            text = (archive.address if archive else "") + identifier
        if " " not in text:
            yield text, identify(text).key


def tag_of(text: str) -> str:
    """A keyword as a hashtag: `machine learning` → `machine_learning`, `C#` → `C#`."""
    words = plain(text).strip().lstrip("#")
    return re.sub(r"[\s#]+(?=[^\s#])", "_", words).strip("_")


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _bibtex_fields(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Fields as Unicode; addresses have no TeX."""
    return {
        name: value
        if name in _ADDRESSES
        else unicode_text(re.sub(r"\\par\b|\n\s*\n", "\n\n", value))
        for name, value in fields.items()
    }


def _json_fields(item: Mapping[str, object]) -> Mapping[str, str]:
    """The text fields of a JSON item, by lower-case name; lists of tags and notes are joined."""
    fields = {
        name.lower(): value for name, value in item.items() if isinstance(value, str)
    }
    if isinstance(accessed := item.get("accessed"), dict):
        fields["accessed"] = _date_text(accessed)
    for name, key, field, mark in (
        ("tags", "tag", "keywords", ";"),
        ("notes", "note", "notes", "\n\n"),
    ):
        if isinstance(rows := item.get(name), list):
            texts = (row.get(key) if isinstance(row, dict) else row for row in rows)
            fields[field] = mark.join(one for one in texts if isinstance(one, str))
    return fields


def _date_text(value: Mapping[str, object]) -> str:
    """A date of a CSL item as text: `2023-4-20`."""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return "-".join(map(str, first)) if isinstance(first, list) else ""


def _json_work(item: Mapping[str, object]) -> Work | None:
    """The work of a CSL-JSON item, or of an item of Better BibTeX with `creators`."""
    people = item.get("creators")
    if not isinstance(people, list):
        return csl_work(item)
    names = []
    for person in people:
        if not isinstance(person, dict):
            continue
        if person.get("creatorType", "author") == "author":
            last = person.get("lastName") or person.get("name")
            parts = (person.get("firstName"), last)
            names.append(
                " ".join(one for one in parts if isinstance(one, str) and one)
            )
    title = item.get("title")
    return work(title, names) if isinstance(title, str) else None
