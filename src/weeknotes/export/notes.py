"""Write a site as JSON: `data/notes.json`, or its entries as JSON Lines.  Texts are Markdown as
typed."""

from collections.abc import Iterable
from typing import NamedTuple

from weeknotes.config.links import license_of
from weeknotes.config.settings import Config
from weeknotes.model import (
    Address,
    AuthorRef,
    Entry,
    Mention,
    Paper,
    Site,
    TagRef,
    Week,
    joined,
)
from weeknotes.text.json import json_text

VERSION = 1
"""The version of the format in static/data/notes.schema.json.  The version increases when a field
changes, not when a field is added."""
_Rows = list[dict[str, object]]


class NotesInputs(NamedTuple):
    """The inputs of `data/notes.json` besides the settings."""

    weeks: tuple[Week, ...]
    papers: tuple[Paper, ...]
    tags: tuple[TagRef, ...]
    authors: tuple[AuthorRef, ...]


def notes_inputs(site: Site) -> NotesInputs:
    return NotesInputs(
        site.weeks,
        tuple(site.papers.values()),
        tuple(tag.ref for tag in site.tags),
        tuple(author.ref for author in site.authors),
    )


def notes_json(config: Config, inputs: NotesInputs) -> str:
    """`data/notes.json`: the whole site, with one line for each week, paper, tag and author."""
    terms = license_of(config.license)
    head = {
        "$schema": "notes.schema.json",
        "version": VERSION,
        "title": config.title,
        "description": config.description,
        "author": config.author,
        "language": config.language,
        "address": config.base_url,
        "license": terms.name,
        "license_url": terms.url,
    }
    lists = {
        "weeks": _list(map(_week, inputs.weeks)),
        "papers": _list(map(_paper, inputs.papers)),
        "tags": _list(map(_page, inputs.tags)),
        "authors": _list(map(_page, inputs.authors)),
    }
    fields = {name: json_text(value) for name, value in head.items()} | lists
    lines = [f"{json_text(name)}: {value}" for name, value in fields.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def entries_jsonl(site: Site) -> str:
    """The entries of `data/notes.json` as JSON Lines, each with its week."""
    rows = [{"week": entry.week} | _entry(entry) for entry in site.entries]
    return "".join(f"{json_text(row)}\n" for row in rows)


def _list(items: Iterable[object]) -> str:
    """A JSON array with one item per line."""
    lines = ",\n".join(map(json_text, items))
    return f"[\n{lines}\n]" if lines else "[]"


def _page(item: TagRef | AuthorRef) -> dict[str, str]:
    return {"key": item.key, "name": item.name, "path": item.href}


def _week(week: Week) -> dict[str, object]:
    days = week.days
    return {
        "id": week.id,
        "path": week.href,
        "label": week.label._asdict() if week.label else None,
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[1].isoformat() if days else None,
        "published": week.published.isoformat() if week.published else None,
        "title": week.title,
        "introduction": "\n\n".join(note.text for note in week.intro),
        "entries": [_entry(entry) for entry in week.entries],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "anchor": entry.anchor,
        "paper": entry.paper,
        "title": entry.title,
        "other_titles": entry.alternate_titles,
        "authors": _authors(entry.authors),
        "addresses": _addresses(entry.addresses),
        "text": entry.note.text,
        "tags": [tag.key for tag in entry.tags],
        **({"above": joined(entry.above).text} if entry.above else {}),
    }


def _paper(paper: Paper) -> dict[str, object]:
    metadata = paper.metadata
    return {
        "key": metadata.key,
        "path": metadata.href,
        "citation_key": metadata.citation_key or None,
        "title": metadata.title if metadata.has_title else "",
        "label": metadata.title,
        "other_titles": paper.alternate_titles,
        "authors": _authors(metadata.authors),
        "addresses": _addresses(metadata.addresses),
        "tags": [tag.key for tag in paper.tags],
        "notes": [
            {"week": entry.week, "anchor": entry.anchor} for entry in paper.entries
        ],
        "mentions": [_mention(mention) for mention in paper.mentions],
    }


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "week": mention.week,
        "anchor": mention.entry.anchor if mention.entry else None,
        "text": mention.paragraph.text,
    }


def _authors(authors: Iterable[AuthorRef]) -> _Rows:
    return [{"name": author.name, "key": author.key or None} for author in authors]


def _addresses(addresses: Iterable[Address]) -> _Rows:
    return [{"url": one.url, "key": one.key, "kind": one.kind} for one in addresses]
