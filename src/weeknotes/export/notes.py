"""Site → JSON: `data/notes.json`, and its entries as JSON lines.  Texts are Markdown as typed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, TypeAlias

from weeknotes.model import Author, Entry, Mention, Paper, Site, Tag, Week
from weeknotes.text.weeks import WeekLabel

VERSION: Final = 1
"""Of the format that static/data/notes.schema.json describes: raised when a field changes, not when
one is added."""
_Rows: TypeAlias = list[dict[str, object]]
_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def notes_json(site: Site) -> str:
    """`data/notes.json`: the whole site, one line for each week, paper, tag and author."""
    config = site.config
    head = {
        "$schema": "notes.schema.json",
        "version": VERSION,
        "title": config.title,
        "description": config.description,
        "author": config.author,
        "language": config.language,
        "address": config.base_url,
    }
    lists = {
        "weeks": _list(map(_week, site.weeks)),
        "papers": _list(map(_paper, site.papers.values())),
        "tags": _list(map(_page, site.tags)),
        "authors": _list(map(_page, site.authors)),
    }
    fields = {name: _json(value) for name, value in head.items()} | lists
    lines = [f"{_json(name)}: {value}" for name, value in fields.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def entries_jsonl(site: Site) -> str:
    """The entries of `data/notes.json`, one a line, each with its week."""
    rows = (
        {"week": week.id} | _entry(entry)  # one a line
        for week in site.weeks
        for entry in week.entries
    )
    return "".join([f"{_json(row)}\n" for row in rows])


def _list(items: Iterable[object]) -> str:
    """A list with one item a line."""
    lines = ",\n".join(map(_json, items))
    return f"[\n{lines}\n]" if lines else "[]"


def _page(item: Tag | Author) -> dict[str, str]:
    return {
        "key": item.key,
        "name": item.name,
        "path": item.href,
    }


def _week(week: Week) -> dict[str, object]:
    days = week.days
    return {
        "id": week.id,
        "path": week.href,
        "label": _label(week.label),
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[1].isoformat() if days else None,
        "published": week.published.isoformat() if week.published else None,
        "title": week.title,
        "introduction": "\n\n".join(note.text for note in week.intro),
        "entries": [_entry(entry) for entry in week.entries],
    }


def _label(label: WeekLabel | None) -> dict[str, int] | None:
    if label is None:
        return None
    return {
        "year": label.year,
        "month": label.month,
        "week": label.week,
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "anchor": entry.anchor,
        "paper": entry.paper,
        "title": entry.title,
        "other_titles": entry.variants,
        "authors": _authors(entry.draft.authors),
        "addresses": _addresses(entry.draft.addresses),
        "text": entry.text,
        "tags": [tag.key for tag in entry.tags],
    }


def _paper(paper: Paper) -> dict[str, object]:
    return {
        "key": paper.key,
        "path": paper.href,
        "citation_key": paper.cite or None,
        "title": paper.title if paper.titled else "",
        "label": paper.title,
        "other_titles": paper.variants,
        "authors": _authors(paper.named),
        "addresses": _addresses(paper.linked),
        "tags": [tag.key for tag in paper.tags],
        "notes": [_place(entry) for entry in paper.entries],
        "mentions": [_mention(mention) for mention in paper.mentions],
    }


def _place(entry: Entry) -> dict[str, object]:
    return {"week": entry.week, "anchor": entry.anchor}


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "week": mention.week,
        "anchor": mention.entry.anchor if mention.entry else None,
        "text": mention.paragraph.text,
    }


def _authors(authors: Iterable[tuple[str, str]]) -> _Rows:
    return [{"name": name, "key": key or None} for key, name in authors]


def _addresses(addresses: Iterable[tuple[str, str, str, str]]) -> _Rows:
    return [{"url": url, "key": key, "kind": kind} for url, key, kind, _ in addresses]
